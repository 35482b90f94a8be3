using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Health;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>
/// Refuses what comes over plain http, where that is set. It is not redirected: what was sent has been on the way in the open by then, and
/// whoever was led on would never hear of it. Whether the process is up may be asked by anybody, from the machine itself too.
/// </summary>
public static class OnlyHttps
{
    private const string WhatToDo =
        "The app answers over https only. Open the same address with https:// in front. A password or a token that was sent here may have been read on the way: replace it. "
        + $"Where https is refused as well, the proxy in front is none of {AccessSettings.ProxiesKey}, or does not send X-Forwarded-Proto.";

    // Nothing is written down: whoever has an old link, or a proxy that is not set up yet, would fill the audit log.
    public static IApplicationBuilder UseOnlyHttps(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.IsHttps || HealthApi.IsHealth(context.Request.Path) ? next(context) : BareAnswer.WriteAsync(context, StatusCodes.Status403Forbidden, "Only over https", WhatToDo));
}
