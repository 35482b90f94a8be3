using System.Security.Cryptography;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>A password that an admin hands over, to be changed at the first sign-in.</summary>
/// <param name="Text">The password. It is stored nowhere but as its hash.</param>
/// <param name="Until">Until when it is taken.</param>
public sealed record OneTimePassword(string Text, DateTimeOffset Until)
{
    /// <summary>How long one is taken.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(72);

    // Without those that look alike; six groups of five are 148 bits.
    private const string Characters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 6;
    private const int GroupLength = 5;

    /// <summary>Makes a new one.</summary>
    public static OneTimePassword New(DateTimeOffset now) =>
        new(string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Characters, GroupLength))), now + Lasts);
}
