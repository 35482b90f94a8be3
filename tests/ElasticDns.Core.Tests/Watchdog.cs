using System.Runtime.ExceptionServices;

namespace ElasticDns.Core.Tests;

/// <summary>Runs what may hang, on a thread with the small stack of a server's workers, under a ceiling, of 10 seconds for one file.</summary>
internal static class Watchdog
{
    private const int StackBytes = 256 * 1024;

    public static void Run(Action action, int seconds = 10)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }, StackBytes) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromSeconds(seconds)), $"It takes more than {seconds} seconds.");
        failure?.Throw();
    }
}
