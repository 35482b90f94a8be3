using ElasticDns.Core.Addressing;
using ElasticDns.Web;
using ElasticDns.Web.Data;
using Radzen;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot.Find() });
builder.WebHost.UseStaticWebAssets();
builder.Services.AddSingleton<CatalogStore>();
builder.Services.AddSingleton(new AddressRules());
builder.Services.AddRazorComponents().AddInteractiveServerComponents();
builder.Services.AddRadzenComponents();

var app = builder.Build();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
