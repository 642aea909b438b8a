package ai.neptune.testkit.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The type of an attribute, with its name for users and on the wire (docs/protocol.md, 3). */
public enum AttributeType {
  FLOAT("float", "float"),
  INT("int", "int"),
  STRING("string", "string"),
  BOOL("bool", "bool"),
  DATETIME("datetime", "datetime"),
  STRING_SET("string_set", "stringSet"),
  FLOAT_SERIES("float_series", "floatSeries"),
  STRING_SERIES("string_series", "stringSeries"),
  HISTOGRAM_SERIES("histogram_series", "histogramSeries"),
  FILE("file", "fileRef"),
  FILE_SERIES("file_series", "fileRefSeries"),
  // Types that clients ignore. They have no value that a client could read.
  EXPERIMENT_STATE("experimentState", "experimentState"),
  GIT_REF("gitRef", "gitRef"),
  COMPLEX("complex", "complex");

  private static final Map<String, AttributeType> BY_USER_NAME = new HashMap<>();
  private static final Map<String, AttributeType> BY_WIRE_NAME = new HashMap<>();

  static {
    for (AttributeType type : values()) {
      BY_USER_NAME.put(type.userName, type);
      BY_WIRE_NAME.put(type.wireName, type);
    }
  }

  private final String userName;
  private final String wireName;

  AttributeType(String userName, String wireName) {
    this.userName = userName;
    this.wireName = wireName;
  }

  /** The name that users write, such as {@code float_series}. */
  public String userName() {
    return userName;
  }

  /** The name on the wire, such as {@code floatSeries}. */
  public String wireName() {
    return wireName;
  }

  /** Whether attributes of this type are series of points. */
  public boolean isSeries() {
    return switch (this) {
      case FLOAT_SERIES, STRING_SERIES, HISTOGRAM_SERIES, FILE_SERIES -> true;
      default -> false;
    };
  }

  /** Whether clients ignore this type, which has no value on the wire. */
  public boolean isOpaque() {
    return switch (this) {
      case EXPERIMENT_STATE, GIT_REF, COMPLEX -> true;
      default -> false;
    };
  }

  /** The type of a user's name, if there is one. */
  public static Optional<AttributeType> ofUserName(String userName) {
    return Optional.ofNullable(BY_USER_NAME.get(userName));
  }

  /** The type of a wire name, if there is one. */
  public static Optional<AttributeType> ofWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }
}
