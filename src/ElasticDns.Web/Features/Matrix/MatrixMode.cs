namespace ElasticDns.Web.Features.Matrix;

/// <summary>What the matrix shows of each pair of a caller and a target. In the page's address it is <c>mode</c>, in lower case.</summary>
public enum MatrixMode
{
    /// <summary>Who reaches whom; what is declared stands out.</summary>
    Possible,

    /// <summary>What manifests declare, resolving or not.</summary>
    Declared,

    /// <summary>What manifests declare and does not resolve.</summary>
    Broken,

    /// <summary>What can be reached and no manifest of the cluster declares: reach that nothing needs.</summary>
    Unneeded,
}
