package ai.neptune.archive.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Writes files with Parquet's own writer, with random values in all columns that have no lists: few
 * values or many, with gaps of any length or none.
 */
final class RandomColumns {

  static final Configuration HADOOP = new Configuration();

  static {
    HADOOP.setClass("fs.file.impl", RawLocalFileSystem.class, RawLocalFileSystem.class);
    HADOOP.setBoolean("fs.file.impl.disable.cache", true);
  }

  private static final int LONGEST_GAP = 40;

  private final Random random;
  private final MessageType schema;

  RandomColumns(long seed, String step, String integer, String floating, String timeUnit) {
    this.random = new Random(seed);
    this.schema =
        MessageTypeParser.parseMessageType(
            """
            message schema {
              required binary project_id (STRING);
              optional binary run_id (STRING);
              optional binary attribute_path (STRING);
              optional binary attribute_type (STRING);
              optional %s;
              optional int64 timestamp (TIMESTAMP(%s,true));
              optional %s int_value;
              optional %s float_value;
              optional binary string_value (STRING);
              optional boolean bool_value;
              required int64 datetime_value (TIMESTAMP(%s,true));
              optional group file_value { optional binary path (STRING); }
              optional group histogram_value { required binary type (STRING); }
            }
            """
                .formatted(step, timeUnit, integer, floating, timeUnit));
  }

  MessageType schema() {
    return schema;
  }

  /** Writes rows in pages that have a few hundred values each. */
  void write(Path file, int rows, UnaryOperator<ExampleParquetWriter.Builder> settings)
      throws IOException {
    ExampleParquetWriter.Builder builder =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(HADOOP)
            .withType(schema)
            .withPageSize(2_000)
            .withDictionaryPageSize(3_000);
    Column[] columns = new Column[schema.getFieldCount()];
    for (int field = 0; field < columns.length; field++) {
      columns[field] = new Column();
    }
    try (ParquetWriter<Group> writer = settings.apply(builder).build()) {
      for (int row = 0; row < rows; row++) {
        Group group = new SimpleGroup(schema);
        for (int field = 0; field < columns.length; field++) {
          columns[field].addTo(group, schema.getType(field));
        }
        writer.write(group);
      }
    }
  }

  /** What the values of a column are like. */
  private final class Column {
    private final int different = 1 + random.nextInt(random.nextBoolean() ? 5 : 2_000);
    private final int gaps = random.nextInt(3);
    private boolean isGap;
    private int left;

    void addTo(Group group, Type type) {
      if (left-- == 0) {
        isGap = gaps > 0 && random.nextBoolean();
        left = gaps == 2 ? 0 : random.nextInt(LONGEST_GAP);
      }
      if (type.isPrimitive()) {
        if (!isGap || type.isRepetition(Type.Repetition.REQUIRED)) {
          add(group, type.asPrimitiveType());
        }
      } else if (!isGap || random.nextBoolean()) {
        GroupType inner = type.asGroupType();
        boolean hasValue = !isGap || inner.getType(0).isRepetition(Type.Repetition.REQUIRED);
        Group added = group.addGroup(type.getName());
        if (hasValue) {
          add(added, inner.getType(0).asPrimitiveType());
        }
      }
    }

    private void add(Group group, PrimitiveType type) {
      int value = random.nextInt(different) - different / 3;
      String name = type.getName();
      switch (type.getPrimitiveTypeName()) {
        case INT32 -> group.add(name, value);
        case INT64 -> group.add(name, value * 1_234_567_891L);
        case FLOAT -> group.add(name, value / 3f);
        case DOUBLE -> group.add(name, value / 7d);
        case BOOLEAN -> group.add(name, value > 0);
        default -> group.add(name, binary(value, type));
      }
    }

    private Binary binary(int value, PrimitiveType type) {
      if (type.getTypeLength() == 0) {
        return Binary.fromConstantByteArray(
            type.getLogicalTypeAnnotation().toString().equals("STRING")
                ? "größer 🙂 %d".formatted(value).getBytes(StandardCharsets.UTF_8)
                : java.math.BigInteger.valueOf(value * 1_000L).toByteArray());
      }
      byte[] bytes = new byte[type.getTypeLength()];
      java.util.Arrays.fill(bytes, (byte) (value < 0 ? -1 : 0));
      byte[] digits = java.math.BigInteger.valueOf(value * 1_000L).toByteArray();
      System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
      return Binary.fromConstantByteArray(bytes);
    }
  }
}
