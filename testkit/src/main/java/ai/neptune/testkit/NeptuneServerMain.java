package ai.neptune.testkit;

import ai.neptune.testkit.api.StorageProvider;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Runs a {@link NeptuneServer} from a shell, until it is stopped by a signal. */
public final class NeptuneServerMain {
  private static final String USAGE =
      """
      Usage: java -jar neptune-testkit.jar [options]
        --port N                      listen on 127.0.0.1:N (default 8889; 0: a free port)
        --seed FILE                   projects to hold, as JSON; may be repeated
        --access-token-lifetime SECS  default 3600
        --signed-url-lifetime SECS    default 3600
        --storage gcp|aws             default gcp
        --gzip                        compress answers for clients that accept it
      """;
  private static final int DEFAULT_PORT = 8889;

  private NeptuneServerMain() {}

  /** What the command line says. */
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
        case "--storage" -> options = options.withStorageProvider(provider(option, arguments));
        case "--gzip" -> options = options.withGzip(true);
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    return new CommandLine(options, seeds);
  }

  private static StorageProvider provider(String option, Deque<String> arguments) {
    try {
      return StorageProvider.valueOf(value(option, arguments).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + " must be gcp or aws", e);
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
