using System.Runtime.Versioning;
using ElasticDns.Web.Features.Import;
using ElasticDns.Web.Features.WatchFolder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ElasticDns.Web.Tests.Features.WatchFolder;

public sealed class WatchedFolderTests : ApiTest
{
    private readonly string _root;
    private readonly WatchedFolder _folder;

    public WatchedFolderTests()
    {
        _root = Path.Combine(App.Folder, "manifests");
        Directory.CreateDirectory(_root);
        _folder = Folder(FolderLimits.Default);
    }

    private static string Yaml(int port) => $"services:\n  api:\n    ports: [{port}]\n";

    [Fact]
    public async Task Every_service_yml_of_the_folder_is_imported_where_its_folders_say()
    {
        Write("production/shop/service.yml", Yaml(1));
        Write("production/shop/manifest.yml", "mysql:\n  groups:\n    venus: {}\n");
        Write("staging/back-office/service.yaml", "x-elastic-dns: {application: Back office}\n" + Yaml(2));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/shop shop True", "staging/back-office Back office True"], Applications());
        Assert.Equal(["production/shop/service.yml", "staging/back-office/service.yaml"], _folder.Status!.Files.Select(file => file.File));
        Assert.Equal((2, 0, null, App.Clock.Now), (_folder.Status.Imported, _folder.Status.Refused, _folder.Status.Problem, _folder.Status.ScannedAt!.Value));
        Assert.Equal("folder", Sqlite.Value(App.DatabaseFile, "SELECT DISTINCT ImportedBy FROM Revisions"));
    }

    [Fact]
    public async Task What_changes_together_is_one_transaction()
    {
        for (var i = 0; i < 20; i++) Write($"production/n{i}/service.yml", Yaml(80));
        var changes = 0;
        App.Store.Changed += _ => changes++;
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal((20, 1), (App.Store.Current.ApplicationCount, changes));
    }

