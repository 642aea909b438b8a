package ai.neptune.client.wire;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.wire.proto.EntriesSearchResult;
import ai.neptune.client.wire.proto.Entry;
import java.io.IOException;
import java.io.InputStream;

/** Decodes the answer to a search for entries (PROTOCOL 4.1 and 4.2). */
public final class EntriesDecoder {

  private EntriesDecoder() {}

  /** Decodes a page of entries, each of which tells its project if it is not known before. */
  public static EntriesPage decode(InputStream body, String project) throws IOException {
    EntriesSearchResult result = EntriesSearchResult.parseFrom(body);
    AttributeDecoder attributes = new AttributeDecoder();
    return new EntriesPage(
        result.getMatchingItemCount(),
        result.getEntriesList().stream()
            .map(
                entry ->
                    new ai.neptune.client.Entry(
                        project != null ? project : projectOf(entry),
                        attributes.values(entry.getAttributesList())))
            .toList());
  }

  private static String projectOf(Entry entry) {
    return entry.getOrganizationName() + "/" + entry.getProjectName();
  }
}
