using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Comparing;

/// <summary>
/// The connections that are declared at one of two moments alone. One whose text stands at both, and that broke or was mended meanwhile,
/// is neither new nor gone.
/// </summary>
internal sealed class DeclarationComparison
{
    private readonly ReferenceIndex _before;
    private readonly ReferenceIndex _after;

    public DeclarationComparison(
        (CatalogSnapshot Catalog, ReferenceIndex Index) before, (CatalogSnapshot Catalog, ReferenceIndex Index) after, IReadOnlyList<ApplicationImpact> changed, string? only)
    {
        (_before, _after) = (before.Index, after.Index);
        var was = changed.Where(pair => pair.After is not null).ToDictionary<ApplicationImpact, Application, Application?>(pair => pair.After!, pair => pair.Before, ReferenceEqualityComparer.Instance);
        foreach (var application in after.Catalog.Clusters.Where(cluster => only is null || cluster.Name == only).SelectMany(cluster => cluster.Applications))
        {
            if (was.TryGetValue(application, out var earlier)) Compare(earlier, application);
            else if (!IsSame(_before.DeclaredBy(application), _after.DeclaredBy(application))) Compare(application, application);
        }
        foreach (var gone in changed.Where(pair => pair.After is null)) Gone.AddRange(_before.DeclaredBy(gone.Before!));
    }

    public Found New { get; } = new();

    public Found Gone { get; } = new();

    // Both are in the order of the one manifest.
    private static bool IsSame(IReadOnlyList<Reference> before, IReadOnlyList<Reference> after)
    {
        if (ReferenceEquals(before, after)) return true;
        if (before.Count != after.Count) return false;
        for (var i = 0; i < before.Count; i++)
            if (!ReferenceEquals(before[i].Mention, after[i].Mention)) return false;
        return true;
    }

    private void Compare(Application? before, Application after)
    {
        var (was, @is) = (Declared(_before, before), Declared(_after, after));
        var (wrote, writes) = (Written(before), Written(after));
        // What counts once counts as often as it is written, because equal texts of one service are judged alike.
        foreach (var (key, references) in @is)
        {
            var stayed = was.ContainsKey(key) || !references[0].IsBroken ? Math.Min(references.Count, wrote.GetValueOrDefault(key)) : 0;
            New.AddRange(references.Skip(stayed));
        }
        foreach (var (key, references) in was)
        {
            var stays = @is.ContainsKey(key) || !references[0].IsBroken ? Math.Min(references.Count, writes.GetValueOrDefault(key)) : 0;
            Gone.AddRange(references.Skip(stays));
        }
    }

    private static Dictionary<(string, string, string), List<Reference>> Declared(ReferenceIndex index, Application? application)
    {
        var declared = new Dictionary<(string, string, string), List<Reference>>();
        foreach (var reference in application is null ? [] : index.DeclaredBy(application))
        {
            var key = (reference.Caller.Label, reference.Mention.Where, reference.Mention.Text);
            if (!declared.TryGetValue(key, out var same)) declared[key] = same = [];
            same.Add(reference);
        }
        return declared;
    }

    private static Dictionary<(string, string, string), int> Written(Application? application) =>
        (application?.Services ?? []).SelectMany(service => service.Mentions, (service, mention) => (service.Label, mention.Where, mention.Text))
            .GroupBy(key => key).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>All that were found are counted; the first ones are kept.</summary>
    internal sealed class Found
    {
        private readonly List<Reference> _first = [];

        public int Count { get; private set; }

        public void AddRange(IEnumerable<Reference> references)
        {
            foreach (var reference in references)
            {
                Count++;
                if (_first.Count < Impact.Impact.MostListed) _first.Add(reference);
            }
        }

        public IReadOnlyList<ComparedDeclaration> First(ReferenceRules rules) => [.. _first.Select(reference => new ComparedDeclaration(reference, rules.Explain(reference).Explanation))];
    }
}
