using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>No two targets of an application may answer to one host: DNS would lead a caller to either.</summary>
internal static class HostCollisions
{
    public static void Check(IReadOnlyList<Service> services, IReadOnlyList<Database> databases, FindingList findings)
    {
        if (AllDiffer(services, databases)) return;
        var owners = new Dictionary<string, Target>(services.Count + databases.Count);
        foreach (var target in services.Concat<Target>(databases).OrderBy(target => target.Line).ThenBy(target => target.Column))
        {
            foreach (var host in target.Hosts)
            {
                if (owners.TryAdd(host, target)) continue;
                var first = owners[host];
                // A service that is given twice is refused as a key that is.
                if (ReferenceEquals(first, target) || (first is Service && target is Service && first.Name == target.Name)) continue;
                var message = $"{Describe(target)} collides with {Describe(first, capital: false)} of line {first.Line}: both would answer to the host '{host}'. Rename one.";
                findings.Error("name-collision", message, target.Line, target.Column);
                break;
            }
        }
    }

    private static bool AllDiffer(IReadOnlyList<Service> services, IReadOnlyList<Database> databases)
    {
        var hosts = new HashSet<string>(services.Count + databases.Count);
        foreach (var service in services)
            if (!hosts.Add(service.Label)) return false;
        return databases.All(database => database.Hosts.All(hosts.Add));
    }

    private static string Describe(Target target, bool capital = true) =>
        $"{(target, capital) switch { (Service, true) => "Service", (Service, _) => "service", (_, true) => "Database", _ => "database" }} '{Quoting.Escape(target.Name)}'";
}
