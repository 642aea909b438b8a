package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.Container;
import ai.neptune.client.Lineage;
import ai.neptune.client.SeriesLast;
import ai.neptune.client.StepRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** Reads the attributes of runs. It is for one thread. */
final class RunReader {

  private static final Lineage OWN = new Lineage(false, Container.RUN);

  private final ArchiveAccess archive;
  private final RowValues rowValues;

  RunReader(ArchiveAccess archive) {
    this.archive = archive;
    this.rowValues = new RowValues(new FileLocator(archive.index(), archive.configuration()));
  }

  /** The attributes that some runs have, inherited series included. */
  NavigableSet<AttributeDefinition> definitions(List<ArchivedRun> runs, AttributeFilter wanted)
      throws IOException {
    NavigableSet<AttributeDefinition> found = new TreeSet<>();
    if (wanted.isEmpty()) {
      return found;
    }
    Hidden hidden = hidden(runs, wanted);
    try (RowScan scan = scan(runs, wanted, definingColumns(wanted.types())).namesSuffice()) {
      while (scan.next()) {
        if (scan.isOnlyNames()) {
          found.addAll(scan.wantedNames());
        } else {
          addDefinitions(scan, hidden, found);
        }
      }
    }
    return found;
  }

  private static void addDefinitions(RowScan scan, Hidden hidden, Set<AttributeDefinition> found) {
    for (int row = 0; row < scan.rows(); row++) {
      AttributeType type = scan.type(row);
      if (type == null || !isDefined(scan, row, type)) {
        continue;
      }
      AttributeDefinition attribute = new AttributeDefinition(scan.name(row), type);
      if (found.contains(attribute)) {
        continue;
      }
      for (RunFiles.Target target : scan.targets(row)) {
        if (scan.isOf(target, type, row) && !hidden.hides(target, attribute.name(), type)) {
          found.add(attribute);
        }
      }
    }
  }

  private static boolean isDefined(RowScan scan, int row, AttributeType type) {
    return (type.isSeries() && RowValues.hasTime(scan.columns(), row))
        || RowValues.isThere(scan.columns(), row, type);
  }

  /** Points need not be looked at to tell that there are some. */
  private static Set<ExportColumn> definingColumns(Set<AttributeType> types) {
    Set<ExportColumn> columns = EnumSet.noneOf(ExportColumn.class);
    for (AttributeType type : types) {
      if (type.isSeries() && type != AttributeType.FILE_SERIES) {
        columns.add(ExportColumn.STEP);
        columns.add(ExportColumn.TIME);
      } else {
        columns.addAll(RowValues.columns(Set.of(type)));
      }
    }
    return columns;
  }

  /** The values of the runs, by their positions; series are summed up over inherited points too. */
  List<List<AttributeValue>> values(List<ArchivedRun> runs, AttributeFilter wanted)
      throws IOException {
    List<Map<AttributeDefinition, Value>> values = new ArrayList<>();
    runs.forEach(run -> values.add(new LinkedHashMap<>()));
    if (!wanted.isEmpty()) {
      Hidden hidden = hidden(runs, wanted);
      try (RowScan scan = scan(runs, wanted, RowValues.columns(wanted.types()))) {
        while (scan.next()) {
          addValues(scan, hidden, runs, values);
        }
      }
    }
    return values.stream().map(RunReader::attributes).toList();
  }

  private static List<AttributeValue> attributes(Map<AttributeDefinition, Value> values) {
    List<AttributeValue> attributes = new ArrayList<>(values.size());
    values.forEach(
        (attribute, value) -> attributes.add(new AttributeValue(attribute, value.get())));
    return attributes;
  }

  private void addValues(
      RowScan scan,
      Hidden hidden,
      List<ArchivedRun> runs,
      List<Map<AttributeDefinition, Value>> values)
      throws IOException {
    Map<String, AttributeDefinition> definitions = new HashMap<>();
    for (int row = 0; row < scan.rows(); row++) {
      AttributeType type = scan.type(row);
      if (type == null || !RowValues.isThere(scan.columns(), row, type)) {
        continue;
      }
      String name = scan.name(row);
      AttributeDefinition attribute = definitions.get(name);
      if (attribute == null || attribute.type() != type) {
        attribute = new AttributeDefinition(name, type);
        definitions.put(name, attribute);
      }
      for (RunFiles.Target target : scan.targets(row)) {
        if (scan.isOf(target, type, row) && !hidden.hides(target, name, type)) {
          values
              .get(target.run())
              .computeIfAbsent(attribute, a -> Value.of(a.type()))
              .add(this, scan, row, target, runs);
        }
      }
    }
  }

  private Object value(
      RowScan scan, int row, AttributeType type, RunFiles.Target target, List<ArchivedRun> runs)
      throws IOException {
    return rowValues.value(scan.columns(), row, type, runs.get(target.run()));
  }

  private Hidden hidden(List<ArchivedRun> runs, AttributeFilter wanted) throws IOException {
    return isOfSeries(wanted) ? Hidden.of(archive, runs, wanted) : Hidden.NOTHING;
  }

  private RowScan scan(List<ArchivedRun> runs, AttributeFilter wanted, Set<ExportColumn> columns) {
    Lineage lineage = isOfSeries(wanted) ? Relatives.TO_THE_ROOT : OWN;
    List<RunFiles> files = RunFiles.of(archive.index(), runs, lineage);
    return new RowScan(archive, files, wanted, StepRange.ALL, columns);
  }

  private static boolean isOfSeries(AttributeFilter wanted) {
    return wanted.types().stream().anyMatch(AttributeType::isSeries);
  }

  /** What becomes of the rows of one attribute of one run. */
  private interface Value {

    static Value of(AttributeType type) {
      return switch (type) {
        case FLOAT_SERIES -> new Points();
        case STRING_SERIES, HISTOGRAM_SERIES, FILE_SERIES -> new Last(type);
        default -> new Single(type);
      };
    }

    void add(
        RunReader reader, RowScan scan, int row, RunFiles.Target target, List<ArchivedRun> runs)
        throws IOException;

    Object get();
  }

  private static final class Single implements Value {
    private final AttributeType type;
    private Object value;

    Single(AttributeType type) {
      this.type = type;
    }

    @Override
    public void add(
        RunReader reader, RowScan scan, int row, RunFiles.Target target, List<ArchivedRun> runs)
        throws IOException {
      value = reader.value(scan, row, type, target, runs);
    }

    @Override
    public Object get() {
      return value;
    }
  }

  private static final class Last implements Value {
    private final AttributeType type;
    private double step = Double.NEGATIVE_INFINITY;
    private int level = Integer.MAX_VALUE;
    private Object value;

    Last(AttributeType type) {
      this.type = type;
    }

    @Override
    public void add(
        RunReader reader, RowScan scan, int row, RunFiles.Target target, List<ArchivedRun> runs)
        throws IOException {
      double next = scan.columns().steps().values()[row];
      if (next > step || (next == step && target.level() <= level)) {
        step = next;
        level = target.level();
        value = reader.value(scan, row, type, target, runs);
      }
    }

    @Override
    public Object get() {
      return new SeriesLast<>(step, value);
    }
  }

  private static final class Points implements Value {
    private final FloatSummary summary = new FloatSummary();

    @Override
    public void add(
        RunReader reader, RowScan scan, int row, RunFiles.Target target, List<ArchivedRun> runs) {
      summary.add(
          scan.columns().steps().values()[row],
          RowValues.point(scan.columns(), row),
          target.level());
    }

    @Override
    public Object get() {
      return summary.summary();
    }
  }
}
