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

    /// <summary>A Docker Compose file.</summary>
    Compose,

    /// <summary>Objects of Kubernetes.</summary>
    Kubernetes,
}

/// <summary>What a file is, and why it is no service.yml.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Code">The code of the finding that refuses it as a service.yml; empty where nothing does.</param>
/// <param name="What">What it is, in a sentence.</param>
/// <param name="Message">The message of that finding.</param>
/// <param name="Line">Where that shows.</param>
/// <param name="Column">The column.</param>
internal sealed record Recognised(FileKind Kind, string Code, string What, string Message, int Line, int Column);

/// <summary>Tells a service.yml from the files that people upload by mistake, by the keys that only those have.</summary>
internal static partial class FileKinds
{
    /// <summary>The kind of a file that is YAML.</summary>
    public static Recognised Of(YamlDocuments documents, string text)
    {
        if (documents.Root is not { IsNull: false } root)
            return new(FileKind.Other, "empty-document", "an empty document", "The document is empty: it holds nothing, or only comments. A service.yml starts with 'services:'.", 1, 1);
        if (text.Contains("{{", StringComparison.Ordinal) && (documents.Roots.Exists(HasTemplateKey) || Template().IsMatch(text, documents.End))) return UnrenderedTemplate(text);
        if (root is YamlSequence list)
        {
            var playbook = list.Items.Any(item => item is YamlMapping play && (play.Has("hosts") || play.Has("tasks")));
            return playbook
                ? Other(root, "ansible-playbook", "an Ansible playbook", "Import the service.yml of the application itself.")
                : Refuse(root, "root-shape", "a list", "The root of the file is a list; the root of a service.yml must be a mapping that starts with 'services:'.");
        }
        if (root is not YamlMapping map)
            return Html().IsMatch(text) ? HtmlPage
                : EnvFile().IsMatch(text) ? Other(root, "env-file", "a file of environment variables (.env)", "Import the service.yml of the application.")
                : Dockerfile().IsMatch(text) ? Other(root, "dockerfile", "a Dockerfile", "Import the service.yml of the application.")
                : Refuse(root, "root-shape", "a single value", "The root of the file is a single value; the root of a service.yml must be a mapping that starts with 'services:'.");
        return OfMapping(map);
    }

    /// <summary>Names a text that is not YAML for what it is: a template, an HTML page. Null where it is just broken.</summary>
    public static Recognised? OfBrokenText(string text) => Html().IsMatch(text) ? HtmlPage : Template().IsMatch(text) ? UnrenderedTemplate(text) : null;

    private static Recognised HtmlPage { get; } = new(FileKind.Other, "html-page", "an HTML page",
        "This is an HTML page, not a service.yml. Download the raw file instead of the page that shows it.", 1, 1);

