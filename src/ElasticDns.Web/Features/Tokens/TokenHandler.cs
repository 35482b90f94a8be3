using System.Text.Encodings.Web;
using ElasticDns.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ElasticDns.Web.Features.Tokens;

/// <summary>Whoever sends <c>Authorization: Bearer</c> is who that token is of, in every mode.</summary>
public sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.Fail("One header 'Authorization: Bearer TOKEN' is wanted."));
        return Task.FromResult(tokens.Find(header[Bearer.Length..].Trim(), ActorClaims.Text(Context.Connection.RemoteIpAddress)) is { } actor
            ? AuthenticateResult.Success(new(new(actor.Identity(Scheme.Name)), Scheme.Name))
            : AuthenticateResult.Fail("The token is not known."));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        await TypedResults.Problem("The token is unknown, has expired or was revoked.", statusCode: StatusCodes.Status401Unauthorized, title: "Not signed in").ExecuteAsync(Context);
    }
}
