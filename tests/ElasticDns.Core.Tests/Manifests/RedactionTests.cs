using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

public sealed class RedactionTests
{
    private const string Canary = "hunter2XYZ";
    private const string Token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
    private const string PemBody = "MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu";

    private static string Redact(string text, int redacted = 1)
    {
        var document = Yml.Parse(text);
        Assert.Equal(redacted, document.RedactedValues);
        Assert.DoesNotContain(Canary, document.Text, StringComparison.Ordinal);
        return document.Text;
    }

    private static string Variable(string line) => $"services:\n  web:\n    env_vars:\n      {line}\n";

    [Theory]
    [InlineData("DB_PASSWORD")]
    [InlineData("password")]
    [InlineData("Mysql_Passwd")]
    [InlineData("CLIENT_SECRET")]
    [InlineData("secretKeyBase")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("STRIPE_API_KEY")]
    [InlineData("stripeApiKey")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("access-key")]
    [InlineData("x-api-key")]
    [InlineData("private-key")]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("accesskey")]
    [InlineData("SSH_PRIVATE_KEY")]
    [InlineData("privatekey")]
    [InlineData("AZURE_CREDENTIALS")]
    public void A_value_under_a_key_that_says_secret_is_replaced(string key) =>
        Assert.Equal(Variable($"{key}: \"********\""), Redact(Variable($"{key}: {Canary}")));

    [Theory]
    [InlineData("DB_USER")]
    [InlineData("PASS_THROUGH")]
    [InlineData("KEYBOARD")]
    [InlineData("API")]
    public void A_value_under_another_key_stays(string key) => Assert.Equal(Variable($"{key}: {Canary}"), Yml.Parse(Variable($"{key}: {Canary}")).Text);

    [Theory]
    [InlineData("DB_PASSWORD: \"hunter2XYZ\"", "DB_PASSWORD: \"********\"")]
    [InlineData("DB_PASSWORD: 'hunter2XYZ'", "DB_PASSWORD: '********'")]
    [InlineData("DB_PASSWORD: &a hunter2XYZ", "DB_PASSWORD: &a \"********\"")]
    [InlineData("\"DB_PASSWORD\": hunter2XYZ", "\"DB_PASSWORD\": \"********\"")]
    [InlineData("? DB_PASSWORD\n      : hunter2XYZ", "? DB_PASSWORD\n      : \"********\"")]
    [InlineData("DB_PASSWORD: hunter2XYZ # old one", "DB_PASSWORD: \"********\" # old one")]
    [InlineData("- DB_PASSWORD=hunter2XYZ", "- DB_PASSWORD=********")]
    [InlineData("- \"DB_PASSWORD=hunter2XYZ and more\"", "- \"DB_PASSWORD=********\"")]
    [InlineData("- DB_PASSWORD=\"hunter2XYZ\"", "- DB_PASSWORD=********")]
    [InlineData("- \"DB_PASSWORD = hunter2XYZ\"", "- \"DB_PASSWORD =********\"")]
    [InlineData("START: DB_PASSWORD=hunter2XYZ rake http://api:3000", "START: DB_PASSWORD=******** rake http://api:3000")]
    [InlineData("START: redis-server --requirepass ${REDIS_PASSWORD:-hunter2XYZ}", "START: redis-server --requirepass ${REDIS_PASSWORD:-********}")]
    [InlineData("START: \"run ${API_TOKEN-hunter2XYZ and more} ${TOKEN_URL:-http://auth:80} ${PORT:-80}\"", "START: \"run ${API_TOKEN-********} ${TOKEN_URL:-http://auth:80} ${PORT:-80}\"")]
    [InlineData("DB_PASSWORD: |\n        hunter2XYZ\n        hunter2XYZ", "DB_PASSWORD: |\n        ********\n        ********")]
    [InlineData("DB_PASSWORD: >-\n        hunter2XYZ", "DB_PASSWORD: >-\n        ********")]
    [InlineData("DB_PASSWORD: hunter2XYZ\n        hunter2XYZ", "DB_PASSWORD: \"********\n        ********\"")]
    [InlineData("DB_PASSWORD: \"hunter2XYZ\n        hunter2XYZ\"", "DB_PASSWORD: \"********\n        ********\"")]
    public void Every_way_to_write_a_value_is_redacted_and_keeps_its_lines(string line, string redacted) =>
        Assert.Equal(Variable(redacted), Redact(Variable(line)));

    [Theory]
    [InlineData("credentials: {user: hunter2XYZ, pass: {word: hunter2XYZ}}", 2)]
    [InlineData("credentials: [hunter2XYZ, [hunter2XYZ]]", 2)]
    [InlineData("DB_PASSWORDS:\n      - hunter2XYZ\n      - hunter2XYZ", 2)]
    [InlineData("{A: b, DB_PASSWORD: hunter2XYZ}", 1)]
    [InlineData("A: &x hunter2XYZ\n      DB_PASSWORD: *x", 1)]
    [InlineData("A: &x {y: hunter2XYZ}\n      DB_SECRETS: {<<: *x}", 1)]
    public void Every_scalar_below_such_a_key_is_redacted_at_any_depth(string line, int count) => Redact(Variable(line), count);

    [Theory]
    [InlineData("DB_PASSWORD: _env(DB_PASSWORD)")]
    [InlineData("DB_PASSWORD: $(DB_PASSWORD)")]
    [InlineData("DB_PASSWORD: \"{{ STACK[UID].MYSQL_PASSWORD }}\"")]
    [InlineData("DB_PASSWORD: \"\"")]
    [InlineData("DB_PASSWORD:")]
    [InlineData("- DB_PASSWORD=$(DB_PASSWORD)")]
    [InlineData("- DB_PASSWORD=")]
    public void A_reference_to_a_variable_and_nothing_at_all_hold_no_secret(string line) => Assert.Equal(Variable(line), Redact(Variable(line), 0));

    [Fact]
    public void A_number_sign_in_quotes_begins_no_comment()
    {
        const string written = "services:\n  web:\n    image: nginx\n    tags: [\"a #token:x\", b] # token: hunter2\n";
        Assert.Equal(written.Replace("hunter2", "********", StringComparison.Ordinal), Yml.Parse(written).Text);
    }

    [Fact]
    public void A_line_without_a_key_does_not_hide_the_keys_after_it()
    {
        var document = Yml.Parse("services:\n  web:\n    env_vars:\n      : b\n      TOKEN: hunter2\n");
        Assert.DoesNotContain("hunter2", document.Text, StringComparison.Ordinal);
        Assert.Equal(4, Yml.Refuse(ManifestReader.Read(document), "yaml-syntax").Line);
    }

    [Theory]
    [InlineData("DB_PASSWORD_URL: _env(DB:mysql://u:hunter2@mysql:3306/db)")]
    [InlineData("X: ['TOKEN=_env(DB:mysql://u:hunter2@mysql:3306/db)']")]
    public void A_password_in_the_default_of_a_variable_is_kept_nowhere(string variable)
    {
        var document = Yml.Parse($"services:\n  web:\n    env_vars:\n      {variable}\n");
        Assert.Contains("mysql://u:********@mysql:3306/db", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Concat(ManifestReader.Read(document).Manifest!.Services.SelectMany(service => service.Mentions)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_value_of_a_variable_is_a_secret() =>
        Assert.Equal(Variable("DB_PASSWORD: \"********\""), Redact(Variable($"DB_PASSWORD: _env(DB_PASSWORD:{Canary})")));

    [Theory]
    [InlineData("A: mysql://u:hunter2XYZ@mysql:3306/db", "A: mysql://u:********@mysql:3306/db")]
    [InlineData("A: redis://:hunter2XYZ@redis", "A: redis://:********@redis")]
    [InlineData("A: mysql://u:hunt@er/2:hunter2XYZ@mysql/db", "A: mysql://u:********@mysql/db")]
    [InlineData("A: see mysql://u:hunter2XYZ@a/x and mysql://v:hunter2XYZ@b/y", "A: see mysql://u:********@a/x and mysql://v:********@b/y")]
    [InlineData("A: run --password hunter2XYZ --user me", "A: run --password ******** --user me")]
    [InlineData("A: run --password=hunter2XYZ", "A: run --password=********")]
    [InlineData("A: run --password 'hunter2XYZ hunter2XYZ' now", "A: run --password '********' now")]
    [InlineData("A: rake DB_PASSWORD=hunter2XYZ db:migrate", "A: rake DB_PASSWORD=******** db:migrate")]
    public void A_secret_is_known_by_its_form_anywhere(string line, string redacted) => Assert.Equal(Variable(redacted), Yml.Parse(Variable(line)).Text);

    [Theory]
    [InlineData("me:hunter2XYZ@registry.example.com/team/app:1.0", "me:********@registry.example.com/team/app:1.0")]
    [InlineData("me:hunter2XYZ@registry:5000/app", "me:********@registry:5000/app")]
    [InlineData("registry:5000/app@sha256:abcdef", "registry:5000/app@sha256:abcdef")]
    public void A_password_in_an_image_is_redacted_in_text_and_manifest(string image, string shown)
    {
        var text = $"services:\n  web:\n    image: {image}\n";
        Assert.Equal($"services:\n  web:\n    image: {shown}\n", Yml.Parse(text).Text);
        Assert.Equal(shown, Assert.Single(Yml.Accept(text).Services).Image);
    }

    [Theory]
    [InlineData("A: http://api:3000/users/@me")]
    [InlineData("A: git@github.com:cloud66/starter.git")]
    [InlineData("A: http://user@api:3000")]
    [InlineData("A: run --password-file /run/x")]
    public void What_only_looks_like_one_stays(string line) => Assert.Equal(Variable(line), Redact(Variable(line), 0));

    [Fact]
    public void A_JSON_web_token_is_redacted_anywhere()
    {
        var text = Yml.Parse(Variable($"A: Bearer {Token} x")).Text;
        Assert.Equal(Variable("A: Bearer ******** x"), text);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A_PEM_block_is_redacted_with_any_line_end(string end)
    {
        var text = $"services:\n  web:\n    env_vars:\n      A: |\n        -----BEGIN RSA PRIVATE KEY-----\n        {PemBody}\n        -----END RSA PRIVATE KEY-----\n      B: x\n"
            .Replace("\n", end, StringComparison.Ordinal);
        var redacted = Yml.Parse(text).Text;
        Assert.DoesNotContain(PemBody[..16], redacted, StringComparison.Ordinal);
        Assert.Equal(text.Split(end).Length, redacted.Split(end).Length);
        Assert.EndsWith($"      B: x{end}", redacted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void A_block_of_several_lines_is_redacted_with_any_line_end(string end)
    {
        var text = Variable($"DB_PASSWORD: |\n        {Canary}\n        {Canary}").Replace("\n", end, StringComparison.Ordinal);
        Assert.Equal(text.Replace(Canary, "********", StringComparison.Ordinal), Redact(text));
    }

    [Fact]
    public void Several_secrets_are_counted() =>
        Redact(Variable($"A_TOKEN: {Canary}\n      B_TOKEN: {Canary}\n      C: mysql://u:{Canary}@h/d"), 3);

    [Fact]
    public void A_comment_is_redacted_too() =>
        Assert.Equal(Variable("A: b # DB_PASSWORD: ********"), Redact(Variable($"A: b # DB_PASSWORD: {Canary}")));

    [Fact]
    public void A_service_whose_name_says_secret_keeps_its_ports() =>
        Assert.Equal(3000, Assert.Single(Yml.Ports("services:\n  token-store:\n    ports: [3000]\n")).Container);

    [Fact]
    public void What_follows_a_password_option_in_a_list_is_the_password() =>
        Assert.Equal("services:\n  web:\n    command: [run, --password, \"********\"]\n", Redact($"services:\n  web:\n    command: [run, --password, {Canary}]\n"));

    [Theory]
    [InlineData("{word: hunter2XYZ}", "{word: \"********\"}")]
    [InlineData("[hunter2XYZ, --user]", "[\"********\", \"********\"]")]
    [InlineData("&word hunter2XYZ, *word", "&word \"********\", *word")]
    [InlineData("? 7", "? 7")]
    public void What_is_more_than_a_word_after_a_password_option_is_redacted_and_stays_YAML(string written, string kept)
    {
        var document = Yml.Parse($"services:\n  web:\n    command: [run, --password, {written}]\n");
        Assert.Equal($"services:\n  web:\n    command: [run, --password, {kept}]\n", document.Text);
        Assert.True(Yml.Parse(document.Text).IsYaml);
    }

    [Theory]
    [InlineData("services:\n  web:\n    env_vars:\n      DB_PASSWORD: hunter2XYZ\n    ports: [3000\n")]
    [InlineData("services:\n  web:\n    env_vars: {DB_PASSWORD: hunter2XYZ, A: [\n")]
    [InlineData("services:\n  web:\n\tenv_vars:\n      - DB_PASSWORD=hunter2XYZ\n")]
    [InlineData("a: [\nDB_PASSWORD: |\n  hunter2XYZ\n  hunter2XYZ\n")]
    [InlineData("a: [\nDB_PASSWORD:\n  - hunter2XYZ\n")]
    [InlineData("a: [\nDB_PASSWORDS:\n- hunter2XYZ\n- hunter2XYZ\n")]
    [InlineData("a: [\nDB_PASSWORD: \"one\n  hunter2XYZ\"\n")]
    [InlineData("a: [\nDB_PASSWORD: one\n  hunter2XYZ\n")]
    [InlineData("a: [\n\"DB_PASSWORD\": hunter2XYZ\n")]
    [InlineData("a: [\n- password: hunter2XYZ\n")]
    [InlineData("a: [\nurl: mysql://u:hunter2XYZ@h/d\n")]
    [InlineData("a: [\ncommand: run --password hunter2XYZ\n")]
    [InlineData("a: [\r\nDB_PASSWORD: |\r\n  hunter2XYZ\r\n")]
    [InlineData("a: [\rDB_PASSWORD: |\r  hunter2XYZ\r")]
    [InlineData("DB_PASSWORD: hunter2XYZ: [")]
    public void A_text_that_does_not_parse_is_redacted_line_by_line(string text)
    {
        var document = Yml.Parse(text);
        Assert.Contains(document.Findings, finding => finding.Severity is Severity.Error);
        Assert.DoesNotContain(Canary, document.Text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c is '\n' or '\r'), document.Text.Count(c => c is '\n' or '\r'));
        Assert.True(document.RedactedValues > 0);
    }

    [Theory]
    [InlineData("services:\n  web:\n    env_vars:\n      DB_PASSWORD: *hunter2XYZ\n")]
    [InlineData("services:\n  web:\n    env_vars:\n      DB_PASSWORD: !hunter2XYZ\n")]
    [InlineData("services:\n  web:\n    env_vars:\n      DB_PASSWORD: !hunter2XYZ value\n")]
    [InlineData("services:\n  db_password: hunter2XYZ\n")]
    [InlineData("x-vault:\n  services:\n    api_token: hunter2XYZ\nservices: {}\n")]
    [InlineData("services:\n  web: {type: \"mysql://u:hunter2XYZ@h/d\"}\n")]
    [InlineData("services:\n  web: {\"mysql://u:hunter2XYZ@h/d\": x}\n")]
    [InlineData("services:\n  \"mysql://u:hunter2XYZ@h/d\": {}\n")]
    [InlineData("services:\n  web: {\"mysql://uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu:hunter2XYZhunter2XYZ@h/d\": x}\n")]
    [InlineData("services:\n  web: {ports: [\"mysql://uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu:hunter2XYZhunter2XYZ@h/d\"]}\n")]
    [InlineData("databases:\n  - \"mysql://u:hunter2XYZ@h/d\"\n")]
    [InlineData("x-elastic-dns: {password: hunter2XYZ}\nservices: {}\n")]
    [InlineData("x-elastic-dns: {docs: \"https://u:hunter2XYZ@h/d\"}\nservices: {}\n")]
    [InlineData("kind: \"mysql://u:hunter2XYZ@h/d\"\napiVersion: v1\n")]
    [InlineData("password: &a [hunter2XYZ, *a]\nservices: {}\n")]
    [InlineData("services:\n  web:\n    env_vars:\n      DB_PASSWORD: &hunter2XYZ\n")]
    [InlineData("x-a: &u mysql://u:p@h/hunter2XYZ\nx-token: *u\nservices: {}\n")]
    [InlineData("---\nservices: {}\n---\npassword: hunter2XYZ\n")]
    [InlineData("services: {}\n# mysql://u:hunter2XYZ@h/d\n")]
    public void Nothing_secret_stands_in_the_text_in_a_message_or_in_the_manifest(string text)
    {
        var document = Yml.Parse(text);
        var reading = ManifestReader.Read(document);
        Assert.DoesNotContain(Canary, document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(reading.Findings, finding => $"{finding}".Contains(Canary, StringComparison.Ordinal));
        foreach (var service in reading.Manifest?.Services ?? [])
            Assert.DoesNotContain("hunter2", $"{service.Name} {service.Label} {service.Image} {service.Type}", StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Canary, $"{reading.Manifest?.Place}", StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_somebody_pasted_is_redacted() => Assert.Equal("mysql://u:********@mysql:3306/db", Redaction.Of($"mysql://u:{Canary}@mysql:3306/db"));
}
