using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Addressing;

/// <summary>
/// Tells step by step how an address was followed. The verdict is the resolver's alone: the steps say at which point it fell, so the two
/// never contradict each other. Always five steps; one has failed unless the address resolves, and none after it is reached.
/// </summary>
/// <param name="rules">The address rules.</param>
public sealed class ResolveSteps(AddressRules rules)
{
    private const int ShownNames = 8;
    private const int ShownAlike = 3;

    private static readonly StepKind[] Kinds = Enum.GetValues<StepKind>();

    /// <summary>The steps of a resolution.</summary>
    /// <param name="address">The address as it was written; it may hold a password, which no step repeats.</param>
    /// <param name="caller">The caller for whom it was resolved, or null.</param>
    /// <param name="resolution">What the resolver said.</param>
    public IReadOnlyList<ResolveStep> Of(string address, Application? caller, Resolution resolution)
    {
        var text = AddressText.Parse(address);
        var failed = FailedAt(text, resolution);
        return
        [
            .. Kinds.Select(kind => failed is { } at && kind >= at
                ? kind == at ? Failed(kind, text, caller, resolution) : NotReached(kind, resolution.Port ?? text?.EffectivePort)
                : Passed(kind, text!, caller, resolution)),
        ];
    }

    /// <summary>Whether an address means something of the caller's own application, so that it leads nowhere without a caller.</summary>
    public bool NeedCaller(string address) => AddressText.Parse(address) is { } text && IsOwn(NameIn(text).Kind);

    private StepKind? FailedAt(AddressText? text, Resolution resolution) => resolution.Verdict switch
    {
        Verdict.Resolves => null,
        Verdict.PortNotExposed => StepKind.Port,
        Verdict.UnknownService => StepKind.Target,
        Verdict.DifferentCluster => StepKind.Application,
        _ when text is null => StepKind.Text,
        _ => NameIn(text).Kind is HostKind.Public or HostKind.LocalOrNumeric or HostKind.MalformedQualified ? StepKind.Name : StepKind.Application,
    };

    private ResolveStep Passed(StepKind kind, AddressText text, Application? caller, Resolution resolution)
    {
        var (title, detail) = kind switch
        {
            StepKind.Text => ("It reads as an address", Read(text)),
            StepKind.Name => NameOf(text, caller),
            StepKind.Application => ApplicationOf(caller, resolution),
            StepKind.Target => TargetOf(NameIn(text), resolution),
            _ => PortOf(resolution),
        };
        return new(kind, StepState.Ok, title, detail);
    }

    private ResolveStep Failed(StepKind kind, AddressText? text, Application? caller, Resolution resolution)
    {
        var title = kind switch
        {
            StepKind.Text => "It cannot be read",
            StepKind.Name => NameIn(text!).Kind switch
            {
                HostKind.LocalOrNumeric => text!.Host == "localhost" ? "The caller's own container" : "An IP address, not a name",
                HostKind.Public => "A public name",
                _ => "The name has the wrong number of labels",
            },
            StepKind.Application when caller is null && IsOwn(NameIn(text!).Kind) => "No caller is chosen",
            StepKind.Application => resolution.Verdict is Verdict.DifferentCluster
                ? $"The namespace is in cluster '{resolution.Home!.Cluster}'"
                : $"No application{(caller is null ? "" : $" of cluster '{caller.Cluster}'")} has this namespace",
            StepKind.Target => $"{resolution.Home!.Name} has nothing of this name",
            _ => resolution.Target!.HasAddress ? $"Port {resolution.Port} is not exposed" : "No port is exposed",
        };
        var detail = kind is StepKind.Target ? $"{resolution.Explanation} {Names(NameIn(text!).Label, resolution)}".TrimEnd() : resolution.Explanation;
        return new(kind, StepState.Failed, title, detail);
    }

    private static ResolveStep NotReached(StepKind kind, int? port) => new(kind, StepState.NotReached, kind switch
    {
        StepKind.Name => "What the name stands for",
        StepKind.Application => "The application",
        StepKind.Target => "The service or database",
        _ => port is null ? "The port" : $"Port {port}",
    }, "Not looked at.");

    private static string Read(AddressText text)
    {
        var port = (text.Port, text.EffectivePort) switch
        {
            ({ } written, _) => $"port {written}, as written",
            (null, { } standard) => $"port {standard}, which {text.Scheme}:// stands for",
            _ => "and no port: any that is exposed will do",
        };
        return text.Scheme is null ? $"Host '{text.Host}', {port}." : $"Scheme '{text.Scheme}', host '{text.Host}', {port}.";
    }

