using System.Globalization;
using System.Text.Json;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Comparing;
using ElasticDns.Core.Reachability;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Applications;
using ElasticDns.Web.Features.Compare;
using ElasticDns.Web.Features.Connections;
using ElasticDns.Web.Features.Matrix;
using ElasticDns.Web.Tests.Features.History;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Compare;

/// <summary>The catalogue of any moment is the one that the API told at that moment.</summary>
public sealed class PastCatalogTests : HistoryTest
{
    private const int Steps = 60;

    private static readonly string[] Clusters = ["one", "two"];
    private static readonly string[] Namespaces = ["a", "b", "c", "d"];

    private AddressRules Rules => App.Services.GetRequiredService<AddressRules>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_moment_is_as_it_was_told_then(int seed)
    {
        var told = new List<(DateTimeOffset At, string[] Told)>();
        foreach (var change in Happen(seed))
        {
            await change;
            // What several changes of one moment left is what the last of them left.
            if (told is [.., var last] && last.At == App.Clock.Now) told.RemoveAt(told.Count - 1);
            told.Add((App.Clock.Now, await ToldAsync()));
        }
        Assert.True(told.Select(moment => string.Concat(moment.Told)).Distinct().Count() > Steps / 3);

        var past = App.Services.GetRequiredService<PastCatalog>();
        for (var i = 0; i < told.Count; i++)
        {
            var other = (i * 7) % told.Count;
            var (before, after) = (Math.Min(i, other), Math.Max(i, other));
            var two = await past.ReadAsync(App.Store.Current, told[before].At, told[after].At, TestContext.Current.CancellationToken);
            Assert.Empty(two.Unreadable);
            Assert.Equal(told[before].Told, await TellAsync(two.Before));
            Assert.Equal(told[after].Told, await TellAsync(two.After));
            AssertShared(two);
            AssertSums(two);
        }
        var first = await past.ReadAsync(App.Store.Current, told[0].At.AddMilliseconds(-1), null, TestContext.Current.CancellationToken);
        Assert.True(first.Before.IsEmpty);
        Assert.Same(App.Store.Current, first.After);
    }

