using System.Text.RegularExpressions;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Targets;

/// <summary>One text of the Connect panel.</summary>
/// <param name="Title">What it is, where the form has several; else null.</param>
/// <param name="Text">What is shown and copied.</param>
/// <param name="Note">What to know about it, or null.</param>
public sealed record ConnectText(string? Title, Snippet Text, string? Note = null);

/// <summary>
/// An address in every form in which a caller may need it. Each text is valid in its own format as it stands; none holds a value of a
/// credential.
/// </summary>
public sealed partial class ConnectTexts
{
    private readonly Target _target;
    private readonly DatabaseEngine? _engine;
    private readonly Credentials? _credentials;
    private readonly IReadOnlyList<NamedAddress> _ports;

    /// <summary>The texts for a target that the caller reaches: the answer has an address.</summary>
    public ConnectTexts(Target target, AddressesForCaller answer)
    {
        _target = target;
        _ports = NamedAddress.Of(target, answer.Addresses);
        if (target is not Database database) return;
        _engine = DatabaseEngine.Find(database.Engine);
        _credentials = Credentials.Of(database, answer.Reach);
    }

    /// <summary>The forms that this target has.</summary>
    public IReadOnlyList<ConnectForm> Forms => [.. Enum.GetValues<ConnectForm>().Where(form => form switch
    {
        ConnectForm.Url => _engine is null || _ports[0].IsUrl,
        ConnectForm.Drivers => _engine is not null && DriverTexts.Has(_engine),
        _ => true,
    })];

    /// <summary>
    /// The form to show where none is asked for. The URL of a service stands large above the tabs already; the connection string of a
    /// database does not.
    /// </summary>
    public ConnectForm First => _engine is null ? ConnectForm.ServiceYml : Forms[0];

    /// <summary>The form of that name, or the first one where this target has no such form.</summary>
    public ConnectForm Find(string? id) => Forms.Where(form => form.Id() == id).DefaultIfEmpty(First).First();

    /// <summary>What the form is called; the commands by the first of them.</summary>
    public string Title(ConnectForm form) => form switch
    {
        ConnectForm.Url => _engine is null ? "URL" : "Connection string",
        ConnectForm.HostAndPort => "Host and port",
        ConnectForm.Env => ".env",
        ConnectForm.ServiceYml => "service.yml",
        ConnectForm.Appsettings => "appsettings.json",
        ConnectForm.Client => ClientCommands.Name(_engine, _ports[0]),
        _ => "Drivers",
    };

    /// <summary>The texts of a form, the most useful first.</summary>
    public IReadOnlyList<ConnectText> Of(ConnectForm form) => form switch
    {
        ConnectForm.Url => [.. Urls()],
        ConnectForm.HostAndPort =>
        [
            .. from port in _ports.DistinctBy(port => port.Address.Port)
               select new ConnectText(_ports.Count == 1 ? null : $"Port {port.Address.Port}", Snippet.HostPort(port.Address)),
        ],
        ConnectForm.Env => [new(null, Snippet.Join("\n", _ports.Select(EnvLine)))],
        ConnectForm.ServiceYml => [EnvVars()],
        ConnectForm.Appsettings => [.. Appsettings()],
        ConnectForm.Client =>
        [
            .. _ports.Select(port => new ConnectText(port.Title, ClientCommands.Of(_engine, _credentials, port, port == _ports[0]))),
            new("Does the name resolve?", ClientCommands.Lookup(_ports[0].Address)),
        ],
        _ => DriverTexts.Of(_engine!, _credentials!, _ports[0].Address),
    };

