package ai.neptune.spark.download.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"file:/data/my exports", "s3a://bucket/", "s3a://bucket", "hdfs://n:8020/a"})
  void namesAFileAsHadoopDoes(String root) {
    Destination destination = new Destination(new RawLocalFileSystem(), new Path(root));

    assertThat(destination.fullPath("é 1/b_~0.txt"))
        .isEqualTo(destination.resolve("é 1/b_~0.txt").toString());
  }

  @Test
  void resolvesNothingToItsRoot() {
    Destination destination = Destination.of("file:/tmp", new Configuration());

    assertThat(destination.resolve("")).isEqualTo(destination.root());
  }
}
