using ElasticDns.Core.Manifests;
using Microsoft.AspNetCore.Mvc;

namespace ElasticDns.Web.Features.Import;

/// <summary>The parameters of a call that checks manifests.</summary>
internal record LintQuery(
    [FromQuery(Name = "cluster")] string? Cluster,
    [FromQuery(Name = "application")] string? Application,
    [FromQuery(Name = "namespace")] string? Namespace,
    [FromQuery(Name = "environment")] string? Environment,
    [FromQuery(Name = "format")] string? Format,
    [FromQuery(Name = "failOn")] string? FailOn)
{
    /// <summary>Where the one application of the call goes.</summary>
    public Placement Given => new() { Cluster = NullIfEmpty(Cluster), Application = NullIfEmpty(Application), Namespace = NullIfEmpty(Namespace) };

    /// <summary>The environment, or the namespace of Kubernetes objects, that is chosen.</summary>
    public string? Chosen => NullIfEmpty(Environment);

    /// <summary>The format that is asked for.</summary>
    public ManifestFormat Asked => Format is { } name && ManifestFormats.TryParse(name, out var format) ? format : ManifestFormat.ServiceYml;

    /// <summary>What of them has a value that it does not take.</summary>
    public virtual IResult? Problem =>
        Format is not null && !ManifestFormats.TryParse(Format, out _) ? ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Unknown format", "The formats are service.yml, compose and kubernetes.")
        : FailOn is not (null or "broken" or "warning") ? ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Unknown value of 'failOn'", "Write failOn=broken to refuse what breaks declared connections, failOn=warning to refuse every warning, or leave the parameter out.")
        : null;

    protected static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>The parameters of a call that imports manifests.</summary>
internal sealed record ImportQuery(
    [FromQuery(Name = "cluster")] string? Cluster,
    [FromQuery(Name = "application")] string? Application,
    [FromQuery(Name = "namespace")] string? Namespace,
    [FromQuery(Name = "environment")] string? Environment,
    [FromQuery(Name = "manifest")] string? Manifest,
    [FromQuery(Name = "format")] string? Format,
    [FromQuery(Name = "moveFrom")] string? MoveFrom,
    [FromQuery(Name = "failOn")] string? FailOn,
    [FromQuery(Name = "dryRun")] bool DryRun = false,
    [FromQuery(Name = "rename")] bool Rename = false)
    : LintQuery(Cluster, Application, Namespace, Environment, Format, FailOn)
{
    /// <summary>Where the application is that moves, or null.</summary>
    public (string Cluster, string Namespace)? Moved => MoveFrom?.Split('/') is [{ Length: > 0 } cluster, { Length: > 0 } @namespace] ? (cluster.ToLowerInvariant(), @namespace.ToLowerInvariant()) : null;

    /// <inheritdoc/>
    public override IResult? Problem => base.Problem
        ?? (Manifest is not (null or "none") ? ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Unknown value of 'manifest'", "Write manifest=none to drop the stored manifest.yml, or leave the parameter out.")
            : !string.IsNullOrEmpty(MoveFrom) && Moved is null ? ImportAnswer.Problem(StatusCodes.Status400BadRequest, "Parameter 'moveFrom' is not a place", "Write moveFrom=CLUSTER/NAMESPACE, where the application is now.")
            : null);
}
