package ai.neptune.spark.export;

import ai.neptune.archive.write.FloatPoints;
import ai.neptune.archive.write.PartRow;
import ai.neptune.archive.write.StepDecimal;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Histogram;
import ai.neptune.client.NeptuneSource;
import ai.neptune.spark.export.RunFile.Kind;
import ai.neptune.spark.plan.RunsPartition;
import ai.neptune.spark.pushdown.ReadRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Reads runs from their source, and makes rows of an archive of what it reads. */
final class RowReader {

  private static final String RUN = "run";
  private static final String ATTRIBUTE = "attribute";
  private static final String TYPE = "type";
  private static final String STEP = "step";
  private static final String TIME = "absolute_time";
  private static final long MICROS_PER_MILLI = 1000;
  private static final int HISTOGRAM_FIELDS = 3;

  private final NeptuneSource source;
  private final ExportReads reads;
  private final OpenParts open;
  private final Map<UTF8String, RunFile> parts = new HashMap<>();
  private final PartRow row = new PartRow();
  private final FloatPoints points = new FloatPoints();

  private @Nullable UTF8String run;

  @SuppressWarnings("NullAway.Init") // set by begin(), before any row
  private RunFile part;

  @SuppressWarnings("NullAway.Init") // set by begin(), before any row
  private UTF8String attribute;

  @SuppressWarnings("NullAway.Init") // set by begin(), before any row
  private AttributeType type;

  RowReader(NeptuneSource source, ExportReads reads, OpenParts open, List<RunFile> parts) {
    this.source = source;
    this.reads = reads;
    this.open = open;
    parts.forEach(p -> this.parts.put(UTF8String.fromString(p.target().run()), p));
  }

  /** The values of attributes that are no series and no files. */
  void readParameters(RunsPartition runs) throws IOException {
    ReadRequest request =
        ExportReads.columns(
            reads.values(),
            RUN,
            ATTRIBUTE,
            TYPE,
            "int_value",
            "float_value",
            "string_value",
            "bool_value",
            "datetime_value",
            "string_set_value");
    try (PartitionReader<InternalRow> values = reads.values().rows(source, runs, request)) {
      while (values.next()) {
        InternalRow value = values.get();
        begin(value.getUTF8String(0), value.getUTF8String(1), typeOf(value.getUTF8String(2)));
        part.countAttribute();
        row.single();
        switch (type) {
          case INT -> row.integer(value.getLong(3));
          case FLOAT -> row.decimal(value.getDouble(4));
          case STRING -> row.string(value.getUTF8String(5).getBytes());
          case BOOL -> row.bool(value.getBoolean(6));
          case DATETIME -> row.datetime(Math.floorDiv(value.getLong(7), MICROS_PER_MILLI));
          case STRING_SET -> row.strings(texts(value.getArray(8)));
          default -> throw new IllegalStateException(type + " is no parameter");
        }
        open.add(part, row, Kind.PARAMETERS);
      }
    }
  }

  /** The points of float series. */
  void readFloatSeries(RunsPartition runs) throws IOException {
    ReadRequest request = ExportReads.columns(reads.metrics(), RUN, ATTRIBUTE, STEP, "value", TIME);
    try (PartitionReader<ColumnarBatch> batches = reads.metrics().batches(source, runs, request)) {
      while (batches.next()) {
        readFloatPoints(batches.get());
      }
    }
  }

  private void readFloatPoints(ColumnarBatch batch) throws IOException {
    ColumnVector runs = batch.column(0);
    ColumnVector attributes = batch.column(1);
    int from = 0;
    while (from < batch.numRows()) {
      UTF8String ofRun = runs.getUTF8String(from);
      UTF8String name = attributes.getUTF8String(from);
      int to = endOf(runs, ofRun, from, endOf(attributes, name, from, batch.numRows()));
      begin(ofRun, name, AttributeType.FLOAT_SERIES);
      readFloatPoints(batch, from, to);
      from = to;
    }
  }

  /** Where a text ends that stays the same over many rows; that it may go on does no harm. */
  @SuppressWarnings("ReferenceEquality")
  private static int endOf(ColumnVector texts, UTF8String text, int from, int rows) {
    int end = from + 1;
    while (end < rows && texts.getUTF8String(end) == text) {
      end++;
    }
    return end;
  }

  private void readFloatPoints(ColumnarBatch batch, int from, int to) throws IOException {
    ColumnVector steps = batch.column(2);
    ColumnVector values = batch.column(3);
    ColumnVector times = batch.column(4);
    for (int i = from; i < to; i++) {
      double value = values.getDouble(i);
      if (times.isNullAt(i)) {
        if (point(steps.getDouble(i), null)) {
          open.add(part, Double.isNaN(value) ? row : row.decimal(value), Kind.FLOAT_SERIES);
        }
        continue;
      }
      long step = StepDecimal.unscaled(steps.getDouble(i));
      if (step == StepDecimal.NONE) {
        part.countLargeStep();
      } else {
        points.add(step, Math.floorDiv(times.getLong(i), MICROS_PER_MILLI), value);
        if (points.isFull()) {
          endPoints();
        }
      }
    }
    endPoints();
  }

