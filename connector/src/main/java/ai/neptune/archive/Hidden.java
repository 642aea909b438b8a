package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.StepRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which series of ancestors a forked run does not inherit: an attribute of another type with the
 * same name hides what is farther away. That is rare, so names are compared first, and rows read
 * only where types differ.
 */
final class Hidden {

  static final Hidden NOTHING = new Hidden(Set.of());

  private final Set<Entry> entries;

  private Hidden(Set<Entry> entries) {
    this.entries = entries;
  }

  /**
   * What some runs do not inherit.
   *
   * @param runs those that are asked for, by position
   * @param names which attributes matter
   */
  static Hidden of(ArchiveAccess archive, List<ArchivedRun> runs, AttributeFilter names)
      throws IOException {
    List<ArchivedRun> forked = runs.stream().filter(run -> run.forkedFrom() != null).toList();
    if (forked.isEmpty()) {
      return NOTHING;
    }
    AttributeFilter anyType =
        new AttributeFilter(EnumSet.allOf(AttributeType.class), names.names(), names.exactNames());
    List<RunFiles> files = RunFiles.of(archive.index(), forked, Relatives.TO_THE_ROOT);
    Set<String> suspects = ofSeveralTypes(archive, files, anyType);
    if (suspects.isEmpty()) {
      return NOTHING;
    }
    AttributeFilter suspected = new AttributeFilter(anyType.types(), suspects::contains, suspects);
    return new Hidden(
        hidden(
            reaching(
                archive, RunFiles.of(archive.index(), runs, Relatives.TO_THE_ROOT), suspected)));
  }

  /** Whether an ancestor's series is hidden from a run. */
  boolean hides(RunFiles.Target target, String name, AttributeType type) {
    return !entries.isEmpty()
        && entries.contains(
            new Entry(target.run(), target.level(), new AttributeDefinition(name, type)));
  }

  /** Whether the series of a row is hidden from a run; its name is looked up only if any is. */
  boolean hides(RunFiles.Target target, RowScan scan, int row, AttributeType type) {
    return !entries.isEmpty() && hides(target, scan.name(row), type);
  }

  private static Set<String> ofSeveralTypes(
      ArchiveAccess archive, List<RunFiles> files, AttributeFilter wanted) throws IOException {
    Map<String, AttributeType> types = new HashMap<>();
    Set<String> several = new HashSet<>();
    Set<ExportColumn> none = EnumSet.noneOf(ExportColumn.class);
    try (RowScan scan = new RowScan(archive, files, wanted, StepRange.ALL, none)) {
      while (scan.next()) {
        for (int row = 0; row < scan.rows(); row++) {
          AttributeType type = scan.type(row);
          if (type != null) {
            String name = scan.name(row);
            AttributeType known = types.putIfAbsent(name, type);
            if (known != null && known != type) {
              several.add(name);
            }
          }
        }
      }
    }
    return several;
  }

  /**
   * For each run and level the attributes that are there, of ancestors those that reach the run.
   */
  private static Map<Integer, Map<Integer, Set<AttributeDefinition>>> reaching(
      ArchiveAccess archive, List<RunFiles> files, AttributeFilter suspected) throws IOException {
    Map<Integer, Map<Integer, Set<AttributeDefinition>>> reaching = new HashMap<>();
    Set<ExportColumn> columns = RowValues.columns(suspected.types());
    try (RowScan scan = new RowScan(archive, files, suspected, StepRange.ALL, columns)) {
      while (scan.next()) {
        for (int row = 0; row < scan.rows(); row++) {
          AttributeType type = scan.type(row);
          if (type == null || !RowValues.isThere(scan.columns(), row, type)) {
            continue;
          }
          AttributeDefinition attribute = new AttributeDefinition(scan.name(row), type);
          for (RunFiles.Target target : scan.targets(row)) {
            if (scan.isOf(target, type, row)) {
              reaching
                  .computeIfAbsent(target.run(), run -> new TreeMap<>())
                  .computeIfAbsent(target.level(), level -> new HashSet<>())
                  .add(attribute);
            }
          }
        }
      }
    }
    return reaching;
  }

  private static Set<Entry> hidden(Map<Integer, Map<Integer, Set<AttributeDefinition>>> reaching) {
    Set<Entry> hidden = new HashSet<>();
    reaching.forEach(
        (run, levels) -> {
          Map<String, AttributeType> nearest = new HashMap<>();
          Set<String> closed = new HashSet<>();
          levels.forEach(
              (level, attributes) -> {
                List<String> closedHere = new ArrayList<>();
                for (AttributeDefinition attribute : attributes) {
                  AttributeType near = nearest.putIfAbsent(attribute.name(), attribute.type());
                  boolean differs = near != null && near != attribute.type();
                  if (differs || closed.contains(attribute.name())) {
                    closedHere.add(attribute.name());
                    hidden.add(new Entry(run, level, attribute));
                  }
                }
                closed.addAll(closedHere);
              });
        });
    hidden.removeIf(entry -> entry.level() == 0);
    return hidden;
  }

  private record Entry(int run, int level, AttributeDefinition attribute) {}
}
