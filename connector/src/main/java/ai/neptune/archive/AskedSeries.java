package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Lineage;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.StepRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Series that a question names, each by its run and attribute. */
final class AskedSeries {

  private final ArchiveAccess archive;
  private final List<ArchivedRun> runs = new ArrayList<>();
  private final List<Map<String, List<Integer>>> places = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  AskedSeries(ArchiveAccess archive, List<SeriesKey> keys) {
    this.archive = archive;
    Map<RunIdentifier, Map<String, List<Integer>>> byRun = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      SeriesKey key = keys.get(i);
      byRun
          .computeIfAbsent(key.run(), run -> new HashMap<>())
          .computeIfAbsent(key.attribute(), name -> new ArrayList<>(1))
          .add(i);
      names.add(key.attribute());
    }
    byRun.forEach(
        (id, attributes) ->
            archive
                .index()
                .run(id)
                .ifPresent(
                    run -> {
                      runs.add(run);
                      places.add(attributes);
                    }));
  }

  /** What is done with a point of a series that was asked for. */
  interface Visitor {

    /**
     * Takes a point, in the order of steps within each series.
     *
     * @param series the position of the series in the question
     */
    void take(int series, RowScan scan, int row, AttributeType type, ArchivedRun run)
        throws IOException;
  }

  /** Goes through all points of the series. */
  void forEachPoint(
      Set<AttributeType> types,
      Set<ExportColumn> columns,
      StepRange steps,
      Lineage lineage,
      Visitor visitor)
      throws IOException {
    AttributeFilter wanted = new AttributeFilter(EnumSet.copyOf(types), names::contains, names);
    Hidden hidden = Hidden.of(archive, runs, wanted);
    List<RunFiles> files = RunFiles.of(archive.index(), runs, lineage);
    try (RowScan scan = new RowScan(archive, files, wanted, steps, columns)) {
      while (scan.next()) {
        for (int row = 0; row < scan.rows(); row++) {
          AttributeType type = scan.type(row);
          if (type != null && RowValues.isThere(scan.columns(), row, type)) {
            visit(scan, row, type, hidden, visitor);
          }
        }
      }
    }
  }

  private void visit(RowScan scan, int row, AttributeType type, Hidden hidden, Visitor visitor)
      throws IOException {
    String name = scan.name(row);
    for (RunFiles.Target target : scan.targets(row)) {
      List<Integer> asked = places.get(target.run()).get(name);
      if (asked != null && scan.isOf(target, type, row) && !hidden.hides(target, name, type)) {
        for (int series : asked) {
          visitor.take(series, scan, row, type, runs.get(target.run()));
        }
      }
    }
  }
}
