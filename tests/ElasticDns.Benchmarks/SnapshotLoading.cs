using BenchmarkDotNet.Attributes;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Data;
using Microsoft.Data.Sqlite;

namespace ElasticDns.Benchmarks;

/// <summary>Loading 20,000 services into the snapshot, against loops over raw readers that make the same records.</summary>
[MemoryDiagnoser]
public class SnapshotLoading : IDisposable
{
    private TemporaryCatalog _catalog = null!;

    [GlobalSetup]
    public void Setup() => _catalog = new(20_000);

    [GlobalCleanup]
    public void Dispose()
    {
        _catalog?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public int RawReaders()
    {
        using var connection = new SqliteConnection(_catalog.ConnectionString);
        connection.Open();
        var ports = new List<(int Service, ContainerPort Port)>();
        Each("SELECT ServiceId, Container, Http, Https, Tcp, Udp FROM Ports ORDER BY ServiceId, Position", row =>
            ports.Add((row.GetInt32(0), new(Number(row, 1), Number(row, 2), Number(row, 3), Number(row, 4), Number(row, 5)))));
        var portsOf = ports.ToLookup(row => row.Service, row => row.Port);
        var services = new List<Service>();
        Each("SELECT Id, Name, Label, Image, Type, HostNetwork, Line, \"Column\", ApplicationId FROM Services", row =>
            services.Add(new(row.GetString(1), row.GetString(2), [.. portsOf[row.GetInt32(0)]])
            {
                Image = row.IsDBNull(3) ? null : row.GetString(3), Type = row.GetString(4), HostNetwork = row.GetBoolean(5), Line = row.GetInt32(6), Column = row.GetInt32(7),
            }));
        var databases = new List<Database>();
        Each("SELECT Name, Engine, \"Group\", \"Primary\", Line, \"Column\", ApplicationId FROM Databases", row =>
            databases.Add(new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetBoolean(3)) { Line = row.GetInt32(4), Column = row.GetInt32(5) }));
        var applications = 0;
        Each("SELECT Id, Namespace, Name, Owner, Description, Docs, Revision, ImportedAt FROM Applications WHERE NOT Removed", row => applications += row.GetString(1).Length);
        return services.Count + databases.Count + applications;

        void Each(string sql, Action<SqliteDataReader> take)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            while (reader.Read()) take(reader);
        }
    }

    [Benchmark]
    public int LoadSnapshot()
    {
        using var context = _catalog.NewContext();
        return SnapshotLoader.LoadAsync(context, CancellationToken.None).GetAwaiter().GetResult().TargetCount;
    }

    private static int? Number(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);
}
