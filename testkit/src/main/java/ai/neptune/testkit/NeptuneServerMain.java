package ai.neptune.testkit;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Runs a {@link NeptuneServer} from a shell, until it is stopped by a signal. */
public final class NeptuneServerMain {
  private static final String USAGE =
      """
      Usage: java -jar neptune-testkit.jar [options]
        --port N                      listen on 127.0.0.1:N (default 8889; 0: a free port)
        --seed FILE                   projects to hold, as JSON; may be repeated
        --access-token-lifetime SECS  default 3600
        --signed-url-lifetime SECS    default 3600
        --storage gcp|aws|azure       default gcp
        --gzip                        compress responses for clients that accept it
        --strict-limits               refuse requests larger than the reference client's
        --idle-timeout MILLIS         send 408 on idle connections, and close them
        --counters-since TIME         runs created before have no counters, for example
                                      2025-01-01T00:00:00Z
        --variant NAME                behave as some servers do; may be repeated:
                                      no-matching-count, no-attribute-type,
                                      no-int-beside-float, bad-token-400, raw-urls
      """;
  private static final int DEFAULT_PORT = 8889;

  private NeptuneServerMain() {}

  /** The options of the command line. */
  private record CommandLine(NeptuneServerOptions options, List<Path> seeds) {}

  /** Starts the server and prints its address and API token. */
  public static void main(String[] arguments) throws InterruptedException {
    CommandLine commandLine;
    try {
      commandLine = parse(new ArrayDeque<>(List.of(arguments)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    try (NeptuneServer server = NeptuneServer.start(commandLine.options())) {
      commandLine.seeds().forEach(server::addProject);
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
      System.out.println("Neptune test server at " + server.url());
      System.out.println("export NEPTUNE_API_TOKEN=" + server.apiToken());
      stopped.await();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static CommandLine parse(Deque<String> arguments) {
    NeptuneServerOptions options = NeptuneServerOptions.DEFAULTS.withPort(DEFAULT_PORT);
    List<Path> seeds = new ArrayList<>();
    while (!arguments.isEmpty()) {
      String option = arguments.pop();
      switch (option) {
        case "--port" -> options = options.withPort((int) number(option, arguments, 65535));
        case "--seed" -> seeds.add(Path.of(value(option, arguments)));
        case "--access-token-lifetime" ->
            options = options.withAccessTokenLifetime(seconds(option, arguments));
        case "--signed-url-lifetime" ->
            options = options.withSignedUrlLifetime(seconds(option, arguments));
        case "--storage" ->
            options =
                options.withStorageProvider(constant(StorageProvider.class, option, arguments));
        case "--gzip" -> options = options.withGzip(true);
        case "--strict-limits" -> options = options.withStrictLimits(true);
        case "--idle-timeout" ->
            options =
                options.withIdleTimeout(
                    Duration.ofMillis(number(option, arguments, Integer.MAX_VALUE)));
        case "--counters-since" -> options = options.withCountersSince(time(option, arguments));
        case "--variant" ->
            options = options.withVariant(constant(ServerVariant.class, option, arguments));
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new CommandLine(options, seeds);
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, String option, Deque<String> arguments) {
    String name = value(option, arguments);
    for (E constant : type.getEnumConstants()) {
      if (nameOf(constant).equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        Arrays.stream(type.getEnumConstants())
            .map(NeptuneServerMain::nameOf)
            .collect(Collectors.joining(", ", option + " must be one of ", ", not " + name)));
  }

  private static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Instant time(String option, Deque<String> arguments) {
    String text = value(option, arguments);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          option + " must be a time such as 2025-01-01T00:00:00Z, not " + text, e);
    }
  }

  private static Duration seconds(String option, Deque<String> arguments) {
    return Duration.ofSeconds(number(option, arguments, Integer.MAX_VALUE));
  }

  private static long number(String option, Deque<String> arguments, long max) {
    String text = value(option, arguments);
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " must be a number, not " + text, e);
    }
    throw new IllegalArgumentException(option + " must be from 0 to " + max + ", not " + text);
  }

  private static String value(String option, Deque<String> arguments) {
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return arguments.pop();
  }
}
