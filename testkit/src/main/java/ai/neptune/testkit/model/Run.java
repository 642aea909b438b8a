package ai.neptune.testkit.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A run: its own attributes and series, those that it inherits, and those that the server computes.
 *
 * <p>Values are held as {@link Double}, {@link Long} (int, and datetime in epoch milliseconds),
 * {@link String}, {@link Boolean}, {@link List} of strings, {@link FileRef}, {@link FloatSeries}
 * and {@link ObjectSeries}. Series are inherited over forks; other attributes are not.
 */
public final class Run {
  private final Project project;
  private final int position;
  private final RunHeader header;
  private final AttributeShape ownShape;
  private final List<Object> ownValues;
  private @Nullable Fork fork;
  private int forkDepth;
  private boolean head;
  private volatile @Nullable AttributeShape definitions;
  private volatile @Nullable Map<String, FloatAggregates> aggregates;

  Run(
      Project project,
      int position,
      RunHeader header,
      AttributeShape ownShape,
      List<Object> ownValues) {
    this.project = project;
    this.position = position;
    this.header = header;
    this.ownShape = ownShape;
    this.ownValues = ownValues;
  }

  /** The project that the run belongs to. */
  public Project project() {
    return project;
  }

  /** The place of the run in its project, from 0. */
  public int position() {
    return position;
  }

  /** The run id, which users see ({@code sys/custom_run_id}). */
  public String runId() {
    return header.runId();
  }

  /** The name of the experiment, or null for a run outside any. */
  public @Nullable String experiment() {
    return header.experiment();
  }

  /** When the run was created, in epoch milliseconds. */
  public long creationTime() {
    return header.creationTime();
  }

  /** Whether the run is archived. */
  public boolean archived() {
    return header.archived();
  }

  /** The sys id, such as {@code PROJ-123}. */
  public String sysId() {
    return project.key() + "-" + (position + 1);
  }

  /** The run identifier, such as {@code team-alpha/project-x/PROJ-123}. */
  public String identifier() {
    return project.identifier() + "/" + sysId();
  }

  /** Whether the run has the counters {@code sys/diagnostics/attributes/…}. */
  boolean hasCounters() {
    return header.creationTime() >= project.countersSince();
  }

  /** Whether the run represents its experiment. */
  public boolean isHead() {
    return head;
  }

  /** Where the run was forked, or null. */
  public @Nullable Fork fork() {
    return fork;
  }

  /** The number of ancestors. */
  public int forkDepth() {
    return forkDepth;
  }

  /** The attributes of the run: its own, inherited series, system attributes. */
  public AttributeShape definitions() {
    AttributeShape known = definitions;
    if (known == null) {
      // Ancestors first, and without recursion: lineages may be of any length.
      List<Run> unknown = new ArrayList<>();
      for (Run run = this; run != null && run.definitions == null; run = run.parent()) {
        unknown.add(run);
      }
      Collections.reverse(unknown);
      for (Run run : unknown) {
        run.definitions = run.project.shapes().definitionsOf(run);
      }
      known = Objects.requireNonNull(definitions);
    }
    return known;
  }

  /** The value of a single-valued attribute of exactly this type, or null. */
  public @Nullable Object value(String name, AttributeType type) {
    int index = ownShape.indexOf(name);
    if (index >= 0) {
      return ownShape.get(index).type() == type ? ownValues.get(index) : null;
    }
    return name.startsWith(SystemAttributes.PREFIX) && SystemAttributes.typeOf(name) == type
        ? SystemAttributes.value(this, name)
        : null;
  }

  /** Whether the run has an attribute of this name and exactly this type. */
  public boolean has(String name, AttributeType type) {
    if (type.isSeries()) {
      return type == AttributeType.FLOAT_SERIES
          ? floatSeries(name, Lineage.FULL, true) != null
          : objectSeries(name, type, Lineage.FULL) != null;
    }
    if (type.isOpaque()) {
      int index = ownShape.indexOf(name);
      return index >= 0 && ownShape.get(index).type() == type;
    }
    return value(name, type) != null;
  }

  /** The points of a float series, or null if the run has no such series. */
  public @Nullable SeriesView<FloatSeries> floatSeries(
      String name, Lineage lineage, boolean includePreviews) {
    SeriesView<FloatSeries> view =
        SeriesLineage.view(this, name, AttributeType.FLOAT_SERIES, FloatSeries.class, lineage);
    return view == null || includePreviews ? view : withoutPreviews(view);
  }

  /** The points of a string, histogram or file series, or null if the run has no such series. */
  public @Nullable SeriesView<ObjectSeries> objectSeries(
      String name, AttributeType type, Lineage lineage) {
    return SeriesLineage.view(this, name, type, ObjectSeries.class, lineage);
  }

  /** The aggregates of a float series, or null if the run has no such series. */
  public @Nullable FloatAggregates aggregates(String name) {
    Map<String, FloatAggregates> known = aggregates;
    FloatAggregates result = known == null ? null : known.get(name);
    if (result == null) {
      SeriesView<FloatSeries> view = floatSeries(name, Lineage.FULL, true);
      if (view == null) {
        return null;
      }
      result = FloatAggregates.of(view);
      remember(name, result);
    }
    return result;
  }

  @Nullable Run parent() {
    return fork == null ? null : fork.parent();
  }

  AttributeShape ownShape() {
    return ownShape;
  }

  Object ownValue(int index) {
    return ownValues.get(index);
  }

  void forkedFrom(Fork newFork, int newForkDepth) {
    this.fork = newFork;
    this.forkDepth = newForkDepth;
  }

  void becomeHead() {
    this.head = true;
  }

  private synchronized void remember(String name, FloatAggregates result) {
    if (aggregates == null) {
      aggregates = new ConcurrentHashMap<>();
    }
    aggregates.put(name, result);
  }

  private static SeriesView<FloatSeries> withoutPreviews(SeriesView<FloatSeries> view) {
    List<SeriesView.Piece<FloatSeries>> ordinary = new ArrayList<>(view.pieces().size());
    for (SeriesView.Piece<FloatSeries> piece : view.pieces()) {
      FloatSeries series = piece.series();
      int to = Math.min(piece.to(), series.ordinaryCount());
      ordinary.add(new SeriesView.Piece<>(series, piece.from(), Math.max(piece.from(), to)));
    }
    return SeriesView.of(ordinary);
  }
}
