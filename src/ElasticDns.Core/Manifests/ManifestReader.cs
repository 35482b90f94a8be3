using ElasticDns.Core.Manifests.Compose;
using ElasticDns.Core.Manifests.Kubernetes;

namespace ElasticDns.Core.Manifests;

/// <summary>Reads a document in its format; a service.yml with the database groups of the manifest.yml beside it where there is one.</summary>
public static class ManifestReader
{
    /// <summary>Counted up whenever more is read of a manifest than before, or less of a secret, so that what an older version stored is read again.</summary>
    public const int Version = 3;

    /// <summary>
    /// Reads the whole file and reports everything at once. Refused (no manifest, at least one error): a file that is something else,
    /// several environments of which none is chosen, and every defect of names, ports, databases and shapes.
    /// </summary>
    /// <param name="serviceYml">The service.yml, or the file of another format.</param>
    /// <param name="manifestYml">The manifest.yml, or null; it belongs to a service.yml alone.</param>
    /// <param name="environment">The environment to read, for a file of the older grammar that has several; of Kubernetes objects, their namespace.</param>
    public static ManifestReading Read(ManifestDocument serviceYml, ManifestDocument? manifestYml = null, string? environment = null)
    {
        var findings = serviceYml.CopyFindings();
        var groupFindings = manifestYml?.CopyFindings();
        Manifest? manifest = null;
        if (serviceYml.Kind is FileKind.ManifestYml)
            findings.Error("manifest-yml-alone", "This is a manifest.yml: it only groups the databases of a service.yml. Import it together with the service.yml of its folder.", 1, 1);
        else if (serviceYml.Kind is FileKind.Compose)
            manifest = ComposeReader.Read(serviceYml, environment, findings);
        else if (serviceYml.Kind is FileKind.Kubernetes)
            manifest = KubernetesReader.Read(serviceYml, environment, findings);
        else if (serviceYml.Root is { } root)
            manifest = Read(root, serviceYml, manifestYml, environment, findings, groupFindings);
        if (manifestYml is { Kind: FileKind.ServiceYml })
            groupFindings!.Error("not-a-manifest-yml", "This file is to give database groups, but it is a service.yml.", 1, 1);

        if (manifestYml is not null && serviceYml.Kind is FileKind.Compose or FileKind.Kubernetes)
            groupFindings!.Warning("groups-without-engine", $"This manifest.yml is not read: it groups the databases of a service.yml, and '{Quoting.Shorten(serviceYml.Name)}' is {serviceYml.Format.Title()}.", 1, 1);

        var all = findings.ToList().Concat(groupFindings?.ToList() ?? []);
        return new(
            findings.HasErrors || groupFindings?.HasErrors == true ? null : manifest,
            [.. all.OrderBy(finding => finding.Severity is not Severity.Error).Take(serviceYml.Limits.Findings).OrderBy(finding => finding.File != serviceYml.Name).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)],
            findings.Count + (groupFindings?.Count ?? 0));
    }

    private static Manifest? Read(
        YamlMapping root, ManifestDocument document, ManifestDocument? manifestYml, string? environment, FindingList findings, FindingList? groupFindings)
    {
        var groupRoot = manifestYml is { Kind: FileKind.ManifestYml } ? manifestYml.Root : null;
        var asked = environment;
        if (Environment(root, document, ref environment, findings) is not { } scope) return null;
        var isOfGroups = asked is not null && environment is null && groupRoot is not null && DatabaseGroups.EnvironmentsOf(groupRoot).Count > 0;
        if (asked is not null && environment is null && !isOfGroups)
            EnvironmentChoice.NoteIgnored(asked, findings);
        foreach (var (key, value) in scope == root ? root.Entries : root.Entries.Concat(scope.Entries))
            CheckRootKey(key, value, document, scope, findings);
        if (scope == root && !root.Has("services") && !root.Has("databases"))
        {
            findings.Error("not-a-service-yml", $"This is not a service.yml: it has neither 'services' nor 'databases' at its top level{TopKeys(root)}.", root);
            return null;
        }

        var databases = new DatabaseReader(findings);
        var reader = new ServiceReader(document.Limits, findings, databases);
        if (scope["services"] is { } services) reader.Read(services);
        if (scope["databases"] is { } list) databases.Read(list);
        if (!reader.FoundAny && !databases.FoundAny)
            findings.Warning("no-services", "The file declares no services and no databases.", scope.Has("services") ? scope.KeyOf("services") : scope);

        var groups = groupRoot is null ? [] : DatabaseGroups.Read(groupRoot, environment ?? asked, groupFindings!);
        foreach (var (engine, group) in groups)
            if (!databases.Lists(engine))
                groupFindings!.Warning("groups-without-engine", $"The groups of {engine} are not read: the service.yml does not list {engine} among its databases.", group.Key);

        var resolved = databases.Resolve(groups);
        HostCollisions.Check(reader.Services, resolved, findings);
        return new(
            [.. reader.Services.OrderBy(service => service.Label, StringComparer.Ordinal)],
            [.. resolved.OrderBy(database => database.Label, StringComparer.Ordinal)],
            document.Place,
            // What only the manifest.yml has is a choice all the same: without it, that could not be read again.
            isOfGroups ? asked : environment);
    }

    // The map that holds services and databases: the root, or the chosen environment of the older grammar.
    private static YamlMapping? Environment(YamlMapping root, ManifestDocument document, ref string? environment, FindingList findings)
    {
        var names = document.Environments;
        if (names.Count == 0)
        {
            environment = null;
            return root;
        }
        if (EnvironmentChoice.Of(root, names, environment, findings) is not { } chosen) return null;
        findings.Note("older-grammar", $"Environments at the first level are older grammar; '{Quoting.Shorten(chosen)}' is read.", root.KeyOf(chosen));
        environment = chosen;
        return root.MapOf(chosen);
    }

    private static void CheckRootKey(YamlNode key, YamlNode value, ManifestDocument document, YamlMapping scope, FindingList findings)
    {
        if (key is not YamlScalar { Value: var name })
            findings.Error("key-shape", $"A key at the top level is {key.Kind}; a service.yml has 'services' and 'databases' there.", key);
        else if (ManifestKeys.OlderRoot.Contains(name))
            findings.Note("older-key", $"'{name}' is a key of older versions; it has no part in addresses and is not imported.", key);
        else if (!ManifestKeys.Root.Contains(name) && !ManifestKeys.IsExtension(name) && !document.Environments.Contains(name) && (value != scope))
            findings.Warning("unknown-key", $"Unknown key '{Quoting.Shorten(name)}' at the top level.{ManifestKeys.DidYouMean(name, ManifestKeys.Root)}{ManifestKeys.NotRead(value)}", key);
    }

    private static string TopKeys(YamlMapping root)
    {
        var names = root.Entries.Select(entry => entry.Name).OfType<string>().Take(3).Select(name => $"'{Quoting.Shorten(name)}'").ToArray();
        return names.Length == 0 ? "" : $"; it starts with {string.Join(", ", names)}";
    }
}
