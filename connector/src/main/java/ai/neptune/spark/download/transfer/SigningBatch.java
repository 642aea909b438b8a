package ai.neptune.spark.download.transfer;

import ai.neptune.client.BlobSource;
import ai.neptune.client.SignedUrl;
import ai.neptune.client.StoredFile;
import ai.neptune.errors.FileDownloadException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.UnexpectedResponseException;
import ai.neptune.spark.download.plan.PlannedFile;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Files that are signed by one request, when the first of them needs its URL; safe for use by
 * several threads.
 */
final class SigningBatch {

  private final BlobSource source;
  private final List<PlannedFile> files;
  private final SignedUrl[] urls;
  private final NeptuneException[] failures;

  /** So that only one of those who could sign ahead does, and the others go on. */
  private final AtomicBoolean isSigningBegun = new AtomicBoolean();

  private boolean signed;
  private volatile @Nullable SigningBatch next;

  SigningBatch(BlobSource source, List<PlannedFile> files) {
    this.source = source;
    this.files = List.copyOf(files);
    this.urls = new SignedUrl[files.size()];
    this.failures = new NeptuneException[files.size()];
  }

  List<PlannedFile> files() {
    return files;
  }

  /** Tells which batch comes after this one. */
  void followedBy(SigningBatch batch) {
    next = batch;
  }

  /**
   * Signs the next batch when one half of this one is done, or earlier if many files are in flight,
   * so that nobody has to wait for it. Not sooner: URLs expire. Nor if none of this one was needed,
   * because the files were there.
   *
   * @param index the file that is done
   * @param inFlight how many files are in flight
   */
  void signNextAfter(int index, int inFlight) {
    SigningBatch following = next;
    int due = Math.max(0, Math.min(files.size() / 2, files.size() - 2 * inFlight));
    if (index >= due
        && following != null
        && isSigned()
        && following.isSigningBegun.compareAndSet(false, true)) {
      following.ensureSigned();
    }
  }

  /**
   * The URL of one of the files.
   *
   * @throws NeptuneException if it could not be signed
   */
  synchronized SignedUrl url(int index) {
    ensureSigned();
    if (failures[index] != null) {
      throw failures[index];
    }
    return urls[index];
  }

  private synchronized boolean isSigned() {
    return signed;
  }

  private synchronized void ensureSigned() {
    if (!signed) {
      sign(0, files.size());
      signed = true;
    }
  }

  /** A request that is refused is halved, so that one bad file does not fail the others. */
  private void sign(int from, int to) {
    List<StoredFile> stored =
        files.subList(from, to).stream().map(planned -> planned.file().storedFile()).toList();
    try {
      List<SignedUrl> response = source.sign(stored);
      for (int i = from; i < to; i++) {
        urls[i] = response.get(i - from);
      }
    } catch (UnexpectedResponseException | ProjectInaccessibleException e) {
      halve(from, to, e);
    } catch (NeptuneException e) {
      if (FileTransfer.isFatal(e)) {
        throw e;
      }
      Arrays.fill(failures, from, to, e);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      halve(from, to, new FileDownloadException("Cannot sign a URL: " + ErrorText.of(e), e));
    }
  }

  private void halve(int from, int to, NeptuneException failure) {
    if (to - from == 1) {
      failures[from] = failure;
      return;
    }
    int middle = (from + to) >>> 1;
    sign(from, middle);
    sign(middle, to);
  }
}
