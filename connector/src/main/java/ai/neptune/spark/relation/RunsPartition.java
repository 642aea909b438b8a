package ai.neptune.spark.relation;

import ai.neptune.client.RunIdentifier;
import java.util.AbstractList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads: some runs of a project, and of their attributes all or every n-th. */
public final class RunsPartition implements InputPartition {

  private static final long serialVersionUID = 1L;

  private final String project;
  private final String[] sysIds;
  private final String[] names;
  private final int[] seriesCounts;
  private final boolean[] forked;
  private final int slice;
  private final int slices;

  private RunsPartition(String project, List<FoundRun> runs, int slice, int slices) {
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
  }

  /** These runs, all of one project, with all their attributes. */
  static RunsPartition of(List<FoundRun> runs) {
    return slice(runs, 0, 1);
  }

  /** A project as such: the task finds out by itself what it has to read. */
  static RunsPartition ofProject(String project) {
    return new RunsPartition(project, List.of(), 0, 1);
  }

  /** These runs with the attributes that are number {@code slice} modulo {@code slices}. */
  static RunsPartition slice(List<FoundRun> runs, int slice, int slices) {
    return new RunsPartition(runs.get(0).id().project(), runs, slice, slices);
  }

  String project() {
    return project;
  }

  int size() {
    return sysIds.length;
  }

  /** How many series a run has of its own, as the server counts them. */
  int seriesCount(int run) {
    return seriesCounts[run];
  }

  /** Whether a run may inherit points. */
  boolean isForked(int run) {
    return forked[run];
  }

  RunIdentifier id(int run) {
    return new RunIdentifier(project, sysIds[run]);
  }

  String sysId(int run) {
    return sysIds[run];
  }

  /** What users call a run of the partition. */
  String name(int run) {
    return names[run];
  }

  /** The identifiers of all runs, made as they are asked for. */
  List<RunIdentifier> ids() {
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

  /** Whether this partition reads the attribute at this position of the sorted attributes. */
  boolean reads(int attribute) {
    return attribute % slices == slice;
  }

  /** Whether this is the first of the tasks that share the run's attributes, or the only one. */
  boolean isFirstSlice() {
    return slice == 0;
  }

  @Override
  public String toString() {
    return sysIds.length + " runs of " + project + (slices > 1 ? ", slice " + slice : "");
  }
}
