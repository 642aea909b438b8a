package ai.neptune.client.wire;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.FileRef;
import ai.neptune.client.FloatSeriesSummary;
import ai.neptune.client.Histogram;
import ai.neptune.client.SeriesLast;
import ai.neptune.protocol.Attribute;
import ai.neptune.protocol.FileRefAttribute;
import ai.neptune.protocol.FileRefSeriesAttribute;
import ai.neptune.protocol.FloatSeriesAttribute;
import ai.neptune.protocol.HistogramSeriesAttribute;
import ai.neptune.protocol.StringSeriesAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the attributes of one response into values (docs/protocol.md, 5). Most runs of a response
 * have the same attributes, so each definition is kept once.
 */
final class AttributeDecoder {

  private final Map<AttributeDefinition, AttributeDefinition> definitions = new HashMap<>();

  /**
   * The values, without those without content. The message that is present determines the type: not
   * every server sends the name of the type.
   */
  List<AttributeValue> values(List<Attribute> attributes) {
    List<AttributeValue> values = new ArrayList<>(attributes.size());
    for (Attribute attribute : attributes) {
      AttributeType type = type(attribute);
      if (type != null) {
        AttributeDefinition definition = new AttributeDefinition(attribute.getName(), type);
        values.add(
            new AttributeValue(
                definitions.computeIfAbsent(definition, d -> d), value(attribute, type)));
      }
    }
    return values;
  }

  static FileRef file(ai.neptune.protocol.FileRef file) {
    return new FileRef(file.getPath(), file.getSizeBytes(), file.getMimeType());
  }

  static Histogram histogram(ai.neptune.protocol.Histogram histogram) {
    return new Histogram(
        histogram.getType(), doubles(histogram.getEdgesList()), doubles(histogram.getValuesList()));
  }

  /** The type whose message is present, or null if none is. */
  private static @Nullable AttributeType type(Attribute attribute) {
    if (attribute.hasStringAttribute()) {
      return AttributeType.STRING;
    }
    if (attribute.hasFloatAttribute()) {
      return AttributeType.FLOAT;
    }
    if (attribute.hasIntAttribute()) {
      return AttributeType.INT;
    }
    if (attribute.hasBoolAttribute()) {
      return AttributeType.BOOL;
    }
    if (attribute.hasDatetimeAttribute()) {
      return AttributeType.DATETIME;
    }
    if (attribute.hasStringSetAttribute()) {
      return AttributeType.STRING_SET;
    }
    if (attribute.hasFileRefAttribute()) {
      return AttributeType.FILE;
    }
    return seriesType(attribute);
  }

  private static @Nullable AttributeType seriesType(Attribute attribute) {
    if (attribute.hasFloatSeriesAttribute()) {
      return AttributeType.FLOAT_SERIES;
    }
    if (attribute.hasStringSeriesAttribute()) {
      return AttributeType.STRING_SERIES;
    }
    if (attribute.hasFileRefSeriesAttribute()) {
      return AttributeType.FILE_SERIES;
    }
    return attribute.hasHistogramSeriesAttribute() ? AttributeType.HISTOGRAM_SERIES : null;
  }

  private static Object value(Attribute attribute, AttributeType type) {
    return switch (type) {
      case INT -> attribute.getIntAttribute().getValue();
      case FLOAT -> attribute.getFloatAttribute().getValue();
      case STRING -> attribute.getStringAttribute().getValue();
      case BOOL -> attribute.getBoolAttribute().getValue();
      case DATETIME -> attribute.getDatetimeAttribute().getValue();
      case STRING_SET -> List.copyOf(attribute.getStringSetAttribute().getValueList());
      case FILE -> file(attribute.getFileRefAttribute());
      case FLOAT_SERIES -> summary(attribute.getFloatSeriesAttribute());
      case STRING_SERIES -> last(attribute.getStringSeriesAttribute());
      case FILE_SERIES -> last(attribute.getFileRefSeriesAttribute());
      case HISTOGRAM_SERIES -> last(attribute.getHistogramSeriesAttribute());
      case FILE_SET, ARTIFACT ->
          throw new IllegalArgumentException("No server has attributes of type " + type);
    };
  }

  private static FileRef file(FileRefAttribute file) {
    return new FileRef(file.getPath(), file.getSizeBytes(), file.getMimeType());
  }

  private static FloatSeriesSummary summary(FloatSeriesAttribute series) {
    return new FloatSeriesSummary(
        series.hasLastStep() ? series.getLastStep() : null,
        series.hasLast() ? series.getLast() : null,
        series.hasMin() ? series.getMin() : null,
        series.hasMax() ? series.getMax() : null,
        series.hasAverage() ? series.getAverage() : null,
        series.hasVariance() ? series.getVariance() : null,
        series.getHasPreview());
  }

  private static SeriesLast<String> last(StringSeriesAttribute series) {
    return new SeriesLast<>(
        series.hasLastStep() ? series.getLastStep() : null,
        series.hasLast() ? series.getLast() : null);
  }

  private static SeriesLast<FileRef> last(FileRefSeriesAttribute series) {
    return new SeriesLast<>(
        series.hasLastStep() ? series.getLastStep() : null,
        series.hasLast() ? file(series.getLast()) : null);
  }

  private static SeriesLast<Histogram> last(HistogramSeriesAttribute series) {
    return new SeriesLast<>(
        series.hasLastStep() ? series.getLastStep() : null,
        series.hasLast() ? histogram(series.getLast()) : null);
  }

  private static double[] doubles(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
