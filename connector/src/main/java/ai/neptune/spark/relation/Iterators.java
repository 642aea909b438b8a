package ai.neptune.spark.relation;

import java.util.Iterator;
import java.util.function.Function;

/** Iterators made of others, one item at a time. */
final class Iterators {

  private Iterators() {}

  static <A, B> Iterator<B> map(Iterator<A> items, Function<A, B> function) {
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

  /** The items of the first, then of the second; the second is not touched before. */
  static <T> Iterator<T> concat(Iterator<? extends T> first, Iterator<? extends T> second) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return first.hasNext() || second.hasNext();
      }

      @Override
      public T next() {
        return first.hasNext() ? first.next() : second.next();
      }
    };
  }
}
