using System.Globalization;
using System.Text.RegularExpressions;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Audit;

/// <summary>An entry in words: what stands before what it was done to, that, and what stands after.</summary>
/// <param name="Before">The words before that.</param>
/// <param name="Target">What it was done to; null where the words say it.</param>
/// <param name="After">The words after it.</param>
public sealed record AuditSentence(string Before, string? Target, string After)
{
    /// <summary>The whole, as one text.</summary>
    public string Text => string.Join(' ', new[] { Before, Target, After }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>The codes of the log in the words of people.</summary>
public static partial class AuditWords
{
    // {0} is what it was done to. What is not known here is shown by its code.
    private static readonly Dictionary<string, (string Title, string Done)> Actions = new(StringComparer.Ordinal)
    {
        ["sign-in"] = ("Sign-in", "Signed in"),
        ["sign-out"] = ("Sign-out", "Signed out"),
        ["proxy-user"] = ("Sign-in by the proxy", "Signed in by the proxy"),
        ["lockout"] = ("Lockout", "Account {0} locked"),
        ["lockout-end"] = ("End of a lockout", "Account {0} unlocked"),
        ["first-admin"] = ("First admin", "First admin {0} made"),
        ["user-add"] = ("New user", "User {0} added"),
        ["user-role"] = ("Role of a user", "Role of {0} changed"),
        ["user-disable"] = ("Disabling of a user", "User {0} disabled"),
        ["user-enable"] = ("Enabling of a user", "User {0} enabled"),
        ["user-one-time-password"] = ("One-time password", "One-time password given to {0}"),
        ["password-change"] = ("Change of password", "Password of {0} changed"),
        ["token-create"] = ("New token", "Token {0} created"),
        ["token-rotate"] = ("Rotation of a token", "Token {0} rotated"),
        ["token-revoke"] = ("Revocation of a token", "Token {0} revoked"),
        ["token-use"] = ("Use of a token", "Token taken for {0}"),
        ["import"] = ("Import", "Imported into {0}"),
        ["restore"] = ("Restoring", "Restored {0}"),
        ["rename"] = ("Renaming", "Renamed {0}"),
        ["move"] = ("Move", "Moved to {0}"),
        ["remove"] = ("Removal", "Removed {0}"),
        ["rule-add"] = ("New isolation rule", "Isolation rule added: {0}"),
        ["rule-change"] = ("Change of an isolation rule", "Isolation rule changed: {0}"),
        ["rule-remove"] = ("Removal of an isolation rule", "Isolation rule removed: {0}"),
        ["rules-replace"] = ("Replacement of the isolation rules", "All isolation rules replaced by {0}"),
        ["page-event"] = ("Event of a page", "Event of a page"),
        ["call"] = ("Call of the API", "Called {0}"),
        ["cross-site"] = ("Call of another site's page", "Called {0}"),
        ["form"] = ("Form of a page", "Form {0} sent"),
        ["refusals"] = ("More that did not succeed", "More: {0}"),
    };

    /// <summary>The codes that are known, in the order in which they are offered.</summary>
    public static IEnumerable<string> Codes => Actions.Keys;

    /// <summary>What was done, as a title: <c>Sign-in</c>.</summary>
    public static string Title(string action) => Actions.TryGetValue(action, out var words) ? words.Title : char.ToUpperInvariant(action[0]) + action[1..].Replace('-', ' ');

    public static string Word(AuditResult result) => result switch
    {
        AuditResult.Done => "Done",
        AuditResult.Refused => "Refused",
        AuditResult.Denied => "Not allowed",
        _ => "Failed",
    };

    public static string Word(ActorKind kind) => kind switch
    {
        ActorKind.Local => "on this machine",
        ActorKind.Account => "account",
        ActorKind.Proxy => "by the proxy",
        ActorKind.Token => "token",
        ActorKind.Folder => "watched folder",
        ActorKind.App => "the app itself",
        _ => "not signed in",
    };

    /// <summary>The entry in words, for the name of the application that is at its place now.</summary>
    public static AuditSentence Of(AuditRow entry, string? application)
    {
        if (entry.Result is not AuditResult.Done || !Actions.TryGetValue(entry.Action, out var words))
            return new(entry.Result is AuditResult.Done ? Title(entry.Action) : Failure(entry), IsSaid(entry) ? null : entry.What, "");
        if (words.Done.IndexOf("{0}", StringComparison.Ordinal) is not (>= 0 and var at)) return new(words.Done, null, "");
        var (before, after) = (words.Done[..at].TrimEnd(), words.Done[(at + 3)..].TrimStart());
        if (application is not null) before = before.Replace("Imported into", $"Imported {application} into", StringComparison.Ordinal).Replace("Moved to", $"Moved {application} to", StringComparison.Ordinal);
        return new(before, entry.What, after);
    }

    /// <summary>The revision that the entry made; null where it made none.</summary>
    public static int? RevisionOf(AuditRow entry) =>
        Revision().Match(entry.Detail ?? "") is { Success: true } match && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What else there is to say.</summary>
    public static string? DetailOf(AuditRow entry)
    {
        var detail = RevisionOf(entry) is null ? entry.Detail : Revision().Replace(entry.Detail!, "").Trim();
        return string.IsNullOrEmpty(detail) ? null : detail;
    }

    // Who it was, or nothing more than the words say.
    private static bool IsSaid(AuditRow entry) => entry.What.Length == 0 || entry.What == entry.Actor;

    private static string Failure(AuditRow entry) => $"{Title(entry.Action)} {entry.Result switch
    {
        AuditResult.Failed => "failed",
        AuditResult.Denied => "not allowed",
        _ => "refused",
    }}{(IsSaid(entry) ? "" : ":")}";

    [GeneratedRegex("^revision ([0-9]+):")]
    private static partial Regex Revision();
}
