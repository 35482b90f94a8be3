using System.Text;
using ElasticDns.Core.Manifests;
using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Tests.Features.Import;

[Trait("bad-input", "D13")]
public sealed class ArchiveTests
{
    private const string Manifest = ZipText.Manifest;

    private static string Names(ArchiveContent content) => string.Join(' ', content.Files.Select(file => file.Name));

    // One finding, which names the entry where there is one, and no file.
    private static string Refused(byte[] bytes, string? names = null, ArchiveLimits? limits = null)
    {
        var content = Archive.Open("upload.zip", bytes, limits);
        Assert.Empty(content.Files);
        Assert.True(content.IsRefused);
        var finding = Assert.Single(content.Findings);
        Assert.Equal((Severity.Error, "upload.zip"), (finding.Severity, finding.File));
        if (names is not null) Assert.Contains(names, finding.Message, StringComparison.Ordinal);
        return finding.Code;
    }

    private static ZipEntryText[] Plain(int count, string name = "readme") => [.. Enumerable.Range(0, count).Select(at => new ZipEntryText($"{name}{at}", []) { Method = 0 })];

    [Fact]
    public void The_manifests_are_taken_and_the_rest_is_counted()
    {
        var content = Archive.Open("upload.zip", ZipText.Honest(
            ("repo-main/README.md", "hello"), ("repo-main/production/payments/service.yml", Manifest), ("repo-main/production/payments/manifest.yml", "mysql:\n"), ("repo-main/.git/config", "x"), ("repo-main/empty/", "")));
        Assert.Equal("production/payments/service.yml production/payments/manifest.yml", Names(content));
        Assert.Equal(Manifest, Encoding.UTF8.GetString(content.Files[0].Bytes));
        var note = Assert.Single(content.Findings);
        Assert.Equal((Severity.Note, "archive-passed-over", "2 other files of the archive were passed over: only service.yml and manifest.yml are read."), (note.Severity, note.Code, note.Message));
        Assert.False(content.IsRefused);
    }

    [Fact]
    public void Stored_entries_and_names_beyond_ascii_are_read()
    {
        var content = Archive.Open("x.zip", ZipText.Raw(ZipText.Stored("büro/service.yml", Manifest), ZipText.Stored("web/service.yml", "")));
        Assert.Equal("büro/service.yml web/service.yml", Names(content));
        Assert.Empty(content.Findings);
    }

    [Fact]
    public void An_archive_is_told_by_how_it_begins()
    {
        Assert.True(Archive.IsArchive(ZipText.Honest("service.yml")));
        Assert.True(Archive.IsArchive(ZipText.Raw()));
        Assert.True(Archive.IsArchive([0x1F, 0x8B, 8]));
        Assert.False(Archive.IsArchive("services:"u8));
        Assert.False(Archive.IsArchive([]));
    }

    [Theory]
    [InlineData("1F8B0800", "a gzip archive")]
    [InlineData("377ABCAF271C0004", "a 7z archive")]
    [InlineData("526172211A0700", "a rar archive")]
    [InlineData("425A6839314159265359", "a bzip2 archive")]
    [InlineData("FD377A585A00", "a xz archive")]
    [InlineData("28B52FFD00", "a zstd archive")]
    [InlineData("73657276696365733A", "no archive")]
    public void Other_archives_are_named_and_refused(string bytes, string kind) => Assert.Equal("archive-kind", Refused(Convert.FromHexString(bytes), kind));

    [Fact]
    public void A_tar_archive_is_known_by_its_mark()
    {
        var tar = new byte[1024];
        "ustar"u8.CopyTo(tar.AsSpan(257));
        Assert.Equal("archive-kind", Refused(tar, "a tar archive"));
    }

    [Fact]
    public void An_archive_without_manifests_is_refused()
    {
        Assert.Equal("archive-no-manifest", Refused(ZipText.Raw()));
        Assert.Equal("archive-no-manifest", Refused(ZipText.Honest("README.md")));
    }

    [Theory]
    [InlineData("../service.yml", "../service.yml")]
    [InlineData("a/../../service.yml", "a/../../service.yml")]
    [InlineData("a/..", "a/..")]
    [InlineData("./service.yml", "./service.yml")]
    [InlineData("/etc/service.yml", "/etc/service.yml")]
    [InlineData("C:/service.yml", "C:/service.yml")]
    [InlineData("C:\\service.yml", "C:\\service.yml")]
    [InlineData("a\\..\\service.yml", "a\\..\\service.yml")]
    [InlineData("a//service.yml", "a//service.yml")]
    [InlineData("", "''")]
    [InlineData("/", "'/'")]
    [InlineData("a\0.yml", "a\\u0000.yml")]
    [InlineData("a\u001B[31m.yml", "a\\u001b[31m.yml")]
    [InlineData("a\nservice.yml", "a\\u000aservice.yml")]
    [InlineData("a\u202Elmy.ecivres", "a\\u202elmy.ecivres")]
    public void Paths_are_never_trusted(string name, string shown) => Assert.Equal("archive-path", Refused(ZipText.Raw(ZipText.Stored("ok/service.yml", Manifest), ZipText.Stored(name, Manifest)), shown));

