using System.Globalization;
using System.Text;

namespace ElasticDns.Benchmarks;

/// <summary>Manifests as teams write them: ports in several forms, variables that name other services, one secret, databases.</summary>
internal static class ManifestTexts
{
    public static string Write(int number, int services)
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.Append(culture, $"# Application {number}\nservices:\n");
        for (var i = 0; i < services; i++)
        {
            text.Append(culture, $"""
                  service-{i}:
                    git_url: git@github.com:example/application-{number}.git
                    git_branch: master
                    build_root: services/service-{i}
                    command: bundle exec rackup -p {3000 + i}
                    ports:
                      - container: {3000 + i}
                        http: 80
                        https: 443
                    requires:
                      - mysql
                    env_vars:
                      RAILS_ENV: production
                      NEXT_URL: http://service-{(i + 1) % services}:{3000 + ((i + 1) % services)}
                      QUEUE_URL: redis://redis:6379

                """);
        }
        text.Append("      API_TOKEN: 4f1c0de2b8\ndatabases:\n  - mysql\n  - redis\n");
        return text.ToString();
    }
}
