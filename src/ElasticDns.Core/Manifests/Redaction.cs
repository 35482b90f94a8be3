namespace ElasticDns.Core.Manifests;

/// <summary>Hides secrets in a text that is not a manifest: an address that somebody pasted, a file name.</summary>
public static class Redaction
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Mask = SecretPatterns.Mask;

    /// <summary>An address, or a name that somebody gives, with what is a secret by its own form replaced by <see cref="Mask"/>.</summary>
    public static string OfForms(string text)
    {
        var count = 0;
        return SecretPatterns.MaskForms(text, ref count);
    }

    /// <summary>The text with passwords in addresses, tokens and keys replaced by <see cref="Mask"/>.</summary>
    public static string Of(string text) => SecretRedactor.RedactText(text).Text;
}
