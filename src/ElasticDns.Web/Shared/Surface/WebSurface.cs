namespace ElasticDns.Web.Shared.Surface;

/// <summary>What the app shows to a network: headers, limits, and what it refuses before anything else looks at it.</summary>
public static class WebSurface
{
    public static void AddSurface(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    }

    /// <summary>Stands before everything that answers.</summary>
    public static void UseSurface(this WebApplication app)
    {
        app.UseSecurityHeaders();
    }
}
