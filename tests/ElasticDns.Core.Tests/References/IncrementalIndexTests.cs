using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Tests.References;

/// <summary>An index that is made from the one before it says what one says that is made from nothing.</summary>
public sealed class IncrementalIndexTests
{
    private static readonly string[] Clusters = ["production", "staging"];
    private static readonly string[] Namespaces = ["shop", "shops", "payments", "payment", "jobs", "tools", "books", "users", "mail", "search"];
    private static readonly string[] Labels = ["api", "apii", "web", "db"];

    [Fact]
    public void After_any_sequence_of_changes_it_says_what_a_new_one_says()
    {
        var random = new Random(5);
        var (changes, broken, meant, kept) = (0, 0, 0, 0);
        for (var round = 0; round < 60; round++)
        {
            var catalog = CatalogSnapshot.Of(from cluster in Clusters from name in Namespaces where random.Next(4) > 0 select Make(random, cluster, name));
            var index = new ReferenceIndex(catalog, new());
            for (var step = 0; step < 12; step++)
            {
                var (after, changed) = Change(random, catalog);
                var next = index.After(after, changed);
                var fresh = new ReferenceIndex(after, new());
                Assert.Equal(Show(fresh, after), Show(next, after));
                changes++;
                broken += after.Clusters.Sum(cluster => next.CountOf(cluster).Broken);
                meant += after.Applications.Sum(application => next.DeclaredBy(application).Count(reference => reference.Destination.Target is null && next.LeadsTo(reference) is not null));
                kept += after.Applications.Sum(application => next.DeclaredBy(application).Intersect(index.DeclaredBy(application), ReferenceEqualityComparer.Instance).Count());
                (catalog, index) = (after, next);
            }
        }
        // The seeds are worth something only if all of it happened.
        Assert.All([changes, broken, meant, kept], count => Assert.True(count > 500, $"only {count}"));
    }

    [Fact]
    public void What_a_change_does_not_concern_is_shared()
    {
        var shop = Yml.Application("services: {web: {ports: [80], command: 'http://api.payments http://web'}}", "shop");
        var payments = Yml.Application("services: {api: {ports: [80], command: 'http://web.shop'}}", "payments");
        Application[] others = [.. Enumerable.Range(0, 8).Select(number => Yml.Application("services: {x: {ports: [80], command: 'http://y http://web.shop'}, y: {ports: [80]}}", $"other-{number}"))];
        var catalog = CatalogSnapshot.Of([shop, payments, .. others]);
        var index = new ReferenceIndex(catalog, new());
        var after = catalog.With(Yml.Application("services: {api: {ports: [81]}}", "payments"));
        var next = index.After(after, [(payments.Cluster, payments.Namespace)]);
        Assert.Same(index.DeclaredBy(others[0]), next.DeclaredBy(others[0]));
        Assert.Same(index.DeclaredBy(shop)[1], next.DeclaredBy(shop)[1]);
        Assert.Equal("http://api.payments PORT_NOT_EXPOSED api.payments; http://web RESOLVES web", Declared.Show(next.DeclaredBy(shop)));
        Assert.Equal(8, next.LeadingTo(shop, shop.Services[0]).Count(reference => reference.From.Namespace != "shop"));
    }

    private static (CatalogSnapshot After, List<(string, string)> Changed) Change(Random random, CatalogSnapshot catalog)
    {
        var (after, changed) = (catalog, new List<(string, string)>());
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var place = (Cluster: Clusters[random.Next(2)], Namespace: Namespaces[random.Next(Namespaces.Length)]);
            if (changed.Contains(place)) continue;
            changed.Add(place);
            after = random.Next(3) == 0 ? after.Without(place) : after.With(Make(random, place.Cluster, place.Namespace));
        }
        return (after, changed);
    }

    private static Application Make(Random random, string cluster, string @namespace)
    {
        var services = Labels.Where(_ => random.Next(3) > 0).Select(label =>
            $"{label}: {{ports: [{(random.Next(4) == 0 ? "" : random.Next(2) == 0 ? "80" : "3000")}], env_vars: {{API_HOST: '{Labels[random.Next(4)]}', A: '{Address(random)}', B: '{Address(random)}', C: '{Address(random)}'}}}}");
        return Yml.Application($"services: {{{string.Join(", ", services.DefaultIfEmpty("none: {}"))}}}", @namespace, cluster);
    }

    private static string Address(Random random)
    {
        var (label, @namespace) = (Labels[random.Next(4)], random.Next(5) == 0 ? "jobb" : Namespaces[random.Next(Namespaces.Length)]);
        return random.Next(7) switch
        {
            0 => $"http://{label}",
            1 => $"{label}:3000",
            2 => $"http://{label}.{@namespace}.svc.cluster.local:3000",
            3 => $"http://{label}.io",
            4 => $"{label}.{@namespace}",
            5 => "http://nobody",
            _ => $"http://{label}.{@namespace}{(random.Next(2) == 0 ? ":3000" : "")}",
        };
    }

    private static string Show(ReferenceIndex index, CatalogSnapshot catalog)
    {
        var lines = new List<string>();
        foreach (var cluster in catalog.Clusters) lines.Add($"{cluster.Name} {index.CountOf(cluster)}");
        foreach (var application in catalog.Applications)
        {
            lines.Add($"{Name(application)} {index.CountOf(application)}");
            foreach (var reference in index.DeclaredBy(application))
            {
                Assert.Same(application, reference.From);
                lines.Add($"  {reference.Caller.Label} {reference.Mention.Where} {reference.Mention.Text} {reference.Verdict} {Target(catalog, reference.Destination.Home, reference.Destination.Target)} -> {Target(catalog, index.LeadsTo(reference)?.Home, index.LeadsTo(reference)?.Target)}");
            }
            foreach (var target in application.Targets)
                lines.Add($"  {target.Label} {index.UsedBy(application, target)} {index.UsesOf(application, target)}: {string.Join(' ', index.LeadingTo(application, target).Select(reference => $"{Name(reference.From)}/{reference.Caller.Label}/{reference.Mention.Where}"))}");
        }
        return string.Join('\n', lines);
    }

    // What is found is of this catalogue, not of one before it.
    private static string Target(CatalogSnapshot catalog, Application? home, Target? target)
    {
        if (home is null) return "-";
        Assert.Same(catalog.Find(home.Cluster, home.Namespace), home);
        if (target is not null) Assert.Same(home.Find(target.Label), target);
        return $"{Name(home)}/{target?.Label}";
    }

    private static string Name(Application application) => $"{application.Cluster}/{application.Namespace}";
}
