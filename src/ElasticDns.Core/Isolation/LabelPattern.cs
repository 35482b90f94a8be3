namespace ElasticDns.Core.Isolation;

/// <summary>One part of a pattern: a label, in which a star stands for any characters, also for none.</summary>
/// <param name="Text">Lower case, without two stars beside each other.</param>
internal readonly record struct LabelPattern(string Text)
{
    public const string Any = "*";

    /// <summary>Whether every label matches.</summary>
    public bool IsAny => Text == Any;

    /// <summary>Whether it is just a label.</summary>
    public bool IsLiteral { get; } = !Text.Contains('*', StringComparison.Ordinal);

    /// <summary>Whether a label matches. Never slower than the product of both lengths.</summary>
    public bool Matches(string label)
    {
        if (IsLiteral) return Text == label;
        if (IsAny) return true;
        var (at, inLabel) = (0, 0);
        // Where the last star stands, and up to where it reaches: it takes one character more whenever what follows does not fit.
        var (star, reached) = (-1, 0);
        while (inLabel < label.Length)
        {
            if (at < Text.Length && Text[at] == '*') (star, reached, at) = (at, inLabel, at + 1);
            else if (at < Text.Length && Text[at] == label[inLabel]) (at, inLabel) = (at + 1, inLabel + 1);
            else if (star >= 0) (at, inLabel) = (star + 1, ++reached);
            else return false;
        }
        while (at < Text.Length && Text[at] == '*') at++;
        return at == Text.Length;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
