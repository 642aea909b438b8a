package ai.neptune.spark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GrowthChartTest {

  private static final GrowthLine PROPORTIONAL = line("points & <files>", 0.2, 2, 20);
  private static final GrowthLine CONSTANT = line("planning", 0.5, 0.5, 0.5);

  @Test
  void drawsEachLineInBothPanelsAndTheLegend() throws Exception {
    Document chart = chart(PROPORTIONAL, CONSTANT);

    assertThat(elements(chart, "path", "line")).hasSize(3 * 2);
    assertThat(texts(chart)).contains("points & <files>", "planning", "1 ×", "10 ×", "100 ×");
  }

  @Test
  void drawsTimeInProportionToWorkParallelToTheGuide() throws Exception {
    Document chart = chart(PROPORTIONAL);

    List<Double> time = numbers(elements(chart, "path", "line").get(0));
    List<Double> guide = numbers(elements(chart, "path", "guide").get(0));

    assertThat(time.subList(0, 2)).containsExactly(guide.get(0), guide.get(1));
    assertThat(time.subList(4, 6)).containsExactly(guide.get(2), guide.get(3));
  }

  @Test
  void labelsTheEndsOfTheAxesAroundTheFigures() throws Exception {
    assertThat(texts(chart(CONSTANT, line("files", 0.3, 4, 30))))
        .contains("0.2", "50", "64", "2048")
        .doesNotContain("0.1", "100", "32", "4096");
  }

  @Test
  void drawsASingleMultiple() throws Exception {
    GrowthLine one = new GrowthLine("one", List.of(new GrowthLine.Point(1, 1, 1L << 27)));

    assertThat(elements(chart(one), "path", "line").get(0).getAttribute("d")).startsWith("M0.0,");
  }

  private static GrowthLine line(String title, double... seconds) {
    return new GrowthLine(
        title,
        IntStream.range(0, seconds.length)
            .mapToObj(i -> new GrowthLine.Point(Math.pow(10, i), seconds[i], 100L << 20))
            .toList());
  }

  private static Document chart(GrowthLine... lines) throws Exception {
    String svg = GrowthChart.of(List.of(lines));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> elements(Document chart, String name, String style) {
    return all(chart, name).stream()
        .filter(element -> element.getAttribute("class").equals(style))
        .toList();
  }

  private static List<String> texts(Document chart) {
    return all(chart, "text").stream().map(Element::getTextContent).toList();
  }

  private static List<Element> all(Document chart, String name) {
    NodeList nodes = chart.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  /** The coordinates of a path of lines. */
  private static List<Double> numbers(Element path) {
    return List.of(path.getAttribute("d").substring(1).split("[L,]")).stream()
        .map(Double::valueOf)
        .toList();
  }
}
