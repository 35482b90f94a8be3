using System.Reflection;
using System.Text.RegularExpressions;
using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Shared;

/// <summary>Whatever stands in the query of a page's address, the page is shown, and nothing fails.</summary>
public sealed partial class OddQueryTests
{
    private const string Yaml = "services: {api: {ports: [3000], env_vars: {CACHE: redis}}}\ndatabases: [redis]\n";

    private static readonly string[] Odd = ["=x", "=", "", "=99999999999999999999", "=-1", "=%00", "=%ff", "=true,false", $"={new string('y', 3_000)}"];

    [Fact]
    public async Task Every_page_is_shown_whatever_its_parameters_say()
    {
        await using var app = TestApp.Start();
        await app.ImportAsync("shop", Yaml);
        await AskAllAsync(app, PagesOf(app).Where(page => !IsOfAccounts(page)));
    }

    [Fact]
    public async Task So_is_every_page_for_people_who_have_not_signed_in()
    {
        await using var app = AccountsApp.Start();
        await AskAllAsync(app, PagesOf(app).Where(IsOfAccounts));
        await app.AddAccountAsync("ada", Role.Admin);
        await AskAllAsync(app, PagesOf(app).Where(IsOfAccounts));
    }

    private static async Task AskAllAsync(TestApp app, IEnumerable<RouteEndpoint> pages)
    {
        // What a page is made of may have parameters of its own.
        var ofParts = typeof(Program).Assembly.GetTypes().Where(type => typeof(IComponent).IsAssignableFrom(type) && !type.GetCustomAttributes<RouteAttribute>().Any()).SelectMany(ParametersOf).ToHashSet();
        var (asked, parameters) = (0, 0);
        foreach (var page in pages.ToList())
        {
            var path = PathOf(page);
            var names = ParametersOf(TypeOf(page)).Union(ofParts).ToList();
            parameters += names.Count;
            foreach (var name in names)
            {
                foreach (var query in Odd.Select(odd => $"{name}{odd}").Append($"{name}=x&{name}=y"))
                {
                    var answer = await app.SendAsync(HttpMethod.Get, $"{path}?{query}");
                    Assert.True(answer.Status is 200 or 302 or 404, $"{path}?{query} answers {answer.Status}.");
                    asked++;
                }
            }
        }
        Assert.True(asked == parameters * (Odd.Length + 1) && asked > 0);
        Assert.DoesNotContain(app.Log.Text.Split('\n'), line => line.StartsWith("Error ", StringComparison.Ordinal) || line.StartsWith("Critical ", StringComparison.Ordinal));
    }

    private static IEnumerable<RouteEndpoint> PagesOf(TestApp app) =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null);

    private static Type TypeOf(RouteEndpoint page) => page.Metadata.GetMetadata<ComponentTypeMetadata>()!.Type;

    private static bool IsOfAccounts(RouteEndpoint page) => page.Metadata.GetMetadata<AccountsPageAttribute>() is not null;

    private static IEnumerable<string> ParametersOf(Type component) =>
        from property in component.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        let parameter = property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()
        where parameter is not null
        select parameter.Name ?? property.Name;

    private static string PathOf(RouteEndpoint page) => "/" + Parameter().Replace(page.RoutePattern.RawText!, match => match.Groups[1].Value switch
    {
        "Namespace" => "shop",
        "Label" => "api",
        _ => "production",
    }).TrimStart('/');

    [GeneratedRegex(@"\{([a-zA-Z]+)\}")]
    private static partial Regex Parameter();
}
