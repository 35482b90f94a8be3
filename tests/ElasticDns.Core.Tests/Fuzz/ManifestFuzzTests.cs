using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ElasticDns.Core.Manifests;
using ElasticDns.Tests;

namespace ElasticDns.Core.Tests.Fuzz;

/// <summary>
/// Reads mutated manifests for a while: 15 seconds at most, always the same ones, or as long as FUZZ_SECONDS says, with a seed of its
/// own (README.md). What fails is made small and printed so that it can be put into <see cref="Found"/>.
/// </summary>
public sealed class ManifestFuzzTests
{
    private const int Seed = 20261122;
    private const int Most = 20_000;
    private const int MostFailures = 10;
    private const string Hang = "It takes more than";

    // A secret that is known by its own form, on a line of its own.
    private static readonly string[] Canaries =
    [
        $"  X: mysql://u:{ManifestProperties.Canary}@mysql:3306/db\n", $"# https://u:{ManifestProperties.Canary}@h/x\n", $" - redis://:{ManifestProperties.Canary}@redis\n",
        $"    Y: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.{ManifestProperties.Canary}\n", $"  Z: me:{ManifestProperties.Canary}@registry.example.com/team/app:1\n", $"  run --password={ManifestProperties.Canary}\n",
    ];

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused_and_keeps_its_secrets()
    {
        var isLong = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        if (!int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) seed = isLong ? Random.Shared.Next() : Seed;
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"fuzz: seed {seed}"));
        var time = Stopwatch.StartNew();
        var until = TimeSpan.FromSeconds(isLong ? seconds : 15);
        var (tried, accepted) = (0, 0);
        var failures = new ConcurrentDictionary<string, string>();
        Parallel.For(0, isLong ? Environment.ProcessorCount : 1, worker =>
        {
            var random = new Random(seed + worker);
            var mutator = new ManifestMutator(FuzzSeeds.All, random);
            while (time.Elapsed < until && (isLong || tried < Most) && failures.Count < MostFailures && !failures.ContainsKey(Hang))
            {
                var bytes = mutator.Next();
                if (random.Next(3) == 0) bytes = WithCanary(bytes, random);
                Interlocked.Increment(ref tried);
                if (Failure(bytes) is { } failure)
                {
                    if (failures.TryAdd(Kind(failure), "")) failures[Kind(failure)] = Describe(bytes, failure);
                    continue;
                }
                if (Yml.Read(bytes).Manifest is not null) Interlocked.Increment(ref accepted);
            }
        });
        Assert.True(failures.IsEmpty, $"Seed {seed}.\n\n{string.Join("\n\n", failures.Values)}");
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"fuzz: {tried:N0} manifests in {until.TotalSeconds:N0} s, {accepted:N0} of them accepted, seed {seed}"));
        // Mutations that nothing of is left to read after would test the first line of defence alone.
        Assert.InRange(accepted, tried / 50, tried);
    }

    [Fact]
    public void A37_a_good_file_cut_at_every_byte_is_read_or_refused()
    {
        var bytes = FuzzSeeds.All[0];
        BadInputCountAttribute.Tried(bytes.Length + 1);
        for (var length = 0; length <= bytes.Length; length++) AssertHolds(bytes[..length]);
    }

    [Fact]
    public void A38_a_good_file_with_each_byte_replaced_by_each_of_twelve_hostile_ones_is_read_or_refused()
    {
        byte[] hostile = [0x00, 0x09, 0x0A, 0x0D, (byte)'"', (byte)'*', (byte)':', (byte)'[', (byte)'{', 0x7F, 0x80, 0xFF];
        var good = FuzzSeeds.All[0];
        BadInputCountAttribute.Tried(good.Length * hostile.Length);
        for (var at = 0; at < good.Length; at++)
        {
            foreach (var wrong in hostile)
            {
                var bytes = good.ToArray();
                bytes[at] = wrong;
                AssertHolds(bytes);
            }
        }
    }

    /// <summary>What once did not hold, as it was found.</summary>
    public static TheoryData<string> Found =>
    [
        "Og0yOg0gIHA6IDINICB2Og0gIDE6DSAgIHANICBzOiAtLXBhc3N3b3JkDSAgIFnChQ1kYXRhYmFzZXM6IFtd", // a line separator after a value that is redacted
        "LS1wYXNzd29yZCBzOgo6", // a key that ends in a mask
        "JmcKICAgIHA6CiAgICAgMCBwOi8vbDovL2w6Ly9sOi8vQA==", // a URL in a URL
        "MzoKICAgIEE6IGIKICAgIGltYWdlOiAtLS0tLUJFR0lOIFktLS0tLQogICAgIC0=", // an image of several masked lines
        "cHJvZHVjdGlvbjogeApwcm9kdWN0aW9uOiB7c2VydmljZXM6IHt9fQo=", // an environment given twice
        "c2VydmljZXM6DSAxOg0gICAgICBzOiAzDSAgICAgIGVudl92YXJzOg0gICAgICAgcHJpdmF0ZWtleTogX2Vudih5Omw6Ly86cEA3KQ==", // a password in the default of a variable below a secret key
        "ICAxOgogICAgICA6IDAKICAgICAgczoKICAgICAgIEU6CiAgICAgICAgICA6IGIKICAgICAgICAgIDM6IFstLXBhc3N3b3JkLCBBXQogIGRhdGFiYXNlczog", // a line that begins with a colon
        "dG9rZW46CiAgICAwOiAwCiAgICBtOiAKICAgIHM6CiAgICAgICAgeTogJjcKICAgICAgICA/", // an empty value before a question mark
        "c2VydmljZXM6CjoKICAgIG86IDAKICAgIHM6IDUKczogWzotLXBhc3N3b3JkLCA3XQozOiBuCmQ6IA==", // an option at the end of another item of a list
        "OiAtLXBhc3N3b3JkCiBzOi8vOlpA", // an option whose word stands in the next line, and is a URL
        "OiAKdDoKICIiOiAKMjogJm4KczoKaToKICAgIHM6CiAgICAgIHk6IAogICAgICA2OiBbIiAjQ1JFREVOVElBTD0iXQogICAgQUNDRVNTS0VZOiB8", // a number sign in quotes
        "ICAgICAgQTogDSAgICAgIDE6ICJleUpjQVk3LkFyWTdcDSAgICAgICAuVE9LRU49NyINICAgICAgPyA=", // a token that a backslash joins
        "ICAgIHA6IAogICAgZToKICAgIDQ6IHtwYXNzd2Q6ICY3LHp9CiAgICBIOiBu", // an empty value with an anchor before a comma
        "Cls=", // an end before which something is missing
        "ew==", // a brace alone
        "ICAgIHI6CiAgICAgIGk6ICIiCiAgICAgIDI6ICZiMgogICAgICBQYXNzd2Q6ICpiMgogICAgcDoKICAgICAgICA0OiBbLS1wYXNzd29yZCwgPyA3XQogICAgICAgIDY6", // a key of several lines after an option
        "c2VydmljZXM6CjoKLSBleUpiR0o5LmVqRjkuVE9LRU49JA==", // a token in the key of an assignment
        "ICBYOiAKICBiOgogIGk6IAogIHM6CiAgICAgIEw6IAogICAgICBUT0tFTjogX2VudigtLXBhc3N3b3JkICk=", // an option in the name of a variable
        "ZGF0YWJhc2VzOgogIC0gCiAgIHBhc3N3ZD0KICAgJw==", // an assignment with its value in the next line
        "c2VydmljZXM6CiAxOgogICAgczogW10KICAgIGVudl92YXJzOgogICAgIEE6CiAgICAgMjoKICAgICAtIGw6Ly86cEB5L0NSRURFTlRJQUw9Yw==", // a URL with a password in the key of an assignment
        "UEFTU1dEOg0gMzoNICBwOg0gIGk6IA0gQToNICAxOg0gIHM6DSAgQTogDSAgZDogbg0gNjogJjYgPg==", // an empty block with an anchor
        "U0VDUkVUOiAhPHM+CjoNIA==", // an empty value with a tag
        "OiBwDXM6DWU6DSAgICBBOiANICAgIDE6ICJwOi8vOjdAXHUwMDQwIg0gICAgdzoNICAgIHA6", // a second sign, as an escape
        "ICAgIHA6IAogICAgbzogMAogICAgczoKICAgIE46IAogICAgNDoKICAgIDU6IFstLXBhc3N3b3JkLCBjOiBd", // a key without a value after an option
        "OiAKc2VydmljZXM6CjM6CnA6CiAgczoKICAgICAgQTogYgogICAgICA3OiBbPyAtLXBhc3N3b3JkLCBjXQogIHA6CiAgQToKICBhOgogIDE6CiAgIHA6CiAgIEE6CiAgUzoge1t7fV19", // an option that is a key
        "77u/77u/77u/OiBACu+7vw==", // several byte order marks
        "OiBwDXNlcnZpY2VzOg0gMToNICAgIHM6IFtdDSAgICBlbnZfdmFyczoNICAgICAgQTogDSAgICAgIDI6IDcNICAgICAgeTogMg0gICAgICAzOiAicDovLzpcckAxIg==", // a password that is an escape
    ];

    [Theory]
    [MemberData(nameof(Found))]
    public void What_once_did_not_hold_holds(string bytes) => AssertHolds(Convert.FromBase64String(bytes), [.. Enum.GetValues<ManifestFormat>()]);

    private static void AssertHolds(byte[] bytes, params ManifestFormat[] formats)
    {
        if (Failure(bytes, formats is [] ? [ManifestFormat.ServiceYml] : formats) is { } failure) Assert.Fail(Describe(bytes, failure));
    }

    private static string? Failure(byte[] bytes, params ManifestFormat[] formats)
    {
        try
        {
            Watchdog.Run(() =>
            {
                foreach (var format in formats is [] ? Enum.GetValues<ManifestFormat>() : formats) ManifestProperties.Check(bytes, format);
            });
            return null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private static byte[] WithCanary(byte[] bytes, Random random)
    {
        var at = Array.IndexOf(bytes, (byte)'\n', random.Next(bytes.Length + 1)) + 1;
        return [.. bytes.AsSpan(0, at), .. Encoding.UTF8.GetBytes(Canaries[random.Next(Canaries.Length)]), .. bytes.AsSpan(at)];
    }

    private static string Describe(byte[] bytes, string failure)
    {
        // What hangs would hang as often as it is tried, and each of its threads goes on.
        var small = Kind(failure) == Hang ? bytes : Smallest(bytes, Kind(failure));
        var reason = Kind(failure) == Hang ? failure : string.Join('\n', Failure(small)!.Split('\n').TakeWhile(line => !line.Contains("Watchdog", StringComparison.Ordinal)));
        return $"{small.Length} bytes:\n{Convert.ToBase64String(small)}\n{Encoding.UTF8.GetString(small)}\n{reason}";
    }

    // Without whatever can be taken out so that it fails in the same way.
    private static byte[] Smallest(byte[] bytes, string kind)
    {
        var tries = 2_000;
        for (var length = Math.Max(1, bytes.Length / 2); length > 0 && tries > 0; length = length == 1 ? 0 : length / 2)
        {
            for (var at = 0; at + length <= bytes.Length && tries-- > 0;)
            {
                byte[] less = [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
                if (Failure(less) is { } failure && Kind(failure) == kind) bytes = less;
                else at += length;
            }
        }
        return bytes;
    }

    // The kind of the exception and the place that threw it.
    private static string Kind(string failure) => failure.Contains(Hang, StringComparison.Ordinal) ? Hang : string.Join(' ', failure.Split('\n').Where(line => line.Contains(" at ElasticDns", StringComparison.Ordinal)).Take(2).Prepend(failure.Split(':')[0]));
}
