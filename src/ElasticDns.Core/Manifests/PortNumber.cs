using System.Globalization;
using ElasticDns.Core.Catalog;

namespace ElasticDns.Core.Manifests;

/// <summary>A port as text: 1 to 65535 in plain decimal digits, in every format.</summary>
internal static class PortNumber
{
    public const string Decimal = "write it in plain decimal digits";

    /// <summary>The port; null where a finding refuses the text.</summary>
    public static int? Read(string text, string service, YamlNode at, FindingList findings, string? path = null, string advice = Decimal)
    {
        var shown = Quoting.Escape(text);
        if (text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('0', '9') || (text.Length > 1 && text[0] == '0'))
        {
            findings.Error("port-not-a-number", $"Port '{shown}' of service '{service}' is not a port number; {advice}.", at, path);
            return null;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= ContainerPort.Min and <= ContainerPort.Max) return port;
        findings.Error("port-out-of-range", $"Port {shown} of service '{service}' is out of range; use {ContainerPort.Min} to {ContainerPort.Max}.", at, path);
        return null;
    }
}

/// <summary>Several entries of one container port are merged.</summary>
internal static class PortMerge
{
    /// <summary>
    /// Adds a port; false where nothing of it is new. A mapping that fits joins the entry of its container; a second mapping of the
    /// same protocol is a further entry.
    /// </summary>
    public static bool Add(List<ContainerPort> ports, ContainerPort port)
    {
        var isNew = false;
        foreach (var protocol in ContainerPort.Protocols)
        {
            if (port[protocol] is not { } number) continue;
            var at = 0;
            while (at < ports.Count && !(ports[at].Container == port.Container && (ports[at][protocol] ?? number) == number)) at++;
            if (at == ports.Count) ports.Add(new(port.Container));
            isNew |= ports[at][protocol] is null;
            ports[at] = ports[at].With(protocol, number);
        }
        if (port != new ContainerPort(port.Container) || ports.Exists(entry => entry.Container == port.Container)) return isNew;
        ports.Add(port);
        return true;
    }
}
