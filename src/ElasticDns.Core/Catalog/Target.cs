namespace ElasticDns.Core.Catalog;

/// <summary>What can be called: a service or a database of an application.</summary>
/// <param name="Name">The name as the manifest writes it.</param>
/// <param name="Label">The identity: a DNS label, unique in the application.</param>
public abstract record Target(string Name, string Label)
{
    /// <summary>The line of the service.yml, counted from 1, at which it is declared; of a database group, its engine.</summary>
    public int Line { get; init; }

    /// <summary>The column, counted from 1, at which it is declared.</summary>
    public int Column { get; init; }

    /// <summary>The host labels that it answers to, the one to write first.</summary>
    public abstract IReadOnlyList<string> Hosts { get; }

    /// <summary>Whether it has an address at all inside its cluster.</summary>
    public abstract bool HasAddress { get; }
}

/// <summary>A named containerised workload of an application. It can call; it can be called where it exposes a container port.</summary>
/// <param name="Name">The name as the manifest writes it, printable ASCII.</param>
/// <param name="Label">The name folded to a DNS label.</param>
/// <param name="Ports">The container ports and external mappings, in the manifest's order, merged by container port.</param>
public sealed record Service(string Name, string Label, IReadOnlyList<ContainerPort> Ports) : Target(Name, Label)
{
    /// <summary>The type of a service that names none.</summary>
    public const string DefaultType = "service";

    /// <summary>The container image, without any password; null where the manifest builds one.</summary>
    public string? Image { get; init; }

    /// <summary>The workload's type: service, deployment or daemon_set.</summary>
    public string Type { get; init; } = DefaultType;

    /// <summary>Whether it runs in its node's network, where cluster names need a DNS policy of their own.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>What its manifest writes like an address, in the manifest's order.</summary>
    public IReadOnlyList<Mention> Mentions { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Hosts => [Label];

    /// <inheritdoc/>
    public override bool HasAddress
    {
        get
        {
            // Asked once for every cell of a matrix, so it allocates nothing.
            for (var i = 0; i < Ports.Count; i++)
                if (Ports[i].Container is not null) return true;
            return false;
        }
    }

    /// <summary>Whether the label differs from the name as written.</summary>
    public bool IsDerived => Label != Name;
}

/// <summary>A managed, non-containerised data source of an application. It is called, and never calls.</summary>
/// <param name="Name">The entry as the manifest writes it, or engine-dash-group where a manifest.yml names the group.</param>
/// <param name="Engine">The engine as manifests name it: <c>mysql</c>, <c>postgresql</c>, ….</param>
/// <param name="Group">The database group, a DNS label; null where the engine has no groups here.</param>
/// <param name="Primary">Whether this group also answers to the engine's plain name.</param>
public sealed record Database(string Name, string Engine, string? Group, bool Primary)
    : Target(Name, Group is null ? Engine : $"{Engine}-{Group}")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Hosts => Primary ? [Engine, Label] : [Label];

    /// <inheritdoc/>
    public override bool HasAddress => DatabaseEngine.Find(Engine) is not null;
}
