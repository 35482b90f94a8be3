using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace ElasticDns.Core.Manifests;

/// <summary>What a secret looks like: by the key it stands under, and by its own form wherever it stands.</summary>
internal static partial class SecretPatterns
{
    public const string Mask = "********";

    // The annotation in which kubectl keeps the whole object that was applied, a Secret with its data.
    private const string AppliedObject = "LAST-APPLIED-CONFIGURATION";

    private const string KeyWords = "PASSWORD|PASSWD|SECRET|TOKEN|API[_-]?KEY|ACCESS[_-]?KEY|PRIVATE[_-]?KEY|CREDENTIAL|" + AppliedObject;

    private static readonly SearchValues<string> SecretKeys = SearchValues.Create(
        ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "API-KEY", "APIKEY", "ACCESS_KEY", "ACCESS-KEY", "ACCESSKEY", "PRIVATE_KEY", "PRIVATE-KEY", "PRIVATEKEY", "CREDENTIAL", AppliedObject],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Signs = SearchValues.Create("@=-J");

    private static readonly SearchValues<char> Empty = SearchValues.Create("*# \t\r\n");

    /// <summary>Whether a text has what every form below needs; most values of a manifest have not, and are not looked at again.</summary>
    public static bool MayHoldForm(ReadOnlySpan<char> text) => text.ContainsAny(Signs)
        && (text.ContainsAny('@', '=') || text.Contains("--", StringComparison.Ordinal) || text.Contains("eyJ", StringComparison.Ordinal) || text.Contains("${", StringComparison.Ordinal));

    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n'\"");

    public static bool IsSecretKey(ReadOnlySpan<char> key) => key.ContainsAny(SecretKeys);

