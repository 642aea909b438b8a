package ai.neptune.archive.index;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Does many pieces of work at once: on the threads of this JVM, or on a cluster. */
public interface Parallel {

  /** The results for all items, in their order. */
  <T extends Serializable, R extends Serializable> List<R> map(List<T> items, Work<T, R> work);

  /** What is done with an item, wherever that may be. */
  @FunctionalInterface
  interface Work<T, R> extends Serializable {

    R apply(T item, Configuration configuration) throws IOException;
  }
}
