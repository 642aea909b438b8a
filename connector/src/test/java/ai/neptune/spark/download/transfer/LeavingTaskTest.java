package ai.neptune.spark.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.errors.FileDownloadException;
import java.io.IOException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

class LeavingTaskTest {

  @Test
  void keepsAnExceptionThatShowsNoSecret() {
    RuntimeException harmless = new FileDownloadException("gone", new IOException("no disk"));

    assertThat(LeavingTask.withoutSecrets(harmless)).isSameAs(harmless);
  }

  /** Libraries quote what they cannot parse. */
  @Test
  void keepsOnlyTheWordsOfAnExceptionWhoseCausesShowASecret() {
    IOException quoting = new IOException("bad header line: x-access-token: planted-9f3a");
    quoting.addSuppressed(new IOException("https://storage/x?signature=planted-77"));
    RuntimeException failure = new IllegalStateException("cannot read", quoting);

    RuntimeException shown = LeavingTask.withoutSecrets(failure);

    assertThat(shown).hasMessage("cannot read").hasNoCause();
    assertThat(Throwables.getStackTrace(shown)).doesNotContain("planted");
    assertThat(shown.getStackTrace()).isEqualTo(failure.getStackTrace());
  }
}
