package ai.neptune.spark.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.neptune.errors.ApiTokenNotProvidedException;
import ai.neptune.errors.AttributeTypeInferenceException;
import ai.neptune.errors.ConflictingAttributeTypesException;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.InvalidApiTokenException;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.InvalidFilesException;
import ai.neptune.errors.InvalidOptionException;
import ai.neptune.errors.InvalidTrustStoreException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.ProjectNotProvidedException;
import ai.neptune.errors.RetriesExhaustedException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.LocalSpark;
import ai.neptune.spark.Neptune;
import ai.neptune.testkit.NeptuneServer;
import ai.neptune.testkit.NeptuneServerOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every error as a user meets it: it names the thing and the way out, and reaches the driver. */
@Timeout(120)
final class ErrorsForPeopleTest {

  private static final String PROJECT = "team-alpha/people";
  private static final Path TROUBLESHOOTING = Path.of("../docs/troubleshooting.md");
  private static final Map<String, String> IMPATIENT =
      Map.of("retrySoftTimeout", "100ms", "retryHardTimeout", "5s");

  private static NeptuneServer server;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() {
    server =
        NeptuneServer.start(
            NeptuneServerOptions.STRICT,
            """
            {"project": "team-alpha/people", "runs": [
              {"run": "r-1", "experiment": "e-1", "attributes": {
                 "mixed": {"type": "int", "value": 1},
                 "sample": {"type": "file", "mimeType": "text/csv", "base64": "YSxiCjEsMgo="}},
               "series": {"loss": {"type": "float_series", "points": [[0, 1.0]]}}},
              {"run": "r-2", "experiment": "e-2", "attributes": {
                 "mixed": {"type": "string", "value": "x"}}}]}
            """);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @AfterEach
  void noFaults() {
    server.resetFaults();
  }

  @Test
  void tokensAndProjectsThatAreNotGiven() throws Exception {
    assumeTrue(System.getenv("NEPTUNE_API_TOKEN") == null);
    assumeTrue(System.getenv("NEPTUNE_PROJECT") == null);
    Throwable noToken =
        catchThrowable(
            () -> LocalSpark.session().read().format("neptune").option("project", "a/b").load());
    verify(noToken, ApiTokenNotProvidedException.class, "'apiToken'", "NEPTUNE_API_TOKEN");
    Throwable noProject =
        catchThrowable(
            () ->
                LocalSpark.session()
                    .read()
                    .format("neptune")
                    .option("apiToken", server.apiToken())
                    .load());
    verify(noProject, ProjectNotProvidedException.class, "'project'", "NEPTUNE_PROJECT");
  }

  @Test
  void tokensThatAreNotAccepted() throws Exception {
    verify(
        () -> load("metrics", Map.of("apiToken", "gibberish")).count(),
        InvalidApiTokenException.class,
        "not base64",
        "Copy it again");
    String revoked = "{\"api_url\":\"%s\",\"api_key\":\"revoked\"}".formatted(server.url());
    String token = Base64.getEncoder().encodeToString(revoked.getBytes(StandardCharsets.UTF_8));
    verify(
        () -> load("metrics", Map.of("apiToken", token)).count(),
        InvalidCredentialsException.class,
        server.url().toString(),
        "get a new one");
  }

  @Test
  void patternsThatTheServerDoesNotAccept() throws Exception {
    for (String relation : List.of("metrics", "attribute_values", "experiments")) {
      verify(
          () -> load(relation, Map.of("attributesPattern", "loss & [a")).count(),
          InvalidOptionException.class,
          "'attributesPattern'",
          "[a",
          "RE2");
    }
    verify(
        () -> load("metrics", Map.of("experimentsPattern", "(")).count(),
        InvalidOptionException.class,
        "'(' for option 'experimentsPattern'",
        "RE2");
    verify(
        () -> load("runs", Map.of("runsPattern", "*", "query", "`mixed`:int > 0")).count(),
        InvalidOptionException.class,
        "'*' for option 'runsPattern'",
        "option 'query'");
  }

  @Test
  void projectsOptionsAndAttributesThatCannotBe() throws Exception {
    verify(
        () -> load("metrics", Map.of("project", "team-alpha/gone")).count(),
        ProjectInaccessibleException.class,
        "team-alpha/gone",
        "Check its name");
    verify(
        () -> load("metrics", Map.of("stepRnge", "1,2")),
        InvalidOptionException.class,
        "'stepRnge'",
        "'stepRange'");
    verify(
        () -> load("runs", Map.of("query", "`mixed` = 1")),
        AttributeTypeInferenceException.class,
        "mixed",
        "int",
        "string");
    verify(
        () -> load("runs", Map.of("attributes", "mixed")),
        ConflictingAttributeTypesException.class,
        "'mixed' (int, string)",
        "attributeTypes",
        "typeSuffixInColumnNames");
    verify(
        () -> load("metrics", Map.of("trustStore", folder + "/none.p12")).count(),
        InvalidTrustStoreException.class,
        "none.p12",
        "cannot be read");
  }

  @Test
  void serversThatAreDownOrNoNeptune() throws Exception {
    server.addFaults("[{\"path\": \"series/float\", \"status\": 503, \"times\": -1}]");
    RetriesExhaustedException exhausted =
        verify(
            () -> load("metrics", Map.of()).count(),
            RetriesExhaustedException.class,
            "Query for points",
            PROJECT,
            "503",
            "retrySoftTimeout");
    assertThat(exhausted).hasCauseInstanceOf(IOException.class);
    server.resetFaults();
    server.addFaults("[{\"path\": \"series/float\", \"body\": \"PGh0bWw+\", \"times\": -1}]");
    UnexpectedResponseException unexpected =
        verify(
            () -> load("metrics", Map.of()).count(),
            UnexpectedResponseException.class,
            "Query for points",
            "<html>",
            "lead to a Neptune server");
    assertThat(unexpected).hasCauseInstanceOf(IOException.class);
    verify(
        () -> load("metrics", Map.of("apiToken", tokenOf("http://127.0.0.1:1"))).count(),
        RetriesExhaustedException.class,
        "Exchange of the API token",
        "http://127.0.0.1:1",
        "cannot be connected to");
    verify(
        () -> load("metrics", Map.of("apiToken", tokenOf("http://nowhere.invalid"))).count(),
        RetriesExhaustedException.class,
        "http://nowhere.invalid",
        "name is not known");
  }

  @Test
  void filesThatCannotBeDownloaded() throws Exception {
    verify(
        () -> Neptune.downloadFiles(load("metrics", Map.of()), folder.toString()),
        InvalidFilesException.class,
        "file");
    server.addFaults("[{\"path\": \"/storage/\", \"status\": 500, \"times\": -1}]");
    verify(
        () -> {
          var download = Neptune.downloadFiles(load("files", Map.of())).to(folder + "/out");
          IMPATIENT.forEach(download::option);
          download.option("apiToken", server.apiToken());
          download.execute();
        },
        FileDownloadException.class,
        "1 of 1 files",
        "sample",
        "overwrite(false)",
        "ignoreFailures(true)");
  }

  @Test
  void everyErrorIsExplainedInTheDocumentation() throws IOException {
    String text = Files.readString(TROUBLESHOOTING);
    List<String> errors = errors();
    assertThat(errors).contains("InvalidOptionException", "RetriesExhaustedException");
    assertThat(errors).allSatisfy(error -> assertThat(text).contains("`" + error + "`"));
  }

  /** The names of all exceptions that users can catch, but for their root. */
  private static List<String> errors() throws IOException {
    try (Stream<Path> sources = Files.list(Path.of("src/main/java/ai/neptune/errors"))) {
      return sources
          .map(source -> source.getFileName().toString().replace(".java", ""))
          .filter(name -> name.endsWith("Exception") && !name.equals("NeptuneException"))
          .toList();
    }
  }

  private static <E extends NeptuneException> E verify(
      ThrowingCallable action, Class<E> type, String... words) throws Exception {
    return verify(catchThrowable(action), type, words);
  }

  private static <E extends NeptuneException> E verify(
      Throwable thrown, Class<E> type, String... words) throws Exception {
    Throwable ours = thrown;
    while (ours != null && !(ours instanceof NeptuneException)) {
      ours = ours.getCause();
    }
    assertThat(ours).isInstanceOf(type).hasMessageContainingAll(words);
    assertThat(((NeptuneException) ours).code()).matches("[A-Z_]+");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(ours);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat((Throwable) in.readObject()).isInstanceOf(type).hasMessage(ours.getMessage());
    }
    return type.cast(ours);
  }

  private static String tokenOf(String url) {
    String json = "{\"api_url\":\"%s\"}".formatted(url);
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Dataset<Row> load(String relation, Map<String, String> options) {
    Map<String, String> all = new HashMap<>(IMPATIENT);
    all.put("apiToken", server.apiToken());
    all.put("project", PROJECT);
    all.putAll(options);
    return LocalSpark.session().read().format("neptune").options(all).load(relation);
  }
}
