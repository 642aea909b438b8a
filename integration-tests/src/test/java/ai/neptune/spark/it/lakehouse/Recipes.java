package ai.neptune.spark.it.lakehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks of a page that a comment before them names. */
record Recipes(Map<String, String> blocks) {

  private static final Pattern BLOCK =
      Pattern.compile("<!-- recipe: (\\S+) -->\n```\\w*\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern SETTING = Pattern.compile("--conf (\\S+?)=(\\S+)");

  static Recipes of(Path page) {
    Map<String, String> blocks = new LinkedHashMap<>();
    try {
      Matcher block = BLOCK.matcher(Files.readString(page));
      while (block.find()) {
        blocks.put(block.group(1), block.group(2));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Recipes(blocks);
  }

  /** The SQL statements of a block, in order. */
  List<String> statements(String name) {
    return Arrays.stream(block(name).split(";", -1)).filter(sql -> !sql.isBlank()).toList();
  }

  /** The settings of Spark that a block names. */
  Map<String, String> settings(String name) {
    Map<String, String> settings = new LinkedHashMap<>();
    Matcher setting = SETTING.matcher(block(name));
    while (setting.find()) {
      settings.put(setting.group(1), setting.group(2));
    }
    return settings;
  }

  private String block(String name) {
    String block = blocks.get(name);
    if (block == null) {
      throw new AssertionError("the page has no recipe " + name + ", only " + blocks.keySet());
    }
    return block;
  }
}
