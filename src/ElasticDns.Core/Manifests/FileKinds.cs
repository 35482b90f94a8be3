using System.Text.RegularExpressions;

namespace ElasticDns.Core.Manifests;

/// <summary>What a file is.</summary>
public enum FileKind
{
    /// <summary>A service.yml, or what would be one if it had no errors.</summary>
    ServiceYml,

    /// <summary>A Cloud 66 manifest.yml: it gives the database groups of the service.yml beside it.</summary>
    ManifestYml,

    /// <summary>Something else; a finding names it.</summary>
    Other,
}

/// <summary>Tells a service.yml from the files that people upload by mistake, by the keys that only those have.</summary>
internal static partial class FileKinds
{
    /// <summary>The kind of a file that is YAML.</summary>
    public static FileKind Of(YamlNode? root, string text, FindingList findings)
    {
        if (root is null || root.IsNull)
        {
            findings.Error("empty-document", "The document is empty: it holds nothing, or only comments. A service.yml starts with 'services:'.", 1, 1);
            return FileKind.Other;
        }
        if (text.Contains("{{", StringComparison.Ordinal) && HasTemplateKey(root)) return UnrenderedTemplate(text, findings);
        if (root is YamlSequence list)
        {
            var playbook = list.Items.Any(item => item is YamlMapping play && (play.Has("hosts") || play.Has("tasks")));
            return playbook
                ? Other(findings, root, "ansible-playbook", "an Ansible playbook", "Import the service.yml of the application itself.")
                : Refuse(findings, root, "root-shape", "The root of the file is a list; the root of a service.yml must be a mapping that starts with 'services:'.");
        }
        if (root is not YamlMapping map)
            return Html().IsMatch(text) ? Refuse(findings, root, "html-page", HtmlPage)
                : EnvFile().IsMatch(text) ? Other(findings, root, "env-file", "a file of environment variables (.env)", "Import the service.yml of the application.")
                : Dockerfile().IsMatch(text) ? Other(findings, root, "dockerfile", "a Dockerfile", "Import the service.yml of the application.")
                : Refuse(findings, root, "root-shape", "The root of the file is a single value; the root of a service.yml must be a mapping that starts with 'services:'.");
        return OfMapping(map, findings);
    }

    /// <summary>Names a text that is not YAML for what it is: a template, an HTML page. False where it is just broken.</summary>
    public static bool OfBrokenText(string text, FindingList findings)
    {
        if (Html().IsMatch(text))
            findings.Error("html-page", HtmlPage, 1, 1);
        else if (Template().IsMatch(text))
            UnrenderedTemplate(text, findings);
        else
            return false;
        return true;
    }

    private const string HtmlPage = "This is an HTML page, not a service.yml. Download the raw file instead of the page that shows it.";

