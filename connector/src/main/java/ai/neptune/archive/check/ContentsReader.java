package ai.neptune.archive.check;

import ai.neptune.archive.FileLocator;
import ai.neptune.archive.Relatives;
import ai.neptune.archive.check.Contents.Attribute;
import ai.neptune.archive.file.ArchiveFile;
import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.ExportFile;
import ai.neptune.archive.file.NameColumn;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.archive.file.RowGroup;
import ai.neptune.archive.file.UnreadableFileException;
import ai.neptune.archive.index.ArchiveIndex;
import ai.neptune.archive.index.ArchivedRun;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Finds out what the rows of runs hold. */
final class ContentsReader {

  private static final Set<String> SERIES =
      Set.of("float_series", "string_series", "histogram_series", "file_series");
  private static final Set<String> ONLY_IN_NEPTUNE_2 = Set.of("file_set", "artifact");

  private final ArchiveIndex index;
  private final Configuration configuration;
  private final FileLocator locator;

  ContentsReader(ArchiveIndex index, Configuration configuration) {
    this.index = index;
    this.configuration = configuration;
    this.locator = new FileLocator(index, configuration);
  }

  RunFindings read(ArchivedRun run) throws IOException {
    RunFindings findings = new RunFindings(run);
    for (ArchiveFile file : run.files()) {
      readOwn(file, findings);
    }
    readInherited(findings);
    return findings;
  }

  private void readOwn(ArchiveFile file, RunFindings findings) throws IOException {
    try (ExportFile open = ExportFile.open(file, configuration)) {
      for (RowGroup group : open.rowGroups()) {
        if (group.mayHoldRun(findings.run().runId())) {
          readOwn(open, group, findings);
        }
      }
    } catch (UnreadableFileException e) {
      findings.unreadable().add("%s cannot be read: %s".formatted(file.name(), e.getMessage()));
    }
  }

  private void readOwn(ExportFile open, RowGroup group, RunFindings findings) throws IOException {
    if (isAllPoints(group)) {
      NameColumn names =
          open.read(group, EnumSet.of(ExportColumn.ATTRIBUTE)).names(ExportColumn.ATTRIBUTE);
      for (int i = 0; i < names.count(); i++) {
        findings.own().add(new Attribute(names.name(i), group.types().min()));
      }
      findings.own().addPoints(group.rows());
      return;
    }
    forEachRow(
        open,
        group,
        EnumSet.allOf(ExportColumn.class),
        findings.run().runId(),
        (attribute, batch, row) -> takeOwn(attribute, batch, row, findings));
  }

  private void takeOwn(Attribute attribute, RowBatches batch, int row, RunFindings findings)
      throws IOException {
    boolean isOfFile = batch.filePaths().has(row);
    boolean hasTime = batch.longs(ExportColumn.TIME).has(row);
    boolean isPoint = SERIES.contains(attribute.type()) && (hasTime || isOfFile);
    if (isOfFile) {
      addFile(attribute, batch.filePaths().values()[row], findings);
    } else if (hasTime && attribute.type().equals("file_series")) {
      findings.files().addWithoutPath();
    }
    if (isPoint) {
      findings.own().addPoints(1);
    }
    if (isPoint || isOfFile || hasValue(batch, row)) {
      findings.own().add(attribute);
    }
    if (attribute.name().startsWith(Counters.PREFIX) && batch.longs(ExportColumn.INT).has(row)) {
      findings.counters().take(attribute.name(), batch.longs(ExportColumn.INT).values()[row]);
    }
  }

  private void addFile(Attribute attribute, String path, RunFindings findings) throws IOException {
    boolean isFolder = attribute.type().equals("file_set");
    boolean isThere =
        isFolder
            ? locator.onlyFileIn(findings.run(), path).sizeBytes() >= 0
            : locator.file(findings.run(), path).sizeBytes() >= 0;
    findings.files().add(findings.run().folder(), path, isThere);
    if (ONLY_IN_NEPTUNE_2.contains(attribute.type())) {
      findings.hasTypeOfNeptune2();
    }
  }

  /** Series of the ancestors, each up to the step from which on the run has its own. */
  private void readInherited(RunFindings findings) throws IOException {
    Relatives.gap(index, findings.run()).ifPresent(findings::misses);
    List<Relatives.Relative> relatives = Relatives.of(index, findings.run());
    Contents contents = new Contents(findings.own());
    for (Relatives.Relative ancestor : relatives.subList(1, relatives.size())) {
      for (ArchiveFile file : ancestor.run().files()) {
        readInherited(file, ancestor.run().runId(), ancestor.upTo(), contents);
      }
    }
    findings.inherited(contents);
  }

  private void readInherited(ArchiveFile file, String run, double upTo, Contents contents)
      throws IOException {
    try (ExportFile open = ExportFile.open(file, configuration)) {
      for (RowGroup group : open.rowGroups()) {
        if (group.mayHoldRun(run) && group.mayHoldStep(null, upTo)) {
          forEachRow(
              open,
              group,
              EnumSet.of(ExportColumn.STEP, ExportColumn.TIME, ExportColumn.FILE),
              run,
              (attribute, batch, row) -> {
                boolean isPoint = batch.longs(ExportColumn.TIME).has(row) && batch.steps().has(row);
                if (isPoint
                    && batch.steps().values()[row] <= upTo
                    && SERIES.contains(attribute.type())
                    && !contents.hides(attribute)) {
                  contents.add(attribute);
                  contents.addPoints(1);
                }
              });
        }
      }
    } catch (UnreadableFileException e) {
      // The report of that run says so.
      return;
    }
  }

  private interface RowVisitor {
    void take(Attribute attribute, RowBatches batch, int row) throws IOException;
  }

  private static void forEachRow(
      ExportFile open, RowGroup group, Set<ExportColumn> columns, String run, RowVisitor visitor)
      throws IOException {
    Set<ExportColumn> read = EnumSet.copyOf(columns);
    read.addAll(EnumSet.of(ExportColumn.RUN, ExportColumn.ATTRIBUTE, ExportColumn.TYPE));
    RowBatches batch = open.read(group, read);
    NameColumn runs = batch.names(ExportColumn.RUN);
    NameColumn names = batch.names(ExportColumn.ATTRIBUTE);
    NameColumn types = batch.names(ExportColumn.TYPE);
    for (int rows = batch.next(); rows > 0; rows = batch.next()) {
      for (int row = 0; row < rows; row++) {
        if (runs.has(row) && runs.nameOf(row).equals(run) && names.has(row) && types.has(row)) {
          visitor.take(new Attribute(names.nameOf(row), types.nameOf(row)), batch, row);
        }
      }
    }
  }

  private static boolean hasValue(RowBatches batch, int row) {
    return batch.floats().has(row)
        || batch.strings().has(row)
        || batch.longs(ExportColumn.INT).has(row)
        || batch.booleans().has(row)
        || batch.longs(ExportColumn.DATETIME).has(row)
        || batch.stringSets().of(row) != null;
  }

  /** Whether a group holds nothing but points of one run, so that its names say enough. */
  private static boolean isAllPoints(RowGroup group) {
    return group.runs().isConstant()
        && group.types().isConstant()
        && SERIES.contains(group.types().min())
        && !group.types().min().equals("file_series")
        && group.everyRowHasTime()
        && group.namesInDictionary();
  }
}