    private static Recognised OfMapping(YamlMapping map)
    {
        if (map.Has("apiVersion") && map.Has("kind"))
            return Other(map.KeyOf("apiVersion"), "kubernetes-object", $"a Kubernetes object{Named(map["kind"])}", "Import it as Kubernetes objects (format=kubernetes).", FileKind.Kubernetes);
        if (Pipeline(map) is { } pipeline)
            return Other(pipeline.Key, "ci-pipeline", pipeline.What, "Import the service.yml of the application itself.");
        if ((map.Has("on") && map.Has("jobs")) || map["jobs"] is YamlMapping { Entries: var jobs } && jobs.Any(job => job.Value is YamlMapping body && body.Has("runs-on")))
            return Other(map.KeyOf("jobs"), "github-workflow", "a GitHub workflow", "Import the service.yml of the application itself.");
        var services = map["services"];
        if (map.Has("parameters") || (services is YamlMapping symfony && (symfony.Entries.Any(entry => entry.Name is "_defaults" || entry.Name?.Contains('\\', StringComparison.Ordinal) == true) || SignOf(symfony, ["class", "arguments", "autowire"]) is not null)))
            return Other(map.Has("services") ? map.KeyOf("services") : map, "symfony-services", "a Symfony services file", "Import the service.yml of Cloud 66 Maestro.");
        if (services is YamlSequence specs && specs.Items.Any(item => item is YamlMapping spec && spec.Has("name")))
            return Other(map.KeyOf("services"), "app-spec", "an app spec of DigitalOcean or Render", "In a service.yml 'services' is a map from names to services.");
        if (services is YamlMapping composed && !HasMaestroKey(composed) && (map["networks"] ?? map["volumes"]) is YamlMapping)
            return Compose(map.KeyOf(map.Has("networks") ? "networks" : "volumes"));
        foreach (var scope in ServiceScopes(map))
            if (ComposeSign(scope) is { } sign) return Compose(sign);
        if (services is null && !map.Has("databases"))
        {
            if (map["build"] is YamlMapping build && build.Has("steps"))
                return Other(map.KeyOf("build"), "habitus-build", "a Habitus build file", "It belongs into the repository of one service; import the service.yml.");
            if (map.Entries.Any(entry => entry.Value is YamlMapping body && IsComponents(entry.Name, body)))
                return new(FileKind.ManifestYml, "", "a manifest.yml", "", map.Line, map.Column);
            if (Hooks(map) is { } hook)
                return Other(hook, "deploy-hooks", "a deploy_hooks.yml", "Import the service.yml beside it.");
            if (!map.Entries.Any(entry => IsEnvironment(entry.Value)) && ComposeSign(map) is { } sign) return Compose(sign);
        }
        return new(FileKind.ServiceYml, "", services is null && !map.Has("databases") ? "" : "a service.yml", "", map.Line, map.Column);
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

    public static bool HasMaestroKey(YamlMapping services) => services.Entries.Any(entry =>
        entry.Value is YamlMapping body && body.Entries.Any(key => key.Name is not null && ManifestKeys.OnlyMaestro.Contains(key.Name)));

    private static Recognised Compose(YamlNode sign) =>
        Other(sign, "compose-file", "a Compose file", $"It has '{(sign as YamlScalar)?.Value}'. Import it as a Compose file (format=compose).", FileKind.Compose);

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

    private static Recognised UnrenderedTemplate(string text)
    {
        var at = Template().Match(text) is { Success: true } match ? match.Index : Math.Max(0, text.IndexOf("{{", StringComparison.Ordinal));
        var lineStart = text.LastIndexOfAny(['\n', '\r'], Math.Max(0, at - 1)) + 1;
        return new(FileKind.Other, "unrendered-template", "a template that is not rendered yet",
            "This is a template that is not rendered yet, not a service.yml. Render it first and import what it makes.", SourceText.LineOf(text, at), at - lineStart + 1);
    }

    private static string Named(YamlNode? kind) => kind is YamlScalar { IsNull: false } scalar ? $" ({Quoting.Escape(scalar.Value)})" : "";

    private static Recognised Other(YamlNode at, string code, string what, string advice, FileKind kind = FileKind.Other) =>
        new(kind, code, what, $"This is {what}, not a service.yml. {advice}", at.Line, at.Column);

    private static Recognised Refuse(YamlNode at, string code, string what, string message) => new(FileKind.Other, code, what, message, at.Line, at.Column);

    [GeneratedRegex(@"\{\{-?\s*(?:\.|\$|range\b|if\b|with\b|include\b|template\b|define\b|end\b|else\b|block\b)|\{%-?\s*(?:for|if|set|include|end\w+)\b|<%|\{\{-?\s*[\w.]+\s*(?:\|[^{}]*)?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Template();

    [GeneratedRegex(@"\A\s*(?:#[^\n]*\n\s*)*(?:export )?[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.CultureInvariant)]
    private static partial Regex EnvFile();

    [GeneratedRegex(@"\A\s*(?:#[^\n]*\n\s*)*(?:FROM|ARG) \S", RegexOptions.CultureInvariant)]
    private static partial Regex Dockerfile();

    [GeneratedRegex(@"\A\s*<(?:!doctype html|html|head|body)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Html();
}
