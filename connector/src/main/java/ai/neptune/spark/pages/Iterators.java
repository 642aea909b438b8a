package ai.neptune.spark.pages;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Iterators made of others, one item at a time. */
public final class Iterators {

  private Iterators() {}

  public static <A, B> Iterator<B> map(Iterator<A> items, Function<A, B> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return items.hasNext();
      }

      @Override
      public B next() {
        return function.apply(items.next());
      }
    };
  }

  /** The items of each in turn; none is asked for, or touched, before those before it are done. */
  public static <T> Iterator<T> concat(Iterator<? extends Iterator<? extends T>> iterators) {
    return new Iterator<>() {
      private Iterator<? extends T> current = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        while (!current.hasNext() && iterators.hasNext()) {
          current = iterators.next();
        }
        return current.hasNext();
      }

      @Override
      public T next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return current.next();
      }
    };
  }
}
