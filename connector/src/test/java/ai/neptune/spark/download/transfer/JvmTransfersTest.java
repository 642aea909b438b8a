package ai.neptune.spark.download.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmTransfersTest {

  private final JvmTransfers room = new JvmTransfers(40, 8);

  @Test
  void grantsWhatATaskWantsAsLongAsThereIsRoom() {
    assertThat(room.begin(30)).isEqualTo(30);
    assertThat(room.begin(30)).isEqualTo(10);
    assertThat(room.resize(30, 60)).isEqualTo(30);
    assertThat(room.resize(10, 4)).isEqualTo(4);
    assertThat(room.resize(30, 60)).isEqualTo(36);
    assertThat(room.inFlight()).isEqualTo(40);
  }

  /** No task waits for another one, which may run for hours. */
  @Test
  void letsEveryTaskBeginWithAFew() {
    for (int task = 0; task < 10; task++) {
      assertThat(room.begin(8)).isEqualTo(8);
    }
    assertThat(room.begin(3)).isEqualTo(3);
    assertThat(room.resize(8, 16)).isEqualTo(8);
    assertThat(room.inFlight()).isEqualTo(83);
  }
}
