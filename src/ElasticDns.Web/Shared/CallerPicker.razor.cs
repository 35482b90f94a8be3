using ElasticDns.Core.Catalog;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ElasticDns.Web.Shared;

/// <summary>Chooses from where addresses are used.</summary>
public sealed partial class CallerPicker : CatalogComponent
{
    private const int Shown = 50;
    private const int ShownRecent = 5;

    private string _filter = "";
    private bool _opened;
    private bool _more;
    private List<Application> _matches = [];
    private List<Application> _recent = [];
    private IReadOnlyList<Application> _nearest = [];
    private string _remembered = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    /// <summary>The applications whose name or namespace, or a word of them, is nearly <paramref name="wanted"/>: nearest first.</summary>
    public static IReadOnlyList<Application> NearestTo(string wanted, IEnumerable<Application> applications)
    {
        var named = applications.SelectMany(application => NamesOf(application).Select(name => (name, application))).ToLookup(pair => pair.name, pair => pair.application);
        return [.. NearestNames.Of(wanted.Trim().ToLowerInvariant(), named.Select(names => names.Key)).SelectMany(name => named[name]).Distinct().Take(ShownRecent)];
    }

    /// <inheritdoc/>
    protected override void Refresh()
    {
        if (_opened) Search();
    }

    private static IEnumerable<string> NamesOf(Application application)
    {
        var name = application.Name.ToLowerInvariant();
        return [application.Namespace, name, .. application.Namespace.Split('-'), .. name.Split(' ')];
    }

    // The browser shows the popup by itself; the callers are fetched only now, so that no page carries them along.
    private async Task Open()
    {
        _filter = "";
        _remembered = await RememberedAsync();
        _opened = true;
        Search();
    }

    // The text is the browser's: a value written from here would come late and undo what was typed in between.
    private void Narrow(ChangeEventArgs input)
    {
        _filter = input.Value as string ?? "";
        if (_opened) Search();
    }

    private void Search()
    {
        _matches = [.. Snapshot.Applications.Where(Fits).Take(Shown + 1)];
        _more = _matches.Count > Shown;
        if (_more) _matches.RemoveAt(Shown);
        _nearest = _matches is [] ? NearestTo(_filter, Snapshot.Applications) : [];
        // Who is chosen already need not be chosen again.
        _recent =
        [
            .. _remembered.Split(' ').Select(caller => ConnectingFrom.In(Snapshot, caller).Caller).OfType<Application>()
                .Where(application => application != From.Caller && Fits(application)).Distinct().Take(ShownRecent),
        ];
    }

    private bool Fits(Application application)
    {
        var wanted = _filter.Trim();
        return application.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || application.Namespace.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || application.Cluster.Contains(wanted, StringComparison.OrdinalIgnoreCase);
    }

    // As callers.js writes it. A browser that keeps nothing, or is gone, has none.
    private async Task<string> RememberedAsync()
    {
        try
        {
            return await Script.InvokeAsync<string?>("localStorage.getItem", "callers") ?? "";
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or OperationCanceledException)
        {
            return "";
        }
    }

    // Nobody is written down as well, so that the address of the page opens the same for everybody.
    private void Choose(Application? application) =>
        Navigation.ReplaceQuery(new() { [ConnectingFrom.Parameter] = application is null ? "" : ConnectingFrom.QueryOf(application) });
}
