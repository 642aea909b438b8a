package ai.neptune.client.wire;

import ai.neptune.client.EntriesPage;
import ai.neptune.client.wire.proto.EntriesSearchResult;
import ai.neptune.client.wire.proto.Entry;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes the answer to a search for entries (PROTOCOL 4.1 and 4.2), one entry after the other: a
 * page holds thousands, and as a message each takes several times the memory of what is kept of it.
 */
public final class EntriesDecoder {

  private static final int MATCHING_COUNT =
      tag(EntriesSearchResult.MATCHING_ITEM_COUNT_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
  private static final int ENTRY =
      tag(EntriesSearchResult.ENTRIES_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);

  private final String project;
  private final AttributeDecoder attributes = new AttributeDecoder();
  private final Map<String, String> projects = new HashMap<>();

  private EntriesDecoder(String project) {
    this.project = project;
  }

  /** Decodes a page of entries, each of which tells its project if it is not known before. */
  public static EntriesPage decode(InputStream body, String project) throws IOException {
    return new EntriesDecoder(project).page(CodedInputStream.newInstance(body));
  }

  private EntriesPage page(CodedInputStream body) throws IOException {
    long matchingCount = 0;
    List<ai.neptune.client.Entry> entries = new ArrayList<>();
    for (int tag = body.readTag(); tag != 0; tag = body.readTag()) {
      if (tag == MATCHING_COUNT) {
        matchingCount = body.readInt64();
      } else if (tag == ENTRY) {
        entries.add(
            entry(body.readMessage(Entry.parser(), ExtensionRegistryLite.getEmptyRegistry())));
      } else if (!body.skipField(tag)) {
        break;
      }
      body.resetSizeCounter();
    }
    body.checkLastTagWas(0);
    return new EntriesPage(matchingCount, entries);
  }

  private ai.neptune.client.Entry entry(Entry entry) {
    return new ai.neptune.client.Entry(
        project != null ? project : projectOf(entry), attributes.values(entry.getAttributesList()));
  }

  private String projectOf(Entry entry) {
    return projects.computeIfAbsent(
        entry.getOrganizationName() + "/" + entry.getProjectName(), name -> name);
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }
}
