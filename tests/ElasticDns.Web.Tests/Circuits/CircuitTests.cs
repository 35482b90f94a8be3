namespace ElasticDns.Web.Tests.Circuits;

/// <summary>What holds for the connection of a page, whatever is sent over it.</summary>
public sealed class CircuitTests : ApiTest
{
    [Fact]
    public async Task A_click_over_the_connection_of_a_page_does_what_the_button_says()
    {
        await using var circuit = await Circuit.OpenAsync(App.Address, "/");
        Assert.True(await circuit.ClickAsync("Load the sample applications"));
        await circuit.WaitAsync(() => !App.Store.Current.IsEmpty);
    }
}
