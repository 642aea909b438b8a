package ai.neptune.client.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.AttributeValue;
import ai.neptune.client.EntriesPage;
import ai.neptune.client.FileRef;
import ai.neptune.client.FloatSeriesSummary;
import ai.neptune.client.Histogram;
import ai.neptune.client.Page;
import ai.neptune.client.RunValues;
import ai.neptune.client.SeriesLast;
import ai.neptune.client.SeriesPage;
import ai.neptune.client.SeriesPage.State;
import ai.neptune.client.StoredFile;
import ai.neptune.protocol.Attribute;
import ai.neptune.protocol.BoolAttribute;
import ai.neptune.protocol.DatetimeAttribute;
import ai.neptune.protocol.EntriesSearchResult;
import ai.neptune.protocol.Entry;
import ai.neptune.protocol.FileRefAttribute;
import ai.neptune.protocol.FileRefSeriesAttribute;
import ai.neptune.protocol.FloatAttribute;
import ai.neptune.protocol.FloatSeriesAttribute;
import ai.neptune.protocol.HistogramSeriesAttribute;
import ai.neptune.protocol.IntAttribute;
import ai.neptune.protocol.NextPage;
import ai.neptune.protocol.Point;
import ai.neptune.protocol.PointValue;
import ai.neptune.protocol.Points;
import ai.neptune.protocol.QueryAttributesResult;
import ai.neptune.protocol.RunAttributes;
import ai.neptune.protocol.SearchAfter;
import ai.neptune.protocol.Series;
import ai.neptune.protocol.SeriesValues;
import ai.neptune.protocol.StringAttribute;
import ai.neptune.protocol.StringSeriesAttribute;
import ai.neptune.protocol.StringSetAttribute;
import com.google.protobuf.MessageLite;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseDecodersTest {

  private static final StoredFile FILE = new StoredFile("team/project", "a/b");
  private static final ai.neptune.protocol.Histogram HISTOGRAM =
      ai.neptune.protocol.Histogram.newBuilder()
          .setType("COUNTING")
          .addAllEdges(List.of(0.0, Double.POSITIVE_INFINITY))
          .addValues(3)
          .build();

  @Test
  void givesTheEntriesOfAPageAndHowManyThereAreInAll() throws IOException {
    EntriesSearchResult result =
        EntriesSearchResult.newBuilder()
            .setMatchingItemCount(7)
            .addEntries(Entry.newBuilder().addAttributes(string("sys/id", "PROJ-1")))
            .addEntries(Entry.newBuilder().addAttributes(string("sys/id", "PROJ-2")))
            .build();

    EntriesPage page = EntriesDecoder.decode(stream(result), "team/project");

    assertThat(page.matchingCount()).isEqualTo(7);
    assertThat(page.entries())
        .extracting(entry -> entry.string("sys/id").orElseThrow())
        .containsExactly("PROJ-1", "PROJ-2");
    assertThat(page.entries().get(0).project()).isEqualTo("team/project");
  }

  @Test
  void givesOfAnEntryItsTextsAndWholeNumbersAlone() throws IOException {
    Entry.Builder entry =
        Entry.newBuilder()
            .setExperimentId("x".repeat(100_000))
            .addAttributes(string("sys/name", ""))
            .addAttributes(
                Attribute.newBuilder()
                    .setName("zero")
                    .setType("int")
                    .setIntAttribute(IntAttribute.newBuilder().setAttributeName("zero")))
            .addAttributes(
                Attribute.newBuilder()
                    .setName("least")
                    .setType("int")
                    .setIntAttribute(IntAttribute.newBuilder().setValue(Long.MIN_VALUE)))
            .addAttributes(Attribute.newBuilder().setName("nothing").setType("int"))
            .addAttributes(
                Attribute.newBuilder()
                    .setName("f")
                    .setType("float")
                    .setFloatAttribute(FloatAttribute.newBuilder().setValue(.5)));

    List<AttributeValue> attributes =
        EntriesDecoder.decode(
                stream(EntriesSearchResult.newBuilder().addEntries(entry).build()), "p")
            .entries()
            .get(0)
            .attributes();

    assertThat(attributes)
        .containsExactly(
            new AttributeValue(new AttributeDefinition("sys/name", AttributeType.STRING), ""),
            new AttributeValue(new AttributeDefinition("zero", AttributeType.INT), 0L),
            new AttributeValue(
                new AttributeDefinition("least", AttributeType.INT), Long.MIN_VALUE));
  }

  @Test
  void refusesEntriesThatEndInTheMiddleOrOverlap() {
    byte[] whole =
        EntriesSearchResult.newBuilder()
            .addEntries(Entry.newBuilder().addAttributes(string("sys/id", "PROJ-1")))
            .build()
            .toByteArray();
    for (int length = 1; length < whole.length; length++) {
      InputStream part = new ByteArrayInputStream(whole, 0, length);
      assertThatThrownBy(() -> EntriesDecoder.decode(part, "p")).isInstanceOf(IOException.class);
    }
    whole[3]++;
    assertThatThrownBy(() -> EntriesDecoder.decode(new ByteArrayInputStream(whole), "p"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void givesTheValueOfEveryType() throws IOException {
    assertThat(value("int", a -> a.setIntAttribute(IntAttribute.newBuilder().setValue(5))))
        .isEqualTo(5L);
    assertThat(value("float", a -> a.setFloatAttribute(FloatAttribute.newBuilder().setValue(.5))))
        .isEqualTo(.5);
    assertThat(value("bool", a -> a.setBoolAttribute(BoolAttribute.newBuilder().setValue(true))))
        .isEqualTo(true);
    assertThat(
            value(
                "datetime",
                a -> a.setDatetimeAttribute(DatetimeAttribute.newBuilder().setValue(12))))
        .isEqualTo(12L);
    assertThat(
            value(
                "stringSet",
                a -> a.setStringSetAttribute(StringSetAttribute.newBuilder().addValue("x"))))
        .isEqualTo(List.of("x"));
    assertThat(
            value(
                "fileRef",
                a ->
                    a.setFileRefAttribute(
                        FileRefAttribute.newBuilder()
                            .setPath("p")
                            .setSizeBytes(9)
                            .setMimeType("m"))))
        .isEqualTo(new FileRef("p", 9, "m"));
    assertThat(
            value(
                "stringSeries",
                a ->
                    a.setStringSeriesAttribute(
                        StringSeriesAttribute.newBuilder().setLastStep(2).setLast("end"))))
        .isEqualTo(new SeriesLast<>(2.0, "end"));
  }

  @Test
  void aValueThatEqualsTheDefaultIsAValue() throws IOException {
    assertThat(value("int", a -> a.setIntAttribute(IntAttribute.getDefaultInstance())))
        .isEqualTo(0L);
    assertThat(value("string", a -> a.setStringAttribute(StringAttribute.getDefaultInstance())))
        .isEqualTo("");
  }

  @Test
  void anAggregateThatIsAbsentStaysAbsent() throws IOException {
    assertThat(
            value(
                "floatSeries",
                a ->
                    a.setFloatSeriesAttribute(
                        FloatSeriesAttribute.newBuilder().setLast(0).setMax(Double.NaN))))
        .isEqualTo(new FloatSeriesSummary(null, 0.0, null, Double.NaN, null, null, false));
    assertThat(
            value(
                "fileRefSeries",
                a -> a.setFileRefSeriesAttribute(FileRefSeriesAttribute.getDefaultInstance())))
        .isEqualTo(new SeriesLast<>(null, null));
  }

  @Test
  void givesHistogramsAsTheyAre() throws IOException {
    Object value =
        value(
            "histogramSeries",
            a ->
                a.setHistogramSeriesAttribute(
                    HistogramSeriesAttribute.newBuilder().setLast(HISTOGRAM)));

    assertThat(((SeriesLast<?>) value).last())
        .isInstanceOfSatisfying(
            Histogram.class,
            histogram -> {
              assertThat(histogram.type()).isEqualTo("COUNTING");
              assertThat(histogram.edges()).containsExactly(0, Double.POSITIVE_INFINITY);
              assertThat(histogram.values()).containsExactly(3);
            });
  }

  /** An independent server names no type at all. */
  @ParameterizedTest
  @ValueSource(strings = {"", "ofALaterVersion"})
  void goesByTheMessageThatIsPresent(String type) throws IOException {
    Attribute.Builder string =
        Attribute.newBuilder()
            .setName("sys/id")
            .setType(type)
            .setStringAttribute(StringAttribute.newBuilder().setValue("P-1"));
    Attribute.Builder series =
        Attribute.newBuilder()
            .setName("loss")
            .setType(type)
            .setFloatSeriesAttribute(FloatSeriesAttribute.newBuilder().setLast(2));
    EntriesSearchResult found =
        EntriesSearchResult.newBuilder()
            .addEntries(Entry.newBuilder().addAttributes(string))
            .build();

    assertThat(values(string))
        .containsExactly(
            new AttributeValue(new AttributeDefinition("sys/id", AttributeType.STRING), "P-1"));
    assertThat(values(series).get(0).type()).isEqualTo(AttributeType.FLOAT_SERIES);
    assertThat(EntriesDecoder.decode(stream(found), "a/b").entries().get(0).string("sys/id"))
        .hasValue("P-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"experimentState", "gitRef", "complex", "ofALaterVersion", "float"})
  void leavesOutWhatItDoesNotKnowAndWhatHoldsNothing(String type) throws IOException {
    assertThat(values(Attribute.newBuilder().setName("x").setType(type))).isEmpty();
  }

  @Test
  void givesTheValuesOfRunsAndTheTokenOfTheNextPage() throws IOException {
    QueryAttributesResult.Builder result =
        QueryAttributesResult.newBuilder()
            .addEntries(
                RunAttributes.newBuilder()
                    .setExperimentShortId("PROJ-1")
                    .addAttributes(string("a", "b")))
            .setNextPage(NextPage.newBuilder().setNextPageToken("next"));

    Page<RunValues> page = ValuesDecoder.decode(stream(result.build()));

    assertThat(page.nextPageToken()).isEqualTo("next");
    assertThat(page.items())
        .containsExactly(
            new RunValues(
                "PROJ-1",
                List.of(
                    new AttributeValue(new AttributeDefinition("a", AttributeType.STRING), "b"))));
    assertThat(ValuesDecoder.decode(stream(result.clearNextPage().build())).nextPageToken())
        .isNull();
  }

  @Test
  void leavesOutDefinitionsOfUnknownTypes() throws IOException {
    Page<AttributeDefinition> page =
        definitions(
            "{\"entries\":[{\"name\":\"a\",\"type\":\"floatSeries\"},"
                + "{\"name\":\"b\",\"type\":\"gitRef\"}],\"nextPage\":{}}");

    assertThat(page.items())
        .containsExactly(new AttributeDefinition("a", AttributeType.FLOAT_SERIES));
  }

  @Test
  void aPageOfDefinitionsThatIsNotFullIsTheLast() throws IOException {
    assertThat(definitions(page(9_999)).nextPageToken()).isNull();
    assertThat(definitions(page(10_000)).nextPageToken()).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"entries\":[{\"name\":\"a\"}]}", "{\"entries\":[{"})
  void refusesWhatIsNotAPageOfDefinitions(String json) {
    assertThatThrownBy(() -> definitions(json)).isInstanceOf(IOException.class);
  }

  @Test
  void tellsHowFarSeriesHaveBeenRead() throws IOException {
    Point text =
        Point.newBuilder()
            .setStep(1.5)
            .setTimestampMillis(12)
            .setObject(PointValue.newBuilder().setStringValue(""))
            .build();
    SeriesValues response =
        SeriesValues.newBuilder()
            .addSeries(series("2", SearchAfter.newBuilder().setFinished(true).setToken("x"), text))
            .addSeries(series("0", SearchAfter.newBuilder().setToken("more"), text, text))
            .addSeries(Series.newBuilder().setRequestId("1"))
            .build();

    SeriesPage page = SeriesDecoder.decode(stream(response), 4);

    assertThat(page.parts())
        .extracting(SeriesPage.Part::index, SeriesPage.Part::state, SeriesPage.Part::token)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2, State.FINISHED, null),
            org.assertj.core.groups.Tuple.tuple(0, State.PARTIAL, "more"),
            org.assertj.core.groups.Tuple.tuple(1, State.POSTPONED, null));
    assertThat(page.parts().get(1).points()).hasSize(2);
    assertThat(page.parts().get(0).points().get(0).value()).isEqualTo("");
    assertThat(page.parts().get(0).points().get(0).step()).isEqualTo(1.5);
    assertThat(page.parts().get(0).points().get(0).timestampMillis()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "-1", "x"})
  void refusesSeriesThatWereNotAskedFor(String requestId) {
    SeriesValues response =
        SeriesValues.newBuilder().addSeries(Series.newBuilder().setRequestId(requestId)).build();

    assertThatThrownBy(() -> SeriesDecoder.decode(stream(response), 4))
        .isInstanceOf(MalformedResponseException.class);
  }

  @Test
  void refusesAPointWithoutAValue() {
    SeriesValues response =
        SeriesValues.newBuilder()
            .addSeries(series("0", SearchAfter.newBuilder(), Point.getDefaultInstance()))
            .build();

    assertThatThrownBy(() -> SeriesDecoder.decode(stream(response), 1))
        .isInstanceOf(MalformedResponseException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://s3/x?sig=1", "http://minio_server:9000/a|b[1]^{c}`?x=^", "/no url", ""})
  void givesTheUrlsOfFilesAsTheServerWroteThem(String url) throws IOException {
    assertThat(signedUrl("team/project", "a/b", url).text()).isEqualTo(url);
  }

  @Test
  void refusesUrlsOfOtherFiles() {
    assertThatThrownBy(() -> signedUrl("team/project", "a/c", "https://s3/x"))
        .isInstanceOf(MalformedResponseException.class);
    assertThatThrownBy(() -> signedUrl("team/other", "a/b", "https://s3/x"))
        .isInstanceOf(MalformedResponseException.class);
    assertThatThrownBy(() -> SignedUrlsDecoder.decode(stream("{\"files\":[]}"), List.of(FILE)))
        .isInstanceOf(MalformedResponseException.class);
  }

  private static ai.neptune.client.SignedUrl signedUrl(String project, String path, String url)
      throws IOException {
    String json =
        "{\"files\":[{\"project_identifier\":\"%s\",\"path\":\"%s\",\"url\":\"%s\"}]}"
            .formatted(project, path, url);
    return SignedUrlsDecoder.decode(stream(json), List.of(FILE)).get(0);
  }

  private static Page<AttributeDefinition> definitions(String json) throws IOException {
    return DefinitionsDecoder.decode(stream(json));
  }

  private static String page(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "{\"name\":\"a%d\",\"type\":\"int\"}".formatted(i))
        .collect(
            Collectors.joining(
                ",", "{\"entries\":[", "],\"nextPage\":{\"nextPageToken\":\"next\"}}"));
  }

  private static Series series(String requestId, SearchAfter.Builder after, Point... points) {
    return Series.newBuilder()
        .setRequestId(requestId)
        .setSearchAfter(after)
        .setSeriesValues(Points.newBuilder().addAllValues(List.of(points)))
        .build();
  }

  private static Attribute string(String name, String value) {
    return Attribute.newBuilder()
        .setName(name)
        .setType("string")
        .setStringAttribute(StringAttribute.newBuilder().setValue(value))
        .build();
  }

  private static Object value(
      String type, java.util.function.UnaryOperator<Attribute.Builder> setter) throws IOException {
    return values(setter.apply(Attribute.newBuilder().setName("x").setType(type))).get(0).value();
  }

  private static List<AttributeValue> values(Attribute.Builder attribute) throws IOException {
    QueryAttributesResult result =
        QueryAttributesResult.newBuilder()
            .addEntries(RunAttributes.newBuilder().addAttributes(attribute))
            .build();
    return ValuesDecoder.decode(stream(result)).items().get(0).values();
  }

  private static InputStream stream(MessageLite message) {
    return new ByteArrayInputStream(message.toByteArray());
  }

  private static InputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(UTF_8));
  }
}