    [Fact]
    public void A_name_without_end_is_refused_and_shown_short()
    {
        var content = Archive.Open("x.zip", ZipText.Raw(ZipText.Stored(new string('a', 60_000) + "/service.yml", Manifest)));
        Assert.Equal("archive-path", content.Findings[0].Code);
        Assert.True(content.Findings[0].Message.Length < 400);
    }

    [Theory]
    [InlineData(0xA1FF)] // a link
    [InlineData(0x2190)] // a character device
    [InlineData(0x1180)] // a pipe
    public void Links_and_devices_are_refused(int mode) =>
        Assert.Equal("archive-symlink", Refused(ZipText.Raw(ZipText.Stored("service.yml", Manifest), ZipText.Stored("link", "/etc/passwd") with { Mode = (ushort)mode }), "'link'"));

    [Theory]
    [InlineData(0x0001, 8)]
    [InlineData(0x0041, 0)]
    [InlineData(0x2000, 8)]
    [InlineData(0, 99)]
    public void Encrypted_entries_are_refused(int flags, int method) =>
        Assert.Equal("archive-encrypted", Refused(ZipText.Raw(ZipText.Stored("service.yml", Manifest) with { Flags = (ushort)flags, Method = (ushort)method }), "'service.yml'"));

    [Fact]
    public void Other_ways_of_packing_are_refused() =>
        Assert.Equal("archive-method", Refused(ZipText.Raw(ZipText.Stored("service.yml", Manifest) with { Method = 14 }), "method 14"));

    [Theory]
    [InlineData("inner.zip")]
    [InlineData("lib/x.JAR")]
    [InlineData("logs.tar.gz")]
    [InlineData("a.7z")]
    public void Archives_in_archives_are_refused_by_their_name(string name) => Assert.Equal("archive-nested", Refused(ZipText.Honest("service.yml", name), name));

    [Fact]
    public void Archives_in_archives_are_refused_by_what_they_are() =>
        Assert.Equal("archive-nested", Refused(ZipText.Of(("service.yml", ZipText.Honest("service.yml"))), "itself a zip archive"));

