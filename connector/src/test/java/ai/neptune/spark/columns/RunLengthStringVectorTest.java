package ai.neptune.spark.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

final class RunLengthStringVectorTest {

  private final RunLengthStringVector vector =
      new RunLengthStringVector(
          new UTF8String[] {
            UTF8String.fromString("a"), UTF8String.fromString("b"), UTF8String.fromString("c")
          },
          new int[] {2, 3, 6});

  @Test
  void repeatsEachStringOverItsRows() {
    assertThat(IntStream.range(0, 6).mapToObj(i -> vector.getUTF8String(i).toString()))
        .containsExactly("a", "a", "b", "c", "c", "c");
  }

  @Test
  void canBeReadInAnyOrder() {
    assertThat(IntStream.of(5, 0, 2, 1, 3).mapToObj(i -> vector.getUTF8String(i).toString()))
        .containsExactly("c", "a", "b", "a", "c");
  }

  @Test
  void saysWhichTypeItIsWhenReadAsAnother() {
    assertThatThrownBy(() -> vector.getLong(0)).hasMessageContainingAll("string", "long");
  }
}
