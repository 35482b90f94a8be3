namespace ElasticDns.Web.Access;

/// <summary>
/// Somebody asked for a change that is not theirs to make. Pages do not offer such a change and the API refuses it beforehand, so this is
/// the last door, where nothing has been changed yet.
/// </summary>
public sealed class AccessDeniedException(string message) : Exception(message);
