using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ElasticDns.Web.Tests.Data;

/// <summary>The app as a process of its own, which a test may kill.</summary>
internal sealed class AppProcess : IDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Process _process;

    private AppProcess(Process process) => _process = process;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>The line that was waited for.</summary>
    public string LastLine { get; private set; } = "";

    /// <summary>Starts the app and waits until it listens and, where more is to be seen, until it has printed that.</summary>
    public static async Task<AppProcess> StartAsync(string databaseFile, string? until = null, params string[] arguments)
    {
        var start = Start(["--urls", "http://127.0.0.1:0", "--ConnectionStrings:Catalog", $"Data Source={databaseFile}", .. arguments]);
        var app = new AppProcess(Process.Start(start)!);
        var seen = new StringBuilder();
        // The log is written by a thread of its own, so what the app prints itself may come before the line of where it listens.
        string? awaited = null;
        while (await app._process.StandardOutput.ReadLineAsync() is { } line)
        {
            seen.AppendLine(line);
            if (line.Contains(Listening, StringComparison.Ordinal)) app.Client = new() { BaseAddress = new(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim()) };
            if (until is null || line.Contains(until, StringComparison.Ordinal)) awaited = line;
            if (app.Client is null || awaited is null) continue;
            app.LastLine = awaited;
            // What comes later is read too, so that the process never waits for a full pipe.
            app._process.BeginErrorReadLine();
            _ = app._process.StandardOutput.ReadToEndAsync();
            return app;
        }
        throw new InvalidOperationException($"The app ended before it listened:\n{seen}{await app._process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Starts the app with arguments that it does not start with: its code, and what it says of them.</summary>
    public static async Task<(int Code, string Errors)> FailAsync(params string[] arguments)
    {
        using var process = Process.Start(Start(arguments))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    /// <summary>Ends the process at once, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    private static ProcessStartInfo Start(params string[] arguments) =>
        new(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")), [Path.Combine(AppContext.BaseDirectory, "ElasticDns.Web.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    public void Dispose()
    {
        Client?.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
