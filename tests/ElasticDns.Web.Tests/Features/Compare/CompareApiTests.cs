using ElasticDns.Web.Features.Compare;
using ElasticDns.Web.Shared;
using ElasticDns.Web.Tests.Features.History;

namespace ElasticDns.Web.Tests.Features.Compare;

/// <summary>Two moments side by side, over HTTP.</summary>
public sealed class CompareApiTests : HistoryTest
{
    private async Task<string> TwoMomentsAsync()
    {
        await App.ImportAsync("shop", "services:\n  web: {ports: [3000], env_vars: {LEDGER_URL: 'http://ledger.books:9000', OLD_URL: 'http://jobs:80'}}\n  jobs: {ports: [80]}\n", application: "Shop");
        await App.ImportAsync("books", "services: {ledger: {ports: [9000]}}\n", application: "Books");
        await App.ImportAsync("far", "services: {x: {ports: [1]}}\n", cluster: "staging");
        var before = ReaderTime.Rfc3339(App.Clock.Now);
        App.Clock.Now += TimeSpan.FromHours(1);
        await App.ImportAsync("books", "services: {ledger: {ports: [9100]}, audit: {ports: [70]}}\n");
        await App.ImportAsync("shop", "services:\n  web: {ports: [3000], env_vars: {LEDGER_URL: 'http://ledger.books:9000', AUDIT_URL: 'http://audit.books:70'}}\n  jobs: {ports: []}\n");
        return before;
    }

