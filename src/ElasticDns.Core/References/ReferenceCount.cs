namespace ElasticDns.Core.References;

/// <summary>How many connections are declared, and how many of them lead nowhere.</summary>
/// <param name="Declared">All of them.</param>
/// <param name="Broken">Those that do not resolve.</param>
public readonly record struct ReferenceCount(int Declared, int Broken)
{
    /// <summary>The count of these references.</summary>
    public static ReferenceCount Of(IReadOnlyCollection<Reference> references) => new(references.Count, references.Count(reference => reference.IsBroken));

    /// <summary>This count with one more reference.</summary>
    internal ReferenceCount And(Reference reference) => new(Declared + 1, Broken + (reference.IsBroken ? 1 : 0));

    internal ReferenceCount Plus(ReferenceCount other) => new(Declared + other.Declared, Broken + other.Broken);

    internal ReferenceCount Minus(ReferenceCount other) => new(Declared - other.Declared, Broken - other.Broken);
}
