using System.Net;
using System.Security.Claims;

namespace ElasticDns.Web.Access;

/// <summary>What somebody may do, by what they are.</summary>
public enum Role
{
    /// <summary>Nothing by itself.</summary>
    None,

    /// <summary>Browses, copies and tries out what an import would do.</summary>
    Viewer,

    /// <summary>Imports, moves, deletes, restores and manages.</summary>
    Admin,
}

/// <summary>How somebody is known.</summary>
public enum ActorKind
{
    /// <summary>Not at all.</summary>
    Anonymous,

    /// <summary>By sitting at the machine, in mode Open.</summary>
    Local,

    /// <summary>By an account of the app.</summary>
    Account,

    /// <summary>By what a trusted proxy says.</summary>
    Proxy,

    /// <summary>By an API token.</summary>
    Token,

    /// <summary>The watched folder.</summary>
    Folder,

    /// <summary>The app itself.</summary>
    App,
}

/// <summary>Who does something: what every write wants to know before it writes, and the audit log after.</summary>
/// <param name="Name">The user, the token's name, or <c>local</c>.</param>
/// <param name="Kind">How they are known.</param>
/// <param name="Role">What they may do.</param>
/// <param name="From">The address of their machine; null for the app itself.</param>
public sealed record Actor(string Name, ActorKind Kind, Role Role, string? From)
{
    /// <summary>The watched folder, whose files are imported by themselves.</summary>
    public static Actor Folder { get; } = new("folder", ActorKind.Folder, Role.Admin, null);

    /// <summary>Whoever sits at the machine, in mode Open.</summary>
    public static Actor Local { get; } = new("local", ActorKind.Local, Role.Admin, null);

    /// <summary>Nobody in particular, who may do nothing.</summary>
    public static Actor Nobody { get; } = new("nobody", ActorKind.App, Role.None, null);

    /// <summary>What a page tries out for somebody who may look.</summary>
    public static Actor Trial { get; } = new("trial", ActorKind.App, Role.Viewer, null);

    /// <summary>Where an API token may import; none for everybody else.</summary>
    public ImportPlaces Imports { get; init; } = ImportPlaces.None;

    /// <summary>Whether they see the catalogue.</summary>
    public bool MayView => Role >= Role.Viewer;

    /// <summary>Whether they may do everything.</summary>
    public bool IsAdmin => Role is Role.Admin;

    /// <summary>Whether they may import anywhere.</summary>
    public bool MayImport => IsAdmin || !Imports.IsEmpty;

    /// <summary>Whether they may import into a namespace.</summary>
    public bool MayImportInto(string cluster, string @namespace) => IsAdmin || Imports.Hold(cluster, @namespace);

    /// <summary>Whether a name is what the app itself goes by in the history and the log.</summary>
    public static bool IsReserved(string name) => Reserved.Contains(name);

    private static HashSet<string> Reserved { get; } = new(StringComparer.OrdinalIgnoreCase) { "admin token", "anonymous", "folder", "local", "nobody", "trial", "unknown", "unknown account" };

    /// <summary>Who a request or a circuit is of.</summary>
    public static Actor Of(ClaimsPrincipal user) => new(
        user.FindFirstValue(ClaimTypes.Name) ?? "anonymous",
        Enum.TryParse<ActorKind>(user.FindFirstValue(ActorClaims.Kind), out var kind) ? kind : ActorKind.Anonymous,
        Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), ignoreCase: true, out var role) ? role : Role.None,
        user.FindFirstValue(ActorClaims.From))
    {
        Imports = ImportPlaces.Of(user.FindAll(ActorClaims.Import).Select(claim => claim.Value)),
    };

    /// <summary>The claims that say the same.</summary>
    public IEnumerable<Claim> Claims =>
    [
        new(ClaimTypes.Name, Name), new(ActorClaims.Kind, Kind.ToString()), new(ClaimTypes.Role, Role.ToString()),
        .. Imports.All.Select(place => new Claim(ActorClaims.Import, place)),
    ];

    /// <summary>An identity that says the same.</summary>
    public ClaimsIdentity Identity(string scheme) => new(Claims, scheme);
}

/// <summary>The claims of an actor beside name and role.</summary>
public static class ActorClaims
{
    public const string Kind = "elasticdns:kind";
    public const string From = "elasticdns:from";
    public const string Import = "elasticdns:import";

    /// <summary>An address as it is written everywhere: that of version 4 where it is one in disguise.</summary>
    public static string? Text(IPAddress? address) => address is null ? null : (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
