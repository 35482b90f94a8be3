using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Tests.Impact;

/// <summary>What breaks, is mended and is reached, against a naive look at every text and every pair of both catalogues.</summary>
public sealed class ImpactOracleTests
{
    private static readonly AddressRules Rules = new();
    private static readonly string[] Clusters = ["production", "staging"];
    private static readonly string[] Namespaces = ["shop", "payments", "jobs"];
    private static readonly string[] Labels = ["api", "web", "db"];
    private static readonly string[] Ports = ["", "80", "3000"];

    [Fact]
    public void What_breaks_and_is_mended_and_reached_is_what_a_naive_look_finds()
    {
        var random = new Random(4);
        var (broken, mended, fresh, lost, gained) = (0, 0, 0, 0, 0);
        for (var round = 0; round < 400; round++)
        {
            var before = CatalogSnapshot.Of(Some(random));
            var (after, moves) = Change(random, before);
            var impact = CatalogImpact.Between(before, after, Rules, moves);
            var naive = Naive(before, after, moves);
            Assert.Equal(naive.Broken, impact.Broken.Select(Key).Order(StringComparer.Ordinal));
            Assert.Equal(naive.Mended, impact.Mended.Select(Key).Order(StringComparer.Ordinal));
            Assert.Equal(naive.New, impact.BrokenFromTheStart.Select(Key).Order(StringComparer.Ordinal));
            Assert.Equal((impact.Broken.Count, impact.Mended.Count), (impact.BrokenCount, impact.MendedCount));
            Assert.Equal((impact.BrokenCount, impact.MendedCount), (impact.Applications.Sum(one => one.Breaks), impact.Applications.Sum(one => one.Mends)));
            var reach = NaiveReach(before, after, moves);
            Assert.Equal(reach, (impact.ReachLost.Sum(Pairs), impact.ReachGained.Sum(Pairs)));
            (broken, mended, fresh) = (broken + impact.BrokenCount, mended + impact.MendedCount, fresh + impact.BrokenFromTheStartCount);
            (lost, gained) = (lost + reach.Lost, gained + reach.Gained);
        }
        Assert.All([broken, mended, fresh, lost, gained], count => Assert.True(count > 100));
    }

    private static int Pairs(ReachImpact reach) => reach.CallerCount * (reach.ServiceCount + reach.DatabaseCount);

    private static string Key(ConnectionImpact one) => Key(one.Caller, one.Service, one.Mention);

    private static string Key(Application application, Service service, Mention mention) => $"{application.Cluster}/{application.Namespace}/{service.Label}/{mention.Where}/{mention.Text}/{mention.Line}";

    private static List<Application> Some(Random random) =>
    [
        .. from cluster in Clusters
           from @namespace in Namespaces
           where random.Next(3) > 0
           select Make(random, cluster, @namespace),
    ];

    // Each service has an image of its own, so that none is taken for another under a new name.
    private static Application Make(Random random, string cluster, string @namespace) => Yml.Application(
        $"services: {{{string.Join(", ", Labels.Where(_ => random.Next(4) > 0).Select(label => $"{label}: {{image: {label}, ports: [{Ports[random.Next(3)]}], env_vars: {{{string.Join(", ", Enumerable.Range(0, 3).Select(at => $"{(at == 0 ? "API_HOST" : $"V{at}")}: '{Value(random)}'"))}}}}}").DefaultIfEmpty("none: {}"))}}}",
        @namespace, cluster);

    private static string Value(Random random)
    {
        var label = Labels[random.Next(3)];
        return random.Next(6) switch
        {
            0 => label,
            1 => $"http://{label}:{(random.Next(2) == 0 ? 80 : 3000)}",
            2 => $"http://{label}._env(NAMESPACE)",
            3 => $"http://{label}.{Namespaces[random.Next(3)]}.svc.cluster.local:3000",
            _ => $"http://{label}.{Namespaces[random.Next(3)]}{(random.Next(2) == 0 ? "" : ":3000")}",
        };
    }

