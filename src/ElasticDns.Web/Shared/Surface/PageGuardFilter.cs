using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ElasticDns.Web.Access;
using ElasticDns.Web.Data;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ElasticDns.Web.Shared.Surface;

/// <summary>Asks the guard of a page before each thing that it sends is done.</summary>
internal sealed partial class PageGuardFilter(PageStarts starts, ILogger<PageGuardFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var guard = (PageGuard)context.Context.Items[typeof(PageGuard)]!;
        var isAnswer = context switch
        {
            { HubMethodName: "OnRenderCompleted", HubMethodArguments: [long batch, ..] } => guard.Confirmed(batch),
            { HubMethodName: "EndInvokeJSFromDotNet" } => guard.Answered(),
            _ => false,
        };
        if (isAnswer) return await next(context);
        // The parts of a file that the page was asked for come as fast as they can, and no more of them than it was asked for.
        var isPart = context.HubMethodName == "ReceiveJSDataChunk";
        if (isPart)
        {
            var result = await next(context);
            if (result is not true && guard.TakeEvent() is { } unasked) CutOff(context.Context, unasked);
            return result;
        }
        if (guard.TakeEvent() is not { } why)
        {
            if (context.HubMethodName is not ("StartCircuit" or "UpdateRootComponents") || context.Context.GetHttpContext() is not { } request) return await next(context);
            using var turn = await starts.TakeAsync(OpenPages.ClientOf(request), context.Context.ConnectionAborted);
            if (turn.IsAcquired) return await next(context);
            why = "Too many pages of its client are being opened.";
        }
        CutOff(context.Context, why);
        return null;
    }

    private void CutOff(HubCallerContext page, string why)
    {
        Closed(why);
        page.Abort();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection of a page is closed. {Why}")]
    private partial void Closed(string why);
}

/// <summary>Gives each connection a guard, and tells it what goes the other way: renderings, and answers that a call failed.</summary>
internal sealed class GuardedConnections<THub>(ILogger<DefaultHubLifetimeManager<THub>> logger, AuditLog audit, SurfaceLimits limits, TimeProvider clock) : DefaultHubLifetimeManager<THub>(logger)
    where THub : Hub
{
    private readonly ConcurrentDictionary<string, (PageGuard Guard, HubConnectionContext Connection)> _guards = new(StringComparer.Ordinal);

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        var guard = new PageGuard(limits, clock);
        connection.Items[typeof(PageGuard)] = guard;
        _guards[connection.ConnectionId] = (guard, connection);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (_guards.TryRemove(connection.ConnectionId, out var guarded)) guarded.Guard.Dispose();
        return base.OnDisconnectedAsync(connection);
    }

    public override Task SendConnectionAsync(string connectionId, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        if (_guards.TryGetValue(connectionId, out var guarded))
        {
            if (methodName == "JS.RenderBatch" && args is [long batch, ..]) guarded.Guard.Rendered(batch);
            else if (methodName == "JS.BeginInvokeJS") guarded.Guard.Asked();
            else if (methodName == "JS.EndInvokeDotNet" && args is [_, false, ..]) Failed(guarded.Guard, guarded.Connection);
        }
        return base.SendConnectionAsync(connectionId, methodName, args, cancellationToken);
    }

    // An event for a button that this reader's page does not have looks like this, and nothing else tells of it.
    private void Failed(PageGuard guard, HubConnectionContext connection)
    {
        _ = audit.WriteAsync(Actor.Of(connection.User), "page-event", "", AuditResult.Failed, "an event that failed, or that the page has nothing for");
        if (guard.TakeFailure() is not null) connection.Abort();
    }
}

/// <summary>The protocol of a page's connection, in which a message for a method that there is not ends the connection: no page sends one.</summary>
internal sealed class StrictProtocol(IHubProtocol inner) : IHubProtocol
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!inner.TryParseMessage(ref input, binder, out message)) return false;
        if (message is InvocationBindingFailureMessage or StreamBindingFailureMessage) throw new InvalidDataException("There is no such method.");
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);
}

/// <summary>Puts the guard of pages in place.</summary>
internal static class PageGuardFeature
{
    private const string Protocol = "BlazorPackHubProtocol";

    public static void AddPageGuard(this IServiceCollection services)
    {
        services.AddSingleton<PageGuardFilter>();
        services.Replace(ServiceDescriptor.Singleton(typeof(HubLifetimeManager<>), typeof(GuardedConnections<>)));
        var known = services.Single(service => service.ServiceType == typeof(IHubProtocol) && service.ImplementationType?.Name == Protocol);
        services.Remove(known);
        services.AddSingleton<IHubProtocol>(provider => new StrictProtocol((IHubProtocol)ActivatorUtilities.CreateInstance(provider, known.ImplementationType!)));
    }
}
