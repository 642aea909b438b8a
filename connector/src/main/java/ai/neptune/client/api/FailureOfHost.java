package ai.neptune.client.api;

import org.jspecify.annotations.Nullable;

/** A failure of a request that may be the host's, rather than the request's own. */
interface FailureOfHost {

  /** For how long its host has failed; null if nobody counts, or where a failure was sent to. */
  @Nullable Outage outage();
}
