using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;
using ElasticDns.Core.Addressing;
using ElasticDns.Core.Catalog;
using ElasticDns.Core.References;

namespace ElasticDns.Web.Features.Matrix;

/// <summary>
/// What the browser needs to draw the matrix of a cluster: the facts of which reach follows, never the reach of a pair. Written as it goes,
/// so an answer costs no memory beyond one number an application.
/// <para>
/// Numbers are unsigned LEB128 unless a length is given. In this order: one byte, the <see cref="Version"/>; how many applications, and of
/// each how many targets; how many kinds of targets, and of each one byte (<see cref="Traits"/>), its first port where it has an address,
/// how many addresses more it has, and where it answers to another host than its label first, that host with its length before it; of each
/// target its kind; of each service in the order of the targets its connections; the names as text to the end.
/// </para>
/// <para>
/// Connections: twice how many targets are declared, and one more if some lead to nothing in this cluster, then how many of those; of each
/// target, ascending, twice its distance and one more if it is broken. The first distance is from the service itself, zigzag, the others
/// from the target before. Names: a line for each application, with its namespace, its name and the labels of its targets between tabs.
/// </para>
/// </summary>
internal sealed class MatrixData
{
    /// <summary>Goes up when the form changes, so that a script of another release does not misread it.</summary>
    public const byte Version = 1;

    private const int FlushAfter = 32 * 1024;
    private const int LongestNumber = 5;

    private readonly PipeWriter _pipe;
    private readonly ReferenceIndex _index;
    private readonly IReadOnlyCollection<Application> _applications;
    private readonly Dictionary<Application, int> _starts = new(ReferenceEqualityComparer.Instance);

    private MatrixData(Cluster cluster, ReferenceIndex index, PipeWriter pipe)
    {
        (_index, _pipe) = (index, pipe);
        _applications = [.. cluster.Applications];
        var start = 0;
        foreach (var application in _applications)
        {
            _starts[application] = start;
            start += application.Targets.Count;
        }
    }

    [Flags]
    private enum Traits
    {
        None = 0,
        Database = 1,
        HasAddress = 2,
        HostAndPortFirst = 4,
        OtherHost = 8,
        Https = 16,
        Tcp = 32,
        Udp = Https | Tcp,
        DeclaredElsewhere = 64,
    }

    public static async Task WriteAsync(Cluster cluster, ReferenceIndex index, PipeWriter pipe, CancellationToken cancellationToken)
    {
        var data = new MatrixData(cluster, index, pipe);
        data.WriteByte(Version);
        await data.WriteTargetsAsync(cancellationToken);
        await data.WriteConnectionsAsync(cancellationToken);
        await data.WriteNamesAsync(cancellationToken);
        await pipe.FlushAsync(cancellationToken);
    }

    private async Task WriteTargetsAsync(CancellationToken cancellationToken)
    {
        WriteNumber(_applications.Count);
        foreach (var application in _applications) WriteNumber(application.Targets.Count);
        // Many are alike: what differs is written once, and before those that refer to it.
        var kinds = new Dictionary<Kind, int>();
        foreach (var application in _applications)
            foreach (var target in application.Targets) kinds.TryAdd(KindOf(application, target), kinds.Count);
        WriteNumber(kinds.Count);
        foreach (var kind in kinds.Keys) WriteKind(kind);
        foreach (var application in _applications)
        {
            foreach (var target in application.Targets) WriteNumber(kinds[KindOf(application, target)]);
            await FlushAsync(cancellationToken);
        }
    }

    private async Task WriteConnectionsAsync(CancellationToken cancellationToken)
    {
        var declared = new Dictionary<int, bool>();
        foreach (var application in _applications)
        {
            var at = _starts[application];
            foreach (var target in application.Targets)
            {
                if (target is Service) WriteConnections(_index.DeclaredBy(application, target), at, declared);
                at++;
            }
            await FlushAsync(cancellationToken);
        }
    }