    [Fact]
    public async Task A_file_that_changes_makes_a_revision_and_one_that_does_not_makes_none()
    {
        Write("production/shop/service.yml", Yaml(1));
        Write("production/other/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Write("production/shop/service.yml", Yaml(22));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, 1), (App.Store.Current.Find("production", "shop")!.Revision, App.Store.Current.Find("production", "other")!.Revision));
    }

    [Fact]
    public async Task A_folder_in_which_nothing_was_written_is_not_imported_again()
    {
        Write("production/shop/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        var version = App.Store.Current.Version;
        var status = _folder.Status;
        App.Clock.Now = App.Clock.Now.AddMinutes(1);
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(version, App.Store.Current.Version);
        Assert.Same(status!.Files, _folder.Status!.Files);
        Assert.Equal(App.Clock.Now, _folder.Status.ScannedAt);
    }

    [Fact]
    public async Task A_file_that_is_refused_keeps_the_last_good_revision_and_the_others_are_imported()
    {
        Write("production/shop/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Write("production/shop/service.yml", Yaml(70000));
        Write("production/other/service.yml", Yaml(2));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/other other True", "production/shop shop True"], Applications());
        Assert.Equal(1, App.Store.Current.Find("production", "shop")!.Revision);
        var refused = Assert.Single(_folder.Status!.Files, file => file.IsRefused);
        Assert.Equal(("production/shop/service.yml", "port-out-of-range", 3), (refused.File, refused.Findings[0].Code, refused.Findings[0].Line));
        Assert.Equal(Yaml(70000), refused.Text);

        Write("production/shop/service.yml", Yaml(3));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, 0), (App.Store.Current.Find("production", "shop")!.Revision, _folder.Status.Refused));
    }

    [Fact]
    public async Task A_file_that_vanishes_removes_its_application_and_its_history_stays()
    {
        Write("production/shop/service.yml", Yaml(1));
        Write("production/other/service.yml", Yaml(1));
        await App.ImportAsync("by-hand", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(_root, "production/shop/service.yml"));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/by-hand by-hand False", "production/other other True"], Applications());
        Assert.Equal("3", Sqlite.Value(App.DatabaseFile, "SELECT COUNT(*) FROM Revisions"));
        Assert.Equal("folder", Sqlite.Value(App.DatabaseFile, "SELECT RemovedBy FROM Revisions WHERE RemovedAt IS NOT NULL"));
    }

    [Theory]
    [InlineData("empty", "The folder holds no CLUSTER/NAMESPACE/service.yml.")]
    [InlineData("missing", "The folder does not exist, or may not be entered.")]
    [InlineData("other layout", "The folder holds no CLUSTER/NAMESPACE/service.yml.")]
    public async Task A_folder_that_is_empty_or_missing_removes_nothing_and_says_so(string what, string problem)
    {
        Write("production/shop/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Directory.Delete(_root, recursive: true);
        if (what != "missing") Directory.CreateDirectory(_root);
        if (what == "other layout") Write("shop/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/shop shop True"], Applications());
        Assert.Equal(problem, _folder.Status!.Problem);
        Assert.Contains($"is passed over, and nothing is removed: {problem}", App.Log.Text, StringComparison.Ordinal);

        Write("production/shop/service.yml", Yaml(2));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal((null, 2), (_folder.Status.Problem, App.Store.Current.Find("production", "shop")!.Revision));
    }

    // By hand, as an ordinary user: whoever may do everything can read everything.
    [Fact(Explicit = true)]
    [UnsupportedOSPlatform("windows")]
    public async Task A_folder_of_a_cluster_that_cannot_be_read_keeps_what_came_from_it()
    {
        Write("production/shop/service.yml", Yaml(1));
        Write("staging/shop/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        var cluster = Path.Combine(_root, "production");
        File.SetUnixFileMode(cluster, UnixFileMode.None);
        File.Delete(Path.Combine(_root, "staging/shop/service.yml"));
        Write("staging/new/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        File.SetUnixFileMode(cluster, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(["production/shop shop True", "staging/new new True"], Applications());
        Assert.Equal("folder-unreadable", Assert.Single(_folder.Status!.General).Code);
    }

    [Fact]
    public async Task A_link_that_leads_out_of_the_folder_is_not_followed_and_one_within_is()
    {
        var outside = Path.Combine(App.Folder, "outside");
        Directory.CreateDirectory(Path.Combine(outside, "shop"));
        await File.WriteAllTextAsync(Path.Combine(outside, "shop", "service.yml"), Yaml(1), TestContext.Current.CancellationToken);
        Write("production/mine/service.yml", Yaml(1));
        Directory.CreateDirectory(Path.Combine(_root, "production/stolen"));
        Directory.CreateDirectory(Path.Combine(_root, "production/through"));
        Directory.CreateDirectory(Path.Combine(_root, "production/again"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "staging"), outside);
        Directory.CreateSymbolicLink(Path.Combine(_root, ".current"), outside);
        File.CreateSymbolicLink(Path.Combine(_root, "production/stolen/service.yml"), Path.Combine(outside, "shop", "service.yml"));
        // The link itself stays within; the folder on its way does not.
        File.CreateSymbolicLink(Path.Combine(_root, "production/through/service.yml"), Path.Combine(_root, ".current", "shop", "service.yml"));
        File.CreateSymbolicLink(Path.Combine(_root, "production/again/service.yml"), "../mine/service.yml");
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/again again True", "production/mine mine True"], Applications());
        Assert.Equal(["production/stolen/service.yml", "production/through/service.yml", "staging"], _folder.Status!.General.Where(finding => finding.Code == "link-outside").Select(finding => finding.File!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_or_to_itself_is_passed_over_and_keeps_what_was_there()
    {
        Write("production/shop/service.yml", Yaml(1));
        Write("production/gone/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(_root, "production/loop"), Path.Combine(_root, "production/loop"));
        Directory.Delete(Path.Combine(_root, "production/gone"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(_root, "production/gone"), Path.Combine(_root, "nowhere"));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/gone gone True", "production/shop shop True"], Applications());
        Assert.Equal(["production/gone", "production/loop"], _folder.Status!.General.Select(finding => finding.File!));
    }

    [Fact]
    public async Task Hidden_folders_are_not_looked_at()
    {
        Write(".git/modules/service.yml", Yaml(1));
        Write("production/.hidden/service.yml", Yaml(1));
        Write("production/shop/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/shop shop True"], Applications());
        Assert.Empty(_folder.Status!.General);
    }

    [Fact]
    public async Task A_folder_with_too_many_entries_or_bytes_is_passed_over()
    {
        for (var i = 0; i < 5; i++) Write($"production/n{i}/service.yml", Yaml(1));
        using var crowded = Folder(new() { Entries = 10 });
        await crowded.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal("The folder holds more than 10 files and folders.", crowded.Status!.Problem);
        using var heavy = Folder(new() { Bytes = 60 });
        await heavy.ScanAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("The manifests of the folder come to more than", heavy.Status!.Problem, StringComparison.Ordinal);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_read_no_further()
    {
        Write("production/shop/service.yml", Yaml(1) + new string('#', 5 * 1024 * 1024));
        Write("production/other/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/other other True"], Applications());
        Assert.Contains(_folder.Status!.Files, file => file.IsRefused && file.Findings.Any(finding => finding.Code == "file-too-large"));
    }

    [Theory]
    [InlineData("service.yml", "service.yaml", "file-twice")]
    [InlineData("manifest.yml", "manifest.yaml", "file-twice")]
    public async Task Two_files_of_which_one_can_be_meant_are_refused(string one, string other, string code)
    {
        Write("production/shop/service.yml", Yaml(1));
        Write($"production/shop/{one}", Yaml(1));
        Write($"production/shop/{other}", Yaml(2));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(code, Assert.Single(Assert.Single(_folder.Status!.Files).Findings).Code);
        Assert.True(App.Store.Current.IsEmpty);
    }

    [Fact]
    public async Task A_manifest_that_lies_elsewhere_is_told_of()
    {
        Write("production/shop/service.yml", Yaml(1));
        Write("service.yml", Yaml(1));
        Write("production/manifest.yml", "mysql: {}\n");
        Write("production/groups/manifest.yml", "mysql: {}\n");
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["folder-layout production/manifest.yml", "folder-layout service.yml", "manifest-yml-alone production/groups/manifest.yml"],
            _folder.Status!.General.Select(finding => $"{finding.Code} {finding.File}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_no_namespace_is_refused_and_the_folders_win_over_the_file()
    {
        Write("production/Not A Name/service.yml", Yaml(1));
        Write("production/shop/service.yml", "x-elastic-dns: {namespace: elsewhere, cluster: staging}\n" + Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/shop shop True"], Applications());
        Assert.Equal(["namespace-invalid", "place-of-folder"], _folder.Status!.Files.Select(file => file.Findings[0].Code));
    }

    [Fact]
    public async Task An_application_that_was_imported_by_hand_is_taken_over()
    {
        await App.ImportAsync("shop", Yaml(1));
        Write("production/shop/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["production/shop shop True"], Applications());
    }

    [Fact]
    public async Task What_comes_from_the_folder_is_neither_imported_nor_removed_by_hand()
    {
        Write("production/shop/service.yml", Yaml(1));
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        (await App.PostAsync("cluster=production&namespace=shop", Yaml(2))).ExpectRefusal("from-folder");
        (await App.PostAsync("cluster=production&namespace=shop&dryRun=true", Yaml(2))).ExpectRefusal("from-folder");
        (await App.PostAsync("cluster=production&namespace=moved&moveFrom=production/shop", Yaml(1))).ExpectRefusal("from-folder");
        (await App.DeleteAsync("clusters/production/applications/shop")).ExpectProblem(422);
        Assert.Equal(["production/shop shop True"], Applications());
    }

    [Fact]
    public async Task The_log_names_files_and_never_what_is_in_them()
    {
        Write("production/shop/service.yml", "services:\n  api:\n    ports: [canary-value]\n");
        await _folder.ScanAsync(TestContext.Current.CancellationToken);
        Assert.Contains("'production/shop/service.yml' is refused (port-", App.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-value", App.Log.Text, StringComparison.Ordinal);
    }

    private WatchedFolder Folder(FolderLimits limits) => new(
        new("manifests", _root, TimeSpan.FromSeconds(30)), App.Services.GetRequiredService<Importer>(), App.Store, App.Clock, App.Services.GetRequiredService<ILogger<WatchedFolder>>())
    {
        Limits = limits,
    };

    private string[] Applications() => [.. App.Store.Current.Applications.Select(application => $"{application.Cluster}/{application.Namespace} {application.Name} {application.FromFolder}")];

    private void Write(string name, string text)
    {
        var file = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
