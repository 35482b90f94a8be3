using System.Text;
using ElasticDns.Tests;
using ElasticDns.Web.Access;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Shared.Surface;
using ElasticDns.Web.Tests.BadInput;
using Microsoft.Extensions.DependencyInjection;

namespace ElasticDns.Web.Tests.Features.Import;

/// <summary>
/// A secret of a manifest is found nowhere: not in the store, its journal or a backup, not in the log at its finest level, not in any
/// page, answer or export.
/// </summary>
[Trait("bad-input", "B10")]
[Trait("bad-input", "B11")]
public sealed class SecretTests : ApiTest
{
    private const string Canary = "CANARYx7Kq2Zv9";
    private const string Base64 = "CANARYMIIEpAIBAAKCAQEAx7Kq2Zv9";
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.CANARY_x7Kq2Zv9sig";

    private const string Secrets = $"""
            image: deploy:{Canary}@registry.example.com/acme/api:1
            command: run --user me --password {Canary} --now
            deploy_command: "run --password={Canary}"
            env_vars:
              AWS_SECRET_ACCESS_KEY: {Canary}
              AWS_ACCESS_KEY_ID: {Canary}
              Session_Token: "{Canary}"
              nested_credentials: [{Canary}, {Canary}]
              DB_PASSWD: '{Canary}'
              apikey: {Canary}
              STRIPE_API_KEY: "{Canary}"
              accessKey: {Canary}
              PRIVATE_KEY: |
                {Canary}
                {Canary}
              privatekey: >-
                {Canary}
              deep:
                secret: [a, [{Canary}]]
              RUN: export TOKEN={Canary} && go
              QUEUES: amqp://u:{Canary}@one,amqp://u:{Canary}@two/v
              DATABASE_URL: mysql://u:{Canary}@mysql:3306/db
              BEARER: Bearer {Jwt}
              CERTIFICATE: |
                -----BEGIN RSA PRIVATE KEY-----
                {Base64}
                {Base64}
                -----END RSA PRIVATE KEY-----
        """;

    private const string Good = $"# db_password: {Canary}\nservices:\n  api:\n    ports: [3000]\n{Secrets}\n  web:\n    ports: [80]\n    env_vars: [API_KEY={Canary}, A=b]\ndatabases: [mysql]\n";

    public static TheoryData<string, string> Refused => new()
    {
        { "a port out of range", Good.Replace("[3000]", "[70000]", StringComparison.Ordinal) },
        { "a secret for a port", Good.Replace("[3000]", $"[{{container: 3000, password: {Canary}}}, 'mysql://u:{Canary}@h']", StringComparison.Ordinal) },
        { "a tag", Good.Replace("ports: [3000]", "ports: !!seq [3000]", StringComparison.Ordinal) },
        { "a key given twice", Good + $"databases: [redis]\nx-token: {Canary}\n" },
        { "a service that is a scalar", Good + $"x-a:\n  TOKEN: {Canary}\nservices:\n  bad: mysql://u:{Canary}@h/db\n" },
        { "another kind of file", $"apiVersion: v1\nkind: Secret\nstringData:\n  password: {Canary}\n" },
        { "a bracket that is not closed", Good + "x: [\n" },
        { "a tab", Good + "\tx: y\n" },
        { "no YAML at all", $"DB_PASSWORD={Canary}\nAPI_TOKEN: {Canary}\n mysql://u:{Canary}@mysql:3306/db: [\n-----BEGIN PRIVATE KEY-----\n{Base64}\n-----END PRIVATE KEY-----\nx {Jwt}\n run --password {Canary}\n" },
        { "a truncated file", Good[..(Good.IndexOf("END RSA", StringComparison.Ordinal) - 6)] + "\n\"" },
    };

