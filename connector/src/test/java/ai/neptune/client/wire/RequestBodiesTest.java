package ai.neptune.client.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.AttributeDefinition;
import ai.neptune.client.AttributeType;
import ai.neptune.client.Container;
import ai.neptune.client.DefinitionsQuery;
import ai.neptune.client.EntriesSearch;
import ai.neptune.client.FloatSeriesQuery;
import ai.neptune.client.Lineage;
import ai.neptune.client.NameFilter;
import ai.neptune.client.RunIdentifier;
import ai.neptune.client.SeriesKey;
import ai.neptune.client.SeriesQuery;
import ai.neptune.client.Sorting;
import ai.neptune.client.StepRange;
import ai.neptune.client.StoredFile;
import ai.neptune.client.ValuesQuery;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestBodiesTest {

  private static final RunIdentifier RUN = new RunIdentifier("team/project", "PROJ-1");
  private static final SeriesKey LOSS = new SeriesKey(RUN, "loss");

  @Test
  void writesASearch() {
    EntriesSearch search =
        new EntriesSearch(
            "team/project",
            Container.EXPERIMENT,
            List.of("sys/name", "sys/id"),
            "`a\"b`:string == \"c\"",
            Sorting.BY_CREATION_TIME,
            20,
            10);

    assertThat(text(RequestBodies.search(search)))
        .isEqualTo(
            json(
                "{'attributeFilters':[{'path':'sys/name'},{'path':'sys/id'}],"
                    + "'pagination':{'limit':10,'offset':20},'experimentLeader':true,"
                    + "'sorting':{'dir':'ascending',"
                    + "'sortBy':{'name':'sys/creation_time','type':'datetime'}},"
                    + "'query':{'query':'`a\\'b`:string == \\'c\\''}}"));
  }

  @Test
  void aSearchForAllRunsHasNoQueryAndSortsSeriesByTheirLastValue() {
    EntriesSearch search =
        new EntriesSearch(
            "team/project",
            Container.RUN,
            List.of(),
            null,
            new Sorting(new AttributeDefinition("loss", AttributeType.FLOAT_SERIES), true),
            0,
            0);

    assertThat(text(RequestBodies.search(search)))
        .isEqualTo(
            json(
                "{'attributeFilters':[],'pagination':{'limit':0,'offset':0},"
                    + "'experimentLeader':false,'sorting':{'dir':'descending','sortBy':"
                    + "{'name':'loss','type':'floatSeries','aggregationMode':'last'}}}"));
  }

  @Test
  void writesAQueryForDefinitions() {
    NameFilter names =
        new NameFilter(
            List.of(
                new NameFilter.Alternative(List.of("^a", "b$"), List.of("c")),
                new NameFilter.Alternative(List.of(), List.of("d"))));
    DefinitionsQuery query =
        new DefinitionsQuery(
            List.of("team/project"), List.of(RUN), names, Set.of(AttributeType.FILE));

    assertThat(text(RequestBodies.definitions(query, "token")))
        .isEqualTo(
            json(
                "{'projectIdentifiers':['team/project'],"
                    + "'experimentIdsFilter':['team/project/PROJ-1'],"
                    + "'attributeNameFilter':{'mustMatchAny':["
                    + "{'mustMatchRegexes':['^a','b$'],'mustNotMatchRegexes':['c']},"
                    + "{'mustNotMatchRegexes':['d']}]},"
                    + "'attributeFilter':[{'attributeType':'fileRef'}],"
                    + "'nextPage':{'limit':10000,'nextPageToken':'token'}}"));
  }

  @Test
  void allAndNothingAreToldApart() {
    DefinitionsQuery all =
        new DefinitionsQuery(List.of("team/project"), null, NameFilter.ALL, Set.of());
    DefinitionsQuery nothing =
        new DefinitionsQuery(
            List.of("team/project"), List.of(), NameFilter.exactly(List.of()), Set.of());

    assertThat(text(RequestBodies.definitions(all, null)))
        .contains(json("'attributeNameFilter':{},"))
        .contains(json("{'attributeType':'histogramSeries'},"))
        .doesNotContain("experimentIdsFilter", "nextPageToken");
    assertThat(text(RequestBodies.definitions(nothing, null)))
        .contains(json("'experimentIdsFilter':[],'attributeNameFilter':{'mustMatchAny':[]},"));
  }

  @Test
  void writesAQueryForValuesOfExactNames() {
    ValuesQuery query = ValuesQuery.ofNames("team/project", List.of(RUN), List.of("a", "b"));

    assertThat(text(RequestBodies.values(query, null, RequestBodies.PAGE_SIZE)))
        .isEqualTo(
            json(
                "{'experimentIdsFilter':['team/project/PROJ-1'],"
                    + "'attributeNamesFilter':['a','b'],'nextPage':{'limit':10000}}"));
  }

  @Test
  void writesAQueryForValuesOfMatchingAttributes() {
    ValuesQuery query =
        ValuesQuery.matching(
            "team/project", List.of(RUN), NameFilter.ALL, Set.of(AttributeType.INT));

    assertThat(text(RequestBodies.values(query, null, RequestBodies.PAGE_SIZE)))
        .isEqualTo(
            json(
                "{'experimentIdsFilter':['team/project/PROJ-1'],'attributeNameFilter':{},"
                    + "'attributeFilter':[{'attributeType':'int'}],'nextPage':{'limit':10000}}"));
  }

  @Test
  void writesARequestForFloatSeries() {
    FloatSeriesQuery query =
        new FloatSeriesQuery(
            List.of(
                new FloatSeriesQuery.Part(LOSS, 12.0),
                new FloatSeriesQuery.Part(new SeriesKey(RUN, "acc"), null)),
            new StepRange(1.5, null),
            new Lineage(true, Container.EXPERIMENT),
            false,
            true,
            100);

    assertThat(text(RequestBodies.floatSeries(query)))
        .isEqualTo(
            json(
                "{'requests':[{'requestId':'0','afterStep':12.0,'series':{'holder':"
                    + "{'identifier':'team/project/PROJ-1','type':'experiment'},"
                    + "'attribute':'loss','lineage':'FULL','lineageEntityType':'EXPERIMENT',"
                    + "'includePreview':false}},"
                    + "{'requestId':'1','series':{'holder':"
                    + "{'identifier':'team/project/PROJ-1','type':'experiment'},"
                    + "'attribute':'acc','lineage':'FULL','lineageEntityType':'EXPERIMENT',"
                    + "'includePreview':false}}],"
                    + "'stepRange':{'from':1.5,'to':null},'order':'descending',"
                    + "'perSeriesPointsLimit':100}"));
  }

  @Test
  void writesARequestForOtherSeries() {
    SeriesQuery query =
        new SeriesQuery(
            List.of(new SeriesQuery.Part(LOSS, "token")),
            StepRange.ALL,
            new Lineage(false, Container.RUN),
            false,
            null);

    assertThat(text(RequestBodies.series(query)))
        .isEqualTo(
            json(
                "{'requests':[{'requestId':'0','series':{'holder':"
                    + "{'identifier':'team/project/PROJ-1','type':'experiment'},"
                    + "'attribute':'loss','lineage':'NONE','lineageEntityType':'RUN'},"
                    + "'searchAfter':{'finished':false,'token':'token'}}],"
                    + "'stepRange':{'from':null,'to':null},'order':'ascending'}"));
  }

  @Test
  void writesARequestForSignedUrls() {
    assertThat(text(RequestBodies.signedUrls(List.of(new StoredFile("team/project", "a/b")))))
        .isEqualTo(
            json(
                "{'files':[{'project_identifier':'team/project','path':'a/b',"
                    + "'permission':'read'}]}"));
  }

  private static String json(String singleQuoted) {
    return singleQuoted.replace("\\'", "\u0000").replace('\'', '"').replace("\u0000", "\\\"");
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }
}
