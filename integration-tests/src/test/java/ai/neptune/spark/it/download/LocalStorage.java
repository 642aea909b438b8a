package ai.neptune.spark.it.download;

import java.util.List;
import java.util.Map;

/** The local disk. */
final class LocalStorage implements Storage {

  @Override
  public String root() {
    return JavaProcess.WORK.resolve("local").toUri() + "/";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public List<String> unfinished(Tree destination) {
    return destination.temporaryFiles();
  }
}
