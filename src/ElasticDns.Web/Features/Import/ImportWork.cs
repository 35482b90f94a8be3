using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Import;

/// <summary>Something that takes a while: how far it is, and whether it is to stop.</summary>
/// <param name="verb">What is done with the files.</param>
/// <param name="of">How many there are.</param>
public sealed class ImportWork(string verb, int of = 0) : IDisposable
{
    /// <summary>How many milliseconds pass between two pictures of it.</summary>
    public const int Pause = 120;

    private const int Step = 25;

    private readonly CancellationTokenSource _cancel = new();
    private string _verb = verb;

    public CancellationToken Token => _cancel.Token;

    public int Done { get; private set; }

    public int Of { get; private set; } = of;

    /// <summary>Whether it waits for what others import.</summary>
    public bool Waits { get; set; }

    /// <summary>Whether it is about to stop.</summary>
    public bool IsCancelled => _cancel.IsCancellationRequested;

    /// <summary>In words: <c>412 of 1,000 read</c>.</summary>
    public string Text => IsCancelled ? "Cancelling…" : Waits ? "Waiting for the imports of others…" : Of == 0 ? "Working…" : $"{Plural.Number(Done)} of {Plural.Number(Of)} {_verb}";

    /// <summary>The same for those who hear it: not every number.</summary>
    public string Spoken => IsCancelled ? "Cancelling." : Waits ? "Waiting for the imports of others." : Of == 0 ? "" : $"{Done * 100 / Of / Step * Step} percent of {Plural.Of(Of, "file")} {_verb}.";

    /// <summary>Goes on to the next part.</summary>
    public void Begin(string verb) => (_verb, Done, Of) = (verb, 0, 0);

    public void Reach(int done, int of) => (Done, Of) = (done, of);

    public void Cancel() => _cancel.Cancel();

    public void Dispose() => _cancel.Dispose();
}
