package ai.neptune.client;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The type of an attribute: the name users know it by and its name on the wire (docs/protocol.md,
 * 3).
 */
public enum AttributeType {
  FLOAT("float"),
  INT("int"),
  STRING("string"),
  BOOL("bool"),
  DATETIME("datetime"),
  STRING_SET("stringSet"),
  FLOAT_SERIES("floatSeries"),
  STRING_SERIES("stringSeries"),
  HISTOGRAM_SERIES("histogramSeries"),
  FILE("fileRef"),
  FILE_SERIES("fileRefSeries"),
  /** Files of a Neptune 2 run, as one archive file. No server that is asked has such attributes. */
  FILE_SET("fileSet"),
  /** The list of files of a Neptune 2 artifact. No server that is asked has such attributes. */
  ARTIFACT("artifact");

  private static final Map<String, AttributeType> BY_WIRE_NAME =
      Arrays.stream(values())
          .filter(type -> !type.isOfArchivesOnly())
          .collect(Collectors.toUnmodifiableMap(AttributeType::wireName, Function.identity()));
  private static final Map<String, AttributeType> BY_USER_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(AttributeType::userName, Function.identity()));

  private final String userName;
  private final String wireName;

  AttributeType(String wireName) {
    this.userName = name().toLowerCase(Locale.ROOT);
    this.wireName = wireName;
  }

  /** The name users write and read, as in {@code float_series}. */
  public String userName() {
    return userName;
  }

  /** The name on the wire, as in {@code floatSeries}. */
  public String wireName() {
    return wireName;
  }

  /** Whether an attribute of this type holds one value per step. */
  public boolean isSeries() {
    return this == FLOAT_SERIES
        || this == STRING_SERIES
        || this == HISTOGRAM_SERIES
        || this == FILE_SERIES;
  }

  /** Whether only archives of Neptune 2 projects have attributes of this type. */
  public boolean isOfArchivesOnly() {
    return this == FILE_SET || this == ARTIFACT;
  }

  /** The type with this wire name; empty for the types that clients ignore. */
  public static Optional<AttributeType> fromWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /** The type with this user's name, if there is one. */
  public static Optional<AttributeType> fromUserName(String userName) {
    return Optional.ofNullable(BY_USER_NAME.get(userName));
  }

  /** The names that users may write, in the order of this enumeration. */
  public static List<String> userNames() {
    return Arrays.stream(values())
        .filter(type -> !type.isOfArchivesOnly())
        .map(AttributeType::userName)
        .toList();
  }
}
