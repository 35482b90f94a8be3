using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>A line of the table beside a large matrix: the heading of a group, or one that is in it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Count">How many are in the group, where this is its heading; else 0.</param>
/// <param name="Home">The application of the peer; null in a heading.</param>
/// <param name="Peer">What is called, or who calls; null in a heading, and for a connection that leads to nothing.</param>
/// <param name="References">The connections between the two, where they are declared.</param>
internal sealed record PeerRow(PeerGroupKind Group, int Count, Application? Home, Target? Peer, IReadOnlyList<Reference> References);

internal enum PeerGroupKind
{
    Declared,
    SameApplication,
    SameCluster,
}

/// <summary>
/// What one service can call, or who can call one target: first what is declared, then the own application, then the rest of the cluster.
/// Any window of it costs as much as it shows; the rest of a cluster of 20,000 is never listed.
/// </summary>
internal sealed class PeerList
{
    private readonly ClusterPeers _peers;
    private readonly bool _calling;
    private readonly List<PeerRow> _declared;
    private readonly List<PeerRow> _own;
    private readonly (int Start, int End) _range;
    private readonly List<int> _excluded;

    /// <param name="cluster">The cluster.</param>
    /// <param name="index">What its manifests declare.</param>
    /// <param name="home">The application of the service or target.</param>
    /// <param name="of">The service that calls, or the target that is called.</param>
    /// <param name="callers">Whether those who call it are listed, and not those that it calls.</param>
    public PeerList(Cluster cluster, ReferenceIndex index, Application home, Target of, bool callers)
    {
        (_peers, _calling) = (ClusterPeers.Of(cluster), callers);
        _declared = callers ? Declarers(index, home, of) : DeclaredBy(index, home, of);
        var known = _declared.Where(row => row.Peer is not null).Select(row => row.Peer!).ToHashSet<Target>(ReferenceEqualityComparer.Instance);
        // Where nothing reaches the target, only those who declare it are worth a line.
        var canBe = !callers || of.HasAddress;
        IEnumerable<Target> own = callers ? home.Services : home.Targets.Where(target => target.HasAddress);
        _own = !canBe ? [] : [.. own.Where(one => !ReferenceEquals(one, of) && !known.Contains(one)).Select(one => new PeerRow(PeerGroupKind.SameApplication, 0, home, one, []))];
        _range = _peers.RangeOf(home, callers);
        _excluded = canBe
            ? [.. _declared.Where(row => row.Peer is not null && row.Home!.Cluster == cluster.Name && !ReferenceEquals(row.Home, home))
                .Select(row => _peers.PositionOf(row.Home!, row.Peer!, callers)).Where(position => position >= 0).Select(WithoutOwn).Order()]
            : [];
        Elsewhere = canBe ? _peers.Count(callers) - (_range.End - _range.Start) - _excluded.Count : 0;
        Reachable = canBe ? _peers.Count(callers) - (own.Any(one => ReferenceEquals(one, of)) ? 1 : 0) : 0;
    }

    /// <summary>How many targets it reaches, or how many callers reach it, itself left out.</summary>
    public int Reachable { get; }

    /// <summary>How many are declared; the broken ones among them lead to nothing or ask for the wrong port.</summary>
    public (int All, int Broken) Declared => (_declared.Count, _declared.Count(row => row.References.Any(reference => reference.IsBroken)));

    private int Elsewhere { get; }

    /// <summary>How many lines there are, headings included, and those of a window.</summary>
    public (int Total, List<PeerRow> Rows) Window(int start, int count, string? words)
    {
        if (!string.IsNullOrWhiteSpace(words)) return Find(start, count, words);
        var rows = new List<PeerRow>();
        var before = 0;
        foreach (var (group, size) in new[] { (PeerGroupKind.Declared, _declared.Count), (PeerGroupKind.SameApplication, _own.Count), (PeerGroupKind.SameCluster, Elsewhere) })
        {
            if (size == 0) continue;
            var first = Math.Max(start - before, 0);
            for (var line = first; line < Math.Min(size + 1, start + count - before); line++)
                rows.Add(line == 0 ? new(group, size, null, null, []) : RowOf(group, line - 1));
            before += size + 1;
        }
        return (before, rows);
    }

    private PeerRow RowOf(PeerGroupKind group, int at) => group switch
    {
        PeerGroupKind.Declared => _declared[at],
        PeerGroupKind.SameApplication => _own[at],
        _ => Other(at),
    };

    // Those of the own application, and those that are declared, stand in groups of their own.
    private PeerRow Other(int at)
    {
        foreach (var excluded in _excluded)
        {
            if (excluded > at) break;
            at++;
        }
        var (home, peer) = _peers[at < _range.Start ? at : at + _range.End - _range.Start, _calling];
        return new(PeerGroupKind.SameCluster, 0, home, peer, []);
    }

    private int WithoutOwn(int position) => position < _range.Start ? position : position - (_range.End - _range.Start);

    private (int, List<PeerRow>) Find(int start, int count, string words)
    {
        var wanted = words.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rows = new List<PeerRow>();
        var total = 0;
        foreach (var group in Enum.GetValues<PeerGroupKind>())
        {
            var size = group switch { PeerGroupKind.Declared => _declared.Count, PeerGroupKind.SameApplication => _own.Count, _ => Elsewhere };
            var found = Enumerable.Range(0, size).Where(at => Matches(RowOf(group, at), wanted)).ToList();
            if (found.Count == 0) continue;
            for (var line = 0; line <= found.Count; line++, total++)
                if (total >= start && total < start + count) rows.Add(line == 0 ? new(group, found.Count, null, null, []) : RowOf(group, found[line - 1]));
        }
        return (total, rows);
    }

    private static bool Matches(PeerRow row, string[] words) => words.All(word =>
        row.Peer?.Label.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || row.Home?.Namespace.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || row.Home?.Name.Contains(word, StringComparison.OrdinalIgnoreCase) == true
        || row.References.Any(reference => reference.Mention.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static List<PeerRow> DeclaredBy(ReferenceIndex index, Application home, Target service) =>
    [
        .. index.DeclaredBy(home, service)
            .Select(reference => (Reference: reference, Lead: index.LeadsTo(reference)))
            .GroupBy(one => (object?)one.Lead?.Target ?? one.Reference, one => one, ReferenceEqualityComparer.Instance)
            .Select(group => new PeerRow(PeerGroupKind.Declared, 0, group.First().Lead?.Home, group.First().Lead?.Target, [.. group.Select(one => one.Reference)]))
            .OrderBy(row => row.Home is null).ThenByDescending(row => row.Home == home).ThenBy(row => row.Home?.Namespace, StringComparer.Ordinal).ThenBy(row => row.Peer?.Label, StringComparer.Ordinal),
    ];

    private static List<PeerRow> Declarers(ReferenceIndex index, Application home, Target target) =>
    [
        .. index.LeadingTo(home, target)
            .GroupBy(reference => reference.Caller, ReferenceEqualityComparer.Instance)
            .Select(group => new PeerRow(PeerGroupKind.Declared, 0, group.First().From, group.First().Caller, [.. group]))
            .OrderByDescending(row => row.Home == home),
    ];
}
