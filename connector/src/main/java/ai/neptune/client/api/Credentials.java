package ai.neptune.client.api;

import ai.neptune.client.http.Cancellation;
import ai.neptune.errors.InvalidCredentialsException;
import ai.neptune.errors.NeptuneException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token for one API token and server, shared by all threads. One thread at a time
 * requests a new access token; the others wait for it.
 */
final class Credentials {

  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;

  private volatile @Nullable AccessToken current;

  Credentials(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * An access token that has not expired: the current one, a refreshed one, or a new one.
   *
   * @throws IOException if there is no access token now, but trying again may help
   * @throws InvalidCredentialsException if the server rejects the API token
   */
  AccessToken access(TokenExchange exchange) throws IOException {
    AccessToken token = current;
    if (token != null && !token.isExpired(clock.instant())) {
      return token;
    }
    lock();
    try {
      token = current;
      if (token == null) {
        token = exchange.exchange();
      } else if (token.isExpired(clock.instant())) {
        token = renew(token, exchange);
      }
      current = token;
      return token;
    } finally {
      lock.unlock();
    }
  }

  /** Drops an access token that the server rejected, unless it has been replaced already. */
  void reject(AccessToken rejected) {
    lock();
    try {
      if (rejected.equals(current)) {
        current = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits while another thread requests a token, which may take as long as any request. */
  private void lock() {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      throw Cancellation.of(e);
    }
  }

  private AccessToken renew(AccessToken expired, TokenExchange exchange) throws IOException {
    if (expired.isRefreshable(exchange.server())) {
      try {
        return exchange.refresh(expired, clock.instant());
      } catch (IOException | NeptuneException e) {
        LOG.info("The access token could not be refreshed; requesting a new one: {}", e.toString());
      }
    }
    return exchange.exchange();
  }
}