    // Imports, restores, renames, moves and removals, some of them in one moment.
    private IEnumerable<Task> Happen(int seed)
    {
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(3) > 0) App.Clock.Now += TimeSpan.FromMilliseconds(random.Next(1, 5_000));
            var (cluster, @namespace) = (Pick(Clusters), Pick(Namespaces));
            var place = $"clusters/{cluster}/applications/{@namespace}";
            var there = App.Store.Current.Find(cluster, @namespace);
            yield return random.Next(7) switch
            {
                0 when there is not null => App.DeleteAsync(place),
                1 when there is not null => DoAsync($"{place}/move?cluster={Pick(Clusters)}&namespace={Pick(Namespaces)}"),
                2 => RestoreAsync(1, place),
                3 when there is not null => DoAsync($"{place}/rename?application=Name%20{step}"),
                _ => App.ImportAsync(@namespace, Yaml(random), cluster),
            };
        }

        string Pick(string[] of) => of[random.Next(of.Length)];
    }

    private static string Yaml(Random random)
    {
        var text = new System.Text.StringBuilder("services:\n");
        for (var service = 0; service < random.Next(1, 4); service++)
            text.Append(CultureInfo.InvariantCulture, $"  s{service}:\n    ports: [{(random.Next(3) == 0 ? "" : 8000 + random.Next(2))}]\n    env_vars:\n      URL_A: http://s{random.Next(3)}.{Namespaces[random.Next(4)]}:{8000 + random.Next(2)}\n      URL_B: http://s{random.Next(4)}:8000\n");
        if (random.Next(2) == 0) text.Append("databases: [mysql]\n");
        return text.ToString();
    }

    private async Task<string[]> ToldAsync()
    {
        var told = new List<string> { (await App.GetAsync("applications")).Expect(200).Json.ToJsonString() };
        foreach (var cluster in App.Store.Current.Clusters)
        {
            told.Add((await App.GetAsync($"clusters/{cluster.Name}/references")).Expect(200).Json.ToJsonString());
            told.Add((await App.GetAsync($"clusters/{cluster.Name}/matrix?mode=possible&format=csv")).Expect(200).Text);
        }
        return [.. told];
    }

    private async Task<string[]> TellAsync(CatalogSnapshot catalog)
    {
        var told = new List<string> { Tell(catalog.Applications.Select(application => ApplicationJson.Of(application, Rules))) };
        var index = new ReferenceIndex(catalog, Rules);
        foreach (var cluster in catalog.Clusters)
        {
            told.Add(Tell(cluster.Applications.SelectMany(index.DeclaredBy).Select(reference => ReferenceJson.Of(reference, index.Rules.Explain(reference)))));
            using var csv = new MemoryStream();
            await MatrixExport.WriteCsvAsync(new(new(cluster.Applications, cluster.Applications), index, Range.All, Range.All), MatrixMode.Possible, csv, CancellationToken.None);
            told.Add(System.Text.Encoding.UTF8.GetString(csv.ToArray()));
        }
        return [.. told];
    }

    private static string Tell<T>(IEnumerable<T> told) => JsonSerializer.SerializeToNode(told, JsonSerializerOptions.Web)!.ToJsonString();

    private void AssertShared(TwoMoments two)
    {
        foreach (var application in two.Before.Applications)
        {
            if (two.After.Find(application.Cluster, application.Namespace) is { } later && later.Revision == application.Revision) Assert.Same(application, later);
            if (App.Store.Current.Find(application.Cluster, application.Namespace) is { } now && now.Revision == application.Revision) Assert.Same(application, now);
        }
    }

    // The formula against every pair of both matrices, and each list against the totals.
    private void AssertSums(TwoMoments two)
    {
        var (before, after) = (new ReferenceIndex(two.Before, Rules), new ReferenceIndex(two.After, Rules));
        var comparison = CatalogComparison.Between((two.Before, before), (two.After, after), Rules, two.Moves);
        var (was, @is) = (Pairs(two.Before), Pairs(two.After));
        Assert.Equal((was.Count, @is.Count), (comparison.TotalsBefore.Possible, comparison.TotalsAfter.Possible));
        Assert.Equal((@is.Except(was).Count(), was.Except(@is).Count()), (comparison.BecamePossible, comparison.NoLongerPossible));
        foreach (var cluster in comparison.Clusters)
        {
            var matrix = new ComparedMatrix(cluster);
            var cells = Enumerable.Range(0, matrix.Rows.Count).SelectMany(matrix.Row).ToList();
            Assert.Equal(cluster.Possible.Gained, cells.Count(cell => cell is { After.IsPossible: true, Before: null or { IsPossible: false } }));
            Assert.Equal(cluster.Possible.Lost, cells.Count(cell => cell is { Before.IsPossible: true, After: null or { IsPossible: false } }));
            var folded = new FoldedComparison(cluster, int.MaxValue);
            var pairs = Enumerable.Range(0, folded.Count).SelectMany(row => Enumerable.Range(0, folded.Count).Select(column => folded[row, column])).ToList();
            Assert.Equal((cluster.Possible.Gained, cluster.Possible.Lost), (pairs.Sum(pair => pair.Gained), pairs.Sum(pair => pair.Lost)));
        }
        // A text that stands at both moments and became, or stopped being, a reference is mended or broke.
        var appeared = comparison.Impact.Mended.Count(mended => mended.Before is null) - comparison.Impact.Broken.Count(broken => broken.After is null);
        Assert.Equal(comparison.TotalsAfter.Declared - comparison.TotalsBefore.Declared, comparison.NewCount - comparison.GoneCount + appeared);
    }

    private static HashSet<(string, string, string, string, string)> Pairs(CatalogSnapshot catalog) =>
    [
        .. from cluster in catalog.Clusters
           let matrix = new ReachMatrix(cluster.Applications, cluster.Applications)
           from row in Enumerable.Range(0, matrix.Callers.Count)
           from column in Enumerable.Range(0, matrix.Targets.Count)
           where matrix[row, column] is Reach.SameApplication or Reach.SameCluster
           select (cluster.Name, matrix.Callers[row].Application.Namespace, matrix.Callers[row].Service.Label, matrix.Targets[column].Application.Namespace, matrix.Targets[column].Target.Label),
    ];
}
