using ElasticDns.Web.Data;

namespace ElasticDns.Web.Features.Audit;

/// <summary>Which entries of the log are meant; what is null leaves all.</summary>
public sealed record AuditFilter
{
    /// <summary>All entries.</summary>
    public static AuditFilter None { get; } = new();

    /// <summary>Words of which each stands in who, what, from where, or the detail; a sign has no other meaning than itself.</summary>
    public string? Words { get; init; }

    /// <summary>The code of what was done.</summary>
    public string? Action { get; init; }

    public AuditResult? Result { get; init; }

    /// <summary>The whole name of who did it, in whichever case.</summary>
    public string? Actor { get; init; }

    /// <summary>Not before then.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Not after then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Through how many numbers what is meant is looked for at once, as no index leads to it; null where one does.</summary>
    internal long? Window => string.IsNullOrWhiteSpace(Words) && Result is null && Actor is null ? null : Action is null ? AuditReader.Window : AuditReader.WindowOfAnAction;
}
