using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ElasticDns.Benchmarks;

if (args is ["frames"])
{
    await MatrixFrames.RunAsync();
    return;
}

if (args is ["abandoned"])
{
    await AbandonedCircuits.RunAsync();
    return;
}

if (args is [AbandonedCircuits.FloodArgument, var address])
{
    await AbandonedCircuits.FloodAsync(new(address));
    return;
}

if (args is ["circuits", .. var size])
{
    if (size is [var services]) await CircuitHeap.MeasureAsync(int.Parse(services, CultureInfo.InvariantCulture));
    else await CircuitHeap.RunAsync();
    return;
}

// In one process, so that the two sides of a ratio run side by side on the same machine and the build stays the solution's own.
var config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(15));
BenchmarkSwitcher.FromAssembly(typeof(ManifestReading).Assembly).Run(args, config);
