namespace ElasticDns.Core.Catalog;

/// <summary>What a change does.</summary>
public enum ChangeKind
{
    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It is there no more.</summary>
    Removed,

    /// <summary>It is there, and differs.</summary>
    Changed,

    /// <summary>It is there, in another namespace or cluster: an application alone can be.</summary>
    Moved,
}

/// <summary>One difference between two revisions of an application.</summary>
/// <param name="Kind">What the change does.</param>
/// <param name="What">What it concerns: <c>service</c>, <c>database</c>, <c>port</c> or <c>address</c>.</param>
/// <param name="Name">The label of the service or database.</param>
/// <param name="Before">What stood before, or null.</param>
/// <param name="After">What stands now, or null.</param>
public sealed record Change(ChangeKind Kind, string What, string Name, string? Before, string? After)
{
    /// <summary>Which facts of a service or database differ, where it is one that changed: <c>name</c>, <c>image</c>, <c>type</c> or <c>primary</c>, with 'and' between several.</summary>
    public string? Fact { get; init; }
}

/// <summary>Compares two revisions of an application, as a caller inside it sees them.</summary>
public static class ApplicationChanges
{
    /// <summary>
    /// The differences, by label: for each service or database what happened to itself, then to its ports, then to its addresses.
    /// Without <paramref name="before"/> everything is added.
    /// </summary>
    /// <param name="before">The revision before, or null.</param>
    /// <param name="after">The revision after.</param>
    /// <param name="addressesOf">The addresses of a target, as text.</param>
    public static IReadOnlyList<Change> Between(Application? before, Application after, Func<Target, IReadOnlyList<string>> addressesOf)
    {
        var changes = new List<Change>();
        var old = (before?.Targets ?? []).ToDictionary(target => target.Label);
        var now = after.Targets.ToDictionary(target => target.Label);
        foreach (var label in before is null ? after.Targets.Select(target => target.Label) : old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (was, @is) = (old.GetValueOrDefault(label), now.GetValueOrDefault(label));
            if (was?.GetType() != @is?.GetType())
            {
                if (was is not null) changes.Add(new(ChangeKind.Removed, What(was), label, was.Name, null));
                if (@is is not null) changes.Add(new(ChangeKind.Added, What(@is), label, null, @is.Name));
            }
            else if (Facts(was!) is var wasFacts && Facts(@is!) is var isFacts && wasFacts != isFacts)
            {
                changes.Add(new(ChangeKind.Changed, What(@is!), label, wasFacts, isFacts) { Fact = string.Join(" and ", Different(was!, @is!)) });
            }
            Compare(changes, "port", label, Ports(was), Ports(@is));
            Compare(changes, "address", label, was is null ? [] : addressesOf(was), @is is null ? [] : addressesOf(@is));
        }
        return changes;
    }

    private static string What(Target target) => target is Service ? "service" : "database";

    private static string Facts(Target target) => target switch
    {
        Service service => string.Join(", ", new[] { service.Name, service.Image, service.Type }.OfType<string>()),
        Database { Primary: true } => $"{target.Name}, primary",
        _ => target.Name,
    };

    private static IEnumerable<string> Different(Target was, Target @is)
    {
        if (was.Name != @is.Name) yield return "name";
        if ((was, @is) is (Service before, Service after))
        {
            if (before.Image != after.Image) yield return "image";
            if (before.Type != after.Type) yield return "type";
        }
        if ((was as Database)?.Primary != (@is as Database)?.Primary) yield return "primary";
    }

    private static List<string> Ports(Target? target) => target is Service service ? [.. service.Ports.Select(port => port.ToText())] : [];

    // What is only in one of the two lists; as many as both have pair up as a change.
    private static void Compare(List<Change> changes, string what, string label, IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        if (before.SequenceEqual(after)) return;
        var removed = before.Except(after).ToList();
        var added = after.Except(before).ToList();
        for (var i = 0; i < Math.Max(removed.Count, added.Count); i++)
        {
            var (was, @is) = (i < removed.Count ? removed[i] : null, i < added.Count ? added[i] : null);
            changes.Add(new(was is null ? ChangeKind.Added : @is is null ? ChangeKind.Removed : ChangeKind.Changed, what, label, was, @is));
        }
    }
}
