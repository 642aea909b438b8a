package ai.neptune.spark.download;

import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.DownloadDirectory;
import ai.neptune.spark.download.destination.Publication;
import ai.neptune.spark.download.destination.Publisher;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A few values in one of the records of a download, there as a whole or not at all. */
final class JsonFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonFile() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static void write(
      ObjectNode json,
      Path file,
      Destination destination,
      DownloadDirectory directory,
      Configuration hadoop)
      throws IOException {
    byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    Publisher publisher = Publisher.of(destination, directory.temporary(), "record", hadoop);
    try (Publication publication = publisher.begin(directory.relative(file))) {
      publication.write(text, text.length);
      publication.publish();
    }
  }

  /** What the file holds, or null if it does not exist. */
  static @Nullable JsonNode read(Destination destination, Path file) throws IOException {
    try (InputStream in = destination.fileSystem().open(file)) {
      return JSON.readTree(in);
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
