using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Resolve;

/// <summary>An address as it was pasted, without its password, and where it leads.</summary>
/// <param name="Text">The address.</param>
/// <param name="Resolution">Where it leads.</param>
/// <param name="Steps">How it got there.</param>
/// <param name="Nearest">What was probably meant.</param>
/// <param name="NeedsCaller">Whether it only leads somewhere once a caller is chosen.</param>
public sealed record Resolved(
    string Text, Resolution Resolution, IReadOnlyList<ResolveStep> Steps, IReadOnlyList<(string Name, Application Home, Target Target)> Nearest, bool NeedsCaller)
{
    /// <summary>The verdict in words.</summary>
    public string Words => NeedsCaller ? "Needs a caller" : VerdictSign.Words(Resolution.Verdict);
}

public sealed partial class ResolvePage : CatalogPage
{
    private const string AddressParameter = "address";
    private const int MostAddresses = 10;

    private IReadOnlyList<Resolved> _resolved = [];
    private IReadOnlyList<(string Words, string Address)> _examples = [];
    private int _leftOut;
    private bool _masked;
    private string? _typed;

    /// <summary>The addresses, one or several; a line's end in one separates two.</summary>
    [SupplyParameterFromQuery(Name = AddressParameter)]
    public string[]? Address { get; set; }

    [Inject]
    private AddressRules Rules { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Written => string.Join('\n', _resolved.Select(one => one.Text));

    private string Summary => _resolved is []
        ? ""
        : string.Join(". ", _resolved.Select(one => $"{one.Text}: {one.Words}"));

    /// <inheritdoc/>
    protected override void Refresh()
    {
        var written = LinesOf(Address ?? []);
        var lines = written.Select(Redaction.OfForms).ToList();
        _masked = !lines.SequenceEqual(written);
        _leftOut = Math.Max(0, lines.Count - MostAddresses);
        var resolver = new AddressResolver(Snapshot, Rules);
        _resolved = [.. lines.Take(MostAddresses).Select(line => Follow(resolver, line))];
        _examples = _resolved.Count > 0 ? [] : Examples.Of(Snapshot, From.Caller, Rules);
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        // A password that came in by a link does not stay in the address of the page.
        if (_masked) Navigation.NavigateTo(LinkTo(_resolved.Select(one => one.Text)), replace: true);
    }

    private Resolved Follow(AddressResolver resolver, string line)
    {
        var resolution = resolver.Resolve(line, From.Caller);
        var nearest = from name in resolution.DidYouMean
                      let near = resolver.Resolve(name, From.Caller)
                      where near.Target is not null
                      select (name, near.Home!, near.Target!);
        var steps = new ResolveSteps(Rules);
        return new(line, resolution, steps.Of(line, From.Caller, resolution), [.. nearest], From.Caller is null && steps.NeedCaller(line));
    }

    // The text is the browser's: a value written from here would come late and undo what was typed in between.
    private void Type(ChangeEventArgs input) => _typed = input.Value as string;

    private void Submit() => Navigation.NavigateTo(LinkTo(LinesOf([_typed ?? Written]).Select(Redaction.OfForms)));

    // Colons, slashes and the like may stand in a query as they are, and people read these addresses.
    private string LinkTo(IEnumerable<string> addresses)
    {
        var query = string.Join('&', addresses.Select(address => $"{AddressParameter}={Uri.EscapeDataString(address)}"))
            .Replace("%3A", ":", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal)
            .Replace("%40", "@", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
        return From.Link(query.Length == 0 ? PageLinks.Resolve : $"{PageLinks.Resolve}?{query}");
    }

    private static List<string> LinesOf(IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
