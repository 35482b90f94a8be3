namespace ElasticDns.Web.Features.Tokens;

/// <summary>Registers the API tokens and reads them at start.</summary>
public static class TokensFeature
{
    public static IServiceCollection AddTokens(this IServiceCollection services) =>
        services.AddSingleton<ApiTokens>().AddSingleton<TokenEdits>().AddSingleton<TokenFailures>();

    public static Task OpenTokensAsync(this IServiceProvider services) => services.GetRequiredService<ApiTokens>().LoadAsync();
}
