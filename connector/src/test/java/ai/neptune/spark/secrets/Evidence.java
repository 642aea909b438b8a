package ai.neptune.spark.secrets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.util.Throwables;

/** Everything that people and machines get to see of reads and downloads. */
final class Evidence {

  private static final int SHOWN_AROUND = 200;

  private final Map<String, String> texts = new LinkedHashMap<>();

  /** What a failure prints and sends to the driver. */
  void failure(String what, Throwable failure) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
    }
    text("stack trace of " + what, Throwables.getStackTrace(failure));
    text("serialised " + what, bytes.toString(StandardCharsets.ISO_8859_1));
  }

  /** What EXPLAIN shows. */
  void plan(String what, Dataset<Row> rows) {
    for (String mode : List.of("simple", "extended", "formatted", "cost", "codegen")) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      scala.Console.withOut(
          out,
          () -> {
            rows.explain(mode);
            return null;
          });
      text("EXPLAIN " + mode + " of " + what, out.toString(StandardCharsets.UTF_8));
    }
    text("logical plan of " + what, rows.queryExecution().toString());
  }

  /** All files of a folder, with what the Parquet among them holds. */
  void folder(String what, Path folder, SparkSession spark) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text(what + " " + file, Files.readString(file, StandardCharsets.ISO_8859_1));
        if (file.toString().endsWith(".parquet")) {
          text(
              what + " rows of " + file,
              spark.read().parquet(file.toString()).toJSON().collectAsList().toString());
        }
      }
    }
  }

  /** The pages of Spark's UI and of its REST API, from the first on to those that they link to. */
  void userInterface(String address, String applicationId) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    String rest = "/api/v1/applications/" + applicationId + "/";
    List<String> starts =
        List.of(
            "/jobs/",
            "/stages/",
            "/storage/",
            "/environment/",
            "/executors/",
            "/SQL/",
            rest + "environment",
            rest + "jobs",
            rest + "stages?details=true",
            rest + "sql?details=true&planDescription=true&length=1000");
    for (String start : starts) {
      String page = fetch(http, address, start);
      Matcher link =
          Pattern.compile("href=\"(/(?:jobs/job|stages/stage|SQL/execution)/\\?[^\"]*)\"")
              .matcher(page);
      while (link.find()) {
        String path = link.group(1).replace("&amp;", "&");
        if (!texts.containsKey("UI " + path)) {
          fetch(http, address, path);
        }
      }
    }
  }

  private String fetch(HttpClient http, String address, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
    String page = http.send(request, BodyHandlers.ofString()).body();
    text("UI " + path, page);
    return page;
  }

  void text(String name, String content) {
    texts.put(name, content);
  }

  void file(String name, Path file) {
    try {
      text(name, Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many texts of this kind there are. */
  long count(String namePrefix) {
    return texts.keySet().stream().filter(name -> name.startsWith(namePrefix)).count();
  }

  /** All texts of this kind, as one. */
  String all(String namePrefix) {
    StringBuilder all = new StringBuilder();
    texts.forEach((name, text) -> all.append(name.startsWith(namePrefix) ? text : ""));
    return all.toString();
  }

  /** Where a pattern is found, in words; empty if nowhere. */
  List<String> places(Pattern pattern) {
    return texts.entrySet().stream()
        .flatMap(
            entry -> {
              Matcher matcher = pattern.matcher(entry.getValue());
              return matcher.find()
                  ? Stream.of(entry.getKey() + ": " + around(entry.getValue(), matcher.start()))
                  : Stream.empty();
            })
        .toList();
  }

  private static String around(String text, int position) {
    return text.substring(
        Math.max(0, position - SHOWN_AROUND), Math.min(text.length(), position + SHOWN_AROUND));
  }
}
