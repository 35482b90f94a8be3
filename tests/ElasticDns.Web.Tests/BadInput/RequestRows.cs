using System.Text;
using ElasticDns.Core.Manifests;
using ElasticDns.Tests;
using ElasticDns.Web.Features.Import;
using Microsoft.AspNetCore.Components.Forms;

namespace ElasticDns.Web.Tests.BadInput;

/// <summary>
/// D: requests that bring files or ask with hostile texts, as far as they do not stand with their features: bodies in
/// <see cref="Features.Import.ImportBodyTests"/>, archives in <see cref="Features.Import.ArchiveTests"/>, who may ask at all with access.
/// </summary>
public sealed class RequestRows(SharedApp shared) : SharedApiTest(shared)
{
    private const string Yaml = "services:\n  api:\n    ports: [3000]\n";

    private static readonly string[] Hostile =
    [
        "(a+)+$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "%", "_", "'", "\"", "*", "NEAR(", "' OR 1=1 --", "\0", "\u202E", "\uFFFF", "a\r\nb", "../..", "-1", "99999999999999999999", "{{7*7}}", new('a', 20_000), new('/', 500), "a:b:c://d@e", "~", ",,,", "😀",
    ];

    // Every parameter that a page or a call reads; each path gets all of them.
    private static readonly string[] Parameters =
    [
        "q", "from", "kind", "verdict", "cluster", "namespace", "application", "revision", "with", "sort", "dir", "reach", "port", "columns", "format", "limit", "before", "after", "differences", "address", "pin", "node", "tab", "callers", "targets", "caller", "target",
        "mode", "theme", "fold", "at", "owner", "file", "rule", "severity", "scope", "environment", "manifest", "failOn", "moveFrom", "dryRun", "rename", "skip", "to",
    ];

    private static readonly string[] Paths =
    [
        "/", "/services", "/connections", "/clusters", "/clusters/production", "/clusters/production/shop", "/clusters/production/shop/api", "/map/production/shop", "/matrix", "/matrix/production", "/matrix/production/data", "/resolve", "/isolation", "/import", "/history", "/compare", "/folder", "/search/results",
        "/api/v1/clusters", "/api/v1/applications", "/api/v1/services", "/api/v1/search", "/api/v1/history", "/api/v1/compare", "/api/v1/resolve", "/api/v1/isolation", "/api/v1/isolation/rules", "/api/v1/isolation/policies", "/api/v1/clusters/production/matrix", "/api/v1/clusters/production/explain",
        "/api/v1/clusters/production/references", "/api/v1/clusters/production/applications/shop", "/api/v1/clusters/production/applications/shop/map", "/api/v1/clusters/production/applications/shop/compare", "/api/v1/clusters/production/applications/shop/revisions", "/api/v1/clusters/production/applications/shop/services/api/addresses",
    ];

