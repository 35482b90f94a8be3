using ElasticDns.Web.Access;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>What the app shows to a network: headers, limits, and whom it refuses before anything else looks at what they ask.</summary>
public static class WebSurface
{
    public static void AddSurface(this WebApplicationBuilder builder, SurfaceLimits limits)
    {
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel, limits));
        builder.Services.AddSingleton(limits).AddSingleton<OpenPages>().AddSingleton<PageStarts>().AddSingleton<ImportTurns>().AddSingleton<ImportLine>();
        builder.Services.Configure<CircuitOptions>(circuits =>
        {
            (circuits.DisconnectedCircuitMaxRetained, circuits.PersistedCircuitInMemoryMaxRetained) = (limits.PagesKept, limits.PagesKept);
            circuits.DisconnectedCircuitRetentionPeriod = circuits.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromSeconds(limits.PageKeptSeconds);
            circuits.MaxBufferedUnacknowledgedRenderBatches = limits.PageRenderings;
            circuits.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(limits.PageAnswerSeconds);
        });
        builder.Services.AddPageGuard();
        ForeignHost.Add(builder.Services);
    }

    /// <summary>The connection of a page: short messages, and not too many.</summary>
    public static void Limit(HubOptions hub, SurfaceLimits limits)
    {
        hub.MaximumReceiveMessageSize = limits.PageMessageKilobytes * 1024;
        hub.AddFilter<PageGuardFilter>();
    }

    /// <summary>Stands before everything that answers.</summary>
    public static void UseSurface(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            ForeignHost.Passed(context);
            return next(context);
        });
        app.UseConfiguredProxies();
        // After the word of a proxy is taken.
        if (app.Services.GetRequiredService<AccessSettings>().RequireHttps) app.UseOnlyHttps();
    }

    // What a proxy says of the client is believed where it is one of those that are configured, and of nobody else; the host never.
    private static void UseConfiguredProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<AccessSettings>().Proxies;
        if (proxies.Count == 0) return;
        // Every proxy on the way must be one of them, so there may be any number.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }

    private static void Limit(KestrelServerOptions kestrel, SurfaceLimits limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.PageConnections;
        kestrel.Limits.MaxRequestHeaderCount = limits.Headers;
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.HeaderKilobytes * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeaderSeconds);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(limits.KeepAliveSeconds);
        kestrel.Limits.MaxRequestBodySize = limits.BodyKilobytes * 1024L;
        kestrel.Limits.MinRequestBodyDataRate = new(limits.BodyBytesPerSecond, TimeSpan.FromSeconds(5));
    }
}
