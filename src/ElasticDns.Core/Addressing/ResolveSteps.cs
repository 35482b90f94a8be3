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
    public bool NeedCaller(string address) => AddressText.Parse(address) is { } text && FormOf(text) is HostForm.Single or HostForm.Legacy;

    private StepKind? FailedAt(AddressText? text, Resolution resolution) => resolution.Verdict switch
    {
        Verdict.Resolves => null,
        Verdict.PortNotExposed => StepKind.Port,
        Verdict.UnknownService => StepKind.Target,
        Verdict.DifferentCluster => StepKind.Application,
        _ when text is null => StepKind.Text,
        _ => FormOf(text) switch
        {
            HostForm.Public or HostForm.Local or HostForm.Wrong => StepKind.Name,
            _ => StepKind.Application,
        },
    };

    private ResolveStep Passed(StepKind kind, AddressText text, Application? caller, Resolution resolution)
    {
        var (title, detail) = kind switch
        {
            StepKind.Text => ("It reads as an address", Read(text)),
            StepKind.Name => NameOf(text, caller),
            StepKind.Application => ApplicationOf(caller, resolution),
            StepKind.Target => TargetOf(text, resolution),
            _ => PortOf(resolution),
        };
        return new(kind, StepState.Ok, title, detail);
    }

    private ResolveStep Failed(StepKind kind, AddressText? text, Application? caller, Resolution resolution)
    {
        var title = kind switch
        {
            StepKind.Text => "It cannot be read",
            StepKind.Name => FormOf(text!) switch
            {
                HostForm.Local => text!.Host == "localhost" ? "The caller's own container" : "An IP address, not a name",
                HostForm.Public => "A public name",
                _ => "The name has the wrong number of labels",
            },
            StepKind.Application when caller is null && FormOf(text!) is HostForm.Single or HostForm.Legacy => "No caller is chosen",
            StepKind.Application => resolution.Verdict is Verdict.DifferentCluster
                ? $"The namespace is in cluster '{resolution.Home!.Cluster}'"
                : $"No application{(caller is null ? "" : $" of cluster '{caller.Cluster}'")} has this namespace",
            StepKind.Target => $"{resolution.Home!.Name} has nothing of this name",
            _ => resolution.Target!.HasAddress ? $"Port {resolution.Port} is not exposed" : "No port is exposed",
        };
        var detail = kind is StepKind.Target ? $"{resolution.Explanation} {Names(resolution.Home!)}" : resolution.Explanation;
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
        var labels = text.Host.Split('.');
        var own = caller is null ? "the caller's own application" : $"{caller.Name} itself";
        return FormOf(text) switch
        {
            HostForm.Single => ("One label: a service or database of the caller's own application", $"'{labels[0]}' of {own}."),
            HostForm.Legacy => ("A name of Maestro V1", $"Only Maestro V1 answers '.{labels[^2]}.{labels[^1]}'. It stands for '{LabelOf(text)}' of {own}."),
            HostForm.Pair => ("Two labels: a service or database, and a namespace", $"'{labels[0]}' in namespace '{labels[1]}'."),
            _ => ("Fully qualified: valid anywhere in its cluster", $"'{labels[0]}' in namespace '{labels[1]}'; '{string.Join('.', labels[2..])}' says that it is a name of the cluster."),
        };
    }

    private static (string, string) ApplicationOf(Application? caller, Resolution resolution)
    {
        var home = resolution.Home!;
        return home == caller
            ? ($"The application is {home.Name}", $"The caller itself, namespace '{home.Namespace}' in cluster '{home.Cluster}'.")
            : ($"The namespace is {home.Name}", caller is null ? $"It runs in cluster '{home.Cluster}'." : $"It runs in cluster '{home.Cluster}', like the caller.");
    }

    private static (string, string) TargetOf(AddressText text, Resolution resolution)
    {
        var (home, target) = (resolution.Home!, resolution.Target!);
        var title = target is Database ? "The database exists" : "The service exists";
        var name = target switch
        {
            Database { Primary: true } primary when LabelOf(text) == primary.Engine => $"'{primary.Engine}' is answered by '{primary.Label}', the primary of its groups",
            Service { IsDerived: true } => $"'{target.Label}', derived from {target.Name}",
            _ => $"'{target.Label}'",
        };
        var place = (home.Revision, target.Line) switch
        {
            ( > 0, > 0) => $", revision {home.Revision}, line {target.Line}",
            ( > 0, _) => $", revision {home.Revision}",
            _ => "",
        };
        return (title, $"{name}{place}.");
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

    private static string Names(Application home) => home.Targets.Count == 0
        ? "It has none."
        : $"It has {Listed([.. home.Targets.Take(ShownNames).Select(target => $"'{target.Label}'")], home.Targets.Count > ShownNames ? null : "and")}"
            + (home.Targets.Count > ShownNames ? $" and {home.Targets.Count - ShownNames} more." : ".");

    private static string Listed(IReadOnlyList<string> items, string? and) =>
        and is null || items.Count < 2 ? string.Join(", ", items) : $"{string.Join(", ", items.SkipLast(1))} {and} {items[^1]}";

    // A Maestro V1 name writes a database group before its engine.
    private static string LabelOf(AddressText text) =>
        text.Host.Split('.') is [var group, var engine, "cloud66", "local"] ? $"{engine}-{group}" : text.Host.Split('.')[0];

    private HostForm FormOf(AddressText text)
    {
        if (text.IsLocalOrNumeric) return HostForm.Local;
        var labels = text.Host.Split('.');
        if (labels is [.., "cloud66", "local"] and { Length: > 2 }) return labels.Length is 3 or 4 ? HostForm.Legacy : HostForm.Wrong;
        if (text.Host.EndsWith($".{rules.Suffix}", StringComparison.Ordinal))
            return labels.Length - rules.Suffix.Split('.').Length == 2 ? HostForm.Qualified : HostForm.Wrong;
        return labels switch
        {
            [_] => HostForm.Single,
            [_, _] => HostForm.Pair,
            [_, _, "svc"] => HostForm.Qualified,
            _ => HostForm.Public,
        };
    }

    private enum HostForm
    {
        Single,
        Pair,
        Qualified,
        Legacy,
        Local,
        Public,

        // Qualified or of Maestro V1, with too few or too many labels.
        Wrong,
    }
}
