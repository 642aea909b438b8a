package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All measurements of one run, and the files to which they are written. */
final class Results {

  private static final String BEGIN = "<!-- figures: written by benchmarks/run -->";
  private static final String END = "<!-- end of figures -->";

  private final Map<String, String> machine;
  private final double scale;
  private final List<Turn> turns = new ArrayList<>();
  private final Map<Double, List<Turn>> growth = new LinkedHashMap<>();
  private final Map<Workload, Profile> profiles = new EnumMap<>(Workload.class);
  private final List<MicroResult> micro = new ArrayList<>();

  /**
   * Creates empty results.
   *
   * @param scale multiplies the work in a workload's title
   */
  Results(Map<String, String> machine, double scale) {
    this.machine = machine;
    this.scale = scale;
  }

  void add(Turn turn) {
    turns.add(turn);
  }

  /** Adds a turn at a multiple of the smallest work. */
  void addGrowth(double factor, Turn turn) {
    growth.computeIfAbsent(factor, f -> new ArrayList<>()).add(turn);
  }

  void addProfile(Workload workload, Profile profile) {
    profiles.put(workload, profile);
  }

  void addMicro(List<MicroResult> results) {
    micro.addAll(results);
  }

  /** Returns all tables. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    Markdown.table(
        out,
        List.of("machine", ""),
        machine.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList());
    if (scale != 1) {
      out.append(
          "All rows with %s × the work in their titles.\n\n".formatted(Markdown.number(scale)));
    }
    new TurnTables(turns).write(out);
    writeProfiles(out);
    new GrowthTable(growth).write(out);
    if (!micro.isEmpty()) {
      Markdown.table(
          out,
          List.of("class", "work", "million points per second", "± (99.9 %)"),
          micro.stream().map(MicroResult::cells).toList());
    }
    return out.toString();
  }

  private void writeProfiles(StringBuilder out) {
    if (profiles.isEmpty()) {
      return;
    }
    List<String> header = new ArrayList<>(List.of("samples of the connector"));
    Stream.of(Profile.Part.values()).map(Profile.Part::title).forEach(header::add);
    Markdown.table(
        out,
        header,
        profiles.entrySet().stream().map(e -> profileRow(e.getKey(), e.getValue())).toList());
  }

  private static List<String> profileRow(Workload workload, Profile profile) {
    List<String> row = new ArrayList<>(List.of(workload.title()));
    Stream.of(Profile.Part.values()).map(p -> Markdown.percent(profile.share(p))).forEach(row::add);
    return row;
  }

  /**
   * Writes {@code results.md} and {@code results.json}.
   *
   * @param page a page in which to replace the figures, or null
   */
  void write(Path folder, Path page) throws IOException {
    Files.writeString(folder.resolve("results.md"), markdown());
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("scale", scale);
    all.put("turns", turns);
    all.put("profiles", profiles);
    all.put("growth", growth);
    all.put("micro", micro);
    json.writeValue(folder.resolve("results.json").toFile(), all);
    if (page != null) {
      String text = Files.readString(page);
      int begin = text.indexOf(BEGIN) + BEGIN.length();
      int end = text.indexOf(END);
      if (begin < BEGIN.length() || end < begin) {
        throw new IOException(
            page + " does not contain the markers of the figures: " + BEGIN + " and " + END);
      }
      Files.writeString(page, text.substring(0, begin) + "\n\n" + markdown() + text.substring(end));
    }
  }
}
