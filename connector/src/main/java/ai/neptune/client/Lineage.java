package ai.neptune.client;

import java.io.Serializable;

/**
 * Which inherited points belong to a series (docs/protocol.md, 4.5).
 *
 * @param toTheRoot whether points of all ancestors are included, each up to its fork step
 * @param container how far a lineage reaches that does not go to the root: the named run, or its
 *     ancestors in the same experiment too
 */
public record Lineage(boolean toTheRoot, Container container) implements Serializable {}
