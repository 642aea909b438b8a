package ai.neptune.testkit.api;

import ai.neptune.protocol.Attribute;
import ai.neptune.protocol.BoolAttribute;
import ai.neptune.protocol.DatetimeAttribute;
import ai.neptune.protocol.FileRefAttribute;
import ai.neptune.protocol.FileRefSeriesAttribute;
import ai.neptune.protocol.FloatAttribute;
import ai.neptune.protocol.FloatSeriesAttribute;
import ai.neptune.protocol.HistogramSeriesAttribute;
import ai.neptune.protocol.IntAttribute;
import ai.neptune.protocol.StringAttribute;
import ai.neptune.protocol.StringSeriesAttribute;
import ai.neptune.protocol.StringSetAttribute;
import ai.neptune.testkit.model.Aggregate;
import ai.neptune.testkit.model.AttributeDefinition;
import ai.neptune.testkit.model.FileRef;
import ai.neptune.testkit.model.FloatAggregates;
import ai.neptune.testkit.model.Histogram;
import ai.neptune.testkit.model.Lineage;
import ai.neptune.testkit.model.ObjectSeries;
import ai.neptune.testkit.model.Run;
import ai.neptune.testkit.model.SeriesView;
import ai.neptune.testkit.nql.Operand;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Encodes the value of an attribute, or the aggregates of a series (docs/protocol.md, 5). */
final class AttributeEncoder {
  private final Run run;
  private final String name;
  private final AttributeDefinition definition;
  private final Format format;

  private AttributeEncoder(Run run, AttributeDefinition definition, Format format) {
    this.run = run;
    this.name = definition.name();
    this.definition = definition;
    this.format = format;
  }

  /**
   * How the attributes of a response are encoded.
   *
   * @param namesTypes whether the name of the type is given, beside the message that implies it
   * @param truncateTo how many characters of strings are given at most
   */
  record Format(boolean namesTypes, int truncateTo) {

    /** An attribute of a run, which has it. */
    Attribute encode(Run run, AttributeDefinition definition) {
      return new AttributeEncoder(run, definition, this).encode();
    }
  }

  private Attribute encode() {
    String type = format.namesTypes() ? definition.type().wireName() : "";
    Attribute.Builder attribute = Attribute.newBuilder().setName(name).setType(type);
    switch (definition.type()) {
      case FLOAT ->
          attribute.setFloatAttribute(
              FloatAttribute.newBuilder()
                  .setAttributeName(name)
                  .setAttributeType(type)
                  .setValue((Double) value()));
      case INT ->
          attribute.setIntAttribute(
              IntAttribute.newBuilder()
                  .setAttributeName(name)
                  .setAttributeType(type)
                  .setValue((Long) value()));
      case STRING ->
          attribute.setStringAttribute(
              StringAttribute.newBuilder()
                  .setAttributeName(name)
                  .setAttributeType(type)
                  .setValue(truncated((String) value())));
      case BOOL ->
          attribute.setBoolAttribute(
              BoolAttribute.newBuilder()
                  .setAttributeName(name)
                  .setAttributeType(type)
                  .setValue((Boolean) value()));
      case DATETIME ->
          attribute.setDatetimeAttribute(
              DatetimeAttribute.newBuilder()
                  .setAttributeName(name)
                  .setAttributeType(type)
                  .setValue((Long) value()));
      case STRING_SET -> attribute.setStringSetAttribute(stringSet(type));
      case FILE -> attribute.setFileRefAttribute(file(type));
      case FLOAT_SERIES -> attribute.setFloatSeriesAttribute(floatSeries(type));
      case STRING_SERIES -> attribute.setStringSeriesAttribute(stringSeries(type));
      case FILE_SERIES -> attribute.setFileRefSeriesAttribute(fileSeries(type));
      case HISTOGRAM_SERIES -> attribute.setHistogramSeriesAttribute(histogramSeries(type));
      case EXPERIMENT_STATE, GIT_REF, COMPLEX -> {}
    }
    return attribute.build();
  }

  private StringSetAttribute stringSet(String type) {
    StringSetAttribute.Builder set =
        StringSetAttribute.newBuilder().setAttributeName(name).setAttributeType(type);
    ((List<?>) value()).forEach(item -> set.addValue((String) item));
    return set.build();
  }

  private FileRefAttribute file(String type) {
    FileRef file = (FileRef) value();
    return FileRefAttribute.newBuilder()
        .setAttributeName(name)
        .setAttributeType(type)
        .setPath(file.path())
        .setSizeBytes(file.sizeBytes())
        .setMimeType(file.mimeType())
        .build();
  }

  private FloatSeriesAttribute floatSeries(String type) {
    FloatAggregates aggregates = Objects.requireNonNull(run.aggregates(name));
    FloatSeriesAttribute.Builder series =
        FloatSeriesAttribute.newBuilder()
            .setAttributeName(name)
            .setAttributeType(type)
            .setHasPreview(aggregates.hasPreview());
    setIfPresent(aggregates.lastStep(), series::setLastStep);
    setIfPresent(aggregates.last(), series::setLast);
    setIfPresent(aggregates.min(), series::setMin);
    setIfPresent(aggregates.max(), series::setMax);
    setIfPresent(aggregates.average(), series::setAverage);
    setIfPresent(aggregates.variance(), series::setVariance);
    return series.build();
  }

  private StringSeriesAttribute stringSeries(String type) {
    StringSeriesAttribute.Builder series =
        StringSeriesAttribute.newBuilder().setAttributeName(name).setAttributeType(type);
    lastStep().ifPresent(series::setLastStep);
    last().ifPresent(last -> series.setLast(truncated((String) last)));
    return series.build();
  }

  private FileRefSeriesAttribute fileSeries(String type) {
    FileRefSeriesAttribute.Builder series =
        FileRefSeriesAttribute.newBuilder().setAttributeName(name).setAttributeType(type);
    lastStep().ifPresent(series::setLastStep);
    last().ifPresent(last -> series.setLast(PointValueEncoder.fileRef((FileRef) last)));
    return series.build();
  }

  private HistogramSeriesAttribute histogramSeries(String type) {
    HistogramSeriesAttribute.Builder series =
        HistogramSeriesAttribute.newBuilder().setAttributeName(name).setAttributeType(type);
    lastStep().ifPresent(series::setLastStep);
    last().ifPresent(last -> series.setLast(PointValueEncoder.histogram((Histogram) last)));
    return series.build();
  }

  private Object value() {
    return Objects.requireNonNull(run.value(name, definition.type()));
  }

  private Optional<Object> last() {
    return Optional.ofNullable(new Operand(name, definition.type(), Aggregate.LAST).valueOf(run));
  }

  private Optional<Double> lastStep() {
    SeriesView<ObjectSeries> view =
        Objects.requireNonNull(run.objectSeries(name, definition.type(), Lineage.FULL));
    return view.size() == 0 ? Optional.empty() : Optional.of(view.lastStep());
  }

  private String truncated(String text) {
    int limit = format.truncateTo();
    if (text.length() <= limit || text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, limit));
  }

  private static void setIfPresent(@Nullable Double value, DoubleConsumer setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
