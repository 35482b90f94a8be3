using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.References;

/// <summary>A reference and what it leads to: the target that was found or, where none was, the one that was probably meant.</summary>
/// <param name="Reference">The reference.</param>
/// <param name="Home">The target's application.</param>
/// <param name="Target">The target.</param>
public readonly record struct Lead(Reference Reference, Application Home, Target Target);
