using ElasticDns.Web.Tests.Data;

namespace ElasticDns.Web.Tests.Access;

/// <summary>The app does not start with settings that cannot be meant, and says so in plain words.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task It_ends_with_all_errors_at_once_and_without_a_trace()
    {
        var folder = Directory.CreateTempSubdirectory("elastic-dns-");
        try
        {
            var (code, errors) = await AppProcess.FailAsync("--urls", "http://0.0.0.0:0", "--Import:Folder", typeof(StartTests).Assembly.Location, "--Access:RequireHttps", "true", "--ConnectionStrings:Catalog", $"Data Source={folder.FullName}/catalog.db");
            Assert.Equal(1, code);
            Assert.Contains("- Import:Folder names a file", errors, StringComparison.Ordinal);
            Assert.Contains("- The app would listen on http://0.0.0.0:0", errors, StringComparison.Ordinal);
            Assert.Contains("- Access:RequireHttps is true, and no request could come over https", errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
            Assert.Empty(folder.EnumerateFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
