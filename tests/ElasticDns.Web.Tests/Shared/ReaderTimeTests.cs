using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Shared;

public sealed class ReaderTimeTests(SharedApp shared) : SharedApiTest(shared)
{
    private static readonly DateTimeOffset Late = new(2026, 11, 22, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Asia/Tokyo", "23 Nov 2026", "23 Nov 2026, 08:30 in Asia/Tokyo, 22 Nov 2026, 23:30 UTC")]
    [InlineData("America/New_York", "22 Nov 2026", "22 Nov 2026, 18:30 in America/New York, 22 Nov 2026, 23:30 UTC")]
    [InlineData("UTC", "22 Nov 2026", "22 Nov 2026, 23:30 UTC")]
    public void A_time_is_the_readers_with_UTC_beside_it(string zone, string day, string exact) =>
        Assert.Equal((day, exact), (ReaderTime.Day(Late, ReaderTime.ZoneOf(zone)), ReaderTime.Exact(Late, ReaderTime.ZoneOf(zone))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Nowhere/Atlantis")]
    [InlineData("../../etc/passwd")]
    [InlineData("Europe/../../../etc/passwd")]
    [InlineData("/etc/localtime")]
    [InlineData("Europe/Amsterdam\0")]
    [InlineData("<script>")]
    public void What_names_no_zone_is_UTC(string? name) => Assert.Equal(TimeZoneInfo.Utc, ReaderTime.ZoneOf(name));

    [Fact]
    public async Task The_zone_of_the_cookie_is_in_the_page_that_is_sent()
    {
        await App.ImportAsync("shop", "services:\n  api:\n    ports: [80]\n");
        var page = await App.SendAsync(HttpMethod.Get, "/clusters/production", null, ("Cookie", "zone=Asia/Tokyo"));
        Assert.Contains("22 Nov 2026, 19:00 in Asia/Tokyo, 22 Nov 2026, 10:00 UTC", page.Text, StringComparison.Ordinal);
        page = await App.SendAsync(HttpMethod.Get, "/clusters/production", null, ("Cookie", "zone=..%2f..%2fetc%2fpasswd"));
        Assert.Contains("\"22 Nov 2026, 10:00 UTC\"", page.Expect(200).Text, StringComparison.Ordinal);
    }
}
