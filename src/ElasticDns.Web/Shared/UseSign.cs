using ElasticDns.Core.References;

namespace ElasticDns.Web.Shared;

/// <summary>How declared use is drawn and worded beside reach.</summary>
public static class UseSign
{
    /// <summary>The CSS class; nothing where nothing is declared.</summary>
    public static string? Symbol(DeclaredUse? use) => use switch
    {
        DeclaredUse.Declared => "declared",
        DeclaredUse.Broken => "broken",
        _ => null,
    };

    /// <summary>The words.</summary>
    public static string Words(DeclaredUse use) => use switch
    {
        DeclaredUse.Declared => "declared",
        DeclaredUse.Broken => "declared and does not resolve",
        _ => "not declared",
    };
}
