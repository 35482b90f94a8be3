using ElasticDns.Core.Catalog;
using ElasticDns.Core.Reachability;

namespace ElasticDns.Web.Features.Targets;

/// <summary>
/// What stands for user, password and database of a database: for a caller in its own application the variables that Maestro injects
/// there, for everybody else words to fill in, as Maestro shares no credentials between applications.
/// </summary>
/// <param name="AreVariables">Whether the words are variables.</param>
/// <param name="Form">How a variable is written, with <c>{0}</c> for its name.</param>
public sealed record Credentials(string UserName, string PasswordName, string DatabaseName, bool AreVariables, string Form)
{
    /// <summary>How a shell, and most of what is written by hand, names a variable.</summary>
    private const string Shell = "${0}";

    /// <summary>The user.</summary>
    public SnippetPart User => Write(UserName);

    /// <summary>The password.</summary>
    public SnippetPart Password => Write(PasswordName);

    /// <summary>The database.</summary>
    public SnippetPart Database => Write(DatabaseName);

    /// <summary>The same as service.yml names variables, where Maestro fills them in.</summary>
    public Credentials InServiceYml => this with { Form = "_env({0})" };

    /// <summary>The same in a file that Rails runs through ERB.</summary>
    public Credentials InErb => this with { Form = "<%= ENV[\"{0}\"] %>" };

    /// <summary>The credentials of a database as a caller writes them; a variable that Maestro does not document stays a word.</summary>
    public static Credentials Of(Database database, Reach? reach)
    {
        var isOwn = reach is Reach.SameApplication or Reach.Self;
        var variables = isOwn ? DatabaseEngine.Find(database.Engine)?.VariablesOf(database) ?? [] : [];
        return new(Find("_USERNAME", "USER"), Find("_PASSWORD", "PASSWORD"), Find("_DATABASE", "DATABASE"), isOwn, Shell);

        string Find(string end, string word) => variables.FirstOrDefault(name => name.EndsWith(end, StringComparison.Ordinal)) ?? word;
    }

    private SnippetPart Write(string name) => Snippet.Placeholder(AreVariables ? Form.Replace("{0}", name, StringComparison.Ordinal) : name);
}
