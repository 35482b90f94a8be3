using ElasticDns.Core.Catalog;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using ElasticDns.Web.Features.History;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Applications;

// What is done with the application: each change is shown before, and offers the way back after.
public sealed partial class ApplicationPage
{
    private string Place => $"{_application!.Cluster}/{_application.Namespace}";

    private async Task AskToRename(Actor by)
    {
        var application = _application!;
        if (await AskAsync<RenameDialog>($"Rename {application.Name}", application) is not { } renamed) return;
        UndoToast.Show(Notifications, $"{application.Name} is now called {renamed.Name}", "Its addresses are the same.", "Restore the name",
            () => UndoAsync(how => Stored.RenameAsync(application.Cluster, application.Namespace, application.Name, how), renamed.Revision));
    }

    private async Task AskToMove(Actor by)
    {
        var application = _application!;
        if (await AskAsync<MoveDialog>($"Move {application.Name}", application) is not { } moved) return;
        UndoToast.Show(Notifications, $"{application.Name} is moved", $"It is now {moved.Namespace} in cluster {moved.Cluster}.", "Move it back",
            () => UndoAsync(how => Stored.MoveAsync(moved.Cluster, moved.Namespace, application.Cluster, application.Namespace, how), moved.Revision, application));
        Navigation.NavigateTo(From.Caller == application ? PageLinks.Of(moved) : From.Link(PageLinks.Of(moved)));
    }

    private async Task AskToRemove(Actor by)
    {
        var application = _application!;
        if (await AskAsync<RemoveDialog>($"Remove {application.Name}?", application) is null) return;
        UndoToast.Show(Notifications, $"{application.Name} is removed", $"{application.Namespace} in cluster {application.Cluster}", "Restore",
            () => UndoAsync(how => Stored.RestoreAsync(application.Cluster, application.Namespace, application.Revision, how), 0, application));
        Navigation.NavigateTo(From.Caller == application ? "/" : From.Link("/"));
    }

    // The application as the change made it, or null where it was left.
    private async Task<Application?> AskAsync<TDialog>(string title, Application application)
        where TDialog : StoredChangeDialog
    {
        var answer = await Dialogs.OpenAsync<TDialog>(title, new() { [nameof(Application)] = application, [nameof(StoredChangeDialog.Expected)] = application.Revision }, StoredChangeDialog.Options);
        return answer is ImportResult { Applications: [var changed] } ? changed.Application : null;
    }

    // Only what nobody has changed meanwhile; then the reader sees what is back.
    private async Task<bool> UndoAsync(Func<StoredChange, Task<ImportResult?>> undo, int expected, Application? back = null)
    {
        if (await undo(new(await Me.GetAsync()) { ExpectedRevision = expected }) is not { IsRefused: false, Conflict: null }) return false;
        if (back is not null) Navigation.NavigateTo(From.Link(PageLinks.Of(back)));
        return true;
    }
}
