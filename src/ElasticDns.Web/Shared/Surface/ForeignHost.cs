using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Health;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>
/// Who asks under a name that is not answered is told so. The framework's filter refuses them before anything of the app is asked; this
/// stands around it and only writes what the refusal says, never the name. On a network the health of the app is told under any name.
/// </summary>
internal sealed class ForeignHost : IStartupFilter
{
    private const string WhatToDo = "The app does not answer under the name that was asked for. Use the name that its operator gave it; the operator adds a name to the setting AllowedHosts.";

    private static readonly object AnsweredKey = new();

    /// <summary>Puts it around the filter, which stands first otherwise.</summary>
    public static void Add(IServiceCollection services) => services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ForeignHost>());

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseSecurityHeaders();
        var name = app.ApplicationServices.GetRequiredService<AccessSettings>().Mode is AccessMode.Open ? null : NameOf(app.ApplicationServices.GetRequiredService<IOptions<HostFilteringOptions>>().Value);
        app.Use(async (context, inner) =>
        {
            // Whoever watches over many machines asks each by its address, and learns nothing but whether the app is up.
            if (name is { } answered && HealthApi.IsHealth(context.Request.Path)) context.Request.Host = answered;
            await inner(context);
            if (context.Response is { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } && !context.Items.ContainsKey(AnsweredKey))
                await BareAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "Not under this name", WhatToDo);
        });
        next(app);
    };

    // One that is answered.
    private static HostString? NameOf(HostFilteringOptions options) => new((options.AllowedHosts.FirstOrDefault() ?? "*").Replace("*", "health", StringComparison.Ordinal));

    /// <summary>Notes that the filter has let a request through.</summary>
    public static void Passed(HttpContext context) => context.Items[AnsweredKey] = true;
}
