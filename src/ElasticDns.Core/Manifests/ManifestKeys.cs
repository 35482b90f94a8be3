using System.Collections.Frozen;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>The keys that Maestro documents, those of its older versions, and what a key that is neither probably means.</summary>
internal static class ManifestKeys
{
    public const string Extension = "x-elastic-dns";

    public static readonly FrozenSet<string> Root = FrozenSet.Create("services", "databases", "version");

    public static readonly FrozenSet<string> OlderRoot = FrozenSet.Create("repositories");

    public static readonly FrozenSet<string> Service = FrozenSet.Create(
        "annotations", "build_command", "build_root", "command", "constraints", "databases", "deploy_command", "dns_behaviour",
        "dockerfile_path", "env_vars", "git_branch", "git_url", "health", "image", "load_balancing", "log_folder", "ports",
        "post_start_command", "pre_start_signal", "pre_stop_command", "pre_stop_sequence", "privileged", "requires", "restart_on_deploy",
        "security_context", "service_account_name", "stop_grace", "tags", "traffic_matches", "type", "use_habitus", "use_habitus_step",
        "volumes", "work_dir");

    public static readonly FrozenSet<string> LegacyPorts = FrozenSet.Create("local_ports", "public_port");

    public static readonly FrozenSet<string> OlderService = FrozenSet.Create(
        "git", "git_repo", "branch", "tarball", "native", "repositories", "capture_output", "capture_stdout_stderr", "restart_on_redeploy",
        "habitus_filename", "habitus_params", "build_vars");

    /// <summary>Keys that no Compose file has, by which a service.yml with a few Compose keys is told from one.</summary>
    public static readonly FrozenSet<string> OnlyMaestro = FrozenSet.Create(
        "git_url", "git_branch", "build_root", "dockerfile_path", "env_vars", "requires", "traffic_matches", "deploy_command",
        "build_command", "use_habitus", "dns_behaviour", "load_balancing", "log_folder", "local_ports", "public_port");

    public static readonly FrozenSet<string> Port = FrozenSet.Create("container", "http", "https", "tcp", "udp");

    public static readonly FrozenSet<string> ExtensionKeys = FrozenSet.Create("application", "namespace", "cluster", "owner", "description", "docs");

    /// <summary>Every key above: none of them holds a secret by its name, which spares most keys of a manifest a closer look.</summary>
    public static readonly FrozenSet<string> Documented = new[] { Root, Service, LegacyPorts, OlderService, Port, ExtensionKeys }.SelectMany(keys => keys).ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Misnomers = new Dictionary<string, string>
    {
        ["constrains"] = "constraints", ["priviliged"] = "privileged", ["docker_file"] = "dockerfile_path", ["dockerfile"] = "dockerfile_path",
        ["public_ports"] = "public_port", ["env"] = "env_vars", ["environment"] = "env_vars", ["port"] = "ports", ["dbs"] = "databases",
        ["depends_on"] = "requires", ["db"] = "databases", ["database"] = "databases", ["service"] = "services",
    }.ToFrozenDictionary();

    /// <summary>Whether it is an extension key in the manner of Compose, which nobody warns about.</summary>
    public static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>A question that names the known key which was probably meant, or nothing.</summary>
    public static string DidYouMean(string key, IEnumerable<string> known)
    {
        var candidates = known.ToArray();
        var lower = key.ToLowerInvariant();
        var meant = Misnomers.TryGetValue(lower, out var misnomer) && candidates.Contains(misnomer) ? misnomer
            : candidates.Contains(lower) ? lower
            : NearestNames.Of(lower, candidates, 1) is [var nearest] ? nearest : null;
        return meant is null ? "" : $" Did you mean '{meant}'?";
    }

    /// <summary>What is therefore not imported, in a sentence.</summary>
    public static string NotRead(YamlNode value) => value switch
    {
        YamlSequence { Items.Count: > 0 and var count } => $" {Its(count)} not imported.",
        YamlMapping { Entries.Count: > 0 and var count } => $" {Its(count)} not imported.",
        _ when value.IsNull => "",
        _ => " Its value is not imported.",
    };

    private static string Its(int count) => count == 1 ? "Its 1 entry is" : $"Its {count:N0} entries are";
}
