package ai.neptune.spark.download;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration as bytes, for its way to the executors. It may hold credentials. */
final class HadoopSettings {

  private HadoopSettings() {}

  static byte[] toBytes(Configuration configuration) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      configuration.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Configuration fromBytes(byte[] bytes) {
    Configuration configuration = new Configuration(false);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      configuration.readFields(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return configuration;
  }
}