    [Fact]
    public void More_entries_than_allowed_are_refused_before_any_is_looked_at()
    {
        Assert.Equal("archive-no-manifest", Refused(ZipText.Raw(Plain(10_000))));
        var many = ZipText.Raw(Plain(10_001));
        Refused(many);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("archive-too-many-entries", Refused(many, "10,001"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal("archive-too-many-entries", Refused(ZipText.Raw(Plain(70_000), ushort.MaxValue), "65,535 or more"));
    }

    [Fact]
    public void A_directory_that_lies_about_its_length_is_refused()
    {
        Assert.Equal("archive-corrupt", Refused(ZipText.Raw(Plain(10_001), 5), "more than it says"));
        Assert.Equal("archive-corrupt", Refused(ZipText.Raw(Plain(5), 6), "less than it says"));
    }

    [Fact]
    public void A_thousand_manifests_are_read_and_one_more_is_not()
    {
        ZipEntryText[] thousand = [.. Enumerable.Range(0, 1000).SelectMany(at => new[] { ZipText.Stored($"c/n{at}/service.yml", ""), ZipText.Stored($"c/n{at}/manifest.yml", "") })];
        Assert.Equal(2000, Archive.Open("x.zip", ZipText.Raw(thousand)).Files.Count);
        Assert.Equal("archive-too-many-manifests", Refused(ZipText.Raw([.. thousand, ZipText.Stored("c/more/service.yml", "")]), "2,001 manifests"));
    }

    [Fact]
    public void A_bomb_is_refused_without_being_unpacked()
    {
        var zeros = ZipText.Zeros(1024);
        var entry = new ZipEntryText("zeros.bin", zeros) { Size = 1u << 30 };
        var bomb = ZipText.Raw(ZipText.Stored("service.yml", Manifest), entry);
        var named = ZipText.Raw(entry with { Name = "service.yml" });
        var lying = ZipText.Raw(entry with { Name = "service.yml", Size = 100 });
        var few = ZipText.Raw(new ZipEntryText("service.yml", ZipText.Zeros(3)) { Size = 100 });
        Refused(few);
        Assert.Equal("archive-ratio", Bounded(bomb, 1_000_000));
        Assert.Equal("archive-ratio", Bounded(named, 1_000_000));
        // What is said of its size is a lie: only so much is unpacked until it shows.
        Assert.Equal("archive-too-large", Bounded(lying, 3 * ArchiveLimits.Default.FileBytes));
        Assert.Equal("archive-ratio", Bounded(few, 2_000_000));

        static string Bounded(byte[] bytes, long most)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var code = Refused(bytes);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
            return code;
        }
    }

    [Fact]
    public void All_manifests_together_are_bounded_as_each_one_is()
    {
        var bytes = ZipText.Honest("a/service.yml", "b/service.yml", "c/service.yml");
        Assert.Equal(3, Archive.Open("x.zip", bytes, new() { Bytes = 3 * Manifest.Length }).Files.Count);
        Assert.Equal("archive-too-large", Refused(bytes, "come to more", new() { Bytes = (3 * Manifest.Length) - 1 }));
        Assert.Equal("archive-too-large", Refused(bytes, "'a/service.yml'", new() { FileBytes = Manifest.Length - 1 }));
        // Neither is what nobody reads.
        Assert.Single(Archive.Open("x.zip", ZipText.Honest(("service.yml", "a:\n"), ("notes.txt", Manifest)), new() { Bytes = 3 }).Files);
    }

    [Fact]
    public void Sizes_and_checksums_that_are_lies_are_refused()
    {
        var honest = ZipText.Stored("service.yml", Manifest);
        Assert.Equal("archive-corrupt", Refused(ZipText.Raw(honest with { Size = honest.Size + 1 }), "'service.yml' is damaged"));
        Assert.Equal("archive-corrupt", Refused(ZipText.Raw(honest with { Checksum = honest.Checksum ^ 1 }), "'service.yml' is damaged"));
        Assert.Equal("archive-corrupt", Refused(ZipText.Raw(honest with { Offset = 1 }), "not where its directory says"));
        Assert.Equal("archive-corrupt", Refused(ZipText.Raw(honest with { Offset = uint.MaxValue }), "not where its directory says"));
        Assert.Equal("archive-corrupt", Refused(ZipText.Raw(honest with { LocalName = "xervice.yml" }), "different things"));
    }

    [Fact]
    public void Entries_that_share_their_bytes_are_refused()
    {
        var inner = ZipText.Raw(ZipText.Stored("b/service.yml", Manifest));
        // The first entry's bytes are an archive, whose entry the second one names.
        Assert.Equal("archive-overlap", Refused(ZipText.Raw(ZipText.Stored("a.bin", inner), ZipText.Stored("b/service.yml", Manifest) with { Offset = 35 }), "'b/service.yml'"));
        Assert.Equal("archive-duplicate", Refused(ZipText.Raw(ZipText.Stored("service.yml", Manifest), ZipText.Stored("service.yml", "")), "'service.yml'"));
    }

    [Fact]
    public void An_archive_cut_anywhere_is_refused()
    {
        var whole = ZipText.Honest([.. Enumerable.Range(0, 20).Select(at => $"production/n{at}/service.yml")]);
        for (var length = 0; length < whole.Length; length += 50)
            Assert.Equal(length == 0 ? "archive-kind" : "archive-corrupt", Refused(whole[..length]));
    }

    [Fact]
    public void Damage_anywhere_never_throws_and_never_changes_what_is_read()
    {
        var whole = ZipText.Honest([.. Enumerable.Range(0, 20).Select(at => ($"production/n{at}/service.yml", $"{Manifest}# {at}\n"))]);
        var texts = Archive.Open("x.zip", whole).Files.Select(file => Encoding.UTF8.GetString(file.Bytes)).ToHashSet();
        Assert.Equal(20, texts.Count);
        var random = new Random(20261122);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            var bytes = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var content = Archive.Open("x.zip", bytes);
            if (content.IsRefused) refused++;
            Assert.All(content.Files, file => Assert.Contains(Encoding.UTF8.GetString(file.Bytes), texts));
        }
        Assert.InRange(refused, 1000, 2999);
    }

    [Fact]
    public void A_secret_in_a_name_is_not_shown() =>
        Assert.DoesNotContain("hunter2", Archive.Open("x.zip", ZipText.Raw(ZipText.Stored("a/../mysql://u:hunter2@db/x.yml", Manifest))).Findings[0].Message, StringComparison.Ordinal);
}
