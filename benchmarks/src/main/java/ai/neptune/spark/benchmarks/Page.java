package ai.neptune.spark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A page of the documentation, in which figures stand between marks. */
final class Page {

  private Page() {}

  /**
   * Replaces the figures of some sections; those of others stay.
   *
   * @throws IOException if the page has no place for a section
   */
  static void update(Path file, Map<Section, String> figures) throws IOException {
    String text = Files.readString(file);
    for (Map.Entry<Section, String> section : figures.entrySet()) {
      text = replaced(file, text, section.getKey(), section.getValue());
    }
    Files.writeString(file, text);
  }

  private static String replaced(Path file, String text, Section section, String figures)
      throws IOException {
    int begin = text.indexOf(section.begin());
    int end = text.indexOf(section.end());
    if (begin < 0 || end < begin) {
      throw new IOException(
          "%s does not contain the marks of the figures: %s and %s"
              .formatted(file, section.begin(), section.end()));
    }
    return text.substring(0, begin + section.begin().length())
        + "\n\n"
        + figures
        + text.substring(end);
  }
}
