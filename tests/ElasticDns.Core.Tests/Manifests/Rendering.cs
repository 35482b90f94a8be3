using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.Manifests;
using ElasticDns.Core.References;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>A reading as text that people can check line by line.</summary>
internal static class Rendering
{
    public static string Of(ManifestReading reading, int redacted)
    {
        var text = new StringBuilder($"outcome: {(reading.Manifest is null ? "refused" : "accepted")}\n");
        if (reading.Manifest is { } manifest) text.Append(Of(manifest));
        text.Append($"redacted: {redacted}\n");
        if (reading.Findings.Count > 0) text.Append("findings:\n");
        foreach (var finding in reading.Findings)
            text.Append($"  {(finding.File is null or Yml.FileName ? "" : $"{finding.File}:")}{finding.Line}:{finding.Column} {finding.Severity.ToString().ToLowerInvariant()} {finding.Code} {finding.Message}\n");
        return text.ToString();
    }

    /// <summary>What the manifests declare, as applications of one cluster.</summary>
    public static string Declared(IEnumerable<Manifest> manifests)
    {
        Application[] applications = [.. manifests.Select(manifest => new Application("production", manifest.Environment ?? "shop", manifest.Place.Application ?? "Shop", manifest.Services, manifest.Databases))];
        var rules = new ReferenceRules(CatalogSnapshot.Of(applications), new());
        var text = new StringBuilder();
        foreach (var reference in applications.SelectMany(rules.Of))
            text.Append($"{reference.Caller.Label}.{reference.From.Namespace} {reference.Mention.Line}:{reference.Mention.Column} {reference.Mention.Where} {reference.Mention.Text}: {reference.Verdict.Code()}{(reference.Destination.Target is { } target ? $" {target.Label}.{reference.Destination.Home!.Namespace}" : "")}\n");
        return text.Length == 0 ? "" : $"declared:\n{text}";
    }

    public static string Of(Manifest manifest)
    {
        var text = new StringBuilder();
        if (manifest.Environment is not null) text.Append($"environment: {manifest.Environment}\n");
        if (manifest.Place != Placement.None)
            text.Append($"place: {manifest.Place.Application ?? "-"} | {manifest.Place.Namespace ?? "-"} | {manifest.Place.Cluster ?? "-"} | {manifest.Place.Owner ?? "-"} | {manifest.Place.Description ?? "-"} | {manifest.Place.Docs ?? "-"}\n");
        foreach (var service in manifest.Services)
        {
            text.Append($"service {service.Label} ({service.Name}) line {service.Line}, {service.Type}{(service.Image is null ? "" : $", image {service.Image}")}{(service.HostNetwork ? ", host network" : "")}\n");
            foreach (var port in service.Ports)
                text.Append($"  port {port.Container?.ToString() ?? "none"}{string.Concat(port.Mappings.Select(mapping => $", {mapping.Protocol.ToString().ToLowerInvariant()} {mapping.Port}"))}\n");
            text.Append(string.Concat(AddressRules.OwnAddresses(service).Select(address => $"  address {address.Url}\n")));
        }
        foreach (var database in manifest.Databases)
        {
            text.Append($"database {database.Label} ({database.Name}) line {database.Line}, engine {database.Engine}, group {database.Group ?? "none"}{(database.Primary ? ", primary" : "")}, hosts {string.Join(' ', database.Hosts)}\n");
            text.Append(string.Concat(AddressRules.OwnAddresses(database).Select(address => $"  address {address.Url}\n")));
        }
        return text.ToString();
    }
}
