package ai.neptune.testkit.model;

/** The fork of a run: its parent, and the last step that it inherits (docs/protocol.md, 2). */
public record Fork(Run parent, double step) {}
