using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Accounts;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests;

/// <summary>A browser without script: it keeps cookies, follows nothing by itself, and sends the forms that it was given.</summary>
internal sealed partial class Visitor : IDisposable
{
    /// <summary>The password of the accounts that <see cref="AccountsApp.AddAccountAsync"/> makes.</summary>
    public const string Password = "a quiet river of glass";

    private readonly CookieContainer _cookies = new();

    /// <summary>Opens a browser at one of the machine's loopback addresses, to be told apart from others.</summary>
    public Visitor(Uri address, string from = "127.0.0.1") => (Address, Client) = (address, new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = _cookies,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }));

    /// <summary>Where the app is; one that was started again is elsewhere.</summary>
    public Uri Address { get; set; }

    /// <summary>Sends the cookies along.</summary>
    public HttpClient Client { get; }

    /// <summary>The cookies that it sends.</summary>
    public string CookieHeader => _cookies.GetCookieHeader(Address);

    public void Dispose() => Client.Dispose();

    public async Task<Answer> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(Address, path));
        return await Answer.OfAsync(response);
    }

    /// <summary>Opens a page and sends its form with these values.</summary>
    public async Task<Answer> SendFormAsync(string path, params (string Name, string Value)[] values)
    {
        var page = await GetAsync(path);
        return await PostAsync(path, [("_handler", Hidden(page, "_handler")), ("__RequestVerificationToken", Hidden(page, "__RequestVerificationToken")), .. values]);
    }

    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] values)
    {
        using var response = await Client.PostAsync(new Uri(Address, path), new FormUrlEncodedContent(values.Select(value => KeyValuePair.Create(value.Name, value.Value))));
        return await Answer.OfAsync(response);
    }

    public Task<Answer> SignInAsync(string name, string password, string path = "/sign-in") => SendFormAsync(path, ("name", name), ("password", password));

    /// <summary>What a page says is wrong.</summary>
    public static string ProblemIn(Answer page) => WebUtility.HtmlDecode(Problem().Match(page.Text) is { Success: true } match ? match.Groups[1].Value.Trim() : "");

    private static string Hidden(Answer page, string name) =>
        new Regex($"name=\"{name}\" value=\"([^\"]*)\"").Match(page.Text) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : throw new InvalidOperationException($"No form: {page}");

    [GeneratedRegex("<p class=\"problem\" role=\"alert\">(?:<svg.*?</svg>)?(.*?)</p>", RegexOptions.Singleline)]
    private static partial Regex Problem();
}

/// <summary>The app in mode Accounts.</summary>
internal static class AccountsApp
{
    /// <summary>A token of an admin, which the app is configured with.</summary>
    public const string Token = "0123456789abcdef";

    /// <summary>Whoever runs the app.</summary>
    public static readonly Actor Operator = new("operator", ActorKind.App, Role.Admin, null);

    public static TestApp Start(Action<IWebHostBuilder>? configure = null) => TestApp.Start(host =>
    {
        Configure(host);
        configure?.Invoke(host);
    });

    /// <summary>Sets the mode, and makes passwords cheap.</summary>
    public static void Configure(IWebHostBuilder host) => host.UseSetting("Access:Mode", "Accounts").UseSetting("Admin:Token", Token)
        .ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1));

    public static AccountStore Accounts(this TestApp app) => app.Services.GetRequiredService<AccountStore>();

    /// <summary>Makes an account that has chosen its password.</summary>
    public static async Task<Account> AddAccountAsync(this TestApp app, string name, Role role)
    {
        var added = await app.Accounts().AddAsync(Operator, name, role);
        return (await app.Accounts().SetPasswordAsync(added.Account!, Visitor.Password, null)).Account!;
    }

    /// <summary>Makes an account and a browser that is signed in with it.</summary>
    public static async Task<Visitor> SignInAsync(this TestApp app, string name, Role role)
    {
        await app.AddAccountAsync(name, role);
        return await app.SignInAgainAsync(name);
    }

    /// <summary>Opens one more browser that is signed in.</summary>
    public static async Task<Visitor> SignInAgainAsync(this TestApp app, string name)
    {
        var visitor = new Visitor(app.Address);
        (await visitor.SignInAsync(name, Visitor.Password)).Expect(302);
        return visitor;
    }

    /// <summary>What the audit log says of actions and names, in order.</summary>
    public static string? Audit(this TestApp app, string where = "1 = 1") =>
        Sqlite.Value(app.DatabaseFile, $"SELECT group_concat(Action || ' ' || What || ' ' || Result, '; ') FROM (SELECT * FROM AuditEntries WHERE {where} ORDER BY Id)");
}
