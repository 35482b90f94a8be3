using System.Net;

namespace ElasticDns.Web.Tests.Features.History;

/// <summary>The pages of the history and of applications that are gone, as they are sent.</summary>
public sealed class HistoryPageTests : HistoryTest
{
    [Fact]
    public async Task The_page_compares_the_revision_that_its_address_names()
    {
        await App.ImportAsync("shop", "services: {web: {ports: [3000]}}\n", application: "Web shop");
        await App.ImportAsync("shop", "services: {web: {ports: [3001]}, jobs: }\n");
        await App.ImportAsync("books", "services: {ledger: {ports: [9000]}}\n");
        var page = await PageAsync("/history?revision=production/shop/2");
        Assert.Contains("port 3000 became 3001", page, StringComparison.Ordinal);
        Assert.Contains("http://web.shop.svc.cluster.local:3000", page, StringComparison.Ordinal);
        Assert.Contains("added, exposes no container port", page, StringComparison.Ordinal);
        Assert.Contains("Restore revision 1", page, StringComparison.Ordinal);
        Assert.Contains("1 address changed, 1 service added", page, StringComparison.Ordinal);
        Assert.Contains("http://web.shop:3000", await PageAsync("/history?revision=production/shop/2&from=production/books"), StringComparison.Ordinal);
        Assert.DoesNotContain("ledger", await PageAsync("/history?application=production/shop"), StringComparison.Ordinal);
        Assert.Contains("There is no revision 9", await PageAsync("/history?revision=production/shop/9"), StringComparison.Ordinal);
        Assert.Contains("Nothing matches the filter", await PageAsync("/history?q=nothing-like-it"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_was_removed_says_so_and_can_be_brought_back()
    {
        await App.ImportAsync("shop", "services: {web: }\n", application: "Web shop");
        (await App.DeleteAsync(Shop)).Expect(204);
        var page = await PageAsync("/clusters/production/shop", 404);
        Assert.Contains("Web shop was removed", page, StringComparison.Ordinal);
        Assert.Contains("Bring back", page, StringComparison.Ordinal);
        Assert.Contains("first import", page, StringComparison.Ordinal);
        Assert.Contains("Bring back revision 1", await PageAsync("/history"), StringComparison.Ordinal);
        Assert.DoesNotContain("was removed", await PageAsync("/clusters/production/shops", 404), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_has_moved_says_where_it_is()
    {
        await App.ImportAsync("shop", "services: {web: }\n", application: "Web shop");
        (await DoAsync($"{Shop}/move?cluster=staging&namespace=mall")).Expect(200);
        var page = await PageAsync("/clusters/production/shop", 404);
        Assert.Contains("Web shop was moved", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/clusters/staging/mall\"", page, StringComparison.Ordinal);
        Assert.Contains("moved from production/shop", await PageAsync("/clusters/staging/mall"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_from_the_watched_folder_is_marked_and_offers_no_change()
    {
        await App.ImportAsync("shop", "services: {web: }\n");
        Assert.Contains("Rename…", await PageAsync("/clusters/production/shop"), StringComparison.Ordinal);
        await App.ImportFromFolderAsync("shop", "services: {web: }\n");
        var page = await PageAsync("/clusters/production/shop");
        Assert.Contains("from the watched folder", page, StringComparison.Ordinal);
        foreach (var action in (string[])["Rename…", "Move…", "Remove…", "Import a new revision"]) Assert.DoesNotContain(action, page, StringComparison.Ordinal);
    }

    private async Task<string> PageAsync(string path, int status = 200) => WebUtility.HtmlDecode((await App.SendAsync(HttpMethod.Get, path)).Expect(status).Text);
}
