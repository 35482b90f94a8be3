using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Comparing;
using ElasticDns.Core.References;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Compare;

/// <summary>The catalogue at two moments side by side.</summary>
/// <param name="Moments">The moments.</param>
/// <param name="Comparison">What is different.</param>
/// <param name="Unreadable">The revisions that are left out because their text is refused today.</param>
public sealed record ComparedMoments(Moments Moments, CatalogComparison Comparison, IReadOnlyList<RevisionFacts> Unreadable);

/// <summary>
/// Compares the catalogue at two moments. It may read thousands of texts, so one comparison is made at a time, beside the pages, and the
/// last ones are kept: a page asks again for what it has just shown, and its exports do.
/// </summary>
public sealed class MomentComparer(PastCatalog past, CatalogStore store, ReferenceIndexes indexes, AddressRules rules) : IDisposable
{
    private const int MostKept = 2;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly List<(CatalogSnapshot Now, ComparedMoments Compared)> _kept = [];

    /// <summary>The catalogue at two moments; waits for others who compare.</summary>
    public async Task<ComparedMoments> CompareAsync(Moments moments, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var now = store.Current;
            // What is kept from before an import holds on to applications that nobody else needs.
            _kept.RemoveAll(kept => kept.Now != now);
            if (_kept.Find(kept => kept.Compared.Moments == moments).Compared is { } known) return known;
            var compared = await Task.Run(() => RunAsync(moments, now, cancellationToken), cancellationToken);
            if (_kept.Count == MostKept) _kept.RemoveAt(0);
            _kept.Add((now, compared));
            return compared;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ComparedMoments> RunAsync(Moments moments, CatalogSnapshot now, CancellationToken cancellationToken)
    {
        var two = await past.ReadAsync(now, moments.Before, moments.After, cancellationToken);
        var before = (two.Before, IndexOf(two.Before, now));
        cancellationToken.ThrowIfCancellationRequested();
        var after = (two.After, IndexOf(two.After, now));
        cancellationToken.ThrowIfCancellationRequested();
        return new(moments, CatalogComparison.Between(before, after, rules, two.Moves, moments.Cluster), two.Unreadable);
    }

    // The index of a moment that has passed costs what is different from now, and what names it.
    private ReferenceIndex IndexOf(CatalogSnapshot catalog, CatalogSnapshot now)
    {
        if (catalog == now) return indexes.Of(now);
        var change = CatalogChange.Between(now, catalog);
        return indexes.Of(now).After(catalog, [.. change.Imported.Concat(change.Removed).Select(application => (application.Cluster, application.Namespace))]);
    }
}
