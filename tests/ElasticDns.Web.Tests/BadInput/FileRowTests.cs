using System.Text;
using System.Text.Json.Nodes;
using ElasticDns.Tests;

namespace ElasticDns.Web.Tests.BadInput;

/// <summary>Every row of A and B over the API: as import and as check, while another client asks as well.</summary>
public sealed class FileRowTests(SharedApp shared) : SharedApiTest(shared), IAsyncLifetime
{
    private const string Standing = "services:\n  api:\n    ports: [3000]\ndatabases: [mysql]\n";

    private readonly HttpClient _other = new() { BaseAddress = shared.App.Address };

    /// <summary>The rows by their numbers.</summary>
    public static IEnumerable<TheoryDataRow<string>> Rows => Register.Files.Select(row => new TheoryDataRow<string>(row.Id) { TestDisplayName = $"{row.Id}: {row.What}" }.WithTrait(BadInputCountAttribute.Trait, row.Id));

    public async ValueTask InitializeAsync() => await App.ImportAsync("shop", Standing);

    public ValueTask DisposeAsync()
    {
        _other.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_holds(string id)
    {
        var row = Register.Files.Single(row => row.Id == id);
        var failures = new List<string>();
        var tried = 0;
        foreach (var file in row.Files())
        {
            tried++;
            try
            {
                await CheckAsync(file, $"{id.ToLowerInvariant()}-{tried}");
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException or HttpRequestException)
            {
                failures.Add($"{id}, input {tried}: {Shown(file.Bytes)}\n{exception.Message}");
            }
        }
        BadInputCountAttribute.Tried(tried);
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True((await _other.GetAsync("/services", TestContext.Current.CancellationToken)).IsSuccessStatusCode);
    }

    private async Task CheckAsync(BadFile file, string own)
    {
        var before = await CatalogAsync();
        var logged = App.Log.Text.Length;
        var place = $"cluster=production&namespace={Uri.EscapeDataString(file.Namespace ?? (file.Outcome is Outcome.Accepted ? own : "shop"))}";

        var checking = App.SendAsync(HttpMethod.Post, "/api/v1/lint", Yaml(file.Bytes));
        var others = await _other.GetStringAsync("/api/v1/applications", TestContext.Current.CancellationToken);
        CheckFindings(file, await checking, isImport: false);

        var importing = App.PostAsync(file.Outcome is Outcome.Either ? $"{place}&dryRun=true" : place, file.Bytes, "application/yaml");
        Assert.Equal("Healthy", await _other.GetStringAsync("/readyz", TestContext.Current.CancellationToken));
        var answer = await importing;
        CheckFindings(file, answer, isImport: true);
        CheckLog(file, App.Log.Text[logged..]);
        if (file.Outcome is Outcome.Accepted)
        {
            answer.Expect(201);
            if (file.Gives is not null) Assert.Equal(file.Gives, await GivenAsync(own));
            await App.DeleteAsync($"clusters/production/applications/{own}");
            return;
        }
        Assert.Equal(before, await CatalogAsync());
        Assert.Contains("\"shop\"", others, StringComparison.Ordinal);
    }

    private static ByteArrayContent Yaml(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/yaml") } };

    // Everything that an import may change: each row of the store, the version of the snapshot, and what the API gives.
    private async Task<string> CatalogAsync() => $"{App.Store.Current.Version}\n{Sqlite.Dump(App.DatabaseFile)}\n{(await App.GetAsync("applications")).Text}";

    // One clear message with file, line, column and rule.
    private static void CheckFindings(BadFile file, Answer answer, bool isImport)
    {
        switch (file.Outcome)
        {
            case Outcome.TooLarge:
                answer.ExpectProblem(413);
                return;
            case Outcome.Either:
                Assert.True(answer.Status is 200 or 422, answer.ToString());
                if (answer.Status == 422) Assert.Contains(answer["findings"]!.AsArray(), IsError);
                Assert.All(answer["findings"]!.AsArray().Where(IsError), AssertPlaced);
                return;
        }
        // What is only checked needs no place, so a wrong one cannot be found there.
        if (!isImport && file.Namespace is { Length: > 0 }) return;
        if (file.Outcome is Outcome.Refused && isImport) answer.ExpectProblem(422);
        var findings = answer["findings"]!.AsArray();
        Assert.Equal(file.Outcome is Outcome.Refused, findings.Any(IsError));
        if (file.Code is null) return;
        var found = findings.FirstOrDefault(finding => (string?)finding!["code"] == file.Code && IsError(finding) == file.Outcome is Outcome.Refused);
        Assert.True(found is not null, $"No finding '{file.Code}': {answer}");
        if (file.Namespace is not { Length: > 0 }) AssertPlaced(found);
        if (file.Line is { } line) Assert.Equal(line, (int?)found["line"]);
        if (file.Column is { } column) Assert.Equal(column, (int?)found["column"]);
        if (file.Path is { } path) Assert.Equal(path, (string?)found["path"]);
        if (file.Says is { } words) Assert.Contains(words, (string?)found["message"], StringComparison.Ordinal);
    }

    private static bool IsError(JsonNode? finding) => (string?)finding!["severity"] == "error";

    private static void AssertPlaced(JsonNode? finding)
    {
        Assert.Equal("service.yml", (string?)finding!["file"]);
        Assert.True((int?)finding["line"] >= 1 && (int?)finding["column"] >= 1, finding.ToJsonString());
        var message = (string?)finding["message"];
        Assert.True(message is { Length: > 10 and < 2_000 } && !message.Any(char.IsControl), finding.ToJsonString());
    }

    // No line of the file, and no part of a long one, however finely the app logs.
    private static void CheckLog(BadFile file, string log)
    {
        foreach (var line in Encoding.UTF8.GetString(file.Bytes.AsSpan(0, Math.Min(file.Bytes.Length, 4_000))).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Take(40))
        {
            var part = line[..Math.Min(line.Length, 60)];
            if (part.Length >= 8) Assert.DoesNotContain(part, log, StringComparison.Ordinal);
        }
    }

    // 'api 3000/http 80', or the names alone where the row has several.
    private async Task<string> GivenAsync(string own)
    {
        var services = (await App.GetAsync($"clusters/production/applications/{own}"))["services"]!.AsArray();
        return string.Join(' ', services.Select(service =>
        {
            var (name, label) = ((string)service!["name"]!, (string)service["label"]!);
            var ports = services.Count > 1 ? [] : service["ports"]!.AsArray().Select(port => string.Join('/', port!.AsObject().Where(field => field.Value is not null).Select(field => field.Key == "container" ? $"{field.Value}" : $"{field.Key} {field.Value}")));
            return string.Join(' ', [name == label ? name : $"{name}:{label}", .. ports]);
        }));
    }

    private static string Shown(byte[] bytes) => Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 200)));
}
