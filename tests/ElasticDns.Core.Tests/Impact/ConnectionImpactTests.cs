using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Tests.Impact;

public sealed class ConnectionImpactTests
{
    [Fact]
    public void A_port_that_another_application_declares_is_changed()
    {
        var impact = Told.When(Told.Both, Told.Both.With(Told.BackOfficeWith("3000", "3100")));
        Assert.Equal("1 address changes, 1 declared connection of Web front end breaks", impact.Summary);
        Assert.Equal(["Web front end/web 5:16 env_vars.API_URL http://api.backoffice-workers:3000 PortNotExposed -> http://api.backoffice-workers:3100"], Told.Show(impact.Broken));
        var broken = impact.Broken[0];
        Assert.Equal("'api' does not expose port 3000; it exposes 3100.", broken.Explanation);
        Assert.Equal((Verdict.Resolves, Verdict.PortNotExposed), (broken.Before!.Verdict, broken.After!.Verdict));
        Assert.Equal("Back office", broken.Cause.Name);
        Assert.Equal((0, 0, 0), (impact.MendedCount, impact.BrokenFromTheStartCount, impact.ReachLostCount));
        Assert.Equal("1 address changes, 1 declared connection breaks", Assert.Single(impact.Applications).Summary);
    }

    [Fact]
    public void A_port_that_another_application_declares_is_removed()
    {
        var impact = Told.When(Told.Both, Told.Both.With(Told.BackOfficeWith(", ports: [3000]", "")));
        Assert.Equal("1 address is removed, 1 declared connection of Web front end breaks", impact.Summary);
        Assert.Null(Assert.Single(impact.Broken).Instead);
        Assert.Equal(["Web front end loses the reach of 1 service of Back office. 'api' of Back office has no address any more."], Told.Texts(impact.ReachLost));
    }

    [Fact]
    public void A_service_gets_another_name_and_the_advice_is_its_new_address()
    {
        var impact = Told.When(Told.Both, Told.Both.With(Told.BackOfficeWith("  scheduler:", "  planner:")));
        Assert.Equal("1 address changes, 1 declared connection of Web front end breaks", impact.Summary);
        Assert.Equal(["Web front end/web 6:18 env_vars.SCHEDULER tcp://scheduler.backoffice-workers:8000 UnknownService -> tcp://planner.backoffice-workers:8000"], Told.Show(impact.Broken));
        Assert.StartsWith("'scheduler' is now called 'planner'. Back office", impact.Broken[0].Explanation, StringComparison.Ordinal);
        var target = Assert.Single(impact.Targets);
        Assert.True(target.IsRenamed);
        Assert.Equal((ChangeKind.Changed, "scheduler", "planner"), (target.Kind, target.Before!.Label, target.After!.Label));
        Assert.Equal((0, 0), (impact.ReachLostCount, impact.ReachGainedCount));
    }

