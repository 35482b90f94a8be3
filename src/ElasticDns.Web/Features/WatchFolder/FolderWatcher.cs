using System.Threading.Channels;

namespace ElasticDns.Web.Features.WatchFolder;

/// <summary>Has the watched folder looked at when the app starts, soon after something in it changes, and every now and then.</summary>
public sealed partial class FolderWatcher(FolderSettings settings, WatchedFolder folder, ILogger<FolderWatcher> logger) : BackgroundService
{
    // A checkout writes many files: it is looked at when it has been quiet for a moment, but not put off for ever.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                // Before the scan: what changes while it runs is told.
                watcher ??= Watch();
                await ScanAsync(stoppingToken);
                if (folder.Status?.Problem is not null)
                {
                    // The folder may be another one when it is there again.
                    watcher?.Dispose();
                    watcher = null;
                }
                await ChangedAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The app ends.
        }
        finally
        {
            watcher?.Dispose();
        }
    }

    private async Task ScanAsync(CancellationToken cancellationToken)
    {
        try
        {
            await folder.ScanAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The next scan begins anew; an app that ended for it would help nobody.
            LogFailed(exception);
        }
    }

    private async Task ChangedAsync(CancellationToken cancellationToken)
    {
        using var rescan = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        rescan.CancelAfter(settings.Rescan);
        try
        {
            await _changes.Reader.ReadAsync(rescan.Token);
            for (var waited = TimeSpan.Zero; waited < Longest; waited += Quiet)
            {
                await Task.Delay(Quiet, cancellationToken);
                if (!_changes.Reader.TryRead(out _)) break;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing was told in all that time.
        }
    }

    private FileSystemWatcher? Watch()
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new(settings.Path) { IncludeSubdirectories = true };
            watcher.Changed += Tell;
            watcher.Created += Tell;
            watcher.Deleted += Tell;
            watcher.Renamed += Tell;
            watcher.Error += (_, _) => _changes.Writer.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // It is not there, or there are more folders than the system watches: it is looked at every now and then all the same.
            watcher?.Dispose();
            return null;
        }
    }

    // What git writes for itself is no change.
    private void Tell(object sender, FileSystemEventArgs change)
    {
        if (change.Name?.StartsWith('.') != true) _changes.Writer.TryWrite(true);
    }

    [LoggerMessage(LogLevel.Error, "The watched folder could not be imported; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
