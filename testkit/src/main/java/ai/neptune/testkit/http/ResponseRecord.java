package ai.neptune.testkit.http;

/** Records one response in the log, once. */
final class ResponseRecord {
  private final RequestLog log;
  private final RequestKind kind;
  private final String path;
  private boolean finished;

  ResponseRecord(RequestLog log, RequestKind kind, String path) {
    this.log = log;
    this.kind = kind;
    this.path = path;
  }

  void sent(long bytes) {
    log.sent(bytes);
  }

  /** Only the first call counts. */
  void finished(int status) {
    if (!finished) {
      finished = true;
      log.finished(kind, path, status);
    }
  }
}
