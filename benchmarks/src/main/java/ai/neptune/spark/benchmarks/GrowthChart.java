package ai.neptune.spark.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A chart of time and live heap against work, as SVG. All axes are logarithmic: time that is in
 * proportion to the work is a line as steep as the dashed one.
 */
final class GrowthChart {

  /** The name of the file. */
  static final String FILE = "growth.svg";

  private static final int WIDTH = 940;
  private static final int MARGIN = 70;
  private static final int TOP = 56;
  private static final int PANEL_WIDTH = 370;
  private static final int PANEL_HEIGHT = 280;
  private static final int LEGEND = TOP + PANEL_HEIGHT + 78;
  private static final int LEGEND_LINE = 22;
  private static final double MEBIBYTE = 1 << 20;
  private static final double HEAP_LIMIT = 1_024;

  /** Told apart with colour blindness too; those of a round are also told apart by their marks. */
  private static final List<String> COLOURS =
      List.of(
          "#1f83c4", "#d55e00", "#009e73", "#cc79a7", "#c99700", "#8a63b0", "#7f7f7f", "#9a5b4a");

  private static final List<String> MARKS =
      List.of("M-4,-4h8v8h-8z", "M0,-5.5L5.5,0L0,5.5L-5.5,0z", "M0,-5L5,4L-5,4z");

  /** The chart has a background of its own, so it is readable on any page. */
  private static final String STYLE =
      """
      <style>
        .card { fill: #ffffff; stroke: #d0d7de; }
        text { font: 13px "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
        .title { font-size: 15px; font-weight: 600; }
        .tick { font-size: 12px; fill: #59636e; }
        .grid { stroke: #e2e6ea; }
        .frame { fill: none; stroke: #8c959f; }
        .guide { stroke: #8c959f; stroke-dasharray: 5 4; }
        .line { fill: none; stroke-width: 2; }
        @media (prefers-color-scheme: dark) {
          .card { fill: #161b22; stroke: #3d444d; }
          text { fill: #e6edf3; }
          .tick { fill: #9198a1; }
          .grid { stroke: #2a3038; }
        }
      </style>
      """;

  private final List<GrowthLine> lines;
  private final LogAxis work;
  private final StringBuilder out = new StringBuilder();

  private GrowthChart(List<GrowthLine> lines) {
    this.lines = lines;
    this.work = LogAxis.at(values(GrowthLine.Point::factor).sorted().distinct().toList());
  }

  /** Draws lines that have at least one point each. */
  static String of(List<GrowthLine> lines) {
    return new GrowthChart(lines).draw();
  }

  private String draw() {
    int height = LEGEND + LEGEND_LINE * lines.size();
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
        WIDTH, height, WIDTH, height);
    add("<title>Time and peak live heap of the connector against work</title>");
    out.append(STYLE);
    add(
        "<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>",
        WIDTH - 1, height - 1);
    add(
        "<clipPath id=\"panel\"><rect width=\"%d\" height=\"%d\"/></clipPath>",
        PANEL_WIDTH, PANEL_HEIGHT);
    drawTime(MARGIN);
    drawHeap(WIDTH - PANEL_WIDTH - 30);
    for (int i = 0; i < lines.size(); i++) {
      drawLegend(i);
    }
    add("</svg>");
    return out.toString();
  }

  private void drawTime(int left) {
    LogAxis time = LogAxis.decimal(values(GrowthLine.Point::seconds).toList());
    startPanel(left, "Time in seconds; dashed: in proportion to work", time);
    double first = lines.get(0).points().get(0).seconds();
    double last = work.ticks().get(work.ticks().size() - 1) / work.ticks().get(0);
    addGuide(y(time, first), y(time, first * last));
    drawLines(time, GrowthLine.Point::seconds);
    add("</g>");
  }

  private void drawHeap(int left) {
    List<Double> values =
        Stream.concat(values(GrowthChart::mebibytes), Stream.of(2 * HEAP_LIMIT)).toList();
    LogAxis heap = LogAxis.binary(values);
    startPanel(left, "Peak live heap in MiB; dashed: 1 GiB", heap);
    addGuide(y(heap, HEAP_LIMIT), y(heap, HEAP_LIMIT));
    drawLines(heap, GrowthChart::mebibytes);
    add("</g>");
  }

  private void startPanel(int left, String title, LogAxis axis) {
    add("<g transform=\"translate(%d,%d)\">", left, TOP);
    add("<text class=\"title\" x=\"0\" y=\"-20\">%s</text>", title);
    for (double tick : axis.ticks()) {
      double y = y(axis, tick);
      add("<path class=\"grid\" d=\"M0,%.1fh%d\"/>", y, PANEL_WIDTH);
      add(
          "<text class=\"tick\" x=\"-8\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          y + 4, Markdown.number(tick));
    }
    for (double tick : work.ticks()) {
      add("<path class=\"grid\" d=\"M%.1f,0v%d\"/>", x(tick), PANEL_HEIGHT);
      add(
          "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s ×</text>",
          x(tick), PANEL_HEIGHT + 20, Markdown.number(tick));
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">work, as a multiple of the smallest</text>",
        PANEL_WIDTH / 2, PANEL_HEIGHT + 44);
    add("<rect class=\"frame\" width=\"%d\" height=\"%d\"/>", PANEL_WIDTH, PANEL_HEIGHT);
  }

  private void addGuide(double from, double to) {
    add(
        "<path class=\"guide\" clip-path=\"url(#panel)\" d=\"M0,%.1fL%d,%.1f\"/>",
        from, PANEL_WIDTH, to);
  }

  private void drawLines(LogAxis axis, ToDoubleFunction<GrowthLine.Point> value) {
    for (int i = 0; i < lines.size(); i++) {
      StringBuilder path = new StringBuilder();
      for (GrowthLine.Point point : lines.get(i).points()) {
        double x = x(point.factor());
        double y = y(axis, value.applyAsDouble(point));
        path.append(format("%s%.1f,%.1f", path.isEmpty() ? "M" : "L", x, y));
        addMark(i, x, y);
      }
      add("<path class=\"line\" stroke=\"%s\" d=\"%s\"/>", colour(i), path);
    }
  }

  private void drawLegend(int index) {
    int y = LEGEND + LEGEND_LINE * index;
    add("<path class=\"line\" stroke=\"%s\" d=\"M%d,%dh28\"/>", colour(index), MARGIN, y);
    addMark(index, MARGIN + 14, y);
    add(
        "<text x=\"%d\" y=\"%d\">%s</text>",
        MARGIN + 40, y + 4, lines.get(index).title().replace("&", "&amp;").replace("<", "&lt;"));
  }

  private void addMark(int index, double x, double y) {
    add(
        "<path fill=\"%s\" transform=\"translate(%.1f,%.1f)\" d=\"%s\"/>",
        colour(index), x, y, MARKS.get(index % MARKS.size()));
  }

  private Stream<Double> values(ToDoubleFunction<GrowthLine.Point> value) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .map(point -> value.applyAsDouble(point));
  }

  private double x(double factor) {
    return work.position(factor) * PANEL_WIDTH;
  }

  private static double y(LogAxis axis, double value) {
    return (1 - axis.position(value)) * PANEL_HEIGHT;
  }

  private static double mebibytes(GrowthLine.Point point) {
    return Math.max(1, point.liveHeap() / MEBIBYTE);
  }

  private static String colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  private void add(String element, Object... arguments) {
    out.append(format(element, arguments)).append('\n');
  }

  private static String format(String element, Object... arguments) {
    return String.format(Locale.ROOT, element, arguments);
  }
}