    private static (CatalogSnapshot, List<ApplicationMove>) Change(Random random, CatalogSnapshot before)
    {
        var after = before;
        var moves = new List<ApplicationMove>();
        var there = before.Applications.ToList();
        foreach (var application in there)
        {
            var from = (application.Cluster, application.Namespace);
            switch (random.Next(8))
            {
                case 0: after = after.Without(from); break;
                case 1: after = after.With(Make(random, application.Cluster, application.Namespace)); break;
                case 2:
                    var (cluster, @namespace) = (Clusters[random.Next(2)], Namespaces[random.Next(3)]);
                    if (before.Find(cluster, @namespace) is not null || after.Find(cluster, @namespace) is not null) break;
                    after = after.Without(from).With(application with { Cluster = cluster, Namespace = @namespace });
                    moves.Add(new(from, (cluster, @namespace)));
                    break;
            }
        }
        if (random.Next(2) == 0 && (Clusters[random.Next(2)], Namespaces[random.Next(3)]) is var place && after.Find(place.Item1, place.Item2) is null && !moves.Any(move => move.From == place))
            after = after.With(Make(random, place.Item1, place.Item2));
        return (after, moves);
    }

    private static Application? Was(CatalogSnapshot before, Application application, List<ApplicationMove> moves)
    {
        var place = moves.Find(move => move.To == (application.Cluster, application.Namespace))?.From ?? (application.Cluster, application.Namespace);
        return before.Find(place.Cluster, place.Namespace);
    }

    private static (List<string> Broken, List<string> Mended, List<string> New) Naive(CatalogSnapshot before, CatalogSnapshot after, List<ApplicationMove> moves)
    {
        var (was, @is) = (new ReferenceIndex(before, Rules), new ReferenceIndex(after, Rules));
        var (broken, mended, fresh) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var application in after.Applications)
            foreach (var service in application.Services)
                foreach (var mention in service.Mentions)
                {
                    var old = Was(before, application, moves);
                    var written = (old?.Find(service.Label) as Service)?.Mentions.Any(one => one.Where == mention.Where && one.Text == mention.Text) == true;
                    var now = @is.DeclaredBy(application).FirstOrDefault(Same);
                    var then = old is null ? null : was.DeclaredBy(old).FirstOrDefault(Same);
                    if (!written && now is { IsBroken: true }) fresh.Add(Key(application, service, mention));
                    if (written && then is { IsBroken: false } && now is not { IsBroken: false }) broken.Add(Key(application, service, mention));
                    if (written && then is not { IsBroken: false } && now is { IsBroken: false }) mended.Add(Key(application, service, mention));

                    bool Same(Reference one) => one.Caller.Label == service.Label && one.Mention.Where == mention.Where && one.Mention.Text == mention.Text;
                }
        foreach (var list in new[] { broken, mended, fresh }) list.Sort(StringComparer.Ordinal);
        return (broken, mended, fresh);
    }

    // Every application before and after with every target of every other one.
    private static (int Lost, int Gained) NaiveReach(CatalogSnapshot before, CatalogSnapshot after, List<ApplicationMove> moves)
    {
        var pairs = after.Applications.Select(now => (Then: Was(before, now, moves), Now: (Application?)now)).ToList();
        pairs.AddRange(before.Applications.Where(one => pairs.All(pair => pair.Then != one)).Select(one => ((Application?)one, (Application?)null)));
        var (lost, gained) = (0, 0);
        foreach (var caller in pairs.Where(pair => pair is { Then: not null, Now.Services.Count: > 0 }))
            foreach (var home in pairs.Where(home => home != caller))
                foreach (var label in (home.Then?.Targets ?? []).Concat(home.Now?.Targets ?? []).Select(target => target.Label).Distinct())
                {
                    var (then, now) = (Reaches(caller.Then!, home.Then, label), Reaches(caller.Now!, home.Now, label));
                    if (then && !now) lost++;
                    if (now && !then) gained++;
                }
        return (lost, gained);
    }

    private static bool Reaches(Application caller, Application? home, string label) => home?.Find(label) is { } target && ReachRules.Between(caller, null, home, target).IsReachable();
}
