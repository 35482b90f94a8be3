using System.Diagnostics;

namespace ElasticDns.Browser.Tests;

/// <summary>Finds a Chromium, or installs one: Playwright's own where it can be downloaded, else the distribution's.</summary>
internal static class Chromium
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // The web site of a test, under a name of its own.
        "--host-resolver-rules=MAP elsewhere.example 127.0.0.1",
    ];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM_PATH") is not { Length: > 0 } path)
            path = Array.Find(Known, File.Exists) ?? (File.Exists(playwright.Chromium.ExecutablePath) ? playwright.Chromium.ExecutablePath : Install(playwright));
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    private static string Install(IPlaywright playwright)
    {
        // What the browser itself needs is installed with it only where that asks for no password.
        string[] install = Environment.UserName == "root" ? ["install", "--with-deps", "chromium"] : ["install", "chromium"];
        if (Microsoft.Playwright.Program.Main(install) == 0 && File.Exists(playwright.Chromium.ExecutablePath))
            return playwright.Chromium.ExecutablePath;
        if (OperatingSystem.IsLinux() && Run("apt-get", "update") && Run("apt-get", "install -y chromium") && Array.Find(Known, File.Exists) is { } path) return path;
        throw new InvalidOperationException("No Chromium was found, and none could be installed. Install one (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.");
    }

    private static bool Run(string command, string arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true });
            process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
