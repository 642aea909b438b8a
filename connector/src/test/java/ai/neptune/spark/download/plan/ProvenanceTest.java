package ai.neptune.spark.download.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Where a file came from, of which the downloads before tell one thing and another. */
class ProvenanceTest {

  @Test
  void isWhatTheManifestTellsWheneverTheFileWasModified() {
    assertThat(of(finished("1", "here")).includes(0)).isTrue();
    assertThat(of(finished("1", "elsewhere")).includes(0)).isFalse();
    assertThat(of(null).includes(0)).isFalse();
  }

  @Test
  void isWhatAPlanTellsOnceItWasWritten() {
    Provenance planned = of(null, unfinished("2", "here", 100));

    assertThat(planned.includes(100)).isFalse();
    assertThat(planned.includes(101)).isTrue();
  }

  @Test
  void isUnknownWhenALaterPlanNamesAnotherPlace() {
    Provenance replaced = of(finished("1", "here"), unfinished("2", "elsewhere", 100));

    assertThat(replaced.includes(100)).isTrue();
    assertThat(replaced.includes(101)).isFalse();
  }

  @Test
  void isThatOfTheLaterPlanWhenTheManifestNamesAnotherPlace() {
    Provenance replaced = of(finished("1", "elsewhere"), unfinished("2", "here", 100));

    assertThat(replaced.includes(100)).isFalse();
    assertThat(replaced.includes(101)).isTrue();
  }

  @Test
  void isUnknownFromWhenPlansDisagree() {
    Provenance agreed = of(null, unfinished("1", "here", 100), unfinished("2", "elsewhere", 200));

    assertThat(agreed.includes(150)).isTrue();
    assertThat(agreed.includes(201)).isFalse();
  }

  @Test
  void doesNotDependOnPlansThatAreOlderThanTheManifest() {
    assertThat(of(finished("2", "here"), unfinished("1", "elsewhere", 100)).includes(300)).isTrue();
    assertThat(of(finished("2", "elsewhere"), unfinished("1", "here", 100)).includes(300))
        .isFalse();
  }

  private static Provenance of(Row finished, Row... unfinished) {
    return Provenance.of("here", finished, List.of(unfinished));
  }

  private static Row finished(String id, String storagePath) {
    return RowFactory.create(id, storagePath);
  }

  private static Row unfinished(String id, String storagePath, long since) {
    return RowFactory.create(id, storagePath, since);
  }
}
