using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace ElasticDns.Web.Tests;

/// <summary>Looks into a database file past the app.</summary>
internal static class Sqlite
{
    private static readonly string[] Tables = ["Clusters", "Applications", "Revisions", "Services", "Mentions", "Ports", "Databases", "IsolationRules", "Accounts", "AccountClaims", "AccountLogins", "AccountTokens", "ApiTokens", "__EFMigrationsHistory"];

    // What is refused changes nothing, and is written down here.
    private const string Log = "AuditEntries";

    /// <summary>Every row of every table but the audit log, as text.</summary>
    public static string Dump(string file)
    {
        using var connection = Open(file);
        Assert.Equal(Tables.Append(Log).Order(StringComparer.Ordinal), Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '__EFMigrationsLock' ORDER BY name COLLATE BINARY"));
        var text = new StringBuilder();
        foreach (var table in Tables)
            text.Append(table).Append('\n').AppendJoin('\n', Rows(connection, $"SELECT * FROM \"{table}\" ORDER BY rowid")).Append('\n');
        return text.ToString();
    }

    /// <summary>The only value that a statement gives.</summary>
    public static string? Value(string file, string sql, bool write = false)
    {
        using var connection = Open(file, write ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly);
        return Assert.Single(Rows(connection, sql));
    }

    public static void Run(string file, string sql)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode = SqliteOpenMode.ReadOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "NULL" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        return rows;
    }
}
