namespace ElasticDns.Web.Features.Accounts;

/// <summary>What came of a change of an account.</summary>
public enum AccountOutcome
{
    /// <summary>It is made.</summary>
    Done,

    /// <summary>What was written cannot be taken.</summary>
    Invalid,

    /// <summary>Something that is so already, or that must stay so, stands in its way.</summary>
    Conflict,

    /// <summary>The account is not there.</summary>
    Gone,

    /// <summary>Whoever asks may not.</summary>
    Denied,
}

/// <summary>What came of a change of an account, why it was not made, and the account with the password that was made for it.</summary>
public sealed record AccountResult(AccountOutcome Outcome, string Message = "", Account? Account = null, OneTimePassword? Password = null)
{
    internal static AccountResult Denied { get; } = new(AccountOutcome.Denied, "Only an admin may do this. Nothing was changed.");

    internal static AccountResult Gone(string name) => new(AccountOutcome.Gone, $"There is no account '{name}'.");
}
