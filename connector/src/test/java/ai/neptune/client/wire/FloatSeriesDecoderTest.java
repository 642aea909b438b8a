package ai.neptune.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.FloatSeriesPoints;
import ai.neptune.client.PointBlock;
import ai.neptune.protocol.FloatPoint;
import ai.neptune.protocol.FloatPoints;
import ai.neptune.protocol.FloatSeries;
import ai.neptune.protocol.FloatSeriesValues;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatSeriesDecoderTest {

  private static final FloatPoint ORDINARY =
      FloatPoint.newBuilder()
          .setTimestampMillis(1756459107946L)
          .setStep(12.5)
          .setValue(0.25)
          .setCompletionRatio(1)
          .build();
  private static final FloatPoint PREVIEW =
      ORDINARY.toBuilder().setStep(13).setIsPreview(true).setCompletionRatio(0.75f).build();

  @Test
  void givesEveryFieldOfAPoint() throws IOException {
    FloatSeriesPoints points = decode(response(series("0", ORDINARY, PREVIEW)), 1);

    assertThat(points.count(0)).isEqualTo(2);
    assertThat(points.block(0).steps()).startsWith(12.5, 13);
    assertThat(points.block(0).values()).startsWith(0.25, 0.25);
    assertThat(points.block(0).timestampsMillis()).startsWith(1756459107946L, 1756459107946L);
    assertThat(points.block(0).previews()).startsWith(false, true);
    assertThat(points.block(0).completions()).startsWith(1, 0.75f);
  }

  @Test
  void whatAResponseLeavesOutIsZero() throws IOException {
    FloatSeriesPoints points =
        decode(response(series("0", ORDINARY, FloatPoint.getDefaultInstance(), ORDINARY)), 1);

    assertThat(points.count(0)).isEqualTo(3);
    assertThat(points.block(0).steps()).startsWith(12.5, 0, 12.5);
    assertThat(points.block(0).values()).startsWith(0.25, 0, 0.25);
    assertThat(points.block(0).timestampsMillis()[1]).isZero();
    assertThat(points.block(0).completions()[1]).isZero();
  }

  @Test
  void seriesMayComeInAnyOrderOrNotAtAll() throws IOException {
    FloatSeriesPoints points =
        decode(response(series("3", PREVIEW), series("1"), series("0", ORDINARY, PREVIEW)), 5);

    assertThat(points.seriesCount()).isEqualTo(5);
    assertThat(new int[] {points.count(0), points.count(1), points.count(2), points.count(3)})
        .containsExactly(2, 0, 0, 1);
    assertThat(points.step(points.start(3))).isEqualTo(13);
    assertThat(points.step(points.start(0))).isEqualTo(12.5);
  }

  @Test
  void anEmptyResponseHasNoPoints() throws IOException {
    assertThat(decode(new byte[0], 2).count(1)).isZero();
  }

  @Test
  void theIdMayComeBehindThePoints() throws IOException {
    byte[] points = points(ORDINARY).toByteArray();
    byte[] series =
        message(
            out -> {
              out.writeByteArray(2, points);
              out.writeString(1, "1");
            });

    assertThat(decode(message(out -> out.writeByteArray(1, series)), 2).count(1)).isEqualTo(1);
  }

  @Test
  void keepsNumbersThatAreNotFinite() throws IOException {
    FloatPoint nan = ORDINARY.toBuilder().setValue(Double.NaN).build();
    FloatPoint infinite = ORDINARY.toBuilder().setValue(Double.NEGATIVE_INFINITY).build();

    assertThat(decode(response(series("0", nan, infinite)), 1).block(0).values())
        .startsWith(Double.NaN, Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        127,
        128,
        16_383,
        16_384,
        (1L << 49) - 1,
        1L << 49,
        1L << 56,
        Long.MAX_VALUE,
        -1,
        Long.MIN_VALUE
      })
  void timesOfAnySizeAreRead(long millis) throws IOException {
    FloatPoint point = ORDINARY.toBuilder().setTimestampMillis(millis).build();

    FloatSeriesPoints points = decode(response(series("0", point, ORDINARY)), 1);

    assertThat(points.block(0).timestampsMillis())
        .startsWith(millis, ORDINARY.getTimestampMillis());
    assertThat(points.block(0).steps()).startsWith(12.5, 12.5);
  }

  @Test
  void skipsFieldsOfLaterVersions() throws IOException {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                1000,
                UnknownFieldSet.Field.newBuilder()
                    .addVarint(-1)
                    .addFixed64(7)
                    .addFixed32(7)
                    .addLengthDelimited(ByteString.copyFrom(new byte[300]))
                    .build())
            .build();
    byte[] response =
        FloatSeriesValues.newBuilder()
            .addSeries(
                FloatSeries.newBuilder()
                    .setRequestId("0")
                    .setSeries(
                        FloatPoints.newBuilder()
                            .addValues(ORDINARY.toBuilder().setUnknownFields(unknown))
                            .addValues(PREVIEW)
                            .setUnknownFields(unknown))
                    .setUnknownFields(unknown))
            .setUnknownFields(unknown)
            .build()
            .toByteArray();

    assertThat(decode(response, 1).block(0).steps()).startsWith(12.5, 13);
  }

  @Test
  void agreesWithTheGeneratedMessagesHoweverTheBytesArrive() throws IOException {
    Random random = new Random(42);
    for (int round = 0; round < 20; round++) {
      FloatSeriesValues.Builder values = FloatSeriesValues.newBuilder();
      int seriesCount = 1 + random.nextInt(5);
      for (int i = 0; i < seriesCount; i++) {
        values.addSeries(series(Integer.toString(i), randomPoints(random)));
      }
      byte[] bytes = values.build().toByteArray();

      FloatSeriesPoints points =
          FloatSeriesDecoder.decode(trickling(bytes, random), seriesCount, 20_000);

      for (int i = 0; i < seriesCount; i++) {
        FloatPoint[] expected =
            values.getSeries(i).getSeries().getValuesList().toArray(FloatPoint[]::new);
        assertThat(pointsOf(points, i)).isEqualTo(expected);
      }
    }
  }

  @Test
  void pointsCanBeCopiedAcrossBlocks() throws IOException {
    int count = 2 * PointBlock.CAPACITY + 1;
    FloatPoint[] many =
        IntStream.range(0, count)
            .mapToObj(i -> FloatPoint.newBuilder().setStep(i).setValue(-i).build())
            .toArray(FloatPoint[]::new);

    FloatSeriesPoints points =
        FloatSeriesDecoder.decode(new ByteArrayInputStream(response(series("0", many))), 1, count);

    assertThat(points.size()).isEqualTo(count);
    assertThat(points.steps(0, count))
        .containsExactly(IntStream.range(0, count).asDoubleStream().toArray());
    assertThat(points.values(PointBlock.CAPACITY - 1, PointBlock.CAPACITY + 1))
        .containsExactly(1 - PointBlock.CAPACITY, -PointBlock.CAPACITY);
    assertThat(points.steps(7, 7)).isEmpty();
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] response = response(series("0", ORDINARY, PREVIEW, ORDINARY));
    for (int length = 1; length < response.length; length++) {
      byte[] truncated = Arrays.copyOf(response, length);
      assertThatThrownBy(() -> decode(truncated, 1)).isInstanceOf(MalformedResponseException.class);
    }
  }

  @Test
  void noGarbageMakesItFailInAnotherWay() {
    Random random = new Random(7);
    byte[] response = response(series("0", ORDINARY, PREVIEW), series("1", ORDINARY));
    for (int round = 0; round < 20_000; round++) {
      byte[] garbled = response.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        garbled[random.nextInt(garbled.length)] = (byte) random.nextInt();
      }
      try {
        decode(garbled, 2);
      } catch (MalformedResponseException expected) {
        assertThat(expected).hasMessageContaining("it");
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void aLengthThatIsALieCostsNoMemory() throws IOException {
    byte[] response =
        message(
            out -> {
              out.writeTag(1, 2);
              out.writeUInt64NoTag(1L << 40);
              out.writeTag(2, 2);
              out.writeUInt64NoTag(1L << 39);
            });

    assertThatThrownBy(() -> decode(response, 1)).isInstanceOf(MalformedResponseException.class);
  }

  @Test
  void aNegativeLengthIsRefused() throws IOException {
    byte[] response =
        message(
            out -> {
              out.writeTag(1, 2);
              out.writeUInt64NoTag(-1);
            });

    assertThatThrownBy(() -> decode(response, 1)).isInstanceOf(MalformedResponseException.class);
  }

  @Test
  void morePointsThanWereAskedForAreRefused() {
    byte[] response = response(series("0", ORDINARY, PREVIEW, ORDINARY));

    assertThatThrownBy(() -> FloatSeriesDecoder.decode(new ByteArrayInputStream(response), 5, 2))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessageContaining("more points");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "-1", "x", "99999999999"})
  void answersToOtherRequestsAreRefused(String requestId) {
    byte[] response = response(series(requestId, ORDINARY));

    assertThatThrownBy(() -> decode(response, 2))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessageContaining("request");
  }

  @Test
  void twoResponsesToOneRequestAreRefused() {
    byte[] response = response(series("0", ORDINARY), series("0", ORDINARY));

    assertThatThrownBy(() -> decode(response, 1)).isInstanceOf(MalformedResponseException.class);
  }

  private static FloatSeriesPoints decode(byte[] response, int seriesCount) throws IOException {
    return FloatSeriesDecoder.decode(new ByteArrayInputStream(response), seriesCount, 1_000);
  }

  private static byte[] response(FloatSeries... series) {
    return FloatSeriesValues.newBuilder().addAllSeries(Arrays.asList(series)).build().toByteArray();
  }

  private static FloatSeries series(String requestId, FloatPoint... points) {
    return FloatSeries.newBuilder().setRequestId(requestId).setSeries(points(points)).build();
  }

  private static FloatPoints points(FloatPoint... points) {
    return FloatPoints.newBuilder()
        .setTotalItemCount(points.length)
        .addAllValues(Arrays.asList(points))
        .build();
  }

  private static FloatPoint[] randomPoints(Random random) {
    FloatPoint[] points = new FloatPoint[random.nextInt(20_000)];
    for (int i = 0; i < points.length; i++) {
      if (random.nextInt(10) > 0) {
        points[i] = ORDINARY.toBuilder().setStep(i + 1).setValue(random.nextGaussian()).build();
        continue;
      }
      points[i] =
          FloatPoint.newBuilder()
              .setTimestampMillis(random.nextLong() >> random.nextInt(64))
              .setStep(i)
              .setValue(random.nextGaussian())
              .setIsPreview(random.nextInt(5) == 0)
              .setCompletionRatio(random.nextInt(2))
              .build();
    }
    return points;
  }

  private static FloatPoint[] pointsOf(FloatSeriesPoints points, int series) {
    FloatPoint[] decoded = new FloatPoint[points.count(series)];
    for (int i = 0; i < decoded.length; i++) {
      int point = points.start(series) + i;
      PointBlock block = points.block(point / PointBlock.CAPACITY);
      int at = point % PointBlock.CAPACITY;
      decoded[i] =
          FloatPoint.newBuilder()
              .setTimestampMillis(block.timestampsMillis()[at])
              .setStep(block.steps()[at])
              .setValue(block.values()[at])
              .setIsPreview(block.previews()[at])
              .setCompletionRatio(block.completions()[at])
              .build();
    }
    return decoded;
  }

  /** A stream that gives the bytes in pieces of any size. */
  private static InputStream trickling(byte[] bytes, Random random) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(20_000)));
      }
    };
  }

  @FunctionalInterface
  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
