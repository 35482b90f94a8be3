using ElasticDns.Core.Addressing;
using ElasticDns.Core.Isolation;
using ElasticDns.Core.References;
using ElasticDns.Web;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.Accounts;
using ElasticDns.Web.Features.Applications;
using ElasticDns.Web.Features.Audit;
using ElasticDns.Web.Features.Compare;
using ElasticDns.Web.Features.Connections;
using ElasticDns.Web.Features.Health;
using ElasticDns.Web.Features.History;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Features.Isolation;
using ElasticDns.Web.Features.Map;
using ElasticDns.Web.Features.Matrix;
using ElasticDns.Web.Features.Resolve;
using ElasticDns.Web.Features.Samples;
using ElasticDns.Web.Features.Search;
using ElasticDns.Web.Features.ServiceList;
using ElasticDns.Web.Features.Targets;
using ElasticDns.Web.Features.Tokens;
using ElasticDns.Web.Features.WatchFolder;
using ElasticDns.Web.Shared;
using ElasticDns.Web.Shared.Api;
using ElasticDns.Web.Shared.Surface;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.OpenApi;
using Radzen;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
builder.WebHost.UseStaticWebAssets();
// A query as long as this is cut by whoever reads it, which says more than a refused request line.
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = 256 * 1024);
ResponseSize.Configure(builder);
ListenAddress.UseDefault(builder);
builder.Services.AddSingleton<ReferenceIndexes>();
builder.Services.AddSingleton<IsolationChecks>().AddSingleton<RuleEdits>();
builder.Services.AddSingleton<Importer>().AddSingleton<StoredApplications>().AddSingleton<SampleCatalog>();
builder.Services.AddCompare();
var errors = new List<string>();
Storage.Check(builder.Configuration, errors);
var rules = ClusterDomain.Of(builder.Configuration, errors);
var folder = FolderSettings.Of(builder.Configuration, builder.Environment, errors);
var limits = SurfaceLimits.Of(builder.Configuration, errors);
var access = AccessSettings.Of(builder.Configuration, ListenAddress.Of(builder.Configuration), errors);
if (errors.Count > 0)
{
    Console.Error.WriteLine($"ElasticDns does not start with these settings:{Environment.NewLine}{string.Join(Environment.NewLine, errors.Select(error => $"- {error}"))}");
    return 1;
}
builder.Services.AddCatalogStorage(builder.Configuration, builder.Environment);
builder.Services.AddSingleton(rules);
builder.Services.AddAccess(access).AddAccounts().AddKeyRing(builder.Configuration, builder.Environment).AddSingleton<AuditReader>();
builder.Services.AddWatchFolder(folder);
builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => WebSurface.Limit(hub, limits));
builder.AddSurface(limits);
builder.Services.AddRadzenComponents();
builder.Services.AddApiProblems();
builder.Services.AddOpenApi("v1", options => options.WithoutHead().AddDocumentTransformer((document, _, _) =>
{
    document.Info = new() { Title = "ElasticDns", Version = "1", Description = "Elastic DNS addresses of services, who reaches whom, and the import of manifests. Where people sign in, calls send 'Authorization: Bearer TOKEN'; any call may answer 401 (no token, or one that is not taken), 403 (not this caller's) and 429 (too many tokens that are not taken)." };
    (document.Components ??= new()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { [AccessSchemes.Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
    return Task.CompletedTask;
}));
builder.Services.AddHealth();
builder.Services.Configure<HostFilteringOptions>(options => options.IncludeFailureMessage = false);

var app = builder.Build();
await app.Services.OpenCatalogAsync(folder.IsWatched);
await app.Services.OpenTokensAsync();
await app.OpenAccountsAsync();
app.WarnOfNetwork(access);
app.UsePeerAddress();
app.UseSurface();
app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseExceptionHandler().UseStatusCodePages());
app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), pages =>
    pages.UseExceptionHandler("/error", createScopeForErrors: true).UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
app.UseResponseCompression();
app.UseRouting();
app.UseCrossSiteRefusal();
app.UseAccess();
app.UseOpenPagesLimit();
app.UsePageStartsLimit();
app.UseRememberedCaller();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapHealth();
var reads = app.MapGroup("").AnswersHead();
reads.MapOpenApi();
reads.MapPalette();
reads.MapMatrixData();
reads.MapSession();
var api = app.MapGroup("/api/v1").WritesAreGuarded().AnswersHead();
api.MapImports();
api.MapFolder();
api.MapApplications();
api.MapHistory();
api.MapCompare();
api.MapAddresses();
api.MapResolve();
api.MapMatrix();
api.MapExplain();
api.MapNeighbourhoods();
api.MapReferences();
api.MapIsolation();
api.MapSearch();
api.MapUsers();
api.MapTokens();
api.MapAudit();
api.MapServices();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null).AnswersHead();
try
{
    await app.RunAsync();
}
catch (Exception exception) when (!app.Lifetime.ApplicationStarted.IsCancellationRequested && exception is IOException or InvalidOperationException or FormatException)
{
    // An address in use, a port that there is not, https without a certificate.
    Console.Error.WriteLine($"ElasticDns does not start: {exception.Message}");
    return 1;
}
return 0;
