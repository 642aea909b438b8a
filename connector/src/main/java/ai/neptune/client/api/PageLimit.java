package ai.neptune.client.api;

import ai.neptune.client.ValuesQuery;

/**
 * How many values to ask for in a page: fewer after a page that did not fit into memory, and slowly
 * more again after pages that did. Safe for use by several threads.
 */
final class PageLimit {

  private static final int SHORTER = 10;
  private static final int LONGER = 2;
  private static final int PAGES_UNTIL_LONGER = 8;

  private int limit = ValuesQuery.MAX_LIMIT;
  private int fitted;

  synchronized int get() {
    return limit;
  }

  synchronized void didNotFit(int asked) {
    limit = Math.min(limit, Math.max(1, asked / SHORTER));
    fitted = 0;
  }

  synchronized void didFit() {
    fitted++;
    if (fitted >= PAGES_UNTIL_LONGER) {
      limit = Math.min(ValuesQuery.MAX_LIMIT, limit * LONGER);
      fitted = 0;
    }
  }
}
