namespace ElasticDns.Web.Shared.Surface;

/// <summary>The name that a download is offered under, where somebody else has chosen it: no path, and nothing that a header or a shell would read.</summary>
public static class DownloadName
{
    private const int Longest = 100;

    public static string Of(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' ? c : '_')).Trim(' ', '.');
        // The end tells what it is.
        return plain.Length == 0 ? "download" : plain.Length > Longest ? plain[^Longest..] : plain;
    }
}