    /// <summary>Whether lines that YAML folds into one hold a form together: <c>--password</c> at the end of one, its word in the next.</summary>
    public static bool HoldsFormAcrossLines(string text)
    {
        if (text.AsSpan().IndexOfAny('\r', '\n') < 0) return false;
        var count = 0;
        // A backslash at the end of a line joins it without a blank.
        MaskForms(string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.TrimEntries)).Replace("\\ ", "", StringComparison.Ordinal), ref count);
        return count > 0;
    }

    /// <summary>Whether a value is masks alone, on several lines.</summary>
    public static bool IsMasks(ReadOnlySpan<char> value) => value.Length > Mask.Length && value.StartsWith(Mask) && !value.ContainsAnyExcept("* \n");

    /// <summary>Whether a value under a secret key holds no secret: nothing at all, only a reference to a variable, or masks.</summary>
    public static bool HoldsNoSecret(string value) => !value.AsSpan().ContainsAnyExcept(Empty) || VariableOnly().IsMatch(value);

    /// <summary>
    /// The text with what looks like a secret by its own form masked; lines are kept. In a <paramref name="judged"/> text every value
    /// was looked at by itself before: a comma or bracket that follows is not a part of it, as in <c>[TOKEN=********, A=b]</c>.
    /// </summary>
    public static string MaskForms(string text, ref int count, bool judged = false)
    {
        if (!MayHoldForm(text)) return text;
        var masked = 0;
        if (text.Contains("-----BEGIN ", StringComparison.Ordinal))
            text = Pem().Replace(text, match => { masked++; return MaskLines(match.Value); });
        if (text.Contains("eyJ", StringComparison.Ordinal))
            text = TokenRun().Replace(text, match => MaskToken(match.Value, ref masked));
        if (MayHoldPassword(text))
        {
            text = UrlPassword().Replace(text, match =>
            {
                if (match.Groups["password"].ValueSpan is Mask || IsPortAndPath(match.Groups["password"].ValueSpan) || IsMaskedUrl(match.Groups["password"].ValueSpan)) return match.Value;
                masked++;
                return $"{match.Groups["before"].Value}{Mask}@";
            });
            text = RegistryPassword().Replace(text, match =>
            {
                if (match.Groups["password"].ValueSpan is Mask) return match.Value;
                masked++;
                return $"{match.Groups["before"].Value}{Mask}{match.Groups["after"].Value}";
            });
        }
        if (text.Contains("--password", StringComparison.OrdinalIgnoreCase))
            text = PasswordOption().Replace(text, match => MaskValue(match, ref masked, judged));
        if (text.Contains('=', StringComparison.Ordinal) && IsSecretKey(text))
            text = Assignment().Replace(text, match => MaskValue(match, ref masked, judged));
        if (text.Contains("${", StringComparison.Ordinal) && IsSecretKey(text))
            text = VariableDefault().Replace(text, match => MaskValue(match, ref masked));
        count += masked;
        return text;
    }

    /// <summary>
    /// The forms that are left in a text whose values were judged one by one: in comments, in keys, and in what is written in pieces.
    /// Only the lines that can hold one are looked at.
    /// </summary>
    public static string MaskLeftovers(string text, ref int count)
    {
        if (text.Contains("-----BEGIN ", StringComparison.Ordinal)) return MaskForms(text, ref count, judged: true);
        StringBuilder? result = null;
        var copied = 0;
        for (var start = 0; start < text.Length;)
        {
            var rest = text.AsSpan(start);
            var length = rest.IndexOfAny('\r', '\n') is >= 0 and var end ? end : rest.Length;
            if (MayHoldForm(rest[..length]))
            {
                var line = text.Substring(start, length);
                var masked = MaskForms(line, ref count, judged: true);
                if (masked != line)
                {
                    (result ??= new(text.Length)).Append(text, copied, start - copied).Append(masked);
                    copied = start + length;
                }
            }
            start += length + 1;
        }
        return result is null ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>A line of a text that is not YAML, or a comment: <c>KEY: value</c> and <c>KEY=value</c> count wherever they stand.</summary>
    public static string MaskLine(string line, ref int count)
    {
        var masked = 0;
        if (line.AsSpan().ContainsAny(SecretKeys)) line = KeyAndValue().Replace(line, match => MaskValue(match, ref masked));
        count += masked;
        return MaskForms(line, ref count);
    }

    /// <summary>Every line of the text masked, white space and comment signs before it kept.</summary>
    public static string MaskLines(string text)
    {
        var result = new StringBuilder();
        for (var start = 0; start < text.Length;)
        {
            var line = text.AsSpan(start);
            if (line.IndexOfAny('\r', '\n') is >= 0 and var end) line = line[..(end + 1)];
            var content = line.IndexOfAnyExcept(" \t#\r\n");
            result.Append(content < 0 ? line : line[..content]);
            if (content >= 0) result.Append(Mask).Append(line[line.TrimEnd("\r\n").Length..]);
            start += line.Length;
        }
        return result.ToString();
    }

    // Three parts with dots between them, of which the first is the base 64 of a JSON object; what follows in the run goes too.
    private static string MaskToken(string run, ref int count)
    {
        var start = 0;
        var parts = run.Split('.');
        for (var i = 0; i + 2 < parts.Length; start += parts[i++].Length + 1)
        {
            var at = parts[i].StartsWith("eyJ", StringComparison.Ordinal) ? 0 : parts[i].IndexOf("-eyJ", StringComparison.Ordinal) + 1;
            if (at == 0 && parts[i] is not ['e', 'y', 'J', ..]) continue;
            if (parts[i].Length - at < 7 || parts[i + 1].Length < 4) continue;
            count++;
            return run[..(start + at)] + Mask;
        }
        return run;
    }

    private static string MaskValue(Match match, ref int count, bool judged = false)
    {
        var value = match.Groups["value"].Value;
        // In a judged text what follows belongs to the list, the map or the key in which the value stands.
        var tail = judged ? value[value.AsSpan().TrimEnd(",]}:").Length..] : "";
        value = value[..^tail.Length];
        var bare = value.Trim('"', '\'');
        if (HoldsNoSecret(bare) || (judged && (bare[0] is ',' or ']' or '}' || bare.StartsWith(Mask, StringComparison.Ordinal)))) return match.Value;
        // Nor is the next item of a list.
        if (judged && match.Groups["before"].ValueSpan.Contains(',')) return match.Value;
        // A first word that is masked already is counted; what follows it in the value is a secret all the same.
        if (!bare.StartsWith(Mask, StringComparison.Ordinal)) count++;
        var quote = value[0] is '"' or '\'' && value[^1] == value[0] ? value[..1] : "";
        return $"{match.Groups["before"].Value}{quote}{Mask}{quote}{tail}";
    }

    // A password stands between a colon and an '@' of one word.
    private static bool MayHoldPassword(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@'))
        {
            if (text[..at].IndexOf(':') >= 0 && text[(text[..at].LastIndexOfAny(WordEnds) + 1)..at].Contains(':')) return true;
            text = text[(at + 1)..];
        }
        return false;
    }

    // In 'a://b://c:********@' the password of 'b://' is masked already.
    private static bool IsMaskedUrl(ReadOnlySpan<char> password) => password.StartsWith("//") && password.EndsWith($":{Mask}");

    // 'http://api:3000/users/@me' has a port and a path before its '@', not a password.
    private static bool IsPortAndPath(ReadOnlySpan<char> password)
    {
        var slash = password.IndexOf('/');
        return slash > 0 && !password[..slash].ContainsAnyExceptInRange('0', '9');
    }

    [GeneratedRegex(@"^\s*(?:_env\([^():]*(?::(?:|[a-z][a-z0-9+.-]*://[^()]*))?\)|\$\([^()]*\)|\{\{[^{}]*\}\})\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex VariableOnly();

    // Where the end is missing, only lines that can be nothing else than its base 64 text belong to the block.
    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]{1,64}-----(?:(?:(?!-----BEGIN )[A-Za-z0-9+/=\s#\\,:-])*?-----END [A-Z0-9 ]{1,64}-----|(?:(?:[\s#]|\\n)*[A-Za-z0-9+/=]{16,})*)", RegexOptions.CultureInvariant)]
    private static partial Regex Pem();

    // Every pattern starts at the head of a run of its characters and nowhere within it: a text of one long run must not be searched
    // to its end from each of its characters.
    [GeneratedRegex(@"[A-Za-z0-9_.-]+", RegexOptions.CultureInvariant)]
    private static partial Regex TokenRun();

    // The password runs to the last '@' before a blank, a quote or the next URL of a list.
    [GeneratedRegex(@"(?<before>\b[A-Za-z][A-Za-z0-9+.-]{0,31}://[^\s:@/'""]*:)(?<password>(?:(?!\b[A-Za-z][A-Za-z0-9+.-]{0,31}://)[^\s'""])+)@", RegexOptions.CultureInvariant)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(@"(?<before>(?<![\w./@+-])[\w.+-]+:)(?<password>[^\s:@/'""]+)(?<after>@[A-Za-z0-9][\w.-]*(?::\d+)?/[\w])", RegexOptions.CultureInvariant)]
    private static partial Regex RegistryPassword();

    [GeneratedRegex(@"(?<before>--password(?:=|[""']?,?[ \t]+))(?<value>""[^""\r\n]*""|'[^'\r\n]*'|\$\([^()\r\n]*\)|_env\([^()\r\n]*\)|[^\s""'][^\s""']*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PasswordOption();

    [GeneratedRegex(@"(?<before>(?<![\w.-])(?=[\w.-]*(?:" + KeyWords + @"))[\w.-]+=)(?<value>""[^""\r\n]*""|'[^'\r\n]*'|\$\([^()\r\n]*\)|_env\([^()\r\n]*\)|\{\{[^{}\r\n]*\}\}|[^\s""'&;|]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    // Compose takes the default for the secret where the variable is not set: '${DB_PASSWORD:-word}'. That of an address is no secret.
    [GeneratedRegex(@"(?<before>\$\{(?=\w*(?:" + KeyWords + @"))\w+:?-)(?<value>(?![a-z][a-z0-9+.-]*://)[^{}\r\n""']+)(?=\})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex VariableDefault();

    [GeneratedRegex(@"(?<before>(?<![\w.-])(?=[\w.-]*(?:" + KeyWords + @"))[\w.-]+[""']?[ \t]*[:=][ \t]*)(?<value>\S.*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex KeyAndValue();
}
