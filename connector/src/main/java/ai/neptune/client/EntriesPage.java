package ai.neptune.client;

import java.util.List;

/** A page of entries, and how many match in all, whatever the page. */
public record EntriesPage(long matchingCount, List<Entry> entries) {}
