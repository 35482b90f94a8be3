using System.Globalization;
using System.Text;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>Where a manifest goes, and what is known of the application beside its services. What is null is not said.</summary>
public sealed record Placement
{
    /// <summary>The cluster of an application that names none.</summary>
    public const string DefaultCluster = "default";

    /// <summary>The most characters of an application's name.</summary>
    public const int NameLength = 80;

    /// <summary>The most characters of an owner, a description or a documentation address.</summary>
    public const int TextLength = 1_000;

    /// <summary>Nothing said.</summary>
    public static Placement None { get; } = new();

    /// <summary>The application's display name.</summary>
    public string? Application { get; init; }

    /// <summary>The namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>The cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>The cluster, or the one of an application that names none.</summary>
    public string ClusterOrDefault => Cluster ?? DefaultCluster;

    /// <summary>Who owns the application.</summary>
    public string? Owner { get; init; }

    /// <summary>What the application does.</summary>
    public string? Description { get; init; }

    /// <summary>Where its documentation is; https only.</summary>
    public string? Docs { get; init; }

    /// <summary>The place in which what is given at the upload wins over what the file says.</summary>
    public Placement Or(Placement file) => new()
    {
        Application = Application ?? file.Application,
        Namespace = Namespace ?? file.Namespace,
        Cluster = Cluster ?? file.Cluster,
        Owner = Owner ?? file.Owner,
        Description = Description ?? file.Description,
        Docs = Docs ?? file.Docs,
    };

    /// <summary>The namespace to propose for an application of that name, or null where none can be made of it.</summary>
    public static string? ProposeNamespace(string name)
    {
        var label = DnsLabel.Fold(name);
        if (IsReservedNamespace(label)) label = $"app-{label}";
        if (label.Length > DnsLabel.MaxLength) label = label[..DnsLabel.MaxLength].TrimEnd('-');
        return label.Length > 0 ? label : null;
    }

    /// <summary>What is wrong with a namespace, in a sentence; null where it may be used.</summary>
    public static string? CheckNamespace(string value)
    {
        if (!DnsLabel.IsLabel(value)) return NotALabel("Namespace", value);
        return IsReservedNamespace(value) ? $"Namespace '{value}' belongs to Kubernetes itself; use the namespace of the application." : null;
    }

    /// <summary>What is wrong with a namespace of that format; those of Kubernetes itself hold real objects, so Kubernetes may name them.</summary>
    public static string? CheckNamespace(string value, ManifestFormat format) =>
        format is not ManifestFormat.Kubernetes ? CheckNamespace(value) : DnsLabel.IsLabel(value) ? null : NotALabel("Namespace", value);

    /// <summary>What is wrong with a cluster name, in a sentence; null where it may be used.</summary>
    public static string? CheckCluster(string value) => DnsLabel.IsLabel(value) ? null : NotALabel("Cluster", value);

    /// <summary>What is wrong with an application's name, in a sentence; null where it may be used.</summary>
    public static string? CheckApplication(string value) =>
        string.IsNullOrWhiteSpace(value) ? "The application's name is empty; give one or leave it out."
        : value.EnumerateRunes().Count() > NameLength ? $"The application's name has more than {NameLength} characters."
        : value.EnumerateRunes().Any(IsUnprintable) ? $"The application's name '{Quoting.Escape(value)}' has a control or formatting character."
        : null;

    internal static bool IsUnprintable(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;

    private static bool IsReservedNamespace(string label) => label == "default" || label.StartsWith("kube-", StringComparison.Ordinal);

    private static string NotALabel(string what, string value)
    {
        var proposal = DnsLabel.IsPrintableAscii(value) ? ProposeNamespace(value) : null;
        return $"{what} '{Quoting.Escape(value)}' is not a DNS label (1 to {DnsLabel.MaxLength} of a-z, 0-9 and '-', with a letter or digit at both ends)"
            + (proposal is null ? "." : $"; write '{proposal}'?");
    }
}