    [Fact]
    public async Task What_is_imported_is_free_of_them()
    {
        await App.ImportAsync("other", "services: {x: }\n");
        List<Answer> answers = [await App.PostAsync("cluster=production&namespace=shop", Good)];
        answers[0].Expect(201);
        Assert.True((int)answers[0]["applications[0].redactedValues"]! >= 11, answers[0].Text);
        answers.Add(await App.PostAsync("cluster=production&namespace=shop", Good.Replace("[3000]", "[3001]", StringComparison.Ordinal)));
        answers.Add(await App.PostAsync("cluster=production&namespace=shop&dryRun=true", Good));
        answers.Add(await App.PostAsync("cluster=production&namespace=shop", Good, ("If-Match", "\"9\"")));
        var address = Uri.EscapeDataString($"mysql://u:{Canary}@mysql:3306/db");
        foreach (var path in Everywhere.Calls("production", ["shop"]).Append($"resolve?from=production/shop&address={address}"))
            answers.Add(await App.GetAsync(path));
        foreach (var path in Everywhere.Pages("production", ["shop"]).Append("/clusters/production/shop/mysql").Append("/compare?cluster=production&before=2000-01-01T00:00:00Z&view=manifests"))
            answers.Add(await App.SendAsync(HttpMethod.Get, path));
        Assert.All(answers, answer => Assert.InRange(answer.Status, 200, 409));
        BadInputCountAttribute.Tried(answers.Count);
        AssertClean(answers);
        Sqlite.Run(App.DatabaseFile, $"VACUUM INTO '{Path.Combine(App.Folder, "backup.db")}'");
        AssertClean([]);
    }

    [Fact]
    public async Task What_the_import_page_shows_is_free_of_them()
    {
        foreach (var yaml in Refused.Select(row => row.Data.Item2).Append(Good))
        {
            using var draft = new ImportDraft(App.Services.GetRequiredService<Importer>(), App.Services.GetRequiredService<ImportTurns>()) { Pause = TimeSpan.Zero };
            draft.Add([.. ImportItem.Group([new UploadedFile($"shop/token={Canary}/service.yml", Encoding.UTF8.GetBytes(yaml))]).Select(item => new ImportRow(item, App.Store.Current, null))]);
            await draft.CheckAsync();
            await draft.ApplyAsync(Actor.Local, null, TestContext.Current.CancellationToken);
            foreach (var row in draft.Rows)
            {
                AssertAbsent(row.Name, "name");
                AssertAbsent(row.ServiceYml.Text, "text");
                foreach (var finding in row.Findings) AssertAbsent($"{finding.File} {finding.Message}", "finding");
            }
        }
        AssertClean([]);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_refused_is_free_of_them_as_well(string why, string yaml)
    {
        var single = await App.PostAsync("namespace=shop", yaml);
        single.ExpectProblem(422);
        var several = await App.PostFilesAsync("", ("production/one/service.yml", Good), ("production/two/service.yml", yaml));
        several.ExpectProblem(422);
        Assert.True(App.Store.Current.IsEmpty, why);
        AssertClean([single, several]);
    }

    [Fact]
    public async Task A_file_name_is_free_of_them()
    {
        var answer = await App.PostFilesAsync("namespace=shop", ($"mysql://u:{Canary}@h.yml", "services: {a: {ports: [0]}}\n"), ($"token={Canary}", Good));
        answer.ExpectProblem(422);
        AssertClean([answer]);
    }

    [Fact]
    public async Task A_manifest_yml_is_free_of_them()
    {
        var answer = await App.ImportAsync("shop", "databases: [mysql]\n", manifestYml: $"mysql:\n  configuration:\n    root_password: {Canary}\n    dump: mysql://u:{Canary}@h/db\n  groups: {{one: }}\n");
        Assert.Equal(2, (int?)answer["applications[0].redactedValues"]);
        AssertClean([answer]);
    }

    [Fact]
    public async Task Names_stay_readable_and_references_to_variables_stay()
    {
        await App.ImportAsync("shop", "services:\n  token-store:\n    ports: [80]\n    env_vars:\n      DB_PASSWORD: $(OTHER)\n      API_KEY: _env(KEY)\n      SECRET: '{{X}}'\n      URL: redis://redis:6379\n");
        Assert.Equal("services:\n  token-store:\n    ports: [80]\n    env_vars:\n      DB_PASSWORD: $(OTHER)\n      API_KEY: _env(KEY)\n      SECRET: '{{X}}'\n      URL: redis://redis:6379\n", (await App.GetAsync("clusters/production/applications/shop/manifest")).Text);
    }

    private void AssertClean(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers) AssertAbsent(answer.Text, "answer");
        AssertAbsent(App.Log.Text, "log");
        foreach (var file in Directory.GetFiles(App.Folder))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            AssertAbsent(reader.ReadToEnd(), Path.GetFileName(file));
        }
        Assert.True(File.Exists(App.DatabaseFile + "-wal"));
    }

    private static void AssertAbsent(string text, string where)
    {
        foreach (var part in (string[])["CANARY", "eyJhbGciOiJ", "BEGIN RSA"])
        {
            var at = text.IndexOf(part, StringComparison.OrdinalIgnoreCase);
            Assert.True(at < 0, at < 0 ? "" : $"In the {where}: {text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 60)]}");
        }
    }
}
