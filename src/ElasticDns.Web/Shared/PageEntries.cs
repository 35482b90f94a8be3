using ElasticDns.Web.Access;

namespace ElasticDns.Web.Shared;

/// <summary>A page that the navigation offers.</summary>
/// <param name="Href">Its path.</param>
/// <param name="Title">Its name.</param>
/// <param name="Icon">Its symbol.</param>
/// <param name="IsForAdmins">Whether only admins see it.</param>
public sealed record PageEntry(string Href, string Title, string Icon, bool IsForAdmins = false)
{
    /// <summary>The value of <c>aria-current</c> while a path is shown: <c>page</c> for this page and those below it.</summary>
    public string? CurrentOn(string path) =>
        path == Href || (Href != "/" && path.StartsWith(Href + "/", StringComparison.Ordinal)) ? "page" : null;
}

/// <summary>What the navigation offers, at the side and at the bottom of a phone.</summary>
public static class PageEntries
{
    /// <summary>All of it, in its order.</summary>
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
        new(PageLinks.Users, "Users", "users", IsForAdmins: true),
        new(PageLinks.Tokens, "API tokens", "key", IsForAdmins: true),
        new(PageLinks.Audit, "Audit log", "log", IsForAdmins: true),
    ];

    /// <summary>The entries that somebody sees.</summary>
    public static IReadOnlyList<PageEntry> For(Actor actor) => actor.IsAdmin ? All : [.. All.Where(entry => !entry.IsForAdmins)];
}
