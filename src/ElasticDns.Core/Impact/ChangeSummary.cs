using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Impact;

/// <summary>What a revision changed, in a few words for a list of many.</summary>
public static class ChangeSummary
{
    private static readonly (string What, ChangeKind Kind)[] Order =
    [
        ("address", ChangeKind.Changed), ("address", ChangeKind.Removed), ("address", ChangeKind.Added),
        ("service", ChangeKind.Removed), ("service", ChangeKind.Added),
        ("database", ChangeKind.Removed), ("database", ChangeKind.Added),
        ("port", ChangeKind.Changed), ("port", ChangeKind.Removed), ("port", ChangeKind.Added),
    ];

    /// <summary><c>2 addresses changed, 1 service added</c>, <c>image of api changed</c>, <c>first import</c>, <c>nothing changed</c>.</summary>
    /// <param name="changes">The changes, as <see cref="ApplicationChanges"/> finds them.</param>
    /// <param name="first">Whether it is the first revision of its application.</param>
    public static string Of(IReadOnlyList<Change> changes, bool first)
    {
        if (first) return "first import";
        // The ports and addresses of what came or went are no news beside it, nor is a port whose addresses are told.
        var cameOrWent = LabelsOf(changes, change => change is { What: "service" or "database", Kind: not ChangeKind.Changed });
        var addressed = LabelsOf(changes, change => change.What is "address");
        var told = changes.Where(change => change.What switch
        {
            "address" => !cameOrWent.Contains(change.Name),
            "port" => !cameOrWent.Contains(change.Name) && !addressed.Contains(change.Name),
            _ => true,
        }).GroupBy(change => (change.What, change.Kind)).ToDictionary(group => group.Key, group => group.Count());
        var facts = changes.Where(change => change is { What: "service" or "database", Kind: ChangeKind.Changed }).GroupBy(change => change.Fact ?? "definition");
        var parts = Order.Where(told.ContainsKey).Select(key => $"{Quoting.Count(told[key], key.What, key.What is "address" ? "addresses" : $"{key.What}s")} {key.Kind.ToString().ToLowerInvariant()}")
            .Concat(facts.Select(fact => $"{fact.Key} of {(fact.ToList() is [var only] ? only.Name : $"{fact.Count():N0} {WhatOf(fact)}")} changed"));
        return string.Join(", ", parts) is { Length: > 0 } text ? text : "nothing changed";
    }

    private static HashSet<string> LabelsOf(IEnumerable<Change> changes, Func<Change, bool> wanted) => [.. changes.Where(wanted).Select(change => change.Name)];

    private static string WhatOf(IEnumerable<Change> changes) => changes.All(change => change.What is "service") ? "services" : changes.All(change => change.What is "database") ? "databases" : "services and databases";
}
