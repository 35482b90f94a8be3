using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Features.Targets;

/// <summary>What the parts of an address mean for one service or database.</summary>
public static class AddressMeanings
{
    /// <summary>A sentence for each part.</summary>
    public static IReadOnlyDictionary<AddressPart, string> Of(Application home, Target target) => new Dictionary<AddressPart, string>
    {
        [AddressPart.Scheme] = Endpoints.Of(target) is [{ Scheme: var scheme }, ..] && scheme != Scheme.Https
            ? $"Plain {scheme} inside the cluster"
            : "The container itself speaks https",
        [AddressPart.Host] = target switch
        {
            Database { Primary: true } => "The engine. The primary of its groups keeps the plain name",
            Database { Group: not null } => "The engine and the group",
            Database => "The engine",
            _ => target.Name == target.Label ? "The service’s name in its manifest" : $"Derived from {target.Name}, the name in its manifest",
        },
        [AddressPart.Namespace] = $"{home.Name}. Only its own services may leave it out",
        [AddressPart.Suffix] = "Makes the name valid anywhere in the cluster",
        [AddressPart.Port] = target is Database database
            ? $"The default port of {DatabaseEngine.Find(database.Engine)?.Title ?? database.Engine}"
            : $"The port that {target.Label} listens on",
    };
}
