using System.Collections.Concurrent;
using System.Security.Cryptography;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>
/// The tokens that callers of the API send. They are looked up in memory, by the hash of what is sent; a change replaces them by one
/// reference write, so that a token that is revoked is not taken any more from the next call on.
/// </summary>
public sealed partial class ApiTokens(AccessSettings settings, IDbContextFactory<CatalogContext> contexts, TimeProvider clock, ILogger<ApiTokens> log) : IDisposable
{
    /// <summary>The name of whoever sends the token of the configuration.</summary>
    public const string AdminName = "admin token";

    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(5);

    private readonly byte[]? _admin = settings.AdminToken is { } token ? TokenSecret.HashOf(token) : null;
    private readonly ConcurrentDictionary<int, TokenUse> _uses = [];
    private readonly Dictionary<int, DateTimeOffset> _written = [];
    private readonly Lock _writes = new();
    private Task _writing = Task.CompletedTask;
    private TokenUse? _adminUse;
    private Known _known = new([], []);

    /// <summary>Raised after the tokens have changed, on the thread that changed them; a handler must not block.</summary>
    public event Action? Changed;

    /// <summary>All tokens, the newest first, those that are not taken any more too.</summary>
    public IReadOnlyList<ApiToken> All => Volatile.Read(ref _known).All;

    /// <summary>Whether the configuration has a token.</summary>
    public bool HasAdmin => _admin is not null;

    /// <summary>The last use of the token of the configuration since the app was started.</summary>
    public TokenUse? AdminUse => Volatile.Read(ref _adminUse);

    /// <summary>The last use of a token.</summary>
    public TokenUse? UseOf(ApiToken token) => _uses.GetValueOrDefault(token.Id);

    /// <summary>Who sends a secret; null where it is none that is taken.</summary>
    public Actor? Find(string secret, string? from)
    {
        var hash = TokenSecret.HashOf(secret);
        var now = clock.GetUtcNow();
        if (_admin is not null && CryptographicOperations.FixedTimeEquals(hash, _admin))
        {
            Volatile.Write(ref _adminUse, new(now, from));
            return new(AdminName, ActorKind.Token, Role.Admin, from);
        }
        // How long the look-up takes tells of the hash alone, from which no secret follows.
        if (!Volatile.Read(ref _known).ByHash.TryGetValue(Convert.ToHexString(hash), out var token) || token.StateAt(now) is not TokenState.Valid) return null;
        Note(token, new(now, from));
        return new(token.Name, ActorKind.Token, token.Scope.Reads ? Role.Viewer : Role.None, from) { Imports = token.Scope.Imports };
    }

    /// <summary>Reads the tokens at start.</summary>
    public async Task LoadAsync()
    {
        await using var context = await contexts.CreateDbContextAsync();
        var rows = await context.ApiTokens.AsNoTracking().ToListAsync();
        foreach (var row in rows)
            if (row.LastUsedAt is { } at) _uses[row.Id] = new(at, row.LastUsedFrom);
        Replace(rows);
    }

    /// <summary>Puts what was just committed in place.</summary>
    internal void Replace(IEnumerable<ApiTokenRow> rows)
    {
        var pairs = rows.Select(row => (Hash: Convert.ToHexString(row.Hash), Token: ApiToken.Of(row))).ToList();
        Volatile.Write(ref _known, new([.. pairs.Select(pair => pair.Token).OrderByDescending(token => token.Id)], pairs.ToDictionary(pair => pair.Hash, pair => pair.Token)));
        Changed?.Invoke();
    }

    // A use that is being written down is, before the database is closed.
    public void Dispose()
    {
        lock (_writes) _writing.Wait(LastWrite);
    }

    private void Note(ApiToken token, TokenUse use)
    {
        _uses[token.Id] = use;
        lock (_writes)
        {
            if (_written.TryGetValue(token.Id, out var last) && use.At - last < BetweenWrites && use.At >= last) return;
            _written[token.Id] = use.At;
            _writing = WriteAsync(_writing, token.Id, use);
        }
    }

    private async Task WriteAsync(Task before, int id, TokenUse use)
    {
        await before;
        try
        {
            await using var context = await contexts.CreateDbContextAsync();
            await context.ApiTokens.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(token => token.LastUsedAt, use.At).SetProperty(token => token.LastUsedFrom, use.From));
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException)
        {
            // The call that used the token is not to fail for it.
            NotWritten(log, id, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of API token {Id} could not be written down.")]
    private static partial void NotWritten(ILogger logger, int id, Exception exception);

    private sealed record Known(IReadOnlyList<ApiToken> All, Dictionary<string, ApiToken> ByHash);
}
