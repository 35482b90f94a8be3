using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Features.Accounts;

/// <summary>A page with one form that is rendered into the response, outside any circuit, because it writes or takes away the cookie.</summary>
public abstract class AccountForm : ComponentBase
{
    /// <summary>Where to go when it is done, as the page's address names it.</summary>
    [SupplyParameterFromQuery(Name = AccountLinks.ReturnUrl)]
    public string? ReturnUrl { get; set; }

    /// <summary>What is wrong, in a sentence.</summary>
    protected string? Problem { get; set; }

    [CascadingParameter]
    protected HttpContext Context { get; set; } = null!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    protected AccountDirectory Directory { get; set; } = null!;

    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    [Inject]
    private AuditLog Audit { get; set; } = null!;

    [Inject]
    private IAntiforgery Antiforgery { get; set; } = null!;

    /// <summary>The account whose session asks for the page.</summary>
    protected Account? Me => Directory.Find(Context.User);

    /// <summary>The address of the client, as text.</summary>
    protected string? From => ActorClaims.Text(Context.Connection.RemoteIpAddress);

    /// <summary>
    /// Whether the form was sent by the page itself. Where it was not, the answer is 400 and the form again, with a token that is right now:
    /// the page may have been open since before somebody signed in beside it.
    /// </summary>
    protected async Task<bool> IsOwnAsync()
    {
        if (await Antiforgery.IsRequestValidAsync(Context)) return true;
        await Audit.WriteAsync(Actor.Of(Context.User), "form", Context.Request.Path, AuditResult.Denied, "without the token of its page");
        Refuse(StatusCodes.Status400BadRequest, "This page was not up to date, so nothing was done. Send it again.");
        return false;
    }

    /// <summary>Answers with a status and the form again.</summary>
    protected void Refuse(int status, string problem)
    {
        Context.Response.StatusCode = status;
        Problem = problem;
    }

    /// <summary>Answers that too many attempts have failed.</summary>
    protected void RefuseFor(TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        Context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Refuse(StatusCodes.Status429TooManyRequests, $"Too many attempts from your computer or network have failed. Try again in {seconds} seconds.");
    }

    /// <summary>Goes to another page of this app.</summary>
    protected void Go(string local) => Navigation.NavigateTo(local);
}
