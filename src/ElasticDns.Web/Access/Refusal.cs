namespace ElasticDns.Web.Access;

/// <summary>What the API says to whoever may not: what is missing, and where to get it.</summary>
public static class Refusal
{
    public const string UnknownToken = $"The token is unknown, has expired or was revoked. {Where}";
    public const string EmptyToken = $"The header Authorization holds no token. Write Authorization: Bearer TOKEN. {Where}";
    public const string OtherScheme = $"The header Authorization is not a bearer token. Write Authorization: Bearer TOKEN. {Where}";
    public const string SeveralHeaders = "There are several headers Authorization. Send one: Authorization: Bearer TOKEN.";
    public const string NoToken = $"Send an API token: Authorization: Bearer TOKEN. {Where}";
    public const string OneTimePassword = "You have signed in with a one-time password. Choose one of your own first, on the page /password.";

    private const string Where = "An admin makes one on the page /tokens.";

    /// <summary>A proxy is to say who asks, and this request is nobody's.</summary>
    public static string NotByProxy(string why) => $"{why} A pipeline sends an API token: Authorization: Bearer TOKEN. {Where}";

    /// <summary>Too many tokens that are not taken have come from one client.</summary>
    public static string TooManyTokens(int seconds) => $"Too many tokens of this client were not taken. Wait {seconds} seconds, then send one that is valid. {Where}";

    /// <summary>Somebody made a call that is not theirs.</summary>
    public static string OfCall(Actor actor) => actor switch
    {
        { Kind: ActorKind.Token, MayView: false, MayImport: true } => $"The token '{actor.Name}' imports into {actor.Imports.Words} and does not read. Send one with the scope 'read'. {Where}",
        { Kind: ActorKind.Token } => $"The token '{actor.Name}' has the scope '{(actor.MayImport ? "read and import" : "read")}', and this call is for admins: no API token removes, renames, restores or manages.",
        { MayView: true } => "Only an admin may do this.",
        _ => $"{actor.Name} has no role here. Ask an admin for one.",
    };

    /// <summary>Somebody asked for a change that is not theirs.</summary>
    public static string OfChange(Actor actor) => actor switch
    {
        { Kind: ActorKind.Token, MayImport: true } => $"The token '{actor.Name}' may import into {actor.Imports.Words}, and nothing else. Nothing was changed.",
        { Kind: ActorKind.Token } => $"The token '{actor.Name}' reads and does not import. Send one whose scope imports there. {Where} Nothing was changed.",
        _ => "Only an admin may do this. Nothing was changed.",
    };
}
