package ai.neptune.spark.download.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.spark.download.destination.NameRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** A partition of the plan that is read twice, once to learn what it holds. */
class PlanRowsTest {

  private static final NameRules NAMES = new NameRules(true, false);

  @Test
  void knowsTheFilesThatItSawBefore() {
    List<Row> rows = rows(10, 10);

    assertThat(rows).hasSize(10);
    assertThat(DownloadPlan.file(rows.get(0), Map.of()).file()).isEqualTo(file(0));
    assertThat(rows.get(0).getString(1)).isEqualTo("E/a0");
    assertThat(rows.get(0).getString(2)).isEqualTo("e/a0");
  }

  /** As after an executor was lost, where the query gives other files each time. */
  @Test
  void noticesThatTheQueryGaveOtherFiles() {
    assertThatThrownBy(() -> rows(10, 9)).isInstanceOf(PlanChangedException.class);
    assertThatThrownBy(() -> rows(10, 1_000)).isInstanceOf(PlanChangedException.class);
    assertThatThrownBy(() -> rows(0, 1)).isInstanceOf(PlanChangedException.class);
  }

  private static List<Row> rows(int before, int now) {
    PlanPartition seen = PlanPartition.of(resolved(before));
    TaskBalance balance = TaskBalance.of(List.of(seen.chunkCosts()), before, 1, 8);
    PlanLayout layout = new PlanLayout(balance, new long[] {seen.fingerprint()}, NAMES, "id");
    List<Row> rows = new ArrayList<>();
    new PlanRows(resolved(now), layout, 0).forEachRemaining(rows::add);
    return rows;
  }

  private static ResolvedPaths resolved(int files) {
    List<Tuple2<String, byte[]>> claims = new ArrayList<>();
    new PathClaims(NAMES)
        .call(IntStream.range(0, files).mapToObj(i -> file(i).row()).iterator())
        .forEachRemaining(claims::add);
    claims.sort(Comparator.comparing(Tuple2::_1, new PlanKey.ByteOrder()));
    return new ResolvedPaths(claims.iterator(), NAMES, Set.of());
  }

  private static FileReference file(int number) {
    return new FileReference(
        "p/q", "E", null, "a" + number, null, "stored-" + number, 1L << 20, null);
  }
}
