using Microsoft.AspNetCore.Components;

namespace ElasticDns.Web.Shared;

/// <summary>The view state is in the query of the page's address.</summary>
public static class QueryNavigation
{
    /// <summary>
    /// Changes parameters of the query and keeps the others; a null takes one out. The history is not grown: typing into a filter must
    /// not put every letter between the reader and the page before.
    /// </summary>
    public static void ReplaceQuery(this NavigationManager navigation, Dictionary<string, object?> parameters)
    {
        var address = navigation.GetUriWithQueryParameters(parameters);
        // A slash and a tilde may stand in a query as they are, and people read these addresses.
        navigation.NavigateTo(
            address.Replace("%2F", "/", StringComparison.Ordinal).Replace("%7E", "~", StringComparison.Ordinal), replace: true);
    }
}
