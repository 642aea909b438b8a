package ai.neptune.spark.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** How the number of transfers adapts to what they bring in half a second. */
class SlotCountTest {

  private final SlotCount count = new SlotCount(8, 32, 0);
  private int current = 8;
  private long now;

  @Test
  void growsWhileMoreTransfersBringMore() {
    windows(10, slots -> slots * 1_000_000L);

    assertThat(current).isEqualTo(32);
  }

  @Test
  void goesBackWhenMoreBringNothing() {
    windows(1, slots -> 8_000_000);
    assertThat(current).isEqualTo(12);
    windows(1, slots -> 8_000_000);
    assertThat(current).isEqualTo(8);
    windows(19, slots -> 8_000_000);
    assertThat(current).isEqualTo(8);
  }

  @Test
  void stopsGrowingAtTheLimitOfTheLink() {
    windows(6, slots -> Math.min(slots, 16) * 1_000_000L);

    assertThat(current).isEqualTo(18);
    windows(15, slots -> Math.min(slots, 16) * 1_000_000L);
    assertThat(current).isEqualTo(18);
  }

  @Test
  void doesNotGrowWhereNoFileWaits() {
    for (int i = 0; i < 20; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(100);
      current = count.after(1_000_000, 1, false, now);
    }

    assertThat(current).isEqualTo(8);
  }

  @Test
  void staysAsTheUserSaid() {
    SlotCount fixed = new SlotCount(3, 3, 0);

    assertThat(fixed.after(1_000_000, 9, true, TimeUnit.SECONDS.toNanos(1))).isEqualTo(3);
  }

  private void windows(int number, IntToLongFunction bytesBySlots) {
    for (int i = 0; i < number; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(500);
      current = count.after(bytesBySlots.applyAsLong(current), 0, true, now);
    }
  }
}
