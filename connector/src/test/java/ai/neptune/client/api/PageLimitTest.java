package ai.neptune.client.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PageLimitTest {

  @Test
  void pagesBecomeShorterAtOnceAndLongerSlowly() {
    PageLimit limit = new PageLimit();
    limit.didNotFit(10_000);
    limit.didNotFit(10_000);
    assertThat(limit.get()).isEqualTo(1_000);
    limit.didNotFit(5);
    assertThat(limit.get()).isEqualTo(1);
    limit.didFit();
    assertThat(limit.get()).isEqualTo(1);
    for (int page = 0; page < 200; page++) {
      limit.didFit();
    }
    assertThat(limit.get()).isEqualTo(10_000);
  }
}
