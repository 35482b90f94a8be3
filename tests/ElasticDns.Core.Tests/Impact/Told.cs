using ElasticDns.Core.Catalog;
using ElasticDns.Core.Impact;
using TheImpact = ElasticDns.Core.Impact.Impact;

namespace ElasticDns.Core.Tests.Impact;

/// <summary>Two applications of which one calls the other, and what a change of them means, in short texts.</summary>
internal static class Told
{
    public const string BackOfficeText = """
        services:
          api: {image: 'backoffice/api:1', ports: [3000]}
          scheduler: {image: 'backoffice/scheduler:1', ports: [{container: 8000, tcp: 9000}]}
          worker: {image: 'backoffice/worker:1'}
        """;

    public const string FrontText = """
        services:
          web:
            ports: [80]
            env_vars:
              API_URL: http://api.backoffice-workers:3000
              SCHEDULER: tcp://scheduler.backoffice-workers:8000
              SELF: http://web
        """;

    public static readonly Application BackOffice = Yml.Application(BackOfficeText, "backoffice-workers", name: "Back office");

    public static readonly Application Front = Yml.Application(FrontText, "web-front-end", name: "Web front end");

    public static readonly CatalogSnapshot Both = CatalogSnapshot.Of([BackOffice, Front]);

    public static Application Of(string text, Application like) => Yml.Application(text, like.Namespace, like.Cluster, like.Name);

    public static Application BackOfficeWith(string was, string @is) => Of(BackOfficeText.Replace(was, @is, StringComparison.Ordinal), BackOffice);

    public static TheImpact When(CatalogSnapshot before, CatalogSnapshot after, params ApplicationMove[] moves) => CatalogImpact.Between(before, after, new(), moves);

    /// <summary>The impact of a move; the application keeps its parts.</summary>
    public static TheImpact WhenMoved(CatalogSnapshot before, Application application, string cluster, string @namespace) => When(
        before,
        before.Without((application.Cluster, application.Namespace)).With(application with { Cluster = cluster, Namespace = @namespace }),
        new ApplicationMove((application.Cluster, application.Namespace), (cluster, @namespace)));

    public static string Show(ConnectionImpact one) =>
        $"{one.Caller.Name}/{one.Service.Label} {one.Mention.Line}:{one.Mention.Column} {one.Mention.Where} {one.Mention.Text} {one.Verdict}{(one.Instead is { } instead ? $" -> {instead.Address.Url}" : "")}";

    public static IEnumerable<string> Show(IEnumerable<ConnectionImpact> connections) => connections.Select(Show);

    public static IEnumerable<string> Texts(IEnumerable<ReachImpact> reach) => reach.Select(one => $"{one.Text}. {one.Why}");
}