  private void endPoints() throws IOException {
    if (points.size() > 0) {
      part.countPoints(points.size());
      open.add(part, row, points, Kind.FLOAT_SERIES);
      points.clear();
    }
  }

  /** The points of string and histogram series. */
  void readOtherSeries(RunsPartition runs) throws IOException {
    ReadRequest request =
        ExportReads.columns(
            reads.series(), RUN, ATTRIBUTE, TYPE, STEP, TIME, "string_value", "histogram");
    try (PartitionReader<InternalRow> points = reads.series().rows(source, runs, request)) {
      while (points.next()) {
        InternalRow point = points.get();
        begin(point.getUTF8String(0), point.getUTF8String(1), typeOf(point.getUTF8String(2)));
        if (point(point.getDouble(3), point.isNullAt(4) ? null : (Long) point.getLong(4))) {
          if (type == AttributeType.STRING_SERIES) {
            row.string(point.getUTF8String(5).getBytes());
          } else {
            row.histogram(histogram(point.getStruct(6, HISTOGRAM_FIELDS)));
          }
          open.add(part, row, Kind.OTHER_SERIES);
        }
      }
    }
  }

  /**
   * The files of a run.
   *
   * @param position of the run among those of its task
   */
  void readFiles(RunFile ofRun, FileRows files, int position) throws IOException {
    for (FileRow file = files.next(position); file != null; file = files.next(position)) {
      if (file.error() != null) {
        ofRun.failFile(file.attribute(), file.error());
        continue;
      }
      Double step = file.step();
      boolean isPoint = step != null;
      begin(
          UTF8String.fromString(ofRun.target().run()),
          UTF8String.fromString(file.attribute()),
          isPoint ? AttributeType.FILE_SERIES : AttributeType.FILE);
      if (step == null) {
        part.countAttribute();
        row.single();
      } else {
        Long time = file.timeMillis();
        if (!point(step, time == null ? null : (Long) (time * MICROS_PER_MILLI))) {
          continue;
        }
      }
      if (file.path() == null) {
        part.countMissingFile();
      } else {
        part.countFile(file.bytes());
        row.file(file.path().getBytes(StandardCharsets.UTF_8));
      }
      open.add(part, row, isPoint ? Kind.FILE_SERIES : Kind.FILES);
    }
  }

  /** Goes on to a run and an attribute, which mostly are those of the row before. */
  @SuppressWarnings("ReferenceEquality") // equal texts are found below
  private void begin(UTF8String ofRun, UTF8String name, AttributeType ofType) {
    boolean isOtherRun = ofRun != run && !ofRun.equals(run);
    if (isOtherRun) {
      RunFile ofOther = parts.get(ofRun);
      if (ofOther == null) {
        throw new IllegalStateException("The source gave a run that was not asked for: " + ofRun);
      }
      run = ofRun;
      part = ofOther;
    }
    if (isOtherRun || ofType != type || (name != attribute && !name.equals(attribute))) {
      attribute = name;
      type = ofType;
      row.attribute(name.getBytes(), ofType);
      if (ofType.isSeries()) {
        part.countSeries(hash(attribute, ofType));
      }
    }
  }

  /** Begins a point; false if an archive cannot hold it. */
  private boolean point(double step, @Nullable Long timeMicros) {
    long unscaled = StepDecimal.unscaled(step);
    if (unscaled == StepDecimal.NONE) {
      part.countLargeStep();
      return false;
    }
    part.countPoints(1);
    if (timeMicros == null) {
      row.pointWithoutTime(unscaled);
    } else {
      row.point(unscaled, Math.floorDiv(timeMicros, MICROS_PER_MILLI));
    }
    return true;
  }

  private static long hash(UTF8String name, AttributeType type) {
    return (long) name.hashCode() << Integer.SIZE
        | ((name + type.userName()).hashCode() & 0xFFFF_FFFFL);
  }

  private static AttributeType typeOf(UTF8String name) {
    return AttributeType.fromUserName(name.toString())
        .orElseThrow(() -> new IllegalStateException("Unknown type " + name));
  }

  private static List<byte[]> texts(ArrayData array) {
    List<byte[]> texts = new ArrayList<>(array.numElements());
    for (int i = 0; i < array.numElements(); i++) {
      texts.add(array.getUTF8String(i).getBytes());
    }
    return texts;
  }

  private static Histogram histogram(InternalRow struct) {
    return new Histogram(
        struct.getUTF8String(0).toString(),
        struct.getArray(1).toDoubleArray(),
        struct.getArray(2).toDoubleArray());
  }
}
