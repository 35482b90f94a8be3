using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ElasticDns.Web.Tests.Circuits;

/// <summary>
/// A page's connection without a browser: it opens a page and says over its websocket what the browser would, or what none would.
/// <code>
/// await using var circuit = await Circuit.OpenAsync(app.Address, "/import");
/// await circuit.ClickAsync("Check the text");                       // the button with that text
/// await circuit.DispatchAsync(17, "click", "{}");                   // any event handler, seen or guessed
/// </code>
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private const int Invocation = 1, Completion = 3, Ping = 6, Close = 7;

    private static readonly Dictionary<string, string> NoHeaders = [];

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<object?>> _pending = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<RenderedElement> _elements = [];
    private readonly StringBuilder _text = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _number;

    private Circuit()
    {
    }

    /// <summary>Whether batches are acknowledged, as a browser does.</summary>
    public bool Acknowledges { get; set; } = true;

    /// <summary>The object to which the browser sends events; 0 before the server has named it.</summary>
    public long Renderer { get; private set; }

    /// <summary>What names the page to the server, for a connection that takes it up again.</summary>
    public string? Secret { get; private set; }

    /// <summary>How many batches came.</summary>
    public int Batches { get; private set; }

    /// <summary>Ends when the connection does.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Everything that was rendered so far, the last at the end.</summary>
    public IReadOnlyList<RenderedElement> Elements
    {
        get { lock (_gate) return [.. _elements]; }
    }

    /// <summary>All text that was rendered so far.</summary>
    public string Text
    {
        get { lock (_gate) return _text.ToString(); }
    }

    /// <summary>Forgets what was rendered so far.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _elements.Clear();
            _text.Clear();
        }
    }

    /// <summary>Opens a page and its circuit, and waits until the page is rendered.</summary>
    public static async Task<Circuit> OpenAsync(Uri address, string path, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        foreach (var (name, value) in headers) client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        // A page for what is not there, or not theirs, is a page.
        using var answer = await client.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();
        var circuit = await ConnectAsync(address, headers);
        try
        {
            await circuit.StartAsync(address, path, page);
            await circuit.WaitAsync(() => circuit is { Renderer: > 0, Batches: > 0 });
            return circuit;
        }
        catch
        {
            await circuit.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects and agrees on the protocol; no page is started yet.</summary>
    public static async Task<Circuit> ConnectAsync(Uri address, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };
        foreach (var (name, value) in headers) client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        using var negotiated = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        negotiated.EnsureSuccessStatusCode();
        var token = (string)(await negotiated.Content.ReadFromJsonAsync<JsonNode>())!["connectionToken"]!;
        var circuit = new Circuit();
        foreach (var (name, value) in headers) circuit._socket.Options.SetRequestHeader(name, value);
        await circuit._socket.ConnectAsync(new Uri($"{address.AbsoluteUri.Replace("http", "ws", StringComparison.Ordinal)}_blazor?id={token}"), CancellationToken.None);
        await circuit.SendBytesAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray());
        _ = circuit.ReceiveAsync();
        return circuit;
    }

    /// <summary>Takes up a page whose connection has ended, as a browser does by itself; what was rendered is known as before.</summary>
    public async Task<Circuit> ReconnectAsync(Uri address, params (string Name, string Value)[] headers)
    {
        var circuit = await ConnectAsync(address, headers);
        (circuit.Renderer, circuit.Secret) = (Renderer, Secret);
        circuit._elements.AddRange(Elements);
        return await circuit.InvokeAsync("ConnectCircuit", Secret) is true ? circuit : throw new InvalidOperationException("The server does not know the page any more.");
    }

    /// <summary>Starts the components that a page names in its comments.</summary>
    public async Task StartAsync(Uri address, string path, string page)
    {
        Secret = (string?)await InvokeAsync("StartCircuit", address.ToString(), new Uri(address, path).ToString(), "[]", "");
        var operations = new JsonArray();
        foreach (var marker in Markers().Matches(page).Select(match => JsonNode.Parse(match.Groups[1].Value)!))
        {
            if (marker["type"] is null) continue;
            marker["uniqueId"] = operations.Count;
            operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = operations.Count + 1, ["marker"] = marker });
        }
        await SendAsync("UpdateRootComponents", new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString(), State().Match(page).Groups[1].Value);
    }

    /// <summary>Waits until there is an element with this text and a handler of this name, and tells the handler that was rendered last.</summary>
    public async Task<long> HandlerAsync(string text, string name = "onclick")
    {
        long? Found() => Elements.LastOrDefault(element => element.Handlers.ContainsKey(name) && element.Text.Trim() == text)?.Handlers[name];
        await WaitAsync(() => Found() is not null);
        return Found()!.Value;
    }

    /// <summary>Clicks the element with this text as soon as there is one, and waits for the answer.</summary>
    public async Task<bool> ClickAsync(string text) => await DispatchAsync(await HandlerAsync(text), "click", "{\"type\":\"click\",\"detail\":1}");

    /// <summary>Goes to another page as a click on a link does, and waits until something is rendered.</summary>
    public async Task GoToAsync(Uri address, string path)
    {
        var before = Batches;
        await SendAsync("OnLocationChanged", new Uri(address, path).ToString(), null, true);
        await WaitAsync(() => Batches > before);
    }

    /// <summary>Sends an event to a handler; false where the server says that it failed.</summary>
    public Task<bool> DispatchAsync(long handler, string name, string argsJson) =>
        CallAsync(null, "DispatchEventAsync", Renderer, $$"""[{"eventHandlerId":{{handler}},"eventName":"{{name}}","eventFieldInfo":null},{{argsJson}}]""");

    /// <summary>Calls a .NET method as a script would; false where the server says that it failed.</summary>
    public async Task<bool> CallAsync(string? assembly, string method, long target, string argsJson)
    {
        var call = Interlocked.Increment(ref _number).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var done = Pending($"call {call}");
        await SendAsync("BeginInvokeDotNetFromJS", call, assembly, method, target, argsJson);
        return await done is true;
    }

    /// <summary>Calls a method of the hub and waits for its result; null where there is none or it failed.</summary>
    public async Task<object?> InvokeAsync(string target, params object?[] arguments)
    {
        var id = $"h{Interlocked.Increment(ref _number)}";
        var done = Pending(id);
        await SendBytesAsync(MessagePack.Framed(Invocation, NoHeaders, id, target, arguments, Array.Empty<object?>()));
        return await done;
    }

    /// <summary>Calls a method of the hub and waits for nothing.</summary>
    public Task SendAsync(string target, params object?[] arguments) =>
        SendBytesAsync(MessagePack.Framed(Invocation, NoHeaders, null, target, arguments, Array.Empty<object?>()));

    /// <summary>Sends any bytes; nothing where the connection has ended.</summary>
    public async Task SendBytesAsync(byte[] bytes)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            End();
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Waits until something holds of what came; throws where the connection ends first.</summary>
    public async Task WaitAsync(Func<bool> holds)
    {
        while (true)
        {
            Task changed;
            lock (_gate) changed = _changed.Task;
            if (holds()) return;
            if (Closed.IsCompleted) throw new IOException("The circuit was closed.");
            await Task.WhenAny(changed, Closed);
        }
    }

    /// <summary>Ends the connection without a word, as a browser that vanishes.</summary>
    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        End();
        return ValueTask.CompletedTask;
    }

    private Task<object?> Pending(string id)
    {
        var done = _pending[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Closed.IsCompleted) done.TrySetResult(null);
        return done.Task;
    }

    private async Task ReceiveAsync()
    {
        var (buffer, part, isGreeted) = (new List<byte>(), new byte[64 * 1024], false);
        try
        {
            while (await _socket.ReceiveAsync(part, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            {
                buffer.AddRange(part.AsSpan(0, received.Count));
                if (!isGreeted && buffer.IndexOf(0x1e) is >= 0 and var end)
                {
                    buffer.RemoveRange(0, end + 1);
                    isGreeted = true;
                }
                while (isGreeted && MessagePack.TakeFramed(buffer) is { } message) await TakeAsync(message);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Ended from either side.
        }
        End();
    }

    private async Task TakeAsync(object?[] message)
    {
        switch ((long)message[0]!)
        {
            case Ping: await SendBytesAsync(MessagePack.Framed(Ping)); break;
            case Close: End(); break;
            case Completion when _pending.TryRemove((string)message[2]!, out var done): done.TrySetResult(message.ElementAtOrDefault(4)); break;
            case Invocation: await TakeAsync((string)message[3]!, (object?[])message[4]!); break;
        }
        lock (_gate)
        {
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task TakeAsync(string target, object?[] arguments)
    {
        switch (target)
        {
            case "JS.RenderBatch":
                var (elements, text) = RenderedElement.Read((byte[])arguments[1]!);
                lock (_gate)
                {
                    _elements.AddRange(elements);
                    _text.Append(text);
                    Batches++;
                }
                if (Acknowledges) await SendAsync("OnRenderCompleted", arguments[0], null);
                break;
            case "JS.BeginInvokeJS":
                var (handle, json) = ((long)arguments[0]!, (string?)arguments[2]);
                if (arguments[1] is "Blazor._internal.attachWebRendererInterop") Renderer = (long)JsonNode.Parse(json!)![1]!["__dotNetObject"]!;
                // A script object where one is asked for, else nothing.
                if (handle > 0) await SendAsync("EndInvokeJSFromDotNet", handle, true, $"[{handle},true,{(arguments[3] is 1L ? "{\"__jsObjectId\":1}" : "null")}]");
                break;
            case "JS.EndInvokeDotNet" when _pending.TryRemove($"call {arguments[0]}", out var done):
                done.TrySetResult(arguments[1]);
                break;
        }
    }

    private void End()
    {
        _closed.TrySetResult();
        foreach (var done in _pending.Values) done.TrySetResult(null);
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Markers();

    [GeneratedRegex("<!--Blazor-Server-Component-State:([a-zA-Z0-9+/=]+)-->")]
    private static partial Regex State();
}
