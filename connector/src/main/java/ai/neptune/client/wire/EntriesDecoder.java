package ai.neptune.client.wire;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the response to a search for entries (docs/protocol.md, 4.1 and 4.2, {@code
 * EntriesSearchResult}) from the stream. A search may find a million runs, and the generated
 * messages would take several times the time and memory: they hold each attribute's name and type
 * twice.
 */
public final class EntriesDecoder {

  private static final int MATCHING_COUNT = 1 << 3 | WireReader.VARINT;
  private static final int ENTRY = 3 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int PROJECT = 5 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int WORKSPACE = 6 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int ATTRIBUTE = 7 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int NAME = 1 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int INT = 3 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int STRING = 5 << 3 | WireReader.LENGTH_DELIMITED;
  private static final int INT_VALUE = 3 << 3 | WireReader.VARINT;
  private static final int STRING_VALUE = 3 << 3 | WireReader.LENGTH_DELIMITED;

  private final WireReader reader;
  private final @Nullable String project;
  private final Map<AttributeDefinition, AttributeDefinition> definitions = new HashMap<>();
  private final Map<String, String> projects = new HashMap<>();

  private EntriesDecoder(InputStream body, @Nullable String project) {
    this.reader = new WireReader(body);
    this.project = project;
  }

  /**
   * Decodes a page of entries.
   *
   * @param project the project of all entries, or null if each names its own
   * @throws IOException if the stream breaks, or has other content
   */
  public static EntriesPage decode(InputStream body, @Nullable String project) throws IOException {
    return new EntriesDecoder(body, project).readPage();
  }

  private EntriesPage readPage() throws IOException {
    long matchingCount = 0;
    List<Entry> entries = new ArrayList<>();
    while (!reader.isAtEnd()) {
      int tag = reader.readTag();
      if (tag == MATCHING_COUNT) {
        matchingCount = reader.readVarint();
      } else if (tag == ENTRY) {
        entries.add(readEntry(reader.readEnd(Long.MAX_VALUE)));
      } else {
        reader.skipField(tag, Long.MAX_VALUE);
      }
    }
    return new EntriesPage(matchingCount, entries);
  }

  private Entry readEntry(long end) throws IOException {
    String workspace = "";
    String name = "";
    List<AttributeValue> attributes = new ArrayList<>();
    while (reader.position() < end) {
      int tag = reader.readTag();
      switch (tag) {
        case PROJECT -> name = reader.readString(end);
        case WORKSPACE -> workspace = reader.readString(end);
        case ATTRIBUTE -> readAttribute(reader.readEnd(end), attributes);
        default -> reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
    return new Entry(project != null ? project : shared(workspace + "/" + name), attributes);
  }

  /**
   * Adds an attribute, if it is of one of the types that entries hold. The message that is present
   * determines the type: not every server sends the name of the type.
   */
  private void readAttribute(long end, List<AttributeValue> attributes) throws IOException {
    String name = "";
    Long intValue = null;
    String stringValue = null;
    while (reader.position() < end) {
      int tag = reader.readTag();
      switch (tag) {
        case NAME -> name = reader.readString(end);
        case INT -> intValue = readInt(reader.readEnd(end));
        case STRING -> stringValue = readText(reader.readEnd(end));
        default -> reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
    if (intValue != null) {
      attributes.add(new AttributeValue(definition(name, AttributeType.INT), intValue));
    } else if (stringValue != null) {
      attributes.add(new AttributeValue(definition(name, AttributeType.STRING), stringValue));
    }
  }

  private long readInt(long end) throws IOException {
    long value = 0;
    while (reader.position() < end) {
      int tag = reader.readTag();
      if (tag == INT_VALUE) {
        value = reader.readVarint();
      } else {
        reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
    return value;
  }

  private String readText(long end) throws IOException {
    String value = "";
    while (reader.position() < end) {
      int tag = reader.readTag();
      if (tag == STRING_VALUE) {
        value = reader.readString(end);
      } else {
        reader.skipField(tag, end);
      }
    }
    reader.requireEnd(end);
    return value;
  }

  private AttributeDefinition definition(String name, AttributeType type) {
    return definitions.computeIfAbsent(new AttributeDefinition(name, type), d -> d);
  }

  private String shared(String projectOfEntry) {
    return projects.computeIfAbsent(projectOfEntry, p -> p);
  }
}
