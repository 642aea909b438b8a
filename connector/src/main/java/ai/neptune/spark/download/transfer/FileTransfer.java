package ai.neptune.spark.download.transfer;

import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.BlobSource;
import ai.neptune.errors.ApiTokenNotProvidedException;
import ai.neptune.errors.InvalidApiTokenException;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DestinationException;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.download.plan.PlannedFile;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;

/**
 * Brings files to the destination, unless they are there already; safe for use by several threads.
 *
 * @param publishedSince files that were modified after this time, in milliseconds of the
 *     destination's clock, were published by an earlier attempt of the same task; {@link
 *     #FIRST_ATTEMPT} if there was none
 */
public record FileTransfer(
    BlobSource source,
    Destination destination,
    Publisher publisher,
    Cancellation cancellation,
    long publishedSince) {

  public static final long FIRST_ATTEMPT = Long.MAX_VALUE;

  private static final int BUFFER_BYTES = 256 << 10;

  private static final ThreadLocal<byte[]> BUFFER =
      ThreadLocal.withInitial(() -> new byte[BUFFER_BYTES]);

  /** Whether an error concerns all files alike. */
  static boolean isFatal(NeptuneException e) {
    return e instanceof InvalidCredentialsException
        || e instanceof InvalidApiTokenException
        || e instanceof ApiTokenNotProvidedException;
  }

  /**
   * Brings one file of a batch to its final path.
   *
   * @param slots those of the task, of which the caller has one
   * @throws NeptuneException if no file can be had
   * @throws DestinationException if the destination takes no files
   */
  TransferResult transfer(SigningBatch batch, int index, TransferSlots slots) {
    cancellation.throwIfRequested();
    PlannedFile planned = batch.files().get(index);
    try {
      TransferStatus earlier = earlier(planned);
      if (earlier != null) {
        return new TransferResult(planned, earlier, 0, null);
      }
      try (Publication publication = publisher.begin(planned.path())) {
        long received =
            new BlobTransfer(
                    source,
                    cancellation,
                    planned.file(),
                    batch.url(index),
                    publication,
                    BUFFER.get(),
                    slots)
                .run();
        return new TransferResult(planned, TransferStatus.DOWNLOADED, received, null);
      }
    } catch (BlobNotFoundException e) {
      return new TransferResult(planned, TransferStatus.MISSING, 0, ErrorText.of(e));
    } catch (NeptuneException e) {
      if (isFatal(e)) {
        throw e;
      }
      return new TransferResult(planned, TransferStatus.FAILED, 0, ErrorText.of(e));
    }
  }

  /** How the file came to its final path before, or null if it has to be fetched. */
  private TransferStatus earlier(PlannedFile planned) {
    if (planned.earlier() == null && publishedSince == FIRST_ATTEMPT) {
      return null;
    }
    FileStatus status;
    try {
      status = destination.status(destination.resolve(planned.path()));
    } catch (IOException e) {
      throw publisher.failure(planned.path(), e);
    }
    Long size = planned.file().sizeBytes();
    if (status == null || !status.isFile() || (size != null && status.getLen() != size)) {
      return null;
    }
    if (status.getModificationTime() > publishedSince) {
      return TransferStatus.DOWNLOADED;
    }
    boolean isKept =
        size != null
            && planned.earlier() != null
            && planned.earlier().includes(status.getModificationTime());
    return isKept ? TransferStatus.KEPT : null;
  }
}
