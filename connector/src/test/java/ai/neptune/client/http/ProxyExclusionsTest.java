package ai.neptune.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyExclusionsTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, http://example.com, true",
    "example.com, http://s3.EXAMPLE.com, true",
    "example.com, http://badexample.com, false",
    ".example.com, http://s3.example.com, true",
    "*.example.com, http://s3.example.com, true",
    "*.example.com, http://example.com, false",
    "Minio_Server, http://minio_server:9000, true",
    "example.com:8080, http://example.com:8080, true",
    "example.com:8080, http://example.com, false",
    "*, https://anything, true",
    "10.0.0.0/8, http://10.200.3.4, true",
    "10.0.0.0/8, http://11.0.0.1, false",
    "192.168.16.0/20, http://192.168.31.255, true",
    "192.168.16.0/20, http://192.168.32.0, false",
    "10.0.0.0/8, http://ten.example, false",
    "10.0.0.0/99, http://10.0.0.1, false",
    "10.1.*, http://10.1.2.3, true",
    "fd00::/8, http://[fd12::1], true",
    "::1, http://[::1]:80, true",
    "[::1]:8080, http://[::1]:8080, true",
    "[::1]:8080, http://[::1], false"
  })
  void areWrittenAsInOtherTools(String entry, String url, boolean excluded) throws Exception {
    assertThat(new ProxyExclusions(List.of("other", entry)).include(HttpUrl.parse(url).origin()))
        .isEqualTo(excluded);
  }

  @Test
  void areReadFromTheProperty() throws Exception {
    ProxyExclusions ofJvm = ProxyExclusions.ofJvm("localhost|127.*|*.corp");

    assertThat(ofJvm.include(HttpUrl.parse("http://127.0.0.1:8").origin())).isTrue();
    assertThat(ofJvm.include(HttpUrl.parse("https://a.corp").origin())).isTrue();
    assertThat(ofJvm.include(HttpUrl.parse("https://a.example").origin())).isFalse();
  }
}
