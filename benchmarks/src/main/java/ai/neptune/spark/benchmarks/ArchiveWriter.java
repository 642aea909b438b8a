package ai.neptune.spark.benchmarks;

import ai.neptune.archive.write.PartRow;
import ai.neptune.archive.write.PartWriter;
import ai.neptune.client.AttributeType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Writes the project of a workload as neptune-exporter does: a file for each run, with row groups
 * of parameters and of points (docs/archives.md, "What an archive holds").
 */
final class ArchiveWriter {

  private static final long START = 1_756_459_107_946L;
  private static final long MICRO_STEPS = 1_000_000;

  /**
   * What the exporter's libraries put into each footer is as long as this, and must be read. It has
   * other names here, because pyarrow would not accept such contents under those that it uses.
   */
  private static final Map<String, String> FOOTER =
      Map.of("as long as ARROW:schema", "A".repeat(4_200), "as long as pandas", " ".repeat(1_900));

  private enum Rows {
    PARAMETERS,
    POINTS
  }

  private final Seed seed;
  private final Path folder;

  private ArchiveWriter(Seed seed, Path folder) {
    this.seed = seed;
    this.folder = folder;
  }

  /** Writes an archive to {@code data} below a folder. */
  static void write(Seed seed, Path folder) throws IOException {
    Path project = Files.createDirectories(folder.resolve("data/benchmarks_a-0123456789abcdef"));
    ArchiveWriter writer = new ArchiveWriter(seed, project);
    try {
      IntStream.range(0, seed.runs()).parallel().forEach(writer::writeRun);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void writeRun(int run) {
    Path file = folder.resolve("run-%07d-%016x_part_0.parquet".formatted(run, run));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      PartWriter part =
          new PartWriter(
              seed.workload().project(), id(run), (bytes, length) -> write(out, bytes, length));
      writeParameters(run, part);
      if (seed.workload().kind() != Workload.Kind.ARCHIVE_VALUES) {
        writePoints(run, part);
      }
      part.finish(FOOTER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(OutputStream out, byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeParameters(int run, PartWriter part) throws IOException {
    byte[] experiment = utf8("experiment-%07d".formatted(run));
    PartRow row = new PartRow();
    part.add(text(row, "sys/custom_run_id", utf8(id(run))), Rows.PARAMETERS);
    part.add(text(row, "sys/name", experiment), Rows.PARAMETERS);
    part.add(text(row, "sys/experiment/name", experiment), Rows.PARAMETERS);
    row.attribute(utf8("sys/experiment/is_head"), AttributeType.BOOL);
    part.add(row.single().bool(true), Rows.PARAMETERS);
    row.attribute(utf8("sys/creation_time"), AttributeType.DATETIME);
    part.add(row.single().datetime(START + 1_000L * run), Rows.PARAMETERS);
    if (seed.workload().kind() == Workload.Kind.ARCHIVE_VALUES) {
      Random random = new Random(run);
      for (int i = 0; i < seed.attributesPerRun(); i++) {
        row.attribute(utf8("config/p-%03d".formatted(i)), AttributeType.FLOAT);
        part.add(row.single().decimal(random.nextDouble()), Rows.PARAMETERS);
      }
    }
  }

  /** The exporter writes points by step, then by attribute. */
  private void writePoints(int run, PartWriter part) throws IOException {
    Random random = new Random(run);
    PartRow row = new PartRow();
    byte[][] names =
        IntStream.range(0, seed.attributesPerRun())
            .mapToObj(attribute -> utf8("metrics/m-%04d".formatted(attribute)))
            .toArray(byte[][]::new);
    for (long step = 0; step < seed.points(); step++) {
      for (byte[] name : names) {
        row.attribute(name, AttributeType.FLOAT_SERIES);
        row.point(step * MICRO_STEPS, START + 1_000L * run + step).decimal(random.nextDouble());
        part.add(row, Rows.POINTS);
      }
    }
  }

  private static PartRow text(PartRow row, String attribute, byte[] value) {
    row.attribute(utf8(attribute), AttributeType.STRING);
    return row.single().string(value);
  }

  private static String id(int run) {
    return "run-%07d".formatted(run);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
