namespace ElasticDns.Web.Features.Targets;

/// <summary>The forms in which Connect writes an address. Each has a name in the page's address, see <see cref="ConnectFormNames.Id"/>.</summary>
public enum ConnectForm
{
    /// <summary>The URL, or the connection string of a database.</summary>
    Url,

    /// <summary>Host and port.</summary>
    HostAndPort,

    /// <summary>Lines of a .env file, which a shell can read.</summary>
    Env,

    /// <summary>The <c>env_vars</c> of a service in a service.yml.</summary>
    ServiceYml,

    /// <summary>A part of an appsettings.json.</summary>
    Appsettings,

    /// <summary>Commands that try the connection.</summary>
    Client,

    /// <summary>What the drivers of a database want to be given.</summary>
    Drivers,
}

/// <summary>The names of the forms.</summary>
public static class ConnectFormNames
{
    /// <summary>The name in the page's address.</summary>
    public static string Id(this ConnectForm form) => form switch
    {
        ConnectForm.Url => "url",
        ConnectForm.HostAndPort => "host",
        ConnectForm.Env => "env",
        ConnectForm.ServiceYml => "service-yml",
        ConnectForm.Appsettings => "appsettings",
        ConnectForm.Client => "client",
        _ => "drivers",
    };
}
