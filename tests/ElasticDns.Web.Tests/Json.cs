using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ElasticDns.Web.Tests;

/// <summary>Compares JSON: the same members with the same values, nothing more and nothing less.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Same(string expected, JsonNode? actual) => Assert.Equal(Sorted(JsonNode.Parse(expected)), Sorted(actual));

    public static string[] Strings(JsonNode? array) => [.. array!.AsArray().Select(item => (string)item!)];

    /// <summary>One member of every item of an array.</summary>
    public static string[] Strings(JsonNode? array, string member) => [.. array!.AsArray().Select(item => item![member]!.ToString())];

    private static string Sorted(JsonNode? node) => Sort(node)?.ToJsonString(Readable) ?? "null";

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sort(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sort)]),
        _ => node?.DeepClone(),
    };
}
