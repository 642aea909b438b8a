package ai.neptune.testkit.api;

import ai.neptune.protocol.FileRef;
import ai.neptune.protocol.Histogram;
import ai.neptune.protocol.PointValue;

/** Encodes the values of points of string, histogram and file series (docs/protocol.md, 5). */
final class PointValueEncoder {
  private PointValueEncoder() {}

  static PointValue encode(Object value) {
    PointValue.Builder encoded = PointValue.newBuilder();
    if (value instanceof String text) {
      encoded.setStringValue(text);
    } else if (value instanceof ai.neptune.testkit.model.Histogram histogram) {
      encoded.setHistogram(histogram(histogram));
    } else {
      encoded.setFileRef(fileRef((ai.neptune.testkit.model.FileRef) value));
    }
    return encoded.build();
  }

  static FileRef fileRef(ai.neptune.testkit.model.FileRef file) {
    return FileRef.newBuilder()
        .setPath(file.path())
        .setSizeBytes(file.sizeBytes())
        .setMimeType(file.mimeType())
        .build();
  }

  static Histogram histogram(ai.neptune.testkit.model.Histogram histogram) {
    return Histogram.newBuilder()
        .setType(histogram.kind())
        .addAllEdges(histogram.edges())
        .addAllValues(histogram.values())
        .build();
  }
}
