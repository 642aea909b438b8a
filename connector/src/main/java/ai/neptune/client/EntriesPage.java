package ai.neptune.client;

import java.util.List;

/** A page of entries, and the number of all matching entries. */
public record EntriesPage(long matchingCount, List<Entry> entries) {}
