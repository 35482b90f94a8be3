using System.Runtime.InteropServices;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Neighbourhood;

/// <summary>Collects what the connections of an application begin and end at.</summary>
internal sealed class MapEnds(ReferenceIndex index, Application application)
{
    private readonly Dictionary<(MapColumn Column, string Group, string Label), MapBox> _boxes = [];
    private readonly Dictionary<(MapBox From, MapBox To), List<Reference>> _pairs = [];
    private readonly Dictionary<MapBox, MapBox> _folded = [];
    private readonly HashSet<Reference> _seen = new(ReferenceEqualityComparer.Instance);

    public List<MapConnection> Connections { get; } = [];

    public void Collect(CatalogSnapshot catalog)
    {
        foreach (var target in application.Targets) OwnBox(target);
        foreach (var target in application.Targets)
            foreach (var reference in index.LeadingTo(application, target))
                if (!IsOwn(reference)) Add(reference, CallerBox(reference), OwnBox(target));
        foreach (var reference in Lost(catalog)) Add(reference, CallerBox(reference), Unknown(reference, MapColumn.Own));
        foreach (var reference in index.DeclaredBy(application)) Add(reference, OwnBox(reference.Caller), DestinationBox(reference));
    }

    /// <summary>The pairs, in which what is much of one application is one node.</summary>
    public IReadOnlyList<MapPair> Fold()
    {
        var groups = from box in _boxes.Values
                     where box.Column is not MapColumn.Own && !ReferenceEquals(box.Home, application)
                     group box by (box.Column, box.Group) into boxes
                     where boxes.Skip(NeighbourhoodMap.MostUnfolded).Any()
                     select boxes.ToList();
        foreach (var boxes in groups)
        {
            var folded = new MapBox(boxes[0].Column, MapNodeKind.Folded, boxes[0].Home, boxes[0].Group, boxes[0].Namespace, null, "") { Count = boxes.Count };
            foreach (var box in boxes) _folded[box] = folded;
        }
        List<MapPair> pairs =
        [
            .. _pairs.GroupBy(pair => (From: Shown(pair.Key.From), To: Shown(pair.Key.To)), pair => pair.Value)
                .Select(lists => new MapPair(lists.Key.From, lists.Key.To, [.. lists.SelectMany(references => references)])),
        ];
        foreach (var pair in pairs)
        {
            pair.From.References = Sum(pair.From.References, pair.Count);
            if (pair.To != pair.From) pair.To.References = Sum(pair.To.References, pair.Count);
        }
        return pairs;
    }

    /// <summary>The nodes of a column, those first that are to be seen before others.</summary>
    public List<MapBox> Of(MapColumn column) =>
    [
        .. _boxes.Values.Where(box => box.Column == column).Select(Shown).Distinct()
            .OrderByDescending(box => box.References.Broken > 0).ThenByDescending(box => box.References.Declared).ThenBy(box => box.Key, StringComparer.Ordinal),
    ];

    private static ReferenceCount Sum(ReferenceCount one, ReferenceCount other) => new(one.Declared + other.Declared, one.Broken + other.Broken);

    private MapBox Shown(MapBox box) => _folded.GetValueOrDefault(box, box);

    private bool IsOwn(Reference reference) => ReferenceEquals(reference.From, application);

    // What names this application and a service that it has not: an index by target does not know it, unless it is clear what was meant.
    private IEnumerable<Reference> Lost(CatalogSnapshot catalog) =>
        from caller in catalog.FindCluster(application.Cluster)?.Applications ?? []
        where !ReferenceEquals(caller, application)
        from reference in index.DeclaredBy(caller)
        where reference.Destination.Target is null && ReferenceEquals(reference.Destination.Home, application) && !_seen.Contains(reference)
        select reference;

    private void Add(Reference reference, MapBox from, MapBox to)
    {
        if (!_seen.Add(reference)) return;
        ref var references = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (from, to), out _);
        (references ??= []).Add(reference);
        Connections.Add(new(reference, from.Column, to.Column, to.Home, to.Namespace, to.Target, to.Label));
    }

    private MapBox CallerBox(Reference reference) => Known(MapColumn.Callers, reference.From, reference.Caller);

    // A database is used and never calls, also where it is the application's own.
    private MapBox OwnBox(Target target) => Known(target is Database ? MapColumn.Uses : MapColumn.Own, application, target);

    private MapBox DestinationBox(Reference reference) => reference.Destination switch
    {
        { Home: { } home, Target: { } target } => ReferenceEquals(home, application) ? OwnBox(target) : Known(MapColumn.Uses, home, target),
        _ => Unknown(reference, MapColumn.Uses),
    };

    private MapBox Known(MapColumn column, Application home, Target target) => Box(
        column, target is Database ? MapNodeKind.Database : MapNodeKind.Service, home, home.Namespace, target, target.Label);

    private MapBox Unknown(Reference reference, MapColumn column)
    {
        var name = index.Rules.NameOf(reference);
        return name.Label.Length == 0
            ? Box(column, MapNodeKind.Unknown, null, "", null, reference.Address.Host)
            : Box(column, MapNodeKind.Unknown, reference.Destination.Home, reference.Destination.Home?.Namespace ?? name.Namespace ?? "", null, name.Label);
    }

    private MapBox Box(MapColumn column, MapNodeKind kind, Application? home, string @namespace, Target? target, string label)
    {
        var group = home is null || home.Cluster == application.Cluster ? @namespace : $"{home.Cluster}/{@namespace}";
        ref var box = ref CollectionsMarshal.GetValueRefOrAddDefault(_boxes, (column, group, label), out _);
        return box ??= new(column, kind, home, group, @namespace, target, label);
    }
}
