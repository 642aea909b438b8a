package ai.neptune.spark.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.Text;

/** Hadoop's configuration as bytes, for its way to the executors. It may hold credentials. */
public final class HadoopSettings {

  private HadoopSettings() {}

  public static byte[] toBytes(Configuration configuration) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      // Configuration.write() also packs for each value where it was set, one by one.
      out.writeInt(configuration.size());
      for (Map.Entry<String, String> setting : configuration) {
        Text.writeString(out, setting.getKey());
        Text.writeString(out, setting.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static Configuration fromBytes(byte[] bytes) {
    Configuration configuration = new Configuration(false);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int left = in.readInt(); left > 0; left--) {
        configuration.set(Text.readString(in), Text.readString(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return configuration;
  }
}
