using System.Text.RegularExpressions;

namespace ElasticDns.Web.Tests.Features.Matrix;

public sealed partial class NamespaceChoiceTests(SharedApp shared) : SharedApiTest(shared)
{
    private async Task<string> OpenAsync(string cluster, int applications)
    {
        var files = Enumerable.Range(100, applications).Select(number => ($"{cluster}/n{number}/service.yml", "services:\n  api:\n    ports: [80]\n")).ToArray();
        Assert.Equal(201, (await App.PostFilesAsync("", files)).Status);
        return (await App.SendAsync(HttpMethod.Get, $"/matrix/{cluster}?callers=n100&targets=n101")).Expect(200).Text;
    }

    [Fact]
    public async Task A_small_cluster_lists_every_namespace()
    {
        var html = await OpenAsync("small", 40);
        Assert.DoesNotContain("<datalist", html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"n139\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_namespaces_of_a_large_cluster_are_typed_and_never_all_in_the_page()
    {
        var html = await OpenAsync("large", 80);
        Assert.Equal(2, Lists().Count(html));
        Assert.DoesNotContain("n179", html, StringComparison.Ordinal);
        Assert.Equal(["n100", "n101"], Inputs().Matches(html).Select(match => match.Groups["value"].Value));
    }

    [GeneratedRegex("<datalist")]
    private static partial Regex Lists();

    [GeneratedRegex("<input list=\"namespaces-[a-z]+\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Inputs();
}
