package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Writes the project of a workload as neptune-exporter does: a file for each run, with a row group
 * of parameters and one of points (docs/archives.md, "What an archive holds").
 */
final class ArchiveWriter {

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message schema {
            optional binary project_id (STRING);
            optional binary run_id (STRING);
            optional binary attribute_path (STRING);
            optional binary attribute_type (STRING);
            optional fixed_len_byte_array(8) step (DECIMAL(18,6));
            optional int64 timestamp (TIMESTAMP(MILLIS,true));
            optional int64 int_value;
            optional double float_value;
            optional binary string_value (STRING);
            optional boolean bool_value;
            optional int64 datetime_value (TIMESTAMP(MILLIS,true));
            optional group string_set_value (LIST) {
              repeated group list { optional binary element (STRING); }
            }
            optional group file_value { optional binary path (STRING); }
            optional group histogram_value {
              optional binary type (STRING);
              optional group edges (LIST) { repeated group list { optional double element; } }
              optional group values (LIST) { repeated group list { optional double element; } }
            }
          }
          """);

  private static final long START = 1_756_459_107_946L;
  private static final long MICRO_STEPS = 1_000_000;

  private final Seed seed;
  private final Path folder;
  private final Configuration local = new Configuration(false);

  private ArchiveWriter(Seed seed, Path folder) {
    this.seed = seed;
    this.folder = folder;
    local.setClass("fs.file.impl", RawLocalFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    local.setBoolean("fs.file.impl.disable.cache", true);
  }

  /** Writes an archive to {@code data} below a folder. */
  static void write(Seed seed, Path folder) throws IOException {
    Path project = Files.createDirectories(folder.resolve("data/benchmarks_a-0123456789abcdef"));
    ArchiveWriter writer = new ArchiveWriter(seed, project);
    for (int run = 0; run < seed.runs(); run++) {
      writer.write(run);
    }
  }

  @SuppressWarnings("deprecation") // The one constructor that every Spark's Parquet has.
  private void write(int run) throws IOException {
    Path file = folder.resolve("run-%07d-%016x_part_0.parquet".formatted(run, run));
    ParquetFileWriter writer =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(hadoop(file), local),
            SCHEMA,
            ParquetFileWriter.Mode.CREATE,
            Long.MAX_VALUE,
            0);
    writer.start();
    append(writer, rows -> writeParameters(run, rows));
    if (seed.workload().kind() != Workload.Kind.ARCHIVE_VALUES) {
      append(writer, rows -> writePoints(run, rows));
    }
    writer.end(Map.of());
  }

  private void append(ParquetFileWriter file, Consumer<Consumer<Group>> rows) throws IOException {
    Path part = folder.resolve("row-group.tmp");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(hadoop(part))
            .withConf(local)
            .withType(SCHEMA)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(Long.MAX_VALUE)
            .build()) {
      rows.accept(
          row -> {
            try {
              writer.write(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    file.appendFile(HadoopInputFile.fromPath(hadoop(part), local));
    Files.delete(part);
  }

  private void writeParameters(int run, Consumer<Group> rows) {
    String experiment = "experiment-%07d".formatted(run);
    rows.accept(row(run, "sys/custom_run_id", "string").append("string_value", id(run)));
    rows.accept(row(run, "sys/name", "string").append("string_value", experiment));
    rows.accept(row(run, "sys/experiment/name", "string").append("string_value", experiment));
    rows.accept(row(run, "sys/experiment/is_head", "bool").append("bool_value", true));
    rows.accept(
        row(run, "sys/creation_time", "datetime").append("datetime_value", START + 1_000L * run));
    if (seed.workload().kind() == Workload.Kind.ARCHIVE_VALUES) {
      Random random = new Random(run);
      for (int i = 0; i < seed.attributesPerRun(); i++) {
        rows.accept(
            row(run, "config/p-%03d".formatted(i), "float")
                .append("float_value", random.nextDouble()));
      }
    }
  }

  /** The exporter writes points by step, then by attribute. */
  private void writePoints(int run, Consumer<Group> rows) {
    Random random = new Random(run);
    for (long step = 0; step < seed.size(); step++) {
      for (int attribute = 0; attribute < seed.attributesPerRun(); attribute++) {
        rows.accept(
            row(run, "metrics/m-%04d".formatted(attribute), "float_series")
                .append("step", decimal(step))
                .append("timestamp", START + 1_000L * run + step)
                .append("float_value", random.nextDouble()));
      }
    }
  }

  private Group row(int run, String attribute, String type) {
    return new SimpleGroup(SCHEMA)
        .append("project_id", seed.workload().project())
        .append("run_id", id(run))
        .append("attribute_path", attribute)
        .append("attribute_type", type);
  }

  private static String id(int run) {
    return "run-%07d".formatted(run);
  }

  private static Binary decimal(long step) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(step * MICRO_STEPS).array();
    return Binary.fromConstantByteArray(bytes);
  }

  private static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path("file", null, file.toAbsolutePath().toString());
  }
}
