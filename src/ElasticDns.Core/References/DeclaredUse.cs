namespace ElasticDns.Core.References;

/// <summary>What the manifest of a caller says about a target. Each value has a stable code, see <see cref="DeclaredUses.Code"/>.</summary>
public enum DeclaredUse
{
    /// <summary>Nothing: whether the target can be reached or not, nobody has said that this caller uses it.</summary>
    Undeclared,

    /// <summary>A connection that resolves.</summary>
    Declared,

    /// <summary>A connection that leads nowhere, and to this target if it were written right. One that resolves may stand beside it.</summary>
    Broken,
}

/// <summary>The codes of declared use.</summary>
public static class DeclaredUses
{
    /// <summary>The code that the API and exports use.</summary>
    public static string Code(this DeclaredUse use) => use switch
    {
        DeclaredUse.Undeclared => "UNDECLARED",
        DeclaredUse.Declared => "DECLARED",
        _ => "BROKEN",
    };

    /// <summary>What these references of one caller to one target amount to.</summary>
    public static DeclaredUse Of(IReadOnlyCollection<Reference> references) =>
        references.Count == 0 ? DeclaredUse.Undeclared : references.Any(reference => reference.IsBroken) ? DeclaredUse.Broken : DeclaredUse.Declared;
}
