package ai.neptune.spark.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All measurements of one run, and the files to which they are written. */
final class Results {

  private static final Set<Section> WITH_RATES = EnumSet.of(Section.RELATIONS, Section.HEAVY);

  private final Map<String, String> machine;
  private final Arguments arguments;
  private final List<Turn> turns = new ArrayList<>();
  private final Map<Double, List<Turn>> growth = new LinkedHashMap<>();
  private final Map<Workload, Profile> profiles = new EnumMap<>(Workload.class);
  private final List<MicroResult> micro = new ArrayList<>();

  Results(Map<String, String> machine, Arguments arguments) {
    this.machine = machine;
    this.arguments = arguments;
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

  /** Returns all tables, below headings. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    sections(GrowthChart.FILE)
        .forEach(
            (section, tables) -> out.append("### %s\n\n%s".formatted(section.title(), tables)));
    return out.toString();
  }

  /**
   * Writes {@code results.md}, {@code results.json} and the chart of growth, and the same to the
   * page of the arguments, if there is one.
   */
  void write() throws IOException {
    Path folder = arguments.folder();
    Files.writeString(folder.resolve("results.md"), markdown());
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("machine", machine);
    all.put("command", arguments.command());
    all.put("scale", arguments.scale());
    all.put("turns", turns);
    all.put("profiles", profiles);
    all.put("growth", growth);
    all.put("micro", micro);
    json.writeValue(folder.resolve("results.json").toFile(), all);
    writeChart(folder.resolve(GrowthChart.FILE));
    if (arguments.page() != null) {
      String chart = "images/" + GrowthChart.FILE;
      Page.update(arguments.page(), sections(chart));
      writeChart(arguments.page().resolveSibling(chart));
    }
  }

  private void writeChart(Path file) throws IOException {
    if (!growth.isEmpty()) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, GrowthChart.of(new GrowthTable(growth).lines()));
    }
  }

  /** The tables of each section that has any. */
  private Map<Section, String> sections(String chart) {
    Map<Section, String> sections = new EnumMap<>(Section.class);
    for (Section section : Section.values()) {
      StringBuilder out = new StringBuilder();
      write(out, section, chart);
      if (!out.isEmpty()) {
        sections.put(section, section == Section.MACHINE ? out.toString() : caption(section) + out);
      }
    }
    return sections;
  }

  private void write(StringBuilder out, Section section, String chart) {
    switch (section) {
      case MACHINE ->
          Markdown.table(
              out,
              List.of("machine", ""),
              machine.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList());
      case GROWTH -> writeGrowth(out, chart);
      case CLASSES -> writeMicro(out);
      default -> writeTurns(out, section);
    }
  }

  /** How the figures of a section were measured. */
  private String caption(Section section) {
    StringBuilder caption = new StringBuilder("Measured with `" + arguments.command() + "`.");
    if (section == Section.NETWORK) {
      caption.append(' ').append(Network.description());
    }
    if (arguments.scale() != 1) {
      caption.append(
          " All rows with %s × the work in their titles."
              .formatted(Markdown.number(arguments.scale())));
    }
    return caption.append("\n\n").toString();
  }

  private void writeTurns(StringBuilder out, Section section) {
    List<Turn> shown = turns.stream().filter(turn -> turn.section() == section).toList();
    new TurnTables(shown).write(out);
    if (WITH_RATES.contains(section)) {
      new RateTable(turns).write(out, section);
    }
    List<Workload> workloads = shown.stream().map(Turn::workload).distinct().toList();
    writeProfiles(out, workloads.stream().filter(profiles::containsKey).toList());
  }

  private void writeProfiles(StringBuilder out, List<Workload> workloads) {
    if (workloads.isEmpty()) {
      return;
    }
    List<String> header = new ArrayList<>(List.of("samples of the connector"));
    Stream.of(Profile.Part.values()).map(Profile.Part::title).forEach(header::add);
    Markdown.table(
        out, header, workloads.stream().map(w -> profileRow(w, profiles.get(w))).toList());
  }

  private static List<String> profileRow(Workload workload, Profile profile) {
    List<String> row = new ArrayList<>(List.of(workload.title()));
    Stream.of(Profile.Part.values()).map(p -> Markdown.percent(profile.share(p))).forEach(row::add);
    return row;
  }

  private void writeGrowth(StringBuilder out, String chart) {
    if (!growth.isEmpty()) {
      out.append("![Time and live heap against work](%s)\n\n".formatted(chart));
      new GrowthTable(growth).write(out);
    }
  }

  private void writeMicro(StringBuilder out) {
    if (!micro.isEmpty()) {
      Markdown.table(
          out,
          List.of("class", "work", "million points per second", "± (99.9 %)"),
          micro.stream().map(MicroResult::cells).toList());
    }
  }
}
