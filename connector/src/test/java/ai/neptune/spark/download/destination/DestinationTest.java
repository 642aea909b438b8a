package ai.neptune.spark.download.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.errors.FileDownloadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"file:/data/my exports", "s3a://bucket/", "s3a://bucket", "hdfs://n:8020/a"})
  void namesAFileAsHadoopDoes(String root) {
    Destination destination =
        new Destination(new RawLocalFileSystem(), new org.apache.hadoop.fs.Path(root));

    assertThat(destination.fullPath("é 1/b_~0.txt"))
        .isEqualTo(destination.resolve("é 1/b_~0.txt").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/x, org.apache.hadoop:hadoop-aws:",
    "s3://bucket/x, s3a://bucket/x",
    "gs://bucket/x, gcs-connector",
    "http://host/x, cannot be written over http",
    "nosuch://x/y, Check its spelling"
  })
  void saysWhatToDoAboutASchemeWithoutFileSystem(String uri, String advice) {
    assertThatThrownBy(() -> Destination.of(uri, new Configuration()))
        .isInstanceOf(FileDownloadException.class)
        .hasMessageContaining(uri)
        .hasMessageContaining(advice);
  }

  /** Java would write such names with question marks, or not at all. */
  @Test
  void aNameThatTheLocaleCannotWriteIsOneFailedFile(@TempDir Path directory) throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InPoorLocale.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    java.environment().put("LC_ALL", "C");
    assertThat(java.start().waitFor()).isZero();

    assertThat(Files.readString(directory.resolve("output")))
        .contains("file: FileDownloadException")
        .contains("root: FileDownloadException")
        .contains("LC_ALL=C.UTF-8");
    assertThat(directory.resolve("plain/a.txt")).hasContent("x");
  }

  /** Writes a file with an ordinary name, and one whose name has letters beyond ASCII. */
  static final class InPoorLocale {

    private InPoorLocale() {}

    public static void main(String[] arguments) throws IOException {
      Configuration hadoop = new Configuration();
      Destination destination = Destination.of(arguments[0], hadoop);
      Publisher publisher =
          Publisher.of(destination, destination.resolve("_neptune/x/tmp"), "0-1", hadoop);
      publish(publisher, "plain/a.txt");
      try {
        publish(publisher, "gr\u00fcn/a.txt");
      } catch (RuntimeException e) {
        System.out.println("file: " + e.getClass().getSimpleName() + " " + e.getMessage());
      }
      try {
        Destination.of(arguments[0] + "/gr\u00fcn", hadoop);
      } catch (RuntimeException e) {
        System.out.println("root: " + e.getClass().getSimpleName() + " " + e.getMessage());
      }
    }

    private static void publish(Publisher publisher, String path) {
      try (Publication publication = publisher.begin(path)) {
        publication.write(new byte[] {'x'}, 1);
        publication.publish();
      }
    }
  }

  /** Else each task would leave a file system behind, with its threads and connections. */
  @Test
  void closesOnlyAFileSystemOfItsOwn() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.closing.impl", ClosingFileSystem.class, FileSystem.class);
    Destination shared = Destination.of("closing:/tmp", hadoop);
    shared.close();
    assertThat(((ClosingFileSystem) shared.fileSystem()).closed).isFalse();

    hadoop.setBoolean("fs.closing.impl.disable.cache", true);
    Destination own = Destination.of("closing:/tmp", hadoop);
    own.close();
    assertThat(((ClosingFileSystem) own.fileSystem()).closed).isTrue();
  }

  /** A file system that remembers whether it was closed. */
  public static final class ClosingFileSystem extends PlainFileSystem {

    private boolean closed;

    @Override
    public void close() throws IOException {
      closed = true;
      super.close();
    }
  }

  @Test
  void resolvesNothingToItsRoot() {
    Destination destination = Destination.of("file:/tmp", new Configuration());

    assertThat(destination.resolve("")).isEqualTo(destination.root());
  }
}
