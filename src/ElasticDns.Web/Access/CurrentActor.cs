using Microsoft.AspNetCore.Components.Authorization;

namespace ElasticDns.Web.Access;

/// <summary>Whoever looks at a page, as they are at this moment. Ask anew for each event: a right may be taken while a page is open.</summary>
public sealed class CurrentActor(AuthenticationStateProvider users)
{
    public async Task<Actor> GetAsync() => Actor.Of((await users.GetAuthenticationStateAsync()).User);
}
