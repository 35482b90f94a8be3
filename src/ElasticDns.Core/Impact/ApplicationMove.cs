namespace ElasticDns.Core.Impact;

/// <summary>An application that is moved to another namespace or cluster: without saying so one would be removed and another one added.</summary>
/// <param name="From">Where it is before.</param>
/// <param name="To">Where it is after.</param>
public sealed record ApplicationMove((string Cluster, string Namespace) From, (string Cluster, string Namespace) To);
