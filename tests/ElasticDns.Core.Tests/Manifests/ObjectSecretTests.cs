using System.Text;
using ElasticDns.Core.Manifests;

namespace ElasticDns.Core.Tests.Manifests;

/// <summary>Secrets of Compose files and of Kubernetes objects, in whatever format the file is read.</summary>
public sealed class ObjectSecretTests
{
    private const string Canary = "hunter2XYZ";

    /// <summary>A text with a secret for each place that has one of its own.</summary>
    public static TheoryData<string> Secrets =>
    [
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  user: hunter2XYZ\n  tls.crt: hunter2XYZ\n",
        "apiVersion: v1\ndata:\n  user: hunter2XYZ\nkind: Secret\n",
        "apiVersion: v1\ndata:\n  user: hunter2XYZ\n",
        "apiVersion: v1\nkind:\ndata: {user: [hunter2XYZ, {b: hunter2XYZ}]}\n",
        "apiVersion: v1\nkind: [Secret]\ndata: {user: hunter2XYZ}\n",
        "apiVersion: v1\nkind: secret\nstringData:\n  file: |\n    hunter2XYZ\n    and hunter2XYZ\n",
        "apiVersion: v1\nkind: Sealed\nstringData: {a: hunter2XYZ}\n",
        "kind: Service\napiVersion: v1\n---\nkind: Secret\napiVersion: v1\ndata: {a: hunter2XYZ}\n",
        "services: {}\n---\nkind: Secret\napiVersion: v1\ndata: {a: hunter2XYZ}\n",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  data:\n    a: hunter2XYZ\n",
        "x: &d {a: hunter2XYZ}\napiVersion: v1\nkind: Secret\ndata: *d\n",
        "x: &d {data: {a: hunter2XYZ}}\napiVersion: v1\nkind: Secret\n<<: *d\n",
        "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"data\": {\"a\": \"hunter2XYZ\"}}",
        "apiVersion: v1\nkind: Service\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: |\n      {\"kind\":\"Secret\",\"data\":{\"a\":\"hunter2XYZ\"}}\n",
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{env: [{name: DB_PASSWORD, value: hunter2XYZ}]}]}\n",
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - env:\n    - value: hunter2XYZ\n      name: DB_PASSWORD\n    - name: API_TOKEN\n      value: |\n        hunter2XYZ\n",
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{command: [run, --password, hunter2XYZ], args: [\"--db-password=hunter2XYZ\", \"DB_PASSWORD=hunter2XYZ\"]}]}\n",
        "envs:\n- key: DB_PASSWORD\n  value: hunter2XYZ\nservices: [{name: web}]\n",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  DB_PASSWORD: hunter2XYZ\n  URL: mysql://u:hunter2XYZ@h/d\n",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  app.yml: |\n    database:\n      password: hunter2XYZ\n      tokens:\n        - hunter2XYZ\n  app.ini: \"user=me\\npassword = hunter2XYZ\\n\"\n  app.json: '{\"password\": \"hunter2XYZ\"}'\n",
        "apiVersion: v1\nkind: ConfigMap\ndata:\n  secret.yml: |\n    kind: Secret\n    apiVersion: v1\n    data:\n      a: hunter2XYZ\n",
        "apiVersion: v1\nkind: Service\n# - name: DB_PASSWORD\n#   value: hunter2XYZ\n",
        "apiVersion: v1\nkind: Service\nspec: {} # DB_PASSWORD: hunter2XYZ\n",
        "apiVersion: v1\nkind: Pod\nspec: {imagePullSecrets: [{name: a, password: hunter2XYZ}], secretKeyRef: {value: hunter2XYZ}, secretName: \"HUNTER2xyz hunter2XYZ\"}\n",
        "services:\n  web:\n    build: .\n    environment:\n      - DB_PASSWORD=hunter2XYZ\n      - URL=mysql://u:hunter2XYZ@h/d\n",
        "services:\n  web:\n    build: {context: ., args: [\"API_KEY=hunter2XYZ\", {NPM_TOKEN: hunter2XYZ}]}\n    environment: {DB_PASSWORD: \"${DB_PASSWORD:-hunter2XYZ}\"}\n",
        "services:\n  web:\n    image: me:hunter2XYZ@registry.example.com/web\n    command: run --password hunter2XYZ\n    healthcheck: {test: [CMD, mysql, \"--password=hunter2XYZ\"]}\n    depends_on: [db]\n",
        "services: {web: {build: .}}\nconfigs:\n  app:\n    content: |\n      password: hunter2XYZ\n",
        "services: {web: {build: .}}\nsecrets:\n  app: {content: hunter2XYZ}\n",
        "web:\n  build: .\n  environment: {DB_PASSWORD: hunter2XYZ}\nsecret-web:\n  image: a\n  environment: [\"API_TOKEN=hunter2XYZ\"]\n",
    ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public void No_secret_is_left_in_any_format(string text)
    {
        foreach (var format in Enum.GetValues<ManifestFormat>())
        {
            var document = Parse(text, format);
            CheckNone(document);
            Assert.True(document.RedactedValues > 0);
            var again = Parse(document.Text, format);
            Assert.Equal((document.Text, 0, document.Kind), (again.Text, again.RedactedValues, again.Kind));
            Assert.Equal(Findings(document), Findings(again));
        }
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void No_secret_is_left_where_the_text_is_broken(string text)
    {
        // One line alone may hold a secret that only the lines around it tell.
        if (text.Contains("\\n", StringComparison.Ordinal) || text.Contains("*d", StringComparison.Ordinal)) return;
        foreach (var broken in (string[])[$"{text}]\n", $"{text}\n\tx: [\n", $"a: [\n{text}", $"ok: true\n---\n{text}\n]\n", $"kind: Service\napiVersion: v1\n---\n{text}\n---\n}}\n"])
        {
            var document = Parse(broken, ManifestFormat.Kubernetes);
            CheckNone(document);
            Assert.Equal(broken.Count(c => c == '\n'), document.Text.Count(c => c == '\n'));
            Assert.Equal(document.Text, Parse(document.Text, ManifestFormat.Kubernetes).Text);
        }
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  user: hunter2XYZ\n  tls.crt: hunter2XYZ\n")]
    [InlineData("apiVersion: v1\ndata:\n  user: hunter2XYZ\nkind: Secret\n")]
    [InlineData("apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Secret\nstringData: {a: [\"hunter2XYZ\", {b: 'hunter2XYZ'}], c: |\n hunter2XYZ\n}\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - env:\n    - name: DB_PASSWORD\n      # why\n      value: 'hunter2XYZ'\n    - {name: API_TOKEN, value: \"hunter2XYZ\"}\n")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\ndata:\n  app.yml: |\n    password: hunter2XYZ\n    tokens:\n      - hunter2XYZ\n")]
    [InlineData("web:\n  build: .\n  environment: {DB_PASSWORD: hunter2XYZ, A: b}\nsecret-web:\n  image: a\n  environment: [\"API_TOKEN=hunter2XYZ\"]\n")]
    public void No_secret_is_left_where_the_text_is_cut(string text)
    {
        for (var length = 0; length <= text.Length; length++)
            foreach (var format in Enum.GetValues<ManifestFormat>()) CheckNone(Parse(text[..length], format));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: Pod\nspec: {imagePullSecrets: [{name: registry}], automountServiceAccountToken: false}\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nspec: {env: [{name: DB_PASSWORD, valueFrom: {secretKeyRef: {name: db, key: password}}}], envFrom: [{secretRef: {name: db, optional: true}}]}\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nspec: {volumes: [{name: a, secret: {secretName: tls, items: [{key: a, path: b}]}}], tls: [{secretName: shop-tls}]}\n")]
    [InlineData("apiVersion: v1\nkind: Pod\nspec: {env: [{name: USER_NAME, value: me}, {name: DB_PASSWORD, value: $(OTHER)}]}\n")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: token-store}\ndata: {a: b, c.ini: \"d = e\"}\n")]
    [InlineData("token-store:\n  image: a\n  ports: [80]\n")]
    public void Names_of_secrets_are_no_secrets(string text)
    {
        var document = Parse(text, ManifestFormat.Kubernetes);
        Assert.Equal((text, 0), (document.Text, document.RedactedValues));
    }

    [Fact]
    public void A_value_in_a_file_within_a_ConfigMap_keeps_its_line()
    {
        var document = Parse("apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yml: |\n    user: me\n    password: hunter2XYZ\n    url: http://api\n", ManifestFormat.Kubernetes);
        Assert.Equal("apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yml: |\n    user: me\n    password: ********\n    url: http://api\n", document.Text);
    }

    private static ManifestDocument Parse(string text, ManifestFormat format) => ManifestDocument.Parse("a.yml", Encoding.UTF8.GetBytes(text), format: format);

    private static IEnumerable<(string, int)> Findings(ManifestDocument document) => ManifestReader.Read(document).Findings.Select(finding => (finding.Code, finding.Line));

    private static void CheckNone(ManifestDocument document)
    {
        var reading = ManifestReader.Read(document);
        Assert.DoesNotContain(Canary, document.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(reading.Findings, finding => $"{finding}".Contains(Canary, StringComparison.OrdinalIgnoreCase));
        if (reading.Manifest is not { } manifest) return;
        Assert.DoesNotContain(Canary, Rendering.Of(manifest), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(manifest.Services.SelectMany(service => service.Mentions), mention => mention.Text.Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }
}
