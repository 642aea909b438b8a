package ai.neptune.spark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

  @TempDir private Path folder;

  @Test
  void replacesTheFiguresOfASectionAndKeepsTheOthers() throws IOException {
    Path page = page("a" + marked(Section.MAIN, "old") + "b" + marked(Section.FIRST, "kept") + "c");

    Page.update(page, Map.of(Section.MAIN, "new\n\n"));
    Page.update(page, Map.of(Section.MAIN, "newer\n\n"));

    assertThat(page)
        .hasContent(
            "a" + marked(Section.MAIN, "newer") + "b" + marked(Section.FIRST, "kept") + "c");
  }

  @Test
  void leavesAPageWithoutAPlaceForTheFiguresAsItIs() throws IOException {
    Path page = page(marked(Section.MAIN, "old"));

    assertThatThrownBy(() -> Page.update(page, Map.of(Section.MAIN, "new", Section.FIRST, "new")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not contain the marks of the figures")
        .hasMessageContaining(Section.FIRST.begin());
    assertThat(page).hasContent(marked(Section.MAIN, "old"));
  }

  @Test
  void hasAPlaceForEachSectionInTheDocumentation() throws IOException {
    String page = Files.readString(Path.of("../docs/benchmarks.md"));

    for (Section section : Section.values()) {
      assertThat(page).containsSubsequence(section.begin(), section.end());
    }
  }

  private Path page(String text) throws IOException {
    return Files.writeString(folder.resolve("page.md"), text);
  }

  private static String marked(Section section, String figures) {
    return section.begin() + "\n\n" + figures + "\n\n" + section.end();
  }
}
