package ai.neptune.spark.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code of a page of the documentation.
 *
 * @param notRun why the block is not run: the text of the comment {@code <!-- not run: … -->}
 *     before it; empty if it is run
 */
record CodeBlock(String language, int line, String code, String notRun) {

  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- not run: (?<reason>[^\\n]+) -->\\n\\s*\\n)?"
              + "^(?<indent> *)```(?<language>\\w+)\\n(?<code>.*?)^ *```$",
          Pattern.MULTILINE | Pattern.DOTALL);

  /** The blocks of a page that name their language. */
  static List<CodeBlock> of(Path page) {
    String text;
    try {
      text = Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<CodeBlock> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      int line = (int) text.substring(0, matcher.start("code")).lines().count();
      String reason = matcher.group("reason");
      blocks.add(
          new CodeBlock(
              matcher.group("language"),
              line,
              matcher.group("code").stripIndent(),
              reason == null ? "" : reason));
    }
    return blocks;
  }

  boolean isRun() {
    return notRun.isEmpty();
  }
}
