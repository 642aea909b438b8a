package ai.neptune.spark.download.transfer;

import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.BlobSource;
import ai.neptune.errors.ApiTokenNotProvidedException;
import ai.neptune.errors.HostUnreachableException;
import ai.neptune.errors.InvalidApiTokenException;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DestinationException;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.destination.Publisher;
import ai.neptune.spark.download.destination.WriteInterruptedException;
import ai.neptune.spark.download.plan.PlannedFile;
import ai.neptune.spark.download.plan.WrittenFile;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings files to the destination, unless they are there already; for use by several threads. */
public final class FileTransfer {

  private static final Logger LOG = LoggerFactory.getLogger(FileTransfer.class);

  private static final int BUFFER_BYTES = 256 << 10;

  private static final int MAX_WRITE_ATTEMPTS = 3;

  private static final ThreadLocal<byte[]> BUFFER =
      ThreadLocal.withInitial(() -> new byte[BUFFER_BYTES]);

  private final BlobSource source;
  private final Destination destination;
  private final Publisher publisher;
  private final Cancellation cancellation;
  private final long startedAt;
  private final boolean publishedBefore;
  private final AtomicBoolean unreachable = new AtomicBoolean();

  /**
   * @param startedAt when the download began, in milliseconds of the destination's clock
   * @param publishedBefore whether files that were modified after the start were published by an
   *     earlier attempt of the same task
   */
  public FileTransfer(
      BlobSource source,
      Destination destination,
      Publisher publisher,
      Cancellation cancellation,
      long startedAt,
      boolean publishedBefore) {
    this.source = source;
    this.destination = destination;
    this.publisher = publisher;
    this.cancellation = cancellation;
    this.startedAt = startedAt;
    this.publishedBefore = publishedBefore;
  }

  /** Whether an error concerns all files alike. */
  static boolean isFatal(NeptuneException e) {
    return e instanceof InvalidCredentialsException
        || e instanceof InvalidApiTokenException
        || e instanceof ApiTokenNotProvidedException;
  }

  BlobSource source() {
    return source;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /**
   * Brings one file of a batch to its final path.
   *
   * @param slots those of the task, one of which the caller has
   * @throws NeptuneException if no file can be fetched
   * @throws DestinationException if the destination takes no files
   */
  TransferResult transfer(SigningBatch batch, int index, TransferSlots slots) {
    cancellation.throwIfRequested();
    PlannedFile planned = batch.files().get(index);
    try {
      TransferResult earlier = earlier(planned);
      return earlier == null ? fetch(planned, batch, index, slots) : earlier;
    } catch (BlobNotFoundException e) {
      return TransferResult.failed(planned, TransferStatus.MISSING, e);
    } catch (NeptuneException e) {
      if (isFatal(e) || isUnreachable(e)) {
        throw e;
      }
      return TransferResult.failed(planned, TransferStatus.FAILED, e);
    } catch (CancellationException | DestinationException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever is wrong with this file, the others may be well.
      LOG.debug("Cannot download {}: {}", planned.file().describe(), ErrorText.of(e));
      return TransferResult.failed(planned, TransferStatus.FAILED, e);
    }
  }

  /**
   * Whether a second file failed, with none fetched in between, because nothing responds: no reason
   * to try the others. The first may have met a fault of its own.
   */
  private boolean isUnreachable(NeptuneException e) {
    return e instanceof HostUnreachableException && unreachable.getAndSet(true);
  }

  /** Fetches a file, again if it could not be written for a moment. */
  private TransferResult fetch(
      PlannedFile planned, SigningBatch batch, int index, TransferSlots slots) {
    for (int attempt = 1; ; attempt++) {
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
        unreachable.set(false);
        return new TransferResult(
            planned, TransferStatus.DOWNLOADED, received, null, written(planned));
      } catch (WriteInterruptedException e) {
        if (attempt == MAX_WRITE_ATTEMPTS) {
          throw e;
        }
        LOG.info("{}. Trying again", ErrorText.of(e));
        cancellation.throwIfRequested();
      }
    }
  }

  /** What the destination says about a file that was just published. */
  private @Nullable WrittenFile written(PlannedFile planned) {
    try {
      FileStatus status = destination.status(destination.resolve(planned.path()));
      return status == null ? null : written(status);
    } catch (IOException | RuntimeException e) {
      LOG.debug("Cannot look at {}: {}", planned.path(), ErrorText.of(e));
      return null;
    }
  }

  private static WrittenFile written(FileStatus status) {
    return new WrittenFile(
        status.getLen(),
        status.getModificationTime(),
        status instanceof EtagSource store ? store.getEtag() : null);
  }

  /** The result for a file that is at its final path already; null if it has to be fetched. */
  private @Nullable TransferResult earlier(PlannedFile planned) {
    if (planned.earlier() == null && !publishedBefore) {
      return null;
    }
    FileStatus status;
    try {
      status = destination.status(destination.resolve(planned.path()));
    } catch (IOException | RuntimeException e) {
      RuntimeException failure = publisher.failure(planned.path(), e);
      if (failure instanceof WriteInterruptedException) {
        // What cannot be looked at proves nothing.
        return null;
      }
      throw failure;
    }
    Long size = planned.file().sizeBytes();
    if (status == null || !status.isFile() || (size != null && status.getLen() != size)) {
      return null;
    }
    WrittenFile written = written(status);
    if (publishedBefore && written.modified() > startedAt) {
      return new TransferResult(planned, TransferStatus.DOWNLOADED, 0, null, written);
    }
    boolean isKept =
        size != null && planned.earlier() != null && planned.earlier().includes(written, startedAt);
    return isKept ? new TransferResult(planned, TransferStatus.KEPT, 0, null, written) : null;
  }
}
