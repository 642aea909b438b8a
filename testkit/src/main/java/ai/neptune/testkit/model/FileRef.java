package ai.neptune.testkit.model;

/** A file of a run: its path in the storage of the project, its size and its MIME type. */
public record FileRef(String path, long sizeBytes, String mimeType) {}
