using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Browser.Tests;

/// <summary>A page of another origin can neither import nor remove, read, connect, nor frame the app, in real Chromium.</summary>
public sealed class ForeignPageTests(BrowserHost host)
{
    // What a page can try against an address; each attempt tells what it got to see.
    private const string Attack = """
        async (app) => {
          const yaml = "services: {api: {ports: [3000]}}\n";
          const place = "api/v1/imports?cluster=production&namespace=evil";
          const got = [];
          const tried = async (name, work) => {
            try { const seen = await work(); if (seen) got.push(`${name}: ${seen}`); } catch { }
          };
          const read = async (response) => (response.type === "opaque" ? "" : `${response.status} ${(await response.text()).slice(0, 40)}`);
          for (const mode of ["cors", "no-cors"]) {
            for (const credentials of ["include", "omit"]) {
              for (const path of ["api/v1/clusters", "api/v1/services?format=csv", "search/results?q=api", "openapi/v1.json", "services"])
                await tried(`${mode} ${path}`, async () => read(await fetch(app + path, { mode, credentials })));
              await tried(`${mode} import`, async () => read(await fetch(app + place, { mode, credentials, method: "POST", body: yaml, headers: { "Content-Type": "text/plain" } })));
              const form = new FormData();
              form.append("file", new File([yaml], "service.yml"));
              await tried(`${mode} import of a file`, async () => read(await fetch(app + place, { mode, credentials, method: "POST", body: form })));
              await tried(`${mode} remove`, async () => read(await fetch(`${app}api/v1/clusters/sample-production/applications/payments`, { mode, credentials, method: "DELETE" })));
              await tried(`${mode} negotiate`, async () => read(await fetch(`${app}_blazor/negotiate?negotiateVersion=1`, { mode, credentials, method: "POST" })));
            }
          }
          await tried("import by beacon", () => { navigator.sendBeacon(app + place, yaml); return ""; });
          const loads = (tag, properties) => new Promise((done) => {
            const made = Object.assign(document.createElement(tag), properties);
            made.onload = () => done(`${tag} has loaded`);
            made.onerror = () => done("");
            document.body.append(made);
          });
          await tried("script", () => loads("script", { src: `${app}api/v1/clusters` }));
          await tried("script of the app", () => loads("script", { src: `${app}js/copy.js` }));
          await tried("picture", () => loads("img", { src: `${app}favicon.svg` }));
          await tried("style", () => loads("link", { rel: "stylesheet", href: `${app}css/tokens.css` }));
          await tried("websocket", () => new Promise((done) => {
            const socket = new WebSocket(`${app.replace("http", "ws")}_blazor`);
            socket.onopen = () => done("open");
            socket.onerror = () => done("");
          }));
          await tried("event source", () => new Promise((done) => {
            const source = new EventSource(`${app}_blazor`);
            source.onopen = () => { source.close(); done("open"); };
            source.onerror = () => { source.close(); done(""); };
          }));
          for (const [tag, attribute] of [["iframe", "src"], ["object", "data"], ["embed", "src"]])
            document.body.append(Object.assign(document.createElement(tag), { [attribute]: `${app}import` }));
          // Forms, the older way: into a frame, as text and as a file.
          const frame = Object.assign(document.createElement("iframe"), { name: "answers" });
          document.body.append(frame);
          for (const enctype of ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"]) {
            const form = Object.assign(document.createElement("form"), { action: app + place, method: "post", target: "answers", enctype });
            form.append(Object.assign(document.createElement("textarea"), { name: "services: {api: {ports: [3000]}} #", value: "x" }));
            document.body.append(form);
            const answered = new Promise((done) => { frame.onload = done; });
            form.submit();
            await answered;
          }
          return got;
        }
        """;

    public static TheoryData<string, string> Attackers => new(
        from mode in (string[])["Open", "Accounts", "Proxy"]
        from site in (string[])["127.0.0.1", "localhost", "elsewhere.example"]
        select (mode, site));

    [Theory]
    [Trait("bad-input", "D02")]
    [Trait("bad-input", "D03")]
    [MemberData(nameof(Attackers))]
    public async Task A_page_of_another_origin_has_no_effect_and_sees_nothing(string mode, string site)
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true, settings: mode switch
        {
            "Accounts" => [("Access:Mode", "Accounts")],
            "Proxy" => [("Access:Mode", "Proxy"), ("Access:Proxies", "127.0.0.1"), ("Access:Proxy:AdminGroups", "platform")],
            _ => [],
        });
        using var proxy = mode == "Proxy" ? new Forwarder(app.Address.Port, "X-Forwarded-User: ada\r\nX-Forwarded-Groups: platform\r\n") : null;
        await using var foreign = await ForeignSite.StartAsync();
        var address = proxy?.Address ?? app.Address;
        var store = app.Services.GetRequiredService<CatalogStore>();
        var before = store.Current;
        // The browser goes on as an admin who has signed in: to it, another port of this machine is no other site.
        if (mode == "Accounts") await AccountsTests.MakeFirstAdminAsync(app);

        await app.Page.GotoAsync($"http://{site}:{foreign.Port}/");
        Assert.Empty(await app.Page.EvaluateAsync<string[]>(Attack, address.ToString()));
        Assert.Same(before, store.Current);
        foreach (var frame in app.Page.Frames.Skip(1)) Assert.DoesNotContain("ElasticDns", await frame.ContentAsync(), StringComparison.Ordinal);

        // A link opens the app, and what did not work from elsewhere works from its own page.
        await app.Page.EvaluateAsync("(address) => { const link = Object.assign(document.createElement('a'), { href: address, textContent: 'Services' }); document.body.append(link); link.click(); }", $"{address}services");
        await app.InteractiveAsync();
        if (mode == "Accounts")
        {
            Assert.Equal("200", await app.Page.EvaluateAsync<string>("async (app) => `${(await fetch(app + 'api/v1/clusters')).status}`", address.ToString()));
            return;
        }
        Assert.Equal("201", await app.Page.EvaluateAsync<string>(
            "async (app) => `${(await fetch(app + 'api/v1/imports?cluster=production&namespace=own', { method: 'POST', body: 'services: {api: {ports: [3000]}}', headers: { 'Content-Type': 'text/plain' } })).status}`", address.ToString()));
        Assert.NotSame(before, store.Current);
    }

    [Fact]
    [Trait("bad-input", "D17")]
    public async Task A_name_that_leads_to_this_machine_makes_no_page_one_of_the_app()
    {
        await using var app = await BrowserApp.OpenAsync(host, samples: true);
        var before = app.Services.GetRequiredService<CatalogStore>().Current;
        // The page came from elsewhere; by now its name leads to the app, so the browser takes both for one origin.
        using var network = new Forwarder(app.Address.Port);
        var rebound = $"http://elsewhere.example:{network.Address.Port}/";
        await app.Page.GotoAsync($"{rebound}start");
        var got = await app.Page.EvaluateAsync<string[]>(Attack, rebound);
        Assert.NotEmpty(got);
        Assert.All(got, one => Assert.Contains(" 400 ", one, StringComparison.Ordinal));
        Assert.Same(before, app.Services.GetRequiredService<CatalogStore>().Current);
    }
}
