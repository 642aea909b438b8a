package ai.neptune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Sources cite the pages of the documentation that hold a rule, as {@code docs/protocol.md, 4.5 and
 * 4.6} or {@code docs/downloads.md, "Failures"}: every cited page and heading has to exist.
 */
class CitationsTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern CITATION =
      Pattern.compile(
          "((?:docs|testkit)/[\\w-]+\\.md)((?:(?:,| and|;) (?:\"[^\"]+\"|\\d+(?:\\.\\d+)?))*)");
  private static final Pattern SECTION = Pattern.compile("\"([^\"]+)\"|(\\d+(?:\\.\\d+)?)");

  @Test
  void everyCitedPageAndHeadingExists() throws IOException {
    List<String> dangling = new ArrayList<>();
    int citations = 0;
    for (Path source : sources()) {
      // A citation may be broken over lines of a comment.
      String text = Files.readString(source).replaceAll("\\s*\\n\\s*(?:\\*|//|#) ?", " ");
      for (Matcher cited = CITATION.matcher(text); cited.find(); citations++) {
        if (!resolves(cited.group(1), cited.group(2))) {
          dangling.add(source + ": " + cited.group());
        }
      }
    }
    assertThat(dangling).isEmpty();
    assertThat(citations).isGreaterThan(100);
  }

  @Test
  void noSourceCitesADocumentOutsideTheRepository() throws IOException {
    Pattern outside = Pattern.compile("\\b(?:SPEC|PROTOCOL|ARCHIVE|DESIGN)(?:\\.md\\b| \\d)");
    List<String> found = new ArrayList<>();
    for (Path source : sources()) {
      if (outside.matcher(Files.readString(source)).find()
          && !source.endsWith("CitationsTest.java")) {
        found.add(source.toString());
      }
    }
    assertThat(found).isEmpty();
  }

  private static boolean resolves(String page, String sections) throws IOException {
    Path file = ROOT.resolve(page);
    if (!Files.exists(file)) {
      return false;
    }
    List<String> headings =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", ""))
            .toList();
    return SECTION
        .matcher(sections)
        .results()
        .allMatch(
            section ->
                section.group(1) != null
                    ? headings.contains(section.group(1))
                    : headings.stream()
                        .anyMatch(
                            heading ->
                                heading.matches(Pattern.quote(section.group(2)) + "\\.? .*")));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files =
        Files.find(ROOT, 20, (path, attributes) -> attributes.isRegularFile() && isSource(path))) {
      return files.toList();
    }
  }

  private static boolean isSource(Path path) {
    return path.toString().matches(".*\\.(java|scala|py|sh|proto|properties|xml|md|ipynb)")
        && !path.toString().contains("/target/")
        && !path.toString().contains("/.git/");
  }
}
