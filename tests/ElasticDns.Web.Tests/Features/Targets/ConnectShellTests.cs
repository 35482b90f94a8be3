using System.Diagnostics;
using ElasticDns.Core.Catalog;
using ElasticDns.Web.Features.Targets;
using ElasticDns.Web.Shared;

namespace ElasticDns.Web.Tests.Features.Targets;

/// <summary>A shell reads what is to be read by a shell.</summary>
public sealed class ConnectShellTests : IDisposable
{
    // Each prints its name, the password that it was given apart from its arguments, and its arguments, one a line.
    private static readonly string[] Clients = ["curl", "nc", "mysql", "psql", "redis-cli", "mongosh", "nslookup"];

    private readonly string _folder = Directory.CreateTempSubdirectory("elastic-dns-").FullName;

    public ConnectShellTests()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var client in Clients)
        {
            var file = Path.Combine(_folder, client);
            File.WriteAllText(file, $"#!/bin/sh\nprintf '%s\\n' {client} \"$MYSQL_PWD$PGPASSWORD\" \"$@\"\n");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Blanks, quotes, dollars and back-ticks must come through as they are.
    private static string Value(string variable) => $"{variable.ToLowerInvariant()} \"q\" 'a' $x `b` \\ *";

    [Theory]
    [MemberData(nameof(ConnectCases.All), MemberType = typeof(ConnectCases))]
    public void A_shell_that_reads_the_env_file_has_the_addresses(string label, CalledFrom from)
    {
        File.WriteAllText(Path.Combine(_folder, ".env"), ConnectCases.Text(label, from, ConnectForm.Env));
        var variables = Run(label, "set -eu -a; . ./.env; printenv -0")
            .Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

        var addresses = ConnectCases.Addresses(label, from);
        var named = NamedAddress.Of(ConnectCases.Target(label), addresses);
        Assert.Equal(addresses, named.Select(port => port.Address));
        for (var i = 0; i < named.Count; i++)
        {
            var expected = i == 0 && ConnectCases.ConnectionString(label, from, Value) is { } connection ? connection
                : named[i].IsUrl ? addresses[i].Url : addresses[i].HostPort;
            Assert.Equal(expected, variables[named[i].Variable]);
        }
    }

    [Theory]
    [InlineData("api", CalledFrom.Own, "curl||-i|http://api:3000/", "nslookup||api")]
    [InlineData("api", CalledFrom.Other, "curl||-i|http://api.backoffice-workers:3000/", "nslookup||api.backoffice-workers")]
    [InlineData("plain", CalledFrom.Anywhere, "curl||-i|http://plain.backoffice-workers.svc.cluster.local/", "nslookup||plain.backoffice-workers.svc.cluster.local")]
    [InlineData("secure", CalledFrom.Own, "curl||-i|https://secure/", "nslookup||secure")]
    [InlineData("stream", CalledFrom.Own, "nc||-vz|stream|8000", "nslookup||stream")]
    [InlineData("datagram", CalledFrom.Own, "nc||-vzu|datagram|80", "nslookup||datagram")]
    [InlineData("cache", CalledFrom.Own, "nc||-vz|cache|6379", "nslookup||cache")]
    [InlineData(
        "several", CalledFrom.Own, "curl||-i|http://several:3000/", "nc||-vz|several|3000", "nc||-vzu|several|3000", "curl||-i|http://several:8080/",
        "nc||-vz|several|5672", "nc||-vz|several|9000", "nslookup||several")]
    [InlineData("mysql", CalledFrom.Own, "mysql|<MYSQL_PASSWORD>|-h|mysql|-P|3306|-u|<MYSQL_USERNAME>|<MYSQL_DATABASE>", "nslookup||mysql")]
    [InlineData("mysql", CalledFrom.Other, "mysql||-h|mysql.backoffice-workers|-P|3306|-u|USER|-p|DATABASE", "nslookup||mysql.backoffice-workers")]
    [InlineData("mysql-venus", CalledFrom.Own, "mysql|<MYSQL_VENUS_PASSWORD>|-h|mysql-venus|-P|3306|-u|<MYSQL_VENUS_USERNAME>|<MYSQL_VENUS_DATABASE>", "nslookup||mysql-venus")]
    [InlineData("postgresql", CalledFrom.Own, "psql|<POSTGRESQL_PASSWORD>|-h|postgresql|-p|5432|-U|<POSTGRESQL_USERNAME>|-d|<POSTGRESQL_DATABASE>", "nslookup||postgresql")]
    [InlineData("postgis", CalledFrom.Other, "psql||-h|postgis.backoffice-workers|-p|5432|-U|USER|-d|DATABASE", "nslookup||postgis.backoffice-workers")]
    [InlineData("redis", CalledFrom.Own, "redis-cli||-h|redis|-p|6379", "nslookup||redis")]
    [InlineData("mongodb-main", CalledFrom.Own, "mongosh||mongodb://mongodb-main:27017/<MONGODB_MAIN_DATABASE>", "nslookup||mongodb-main")]
    [InlineData("elasticsearch", CalledFrom.Own, "curl||-i|http://elasticsearch:9200/", "nc||-vz|elasticsearch|9300", "nslookup||elasticsearch")]
    [InlineData("rabbitmq", CalledFrom.Own, "nc||-vz|rabbitmq|5672", "curl||-i|-u|<RABBITMQ_USERNAME>:<RABBITMQ_PASSWORD>|http://rabbitmq:15672/api/overview", "nslookup||rabbitmq")]
    [InlineData("rabbitmq", CalledFrom.Other, "nc||-vz|rabbitmq.backoffice-workers|5672", "curl||-i|-u|USER|http://rabbitmq.backoffice-workers:15672/api/overview", "nslookup||rabbitmq.backoffice-workers")]
    [InlineData("memcached", CalledFrom.Own, "nc||-vz|memcached|11211", "nslookup||memcached")]
    [InlineData("influxdb", CalledFrom.Own, "curl||-i|http://influxdb:8086/ping", "nslookup||influxdb")]
    [InlineData("glusterfs", CalledFrom.Own, "nc||-vz|glusterfs|24007", "nslookup||glusterfs")]
    public void A_command_gives_its_client_these_arguments(string label, CalledFrom from, params string[] expected)
    {
        var variables = ConnectCases.Answer(label, from).Variables;
        Assert.Equal(
            expected.Select(line => variables.Aggregate(line, (text, name) => text.Replace($"<{name}>", Value(name), StringComparison.Ordinal))),
            ConnectCases.Texts(label, from, ConnectForm.Client).Select(text => Run(label, text.Text.ToString()).TrimEnd('\n').Replace('\n', '|')));
    }

    [Theory]
    [MemberData(nameof(ConnectCases.All), MemberType = typeof(ConnectCases))]
    public void Every_command_names_a_client_and_the_host(string label, CalledFrom from)
    {
        foreach (var text in ConnectCases.Texts(label, from, ConnectForm.Client))
        {
            var lines = Run(label, text.Text.ToString()).Split('\n');
            Assert.Contains(lines[0], Clients);
            Assert.Contains(lines, line => line.Contains(ConnectCases.Addresses(label, from)[0].Host, StringComparison.Ordinal));
        }
    }

    // Runs a script in which the target's own variables are set, and fails where it fails.
    private string Run(string label, string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh.");
        var start = new ProcessStartInfo("/bin/sh", ["-euc", script]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder}:{start.Environment["PATH"]}";
        start.Environment.Remove("MYSQL_PWD");
        start.Environment.Remove("PGPASSWORD");
        if (ConnectCases.Target(label) is Database database)
            foreach (var name in DatabaseEngine.Find(database.Engine)!.VariablesOf(database)) start.Environment[name] = Value(name);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script}\n{errors.Result}");
        return output;
    }
}
