package ai.neptune.client;

import java.io.Serializable;

/** A file in the server's storage: its path there, its size in bytes and its MIME type. */
public record FileRef(String path, long sizeBytes, String mimeType) implements Serializable {}
