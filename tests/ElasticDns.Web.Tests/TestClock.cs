namespace ElasticDns.Web.Tests;

/// <summary>A clock that stands until a test moves it; then the timers ring whose time has come.</summary>
internal sealed class TestClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now
    {
        get { lock (_gate) return _now; }
        set
        {
            List<Alarm> due;
            lock (_gate)
            {
                _now = value;
                due = [.. _alarms.Where(alarm => alarm.At <= value)];
                foreach (var alarm in due) alarm.At = DateTimeOffset.MaxValue;
            }
            foreach (var alarm in due) ThreadPool.QueueUserWorkItem(_ => alarm.Ring());
        }
    }

    public override DateTimeOffset GetUtcNow() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        lock (_gate) _alarms.Add(alarm);
        return alarm;
    }

    // Rings once; no timer of the app rings again and again.
    private sealed class Alarm(TestClock clock, Action ring) : ITimer
    {
        public DateTimeOffset At { get; set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan) throw new NotSupportedException("Timers of tests ring once.");
            lock (clock._gate) At = dueTime == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : clock._now + dueTime;
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
