package ai.neptune.spark.download.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** What earlier downloads prove about a file, by the destination's own times. */
class ProvenanceTest {

  private static final long NOW = 1_000;

  private final Map<String, DownloadSpan> spans = new HashMap<>();

  @Test
  void aFinishedDownloadProvesTheFileThatItRecorded() {
    Provenance provenance = of(finished("here", 100, 200, 150));

    assertThat(provenance.includes(file(150), NOW)).isTrue();
    assertThat(provenance.includes(file(151), NOW)).isFalse();
    assertThat(of(finished("elsewhere", 100, 200, 150)).includes(file(150), NOW)).isFalse();
    assertThat(of().includes(file(150), NOW)).isFalse();
  }

  @Test
  void anUnfinishedDownloadProvesWhatIsNewerThanItself() {
    Provenance provenance = of(unfinished("here", 100));

    assertThat(provenance.includes(file(101), NOW)).isTrue();
    // A file system that rounds its times may give an older file this one.
    assertThat(provenance.includes(file(100), NOW)).isFalse();
  }

  @Test
  void aFileThatChangedWhileTheDownloadRunsProvesNothing() {
    Provenance provenance = of(unfinished("here", 100), finished("here", 100, 200, NOW));

    assertThat(provenance.includes(file(NOW), NOW)).isFalse();
    assertThat(provenance.includes(file(NOW), NOW + 1)).isTrue();
  }

  @Test
  void anEtagIsProofWhateverTheTime() {
    Row recorded = record("here", 100, 200, new WrittenFile(5, 200, "\"a\""));
    Provenance provenance = of(recorded);

    assertThat(provenance.includes(new WrittenFile(5, 200, "\"a\""), 200)).isTrue();
    assertThat(provenance.includes(new WrittenFile(5, 200, "\"b\""), 201)).isFalse();
  }

  @Test
  void downloadsThatOverlapLeaveTheirFilesInDoubt() {
    assertThat(
            of(finished("here", 100, 200, 150), finished("elsewhere", 120, 180, 170))
                .includes(file(150), NOW))
        .isFalse();
    assertThat(
            of(finished("here", 100, 200, 150), finished("elsewhere", 151, 180, 170))
                .includes(file(150), NOW))
        .isTrue();
    // In whole seconds, the end of one is the beginning of the other.
    assertThat(
            of(finished("elsewhere", 100, 150, 120), finished("here", 150, 200, 150))
                .includes(file(150), NOW))
        .isFalse();
  }

  @Test
  void anUnfinishedDownloadFromElsewhereLeavesNewerFilesInDoubt() {
    Provenance provenance = of(finished("here", 100, 200, 150), unfinished("elsewhere", 151));
    assertThat(provenance.includes(file(150), NOW)).isTrue();

    assertThat(
            of(finished("here", 100, 200, 150), unfinished("elsewhere", 150))
                .includes(file(150), NOW))
        .isFalse();
    assertThat(of(unfinished("here", 100), unfinished("elsewhere", 120)).includes(file(110), NOW))
        .isTrue();
    assertThat(of(unfinished("here", 100), unfinished("elsewhere", 120)).includes(file(120), NOW))
        .isFalse();
  }

  @Test
  void aFinishedDownloadFromElsewhereSpoilsWhatAnUnfinishedOneMayHaveWrittenBefore() {
    Provenance provenance = of(unfinished("here", 100), finished("elsewhere", 110, 120, 115));

    assertThat(provenance.includes(file(120), NOW)).isFalse();
    assertThat(provenance.includes(file(121), NOW)).isTrue();
  }

  @Test
  void aFailedDownloadFromElsewhereMayHaveWrittenTheFileToo() {
    assertThat(
            of(finished("here", 100, 200, 150), record("elsewhere", 120, 180, null))
                .includes(file(150), NOW))
        .isFalse();
  }

  @Test
  void survivesAShuffle() {
    Provenance provenance =
        of(record("here", 1, 2, new WrittenFile(5, 2, "\"a\"")), unfinished("here", 3));

    PlannedFile planned =
        new PlannedFile(
            new FileReference("p/q", "é", null, "a".repeat(5_000), 1.5, "s", -1L, null),
            "é/a",
            provenance);
    assertThat(PlannedFile.fromBytes(planned.toBytes())).isEqualTo(planned);
    assertThat(planned.file().sizeBytes()).isNull();
  }

  private Provenance of(Row... records) {
    return Provenance.of("here", List.of(records), spans);
  }

  private static WrittenFile file(long modified) {
    return new WrittenFile(5, modified, null);
  }

  private Row finished(String path, long from, long until, long modified) {
    return record(path, from, until, file(modified));
  }

  private Row unfinished(String path, long from) {
    return record(path, from, Long.MAX_VALUE, null);
  }

  private Row record(String path, long from, long until, WrittenFile written) {
    String id = "id-" + spans.size();
    spans.put(id, new DownloadSpan(from, until));
    return written == null
        ? RowFactory.create(id, path, null, null, null)
        : RowFactory.create(id, path, written.length(), written.modified(), written.etag());
  }
}
