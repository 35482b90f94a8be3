using System.Globalization;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>How much of the app one client, or all of them together, can take. Every limit is a setting <c>Limits:…</c>, listed in the README.</summary>
public sealed record SurfaceLimits
{
    private const string Section = "Limits";

    /// <summary>Connections at once.</summary>
    public int Connections { get; init; } = 1_000;

    /// <summary>Connections of open pages at once.</summary>
    public int PageConnections { get; init; } = 1_000;

    /// <summary>Headers of a request.</summary>
    public int Headers { get; init; } = 100;

    /// <summary>Kilobytes of all headers of a request.</summary>
    public int HeaderKilobytes { get; init; } = 32;

    /// <summary>Seconds in which the headers of a request must have come.</summary>
    public int HeaderSeconds { get; init; } = 15;

    /// <summary>Seconds for which a connection without a request is kept.</summary>
    public int KeepAliveSeconds { get; init; } = 130;

    /// <summary>Kilobytes of a request's body, where it is no import.</summary>
    public int BodyKilobytes { get; init; } = 1_024;

    /// <summary>The least bytes a second at which a body may come.</summary>
    public int BodyBytesPerSecond { get; init; } = 240;

    /// <summary>Seconds in which the files of an import must have come.</summary>
    public int ImportBodySeconds { get; init; } = 120;

    /// <summary>Calls of the API that import at once; as many again that only check.</summary>
    public int ImportsAtOnce { get; init; } = 4;

    /// <summary>Imports that wait for their turn; as many again that only check.</summary>
    public int ImportsWaiting { get; init; } = 64;

    /// <summary>Open pages of one account, or of one address where nobody is signed in.</summary>
    public int PagesPerClient { get; init; } = 64;

    /// <summary>Pages of one client that are rendered for the first time at once; the others wait.</summary>
    public int PageStartsAtOnce { get; init; } = 1;

    /// <summary>Kilobytes of a message of a page.</summary>
    public int PageMessageKilobytes { get; init; } = 32;

    /// <summary>Events a second that a page may send on and on.</summary>
    public int PageEventsPerSecond { get; init; } = 100;

    /// <summary>Events that it may send at once.</summary>
    public int PageEventBurst { get; init; } = 500;

    /// <summary>Calls that fail, such as events for what is not there, before a page is taken for no page; one comes back every six seconds.</summary>
    public int PageFailures { get; init; } = 20;

    /// <summary>Renderings that a page has not confirmed before no more are made.</summary>
    public int PageRenderings { get; init; } = 10;

    /// <summary>Seconds for which it may go on sending events then.</summary>
    public int PageSilenceSeconds { get; init; } = 30;

    /// <summary>Pages without a connection that are kept for their return.</summary>
    public int PagesKept { get; init; } = 64;

    /// <summary>Seconds for which they are kept.</summary>
    public int PageKeptSeconds { get; init; } = 180;

    /// <summary>Seconds in which a page must answer what it is asked.</summary>
    public int PageAnswerSeconds { get; init; } = 60;

    /// <summary>Reads the configuration. What is wrong with it is added to the errors; the app does not start with any.</summary>
    public static SurfaceLimits Of(IConfiguration configuration, ICollection<string> errors)
    {
        var defaults = new SurfaceLimits();
        var known = typeof(SurfaceLimits).GetProperties().Where(property => property.PropertyType == typeof(int)).Select(property => property.Name).ToList();
        foreach (var unknown in configuration.GetSection(Section).GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
            errors.Add($"{unknown.Path} is no limit. The limits are {string.Join(", ", known)}.");
        return new()
        {
            Connections = Read(nameof(Connections), defaults.Connections, 10, 1_000_000),
            PageConnections = Read(nameof(PageConnections), defaults.PageConnections, 1, 1_000_000),
            Headers = Read(nameof(Headers), defaults.Headers, 20, 1_000),
            HeaderKilobytes = Read(nameof(HeaderKilobytes), defaults.HeaderKilobytes, 8, 1_024),
            HeaderSeconds = Read(nameof(HeaderSeconds), defaults.HeaderSeconds, 1, 300),
            KeepAliveSeconds = Read(nameof(KeepAliveSeconds), defaults.KeepAliveSeconds, 1, 3_600),
            BodyKilobytes = Read(nameof(BodyKilobytes), defaults.BodyKilobytes, 64, 65_536),
            BodyBytesPerSecond = Read(nameof(BodyBytesPerSecond), defaults.BodyBytesPerSecond, 1, 1_000_000),
            ImportBodySeconds = Read(nameof(ImportBodySeconds), defaults.ImportBodySeconds, 1, 3_600),
            ImportsAtOnce = Read(nameof(ImportsAtOnce), defaults.ImportsAtOnce, 1, 64),
            ImportsWaiting = Read(nameof(ImportsWaiting), defaults.ImportsWaiting, 0, 10_000),
            PagesPerClient = Read(nameof(PagesPerClient), defaults.PagesPerClient, 1, 100_000),
            PageStartsAtOnce = Read(nameof(PageStartsAtOnce), defaults.PageStartsAtOnce, 1, 1_000),
            PageMessageKilobytes = Read(nameof(PageMessageKilobytes), defaults.PageMessageKilobytes, 32, 1_024),
            PageEventsPerSecond = Read(nameof(PageEventsPerSecond), defaults.PageEventsPerSecond, 10, 100_000),
            PageEventBurst = Read(nameof(PageEventBurst), defaults.PageEventBurst, 50, 100_000),
            PageFailures = Read(nameof(PageFailures), defaults.PageFailures, 1, 10_000),
            PageRenderings = Read(nameof(PageRenderings), defaults.PageRenderings, 2, 100),
            PageSilenceSeconds = Read(nameof(PageSilenceSeconds), defaults.PageSilenceSeconds, 1, 3_600),
            PagesKept = Read(nameof(PagesKept), defaults.PagesKept, 0, 10_000),
            PageKeptSeconds = Read(nameof(PageKeptSeconds), defaults.PageKeptSeconds, 1, 3_600),
            PageAnswerSeconds = Read(nameof(PageAnswerSeconds), defaults.PageAnswerSeconds, 1, 600),
        };

        int Read(string name, int standard, int least, int most)
        {
            if (configuration[$"{Section}:{name}"] is not { Length: > 0 } text) return standard;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
            errors.Add($"{Section}:{name} is '{text}'. Write a whole number from {least} to {most}, or remove the setting for {standard}.");
            return standard;
        }
    }
}
