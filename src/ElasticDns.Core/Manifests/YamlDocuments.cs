namespace ElasticDns.Core.Manifests;

/// <summary>The documents of a text. A file of Kubernetes objects has several; of any other file only the first counts.</summary>
internal sealed class YamlDocuments(string name, ManifestLimits limits)
{
    /// <summary>The roots of the documents that were read to their ends.</summary>
    public List<YamlNode> Roots { get; } = [];

    /// <summary>What there is to say about the first document.</summary>
    public FindingList FirstFindings { get; } = new(name, limits.Findings);

    /// <summary>What there is to say about the documents after it.</summary>
    public FindingList LaterFindings { get; } = new(name, limits.Findings);

    /// <summary>Where the second document starts; null where there is none.</summary>
    public (int Line, int Column)? Second { get; set; }

    /// <summary>Whether not even the first document could be read to its end.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The offset up to which the documents were read: the text's end, or the start of the document that is broken.</summary>
    public int End { get; set; }

    /// <summary>The root by which the file is told from others: the first that holds something.</summary>
    public YamlNode? Root => Roots.Find(root => !root.IsNull) ?? Roots.FirstOrDefault();
}
