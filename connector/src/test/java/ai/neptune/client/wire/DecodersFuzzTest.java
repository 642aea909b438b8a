package ai.neptune.client.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.Entry;
import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.PointBlock;
import ai.neptune.client.StoredFile;
import ai.neptune.client.api.ResponseDecoder;
import ai.neptune.protocol.EntriesSearchResult;
import ai.neptune.protocol.FloatPoint;
import ai.neptune.protocol.FloatSeries;
import ai.neptune.protocol.FloatSeriesValues;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * No bytes make a decoder fail in another way than it says, or take memory that they only claim to
 * need; those that are written by hand agree with the generated messages.
 */
class DecodersFuzzTest {

  private static final int SERIES = 3;
  private static final int POINTS = 100;

  /** Groups, which this protocol never had, are skipped by the messages and refused by hand. */
  private static final String GROUP = "wire type 3";

  /** The first use of a library takes a dozen MiB; a length that lies claims up to 2 GiB. */
  private static final long MOST_BYTES_ALLOCATED = 64 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Map<String, ResponseDecoder<?>> DECODERS =
      Map.of(
          "entries", body -> EntriesDecoder.decode(body, null),
          "values", ValuesDecoder::decode,
          "points", body -> FloatSeriesDecoder.decode(body, SERIES, POINTS),
          "series", body -> SeriesDecoder.decode(body, SERIES),
          "buckets", body -> BucketsMessages.decode(body, SERIES),
          "definitions", DefinitionsDecoder::decode,
          "signed URLs", body -> SignedUrlsDecoder.decode(body, List.of(new StoredFile("p", "a"))));

  @Property(tries = 5_000)
  void noBytesMakeADecoderFailInAnotherWayOrTakeMuchMemory(
      @ForAll("decoders") String decoder, @ForAll("bytes") byte[] bytes) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      DECODERS.get(decoder).decode(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      if (e instanceof InvalidProtocolBufferException invalid) {
        assertThat(invalid.getUnfinishedMessage()).isNull();
      }
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES_ALLOCATED);
  }

  @Property(tries = 5_000)
  void pointsAreWhatTheGeneratedMessagesSay(@ForAll("bytes") byte[] bytes) {
    FloatSeriesValues oracle = canonical(bytes);
    if (oracle == null) {
      return;
    }
    FloatSeriesPoints points;
    try {
      points = FloatSeriesDecoder.decode(new ByteArrayInputStream(bytes), SERIES, POINTS);
    } catch (IOException e) {
      // Stricter than the messages: about requests that were not made, and more than was asked for.
      assertThat(e.getMessage()).containsAnyOf("request", "more points", GROUP);
      return;
    }
    for (FloatSeries series : oracle.getSeriesList()) {
      int position = Integer.parseInt(series.getRequestId());
      List<FloatPoint> expected = series.getSeries().getValuesList();
      assertThat(points.count(position)).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        PointBlock block = points.block(0);
        int at = points.start(position) + i;
        assertThat(block.steps()[at]).isEqualTo(expected.get(i).getStep());
        assertThat(block.values()[at]).isEqualTo(expected.get(i).getValue());
        assertThat(block.timestampsMillis()[at]).isEqualTo(expected.get(i).getTimestampMillis());
        assertThat(block.previews()[at]).isEqualTo(expected.get(i).getIsPreview());
      }
    }
    points.release();
  }

  @Property(tries = 5_000)
  void entriesAreWhatTheGeneratedMessagesSay(@ForAll("bytes") byte[] bytes) {
    EntriesSearchResult oracle;
    try {
      oracle = EntriesSearchResult.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      return;
    }
    if (!Arrays.equals(oracle.toByteArray(), bytes)) {
      return;
    }
    List<Entry> entries;
    try {
      entries = EntriesDecoder.decode(new ByteArrayInputStream(bytes), null).entries();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining(GROUP);
      return;
    }
    assertThat(entries)
        .extracting(Entry::project)
        .containsExactlyElementsOf(
            oracle.getEntriesList().stream()
                .map(entry -> entry.getOrganizationName() + "/" + entry.getProjectName())
                .toList());
  }

  @Provide
  static Arbitrary<String> decoders() {
    return Arbitraries.of(DECODERS.keySet());
  }

  @Provide
  static Arbitrary<byte[]> bytes() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
        Arbitraries.longs().map(seed -> fields(new Random(seed), 0)),
        Arbitraries.longs().map(seed -> mutated(fields(new Random(seed), 0), new Random(seed))),
        Arbitraries.of(
                "[", "{\"entries\":[", "{\"files\":[{\"url\":", "{\"entries\":null}", "[[]]", "\"")
            .map(text -> text.repeat(3000).getBytes(UTF_8)));
  }

  /** Fields as messages of this protocol have them: low numbers, all wire types, nested. */
  private static byte[] fields(Random random, int depth) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = random.nextInt(5); i >= 0; i--) {
      int number = 1 + random.nextInt(8);
      switch (random.nextInt(depth < 5 ? 6 : 3)) {
        case 0 -> {
          out.write(number << 3);
          varint(out, random.nextLong() >>> random.nextInt(64));
        }
        case 1 -> {
          out.write(number << 3 | 1);
          bytes(out, random, 8);
        }
        case 2 -> {
          out.write(number << 3 | 2);
          byte[] id = Integer.toString(random.nextInt(4)).getBytes(UTF_8);
          varint(out, id.length);
          out.write(id, 0, id.length);
        }
        default -> {
          byte[] nested = fields(random, depth + 1);
          out.write(number << 3 | 2);
          varint(out, random.nextInt(50) == 0 ? random.nextLong() : nested.length);
          out.write(nested, 0, nested.length);
        }
      }
    }
    return out.toByteArray();
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    List<Byte> changed = new ArrayList<>();
    for (byte b : bytes) {
      if (random.nextInt(30) != 0) {
        changed.add(random.nextInt(20) == 0 ? (byte) random.nextInt() : b);
      }
    }
    byte[] result = new byte[changed.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = changed.get(i);
    }
    return result;
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static void bytes(ByteArrayOutputStream out, Random random, int count) {
    for (int i = 0; i < count; i++) {
      out.write(random.nextInt());
    }
  }

  /** The message, if the bytes are as protobuf itself would write it. */
  private static FloatSeriesValues canonical(byte[] bytes) {
    try {
      FloatSeriesValues message = FloatSeriesValues.parseFrom(bytes);
      return Arrays.equals(message.toByteArray(), bytes) ? message : null;
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }
}
