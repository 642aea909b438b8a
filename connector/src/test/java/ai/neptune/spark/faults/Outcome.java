package ai.neptune.spark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ai.neptune.client.BlobNotFoundException;
import ai.neptune.client.SignedUrlRejectedException;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.NeptuneException;
import ai.neptune.errors.ProjectInaccessibleException;
import ai.neptune.errors.RetriesExhaustedException;
import ai.neptune.errors.UnexpectedResponseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;

/**
 * What may come of a fault: the right response, or an error that says what happened and to what.
 */
enum Outcome {
  /** As without the fault, nothing lost and nothing twice. */
  ROWS(null),
  EXHAUSTED(
      RetriesExhaustedException.class, "failed", "retrySoftTimeout", "retryHardTimeout", "last"),
  UNEXPECTED(UnexpectedResponseException.class, "the server answered"),
  /** What leads back to a page is never read twice, be it ever so short a circle. */
  CIRCLE(UnexpectedResponseException.class, "he server gave the same page"),
  REJECTED(InvalidCredentialsException.class, "rejected", "API token"),
  REFUSED(InvalidCredentialsException.class, "rejected the access", "user"),
  INACCESSIBLE(ProjectInaccessibleException.class, FaultedServer.PROJECT, "Check its name"),
  NOT_HTTP(UnexpectedResponseException.class, "cannot be fetched"),
  STORAGE(UnexpectedResponseException.class, "The storage", "/files/a"),
  MISSING(BlobNotFoundException.class, "The storage holds no file", "/files/a"),
  SIGNATURES(SignedUrlRejectedException.class, "signature", "/files/a");

  private final Class<? extends NeptuneException> thrown;

  @SuppressWarnings("ImmutableEnumChecker") // an array that nobody is given
  private final String[] words;

  Outcome(Class<? extends NeptuneException> thrown, String... words) {
    this.thrown = thrown;
    this.words = words;
  }

  /** Requires that this is what came of a fault. */
  void verify(FaultedRequest request, Result result, List<String> right) {
    if (thrown == null) {
      if (result.failure() != null) {
        throw new AssertionError("It should have recovered", result.failure());
      }
      assertThat(result.rows()).isEqualTo(right);
      return;
    }
    assertThat(result.rows()).as("rows in spite of the fault").isNull();
    Throwable failure = innermostOfOurs(result.failure());
    assertThat(failure).isInstanceOf(thrown).hasMessageContainingAll(words);
    if (this == EXHAUSTED || this == UNEXPECTED) {
      assertThat(failure).hasMessageContaining(request.words()).hasMessageNotContaining(": null");
    }
    Throwable travelled = roundTrip(failure);
    assertThat(travelled).isInstanceOf(thrown).hasMessage(failure.getMessage());
  }

  /** Patience for as many attempts as faults come, or hardly any if they never end. */
  boolean needsPatience() {
    return this != EXHAUSTED;
  }

  /**
   * What came of it.
   *
   * @param rows the response, or null
   * @param failure what was thrown, or null
   */
  record Result(List<String> rows, Throwable failure) {}

  private static Throwable innermostOfOurs(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof NeptuneException) {
        return cause;
      }
    }
    return thrown;
  }

  private static Throwable roundTrip(Throwable failure) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new ObjectOutputStream(bytes).writeObject(failure);
      assertThat(bytes.size()).as("bytes of the exception").isLessThan(100_000);
      return (Throwable)
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError("It cannot be sent to the driver", e);
    }
  }
}
