using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ElasticDns.Web.Data;

/// <summary>The tables of the catalogue.</summary>
public sealed class CatalogContext(DbContextOptions<CatalogContext> options) : DbContext(options)
{
    public DbSet<ClusterRow> Clusters => Set<ClusterRow>();

    public DbSet<ApplicationRow> Applications => Set<ApplicationRow>();

    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();

    public DbSet<ServiceRow> Services => Set<ServiceRow>();

    public DbSet<PortRow> Ports => Set<PortRow>();

    public DbSet<MentionRow> Mentions => Set<MentionRow>();

    public DbSet<DatabaseRow> Databases => Set<DatabaseRow>();

    public DbSet<IsolationRuleRow> IsolationRules => Set<IsolationRuleRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ClusterRow>().HasIndex(cluster => cluster.Name).IsUnique();
        modelBuilder.Entity<ApplicationRow>().HasIndex(application => new { application.ClusterId, application.Namespace }).IsUnique();
        modelBuilder.Entity<RevisionRow>(revision =>
        {
            revision.HasIndex(row => new { row.ApplicationId, row.Number }).IsUnique();
            // The history is read by time, newest first, a page at a time.
            revision.HasIndex(row => row.ImportedAt);
            revision.HasIndex(row => row.RemovedAt).HasFilter("\"RemovedAt\" IS NOT NULL");
        });
        modelBuilder.Entity<ServiceRow>(service =>
        {
            service.HasIndex(row => new { row.ApplicationId, row.Label }).IsUnique();
            service.HasMany(row => row.Ports).WithOne().HasForeignKey(port => port.ServiceId).IsRequired();
            service.HasMany(row => row.Mentions).WithOne().HasForeignKey(mention => mention.ServiceId).IsRequired();
        });
        modelBuilder.Entity<DatabaseRow>().HasIndex(database => new { database.ApplicationId, database.Engine, database.Group }).IsUnique();
    }

    // SQLite has no type for times; a number sorts and compares as a time does.
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
}
