using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Web.Data;

/// <summary>
/// Holds the one snapshot that pages, matrix and API read. A committed import replaces it by one reference write and tells every
/// open page; a reader that keeps the old one keeps a consistent view.
/// </summary>
public sealed class CatalogStore(ReferenceIndexes references)
{
    private CatalogSnapshot _current = CatalogSnapshot.Empty;

    /// <summary>The catalogue as it is now. Take it once for one answer.</summary>
    public CatalogSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Raised after the snapshot was replaced, on the thread that replaced it and with what is different; a handler must not block.</summary>
    public event Action<CatalogChange>? Changed;

    /// <summary>
    /// Judges the declared connections of a snapshot that is about to be put in place, so that no page has to wait for it. Whoever writes
    /// to storage can let it run meanwhile.
    /// </summary>
    public void Prepare(CatalogSnapshot snapshot) => references.Follow(Current, snapshot, CatalogChange.Between(Current, snapshot).Places);

    /// <summary>Puts a snapshot in place. Only the code that has just committed it to storage calls this.</summary>
    public void Replace(CatalogSnapshot snapshot)
    {
        var before = Current;
        Prepare(snapshot);
        Volatile.Write(ref _current, snapshot);
        Changed?.Invoke(CatalogChange.Between(before, snapshot));
    }
}
