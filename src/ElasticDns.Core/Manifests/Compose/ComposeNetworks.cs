namespace ElasticDns.Core.Manifests.Compose;

/// <summary>Compose keeps services apart that share no network. An application does not, which is said once.</summary>
internal sealed class ComposeNetworks(FindingList findings)
{
    private readonly List<(string Service, HashSet<string> Networks, YamlNode At)> _services = [];

    public void Add(string service, YamlMapping body, YamlNode key)
    {
        if (body.Has("network_mode")) return;
        HashSet<string> networks = body["networks"] switch
        {
            YamlSequence list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Value)],
            YamlMapping map => [.. map.Entries.Select(entry => entry.Name).OfType<string>()],
            _ => [],
        };
        var at = networks.Count > 0 ? body.KeyOf("networks") : key;
        if (networks.Count == 0) networks.Add("default");
        _services.Add((service, networks, at));
    }

    public void Report()
    {
        // Mostly there is one network in which all of them are.
        if (_services.Count < 2 || _services[0].Networks.Any(network => _services.TrueForAll(service => service.Networks.Contains(network)))) return;
        for (var i = 1; i < _services.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (_services[i].Networks.Overlaps(_services[j].Networks)) continue;
                findings.Warning("networks-ignored", $"Services '{_services[j].Service}' and '{_services[i].Service}' share no network, so Compose keeps them apart; here every service of an application reaches every other.", _services[i].At);
                return;
            }
        }
    }
}
