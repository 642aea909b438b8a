package ai.neptune.spark.download.destination;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.errors.FileDownloadException;
import ai.neptune.spark.download.LocalDownload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing in place, by rename on a local disk, and by rename where there is no better one. */
class PublisherTest {

  @TempDir Path directory;

  private final Configuration hadoop = new Configuration();

  @BeforeEach
  void registerFileSystems() {
    hadoop.setClass(
        "fs.abortable.impl", AbortableFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    hadoop.setClass(
        "fs.faulty.impl", FaultyFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    hadoop.setClass("fs.plain.impl", PlainFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "plain", "abortable"})
  void showsAFileOnlyWhenItIsPublished(String scheme) throws IOException {
    try (Publication publication = begin(scheme, "a/b.txt")) {
      publication.write("new".getBytes(UTF_8), 3);
      assertThat(directory.resolve("a/b.txt")).doesNotExist();
      publication.publish();
    }

    assertThat(directory.resolve("a/b.txt")).hasContent("new");
    assertThat(LocalDownload.filesBelow(directory)).containsExactly("a/b.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "plain", "abortable"})
  void replacesAFile(String scheme) throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.writeString(directory.resolve("a/b.txt"), "older and longer");
    try (Publication publication = begin(scheme, "a/b.txt")) {
      publication.write("new".getBytes(UTF_8), 3);
      assertThat(directory.resolve("a/b.txt")).hasContent("older and longer");
      publication.publish();
    }

    assertThat(directory.resolve("a/b.txt")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "plain", "abortable"})
  void leavesNothingWhenItIsGivenUp(String scheme) throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.writeString(directory.resolve("a/b.txt"), "old");
    try (Publication publication = begin(scheme, "a/b.txt")) {
      publication.write("new".getBytes(UTF_8), 3);
    }

    assertThat(LocalDownload.filesBelow(directory)).containsExactly("a/b.txt");
    assertThat(directory.resolve("a/b.txt")).hasContent("old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "plain", "abortable"})
  void beginsAnewWhenRestarted(String scheme) throws IOException {
    try (Publication publication = begin(scheme, "a/b.txt")) {
      publication.write("half of it".getBytes(UTF_8), 10);
      publication.restart();
      publication.write("new".getBytes(UTF_8), 3);
      publication.publish();
    }

    assertThat(LocalDownload.filesBelow(directory)).containsExactly("a/b.txt");
    assertThat(directory.resolve("a/b.txt")).hasContent("new");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "plain", "abortable"})
  void publishesAnEmptyFile(String scheme) throws IOException {
    try (Publication publication = begin(scheme, "a/b.txt")) {
      publication.publish();
    }

    assertThat(directory.resolve("a/b.txt")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "plain", "abortable"})
  void refusesAPlaceThatADirectoryHas(String scheme) throws IOException {
    Files.createDirectories(directory.resolve("a/b.txt/c"));
    try (Publication publication = begin(scheme, "a/b.txt")) {
      assertThatThrownBy(
              () -> {
                publication.write("new".getBytes(UTF_8), 3);
                publication.publish();
              })
          .isInstanceOf(FileDownloadException.class)
          .hasMessageContaining("b.txt is a directory");
    }

    assertThat(LocalDownload.filesBelow(directory)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "plain"})
  void refusesAPlaceBelowAFile(String scheme) throws IOException {
    Files.writeString(directory.resolve("a"), "file");
    try (Publication publication = begin(scheme, "a/b.txt")) {
      publication.write("new".getBytes(UTF_8), 3);
      assertThatThrownBy(publication::publish)
          .isInstanceOf(FileDownloadException.class)
          .hasMessageContaining("/a is a file");
    }

    assertThat(LocalDownload.filesBelow(directory)).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file"})
  void removesTheChecksumOfAFileItReplaces(String scheme) throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.writeString(directory.resolve("a/b.txt"), "old");
    Files.writeString(directory.resolve("a/.b.txt.crc"), "checksum");
    try (Publication publication = begin(scheme, "a/b.txt")) {
      publication.write("new".getBytes(UTF_8), 3);
      publication.publish();
    }

    assertThat(LocalDownload.filesBelow(directory)).containsExactly("a/b.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file"})
  void publishesUnderTheLongestNameThereIs(String scheme) throws IOException {
    String longest = "x".repeat(255);
    try (Publication publication = begin(scheme, longest)) {
      publication.publish();
    }

    assertThat(LocalDownload.filesBelow(directory)).containsExactly(longest);
  }

  /** The old file is moved aside first; what then happens to the new one must not lose both. */
  @Test
  void losesNoFileWhoseSuccessorDoesNotGetThere() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.writeString(directory.resolve("a/b.txt"), "old");
    FaultyFileSystem.fail(
        Integer.MAX_VALUE,
        "the rename failed",
        (operation, path) ->
            operation.equals("rename")
                && path.toString().endsWith("/a/b.txt")
                && !path.toString().contains("/aside/"));
    try (Publication publication = begin("faulty", "a/b.txt")) {
      publication.write("new".getBytes(UTF_8), 3);
      assertThatThrownBy(publication::publish).hasMessageContaining("the rename failed");
    }
    FaultyFileSystem.fail(0, "", (operation, path) -> false);

    // Not even the way back was open: the next who cleans up takes it.
    assertThat(directory.resolve("a/b.txt")).doesNotExist();
    Destination destination = Destination.of("faulty:" + directory, hadoop);
    SetAside.restoreAll(destination, destination.resolve("_neptune/id/tmp"));
    assertThat(directory.resolve("a/b.txt")).hasContent("old");
  }

  @Test
  void putsAFileBackWhoseSuccessorCannotBeRenamed() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.writeString(directory.resolve("a/b.txt"), "old");
    FaultyFileSystem.fail(
        1,
        "the rename failed",
        (operation, path) ->
            operation.equals("rename")
                && path.toString().equals("faulty:" + directory + "/a/b.txt"));
    try (Publication publication = begin("faulty", "a/b.txt")) {
      publication.write("new".getBytes(UTF_8), 3);
      assertThatThrownBy(publication::publish)
          .isInstanceOf(WriteInterruptedException.class)
          .hasMessageContaining("the rename failed");
    }

    assertThat(LocalDownload.filesBelow(directory)).containsExactly("a/b.txt");
    assertThat(directory.resolve("a/b.txt")).hasContent("old");
  }

  @Test
  void givesLocalFilesThePermissionsThatHadoopWouldGive() throws IOException {
    hadoop.set("fs.permissions.umask-mode", "027");
    try (Publication publication = begin("file", "a/b.txt")) {
      publication.publish();
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a"))))
        .isEqualTo("rwxr-x---");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("a/b.txt"))))
        .isEqualTo("rw-r-----");
  }

  @ParameterizedTest
  @CsvSource({
    "No space left on device, DestinationException",
    "KeyTooLongError: Your key is too long, FileDownloadException",
    "the network went away, WriteInterruptedException"
  })
  void distinguishesTroubleWithOneFileFromThatOfTheDestination(String message, String expected)
      throws IOException {
    FaultyFileSystem.fail(
        1, message, (operation, path) -> operation.equals("rename") && path.getName().equals("b"));
    try (Publication publication = begin("faulty", "b")) {
      assertThatThrownBy(publication::publish)
          .hasMessageContaining(message)
          .extracting(e -> e.getClass().getSimpleName())
          .isEqualTo(expected);
    }
  }

  /** S3 does not even say whether there is a file with a key that is too long. */
  @ParameterizedTest
  @CsvSource({
    "Bad Request, WriteInterruptedException",
    "KeyTooLongError: Your key is too long, FileDownloadException"
  })
  void aStoreThatRefusesToLookForANameRefusesOneFile(String message, String expected)
      throws IOException {
    try (Publication publication = begin("faulty", "a/b")) {
      FaultyFileSystem.fail(
          Integer.MAX_VALUE, message, (operation, path) -> path.getName().equals("b"));
      assertThatThrownBy(publication::publish)
          .hasMessageContaining(message)
          .extracting(e -> e.getClass().getSimpleName())
          .isEqualTo(expected);
    } finally {
      FaultyFileSystem.fail(0, "", (operation, path) -> false);
    }
  }

  private Publication begin(String scheme, String path) throws IOException {
    Destination destination = Destination.of(scheme + ":" + directory, hadoop);
    Publisher publisher =
        Publisher.of(destination, destination.resolve("_neptune/id/tmp"), "0-7", hadoop);
    return publisher.begin(path);
  }
}
