package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.ExportFile;
import ai.neptune.archive.file.NameColumn;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.archive.file.RowGroup;
import ai.neptune.archive.file.UnreadableFileException;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.StepRange;
import ai.neptune.errors.IncompleteArchiveException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Reads the rows of files that a question is about, batch by batch, in the order of the files. What
 * the footers rule out is not read; what remains is told row by row.
 */
final class RowScan implements AutoCloseable {

  private static final Set<AttributeType> SERIES =
      EnumSet.of(
          AttributeType.FLOAT_SERIES,
          AttributeType.STRING_SERIES,
          AttributeType.HISTOGRAM_SERIES,
          AttributeType.FILE_SERIES);

  /** A larger group is worth a look at its names alone before all of it is read. */
  private static final long LARGE_GROUP = 256 * 1024;

  private final Iterator<RunFiles> files;
  private final AttributeFilter wanted;
  private final StepRange steps;
  private final Set<ExportColumn> columns;
  private final ArchiveAccess archive;
  private final boolean seriesOnly;
  private IntPredicate groupsToRead = group -> true;
  private int groupsSeen;
  private boolean namesSuffice;
  private boolean isOnlyNames;
  private boolean stepsSuffice;
  private boolean isOnlySteps;
  private RunFiles current;
  private ExportFile open;
  private Iterator<RowGroup> groups;
  private RowGroup group;
  private RowBatches batches;
  private WantedAttributes attributes;
  private AttributeType constantType;
  private List<RunFiles.Target> constantTargets;
  private int rows;

  /**
   * @param steps the steps that are wanted of series
   * @param columns what is read of each row beside its run, name and type
   */
  RowScan(
      ArchiveAccess archive,
      List<RunFiles> files,
      AttributeFilter wanted,
      StepRange steps,
      Set<ExportColumn> columns) {
    this.archive = archive;
    this.files = files.iterator();
    this.wanted = wanted;
    this.steps = steps;
    this.columns = columns;
    this.seriesOnly = SERIES.containsAll(wanted.types());
  }

  /** Reads only some of the row groups that would be read, by their numbers over all files. */
  RowScan only(IntPredicate numbers) {
    groupsToRead = numbers;
    return this;
  }

  /** Reads the names alone of a group whose rows are all points of the runs that are asked for. */
  RowScan namesSuffice() {
    namesSuffice = true;
    return this;
  }

  /** Reads nothing of a group whose rows are all wanted, if its footer tells its steps. */
  RowScan stepsSuffice() {
    stepsSuffice = true;
    return this;
  }

  /** Whether only the {@link #stepsOfGroup} are known of the rows. */
  boolean isOnlySteps() {
    return isOnlySteps;
  }

  /** The least and the greatest step of the row group. */
  RowGroup.Range<Double> stepsOfGroup() {
    return group.steps();
  }

  /** Whether only {@link #wantedNames} are known of the rows. */
  boolean isOnlyNames() {
    return isOnlyNames;
  }

  /** The wanted names in the row group, and the type of all its rows, where names suffice. */
  List<AttributeDefinition> wantedNames() {
    NameColumn found = batches.names(ExportColumn.ATTRIBUTE);
    return IntStream.range(0, found.count())
        .mapToObj(found::name)
        .filter(wanted.names())
        .map(name -> new AttributeDefinition(name, constantType))
        .toList();
  }

  /**
   * Moves on to the next batch that may hold wanted rows; false at the end.
   *
   * @throws IncompleteArchiveException if a file cannot be read, and is not to be left out
   */
  boolean next() {
    while (true) {
      try {
        return nextBatch();
      } catch (IOException e) {
        leaveOut(e);
      }
    }
  }

  /** What is damaged stays so; any other failure may be gone when a task is tried again. */
  private void leaveOut(IOException e) {
    boolean isDamaged = e instanceof UnreadableFileException || e instanceof FileNotFoundException;
    if (!isDamaged || !archive.settings().permissive()) {
      throw Unreadable.file(current, e);
    }
    Unreadable.warn(current, e);
    batches = null;
  }

  private boolean nextBatch() throws IOException {
    while (true) {
      if (batches != null && !isOnlyNames && !isOnlySteps) {
        rows = batches.next();
        if (rows > 0) {
          return true;
        }
        batches = null;
      }
      if (!nextGroup()) {
        return false;
      }
      if (isOnlyNames || isOnlySteps) {
        return true;
      }
    }
  }

  /** How many rows the batch has, wanted or not. */
  int rows() {
    return rows;
  }

  /** The columns of the batch. */
  RowBatches columns() {
    return batches;
  }