    /// <summary>The engine's own connection string, with its words as the credentials write them.</summary>
    internal static Snippet ConnectionString(DatabaseEngine engine, Credentials credentials, ElasticDnsAddress address)
    {
        var snippet = new Snippet(0, 0);
        foreach (var piece in Words().Split(engine.ConnectionFormat).Where(piece => piece.Length > 0))
        {
            switch (piece)
            {
                case "{host}": snippet.AppendFormatted(Snippet.HostPort(address)); break;
                case "USER": snippet.AppendFormatted(credentials.User); break;
                case "PASSWORD": snippet.AppendFormatted(credentials.Password); break;
                case "DATABASE": snippet.AppendFormatted(credentials.Database); break;
                default: snippet.AppendFormatted(new SnippetPart(piece, piece.EndsWith("://", StringComparison.Ordinal) ? "a-scheme" : null)); break;
            }
        }
        return snippet;
    }

    private IEnumerable<ConnectText> Urls() =>
        from port in _ports
        where _engine is null || port.IsUrl
        select new ConnectText(port.Title, _engine is null ? Snippet.Url(port.Address) : Value(port, _credentials));

    private Snippet EnvLine(NamedAddress port)
    {
        var value = Value(port, _credentials);
        if (HasVariables(value)) value = $"\"{value}\"";
        return $"{Snippet.Key(port.Variable)}={value}";
    }

    private ConnectText EnvVars()
    {
        var lines = _ports.Select(port => YamlEntry(port.Variable, Value(port, _credentials?.InServiceYml)));
        return new(null, $"{Snippet.Key("env_vars")}:\n{Snippet.Join("\n", lines)}", "Belongs to the service that calls, in its service.yml.");
    }

    private IEnumerable<ConnectText> Appsettings()
    {
        if (_engine is null)
        {
            var services = _ports.Select(port => (Snippet)$"    \"{Snippet.Key(port.Key)}\": {{ \"{Snippet.Key(port.IsUrl ? "BaseUrl" : "Address")}\": \"{Value(port, null)}\" }}");
            yield return new(null, $"{{\n  \"{Snippet.Key("Services")}\": {{\n{Snippet.Join(",\n", services)}\n  }}\n}}");
            yield break;
        }
        var strings = _ports.Select(port => (Snippet)$"    \"{Snippet.Key(port.Key)}\": \"{NetValue(port, _credentials!)}\"");
        var hasVariables = HasVariables(NetValue(_ports[0], _credentials!));
        yield return new(
            null,
            $"{{\n  \"{Snippet.Key("ConnectionStrings")}\": {{\n{Snippet.Join(",\n", strings)}\n  }}\n}}",
            hasVariables ? "appsettings.json fills no variables in. Replace them when the application starts, or leave this out and let Maestro fill them in:" : null);
        if (!hasVariables) yield break;
        var line = YamlEntry($"ConnectionStrings__{_ports[0].Key}", NetValue(_ports[0], _credentials!.InServiceYml));
        yield return new("In service.yml, for the same setting", $"{Snippet.Key("env_vars")}:\n{line}");
    }

    // The engine's connection string for its own port, the address for any other.
    private Snippet Value(NamedAddress port, Credentials? credentials) =>
        _engine is not null && port == _ports[0] ? ConnectionString(_engine, credentials!, port.Address)
        : port.IsUrl ? Snippet.Url(port.Address)
        : Snippet.HostPort(port.Address);

    private Snippet NetValue(NamedAddress port, Credentials credentials) =>
        port == _ports[0] ? DriverTexts.Net(_engine!, credentials, port.Address) : Value(port, credentials);

    private bool HasVariables(Snippet value) => _credentials is { AreVariables: true } && value.HasPlaceholders;

    // What starts with a digit may be read as a number, or as one of YAML 1.1 to the base of 60.
    private static Snippet YamlEntry(string key, Snippet value)
    {
        if (char.IsAsciiDigit(value.ToString()[0])) value = $"\"{value}\"";
        return $"  {Snippet.Key(key)}: {value}";
    }

    [GeneratedRegex(@"(\{host\}|\bUSER\b|\bPASSWORD\b|\bDATABASE\b|^\w+://)")]
    private static partial Regex Words();
}