    private void WriteConnections(IReadOnlyList<Reference> references, int own, Dictionary<int, bool> declared)
    {
        declared.Clear();
        var lost = 0;
        foreach (var reference in references)
        {
            if (ColumnOf(reference) is not { } column)
            {
                lost++;
                continue;
            }
            ref var broken = ref CollectionsMarshal.GetValueRefOrAddDefault(declared, column, out _);
            broken |= reference.IsBroken;
        }
        WriteNumber((declared.Count * 2) + (lost > 0 ? 1 : 0));
        if (lost > 0) WriteNumber(lost);
        var (before, isFirst) = (own, true);
        foreach (var (column, broken) in declared.OrderBy(entry => entry.Key))
        {
            var distance = column - before;
            if (isFirst) distance = (distance << 1) ^ (distance >> 31);
            WriteNumber((distance * 2) + (broken ? 1 : 0));
            (before, isFirst) = (column, false);
        }
    }

    private int? ColumnOf(Reference reference)
    {
        if (_index.LeadsTo(reference) is not var (home, target) || !_starts.TryGetValue(home, out var start)) return null;
        var targets = home.Targets;
        var (low, high) = (0, targets.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(targets[middle].Label, target.Label) < 0) low = middle + 1;
            else high = middle;
        }
        return start + low;
    }

    private async Task WriteNamesAsync(CancellationToken cancellationToken)
    {
        foreach (var application in _applications)
        {
            WriteText(application.Namespace);
            WriteText("\t");
            WriteText(application.Name);
            foreach (var target in application.Targets)
            {
                WriteText("\t");
                WriteText(target.Label);
            }
            WriteText("\n");
            await FlushAsync(cancellationToken);
        }
    }

    private Kind KindOf(Application application, Target target)
    {
        var traits = target is Database ? Traits.Database : Traits.None;
        // Who declares it from another cluster has no row here, and yet it is not declared by nobody.
        if (_index.LeadingTo(application, target) is [_, ..] leading && leading.Any(reference => reference.From.Cluster != application.Cluster)) traits |= Traits.DeclaredElsewhere;
        var host = target.Hosts[0] == target.Label ? null : target.Hosts[0];
        if (host is not null) traits |= Traits.OtherHost;
        if (Endpoints.Of(target) is not [var first, ..] endpoints) return new(traits, 0, 0, host);
        traits |= Traits.HasAddress | first.Scheme switch
        {
            Scheme.Https => Traits.Https,
            Scheme.Tcp => Traits.Tcp,
            Scheme.Udp => Traits.Udp,
            _ => Traits.None,
        };
        if (first.HostAndPortFirst) traits |= Traits.HostAndPortFirst;
        return new(traits, first.Port, endpoints.Count - 1, host);
    }

    private void WriteKind(Kind kind)
    {
        WriteByte((byte)kind.Traits);
        if (kind.Traits.HasFlag(Traits.HasAddress)) WriteNumber(kind.Port);
        WriteNumber(kind.More);
        if (kind.Host is null) return;
        WriteNumber(kind.Host.Length);
        WriteText(kind.Host);
    }

    private void WriteByte(byte value)
    {
        _pipe.GetSpan(1)[0] = value;
        _pipe.Advance(1);
    }

    private void WriteNumber(int value)
    {
        var span = _pipe.GetSpan(LongestNumber);
        var rest = (uint)value;
        var length = 0;
        for (; rest >= 0x80; rest >>= 7) span[length++] = (byte)(rest | 0x80);
        span[length++] = (byte)rest;
        _pipe.Advance(length);
    }

    private void WriteText(string text) => Encoding.UTF8.GetBytes(text, _pipe);

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_pipe.UnflushedBytes >= FlushAfter) await _pipe.FlushAsync(cancellationToken);
    }

    private readonly record struct Kind(Traits Traits, int Port, int More, string? Host);
}
