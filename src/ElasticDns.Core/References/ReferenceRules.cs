using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.References;

/// <summary>Which texts of a manifest are references, and where they lead in one catalogue.</summary>
/// <param name="catalog">The catalogue.</param>
/// <param name="rules">The address rules.</param>
public sealed class ReferenceRules(CatalogSnapshot catalog, AddressRules rules)
{
    // What a single label means depends on its own application alone, and an application lives longer than a snapshot.
    private static readonly ConditionalWeakTable<Application, IReadOnlyList<Reference?>> Own = [];

    // Public names end alike, so each end is compared with the namespaces of a cluster once.
    private readonly ConcurrentDictionary<(string Cluster, string End), bool> _nearly = [];

    private readonly AddressResolver _resolver = new(catalog, rules);

    /// <summary>The references of an application of the catalogue: by service in ordinal order of the labels, then in the manifest's order.</summary>
    public IEnumerable<Reference> Of(Application application)
    {
        var own = Own.GetValue(application, JudgeOwn);
        var at = 0;
        foreach (var service in application.Services)
            foreach (var mention in service.Mentions)
                if ((IsOwn(mention) ? own[at++] : Judge(application, service, mention)) is { } reference) yield return reference;
    }

    /// <summary>What a text of one service of an application of the catalogue declares; null where it is no reference.</summary>
    public Reference? Of(Application application, Service service, Mention mention) => Judge(application, service, mention);

    /// <summary>What to write instead of a reference to lead to that target; null where its service does not reach it.</summary>
    public Suggestion? Suggest(Reference reference, Application home, Target target) => _resolver.Suggest(reference.From, home, target, reference.Address);

    /// <summary>
    /// Whether another application of the caller's cluster can decide where a text leads, and then its namespace; null where nothing but
    /// the caller's own application does.
    /// </summary>
    public string? NamespaceIn(Application from, Mention mention) => IsOwn(mention)
        ? null
        : HostName.Of(new(mention.Scheme, mention.HostIn(from.Namespace), mention.Port), rules.Suffix).Namespace;

    /// <summary>The host of a reference taken apart.</summary>
    public HostName NameOf(Reference reference) => HostName.Of(reference.Address, rules.Suffix);

    /// <summary>Why it leads where it leads, and what to write where it leads nowhere.</summary>
    public Resolution Explain(Reference reference)
    {
        var resolution = _resolver.Resolve(reference.Address, reference.From);
        return reference.Mention.Host.Contains(Mention.OwnNamespace, StringComparison.Ordinal)
            ? resolution with { Explanation = $"{resolution.Explanation} {OwnNamespaceNote(reference.From)}" }
            : resolution;
    }

    private static string OwnNamespaceNote(Application from) => $"_env(NAMESPACE) is '{from.Namespace}' here.";

    private List<Reference?> JudgeOwn(Application application) =>
    [
        .. from service in application.Services
           from mention in service.Mentions
           where IsOwn(mention)
           select Judge(application, service, mention),
    ];

    private static bool IsOwn(Mention mention) => !mention.Host.Contains('.', StringComparison.Ordinal);

    private Reference? Judge(Application from, Service caller, Mention mention)
    {
        var address = new AddressText(mention.Scheme, mention.HostIn(from.Namespace), mention.Port);
        var name = HostName.Of(address, rules.Suffix);
        if (!Counts(mention.Form, name, from)) return null;
        var destination = _resolver.Follow(address, from);
        return destination.Verdict is Verdict.NotElasticDns ? null : new(from, caller, mention, destination);
    }

    private bool Counts(MentionForm form, HostName name, Application from) => name.Kind switch
    {
        HostKind.LocalOrNumeric or HostKind.Public => false,
        HostKind.FullyQualified or HostKind.MalformedQualified or HostKind.Legacy => true,
        // A public name may have two labels as well: without a scheme that settles it, the second one has to be a namespace.
        HostKind.LabelAndNamespace => _resolver.IsNamespace(name.Namespace!) || (form is MentionForm.Url && IsNearlyNamespace(name.Namespace!, from)),
        _ => form switch
        {
            MentionForm.Url => true,
            MentionForm.HostAndPort => IsName(name.Label, from) || from.Hosts.Any(host => NearestNames.IsNearly(name.Label, host)),
            _ => IsName(name.Label, from),
        },
    };

    private bool IsNearlyNamespace(string text, Application from) =>
        _nearly.GetOrAdd((from.Cluster, text), static (key, known) => known._resolver.IsNearlyNamespace(key.End, known.From), (_resolver, From: from));

    // A label or another host, or the name as the manifest writes it: 'mysql_db' is meant for 'mysql-db'.
    private static bool IsName(string label, Application from) =>
        from.Find(label) is not null || (from.Find(DnsLabel.Fold(label)) is { } folded && folded.Name.Equals(label, StringComparison.OrdinalIgnoreCase));
}
