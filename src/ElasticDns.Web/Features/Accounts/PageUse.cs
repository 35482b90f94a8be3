using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>Tells the session of an open page that the page is used: a click, a key, a link.</summary>
public sealed class PageUse(AuthenticationStateProvider users) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        (users as AccountSession)?.Used();
        return next(context);
    };
}
