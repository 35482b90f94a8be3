using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Addressing;

/// <summary>How a step of following an address ended.</summary>
public enum StepState
{
    /// <summary>It led on.</summary>
    Ok,

    /// <summary>The address leads nowhere because of it.</summary>
    Failed,

    /// <summary>A step before it failed.</summary>
    NotReached,
}

/// <summary>What a step of following an address looks at, in this order. Each value has a stable code, see <see cref="ResolveStep.Code"/>.</summary>
public enum StepKind
{
    /// <summary>The text: scheme, host and port.</summary>
    Text,

    /// <summary>The form of the host: how many labels, and what they stand for.</summary>
    Name,

    /// <summary>The application that the name leads to: the caller's own, or the one that has the namespace.</summary>
    Application,

    /// <summary>The service or database of that application.</summary>
    Target,

    /// <summary>The port of that service or database.</summary>
    Port,
}

/// <summary>One step of following an address, in words. Names in them stand between apostrophes.</summary>
/// <param name="Kind">What it looks at.</param>
/// <param name="State">How it ended.</param>
/// <param name="Title">What it found, in a few words.</param>
/// <param name="Detail">The same at more length, in one or two sentences.</param>
public sealed record ResolveStep(StepKind Kind, StepState State, string Title, string Detail)
{
    /// <summary>The code of what it looks at, as the API uses it.</summary>
    public string Code => Kind switch
    {
        StepKind.Text => "TEXT",
        StepKind.Name => "NAME",
        StepKind.Application => "APPLICATION",
        StepKind.Target => "TARGET",
        _ => "PORT",
    };

    /// <summary>The code of how it ended, as the API uses it.</summary>
    public string StateCode => State switch
    {
        StepState.Ok => "OK",
        StepState.Failed => "FAILED",
        _ => "NOT_REACHED",
    };
}