    [Fact]
    public async Task It_says_what_broke_what_is_declared_and_what_is_possible()
    {
        var before = await TwoMomentsAsync();
        var answer = (await App.GetAsync($"compare?before={before}")).Expect(200);
        Assert.Equal((before, null), (answer.String("before"), answer.String("after")));
        Json.Same("""{"applications": 3, "services": 4, "databases": 0, "possible": 6, "declared": 2, "broken": 0}""", answer["totalsBefore"]);
        // Of shop and books: four callers and three targets, less those who are both.
        Json.Same("""{"applications": 3, "services": 5, "databases": 0, "possible": 9, "declared": 2, "broken": 1}""", answer["totalsAfter"]);
        Assert.Equal(("5", "2"), (answer["becamePossible"]!.ToString(), answer["noLongerPossible"]!.ToString()));
        Assert.Equal(["production", "staging"], Json.Strings(answer["clusters"], "cluster"));
        var broke = Assert.Single(answer["broke.first"]!.AsArray())!;
        Assert.Equal(("1", "env_vars.LEDGER_URL", "RESOLVES", "PORT_NOT_EXPOSED", "2"), (answer["broke.count"]!.ToString(), (string?)broke["where"], (string?)broke["verdictBefore"], (string?)broke["verdictAfter"], broke["line"]!.ToString()));
        Assert.Equal("http://ledger.books:9100", (string?)broke["suggestion"]!["url"]);
        Assert.Equal(["env_vars.AUDIT_URL"], Json.Strings(answer["new.first"], "where"));
        Assert.Equal(["env_vars.OLD_URL"], Json.Strings(answer["gone.first"], "where"));
        Assert.Equal("1", answer["gone.first"]![0]!["revision"]!.ToString());
        Assert.Equal(["Books", "Shop"], Json.Strings(answer["applications"], "name"));
        Assert.Equal(["audit"], Json.Strings(answer["applications"]![0]!["callersCame"]));
        Assert.Contains("gains the reach of 1 service of Books", Json.Strings(answer["reachGained.first"], "text").Single(), StringComparison.Ordinal);
        Assert.Contains("loses the reach of 1 service of Shop", Json.Strings(answer["reachLost.first"], "text").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_moments_may_have_passed_and_one_cluster_may_be_meant()
    {
        var before = await TwoMomentsAsync();
        var past = (await App.GetAsync($"compare?before=2020-01-01T00:00:00Z&after={before}&cluster=Production")).Expect(200);
        Assert.Equal(("0", "2"), (past["totalsBefore.applications"]!.ToString(), past["totalsAfter.applications"]!.ToString()));
        Assert.Equal("2", past["new.count"]!.ToString());
        Assert.Equal("0", past["broke.count"]!.ToString());
        var staging = (await App.GetAsync($"compare?before={before}&cluster=staging")).Expect(200);
        Assert.Equal(("0", "0"), (staging["becamePossible"]!.ToString(), staging["broke.count"]!.ToString()));
        Assert.Empty(staging["applications"]!.AsArray());
        Assert.Equal(["staging"], Json.Strings((await App.GetAsync($"compare?before={before}&cluster=stagin")).ExpectProblem(404)["didYouMean"]));
        // A cluster that is there no more has a past.
        (await App.DeleteAsync("clusters/staging/applications/far")).Expect(204);
        Assert.Equal("1", (await App.GetAsync($"compare?before={before}&cluster=staging")).Expect(200)["totalsBefore.applications"]!.ToString());
    }

    [Fact]
    public async Task A_move_is_told_as_one_and_breaks_those_who_call()
    {
        await TwoMomentsAsync();
        var before = ReaderTime.Rfc3339(App.Clock.Now);
        App.Clock.Now += TimeSpan.FromHours(1);
        (await DoAsync("clusters/production/applications/books/move?namespace=ledgers")).Expect(200);
        App.Clock.Now += TimeSpan.FromHours(1);
        (await DoAsync("clusters/production/applications/ledgers/move?cluster=staging")).Expect(200);
        var answer = (await App.GetAsync($"compare?before={before}")).Expect(200);
        Json.Same("""["moved"]""", new System.Text.Json.Nodes.JsonArray([.. answer["applications"]!.AsArray().Select(one => one!["kind"]!.DeepClone())]));
        Assert.Equal(("books", "ledgers"), ((string?)answer["applications"]![0]!["before"]!["namespace"], (string?)answer["applications"]![0]!["after"]!["namespace"]));
        Assert.Equal(["env_vars.AUDIT_URL"], Json.Strings(answer["broke.first"], "where"));
        // Seen from one cluster it went.
        Assert.Equal("removed", (string?)(await App.GetAsync($"compare?before={before}&cluster=production")).Expect(200)["applications"]![0]!["kind"]);
    }

    [Fact]
    public async Task Exports_hold_the_same_and_nothing_that_a_spreadsheet_would_run()
    {
        var before = await TwoMomentsAsync();
        var csv = (await App.GetAsync($"compare?before={before}&format=csv")).Expect(200);
        Assert.Equal("text/csv", csv.MediaType);
        var lines = csv.Text.Split("\r\n");
        Assert.Equal("change,cluster,namespace,application,service,where,text,revision,line,before,after,explanation", lines[0]);
        Assert.StartsWith("broke,production,shop,Shop,web,env_vars.LEDGER_URL,http://ledger.books:9000,2,2,RESOLVES,PORT_NOT_EXPOSED,", lines[1], StringComparison.Ordinal);
        Assert.Equal(["broke", "new", "gone", "became-possible", "no-longer-possible", "application-changed"], lines.Skip(1).SkipLast(1).Select(line => line.Split(',')[0]).Distinct());
        var markdown = (await App.GetAsync($"compare?before={before}&format=markdown")).Expect(200);
        Assert.Equal("text/markdown", markdown.MediaType);
        Assert.Contains("## What broke: 1", markdown.Text, StringComparison.Ordinal);
        Assert.Contains("| possible pairs | 6 | 9 |", markdown.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("before=yesterday")]
    [InlineData("before=2026-11-22")]
    [InlineData("before=2026-11-22T10:00:00")]
    [InlineData("before=2026-11-22T10:00:00+01:00")]
    [InlineData("before=2026-11-22T10:00:00Z&after=soon")]
    [InlineData("before=2026-11-22T10:00:00Z&after=2026-11-22T09:00:00Z")]
    [InlineData("before=2026-11-22T10:00:00Z&format=xml")]
    [InlineData("before=9999-12-31T23:59:59Z")]
    public async Task A_wrong_parameter_is_refused(string query) => Assert.NotEmpty((await App.GetAsync($"compare?{query}")).ExpectProblem(400).String("detail")!);

    [Fact]
    public void A_time_is_read_in_any_zone_that_it_names()
    {
        Assert.True(Moments.TryParse("2026-11-22T10:00:00.5+01:00", out var moment));
        Assert.Equal("2026-11-22T09:00:00.5Z", ReaderTime.Rfc3339(moment));
    }

    [Fact]
    public async Task A_text_that_is_refused_today_is_left_out_and_named()
    {
        var before = await TwoMomentsAsync();
        Sqlite.Run(App.DatabaseFile, "UPDATE Revisions SET ServiceYaml = 'services: [' WHERE Number = 1 AND ApplicationName = 'Books'");
        var answer = (await App.GetAsync($"compare?before={before}")).Expect(200);
        Json.Same("""[{"cluster": "production", "namespace": "books", "revision": 1}]""", answer["leftOut"]);
        Assert.Equal("2", answer["totalsBefore.applications"]!.ToString());
        Assert.Contains("production/books revision 1", await PageAsync($"/compare?before={before}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_both_moments_and_says_when_there_is_nothing_to_show()
    {
        Assert.Contains("Nothing has happened yet", await PageAsync("/compare"), StringComparison.Ordinal);
        var before = await TwoMomentsAsync();
        var page = await PageAsync($"/compare?before={before}&cluster=production");
        Assert.Contains("What broke", page, StringComparison.Ordinal);
        Assert.Contains("before not there, after same cluster", page, StringComparison.Ordinal);
        Assert.Contains("/clusters/production/shop#line-2", page, StringComparison.Ordinal);
        Assert.Contains("revision=production/shop/1", page, StringComparison.Ordinal);
        Assert.Contains("Nothing changed between the two moments", await PageAsync($"/compare?before={ReaderTime.Rfc3339(App.Clock.Now)}"), StringComparison.Ordinal);
        Assert.Contains("The first moment is not a time", await PageAsync("/compare?before=yesterday"), StringComparison.Ordinal);
        Assert.Contains("later than the second", await PageAsync($"/compare?before={before}&after=2020-01-01T00:00:00Z"), StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string path) =>
        System.Net.WebUtility.HtmlDecode((await App.SendAsync(HttpMethod.Get, path)).Expect(200).Text);
}
