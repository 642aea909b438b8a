package ai.neptune.archive.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.junit.jupiter.api.Test;

/** Runs and packed bits are read as Parquet's own encoder writes them. */
final class HybridInputTest {

  private static final int COUNT = 1_000;

  @Test
  void numbersOfEveryWidthAreReadInPiecesOfAnySize() throws IOException {
    Random random = new Random(1);
    for (int width = 0; width <= Integer.SIZE; width++) {
      for (int longest : new int[] {1, 5, 20, 300}) {
        int[] numbers = numbers(random, width, longest);
        assertThat(read(encoded(numbers, width), width, random))
            .as("width %d, runs up to %d", width, longest)
            .isEqualTo(numbers);
      }
    }
  }

  @Test
  void numbersAreComparedInPiecesOfAnySize() throws IOException {
    Random random = new Random(2);
    for (int longest : new int[] {1, 5, 20, 300}) {
      int[] numbers = numbers(random, 2, longest);
      HybridInput in = new HybridInput(ByteBuffer.wrap(encoded(numbers, 2)), 2);
      boolean[] equal = new boolean[COUNT];
      int found = 0;
      for (int at = 0; at < COUNT; ) {
        int count = Math.min(COUNT - at, random.nextInt(50));
        found += in.readEqual(3, equal, at, count);
        at += count;
      }
      assertThat(found).isEqualTo((int) Arrays.stream(numbers).filter(n -> n == 3).count());
      for (int i = 0; i < COUNT; i++) {
        assertThat(equal[i]).isEqualTo(numbers[i] == 3);
      }
    }
  }

  @Test
  void theLastGroupNeedNotBeWhole() {
    byte[] oneGroupOfTwelveBits = {3, 0x21, 0x43, 0x65};
    int[] numbers = new int[2];
    new HybridInput(ByteBuffer.wrap(oneGroupOfTwelveBits), 12).read(numbers, 0, 2);
    assertThat(numbers).containsExactly(0x321, 0x654);
  }

  @Test
  void bytesThatEndTooEarlyAreAnError() throws IOException {
    int[] numbers = numbers(new Random(3), 7, 1);
    byte[] whole = encoded(numbers, 7);
    for (int length = 0; length < whole.length; length++) {
      HybridInput in = new HybridInput(ByteBuffer.wrap(whole, 0, length), 7);
      assertThatThrownBy(() -> in.read(new int[COUNT], 0, COUNT))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void aFalseLengthTakesNoMemory() {
    byte[] longestRun = {(byte) 0xfe, -1, -1, -1, 0x0f, 1};
    int[] numbers = new int[3];
    new HybridInput(ByteBuffer.wrap(longestRun), 1).read(numbers, 0, 3);
    assertThat(numbers).containsExactly(1, 1, 1);
    byte[] mostGroups = {-1, -1, -1, -1, 0x0f, 5};
    HybridInput packed = new HybridInput(ByteBuffer.wrap(mostGroups), 1);
    packed.read(numbers, 0, 3);
    assertThat(numbers).containsExactly(1, 0, 1);
    assertThatThrownBy(() -> packed.read(new int[9], 0, 9)).hasMessageContaining("too early");
  }

  @Test
  void noNumberHasMoreBitsThanAnInteger() {
    assertThatThrownBy(() -> new HybridInput(ByteBuffer.allocate(9), 33))
        .hasMessageContaining("33 bits");
  }

  private static int[] numbers(Random random, int width, int longest) {
    int[] numbers = new int[COUNT];
    for (int at = 0; at < COUNT; ) {
      int number = width == 0 ? 0 : random.nextInt() >>> (Integer.SIZE - width);
      int run = Math.min(COUNT - at, 1 + random.nextInt(longest));
      Arrays.fill(numbers, at, at + run, number);
      at += run;
    }
    return numbers;
  }

  private static byte[] encoded(int[] numbers, int width) throws IOException {
    RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(width, 64, 1 << 20, new HeapByteBufferAllocator());
    try {
      for (int number : numbers) {
        encoder.writeInt(number);
      }
      return encoder.toBytes().toByteArray();
    } finally {
      encoder.close();
    }
  }

  private static int[] read(byte[] encoded, int width, Random random) {
    HybridInput in = new HybridInput(ByteBuffer.wrap(encoded), width);
    int[] numbers = new int[COUNT];
    for (int at = 0; at < COUNT; ) {
      int count = Math.min(COUNT - at, random.nextInt(50));
      in.read(numbers, at, count);
      at += count;
    }
    return numbers;
  }
}