    private (string, string) NameOf(AddressText text, Application? caller)
    {
        var name = NameIn(text);
        // Whether it is there is the affair of a later step.
        var own = $"'{name.Label}' is looked for in {(caller is null ? "the caller's own application" : $"{caller.Name} itself")}";
        var there = $"'{name.Label}' is looked for in namespace '{name.Namespace}'";
        return name.Kind switch
        {
            HostKind.Label => ("A single label: looked for in the caller's own application", $"{own}."),
            HostKind.Legacy => ("A name of Maestro V1", $"Only Maestro V1 answers it. Today's name {own}."),
            HostKind.LabelAndNamespace => ("Two labels: a service or database, and a namespace", $"{there}."),
            _ => ("Fully qualified: valid anywhere in its cluster", $"{there}; '{text.Host[(name.Label.Length + name.Namespace!.Length + 2)..]}' says that it is a name of the cluster."),
        };
    }

    private static (string, string) ApplicationOf(Application? caller, Resolution resolution)
    {
        var home = resolution.Home!;
        return home == caller
            ? ($"The application is {home.Name}", $"The caller itself, namespace '{home.Namespace}' in cluster '{home.Cluster}'.")
            : ($"The namespace is {home.Name}", caller is null ? $"It runs in cluster '{home.Cluster}'." : $"It runs in cluster '{home.Cluster}', like the caller.");
    }

    private static (string, string) TargetOf(HostName name, Resolution resolution)
    {
        var (home, target) = (resolution.Home!, resolution.Target!);
        var title = target is Database ? "The database exists" : "The service exists";
        var found = target switch
        {
            Database { Primary: true } primary when name.Label == primary.Engine => $"'{primary.Engine}' is answered by '{primary.Label}', the primary of its groups",
            Service { IsDerived: true } => $"'{target.Label}', derived from {target.Name}",
            _ => $"'{target.Label}'",
        };
        var place = (home.Revision, target.Line) switch
        {
            ( > 0, > 0) => $", revision {home.Revision}, line {target.Line}",
            ( > 0, _) => $", revision {home.Revision}",
            _ => "",
        };
        return (title, $"{found}{place}.");
    }

    private static (string, string) PortOf(Resolution resolution)
    {
        var ports = Endpoints.Of(resolution.Target!).Select(endpoint => endpoint.Port).Distinct().ToList();
        if (resolution.Port is not { } port)
            return ($"{(ports.Count == 1 ? "A port is" : "Ports are")} exposed", $"No port is written; it exposes {Listed([.. ports.Select(one => $"{one}")], "and")}.");
        var outside = resolution.Target is Service service
            ? service.Ports.Where(entry => entry.Container == port).SelectMany(entry => entry.Mappings)
                .Select(mapping => $"{mapping.Protocol.ToString().ToLowerInvariant()} {mapping.Port}").Distinct().ToList()
            : [];
        return ($"Port {port} is exposed", resolution.Target is Database
            ? "The port of its engine."
            : $"Container port {port}.{(outside.Count == 0 ? "" : $" From outside the cluster it is {Listed(outside, "and")}.")}");
    }

    // The first names of many help nobody: then only those that look alike are named, unless the explanation has done so.
    private static string Names(string label, Resolution resolution)
    {
        var home = resolution.Home!;
        if (home.Targets.Count == 0) return "It has none.";
        if (home.Targets.Count <= ShownNames) return $"It has {Quoted(home.Targets.Select(target => target.Label))}.";
        if (resolution.DidYouMean.Count > 0) return "";
        var alike = home.Targets.Select(target => target.Label).Where(name => name.Contains(label, StringComparison.Ordinal) || label.Contains(name, StringComparison.Ordinal)).Take(ShownAlike).ToList();
        return alike.Count > 0 ? $"Nearest of its {home.Targets.Count} names {(alike.Count == 1 ? "is" : "are")} {Quoted(alike)}." : $"None of its {home.Targets.Count} names comes near.";
    }

    private static string Quoted(IEnumerable<string> names) => Listed([.. names.Select(name => $"'{name}'")], "and");

    private static string Listed(IReadOnlyList<string> items, string? and) =>
        and is null || items.Count < 2 ? string.Join(", ", items) : $"{string.Join(", ", items.SkipLast(1))} {and} {items[^1]}";

    private HostName NameIn(AddressText text) => HostName.Of(text, rules.Suffix);

    private static bool IsOwn(HostKind kind) => kind is HostKind.Label or HostKind.Legacy;
}
