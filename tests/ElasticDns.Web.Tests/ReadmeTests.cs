using YamlDotNet.RepresentationModel;

namespace ElasticDns.Web.Tests;

public sealed class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(ContentRoot.Find(), "README.md")).ReplaceLineEndings("\n");

    private static List<YamlMappingNode> Fences =>
        [.. Text.Split("```yaml\n").Skip(1).Select(fence => Parse(fence[..fence.IndexOf("```", StringComparison.Ordinal)]))];

    [Fact]
    public void Every_YAML_of_the_README_can_be_read() => Assert.Equal(["x-elastic-dns", "name", ".elasticdns"], Fences.Select(fence => fence.Children.First().Key.ToString()));

    [Fact]
    public void The_GitHub_job_checks_shows_and_imports()
    {
        var steps = (YamlSequenceNode)Fences[1]["jobs"]["manifest"]["steps"];
        Assert.Equal(["Check the manifest", "Show the findings", "Import"], steps.Skip(1).Select(step => step["name"].ToString()));
        Assert.Contains("Accept: application/sarif+json", steps[1]["run"].ToString(), StringComparison.Ordinal);
        Assert.Contains("/api/v1/lint?", steps[1]["run"].ToString(), StringComparison.Ordinal);
        Assert.Equal("always()", steps[2]["if"].ToString());
        Assert.StartsWith("github/codeql-action/upload-sarif@", steps[2]["uses"].ToString(), StringComparison.Ordinal);
        Assert.Contains(steps[2]["with"]["sarif_file"].ToString(), steps[1]["run"].ToString(), StringComparison.Ordinal);
        Assert.Contains("/api/v1/imports?", steps[3]["run"].ToString(), StringComparison.Ordinal);
        // A folded text of one line: a break in it would end the command.
        Assert.All(steps.Skip(1).Where(step => ((YamlMappingNode)step).Children.ContainsKey("run")), step => Assert.DoesNotContain('\n', step["run"].ToString().TrimEnd('\n')));
    }

    [Fact]
    public void The_GitLab_jobs_check_merge_requests_and_import_the_default_branch()
    {
        var jobs = Fences[2];
        Assert.Equal("lint?$PLACE", jobs["check the manifest"]["variables"]["CALL"].ToString());
        Assert.Contains("merge_request_event", jobs["check the manifest"]["rules"][0]["if"].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("imports?$PLACE", jobs["import the manifest"]["variables"]["CALL"].ToString(), StringComparison.Ordinal);
        Assert.Contains("$CI_DEFAULT_BRANCH", jobs["import the manifest"]["rules"][0]["if"].ToString(), StringComparison.Ordinal);
        Assert.Contains("Accept: text/plain", jobs[".elasticdns"]["script"][0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_command_starts_the_app_and_one_runs_the_tests()
    {
        var fenced = Text.Split("```").Where((_, i) => i % 2 == 1).SelectMany(fence => fence.Split('\n')).ToList();
        Assert.Single(fenced, line => line.StartsWith("dotnet run", StringComparison.Ordinal));
        Assert.Single(fenced, line => line.Contains("dotnet test", StringComparison.Ordinal));
    }

    private static YamlMappingNode Parse(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }
}