  /** The type of a row of the batch that is wanted by its name and type; null if it is not. */
  AttributeType type(int row) {
    return attributes.type(batches, row);
  }

  /** The name of a row's attribute. */
  String name(int row) {
    return batches.names(ExportColumn.ATTRIBUTE).nameOf(row);
  }

  /** The runs that a row belongs to. */
  List<RunFiles.Target> targets(int row) {
    if (constantTargets != null) {
      return constantTargets;
    }
    NameColumn runs = batches.names(ExportColumn.RUN);
    return runs.has(row) ? current.targets().getOrDefault(runs.nameOf(row), List.of()) : List.of();
  }

  /** Whether a row belongs to one of its {@link #targets}, by its step. */
  boolean isOf(RunFiles.Target target, AttributeType type, int row) {
    if (!SERIES.contains(type)) {
      return target.level() == 0;
    }
    double step = batches.steps().values()[row];
    return batches.steps().has(row)
        && step <= target.upTo()
        && (steps.from() == null || step >= steps.from())
        && (steps.to() == null || step <= steps.to());
  }

  /** The file that is being read. */
  RunFiles file() {
    return current;
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  private boolean nextGroup() throws IOException {
    while (true) {
      while (groups != null && groups.hasNext()) {
        RowGroup next = groups.next();
        if (mayHoldWanted(next) && groupsToRead.test(groupsSeen++) && openGroup(next)) {
          return true;
        }
      }
      close();
      groups = null;
      if (!files.hasNext()) {
        return false;
      }
      current = files.next();
      open = ExportFile.open(current.file(), archive.configuration());
      groups = open.rowGroups().iterator();
    }
  }

  private boolean mayHoldWanted(RowGroup candidate) {
    return wanted.types().stream().anyMatch(type -> candidate.mayHoldType(type.userName()))
        && current.targets().keySet().stream().anyMatch(candidate::mayHoldRun)
        && (wanted.exactNames() == null
            || wanted.exactNames().stream().anyMatch(candidate::mayHoldAttribute))
        && (!seriesOnly || mayHoldStep(candidate));
  }

  private boolean mayHoldStep(RowGroup candidate) {
    double upTo = Double.NEGATIVE_INFINITY;
    for (List<RunFiles.Target> targets : current.targets().values()) {
      for (RunFiles.Target target : targets) {
        upTo = Math.max(upTo, target.upTo());
      }
    }
    double to = steps.to() == null ? upTo : Math.min(upTo, steps.to());
    return candidate.mayHoldStep(steps.from(), to);
  }

  /** Opens a group, unless its names tell that nothing in it is wanted. */
  private boolean openGroup(RowGroup next) throws IOException {
    group = next;
    constantType =
        group.types().isConstant()
            ? AttributeType.fromUserName(group.types().min()).orElse(null)
            : null;
    attributes = new WantedAttributes(wanted, constantType);
    constantTargets = group.runs().isConstant() ? current.targets().get(group.runs().min()) : null;
    boolean asksForSteps = stepsSuffice && isAllPoints() && group.steps().min() != null;
    boolean lookAtNames =
        group.namesInDictionary()
            && (asksForSteps || group.compressedBytes() > LARGE_GROUP)
            && wanted.isOfSomeNames();
    NameColumn names = lookAtNames ? readNames() : null;
    if (names != null && !names.anyMatch(wanted.names())) {
      return false;
    }
    isOnlySteps =
        asksForSteps && (names == null ? !wanted.isOfSomeNames() : names.allMatch(wanted.names()));
    if (isOnlySteps) {
      return true;
    }
    isOnlyNames = namesSuffice && isAllPoints();
    Set<ExportColumn> read = EnumSet.noneOf(ExportColumn.class);
    if (!isOnlyNames) {
      read.addAll(columns);
    }
    read.add(ExportColumn.ATTRIBUTE);
    if (constantType == null) {
      read.add(ExportColumn.TYPE);
    }
    if (constantTargets == null) {
      read.add(ExportColumn.RUN);
    }
    batches = open.read(group, read);
    return true;
  }

  private boolean isAllPoints() {
    return constantType != null
        && SERIES.contains(constantType)
        && group.everyRowHasTime()
        && group.namesInDictionary()
        && steps.equals(StepRange.ALL)
        && constantTargets != null
        && constantTargets.stream().allMatch(target -> target.level() == 0);
  }

  private NameColumn readNames() throws IOException {
    return open.read(group, EnumSet.of(ExportColumn.ATTRIBUTE)).names(ExportColumn.ATTRIBUTE);
  }
}
