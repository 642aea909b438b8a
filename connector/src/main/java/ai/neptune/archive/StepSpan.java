package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Lineage;
import ai.neptune.client.NameFilter;
import ai.neptune.client.StepRange;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The least and the greatest step of float series, from footers as far as they tell. */
final class StepSpan {

  private static final Set<AttributeType> FLOATS = EnumSet.of(AttributeType.FLOAT_SERIES);
  private static final Set<ExportColumn> COLUMNS = RowValues.columns(FLOATS);

  private double from = Double.POSITIVE_INFINITY;
  private double to = Double.NEGATIVE_INFINITY;

  private StepSpan() {}

  /** The range of the steps of some runs; open if they have no point. */
  static StepRange of(
      ArchiveAccess archive, List<ArchivedRun> runs, NameFilter names, Lineage lineage)
      throws IOException {
    AttributeFilter wanted = AttributeFilter.of(names, FLOATS);
    Hidden hidden = Hidden.of(archive, runs, wanted);
    List<RunFiles> files = RunFiles.of(archive.index(), runs, lineage);
    StepSpan span = new StepSpan();
    try (RowScan scan =
        new RowScan(archive, files, wanted, StepRange.ALL, COLUMNS).stepsSuffice()) {
      while (scan.next()) {
        if (scan.isOnlySteps()) {
          span.add(scan.stepsOfGroup().min());
          span.add(scan.stepsOfGroup().max());
        } else {
          span.addRows(scan, hidden);
        }
      }
    }
    return span.from <= span.to ? new StepRange(span.from, span.to) : StepRange.ALL;
  }

  private void addRows(RowScan scan, Hidden hidden) {
    for (int row = 0; row < scan.rows(); row++) {
      AttributeType type = scan.type(row);
      if (type != null && RowValues.isThere(scan.columns(), row, type)) {
        for (RunFiles.Target target : scan.targets(row)) {
          if (scan.isOf(target, type, row) && !hidden.hides(target, scan, row, type)) {
            add(scan.columns().steps().values()[row]);
          }
        }
      }
    }
  }

  private void add(double step) {
    from = Math.min(from, step);
    to = Math.max(to, step);
  }
}
