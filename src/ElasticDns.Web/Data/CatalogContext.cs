using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ElasticDns.Web.Data;

/// <summary>The tables of the catalogue, and of those who use it.</summary>
public sealed class CatalogContext(DbContextOptions<CatalogContext> options) : IdentityUserContext<AccountRow, int>(options)
{
    public DbSet<ClusterRow> Clusters => Set<ClusterRow>();

    public DbSet<ApplicationRow> Applications => Set<ApplicationRow>();

    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();

    public DbSet<ServiceRow> Services => Set<ServiceRow>();

    public DbSet<PortRow> Ports => Set<PortRow>();

    public DbSet<MentionRow> Mentions => Set<MentionRow>();

    public DbSet<DatabaseRow> Databases => Set<DatabaseRow>();

    public DbSet<IsolationRuleRow> IsolationRules => Set<IsolationRuleRow>();

    public DbSet<ApiTokenRow> ApiTokens => Set<ApiTokenRow>();

    public DbSet<AuditRow> AuditEntries => Set<AuditRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<ClusterRow>().HasIndex(cluster => cluster.Name).IsUnique();
        builder.Entity<ApplicationRow>().HasIndex(application => new { application.ClusterId, application.Namespace }).IsUnique();
        builder.Entity<RevisionRow>(revision =>
        {
            revision.HasIndex(row => new { row.ApplicationId, row.Number }).IsUnique();
            // The history is read by time, newest first, a page at a time.
            revision.HasIndex(row => row.ImportedAt);
            revision.HasIndex(row => row.RemovedAt).HasFilter("\"RemovedAt\" IS NOT NULL");
        });
        builder.Entity<ServiceRow>(service =>
        {
            service.HasIndex(row => new { row.ApplicationId, row.Label }).IsUnique();
            service.HasMany(row => row.Ports).WithOne().HasForeignKey(port => port.ServiceId).IsRequired();
            service.HasMany(row => row.Mentions).WithOne().HasForeignKey(mention => mention.ServiceId).IsRequired();
        });
        builder.Entity<DatabaseRow>().HasIndex(database => new { database.ApplicationId, database.Engine, database.Group }).IsUnique();
        builder.Entity<AccountRow>().ToTable("Accounts");
        builder.Entity<IdentityUserClaim<int>>().ToTable("AccountClaims");
        builder.Entity<IdentityUserLogin<int>>().ToTable("AccountLogins");
        builder.Entity<IdentityUserToken<int>>().ToTable("AccountTokens");
        builder.Entity<ApiTokenRow>(token =>
        {
            token.HasIndex(row => row.Hash).IsUnique();
            token.HasIndex(row => row.Name);
        });
        builder.Entity<AuditRow>(entry =>
        {
            entry.ToTable("AuditEntries");
            entry.HasIndex(row => row.At);
            entry.HasIndex(row => new { row.Action, row.Id });
        });
    }

    // SQLite has no type for times; a number sorts and compares as a time does.
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(), number => DateTimeOffset.FromUnixTimeMilliseconds(number));
}
