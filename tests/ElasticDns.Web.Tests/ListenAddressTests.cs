using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ElasticDns.Web.Tests;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("", "http://127.0.0.1:5080", "")]
    [InlineData("--urls http://127.0.0.1:7000", "http://127.0.0.1:7000", "")]
    [InlineData("--http_ports 8080", "", "8080")]
    public void The_default_address_holds_only_where_nothing_else_is_set(string arguments, string urls, string ports)
    {
        var builder = WebApplication.CreateBuilder([.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--environment", "Production"]);
        ListenAddress.UseDefault(builder);
        Assert.Equal((urls, ports), (builder.WebHost.GetSetting("urls") ?? "", builder.WebHost.GetSetting("http_ports") ?? ""));
    }
}
