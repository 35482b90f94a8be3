using System.Text;
using ElasticDns.Core.Tests.Manifests;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests.Fuzz;

/// <summary>Manifests to begin with: those of the golden cases, generated ones with secrets, and real ones where they lie beside the repository.</summary>
internal static class FuzzSeeds
{
    /// <summary>A service.yml that uses the whole grammar.</summary>
    public const string Whole = """
        # Everything that a service.yml may say, é included
        x-elastic-dns: {application: "Back office", namespace: backoffice-workers, cluster: production, owner: Platform team, docs: "https://wiki.example.com/back-office"}
        x-base: &base {image: 'me:word@registry.example.com/app:1.0', ports: [3000]}
        services:
          api: &api
            <<: *base
            ports: [5000, "4480", 9000:9000, "3000:80:443", "4000::8443", {container: 8000, http: 80, https: 443, tcp: 25, udp: 111}]
            env_vars:
              REDIS_URL: _env(URL:redis://redis:6379)
              DB_PASSWORD: "very\tsecret"
              PEERS: http://custom-web:4000,http://api.payments:80,$(OTHER)
              PEM: |-
                -----BEGIN PRIVATE KEY-----
                MIIEpAIBAAKCAQEAx7Kq2Zv9

                -----END PRIVATE KEY-----
            command: >
              run --password word
              --dip=zigot._env(NAMESPACE)
            health: {ready: {endpoint: http://api:5000/ready}}
            requires: [custom_web]
            tags: {a: b}
            security_context: {host_network: true}
          custom_web:
            env_vars: [TOKEN=abc, "A=b", 'MYSQL_HOST=mysql-main']
            local_ports: [4000]
            public_port: "80:443"
            databases: [redis]
          ? worker
          :
            type: daemon_set # a note
            traffic_matches: x
          "quoted": *api
        databases:
        - mysql-main
        - mysql-leopard
        ...

        """;

    /// <summary>All seeds, in an order of their own that is always the same.</summary>
    public static IReadOnlyList<byte[]> All { get; } =
    [
        Encoding.UTF8.GetBytes(Whole.ReplaceLineEndings("\n")),
        .. Files(Path.Combine(AppContext.BaseDirectory, "cases")),
        .. SecretManifest.All.Sample(40, 40).Select(manifest => Encoding.UTF8.GetBytes(manifest.Text)),
        .. ((string[])["corpus", "corpus-wrong"]).Select(RealFiles.Find).OfType<string>().SelectMany(Files),
    ];

    private static IEnumerable<byte[]> Files(string folder) =>
        Directory.GetFiles(folder, "*.yml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
}
