package ai.neptune.spark.pushdown;

import ai.neptune.client.StepRange;
import ai.neptune.client.query.Nql;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rows of a read must satisfy in addition to the options, as far as Spark has handed it
 * down. All hold together.
 *
 * @param projects on the project, exactly
 * @param names on the name of the experiment, or the run id, exactly
 * @param attributes on the name of the attribute, exactly; in tables with a column per attribute it
 *     lets all through
 * @param types on the user's name of the attribute's type, exactly
 * @param runs conditions on the attributes of experiments or runs; the server may find more than
 *     what Spark wants, never less
 * @param steps on the step, exactly
 */
public record Conditions(
    NameCondition projects,
    NameCondition names,
    NameCondition attributes,
    NameCondition types,
    List<Nql> runs,
    StepCondition steps)
    implements Serializable {

  /** No condition at all. */
  public static final Conditions NONE =
      new Conditions(
          NameCondition.ALL,
          NameCondition.ALL,
          NameCondition.ALL,
          NameCondition.ALL,
          List.of(),
          StepCondition.ALL);

  public Conditions {
    runs = List.copyOf(runs);
  }

  /** Whether no row can satisfy them. */
  public boolean areContradictory() {
    return projects.isNone()
        || names.isNone()
        || attributes.isNone()
        || types.isNone()
        || steps.none();
  }

  /** These conditions, and others too. */
  public Conditions and(Conditions others) {
    List<Nql> allRuns = new ArrayList<>(runs);
    allRuns.addAll(others.runs);
    return new Conditions(
        projects.and(others.projects),
        names.and(others.names),
        attributes.and(others.attributes),
        types.and(others.types),
        allRuns,
        steps.and(others.steps));
  }

  /** What is left when the server cannot be asked for conditions on attributes. */
  public Conditions withoutRuns() {
    return new Conditions(projects, names, attributes, types, List.of(), steps);
  }

  /** What is left to keep to when the partitions are planned, which hold the runs to read. */
  public Conditions ofReaders() {
    return new Conditions(
        NameCondition.ALL, NameCondition.ALL, attributes, types, List.of(), steps);
  }

  /** These conditions, and others on the attributes of experiments or runs. */
  Conditions and(List<Nql> others) {
    return and(ofRuns(others));
  }

  /** Conditions on the attributes of experiments or runs alone. */
  public static Conditions ofRuns(List<Nql> conditions) {
    return new Conditions(
        NameCondition.ALL,
        NameCondition.ALL,
        NameCondition.ALL,
        NameCondition.ALL,
        conditions,
        StepCondition.ALL);
  }

  /** These conditions; none can be satisfied if the steps are all outside a range. */
  Conditions within(StepRange range) {
    boolean none = steps.none() || steps.range().intersection(range).isEmpty();
    return new Conditions(
        projects,
        names,
        attributes,
        types,
        runs,
        new StepCondition(steps.range(), steps.ofSeriesOnly(), none));
  }
}
