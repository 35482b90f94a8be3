using ElasticDns.Core.Catalog;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Shared;

public sealed class CallerPickerTests
{
    private static readonly Application[] Applications =
    [
        new("production", "backoffice-workers", "Back office", [], []), new("production", "payments", "Payments", [], []), new("staging", "payments", "Payments", [], []),
    ];

    [Theory]
    [InlineData("baackoffice", "production/backoffice-workers")]
    [InlineData("Paymnets", "production/payments staging/payments")]
    [InlineData("nothing-like-that", "")]
    public void A_typo_finds_the_applications_whose_names_come_near(string typed, string expected) =>
        Assert.Equal(expected, string.Join(' ', CallerPicker.NearestTo(typed, Applications).Select(ConnectingFrom.QueryOf)));
}
