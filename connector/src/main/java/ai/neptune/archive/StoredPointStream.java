package ai.neptune.archive;

import ai.neptune.archive.file.ExportColumn;
import ai.neptune.archive.file.NameColumn;
import ai.neptune.archive.file.RowBatches;
import ai.neptune.archive.index.ArchivedRun;
import ai.neptune.client.AttributeType;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.StoredPoints;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The points of float series as they are in the files: nothing is sorted, no object made of each.
 */
final class StoredPointStream implements StoredPoints.PointStream {

  private static final Set<AttributeType> FLOATS = EnumSet.of(AttributeType.FLOAT_SERIES);
  private static final Set<ExportColumn> COLUMNS = RowValues.columns(FLOATS);

  private final ArchiveAccess archive;
  private final List<ArchivedRun> runs;
  private final int[] positions;
  private final StoredPoints.Query query;
  private final SeriesClock clock;
  private final Hidden hidden;
  private final Tails tails;
  private final RowScan scan;
  private double[] steps = new double[0];
  private double[] values = new double[0];
  private long[] times = new long[0];
  private int[] ofRuns = new int[0];
  private int[] attributes = new int[0];
  private int size;

  StoredPointStream(ArchiveAccess archive, StoredPoints.Query query) throws IOException {
    this.archive = archive;
    this.query = query;
    this.clock = archive.clock();
    this.runs = RunFiles.found(archive.index(), query.runs());
    Map<RunIdentifier, Integer> asked = new HashMap<>();
    query.runs().forEach(id -> asked.putIfAbsent(id, asked.size()));
    this.positions = runs.stream().mapToInt(run -> asked.get(run.id())).toArray();
    AttributeFilter wanted = filter(query);
    this.hidden = Hidden.of(archive, runs, wanted);
    List<RunFiles> files = RunFiles.of(archive.index(), runs, query.lineage());
    this.tails = query.tailLimit() == null ? null : tails(files, wanted, query.tailLimit());
    this.scan = scan(files, wanted);
    if (query.pieces() > 1) {
      scan.only(group -> group % query.pieces() == query.piece());
    }
  }

  private static AttributeFilter filter(StoredPoints.Query query) {
    AttributeFilter names = AttributeFilter.of(query.names(), FLOATS);
    return query.wanted() == null ? names : names.and(query.wanted());
  }

  @Override
  public boolean next() {
    size = 0;
    while (size == 0) {
      if (!scan.next()) {
        return false;
      }
      take();
    }
    return true;
  }

  private void take() {
    RowBatches columns = scan.columns();
    NameColumn names = columns.names(ExportColumn.ATTRIBUTE);
    for (int row = 0; row < scan.rows(); row++) {
      AttributeType type = scan.type(row);
      if (type == null || !RowValues.isThere(columns, row, type)) {
        continue;
      }
      List<RunFiles.Target> targets = scan.targets(row);
      for (int i = 0; i < targets.size(); i++) {
        RunFiles.Target target = targets.get(i);
        if (scan.isOf(target, type, row)
            && !hidden.hides(target, scan, row, type)
            && (tails == null || tails.isInTail(target.run(), scan.name(row)))) {
          add(columns, names, row, target.run());
        }
      }
    }
  }

  private void add(RowBatches columns, NameColumn names, int row, int run) {
    if (size == steps.length) {
      grow();
    }
    steps[size] = columns.steps().values()[row];
    values[size] = RowValues.point(columns, row);
    times[size] = clock.instant(runs.get(run), columns.longs(ExportColumn.TIME).values()[row]);
    ofRuns[size] = positions[run];
    attributes[size] = names.ids()[row];
    size++;
  }

  private void grow() {
    int length = Math.max(4096, 2 * size);
    steps = Arrays.copyOf(steps, length);
    values = Arrays.copyOf(values, length);
    times = Arrays.copyOf(times, length);
    ofRuns = Arrays.copyOf(ofRuns, length);
    attributes = Arrays.copyOf(attributes, length);
  }

  private RowScan scan(List<RunFiles> files, AttributeFilter wanted) {
    return new RowScan(archive, files, wanted, query.steps(), COLUMNS);
  }

  private Tails tails(List<RunFiles> files, AttributeFilter wanted, int limit) throws IOException {
    Tails counted = new Tails(limit);
    try (RowScan counting = scan(files, wanted)) {
      while (counting.next()) {
        for (int row = 0; row < counting.rows(); row++) {
          AttributeType type = counting.type(row);
          if (type == null || !RowValues.isThere(counting.columns(), row, type)) {
            continue;
          }
          for (RunFiles.Target target : counting.targets(row)) {
            if (counting.isOf(target, type, row) && !hidden.hides(target, counting, row, type)) {
              counted.count(target.run(), counting.name(row));
            }
          }
        }
      }
    }
    return counted;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double[] steps() {
    return steps;
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public long[] timestampsMillis() {
    return times;
  }

  @Override
  public int[] runs() {
    return ofRuns;
  }

  @Override
  public int[] attributes() {
    return attributes;
  }

  @Override
  public List<String> attributeNames() {
    return scan.columns().names(ExportColumn.ATTRIBUTE).names();
  }

  @Override
  public void close() {
    try {
      scan.close();
    } catch (IOException e) {
      throw Unreadable.file(scan.file(), e);
    }
  }

  /** How many points each series has, so that only the last are given when it is read again. */
  private static final class Tails {
    private final int limit;
    private final Map<Series, long[]> left = new HashMap<>();

    Tails(int limit) {
      this.limit = limit;
    }

    void count(int run, String attribute) {
      left.computeIfAbsent(new Series(run, attribute), series -> new long[1])[0]++;
    }

    /** Whether the next point of a series is among its last. */
    boolean isInTail(int run, String attribute) {
      return left.get(new Series(run, attribute))[0]-- <= limit;
    }

    private record Series(int run, String attribute) {}
  }
}
