using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Web.Features.Resolve;

/// <summary>Addresses of the reader's own catalogue to try the page with.</summary>
public static class Examples
{
    // So many applications are looked into at most, however large the catalogue is.
    private const int LookedInto = 50;

    public static IReadOnlyList<(string Words, string Address)> Of(CatalogSnapshot catalog, Application? caller, AddressRules rules)
    {
        var near = caller is null ? [] : catalog.FindCluster(caller.Cluster)?.Applications.Where(application => application != caller).Take(LookedInto).ToList() ?? [];
        var any = caller is not null ? [caller, .. near] : catalog.Applications.Take(LookedInto).ToList();
        var examples = new List<(string Words, string Address)>();
        if (caller is not null)
        {
            Add(First([caller], Reachable), $"A name of {caller.Name} itself", found => AddressRules.OwnAddresses(found.Target)[0].Preferred);
            Add(First(near, Reachable), "A name of another application, with its namespace", found => AddressRules.ClusterAddresses(found.Home, found.Target)[0].Preferred);
            Add(First(near, Reachable), "The same without its namespace", found => AddressRules.OwnAddresses(found.Target)[0].Preferred);
        }
        Add(First(any, Reachable), "Fully qualified: it leads to the same for every caller of the cluster", found => rules.FullyQualifiedAddresses(found.Home, found.Target)[0].Preferred);
        Add(First(any, target => External(target) is not null), "An external port, used inside the cluster", found => $"http://{found.Target.Label}.{found.Home.Namespace}:{External(found.Target)}");
        return examples;

        void Add((Application Home, Target Target)? found, string words, Func<(Application Home, Target Target), string> address)
        {
            if (found is { } target) examples.Add((words, address(target)));
        }
    }

    private static (Application Home, Target Target)? First(IEnumerable<Application> applications, Func<Target, bool> isMeant)
    {
        foreach (var home in applications)
        {
            if (home.Targets.FirstOrDefault(isMeant) is { } target) return (home, target);
        }
        return null;
    }

    private static bool Reachable(Target target) => target.HasAddress;

    // A port that only the outside knows.
    private static int? External(Target target) => target is not Service service
        ? null
        : service.Ports.Select(port => port.Http).FirstOrDefault(http => http is not null && service.Ports.All(port => port.Container != http));
}
