package ai.neptune.archive.index;

import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.ExportFile;
import ai.neptune.archive.file.NameColumn;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.archive.file.RowGroup;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Learns from one Parquet file which runs it is of, and what it says of them. */
final class FileIndexer {

  private static final String SYSTEM = "sys/";
  private static final Set<ExportColumn> SYSTEM_COLUMNS =
      EnumSet.of(
          ExportColumn.ATTRIBUTE,
          ExportColumn.TYPE,
          ExportColumn.INT,
          ExportColumn.FLOAT,
          ExportColumn.STRING,
          ExportColumn.BOOL,
          ExportColumn.DATETIME);

  private final ArchiveFile file;
  private final String folder;
  private final Map<RunKey, Facts> runs = new LinkedHashMap<>();

  private FileIndexer(ArchiveFile file, String folder) {
    this.file = file;
    this.folder = folder;
  }

  /**
   * Opens a file.
   *
   * @param folder the name of the project's folder
   * @param parts gets what the file says of other parts of its export
   * @throws ai.neptune.archive.file.UnreadableFileException if it is not a whole file of an export
   */
  static List<ArchivedRun> read(
      ArchiveFile file, String folder, Configuration configuration, List<SplitExports.Part> parts)
      throws IOException {
    FileIndexer indexer = new FileIndexer(file, folder);
    try (ExportFile open = ExportFile.open(file, configuration)) {
      for (RowGroup group : open.rowGroups()) {
        indexer.add(open, group);
      }
      SplitExports.Part.of(open, file, folder).ifPresent(parts::add);
    }
    List<ArchivedRun> found = new ArrayList<>();
    indexer.runs.forEach((run, facts) -> found.add(indexer.run(run, facts)));
    return found;
  }

  private ArchivedRun run(RunKey run, Facts facts) {
    return new ArchivedRun(
        run.project(),
        run.runId(),
        folder,
        List.of(file),
        Map.copyOf(facts.system),
        facts.floatPoints,
        facts.otherPoints,
        facts.floatGroups);
  }

  private void add(ExportFile open, RowGroup group) throws IOException {
    boolean oneRun = group.projects().isConstant() && group.runs().isConstant();
    boolean mayHoldSystem = group.mayHoldPrefix(SYSTEM);
    if (oneRun) {
      RunKey run = new RunKey(group.projects().min(), group.runs().min());
      Facts facts = runs.computeIfAbsent(run, key -> new Facts());
      if (group.types().isConstant()) {
        facts.count(group.types().min(), group.rows());
        facts.floatGroups += isOfFloatSeries(group) ? 1 : 0;
      }
      if (!isOfSeries(group)) {
        readRows(open, group, mayHoldSystem, facts);
      }
    } else {
      readRows(open, group, mayHoldSystem, null);
    }
  }

  private static boolean isOfSeries(RowGroup group) {
    return group.types().isConstant()
        && AttributeType.fromUserName(group.types().min())
            .filter(AttributeType::isSeries)
            .isPresent();
  }

  private static boolean isOfFloatSeries(RowGroup group) {
    return AttributeType.FLOAT_SERIES.userName().equals(group.types().min());
  }

  /**
   * Reads the rows of a group.
   *
   * @param one what is known of the run that the whole group is of; null if there may be several
   */
  private void readRows(ExportFile open, RowGroup group, boolean mayHoldSystem, @Nullable Facts one)
      throws IOException {
    boolean counts = !group.types().isConstant() || one == null;
    if (!mayHoldSystem && !counts) {
      return;
    }
    Set<ExportColumn> columns =
        mayHoldSystem ? EnumSet.copyOf(SYSTEM_COLUMNS) : EnumSet.of(ExportColumn.TYPE);
    if (one == null) {
      columns.add(ExportColumn.PROJECT);
      columns.add(ExportColumn.RUN);
    }
    RowBatches batches = open.read(group, columns);
    NameColumn types = batches.names(ExportColumn.TYPE);
    NameColumn attributes = batches.names(ExportColumn.ATTRIBUTE);
    for (int rows = batches.next(); rows > 0; rows = batches.next()) {
      for (int row = 0; row < rows; row++) {
        Facts facts = one == null ? factsOf(batches, row) : one;
        if (facts == null || !types.has(row)) {
          continue;
        }
        if (counts) {
          facts.count(types.nameOf(row), 1);
        }
        if (mayHoldSystem && attributes.has(row)) {
          facts.addSystem(batches, row);
        }
      }
    }
  }

  private @Nullable Facts factsOf(RowBatches batches, int row) {
    NameColumn projects = batches.names(ExportColumn.PROJECT);
    NameColumn ids = batches.names(ExportColumn.RUN);
    return projects.has(row) && ids.has(row)
        ? runs.computeIfAbsent(
            new RunKey(projects.nameOf(row), ids.nameOf(row)), key -> new Facts())
        : null;
  }

  private record RunKey(String project, String runId) {}

  /** What is found out about a run. */
  private static final class Facts {

    private final Map<String, Serializable> system = new HashMap<>();
    private long floatPoints;
    private long otherPoints;
    private int floatGroups;

    void count(String type, long rows) {
      Optional<AttributeType> known = AttributeType.fromUserName(type);
      if (known.isEmpty() || !known.get().isSeries()) {
        return;
      }
      if (known.get() == AttributeType.FLOAT_SERIES) {
        floatPoints += rows;
      } else {
        otherPoints += rows;
      }
    }

    void addSystem(RowBatches batches, int row) {
      String name = SystemValues.known(batches.names(ExportColumn.ATTRIBUTE).nameOf(row));
      if (name == null) {
        return;
      }
      Optional<AttributeType> type =
          AttributeType.fromUserName(batches.names(ExportColumn.TYPE).nameOf(row));
      boolean isExpected =
          type.isPresent()
              && (SystemValues.holds(new AttributeDefinition(name, type.get()))
                  || name.equals(SystemValues.FORK_STEP.name()));
      Serializable value = isExpected ? value(batches, row, type.get()) : null;
      if (value != null) {
        system.put(name, value);
      }
    }

    private static @Nullable Serializable value(RowBatches batches, int row, AttributeType type) {
      return switch (type) {
        case STRING -> batches.strings().has(row) ? batches.strings().values()[row] : null;
        case BOOL -> batches.booleans().has(row) ? batches.booleans().values()[row] : null;
        case DATETIME -> integer(batches, row, ExportColumn.DATETIME);
        case INT -> integer(batches, row, ExportColumn.INT);
        case FLOAT -> batches.floats().has(row) ? batches.floats().values()[row] : null;
        default -> null;
      };
    }

    private static @Nullable Serializable integer(
        RowBatches batches, int row, ExportColumn column) {
      return batches.longs(column).has(row) ? batches.longs(column).values()[row] : null;
    }
  }
}