    [Fact]
    public void Two_that_could_be_the_renamed_one_are_not_guessed_between()
    {
        var twice = Told.BackOfficeText.Replace("  scheduler:", "  planner:", StringComparison.Ordinal) + "\n  planner-2: {image: 'backoffice/scheduler:1', ports: [{container: 8000, tcp: 9000}]}";
        var impact = Told.When(Told.Both, Told.Both.With(Told.Of(twice, Told.BackOffice)));
        Assert.DoesNotContain(impact.Targets, target => target.IsRenamed);
        Assert.Equal("2 addresses are added, 1 is removed, 1 declared connection of Web front end breaks", impact.Summary);
        Assert.DoesNotContain("now called", impact.Broken[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_application_moves_to_another_cluster()
    {
        var impact = Told.WhenMoved(Told.Both, Told.BackOffice, "staging", "backoffice-workers");
        Assert.Equal("2 addresses move to another cluster, 2 declared connections of Web front end break", impact.Summary);
        Assert.All(impact.Broken, broken => Assert.Equal(Verdict.DifferentCluster, broken.Verdict));
        Assert.StartsWith("Back office moves from cluster production to staging. Namespace 'backoffice-workers' with 'api' is in cluster 'staging'", impact.Broken[0].Explanation, StringComparison.Ordinal);
        Assert.Equal(
            ["Web front end loses the reach of 2 services of Back office. Back office moves from cluster production to staging.",
                "Back office loses the reach of 1 service of Web front end. Back office moves from cluster production to staging."],
            Told.Texts(impact.ReachLost));
        Assert.Equal(ChangeKind.Moved, Assert.Single(impact.Applications).Kind);
    }

    [Fact]
    public void An_application_moves_to_another_namespace()
    {
        var impact = Told.WhenMoved(Told.Both, Told.BackOffice, "production", "jobs");
        Assert.Equal("2 addresses change, 2 declared connections of Web front end break", impact.Summary);
        Assert.Equal(["http://api.jobs:3000", "tcp://scheduler.jobs:8000"], impact.Broken.Select(broken => broken.Instead!.Address.Url));
        Assert.StartsWith("Back office moves from namespace backoffice-workers to jobs. No application of cluster 'production' has the namespace 'backoffice-workers'", impact.Broken[0].Explanation, StringComparison.Ordinal);
        Assert.Equal((0, 0), (impact.ReachLostCount, impact.ReachGainedCount));
        var api = impact.Targets[0];
        Assert.Equal(api.AddressesBefore.Own, api.AddressesAfter.Own);
        Assert.Equal(("http://api.backoffice-workers:3000", "http://api.jobs:3000"), (api.AddressesBefore.Cluster[0].Url, api.AddressesAfter.Cluster[0].Url));
        Assert.Equal("http://api.jobs.svc.cluster.local:3000", api.AddressesAfter.Qualified[0].Url);
    }

    [Fact]
    public void A_caller_that_moves_takes_its_declarations_along()
    {
        var impact = Told.WhenMoved(Told.Both, Told.Front, "staging", "web-front-end");
        Assert.Equal(2, impact.BrokenCount);
        Assert.Equal(("staging", "Web front end"), (impact.Broken[0].Caller.Cluster, impact.Broken[0].Cause.Name));
        Assert.StartsWith("Web front end moves from cluster production to staging.", impact.Broken[0].Explanation, StringComparison.Ordinal);
        Assert.Equal(0, impact.BrokenFromTheStartCount);
        Assert.Equal(0, Told.WhenMoved(Told.Both, Told.Front, "production", "shop").BrokenCount);
    }

    [Fact]
    public void Both_move_together_and_nothing_breaks()
    {
        var after = CatalogSnapshot.Of([Told.BackOffice with { Cluster = "staging" }, Told.Front with { Cluster = "staging" }]);
        var impact = Told.When(Told.Both, after, [
            new(("production", "backoffice-workers"), ("staging", "backoffice-workers")), new(("production", "web-front-end"), ("staging", "web-front-end"))]);
        Assert.Equal("3 addresses move to another cluster", impact.Summary);
        Assert.Empty(impact.ReachLost.Concat(impact.ReachGained));
    }

    [Fact]
    public void An_application_is_removed_and_what_is_no_reference_any_more_is_broken_all_the_same()
    {
        var impact = Told.When(Told.Both, Told.Both.Without(("production", "backoffice-workers")));
        Assert.Equal("2 addresses are removed, 2 declared connections of Web front end break", impact.Summary);
        Assert.All(impact.Broken, broken => Assert.Equal((true, Verdict.UnknownNamespace, true), (broken.After is null, broken.Verdict, broken.Instead is null)));
        Assert.Equal("Back office is removed from cluster production. No application of cluster 'production' has the namespace 'backoffice-workers' any more.", impact.Broken[0].Explanation);
        Assert.Equal(ChangeKind.Removed, Assert.Single(impact.Applications).Kind);
    }

    [Fact]
    public void The_missing_one_is_imported_and_mends()
    {
        var before = CatalogSnapshot.Of([Told.Front]);
        var impact = Told.When(before, before.With(Told.BackOffice));
        Assert.Equal("2 addresses are added, 2 declared connections of Web front end are mended", impact.Summary);
        Assert.Equal([5, 6], impact.Mended.Select(mended => mended.Mention.Line));
        Assert.All(impact.Mended, mended => Assert.Equal(Verdict.Resolves, mended.After!.Verdict));
        Assert.Equal(["Web front end gains the reach of 2 services of Back office. Back office is new in cluster production."], Told.Texts(impact.ReachGained));
    }

    [Fact]
    public void Both_sides_change_together_and_break_nothing()
    {
        var front = Told.Of(Told.FrontText.Replace("3000", "3100", StringComparison.Ordinal), Told.Front);
        var impact = Told.When(Told.Both, Told.Both.With(front, Told.BackOfficeWith("3000", "3100")));
        Assert.Equal("1 address changes", impact.Summary);
        Assert.Equal(2, impact.Applications.Count);
        // One side alone: a declaration of its own that leads nowhere breaks nobody who worked before.
        var alone = Told.When(Told.Both, Told.Both.With(front));
        Assert.Equal((0, 1, "nothing changes for any caller"), (alone.BrokenCount, alone.BrokenFromTheStartCount, alone.Summary));
        Assert.Equal("http://api.backoffice-workers:3000", alone.BrokenFromTheStart[0].Instead!.Address.Url);
    }

    [Fact]
    public void A_changed_manifest_is_quoted_by_its_own_new_lines()
    {
        var front = Told.Of($"# one\n# two\n{Told.FrontText}", Told.Front);
        var impact = Told.When(Told.Both, Told.Both.With(front, Told.BackOfficeWith("3000", "3100")));
        Assert.Equal((7, 5), (Assert.Single(impact.Broken).Mention.Line, impact.Broken[0].Before!.Mention.Line));
    }

    [Fact]
    public void A_declaration_that_goes_with_its_manifest_or_its_service_breaks_nothing()
    {
        Assert.Equal(0, Told.When(Told.Both, Told.Both.Without(("production", "backoffice-workers"), ("production", "web-front-end"))).BrokenCount);
        Assert.Equal(0, Told.When(Told.Both, Told.Both.With(Told.Of("services: {web: {ports: [80]}}", Told.Front)).Without(("production", "backoffice-workers"))).BrokenCount);
    }

    [Fact]
    public void A_name_of_the_own_application_that_goes_breaks_what_was_written_bare()
    {
        var text = "services: {web: {ports: [80], env_vars: {CACHE_HOST: cache}}, cache: {ports: [6379]}}";
        var before = CatalogSnapshot.Of([Told.Of(text, Told.Front)]);
        var impact = Told.When(before, before.With(Told.Of(text.Replace(", cache: {ports: [6379]}", "", StringComparison.Ordinal), Told.Front)));
        Assert.Equal((Verdict.UnknownService, true), (Assert.Single(impact.Broken).Verdict, impact.Broken[0].After is null));
    }

    [Fact]
    public void An_application_that_takes_the_place_of_another_is_moved_and_the_other_one_removed()
    {
        var impact = Told.WhenMoved(Told.Both, Told.Front, "production", "backoffice-workers");
        Assert.Equal([ChangeKind.Moved, ChangeKind.Removed], impact.Applications.Select(application => application.Kind));
        Assert.Equal("1 address changes, 2 are removed, 2 declared connections of Web front end break", impact.Summary);
        Assert.StartsWith("Back office is removed from cluster production.", impact.Broken[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_gets_a_group_is_the_same_one_under_another_name()
    {
        var (text, name) = ("services: {web: {ports: [80], env_vars: {DB: 'mysql://mysql'}}}\ndatabases: [mysql]", "web-front-end");
        var before = CatalogSnapshot.Of([Told.BackOffice, Yml.Application(text, name)]);
        var impact = Told.When(before, before.With(Yml.Application(text.Replace("[mysql]", "[mysql-main]", StringComparison.Ordinal), name)));
        Assert.Equal("1 address changes, 1 declared connection of web-front-end breaks", impact.Summary);
        Assert.Equal("mysql-main:3306", impact.Broken[0].Instead!.Address.HostPort);
        Assert.Equal(
            ["Back office loses the reach of 1 service and 1 database of web-front-end. web-front-end is removed from cluster production."],
            Told.Texts(Told.When(before, before.Without(("production", name))).ReachLost));
    }

    [Fact]
    public void The_same_catalogue_and_the_same_text_again_change_nothing()
    {
        Assert.Same(Core.Impact.Impact.None, Told.When(Told.Both, Told.Both));
        var again = Told.When(Told.Both, Told.Both.With(Told.Of(Told.BackOfficeText, Told.BackOffice) with { Revision = 2 }));
        Assert.True(again.IsEmpty);
        Assert.Equal("nothing changes for any caller", again.Summary);
        Assert.Empty(again.Targets);
        var renamed = Told.When(Told.Both, Told.Both.With(Told.BackOffice with { Name = "Jobs" }));
        Assert.Equal((true, true, "Back office is now called Jobs."), (renamed.IsEmpty, renamed.Applications[0].IsRenamed, renamed.Applications[0].Fate));
    }
}
