package ai.neptune.spark.plan;

import ai.neptune.client.RunIdentifier;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.jspecify.annotations.Nullable;

/**
 * What one task reads: some runs of a project with all their attributes or, of one huge run, those
 * attributes that fall to this task, or named float series, one of which may be read in part.
 */
public final class RunsPartition implements PartitionOfRuns {

  private static final long serialVersionUID = 1L;

  private final String project;
  private final String[] sysIds;
  private final String[] names;
  private final int[] seriesCounts;
  private final boolean[] forked;
  private final int slice;
  private final int slices;
  private final String @Nullable [] floatSeries;
  private final StepPart steps;

  private RunsPartition(
      String project,
      List<FoundRun> runs,
      int slice,
      int slices,
      @Nullable List<String> floatSeries,
      StepPart steps) {
    this.project = project;
    this.sysIds = runs.stream().map(r -> r.id().sysId()).toArray(String[]::new);
    this.names = runs.stream().map(FoundRun::name).toArray(String[]::new);
    this.seriesCounts = runs.stream().mapToInt(FoundRun::series).toArray();
    this.forked = new boolean[runs.size()];
    for (int i = 0; i < forked.length; i++) {
      forked[i] = runs.get(i).forked();
    }
    this.slice = slice;
    this.slices = slices;
    this.floatSeries = floatSeries == null ? null : floatSeries.toArray(String[]::new);
    this.steps = steps;
  }

  /** These runs, all of one project, with all their attributes. */
  public static RunsPartition of(List<FoundRun> runs) {
    return new RunsPartition(runs.get(0).id().project(), runs, 0, 1, null, StepPart.WHOLE);
  }

  /** A project as such: the task finds out by itself what it has to read. */
  public static RunsPartition ofProject(String project) {
    return new RunsPartition(project, List.of(), 0, 1, null, StepPart.WHOLE);
  }

  /** A run with one of {@code slices} parts of its attributes. */
  static RunsPartition slice(FoundRun run, int slice, int slices) {
    return new RunsPartition(run.id().project(), List.of(run), slice, slices, null, StepPart.WHOLE);
  }

  /** A run with these of its float series, and of each of them this part. */
  static RunsPartition ofFloatSeries(FoundRun run, List<String> series, StepPart steps) {
    return new RunsPartition(run.id().project(), List.of(run), 0, 1, series, steps);
  }

  private RunsPartition(RunsPartition whole, int from, int to) {
    this.project = whole.project;
    this.sysIds = Arrays.copyOfRange(whole.sysIds, from, to);
    this.names = Arrays.copyOfRange(whole.names, from, to);
    this.seriesCounts = Arrays.copyOfRange(whole.seriesCounts, from, to);
    this.forked = Arrays.copyOfRange(whole.forked, from, to);
    this.slice = 0;
    this.slices = 1;
    this.floatSeries = null;
    this.steps = StepPart.WHOLE;
  }

  /** Some of the runs, with all their attributes. */
  public RunsPartition part(int from, int to) {
    return new RunsPartition(this, from, to);
  }

  @Override
  public RunsPartition runs() {
    return this;
  }

  public String project() {
    return project;
  }

  public int size() {
    return sysIds.length;
  }

  /** How many series a run has of its own, as the server counts them. */
  public int seriesCount(int run) {
    return seriesCounts[run];
  }

  /** Whether a run may inherit points. */
  public boolean isForked(int run) {
    return forked[run];
  }

  public RunIdentifier id(int run) {
    return new RunIdentifier(project, sysIds[run]);
  }

  String sysId(int run) {
    return sysIds[run];
  }

  /** What users call a run of the partition. */
  public String name(int run) {
    return names[run];
  }

  /** The identifiers of all runs, made as they are asked for. */
  public List<RunIdentifier> ids() {
    return new AbstractList<>() {
      @Override
      public RunIdentifier get(int index) {
        return id(index);
      }

      @Override
      public int size() {
        return RunsPartition.this.size();
      }
    };
  }

  /** The float series to read, if the planner has named them already. */
  public Optional<List<String>> floatSeries() {
    return Optional.ofNullable(floatSeries).map(List::of);
  }

  /** Which part of each series is read. */
  public StepPart steps() {
    return steps;
  }

  /**
   * Whether this partition reads an attribute. The name alone decides: tasks that share a run agree
   * even if the run gets more attributes between their questions.
   */
  boolean reads(String attribute) {
    return slices == 1 || Integer.remainderUnsigned(hash(attribute), slices) == slice;
  }

  /** Names that differ in a character or two must differ in all bits: their hash codes do not. */
  private static int hash(String attribute) {
    return Murmur3_x86_32.hashInt(attribute.hashCode(), 0);
  }

  /** The number of this task among those that share the run, from 0. */
  public int slice() {
    return slice;
  }

  /** How many tasks share the run. */
  public int slices() {
    return slices;
  }

  /** Whether this is the first of the tasks that share the run's attributes, or the only one. */
  public boolean isFirstSlice() {
    return slice == 0;
  }

  @Override
  public String toString() {
    return sysIds.length
        + " runs of "
        + project
        + (slices > 1 ? ", slice " + slice : "")
        + (floatSeries == null ? "" : ", " + floatSeries.length + " series, steps " + steps);
  }
}
