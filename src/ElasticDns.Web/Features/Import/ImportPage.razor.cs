using ElasticDns.Core.Manifests;
using ElasticDns.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace ElasticDns.Web.Features.Import;

public sealed partial class ImportPage : CatalogPage
{
    private const int MostFiles = 100;

    private readonly List<ImportRow> _rows = [];
    private IReadOnlyList<ImportedApplication> _applied = [];
    private ImportRow? _selected;
    private string? _problem;
    private bool _rename;
    private bool _working;
    private bool _showResult;
    private ElementReference _pasted;
    private ElementReference _result;
    private InputFile? _files;

    /// <summary>The application for which a new revision is brought in, as <c>cluster/namespace</c>.</summary>
    [SupplyParameterFromQuery(Name = "into")]
    public string? Into { get; set; }

    [Inject]
    private Importer Importer { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    private Core.Catalog.Application? Target => ConnectingFrom.In(Snapshot, Into).Caller;

    private int Refused => _rows.Count(row => row.IsRefused);

    private bool RenameAsked => _rename || _rows.Exists(row => row.Findings.Any(finding => finding.Code == Importer.NamespaceTaken));

    // The verdict on all files, and the first error, as it is read out.
    private string Summary
    {
        get
        {
            if (_rows.Count == 0) return "";
            var first = _rows.SelectMany(row => row.Findings).FirstOrDefault(finding => finding.Severity is Severity.Error);
            var line = first is { Line: > 0 } ? $"line {first.Line}: " : "";
            return first is null ? $"{Plural.Of(_rows.Count, "file")} checked: ready to apply." : $"{Plural.Of(_rows.Count, "file")} checked, {Refused} with errors. The first: {line}{first.Message}";
        }
    }

    private bool CanApply => !_working && Refused == 0;

    private async Task UsePastedAsync()
    {
        await using var module = await Script.InvokeAsync<IJSObjectReference>("import", "./Features/Import/ImportPage.razor.js");
        _problem = await module.InvokeAsync<bool>("usePasted", _pasted, _files!.Element!.Value) ? null : "There is no text yet: paste a service.yml into the field.";
    }

    private async Task AddFiles(InputFileChangeEventArgs chosen)
    {
        (_problem, _applied) = (null, []);
        if (chosen.FileCount > MostFiles)
        {
            _problem = $"{chosen.FileCount} files were chosen; {MostFiles} is the most at once. Nothing was read.";
            return;
        }
        var files = new List<UploadedFile>();
        foreach (var file in chosen.GetMultipleFiles(MostFiles))
        {
            if (file.Size > ManifestLimits.Default.FileBytes)
            {
                _problem = $"'{file.Name}' has {file.Size:N0} bytes; {ManifestLimits.Default.FileBytes:N0} is the most. It is left out.";
                continue;
            }
            try
            {
                using var bytes = new MemoryStream((int)file.Size);
                await using var content = file.OpenReadStream(ManifestLimits.Default.FileBytes);
                await content.CopyToAsync(bytes);
                files.Add(new(file.Name, bytes.ToArray()));
            }
            catch (Exception exception) when (exception is IOException or TimeoutException or OperationCanceledException)
            {
                _problem = $"'{file.Name}' could not be read to its end. Choose it again.";
            }
        }
        var items = ImportItem.Group(files);
        // A new revision is one file; where several come, none of them is meant more than the others.
        var into = _rows.Count == 0 && items.Count == 1 ? Target : null;
        var rows = items.Select(item => new ImportRow(item, Snapshot, into, From.Caller)).ToList();
        _rows.AddRange(rows);
        await TryAsync();
        if (rows.Count > 0) _selected = rows.Find(row => row.IsRefused) ?? rows[0];
        _showResult = rows.Count > 0;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_showResult) return;
        // What was done last is far above or below by now: the reader is taken to what came of it.
        _showResult = false;
        await _result.FocusAsync();
    }

    // What the import would do, without doing it.
    private async Task TryAsync()
    {
        var result = await Importer.RunAsync(Request(dryRun: true));
        for (var i = 0; i < _rows.Count; i++) _rows[i].Result = result.Items[i];
    }

    private Task LeaveOutAsync(ImportRow row)
    {
        _rows.Remove(row);
        if (_selected == row) _selected = _rows.FirstOrDefault();
        return TryAsync();
    }

    private Task LeaveOutRefusedAsync()
    {
        _rows.RemoveAll(row => row.IsRefused);
        _selected = _rows.FirstOrDefault();
        return TryAsync();
    }

    private async Task ApplyAsync()
    {
        if (!CanApply) return;
        _working = true;
        try
        {
            var result = await Importer.RunAsync(Request(dryRun: false));
            for (var i = 0; i < _rows.Count; i++) _rows[i].Result = result.Items[i];
            if (result.IsRefused) return;
            _applied = result.Applications;
            _rows.Clear();
            (_selected, _rename) = (null, false);
        }
        finally
        {
            _working = false;
        }
    }

    private ImportRequest Request(bool dryRun) => new([.. _rows.Select(row => row.ToItem())]) { DryRun = dryRun, Rename = _rename };
}
