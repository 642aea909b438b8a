package ai.neptune.spark.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final long GB = 1_000_000_000;

  @Test
  void tellsFilesBytesRateAndTheTimeThatIsLeft() {
    ProgressLine quarter =
        new ProgressLine(250, 1_000, 25 * GB, 100 * GB, 25 * GB, Duration.ofMinutes(30));

    assertThat(quarter.underWay())
        .isEqualTo("250 of 1,000 files (25.0 GB of 100 GB), 13.9 MB/s, about 1 h 30 min left");
  }

  @Test
  void countsFilesAsWorkToo() {
    ProgressLine half =
        new ProgressLine(500_000, 1_000_000, 500_000, 1_000_000, 500_000, Duration.ofSeconds(90));

    assertThat(half.underWay())
        .isEqualTo(
            "500,000 of 1,000,000 files (500 KB of 1.0 MB), 5.6 KB/s, about 1 min 30 s left");
  }

  @Test
  void promisesNothingBeforeTheFirstTaskEnds() {
    assertThat(new ProgressLine(0, 10, 0, GB, 0, Duration.ofSeconds(30)).underWay())
        .isEqualTo("0 of 10 files (0 B of 1.0 GB), 0 B/s, time left unknown");
  }

  @Test
  void sumsUpAtTheEnd() {
    assertThat(new ProgressLine(3, 3, GB, GB, 600_000_000, Duration.ofSeconds(6)).atTheEnd())
        .isEqualTo("600 MB received in 6 s, 100 MB/s");
    assertThat(new ProgressLine(0, 0, 0, 0, 0, Duration.ZERO).atTheEnd())
        .isEqualTo("0 B received in 0 s, 0 B/s");
  }
}
