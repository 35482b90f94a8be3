using ElasticDns.Web.Access;

namespace ElasticDns.Web.Shared;

/// <summary>A page that the navigation offers.</summary>
/// <param name="Href">Its path.</param>
/// <param name="Title">Its name.</param>
/// <param name="Icon">Its symbol.</param>
public sealed record PageEntry(string Href, string Title, string Icon)
{
    /// <summary>The value of <c>aria-current</c> while a path is shown: <c>page</c> for this page and those below it.</summary>
    public string? CurrentOn(string path) =>
        path == Href || (Href != "/" && path.StartsWith(Href + "/", StringComparison.Ordinal)) ? "page" : null;
}

/// <summary>What the navigation offers, at the side and at the bottom of a phone.</summary>
public static class PageEntries
{
    /// <summary>What everybody is offered who may view, in its order.</summary>
    public static IReadOnlyList<PageEntry> All { get; } =
    [
        new("/", "Overview", "overview"),
        new(PageLinks.Services, "Services", "services"),
        new("/matrix", "Matrix", "matrix"),
        new(PageLinks.Connections, "Connections", "connections"),
        new(PageLinks.Isolation, "Isolation", "isolation"),
        new(PageLinks.Resolve, "Resolve", "resolve"),
        new(PageLinks.Import, "Import", "import"),
        new(PageLinks.History, "History", "clock"),
    ];

    /// <summary>What admins manage, after all others.</summary>
    public static IReadOnlyList<PageEntry> Admin { get; } =
    [
        new(PageLinks.Tokens, "API tokens", "key"),
        new(PageLinks.Audit, "Audit log", "log"),
    ];

    /// <summary>What is offered to somebody.</summary>
    public static IReadOnlyList<PageEntry> For(Actor actor) => actor.IsAdmin ? [.. All, .. Admin] : All;
}
