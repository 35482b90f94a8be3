using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;
using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Catalog;

public sealed class CatalogProperties
{
    private static readonly Gen<string> PrintableAscii = Gen.Choose(32, 126).Select(c => (char)c).UpTo(70).Select(characters => string.Concat(characters));

    [Fact]
    public void Folding_is_idempotent_and_yields_a_label_or_nothing() => Property.Holds(PrintableAscii, name =>
    {
        var label = DnsLabel.Fold(name);
        Assert.Equal(label, DnsLabel.Fold(label));
        Assert.True(label.Length == 0 || DnsLabel.IsLabel(label) || label.Length > 63);
        Assert.True(label.Length <= name.Length);
        Assert.Equal(label.Length == 0, !name.Any(char.IsAsciiLetterOrDigit));
    }, 1_000);

    [Fact]
    public void What_is_a_label_folds_to_itself() => Property.Holds(PrintableAscii, name =>
    {
        if (DnsLabel.IsLabel(name)) Assert.Equal(name, DnsLabel.Fold(name));
        else Assert.NotEqual(name.Length is > 0 and <= 63 ? name : "", name.Length is > 0 and <= 63 ? DnsLabel.Fold(name) : "-");
    }, 1_000);

    [Fact]
    public void Distance_is_symmetric_and_nothing_for_the_same_name_alone() => Property.Holds(PrintableAscii.Zip(PrintableAscii), pair =>
    {
        var distance = NearestNames.Distance(pair.Item1, pair.Item2);
        Assert.Equal(distance, NearestNames.Distance(pair.Item2, pair.Item1));
        Assert.Equal(pair.Item1 == pair.Item2, distance == 0);
        Assert.InRange(distance, Math.Abs(pair.Item1.Length - pair.Item2.Length), Math.Max(pair.Item1.Length, pair.Item2.Length));
    });

    [Fact]
    public void Reach_never_depends_on_the_order_of_imports() => Property.Holds(
        Catalogs.Applications.SelectMany(applications => Gen.Shuffle(applications.ToArray()), (applications, shuffled) => (applications, shuffled)), given =>
        {
            var atOnce = Reaches(CatalogSnapshot.Of(given.applications));
            Assert.Equal(atOnce, Reaches(CatalogSnapshot.Of(given.shuffled)));
            Assert.Equal(atOnce, Reaches(given.shuffled.Aggregate(CatalogSnapshot.Empty, (snapshot, application) => snapshot.With(application))));
            Assert.Equal(atOnce, Reaches(CatalogSnapshot.Empty.With(given.shuffled)));
        }, 200);

    [Fact]
    public void Counts_are_those_of_a_recount_after_any_changes() => Property.Holds(
        Catalogs.Application.SelectMany(_ => Gen.Elements(true, true, false), (application, add) => (application, add)).UpTo(30), changes =>
        {
            var snapshot = CatalogSnapshot.Empty;
            var expected = new Dictionary<(string, string), Application>();
            foreach (var (application, add) in changes)
            {
                var key = (application.Cluster, application.Namespace);
                snapshot = add ? snapshot.With(application) : snapshot.Without(key);
                if (add) expected[key] = application;
                else expected.Remove(key);
            }
            Assert.Equal(expected.Count, snapshot.ApplicationCount);
            Assert.Equal(expected.Values.Sum(application => application.Services.Count + application.Databases.Count), snapshot.TargetCount);
            Assert.Equal(expected.Keys.Select(key => key.Item1).Distinct().Order(StringComparer.Ordinal), snapshot.Clusters.Select(cluster => cluster.Name));
            foreach (var cluster in snapshot.Clusters)
            {
                var members = expected.Values.Where(application => application.Cluster == cluster.Name).OrderBy(application => application.Namespace, StringComparer.Ordinal).ToList();
                Assert.Equal(members, cluster.Applications);
                Assert.Equal((members.Sum(member => member.Services.Count), members.Sum(member => member.Databases.Count)), (cluster.ServiceCount, cluster.DatabaseCount));
            }
        });

    private static List<string> Reaches(CatalogSnapshot snapshot) =>
    [
        .. from caller in snapshot.Applications
           from service in caller.Services
           from home in snapshot.Applications
           from target in home.Targets
           select $"{caller.Cluster}/{caller.Namespace}/{service.Label} {home.Cluster}/{home.Namespace}/{target.Label} {ReachRules.Between(caller, service.Label, home, target)}",
    ];
}
