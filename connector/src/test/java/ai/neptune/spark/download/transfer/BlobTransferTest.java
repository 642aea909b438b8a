package ai.neptune.spark.download.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.client.Blob;
import ai.neptune.client.RangeNotSatisfiableException;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.plan.FileReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of a storage that a server does not send by itself. */
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

  /** Some stores ignore {@code If-Range}. */
  @ParameterizedTest
  @CsvSource({"'\"v2\"', monday, 6", "'\"v1\"', tuesday, 6", "'\"v1\"', monday, 7", ", monday, 6"})
  void mixesNoVersionsWhenTheRestIsOfAnother(String etag, String lastModified, long total) {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return switch (request) {
              case 0 -> blob(0, 6, 6, "\"v1\"", "monday", broken("abc"));
              case 1 -> blob(3, total - 3, total, etag, lastModified, whole("DEF"));
              default -> blob(0, 6, 6, etag, lastModified, whole("ABCDEF"));
            };
          }
        };

    transfer(source, null);
    assertThat(published).isEqualTo("ABCDEF");
    assertThat(source.requests).containsExactly("0 null", "3 \"v1\"", "0 null");
  }

  @ParameterizedTest
  @ValueSource(longs = {6, -1})
  void asksForTheRestWhenARangeIsShorterThanAskedFor(long total) {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return switch (request) {
              case 0 -> blob(0, -1, -1, "\"v1\"", null, broken("ab"));
              case 1 -> blob(2, 2, total, "\"v1\"", null, whole("cd"));
              case 2 -> blob(4, 2, total, "\"v1\"", null, whole("ef"));
              default -> throw new RangeNotSatisfiableException("no more", 6);
            };
          }
        };

    assertThat(transfer(source, null)).isEqualTo(6);
    assertThat(published).isEqualTo("abcdef");
    // Without a total, only the end itself says that there is no more.
    assertThat(source.requests).hasSize(total < 0 ? 4 : 3);
  }

  @Test
  void takesTheEndOfABlobForTheEndOfTheFile() {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            if (request == 1) {
              throw new RangeNotSatisfiableException("no more", -1);
            }
            return blob(0, -1, "\"v1\"", broken("abc"));
          }
        };

    assertThat(transfer(source, null)).isEqualTo(3);
    assertThat(published).isEqualTo("abc");
  }

  @Test
  void beginsAnewWhenTheBlobBecameShorter() {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return switch (request) {
              case 0 -> blob(0, 6, 6, "\"v1\"", null, broken("abc"));
              case 1 -> throw new RangeNotSatisfiableException("no more", 2);
              default -> blob(0, 2, 2, "\"v2\"", null, whole("AB"));
            };
          }
        };

    transfer(source, null);
    assertThat(published).isEqualTo("AB");
  }

  /** The storage does not say how long the blob is, but has said so before. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 3})
  void takesHalfABlobForNoFileWhenTheStorageHasNoMoreOfIt(long total) {
    ScriptedBlobs source =
        new ScriptedBlobs() {
          @Override
          Blob response(int request, long offset) {
            return switch (request) {
              case 0 -> blob(0, 6, "\"v1\"", broken("abc"));
              case 1 -> throw new RangeNotSatisfiableException("no more", total);
              default -> blob(0, 6, "\"v2\"", whole("ABCDEF"));
            };
          }
        };

    transfer(source, null);
    assertThat(published).isEqualTo("ABCDEF");
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
