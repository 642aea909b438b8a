package ai.neptune.spark.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** How the number of transfers adapts to what they bring, and to faults. */
class SlotCountTest {

  private static final long FILE_BYTES = 64 << 10;

  private final JvmTransfers room = new JvmTransfers(100, 8);
  private final SlotCount count = new SlotCount(new Concurrency(8, 64), room, 0);
  private int current = 8;
  private long now;

  /** Files of a distant storage: each slot brings one in 50 ms, however many slots there are. */
  @Test
  void doublesInTheTimeOfATransferWhileMoreTransfersBringMore() {
    for (int round = 0; round < 3; round++) {
      pass(50, current * FILE_BYTES, current, 0);
    }

    assertThat(current).isEqualTo(64);
    assertThat(room.inFlight()).isEqualTo(64);
  }

  /** A large file from a distant storage, of which each slot brings a part in 200 ms. */
  @Test
  void doublesInTheTimeOfAPartWhileMoreTransfersBringMore() {
    for (int round = 0; round < 3; round++) {
      pass(200, new SlotUse(current * 2_000_000L, 0, current, 0, 0, true));
    }

    assertThat(current).isEqualTo(64);
  }

  @Test
  void goesOnDoublingAfterAShortWindowThatWasSlowByChance() {
    pass(50, current * FILE_BYTES, current, 0);
    assertThat(current).isEqualTo(16);
    pass(150, current * FILE_BYTES, current, 0);
    assertThat(current).isEqualTo(16);
    pass(50, current * FILE_BYTES, current, 0);
    assertThat(current).isEqualTo(32);
    pass(150, current * FILE_BYTES, current, 0);
    pass(150, current * FILE_BYTES, current, 0);
    assertThat(current).isEqualTo(16);
  }

  @Test
  void growsInLongerWindowsWhereFilesAreLarge() {
    windows(10, slots -> slots * 1_000_000L);

    assertThat(current).isEqualTo(64);
  }

  @Test
  void goesBackWhenMoreBringNothing() {
    windows(1, slots -> 8_000_000);
    assertThat(current).isEqualTo(16);
    windows(1, slots -> 8_000_000);
    assertThat(current).isEqualTo(8);
    assertThat(room.inFlight()).isEqualTo(8);
  }

  @Test
  void triesAHalfMoreAgainAndAgainButLessAndLessOften() {
    int trials = 0;
    for (int window = 0; window < 100; window++) {
      windows(1, slots -> 8_000_000);
      trials += current > 8 ? 1 : 0;
      assertThat(current).isIn(8, 12, 16);
    }

    assertThat(trials).isBetween(5, 9);
  }

  @Test
  void stopsGrowingAtTheLimitOfTheLink() {
    windows(5, slots -> Math.min(slots, 16) * 1_000_000L);

    assertThat(current).isEqualTo(16);
  }

  @Test
  void doesNotGrowWhereASlotIsIdle() {
    for (int i = 0; i < 20; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(100);
      current = count.after(new SlotUse(1_000_000, 1, 0, 0, 0, false), now);
    }

    assertThat(current).isEqualTo(8);
  }

  /** Slots wait for the writer of a file for a moment when their parts are there. */
  @Test
  void growsWhereSlotsAreIdleOnlyForMoments() {
    for (int i = 0; i < 30; i++) {
      now += TimeUnit.MILLISECONDS.toNanos(100);
      current = count.after(new SlotUse(current * 200_000L, 0, 0, 0, 0, i % 2 == 0), now);
    }

    assertThat(current).isEqualTo(64);
  }

  @Test
  void neverHasMoreThanTheUserAllows() {
    SlotCount fixed = new SlotCount(new Concurrency(3, 3), room, 0);

    assertThat(fixed.after(new SlotUse(1_000_000, 9, 0, 0, 0, true), TimeUnit.SECONDS.toNanos(1)))
        .isEqualTo(3);
  }

  @Test
  void isHalvedWhileTheStorageRefusesAndGrowsAgainAfterwards() {
    pass(500, 8_000_000, 100, 3);
    assertThat(current).isEqualTo(4);
    pass(500, 4_000_000, 100, 2);
    assertThat(current).isEqualTo(2);
    pass(500, 2_000_000, 100, 2);
    pass(500, 1_000_000, 100, 2);
    assertThat(current).isEqualTo(1);

    windows(60, slots -> slots * 1_000_000L);
    assertThat(current).isGreaterThan(60);
  }

  @Test
  void isAsAtFirstWhileConnectionsBreak() {
    windows(3, slots -> slots * 1_000_000L);
    assertThat(current).isEqualTo(64);
    for (int i = 0; i < 10; i++) {
      pass(500, new SlotUse(1_000_000, 0, 0, 0, 20, true));
    }

    assertThat(current).isEqualTo(8);
  }

  @Test
  void onlyStopsGrowingAfterARareFault() {
    pass(500, 8_000_000, 100, 0);
    assertThat(current).isEqualTo(16);
    pass(500, 16_000_000, 100, 1);
    assertThat(current).isEqualTo(16);
    windows(2, slots -> slots * 1_000_000L);
    assertThat(current).isEqualTo(16);
    windows(1, slots -> slots * 1_000_000L);
    assertThat(current).isEqualTo(24);
  }

  @Test
  void growsOnlyIntoTheRoomThatOtherTasksLeave() {
    SlotCount other = new SlotCount(new Concurrency(80, 80), room, 0);

    windows(10, slots -> slots * 1_000_000L);
    assertThat(current).isEqualTo(20);

    other.close();
    windows(40, slots -> slots * 1_000_000L);
    assertThat(current).isEqualTo(64);
    count.close();
    assertThat(room.inFlight()).isZero();
  }

  private void windows(int number, IntToLongFunction bytesBySlots) {
    for (int i = 0; i < number; i++) {
      pass(500, bytesBySlots.applyAsLong(current), 0, 0);
    }
  }

  private void pass(int millis, long bytes, int files, int refusals) {
    pass(millis, new SlotUse(bytes, files, 0, refusals, 0, true));
  }

  private void pass(int millis, SlotUse use) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    current = count.after(use, now);
  }
}