    private static FileKind OfMapping(YamlMapping map, FindingList findings)
    {
        if (map.Has("apiVersion") && map.Has("kind"))
            return Other(findings, map.KeyOf("apiVersion"), "kubernetes-object", $"a Kubernetes object{Named(map["kind"])}", "Import the service.yml that it was made from.");
        if (Pipeline(map) is { } pipeline)
            return Other(findings, pipeline.Key, "ci-pipeline", pipeline.What, "Import the service.yml of the application itself.");
        if ((map.Has("on") && map.Has("jobs")) || map["jobs"] is YamlMapping { Entries: var jobs } && jobs.Any(job => job.Value is YamlMapping body && body.Has("runs-on")))
            return Other(findings, map.KeyOf("jobs"), "github-workflow", "a GitHub workflow", "Import the service.yml of the application itself.");
        var services = map["services"];
        if (map.Has("parameters") || (services is YamlMapping symfony && (symfony.Entries.Any(entry => entry.Name is "_defaults" || entry.Name?.Contains('\\', StringComparison.Ordinal) == true) || SignOf(symfony, ["class", "arguments", "autowire"]) is not null)))
            return Other(findings, map.Has("services") ? map.KeyOf("services") : map, "symfony-services", "a Symfony services file", "Import the service.yml of Cloud 66 Maestro.");
        if (services is YamlSequence specs && specs.Items.Any(item => item is YamlMapping spec && spec.Has("name")))
            return Other(findings, map.KeyOf("services"), "app-spec", "an app spec of DigitalOcean or Render", "In a service.yml 'services' is a map from names to services.");
        if (services is YamlMapping composed && !HasMaestroKey(composed) && (map["networks"] ?? map["volumes"]) is YamlMapping)
            return Compose(findings, map.KeyOf(map.Has("networks") ? "networks" : "volumes"));
        foreach (var scope in ServiceScopes(map))
            if (ComposeSign(scope) is { } sign) return Compose(findings, sign);
        if (services is null && !map.Has("databases"))
        {
            if (map["build"] is YamlMapping build && build.Has("steps"))
                return Other(findings, map.KeyOf("build"), "habitus-build", "a Habitus build file", "It belongs into the repository of one service; import the service.yml.");
            if (map.Entries.Any(entry => entry.Value is YamlMapping body && IsComponents(entry.Name, body)))
                return FileKind.ManifestYml;
            if (Hooks(map) is { } hook)
                return Other(findings, hook, "deploy-hooks", "a deploy_hooks.yml", "Import the service.yml beside it.");
            if (!map.Entries.Any(entry => IsEnvironment(entry.Value)) && ComposeSign(map) is { } sign) return Compose(findings, sign);
        }
        return FileKind.ServiceYml;
    }

    /// <summary>Whether a map below the root is an environment of the older grammar.</summary>
    public static bool IsEnvironment(YamlNode node) => node is YamlMapping map && (map.Has("services") || map.Has("databases"));

    // A component of a manifest.yml at the root, or components below an environment.
    private static bool IsComponents(string? name, YamlMapping body) =>
        name is not null && !ManifestKeys.IsExtension(name) && !IsEnvironment(body)
        && (DatabaseGroups.LooksLikeComponent(body) || body.Entries.Any(inner => inner.Value is YamlMapping component && DatabaseGroups.LooksLikeComponent(component) && !IsEnvironment(component)));

    private static IEnumerable<YamlMapping> ServiceScopes(YamlMapping root)
    {
        if (root["services"] is YamlMapping services) yield return services;
        if (root.Has("services") || root.Has("databases")) yield break;
        foreach (var entry in root.Entries)
            if (entry.Value is YamlMapping environment && environment["services"] is YamlMapping below) yield return below;
    }

    private static YamlNode? ComposeSign(YamlMapping services) => SignOf(services, ["build", "environment", "depends_on", "networks", "container_name", "env_file", "links", "expose", "network_mode", "healthcheck"]);

    // The first of these keys in an entry, unless an entry has a key that only Maestro has.
    private static YamlNode? SignOf(YamlMapping services, ReadOnlySpan<string> signs)
    {
        YamlNode? sign = null;
        foreach (var entry in services.Entries)
        {
            if (entry.Value is not YamlMapping body) continue;
            foreach (var key in body.Entries)
            {
                if (key.Name is null) continue;
                if (ManifestKeys.OnlyMaestro.Contains(key.Name)) return null;
                if (signs.Contains(key.Name)) sign ??= key.Key;
            }
        }
        return sign;
    }

    // What only the configuration of a build service has at its root.
    private static (YamlNode Key, string What)? Pipeline(YamlMapping map)
    {
        if (map.Has("jobs") && (map.Has("workflows") || map.Has("orbs"))) return (map.KeyOf("jobs"), "a CircleCI configuration");
        if (map.Has("pipelines") && !map.Has("services")) return (map.KeyOf("pipelines"), "a Bitbucket pipeline");
        if (map["stages"] is YamlSequence) return (map.KeyOf("stages"), "a GitLab CI or Azure pipeline");
        if (map.Has("language") && (map.Has("script") || map["services"] is YamlSequence)) return (map.KeyOf("language"), "a Travis CI configuration");
        return map.Has("kind") && map.Has("steps") ? (map.KeyOf("steps"), "a Drone pipeline") : null;
    }

