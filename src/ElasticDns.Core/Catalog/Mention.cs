namespace ElasticDns.Core.Catalog;

/// <summary>How an address is written in a manifest, from the surest form to the least; decides when it counts as a reference.</summary>
public enum MentionForm
{
    /// <summary><c>scheme://host</c> with a scheme by which services call each other: always an address.</summary>
    Url,

    /// <summary><c>scheme://host</c> with any other scheme: <c>s3://bucket</c> is no host.</summary>
    OtherUrl,

    /// <summary>Several labels without a scheme: <c>api.backoffice-workers</c>, <c>mysql.cloud66.local</c>, with or without a port.</summary>
    Qualified,

    /// <summary><c>label:port</c> without a scheme.</summary>
    HostAndPort,

    /// <summary>A label that is the whole value of an environment variable which names a host.</summary>
    Bare,
}

/// <summary>
/// A text in a service's manifest that is written like an address. Whether it is a reference, and where it leads, depends on the
/// catalogue and changes with it; what is written does not.
/// </summary>
/// <param name="Form">How it is written.</param>
/// <param name="Where">The path of keys below the service: <c>env_vars.REDIS_URL</c>, <c>command</c>, <c>health.ready.endpoint</c>.</param>
/// <param name="Text">What is written, up to the port; without secrets.</param>
/// <param name="Scheme">The scheme in lower case, or null.</param>
/// <param name="Host">The host in lower case; <see cref="OwnNamespace"/> in it stands for the application's own namespace.</param>
/// <param name="Port">The port as written, 1 to 65535, or null.</param>
/// <param name="Line">The line at which the value starts, counted from 1.</param>
/// <param name="Column">The column at which the value starts, counted from 1.</param>
public sealed record Mention(MentionForm Form, string Where, string Text, string? Scheme, string Host, int? Port, int Line, int Column)
{
    /// <summary>Maestro's variable for the namespace of the application, as it stands in <see cref="Host"/>.</summary>
    public const string OwnNamespace = "_env(namespace)";

    /// <summary>The host in an application of that namespace.</summary>
    public string HostIn(string @namespace) => Host.Replace(OwnNamespace, @namespace, StringComparison.Ordinal);
}
