package ai.neptune.spark.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PartMemoryTest {

  private static final int PART = Splitting.DEFAULT.partBytes();

  /** An executor with many tasks needs no more of it than one with few. */
  @Test
  void isSharedByAllTasksOfAJvm() {
    PartMemory memory = new PartMemory(3L * PART);
    TransferSlots one = new TransferSlots(8, 8, "one", Splitting.DEFAULT, memory);
    TransferSlots other = new TransferSlots(8, 8, "other", Splitting.DEFAULT, memory);

    byte[] first = one.takeBuffer();
    assertThat(one.takeBuffer()).isNotNull();
    assertThat(other.takeBuffer()).isNotNull();
    assertThat(other.takeBuffer()).isNull();
    one.giveBack(first);
    assertThat(other.takeBuffer()).isSameAs(first);
    assertThat(memory.inUse()).isEqualTo(3);
  }
}
