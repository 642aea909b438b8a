package ai.neptune.archive;

import ai.neptune.archive.index.Parallel;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Does work on the threads of this JVM. */
public record LocalWork(Configuration configuration) implements Parallel {

  public LocalWork() {
    this(new Configuration());
  }

  @Override
  public <T extends Serializable, R extends Serializable> List<R> map(
      List<T> items, Work<T, R> work) {
    return items.parallelStream()
        .map(
            item -> {
              try {
                return work.apply(item, configuration);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }
}
