package ai.neptune.archive.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run lacks, put into sentences. */
final class Problems {

  private static final Pattern PART = Pattern.compile("_part_(\\d{1,9})\\.parquet$");

  private final List<String> sentences = new ArrayList<>();

  List<String> sentences() {
    return sentences;
  }

  void add(String sentence) {
    sentences.add(sentence);
  }

  /** Compares what was counted with what was found. */
  void compare(Counters counters, Contents contents) {
    Map<String, Long> found = contents.byType();
    counters
        .byType()
        .forEach(
            (type, counted) ->
                addMissing("%s attributes".formatted(type), counted, found.getOrDefault(type, 0L)));
    if (counters.points() != null) {
      addMissing("points", counters.points(), contents.points());
    }
  }

  /** Says which numbers of parts are left out up to the last that is there. */
  void addMissingParts(List<String> names) {
    TreeSet<Integer> parts = new TreeSet<>();
    for (String name : names) {
      Matcher part = PART.matcher(name);
      if (part.find()) {
        parts.add(Integer.valueOf(part.group(1)));
      }
    }
    for (int part = 0; !parts.isEmpty() && part < parts.last(); part++) {
      if (!parts.contains(part)) {
        add("Part %d is missing.".formatted(part));
      }
    }
  }

  private void addMissing(String what, long counted, long found) {
    if (found < counted) {
      add("%,d of %,d %s are missing.".formatted(counted - found, counted, what));
    }
  }
}
