package ai.neptune.client.wire;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.Entry;
import ai.neptune.client.wire.proto.EntriesSearchResult;
import java.io.IOException;
import java.io.InputStream;

/** Decodes the answer to a search for entries (PROTOCOL 4.1). */
public final class EntriesDecoder {

  private EntriesDecoder() {}

  /** Decodes a page of entries of a project. */
  public static EntriesPage decode(InputStream body, String project) throws IOException {
    EntriesSearchResult result = EntriesSearchResult.parseFrom(body);
    AttributeDecoder attributes = new AttributeDecoder();
    return new EntriesPage(
        result.getMatchingItemCount(),
        result.getEntriesList().stream()
            .map(entry -> new Entry(project, attributes.values(entry.getAttributesList())))
            .toList());
  }
}
