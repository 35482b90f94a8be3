using FsCheck;
using FsCheck.Fluent;

namespace ElasticDns.Core.Tests;

/// <summary>Checks a property on many values of a generator. The seed is fixed, so a failure comes back, and it is printed with one.</summary>
internal static class Property
{
    private const ulong Seed = 20261122;
    private const ulong Gamma = 66_000_001;

    public static void Holds<T>(Gen<T> values, Action<T> check, int cases = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(Seed, Gamma), Prop.ForAll(values.ToArbitrary(), check));

    /// <summary>A list of up to <paramref name="most"/> values.</summary>
    public static Gen<List<T>> UpTo<T>(this Gen<T> values, int most) =>
        Gen.Choose(0, most).SelectMany(count => values.ListOf(count)).Select(list => list.ToList());
}
