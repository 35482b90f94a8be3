using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ElasticDns.Web.Data;

/// <summary>
/// Inserts rows of one table by a single prepared command, with the columns of the model: the change tracker costs several times as much
/// where thousands of rows come at once.
/// </summary>
internal sealed class PreparedInsert<TRow> : IDisposable
    where TRow : class
{
    private readonly (DbParameter Parameter, Func<TRow, object?> Value)[] _columns;
    private readonly DbCommand _command;
    private readonly DbCommand _lastId;

    /// <param name="context">A context whose connection has a transaction.</param>
    public PreparedInsert(CatalogContext context)
    {
        var entity = context.Model.FindEntityType(typeof(TRow))!;
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
        var properties = entity.GetProperties().Where(property => !property.IsPrimaryKey()).ToList();
        _command = context.Database.GetDbConnection().CreateCommand();
        _command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        _columns = [.. properties.Select((property, at) => (Parameter(at), Value(property)))];
        _command.CommandText = $"""
            INSERT INTO "{table.Name}" ({string.Join(", ", properties.Select(property => $"\"{property.GetColumnName(table)}\""))})
            VALUES ({string.Join(", ", _columns.Select(column => column.Parameter.ParameterName))})
            """;
        _command.Prepare();
        _lastId = context.Database.GetDbConnection().CreateCommand();
        _lastId.Transaction = _command.Transaction;
        _lastId.CommandText = "SELECT last_insert_rowid()";
        _lastId.Prepare();
    }

    /// <summary>Inserts a row.</summary>
    public void Insert(TRow row)
    {
        foreach (var (parameter, value) in _columns) parameter.Value = value(row) ?? DBNull.Value;
        _command.ExecuteNonQuery();
    }

    /// <summary>Inserts a row that others will refer to, and returns its id.</summary>
    public int InsertForId(TRow row)
    {
        Insert(row);
        return Convert.ToInt32(_lastId.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _lastId.Dispose();
        _command.Dispose();
    }

    private DbParameter Parameter(int at)
    {
        var parameter = _command.CreateParameter();
        parameter.ParameterName = $"$p{at}";
        _command.Parameters.Add(parameter);
        return parameter;
    }

    private static Func<TRow, object?> Value(IProperty property)
    {
        var read = property.GetGetter();
        return property.GetTypeMapping().Converter is { } converter
            ? row => read.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null
            : row => read.GetClrValue(row);
    }
}
