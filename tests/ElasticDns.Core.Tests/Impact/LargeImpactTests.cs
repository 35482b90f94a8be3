using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;

namespace ElasticDns.Core.Tests.Impact;

public sealed class LargeImpactTests
{
    private static Application Caller(int number) => Yml.Application("services: {web: {env_vars: {A: 'http://api.backoffice-workers:3000', B: 'http://api.backoffice-workers:3000'}}}", $"caller-{number:d4}");

    [Fact]
    public void Lists_hold_the_first_and_counts_all_of_a_thousand_callers()
    {
        var before = CatalogSnapshot.Of([Told.BackOffice, .. Enumerable.Range(0, 1_000).Select(Caller)]);
        var impact = Told.WhenMoved(before, Told.BackOffice, "staging", "backoffice-workers");
        Assert.Equal((2_000, Core.Impact.Impact.MostListed), (impact.BrokenCount, impact.Broken.Count));
        Assert.Equal(1_000, impact.BrokenBy.Count);
        Assert.Equal("2 addresses move to another cluster, 2,000 declared connections of 1,000 applications break", impact.Summary);
        Assert.Equal(2_000, impact.Applications[0].Breaks);
        var reach = Assert.Single(impact.ReachLost);
        Assert.Equal((1_000, Core.Impact.Impact.MostNamed), (reach.CallerCount, reach.Callers.Count));
        Assert.Equal("1,000 applications of production lose the reach of 2 services of Back office", reach.Text);
    }

    [Fact]
    public void A_thousand_that_change_at_once_are_judged_in_no_time()
    {
        var many = Enumerable.Range(0, 1_000).Select(Caller).Select(application => Yml.Application("services: {web: {ports: [80], command: 'http://api.backoffice-workers:3000 http://web.caller-0000'}}", application.Namespace)).ToList();
        var before = CatalogSnapshot.Of([Told.BackOffice, .. many]);
        var after = before.With([Told.BackOfficeWith("3000", "3100"), .. many.Select(application => Yml.Application("services: {web: {ports: [81], command: 'http://api.backoffice-workers:3000 http://web.caller-0000'}}", application.Namespace))]);
        Watchdog.Run(() =>
        {
            var impact = Told.When(before, after);
            Assert.Equal((2_000, 1_001), (impact.BrokenCount, impact.Addresses.Changed));
            Assert.Equal(1_001, impact.Targets.Count);
        });
    }

    [Theory]
    [InlineData(0, 0, "2 addresses change")]
    [InlineData(1, 0, "2 addresses change, 1 declared connection of One breaks")]
    [InlineData(2, 0, "2 addresses change, 2 declared connections of One break")]
    [InlineData(2, 1, "2 addresses change, 2 declared connections of One and 1 of Two break")]
    [InlineData(1, 3, "2 addresses change, 3 declared connections of Two and 1 of One break")]
    [InlineData(1, 1, "2 addresses change, 1 declared connection of One and 1 of Two break")]
    public void Callers_are_named_as_long_as_they_are_few(int one, int two, string summary)
    {
        var before = CatalogSnapshot.Of([Told.BackOffice, Of(one, "One"), Of(two, "Two")]);
        Assert.Equal(summary, Told.When(before, before.With(Told.Of(Told.BackOfficeText.Replace("3000", "3100", StringComparison.Ordinal).Replace("8000", "8100", StringComparison.Ordinal), Told.BackOffice))).Summary);

        static Application Of(int count, string name) =>
            Yml.Application($"services: {{web: {{env_vars: {{{string.Join(", ", Enumerable.Range(0, count).Select(at => $"V{at}: 'http://api.backoffice-workers:3000'"))}}}}}}}", name.ToLowerInvariant(), name: name);
    }

    [Fact]
    public void Two_applications_of_one_name_are_told_apart_by_their_places()
    {
        var before = CatalogSnapshot.Of([Told.BackOffice, Told.Front, Told.Front with { Namespace = "shop" }]);
        var impact = Told.When(before, before.With(Told.BackOfficeWith("3000", "3100")));
        Assert.Equal("1 address changes, 1 declared connection of Web front end (shop) and 1 of Web front end (web-front-end) break", impact.Summary);
    }

    [Fact]
    public void A_worker_that_moves_has_no_address_and_its_reach_is_told()
    {
        var worker = Yml.Application("services: {worker: {}}", "worker", name: "Worker");
        var impact = Told.WhenMoved(Told.Both.With(worker), worker, "staging", "worker");
        Assert.Equal("Worker loses the reach of 3 services of 2 applications of production", impact.Summary);
        Assert.Empty(impact.ReachGained);
        Assert.Empty(impact.Targets);
    }
}
