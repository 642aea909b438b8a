package ai.neptune.client;

import java.io.Serializable;

/** A file in the storage of a project, by its path there. */
public record StoredFile(String project, String path) implements Serializable {}
