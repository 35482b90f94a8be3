using ElasticDns.Web.Features.Import;

namespace ElasticDns.Web.Tests.Features.Import;

public sealed class ManifestNamesTests
{
    [Theory]
    [InlineData("service.yml README.md Dockerfile a.yml", "service.yml")]
    [InlineData("a/service.yml a/manifest.yml b/service-web.yaml c/SERVICES.YML d/values.yaml", "a/service.yml a/manifest.yml b/service-web.yaml c/SERVICES.YML")]
    [InlineData("payments.yml manifest.yml search.yaml notes.txt", "payments.yml manifest.yml search.yaml")]
    [InlineData("service.txt web.yml", "web.yml")]
    [InlineData(".git/service.yml __MACOSX/service.yml a/.github/service.yml node_modules/x/service.yml ._service.yml b.yml", "b.yml")]
    [InlineData("README.md", "")]
    [InlineData("", "")]
    public void What_is_called_like_a_manifest_is_chosen_and_else_every_yml(string names, string chosen) =>
        Assert.Equal(chosen, string.Join(' ', ManifestNames.Choose(names.Split(' '))));

    [Theory]
    [InlineData("backup/production/payments/service.yml", "backup/")]
    [InlineData("x/backup/production/payments/service.yml x/backup/production/web/service.yml", "x/backup/")]
    [InlineData("production/payments/service.yml production/web/service.yml", "")]
    [InlineData("production/payments/service.yml production/.DS_Store", "")]
    [InlineData("production/payments/service.yml staging/web/service.yml", "")]
    [InlineData("repo-main/payments/service.yml repo-main/README.md", "repo-main/")]
    [InlineData("repo-main/payments/service.yml repo-main/service.yml", "repo-main/")]
    [InlineData("repo-main/payments/service.yml other/README.md", "")]
    [InlineData("payments-main/service.yml payments-main/src/main.go", "")]
    [InlineData("payments/service.yml payments/manifest.yml", "")]
    [InlineData("service.yml", "")]
    [InlineData("a/b.yml ab/c.yml", "")]
    public void Only_folders_that_wrap_and_say_nothing_are_taken_off(string names, string wrapper)
    {
        var all = names.Split(' ');
        Assert.Equal(wrapper, ManifestNames.Wrapper(all, ManifestNames.Choose(all)));
    }

    [Fact]
    public void Nothing_chosen_has_no_wrapper() => Assert.Equal("", ManifestNames.Wrapper(["a/README.md"], []));
}
