using Microsoft.AspNetCore.Authorization;

namespace ElasticDns.Web.Access;

/// <summary>Who may do what. What says nothing else is for those who may view.</summary>
public static class Policies
{
    /// <summary>Browse and copy.</summary>
    public const string View = "view";

    /// <summary>Check manifests, and import those that one may.</summary>
    public const string Import = "import";

    /// <summary>Import, move, delete, restore and manage.</summary>
    public const string Admin = "admin";

    public static void Configure(AuthorizationOptions options)
    {
        Add(options, View, actor => actor.MayView);
        // Before anything of the call is read: whoever only looks takes no turn from those who import.
        options.AddPolicy(Import, policy => policy.RequireAssertion(context =>
            Actor.Of(context.User) is var actor && (actor.MayImport || (actor.MayView && context.Resource is HttpContext { Request: var request } && OnlyChecks(request)))));
        Add(options, Admin, actor => actor.IsAdmin);
        options.FallbackPolicy = options.DefaultPolicy = options.GetPolicy(View)!;
    }

    /// <summary>Whether a call that takes manifests stores nothing.</summary>
    public static bool OnlyChecks(HttpRequest request) => request.Path.Value?.EndsWith("/lint", StringComparison.OrdinalIgnoreCase) is true || (bool.TryParse(request.Query["dryRun"], out var isDry) && isDry);

    private static void Add(AuthorizationOptions options, string name, Func<Actor, bool> may) =>
        options.AddPolicy(name, policy => policy.RequireAssertion(context => may(Actor.Of(context.User))));
}
