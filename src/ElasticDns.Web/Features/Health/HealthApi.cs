using ElasticDns.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ElasticDns.Web.Features.Health;

/// <summary>Whether the process is up, and whether it can serve.</summary>
public static class HealthApi
{
    private const string Ready = "ready";
    private const string LivePath = "/livez";
    private const string ReadyPath = "/readyz";

    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<StoreCheck>("store", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(LivePath, new() { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks(ReadyPath, new() { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }

    /// <summary>Whether a path asks for nothing else.</summary>
    public static bool IsHealth(PathString path) => path == LivePath || path == ReadyPath;

    private sealed class StoreCheck(IDbContextFactory<CatalogContext> contexts) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var catalog = await contexts.CreateDbContextAsync(cancellationToken);
                var pending = await catalog.Database.GetPendingMigrationsAsync(cancellationToken);
                return pending.Any() ? HealthCheckResult.Unhealthy("The store is not migrated.") : HealthCheckResult.Healthy();
            }
            catch (Exception exception) when (exception is System.Data.Common.DbException or IOException)
            {
                return HealthCheckResult.Unhealthy("The store cannot be reached.", exception);
            }
        }
    }
}
