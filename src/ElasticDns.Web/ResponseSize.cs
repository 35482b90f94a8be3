using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace ElasticDns.Web;

/// <summary>What goes over the wire goes compressed.</summary>
public static class ResponseSize
{
    /// <summary>
    /// Style sheets and scripts are compressed by the build, pages and exports when they are answered. Over https the latter are left as
    /// they are, the framework's default: a page that shows what somebody else wrote beside a secret would betray the secret by its
    /// length, and forms hold a token. Whoever wants compressed pages over https lets the proxy in front do it.
    /// </summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        // The framework would compress what the build has compressed again, at no level, in case a file was edited meanwhile. That is for `dotnet watch`.
        if (Environment.GetEnvironmentVariable("DOTNET_WATCH") is null) builder.WebHost.UseSetting("ReloadStaticAssetsAtRuntime", "false");
        builder.Services.AddResponseCompression(options => options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "text/csv", "text/markdown", "application/yaml", "image/svg+xml", Features.Matrix.MatrixDataApi.ContentType]);
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
