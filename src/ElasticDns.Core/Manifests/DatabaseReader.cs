using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>A database entry as written, with its place.</summary>
internal sealed record DatabaseEntry(string Name, string Engine, string? Group, int Line, int Column);

/// <summary>Reads lists of databases, and makes the application's databases of them and of the groups of a manifest.yml.</summary>
internal sealed class DatabaseReader(FindingList findings)
{
    private readonly List<DatabaseEntry> _entries = [];

    /// <summary>Whether the file declares a database at all, a refused one included.</summary>
    public bool FoundAny { get; private set; }

    /// <summary>Whether the service.yml lists this engine.</summary>
    public bool Lists(string engine) => _entries.Exists(entry => entry.Engine == engine);

    /// <summary>Reads one list: the application's, or a service's.</summary>
    public void Read(YamlNode databases)
    {
        FoundAny |= databases is YamlSequence { Items.Count: > 0 } or YamlMapping or YamlScalar { IsNull: false };
        switch (databases)
        {
            case YamlSequence list:
                foreach (var item in list.Items) ReadItem(item);
                break;
            case YamlScalar { IsNull: false } one:
                findings.Warning("databases-shape", $"'databases' is one value; write a list: databases: [{Quoting.Shorten(one.Value)}].", one);
                ReadItem(one);
                break;
            case YamlMapping map:
                var engines = map.Entries.Take(5).Select(entry => entry.Name is { } name ? Quoting.Shorten(name) : "mysql");
                findings.Error("databases-shape", $"'databases' is a map; write a list: databases: [{string.Join(", ", engines.DefaultIfEmpty("mysql"))}].", map);
                break;
        }
    }

    private void ReadItem(YamlNode item)
    {
        if (item.IsNull)
        {
            findings.Warning("empty-database", "An item of 'databases' is empty and is ignored.", item);
            return;
        }
        if (item is not YamlScalar scalar)
        {
            findings.Error("database-shape", $"An item of 'databases' is {item.Kind}; write the name of an engine, as in databases: [mysql, redis].", item);
            return;
        }
        if (NameRule.Fold(scalar.Value, "Database", item, findings) is not { } label) return;
        if (label != scalar.Value) findings.Note("derived-label", $"Database '{Quoting.Escape(scalar.Value)}' is addressed as '{label}': a DNS label has only a-z, 0-9 and '-'.", item);
        var (engine, group) = DatabaseEngine.Split(label);
        if (DatabaseEngine.Find(engine) is null)
        {
            var meant = DatabaseEngine.Meant(label) is { } name ? $" Did you mean '{name}'?" : $" Known are {Quoting.List([.. DatabaseEngine.All.Select(known => known.Name)])}.";
            findings.Warning("unknown-engine", $"The database engine '{label}' is not known, so it gets no address.{meant}", item);
        }
        if (group?.Length == 0) group = null;
        _entries.Add(new(scalar.Value, engine, group, item.Line, item.Column));
    }

    /// <summary>The databases, with the groups that a manifest.yml gives to the engines that the service.yml lists.</summary>
    public IReadOnlyList<Database> Resolve(IReadOnlyDictionary<string, DatabaseGroups> groups)
    {
        var databases = new List<Database>();
        foreach (var engine in _entries.GroupBy(entry => entry.Engine))
        {
            var entries = engine.DistinctBy(entry => entry.Group).ToList();
            var given = groups.GetValueOrDefault(engine.Key);
            // The groups of a manifest.yml are what a plain entry stands for.
            if (given is not null) entries.RemoveAll(entry => entry.Group is null);
            var names = entries.Select(entry => (Group: entry.Group, Entry: (DatabaseEntry?)entry)).ToList();
            var listed = names.Select(name => name.Group).ToHashSet();
            names.AddRange((given?.Groups ?? []).Where(group => !listed.Contains(group)).Select(group => ((string?)group, (DatabaseEntry?)null)));
            var primary = names.Exists(name => name.Group is null) ? null
                : given?.Default ?? (names.Exists(name => name.Group == DatabaseGroups.DefaultName) ? DatabaseGroups.DefaultName
                : names.Count > 1 ? names[0].Group : null);
            foreach (var (group, entry) in names)
                databases.Add(new(entry?.Name ?? $"{engine.Key}-{group}", engine.Key, group, group is not null && group == primary)
                {
                    Line = (entry ?? engine.First()).Line,
                    Column = (entry ?? engine.First()).Column,
                });
        }
        return databases;
    }
}
