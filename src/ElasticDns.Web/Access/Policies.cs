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
        Add(options, Import, actor => actor.MayView || actor.MayImport);
        Add(options, Admin, actor => actor.IsAdmin);
        options.FallbackPolicy = options.DefaultPolicy = options.GetPolicy(View)!;
    }

    private static void Add(AuthorizationOptions options, string name, Func<Actor, bool> may) =>
        options.AddPolicy(name, policy => policy.RequireAssertion(context => may(Actor.Of(context.User))));
}
