package ai.neptune.spark.download.transfer;

import ai.neptune.client.BlobSource;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.download.plan.FileReference;
import java.util.List;

/** The signed URL of one file, replaced when it has expired. */
final class FreshUrl {

  /** How often a URL is signed again while no byte arrives. */
  private static final int MAX_SIGNATURES_WITHOUT_PROGRESS = 3;

  private final BlobSource source;
  private final FileReference file;
  private SignedUrl url;
  private int signatures;

  FreshUrl(BlobSource source, FileReference file, SignedUrl url) {
    this.source = source;
    this.file = file;
    this.url = url;
  }

  SignedUrl get() {
    return url;
  }

  /** The URL has been of use. */
  void progress() {
    signatures = 0;
  }

  /**
   * Signs the file again.
   *
   * @throws FileDownloadException if that was in vain too often
   */
  void signAgain(SignedUrlRejectedException rejection) {
    if (signatures == MAX_SIGNATURES_WITHOUT_PROGRESS) {
      throw new FileDownloadException(
          "The storage refused %d signed URLs of %s in a row, without sending a byte."
              .formatted(signatures + 1, file.describe()),
          rejection);
    }
    signatures++;
    url = source.sign(List.of(file.storedFile())).get(0);
  }
}