    private static bool HasMaestroKey(YamlMapping services) => services.Entries.Any(entry =>
        entry.Value is YamlMapping body && body.Entries.Any(key => key.Name is not null && ManifestKeys.OnlyMaestro.Contains(key.Name)));

    private static FileKind Compose(FindingList findings, YamlNode sign) =>
        Other(findings, sign, "compose-file", "a Compose file", $"It has '{(sign as YamlScalar)?.Value}'. Import the service.yml made from it.");

    private static YamlNode? Hooks(YamlMapping map) =>
        map.Entries.Concat(map.Entries.Select(entry => entry.Value).OfType<YamlMapping>().SelectMany(body => body.Entries))
            .Where(entry => entry.Name is "last_thing" or "after_checkout" or "first_thing")
            .Select(entry => entry.Key).FirstOrDefault();

    // '{{ .Values.name }}' without quotes reads as a map whose key is a map; in quotes, as the name of a service.
    private static bool HasTemplateKey(YamlNode root)
    {
        var left = new Stack<YamlNode>([root]);
        var seen = new HashSet<YamlNode>();
        while (left.TryPop(out var node))
        {
            if (!seen.Add(node)) continue;
            if (node is YamlSequence list) foreach (var item in list.Items) left.Push(item);
            if (node is not YamlMapping map) continue;
            foreach (var (key, value) in map.Written)
            {
                if (key is YamlMapping { Written: [{ Value.IsNull: true }] } || (key is YamlScalar scalar && scalar.Value.Contains("{{", StringComparison.Ordinal))) return true;
                if (value is not YamlScalar) left.Push(value);
            }
        }
        return false;
    }

    private static FileKind UnrenderedTemplate(string text, FindingList findings)
    {
        var at = Template().Match(text) is { Success: true } match ? match.Index : Math.Max(0, text.IndexOf("{{", StringComparison.Ordinal));
        var lineStart = text.LastIndexOfAny(['\n', '\r'], Math.Max(0, at - 1)) + 1;
        findings.Error("unrendered-template", "This is a template that is not rendered yet, not a service.yml. Render it first and import what it makes.",
            SourceText.LineOf(text, at), at - lineStart + 1);
        return FileKind.Other;
    }

    private static string Named(YamlNode? kind) => kind is YamlScalar { IsNull: false } scalar ? $" ({Quoting.Escape(scalar.Value)})" : "";

    private static FileKind Other(FindingList findings, YamlNode at, string code, string what, string advice) =>
        Refuse(findings, at, code, $"This is {what}, not a service.yml. {advice}");

    private static FileKind Refuse(FindingList findings, YamlNode at, string code, string message)
    {
        findings.Error(code, message, at);
        return FileKind.Other;
    }

    [GeneratedRegex(@"\{\{-?\s*(?:\.|\$|range\b|if\b|with\b|include\b|template\b|define\b|end\b|else\b|block\b)|\{%-?\s*(?:for|if|set|include|end\w+)\b|<%|\{\{-?\s*[\w.]+\s*(?:\|[^{}]*)?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(@"\A\s*(?:#[^\n]*\n\s*)*(?:export )?[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.CultureInvariant)]
    private static partial Regex EnvFile();

    [GeneratedRegex(@"\A\s*(?:#[^\n]*\n\s*)*(?:FROM|ARG) \S", RegexOptions.CultureInvariant)]
    private static partial Regex Dockerfile();

    [GeneratedRegex(@"\A\s*<(?:!doctype html|html|head|body)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Html();
}
