package ai.neptune.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class HadoopSettingsTest {

  @Test
  void carriesWhatIsSetAndWhatIsDefault() {
    Configuration sent = new Configuration();
    sent.set("fs.s3a.bucket.exports.endpoint", "http://é:9000");
    sent.set("fs.s3a.empty", "");
    sent.set("a.path", "${fs.s3a.bucket.exports.endpoint}/b");

    Configuration received = HadoopSettings.fromBytes(HadoopSettings.toBytes(sent));

    assertThat(received.get("a.path")).isEqualTo("http://é:9000/b");
    for (Map.Entry<String, String> setting : sent) {
      assertThat(received.get(setting.getKey())).isEqualTo(sent.get(setting.getKey()));
    }
  }
}
