package ai.neptune.testkit.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of bytes, from (inclusive) to (exclusive). */
record ByteRange(long from, long to) {
  private static final Pattern HEADER = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * The range that the header {@code Range} names of a content of a size. Its length is not
   * positive if it is outside the content. Empty if the header is to be ignored: malformed, or
   * several ranges.
   */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher matcher = HEADER.matcher(header.strip());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (matcher.group(1).isEmpty()) {
      long suffix = Long.parseLong(matcher.group(2));
      return Optional.of(new ByteRange(Math.max(0, size - suffix), size));
    }
    long from = Long.parseLong(matcher.group(1));
    if (matcher.group(2).isEmpty()) {
      return Optional.of(new ByteRange(from, size));
    }
    long last = Long.parseLong(matcher.group(2));
    return last < from
        ? Optional.empty()
        : Optional.of(new ByteRange(from, Math.min(size, last + 1)));
  }

  long length() {
    return to - from;
  }

  String contentRange(long size) {
    return "bytes %d-%d/%d".formatted(from, to - 1, size);
  }
}
