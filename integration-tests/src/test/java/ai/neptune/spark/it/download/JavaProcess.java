package ai.neptune.spark.it.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java program in a process of its own, whose output is kept in a file and can be waited for. */
final class JavaProcess implements AutoCloseable {

  /** Where logs and other files of the tests are. */
  static final Path WORK = Path.of(System.getProperty("tests.work", "target/downloads"));

  private static final long MAX_WAIT_SECONDS = 120;
  private static final String END = "\0";

  private final String name;
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private JavaProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts a program.
   *
   * @param name of the file that gets its output
   * @param arguments all that follows {@code java}
   */
  static JavaProcess start(String name, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      JavaProcess started = new JavaProcess(name, builder.start());
      Thread reader = new Thread(started::read, "output of " + name);
      reader.setDaemon(true);
      reader.start();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line of the output in which a pattern is found. */
  Matcher await(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
    while (true) {
      String line = next(deadline);
      assertThat(line).as("'%s' of %s, see its log", pattern, name).isNotNull().isNotEqualTo(END);
      Matcher matcher = wanted.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  /** Waits for the program's end. */
  int awaitExit() {
    try {
      assertThat(process.waitFor(MAX_WAIT_SECONDS, TimeUnit.SECONDS)).as(name + " ends").isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the process and those that it started at once, as a machine that fails does. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().completeOnTimeout(handle, 10, TimeUnit.SECONDS).join());
  }

  private String next(long deadline) {
    try {
      return lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader(UTF_8);
        PrintWriter log =
            new PrintWriter(Files.newBufferedWriter(WORK.resolve(name + ".log")), true)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        log.println(line);
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("The output broke: " + e);
    }
    lines.add(END);
  }
}
