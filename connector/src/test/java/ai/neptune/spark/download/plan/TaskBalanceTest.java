package ai.neptune.spark.download.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskBalanceTest {

  private static final long GIB = 1L << 30;

  @Test
  void givesAHugeFileATaskOfItsOwn() {
    TaskBalance.Chunks chunks = new TaskBalance.Chunks();
    int[] chunkOfFile = new int[1_001];
    for (int file = 0; file < 1_000; file++) {
      chunkOfFile[file] = chunks.add(1_024L);
    }
    chunkOfFile[1_000] = chunks.add(100 * GIB);

    TaskBalance balance = TaskBalance.of(List.of(chunks.costs()), 1_001, 2, 8);

    int huge = balance.task(0, chunkOfFile[1_000]);
    assertThat(Arrays.stream(chunkOfFile).limit(1_000).map(c -> balance.task(0, c)).distinct())
        .doesNotContain(huge);
  }

  @Test
  void spreadsBytesNotFiles() {
    List<Long> costs = List.of(8 * GIB, GIB, GIB, GIB, GIB, GIB, GIB, GIB, GIB);

    TaskBalance balance = TaskBalance.of(List.of(costs), 1_000, 1, 1_000);

    assertThat(balance.tasks()).isEqualTo(1);
    TaskBalance two = TaskBalance.of(List.of(costs), 1_000, 2, 1_000);
    assertThat(two.tasks()).isEqualTo(2);
    int[] files = new int[2];
    for (int chunk = 0; chunk < costs.size(); chunk++) {
      files[two.task(0, chunk)]++;
    }
    assertThat(files).containsExactlyInAnyOrder(1, 8);
  }

  @Test
  void makesNoMoreTasksThanTheFilesAreWorth() {
    assertThat(tasks(1, 1_000, 100)).isEqualTo(1);
    assertThat(tasks(8, 1_000, 100)).isEqualTo(1);
    assertThat(tasks(4, GIB, 2)).isEqualTo(2);
    assertThat(tasks(1_000, 100_000, 2)).isEqualTo(2);
    assertThat(tasks(10_000, 64 << 10, 2)).isEqualTo(2);
    assertThat(tasks(100_000, 64 << 10, 2)).isEqualTo(6);
  }

  @Test
  void losesNoMoreThanABoundedAmountOfWorkWithATask() {
    assertThat(tasks(1_000, GIB, 1)).isGreaterThan(60);
  }

  @Test
  void cutsTheSameChunksEveryTime() {
    assertThat(chunks(Collections.nCopies(2_000, 100_000L)).costs())
        .isEqualTo(chunks(Collections.nCopies(2_000, 100_000L)).costs())
        .hasSizeGreaterThan(5);
  }

  @Test
  void keepsTheNumberOfChunksSmall() {
    assertThat(chunks(Collections.nCopies(1_000_000, GIB)).costs()).hasSizeLessThan(20_000);
  }

  @Test
  void startsWithTheLargeFilesOfATask() {
    assertThat(TaskBalance.key(0, 100 * GIB)).isLessThan(TaskBalance.key(0, GIB));
    assertThat(TaskBalance.key(0, null)).isLessThan(TaskBalance.key(1, 100 * GIB));
    assertThat(new TaskBalance.ByTask(9).getPartition(TaskBalance.key(7, 100_000 * GIB)))
        .isEqualTo(7);
    assertThat(new TaskBalance.ByTask(9).getPartition(TaskBalance.key(7, null))).isEqualTo(7);
  }

  /** The number of tasks for as many files of a size, on as many cores. */
  private static int tasks(int files, long bytes, int cores) {
    List<Long> costs = chunks(Collections.nCopies(files, bytes)).costs();
    return TaskBalance.of(List.of(costs), files, cores, 8).tasks();
  }

  private static TaskBalance.Chunks chunks(List<Long> sizes) {
    TaskBalance.Chunks chunks = new TaskBalance.Chunks();
    sizes.forEach(chunks::add);
    return chunks;
  }
}
