using Radzen;

namespace ElasticDns.Web.Shared;

/// <summary>A secret that a dialog shows once. While it is there, no key and no click beside the dialog takes it away: only the dialog's own button does.</summary>
public sealed class ShownOnce
{
    /// <summary>Whether the secret is there to be read.</summary>
    public bool IsShown { get; set; }

    /// <summary>How the dialog is opened.</summary>
    public DialogOptions Options(string width) =>
        new() { Width = width, ShowClose = false, CloseDialogOnEsc = true, AutoFocusFirstElement = false, CanClose = () => Task.FromResult(!IsShown) };
}
