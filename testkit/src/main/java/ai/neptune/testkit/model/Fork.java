package ai.neptune.testkit.model;

/** Where a run was forked: its parent, and the last step that it inherits (docs/protocol.md, 2). */
public record Fork(Run parent, double step) {}
