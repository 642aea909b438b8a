package ai.neptune.client.wire;

import ai.neptune.client.Page;
import ai.neptune.client.RunValues;
import ai.neptune.protocol.QueryAttributesResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Decodes the response to a query for attribute values (docs/protocol.md, 4.4). */
public final class ValuesDecoder {

  private ValuesDecoder() {}

  /** Decodes a page; it is the last one if it carries no token. */
  public static Page<RunValues> decode(InputStream body) throws IOException {
    QueryAttributesResult result = Messages.parse(QueryAttributesResult.parser(), body);
    AttributeDecoder attributes = new AttributeDecoder();
    List<RunValues> runs =
        result.getEntriesList().stream()
            .map(
                run ->
                    new RunValues(
                        run.getExperimentShortId(), attributes.values(run.getAttributesList())))
            .toList();
    String token = result.getNextPage().getNextPageToken();
    return new Page<>(runs, token.isEmpty() ? null : token);
  }
}
