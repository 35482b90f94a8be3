using ElasticDns.Core.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Catalog;

/// <summary>Generates applications and catalogues for properties: few names, so that they meet often.</summary>
internal static class Catalogs
{
    private static readonly string[] Labels = ["api", "web", "worker", "a", "b-2", "404", "9to5", "svc", "local", "cluster", "x1", "payments", "shop"];
    private static readonly string[] Namespaces = ["shop", "payments", "api", "svc", "n1", "42", "back-office"];
    private static readonly string[] Groups = ["default", "leopard", "main", "a-b"];

    private static readonly Gen<int?> External = Gen.OneOf(Gen.Constant((int?)null), Gen.Elements(80, 443, 8080, 25).Select(port => (int?)port));

    private static readonly Gen<ContainerPort> Port =
        from container in Gen.OneOf(Gen.Elements(80, 443, 3000, 5432, 65535).Select(port => (int?)port), Gen.Choose(1, 65535).Select(port => (int?)port), Gen.Constant((int?)null))
        from http in External
        from https in External
        from tcp in External
        from udp in External
        select new ContainerPort(container, http, https, tcp, udp);

    private static readonly Gen<Service> Service =
        from label in Gen.Elements(Labels)
        from ports in Port.UpTo(3)
        select new Service(label.ToUpperInvariant(), label, ports);

    private static readonly Gen<Database> Database =
        from engine in Gen.Elements("mysql", "redis", "elasticsearch", "couchdb")
        from @group in Gen.OneOf(Gen.Constant((string?)null), Gen.Elements(Groups).Select(name => (string?)name))
        from primary in Gen.Elements(true, false)
        select new Database(engine, engine, engine == "couchdb" ? null : @group, primary && @group is not null && engine != "couchdb");

    /// <summary>An application whose targets share no host.</summary>
    public static readonly Gen<Application> Application =
        from cluster in Gen.Elements("production", "staging", "default")
        from @namespace in Gen.Elements(Namespaces)
        from services in Service.UpTo(5)
        from databases in Database.UpTo(4)
        select Make(cluster, @namespace, services, databases);

    public static readonly Gen<List<Application>> Applications = Application.UpTo(12)
        .Select(list => list.DistinctBy(application => (application.Cluster, application.Namespace)).ToList());

    private static Application Make(string cluster, string @namespace, List<Service> services, List<Database> databases)
    {
        var hosts = new HashSet<string>();
        var keptServices = services.Where(service => hosts.Add(service.Label)).OrderBy(service => service.Label, StringComparer.Ordinal).ToArray();
        var kept = new List<Database>();
        foreach (var database in databases)
        {
            if (database.Hosts.Any(hosts.Contains)) continue;
            hosts.UnionWith(database.Hosts);
            kept.Add(database);
        }
        return new(cluster, @namespace, $"Application {@namespace}", keptServices, [.. kept.OrderBy(database => database.Label, StringComparer.Ordinal)]);
    }
}
