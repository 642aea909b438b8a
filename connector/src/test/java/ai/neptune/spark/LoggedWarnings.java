package ai.neptune.spark;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The warnings that the connector logs from now on, until it is closed. */
public final class LoggedWarnings implements AutoCloseable {

  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final Recorder recorder = new Recorder(messages);

  /** Begins to record. */
  public LoggedWarnings() {
    recorder.start();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().addAppender(recorder, Level.WARN, null);
    context.updateLoggers();
  }

  /** The messages so far. */
  public List<String> messages() {
    return messages;
  }

  @Override
  public void close() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    context.getConfiguration().getRootLogger().removeAppender(recorder.getName());
    context.updateLoggers();
    recorder.stop();
  }

  private static final class Recorder extends AbstractAppender {

    private final List<String> messages;

    Recorder(List<String> messages) {
      super("recorded-warnings", null, null, true, Property.EMPTY_ARRAY);
      this.messages = messages;
    }

    @Override
    public void append(LogEvent event) {
      if (event.getLoggerName().startsWith("ai.neptune")) {
        messages.add(event.getMessage().getFormattedMessage());
      }
    }
  }
}
