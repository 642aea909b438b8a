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

/**
 * Turns the attributes of one response into values (docs/protocol.md, 5). The runs of a response
 * mostly have the same attributes, so each definition is kept once.
 */
final class AttributeDecoder {

  private final Map<AttributeDefinition, AttributeDefinition> definitions = new HashMap<>();

  /** The values, without those whose type clients ignore and those that hold nothing. */
  List<AttributeValue> values(List<Attribute> attributes) {
    List<AttributeValue> values = new ArrayList<>(attributes.size());
    for (Attribute attribute : attributes) {
      AttributeType type = AttributeType.fromWireName(attribute.getType()).orElse(null);
      Object value = type == null ? null : value(attribute, type);
      if (value != null) {
        AttributeDefinition definition = new AttributeDefinition(attribute.getName(), type);
        values.add(new AttributeValue(definitions.computeIfAbsent(definition, d -> d), value));
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

  private static Object value(Attribute attribute, AttributeType type) {
    return switch (type) {
      case INT -> attribute.hasIntAttribute() ? attribute.getIntAttribute().getValue() : null;
      case FLOAT -> attribute.hasFloatAttribute() ? attribute.getFloatAttribute().getValue() : null;
      case STRING ->
          attribute.hasStringAttribute() ? attribute.getStringAttribute().getValue() : null;
      case BOOL -> attribute.hasBoolAttribute() ? attribute.getBoolAttribute().getValue() : null;
      case DATETIME ->
          attribute.hasDatetimeAttribute() ? attribute.getDatetimeAttribute().getValue() : null;
      case STRING_SET ->
          attribute.hasStringSetAttribute()
              ? List.copyOf(attribute.getStringSetAttribute().getValueList())
              : null;
      case FILE -> attribute.hasFileRefAttribute() ? file(attribute.getFileRefAttribute()) : null;
      case FLOAT_SERIES ->
          attribute.hasFloatSeriesAttribute() ? summary(attribute.getFloatSeriesAttribute()) : null;
      case STRING_SERIES ->
          attribute.hasStringSeriesAttribute() ? last(attribute.getStringSeriesAttribute()) : null;
      case FILE_SERIES ->
          attribute.hasFileRefSeriesAttribute()
              ? last(attribute.getFileRefSeriesAttribute())
              : null;
      case HISTOGRAM_SERIES ->
          attribute.hasHistogramSeriesAttribute()
              ? last(attribute.getHistogramSeriesAttribute())
              : null;
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
