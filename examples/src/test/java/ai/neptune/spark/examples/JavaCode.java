package ai.neptune.spark.examples;

import static java.util.stream.Collectors.joining;

import ai.neptune.testkit.NeptuneServer;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;

/** Compiles the Java of a page as the body of one method, each block in a scope, and runs it. */
final class JavaCode {

  private static final String HEAD =
      """
      import static org.apache.spark.sql.functions.*;
      import ai.neptune.spark.Neptune;
      import ai.neptune.testkit.*;
      import java.time.Duration;
      import org.apache.spark.sql.*;

      public final class Page {
        private static SparkSession spark;
        private static NeptuneServer server;
        private static String projects;

        public static void run(SparkSession s, NeptuneServer n, String p) throws Exception {
          spark = s;
          server = n;
          projects = p;
      """;

  private JavaCode() {}

  static void run(
      List<String> blocks, Path folder, SparkSession spark, NeptuneServer server, String projects)
      throws Exception {
    compile(
        HEAD + blocks.stream().map(block -> "{" + block + "}").collect(joining()) + "}}", folder);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, Thread.currentThread().getContextClassLoader())) {
      loader
          .loadClass("Page")
          .getMethod("run", SparkSession.class, NeptuneServer.class, String.class)
          .invoke(null, spark, server, projects);
    } catch (InvocationTargetException e) {
      throw new AssertionError("The Java of the page failed", e.getCause());
    }
  }

  private static void compile(String source, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-nowarn");
    boolean compiled =
        compiler.getTask(messages, null, null, options, null, List.of(new Source(source))).call();
    if (!compiled) {
      throw new AssertionError("The Java of the page does not compile:\n" + messages);
    }
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String content;

    Source(String content) {
      super(URI.create("string:///Page.java"), Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
