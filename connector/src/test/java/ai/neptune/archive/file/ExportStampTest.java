package ai.neptune.archive.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExportStampTest {

  private static final ExportStamp STAMP = new ExportStamp("e1", "team/p", "r", 3);

  @Test
  void isReadFromTheFooterThatItIsWrittenTo() {
    assertThat(ExportStamp.in(STAMP.toFooter())).contains(STAMP);
  }

  @Test
  void isNotThereWhenAnEntryOfTheFooterIsMissingOrDamaged() {
    for (String key : STAMP.toFooter().keySet()) {
      Map<String, String> footer = new HashMap<>(STAMP.toFooter());
      footer.remove(key);
      assertThat(ExportStamp.in(footer)).as(key).isEmpty();
    }
    Map<String, String> damaged = new HashMap<>(STAMP.toFooter());
    damaged.put("ai.neptune.export.parts", "three");
    assertThat(ExportStamp.in(damaged)).isEmpty();
    assertThat(ExportStamp.in(Map.of())).isEmpty();
  }
}
