using System.Text;
using System.Text.Json.Nodes;

namespace ElasticDns.Web.Tests;

/// <summary>What the API answered, read to its end.</summary>
internal sealed record Answer(int Status, string? MediaType, byte[] Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public const string Problem = "application/problem+json";

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes) ?? throw new InvalidOperationException("The body is null.");

    /// <summary>The member at a path: <c>applications[0].name</c>.</summary>
    public JsonNode? this[string path] => path.TrimStart('[').Split('.', '[').Aggregate((JsonNode?)Json, (node, step) =>
        step.EndsWith(']') ? node![int.Parse(step[..^1], null)] : node![step]);

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsByteArrayAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    /// <summary>The text at a path.</summary>
    public string? String(string path) => (string?)this[path];

    public Answer Expect(int status)
    {
        Assert.True(Status == status, $"Expected {status}: {this}");
        return this;
    }

    /// <summary>A problem of that status, in the form of RFC 9457.</summary>
    public Answer ExpectProblem(int status)
    {
        Expect(status);
        Assert.Equal(Problem, MediaType);
        Assert.Equal(status, (int?)this["status"]);
        Assert.False(string.IsNullOrWhiteSpace(String("title")), ToString());
        Assert.False(string.IsNullOrWhiteSpace(String("detail")), ToString());
        return this;
    }

    /// <summary>The refusal of an import that has an error of that code, and that error.</summary>
    public JsonNode ExpectRefusal(string code)
    {
        ExpectProblem(422);
        var findings = this["findings"]!.AsArray();
        var found = findings.FirstOrDefault(finding => (string?)finding!["code"] == code && (string?)finding["severity"] == "error");
        Assert.True(found is not null, $"No error '{code}': {this}");
        return found;
    }

    /// <summary>The finding of that code, of which there must be one.</summary>
    public JsonNode Finding(string code)
    {
        var found = this["findings"]!.AsArray().Where(finding => (string?)finding!["code"] == code).ToList();
        Assert.True(found.Count == 1, $"{found.Count} findings '{code}': {this}");
        return found[0]!;
    }

    public override string ToString() => $"{Status} {MediaType} {Text}";
}
