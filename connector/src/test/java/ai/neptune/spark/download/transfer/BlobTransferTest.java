package ai.neptune.spark.download.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.Blob;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.plan.FileReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers of a storage that a server does not give by itself. */
@Timeout(60)
class BlobTransferTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private String published;

  @Test
  void resumesWhereTheBodyBroke() {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return request == 0
                ? blob(0, 6, "\"v1\"", broken("abc"))
                : blob(3, 3, "\"v1\"", whole("def"));
          }
        };

    assertThat(transfer(source, 6L)).isEqualTo(6);
    assertThat(published).isEqualTo("abcdef");
    assertThat(source.requests).containsExactly("0 null", "3 \"v1\"");
  }

  @Test
  void beginsAnewWhenTheBlobHasChanged() {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return request == 0
                ? blob(0, 6, "\"v1\"", broken("abc"))
                : blob(0, 6, "\"v2\"", whole("ABCDEF"));
          }
        };

    transfer(source, 6L);
    assertThat(published).isEqualTo("ABCDEF");
  }

  @Test
  void doesNotResumeByAWeakTag() {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return blob(offset, 6, "W/\"v1\"", request == 0 ? broken("abc") : whole("abcdef"));
          }
        };

    transfer(source, 6L);
    assertThat(published).isEqualTo("abcdef");
    assertThat(source.requests).containsExactly("0 null", "0 null");
  }

  @Test
  void doesNotTakeTheSameBytesOverAndOverForProgress() {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return blob(offset, 6, null, broken("abc"));
          }
        };

    assertThatThrownBy(() -> transfer(source, 6L)).hasMessage("retried for ever");
  }

  @Test
  void needsNoEndOfABodyThatIsWhole() {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return blob(0, 3, "\"v1\"", broken("abc"));
          }
        };

    transfer(source, 3L);
    assertThat(source.requests).hasSize(1);
  }

  @Test
  void takesABodyOfUnknownLengthToItsEnd() {
    ScriptedBlobs source = always(-1, "abc");

    assertThat(transfer(source, null)).isEqualTo(3);
    assertThat(transfer(source, 3L)).isEqualTo(3);
    assertThatThrownBy(() -> transfer(source, 4L))
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining("has 3 bytes")
        .hasMessageContaining("given as 4 bytes");
  }

  @Test
  void refusesAnotherSizeBeforeItReadsTheBody() {
    ScriptedBlobs source = always(7, "abcdefg");

    assertThatThrownBy(() -> transfer(source, 6L)).isInstanceOf(FileDownloadException.class);
    assertThat(written.size()).isZero();
    assertThat(published).isNull();
  }

  private long transfer(ScriptedBlobs source, Long size) {
    written.reset();
    FileReference file = new FileReference("p/q", "e", null, "a", null, "x", size, null);
    TransferSlots slots = new TransferSlots(1, "test", Splitting.DEFAULT);
    return new BlobTransfer(
            source, new Cancellation(), file, ScriptedBlobs.url(), new Kept(), new byte[2], slots)
        .run();
  }

  private static ScriptedBlobs always(long length, String text) {
    return new ScriptedBlobs() {
      @Override
      Blob response(int request, long offset) {
        return blob(offset, length, "\"v1\"", whole(text));
      }
    };
  }

  private static InputStream whole(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  /** A publication to a string. */
  private final class Kept implements Publication {

    @Override
    public void write(byte[] bytes, int length) {
      written.write(bytes, 0, length);
    }

    @Override
    public void restart() {
      written.reset();
    }

    @Override
    public void publish() {
      published = written.toString(UTF_8);
    }

    @Override
    public void close() {}
  }
}
