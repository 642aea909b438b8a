package ai.neptune.testkit.http;

/** What a request is for. */
public enum RequestKind {
  /** A request whose responses are pages by token: definitions, values, points of other series. */
  PAGED_BY_TOKEN,
  /** A request for signed URLs. */
  SIGNING,
  /** The transfer of a blob. */
  BLOB,
  /** Any other request of the API. */
  OTHER
}
