package ai.neptune.testkit;

/** Ways in which Neptune servers differ, for tests of clients that must cope with them. */
public enum ServerVariant {
  /** Searches leave out {@code matching_item_count}, so that it reads as 0. */
  NO_MATCHING_COUNT,
  /** Attributes have no type name: the message that is present shows their type. */
  NO_ATTRIBUTE_TYPE,
  /** A name that is float in one run and int in another has the definition of the float only. */
  NO_INT_BESIDE_FLOAT,
  /** The token exchange rejects an unknown API token with 400 and a message, not with 401. */
  BAD_TOKEN_400,
  /**
   * Signed URLs contain the characters {@code | [ ] ^ { }} and the back-tick of a storage path as
   * they are, and requests may, too.
   */
  RAW_URLS
}
