using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Audit;

namespace ElasticDns.Web.Tests.Features.Audit;

public sealed class AuditWordsTests
{
    [Theory]
    [InlineData("sign-in", "anna", AuditResult.Done, null, "Signed in")]
    [InlineData("sign-in", "anna", AuditResult.Failed, null, "Sign-in failed")]
    [InlineData("sign-in", "berta", AuditResult.Failed, null, "Sign-in failed: berta")]
    [InlineData("proxy-user", "GET /", AuditResult.Failed, null, "Sign-in by the proxy failed: GET /")]
    [InlineData("lockout-end", "berta", AuditResult.Done, null, "Account berta unlocked")]
    [InlineData("token-create", "", AuditResult.Refused, null, "New token refused")]
    [InlineData("page-event", "", AuditResult.Failed, null, "Event of a page failed")]
    [InlineData("import", "production/backoffice-workers", AuditResult.Done, "Back office", "Imported Back office into production/backoffice-workers")]
    [InlineData("import", "production/backoffice-workers", AuditResult.Done, null, "Imported into production/backoffice-workers")]
    [InlineData("import", "production/backoffice-workers", AuditResult.Denied, "Back office", "Import not allowed: production/backoffice-workers")]
    [InlineData("move", "production/jobs", AuditResult.Done, "Back office", "Moved Back office to production/jobs")]
    [InlineData("token-create", "ci", AuditResult.Done, null, "Token ci created")]
    [InlineData("token-use", "GET /api/v1/clusters", AuditResult.Failed, null, "Use of a token failed: GET /api/v1/clusters")]
    [InlineData("something-new", "this", AuditResult.Done, null, "Something new this")]
    [InlineData("something-new", "this", AuditResult.Refused, null, "Something new refused: this")]
    public void An_entry_is_said_in_words(string action, string what, AuditResult result, string? application, string expected) =>
        Assert.Equal(expected, AuditWords.Of(Entry(action, what, result, null), application).Text);

    [Fact]
    public void Whoever_has_not_signed_in_is_not_said_to_be_unknown() => Assert.Equal("not signed in", AuditWords.Word(ActorKind.Anonymous));

    [Fact]
    public void A_revision_is_told_from_what_it_changes()
    {
        var entry = Entry("import", "production/web", AuditResult.Done, "revision 4: 1 service added");
        Assert.Equal((4, "1 service added"), (AuditWords.RevisionOf(entry), AuditWords.DetailOf(entry)));
        Assert.Null(AuditWords.DetailOf(Entry("import", "production/web", AuditResult.Done, "revision 1: ")));
        Assert.Null(AuditWords.RevisionOf(Entry("import", "production/web", AuditResult.Refused, "the revision 4: is taken")));
    }

    private static AuditRow Entry(string action, string what, AuditResult result, string? detail) =>
        new() { Actor = "anna", Kind = ActorKind.Account, Action = action, What = what, Result = result, Detail = detail };
}
