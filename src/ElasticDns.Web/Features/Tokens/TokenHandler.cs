using System.Globalization;
using System.Text.Encodings.Web;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>Whoever sends <c>Authorization: Bearer</c> is who that token is of, in every mode.</summary>
public sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens, TokenFailures failures, AuditLog audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";
    private const string Action = "token-use";

    private TokenRefusal _refusal = TokenRefusal.Unknown;
    private TimeSpan? _wait;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var from = ActorClaims.Text(Context.Connection.RemoteIpAddress);
        if (Read() is { } secret && tokens.Find(secret, from) is { } actor) return AuthenticateResult.Success(new(new(actor.Identity(Scheme.Name)), Scheme.Name));
        _wait = failures.Count(Context.Connection.RemoteIpAddress);
        await audit.WriteAsync(new("unknown", ActorKind.Anonymous, Role.None, from), Action, $"{Request.Method} {Request.Path}", AuditResult.Failed, _refusal.Reason);
        return AuthenticateResult.Fail(_refusal.Reason);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _refusal.Challenge;
        if (_wait is not { } wait) return TypedResults.Problem(_refusal.Detail, statusCode: _refusal.Status, title: "Not signed in").ExecuteAsync(Context);
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(Refusal.TooManyTokens(seconds), statusCode: StatusCodes.Status429TooManyRequests, title: "Too many failures").ExecuteAsync(Context);
    }

    // Nothing of what was sent is repeated: it may be a secret of another place.
    private string? Read()
    {
        if (Request.Headers.Authorization is not [{ } header])
            _refusal = TokenRefusal.Several;
        else if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && !header.Equals(Bearer.Trim(), StringComparison.OrdinalIgnoreCase))
            _refusal = TokenRefusal.OtherScheme;
        else if (header[(Bearer.Length - 1)..].Trim() is { Length: > 0 } secret)
            return secret;
        else
            _refusal = TokenRefusal.Empty;
        return null;
    }

    private sealed record TokenRefusal(int Status, string Challenge, string Reason, string Detail)
    {
        public static readonly TokenRefusal Unknown = new(StatusCodes.Status401Unauthorized, "Bearer error=\"invalid_token\"", "unknown, expired or revoked", Refusal.UnknownToken);
        public static readonly TokenRefusal Empty = new(StatusCodes.Status401Unauthorized, "Bearer", "no token in the header", Refusal.EmptyToken);
        public static readonly TokenRefusal OtherScheme = new(StatusCodes.Status401Unauthorized, "Bearer", "no bearer token", Refusal.OtherScheme);
        public static readonly TokenRefusal Several = new(StatusCodes.Status400BadRequest, "Bearer error=\"invalid_request\"", "several headers", Refusal.SeveralHeaders);
    }
}
