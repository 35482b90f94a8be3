using System.Text;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared.Surface;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ImportDraftTests : IAsyncDisposable
{
    private readonly TestApp _app = TestApp.Start();

    private ImportDraft Draft(params (string Name, string Text)[] files)
    {
        var draft = new ImportDraft(_app.Services.GetRequiredService<Importer>(), _app.Services.GetRequiredService<ImportTurns>()) { Pause = TimeSpan.Zero };
        draft.Add([.. ImportItem.Group(files.Select(file => new UploadedFile(file.Name, Encoding.UTF8.GetBytes(file.Text)))).Select(item => new ImportRow(item, _app.Store.Current, null))]);
        return draft;
    }

    private static string Service(int port, string? calls = null) => $"services:\n  api:\n    ports: [{port}]\n{(calls is null ? "" : $"    env_vars:\n      NEXT: {calls}\n")}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task What_an_edit_breaks_is_known_when_the_trial_has_ended()
    {
        using (var first = Draft(("one/service.yml", Service(3000)), ("two/service.yml", Service(80, "http://api.one:3000"))))
        {
            await first.CheckAsync();
            Assert.True(first.IsReady);
            Assert.False((await first.ApplyAsync(Actor.Local, null, TestContext.Current.CancellationToken)).IsRefused);
        }
        using var draft = Draft(("one/service.yml", Service(3100)), ("three/service.yml", Service(70_000)));
        Assert.Equal("Checking", draft.Rows[0].Verdict.Text);
        await draft.CheckAsync();
        Assert.Equal(["Breaks 1", "1 error"], draft.Rows.Select(row => row.Verdict.Text));
        Assert.False(draft.IsReady);
        Assert.Equal(["three/service.yml"], draft.Shown("errors").Select(row => row.Name));
        Assert.Equal(["one/service.yml"], draft.Shown("breaks").Select(row => row.Name));

        draft.Remove(row => row.IsRefused);
        var checking = draft.CheckAsync();
        Assert.True(draft.IsStale);
        Assert.False(draft.IsReady);
        await checking;
        Assert.True(draft.IsReady);
        Assert.Equal("1 address changes, 1 declared connection of Two breaks", draft.Impact.Summary);

        draft.Rows[0].Namespace = "elsewhere";
        await draft.CheckAsync();
        Assert.Equal(0, draft.Impact.BrokenCount);
    }

    [Fact]
    public async Task A_move_takes_the_callers_along_in_the_preview()
    {
        using (var first = Draft(("one/service.yml", Service(3000)), ("two/service.yml", Service(80, "http://api.one:3000"))))
        {
            await first.CheckAsync();
            await first.ApplyAsync(Actor.Local, null, TestContext.Current.CancellationToken);
        }
        using var draft = Draft(("one/service.yml", Service(3000)));
        draft.Rows[0].Cluster = "staging";
        await draft.CheckAsync();
        Assert.Equal(0, draft.Impact.BrokenCount);

        draft.Rows[0].MovesFrom = ("default", "one");
        await draft.CheckAsync();
        Assert.Equal("Breaks 1", draft.Rows[0].Verdict.Text);
        Assert.Equal("One moves from cluster default to staging.", draft.Rows[0].Impact!.Fate);
    }

    [Fact]
    public void Rows_of_one_name_are_numbered_so_that_each_can_be_told()
    {
        using var draft = Draft(("service.yml", Service(1)));
        draft.Add([new(new(draft.Rows[0].ServiceYml, null), CatalogSnapshot.Empty, null)]);
        Assert.Equal(["service.yml", "service.yml (2)"], draft.Rows.Select(row => row.Label));
        draft.Remove(row => row.Label == "service.yml");
        Assert.Equal(["service.yml"], draft.Rows.Select(row => row.Label));
    }

    [Fact]
    public void More_than_a_thousand_applications_are_not_taken_in()
    {
        using var draft = Draft(("service.yml", Service(1)));
        var row = draft.Rows[0];
        Assert.Equal(1, draft.Add([.. Enumerable.Range(0, ImportDraft.MostRows).Select(_ => new ImportRow(new(row.ServiceYml, null), CatalogSnapshot.Empty, null))]));
        Assert.Equal(ImportDraft.MostRows, draft.Rows.Count);
    }

    [Fact]
    public async Task What_comes_from_the_watched_folder_says_so()
    {
        var importer = _app.Services.GetRequiredService<Importer>();
        await importer.RunAsync(new(ImportItem.Group([new("default/one/service.yml", Encoding.UTF8.GetBytes(Service(3000)))])) { By = Actor.Folder, FromFolder = true }, TestContext.Current.CancellationToken);
        using var draft = Draft(("default/one/service.yml", Service(3100)));
        await draft.CheckAsync();
        Assert.Equal("Watched folder", draft.Rows[0].Verdict.Text);
        Assert.False(draft.IsReady);
    }

    [Fact]
    public async Task Findings_speak_of_fields_and_not_of_parameters()
    {
        using var draft = Draft(("service.yml", Service(1)), ("a/compose.yml", "services: {web: {build: .}}\n"), ("b/service.yml", "production: {services: {a: }}\nstaging: {services: {a: }}\n"));
        await draft.CheckAsync();
        var messages = draft.Rows.SelectMany(row => row.Findings).Where(finding => finding.Severity is Severity.Error).ToList();
        Assert.Equal(["namespace-required", "compose-file", "environment-required"], messages.Select(finding => finding.Code));
        Assert.All(messages.Select(PageWords.Of), finding => Assert.DoesNotMatch(@"parameter|\w+=", finding.Message));
    }
}
