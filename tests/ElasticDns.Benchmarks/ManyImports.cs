using System.Text;
using BenchmarkDotNet.Attributes;
using ElasticDns.Web.Features.Import;
using Microsoft.Data.Sqlite;
using YamlDotNet.Core;

namespace ElasticDns.Benchmarks;

/// <summary>
/// Importing 1,000 manifests of 10 services in one go, from bytes to the snapshot, against raw prepared inserts of the same rows in one
/// transaction and a bare parser pass over the same files.
/// </summary>
public class ManyImports : IDisposable
{
    private static readonly string[] Tables = ["Clusters", "Applications", "Revisions", "Services", "Ports", "Mentions", "Databases"];

    private readonly List<(string Sql, List<object[]> Rows)> _rows = [];
    private byte[][] _files = [];
    private TemporaryCatalog _empty = null!;

    [GlobalSetup]
    public void Setup()
    {
        _files = [.. Enumerable.Range(0, 1_000).Select(number => Encoding.UTF8.GetBytes(ManifestTexts.Write(number, TemporaryCatalog.ServicesOfApplication)))];
        using var full = new TemporaryCatalog(_files.Length * TemporaryCatalog.ServicesOfApplication);
        using var connection = new SqliteConnection(full.ConnectionString);
        connection.Open();
        foreach (var table in Tables)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table} ORDER BY Id";
            using var reader = command.ExecuteReader();
            var rows = new List<object[]>();
            while (reader.Read())
            {
                rows.Add(new object[reader.FieldCount]);
                reader.GetValues(rows[^1]);
            }
            var columns = Enumerable.Range(0, reader.FieldCount).ToList();
            _rows.Add(($"INSERT INTO {table} ({string.Join(", ", columns.Select(at => $"\"{reader.GetName(at)}\""))}) VALUES ({string.Join(", ", columns.Select(at => $"$p{at}"))})", rows));
        }
    }

    [IterationSetup]
    public void Open() => _empty = new(0);

    [IterationCleanup]
    public void Dispose()
    {
        _empty?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public int RawInsertsAndParserPass()
    {
        var count = 0;
        foreach (var file in _files)
        {
            var parser = new Parser(new StringReader(Encoding.UTF8.GetString(file)));
            while (parser.MoveNext()) count++;
        }
        using var connection = new SqliteConnection(_empty.ConnectionString);
        connection.Open();
        Execute(connection, "PRAGMA synchronous = FULL");
        using var transaction = connection.BeginTransaction();
        foreach (var (sql, rows) in _rows)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            for (var at = 0; at < rows[0].Length; at++) command.Parameters.Add(new($"$p{at}", null));
            command.Prepare();
            foreach (var row in rows)
            {
                for (var at = 0; at < row.Length; at++) command.Parameters[at].Value = row[at];
                count += command.ExecuteNonQuery();
            }
        }
        transaction.Commit();
        return count;
    }

    [Benchmark]
    public int Import()
    {
        var items = ImportItem.Group(_files.Select((file, number) => new UploadedFile($"cluster-{number % 10}/application-{number}/service.yml", file)));
        return _empty.Import(items).TargetCount;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
