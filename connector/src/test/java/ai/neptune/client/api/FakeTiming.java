package ai.neptune.client.api;

import java.util.ArrayList;
import java.util.List;

/** A clock that moves when somebody sleeps. */
final class FakeTiming implements RetrySchedule.Timing {

  final List<Long> sleeps = new ArrayList<>();
  double chance = 1;
  long now;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void sleep(long nanos) {
    sleeps.add(nanos);
    now += nanos;
  }

  @Override
  public double random() {
    return chance;
  }
}
