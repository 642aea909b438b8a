package ai.neptune.client.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of this JVM that watches over requests and connections. It ends when there have
 * been none for a while. Its tasks have to be short, and may not throw.
 */
final class HttpScheduler {

  private static final long IDLE_SECONDS = 60;

  private static final ScheduledThreadPoolExecutor SCHEDULER = scheduler();

  private HttpScheduler() {}

  /** Runs something repeatedly, until it is cancelled. */
  static Future<?> every(Duration interval, Runnable task) {
    return SCHEDULER.scheduleWithFixedDelay(
        task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs something once. */
  static Future<?> after(Duration delay, Runnable task) {
    return SCHEDULER.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor scheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "neptune-http-scheduler");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    scheduler.allowCoreThreadTimeOut(true);
    return scheduler;
  }
}
