using System.Reflection;

namespace ElasticDns.Web.Shared;

/// <summary>The version of the app.</summary>
public static class AppVersion
{
    /// <summary>The version as the build names it, without the commit.</summary>
    public static string Text { get; } =
        "v" + typeof(AppVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
