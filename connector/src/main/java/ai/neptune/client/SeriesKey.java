package ai.neptune.client;

import java.io.Serializable;

/** One series: an attribute of a run. */
public record SeriesKey(RunIdentifier run, String attribute) implements Serializable {}