    [Theory]
    [InlineData(512_001, true)]
    [InlineData(4 * 1024 * 1024, true)]
    [InlineData((4 * 1024 * 1024) + 1, false)]
    public async Task D11_a_chosen_file_is_read_up_to_the_limit_of_a_manifest(int length, bool isRead)
    {
        var bytes = Encoding.UTF8.GetBytes(Yaml.PadRight(length, '#').Replace("\n#", "\n# ", StringComparison.Ordinal))[..length];
        var came = await ReadAsync(new ChosenFile("service.yml", bytes));
        if (isRead)
        {
            Assert.Null(came.Problem);
            Assert.True(Assert.Single(came.Items).ServiceYml.IsManifest);
        }
        else
        {
            Assert.Empty(came.Items);
            Assert.Contains("'service.yml' has 4,194,305 bytes; 4,194,304 is the most", came.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task D11_a_file_that_is_larger_than_it_says_is_refused_as_any_other_that_is_too_large()
    {
        var came = await ReadAsync(new ChosenFile("service.yml", Encoding.UTF8.GetBytes(Yaml + new string('#', 5 * 1024 * 1024))) { Size = 100 });
        Assert.Contains(Assert.Single(came.Items).ServiceYml.Findings, finding => finding.Code == "file-too-large");
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task D11_a_file_that_stalls_or_breaks_off_is_told_and_the_others_are_read(Type fault)
    {
        var temporary = TemporaryFiles();
        var came = await ReadAsync(new ChosenFile("broken.yml", Encoding.UTF8.GetBytes(Yaml)) { Fault = fault }, new ChosenFile("other/service.yml", Encoding.UTF8.GetBytes(Yaml)));
        Assert.Contains("'broken.yml' could not be read to its end", came.Problem, StringComparison.Ordinal);
        Assert.Single(came.Items);
        Assert.Equal(temporary, TemporaryFiles());
    }

    [Fact]
    public async Task D12_of_200_files_at_once_each_is_read_or_refused_by_its_own_name()
    {
        string[] odd = [@"..\..\x.yml", "../../etc/passwd", new string('n', 300) + ".yml", "noextension", "x.exe", "\u202Elmy.x", "x\"; filename=evil.yml", "NUL", ".hidden.yml", "a//b.yml", "C:\\x.yml", "😀.yml", "x\n.yml", ""];
        var files = Enumerable.Range(0, 200).Select(at => new ChosenFile(at < odd.Length ? odd[at] : $"production/n{at}/service.yml", at % 10 == 5 ? "- no\n"u8.ToArray() : Encoding.UTF8.GetBytes(Yaml))).ToArray();
        var came = await ReadAsync(files);
        Assert.Null(came.Problem);
        Assert.Equal(200, came.Items.Count);
        Assert.Equal(20, came.Items.Count(item => item.ServiceYml.Findings.Any(finding => finding.Code == "root-shape" && finding.File == item.ServiceYml.Name)));
        Assert.All(came.Items, item => Assert.True(item.ServiceYml.Name.Length <= 200 && !item.ServiceYml.Name.Any(char.IsControl), item.ServiceYml.Name));
        BadInputCountAttribute.Tried(files.Length);
    }

    [Fact]
    public async Task D12_200_files_of_one_call_are_applied_together_or_not_at_all()
    {
        var files = Enumerable.Range(0, 200).Select(at => ($"d12/n{at}/service.yml", Yaml)).ToArray();
        var version = App.Store.Current.Version;
        var refused = (await App.PostFilesAsync("", [.. files[..199], ("d12/n199/service.yml", "- no\n")])).ExpectRefusal("root-shape");
        Assert.Equal("d12/n199/service.yml", (string?)refused["file"]);
        Assert.Equal(version, App.Store.Current.Version);
        Assert.Equal(200, (await App.PostFilesAsync("", files)).Expect(201)["applications"]!.AsArray().Count);
        BadInputCountAttribute.Tried(2 * files.Length);
    }

    [Fact]
    public async Task D16_whatever_stands_in_a_parameter_is_plain_text()
    {
        await App.ImportAsync("shop", Yaml, application: "Shop");
        var failures = new List<string>();
        var tried = 0;
        foreach (var path in Paths)
        {
            foreach (var text in Hostile)
            {
                // All of them at once, as the first that is wrong may hide the others; then each by itself.
                var value = Uri.EscapeDataString(text);
                string[] queries = text.Length < 1_000
                    ? [string.Join('&', Parameters.Select(name => $"{name}={value}")), .. text == "'" ? Parameters.Select(name => $"{name}={value}") : []]
                    : [$"q={value}", $"from={value}", $"address={value}"];
                foreach (var query in queries)
                {
                    var answer = await App.SendAsync(HttpMethod.Get, $"{path}?{query}");
                    if (answer.Status is not (200 or 302 or 400 or 404 or 422)) failures.Add($"{answer.Status} {path}?{query[..Math.Min(80, query.Length)]}");
                    tried++;
                }
            }
        }
        BadInputCountAttribute.Tried(tried);
        Assert.Equal([], failures);
    }

    private static async Task<CameIn> ReadAsync(params IBrowserFile[] files)
    {
        using var work = new ImportWork("read");
        return await FileIntake.ReadAsync(new(files), work, () => Task.CompletedTask);
    }

    private static string[] TemporaryFiles() => [.. Directory.GetFiles(Path.GetTempPath(), "ASPNETCORE_*").Order(StringComparer.Ordinal)];

    /// <summary>A file as a browser hands it over.</summary>
    private sealed class ChosenFile(string name, byte[] bytes) : IBrowserFile
    {
        public string Name => name;

        public DateTimeOffset LastModified => default;

        public long Size { get; init; } = bytes.Length;

        public string ContentType => "";

        /// <summary>What happens half way.</summary>
        public Type? Fault { get; init; }

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) =>
            Size > maxAllowedSize ? throw new IOException("Too large.") : new Broken(bytes, Fault);
    }

    private sealed class Broken(byte[] bytes, Type? fault) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            fault is not null && Position >= Length / 2 ? throw (Exception)Activator.CreateInstance(fault)! : base.ReadAsync(fault is null ? buffer : buffer[..(int)(Length / 2)], cancellationToken);

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read) destination.Write(buffer, 0, read);
        }
    }
}
