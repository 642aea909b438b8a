package ai.neptune.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "http://h; http; h; 80; h; /",
        "HTTPS://H.Example; https; h.example; 443; H.Example; /",
        "http://minio_server:9000/b/k?x=1; http; minio_server; 9000; minio_server:9000; /b/k?x=1",
        "http://_h:1?x; http; _h; 1; _h:1; /?x",
        "http://h:/a; http; h; 80; h:; /a",
        "http://[::1]:8080/a; http; [::1]; 8080; [::1]:8080; /a",
        "http://bücher.example/ä; http; xn--bcher-kva.example; 80; xn--bcher-kva.example:80; /%C3%A4",
        "http://h/a|b[1]{c}^d`e\"<>\\?q=|[]{}^`; http; h; 80; h; /a|b[1]{c}^d`e\"<>\\?q=|[]{}^`",
        "http://h/a b%20c%zz+d; http; h; 80; h; /a%20b%20c%zz+d",
        "http://h/日?k=é&X-Amz-Signature=0a%2F; http; h; 80; h; /%E6%97%A5?k=%C3%A9&X-Amz-Signature=0a%2F",
        "http://h//a//../b; http; h; 80; h; //a//../b",
        "http://h/a#b?c; http; h; 80; h; /a"
      })
  void isSentAsItWasWritten(
      String url, String scheme, String host, int port, String authority, String target)
      throws InvalidUrlException {
    assertThat(HttpUrl.parse(url))
        .isEqualTo(new HttpUrl(new HttpOrigin(scheme, host, port), authority, target));
  }

  @Test
  void whatWouldEndTheRequestLineIsEncoded() throws InvalidUrlException {
    assertThat(HttpUrl.parse("http://h/a\r\nX: y\tz\u007f").target())
        .isEqualTo("/a%0D%0AX:%20y%09z%7F");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h/secret",
        "//h/secret",
        "/secret",
        "file:///secret",
        "http:/h/secret",
        "http:///secret",
        "http://:80/secret",
        "http://u:secret@h/",
        "http://h:0/secret",
        "http://h:65536/secret",
        "http://h:secret/",
        "http://a b/secret",
        "http://a\\b/secret",
        "http://[::z]/secret",
        "http://[::1/secret",
        "http://a%20b/secret",
        "javascript://h/secret",
        "http://-h/secret"
      })
  void anythingElseIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> HttpUrl.parse(url))
        .isInstanceOf(InvalidUrlException.class)
        .hasMessageStartingWith("it")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http://other:1/x; http://other:1/x",
        "//other/x; http://other/x",
        "/x?y; http://h:8/x?y",
        "x; http://h:8/a/x",
        "../x?y=../z; http://h:8/x?y=../z",
        "../../x; http://h:8/x",
        "./; http://h:8/a/",
        "?y; http://h:8/a/b?y",
        "x:y; -",
        "x/y:z; http://h:8/a/x/y:z",
        "ftp://other/x; -"
      })
  void aRedirectIsRelativeToWhereItCameFrom(String location, String expected) throws Exception {
    HttpUrl from = HttpUrl.parse("http://h:8/a/b?c=d/e");

    if (expected.equals("-")) {
      assertThatThrownBy(() -> from.resolve(location)).isInstanceOf(InvalidUrlException.class);
    } else {
      assertThat(from.resolve(location)).isEqualTo(HttpUrl.parse(expected));
    }
  }

  @Test
  void theBytesOfARedirectAreKept() throws InvalidUrlException {
    HttpUrl from = HttpUrl.parse("http://h/");

    // A header's characters are bytes: these are UTF-8 of an umlaut, and no UTF-8 at all.
    assertThat(from.resolve("/\u00c3\u00a4\u00ff").target()).isEqualTo("/%C3%A4%FF");
  }

  @Test
  void itsTextHoldsNoQueryString() throws InvalidUrlException {
    assertThat(HttpUrl.parse("https://h:1/a?sig=secret")).hasToString("https://h:1/a");
    assertThat(HttpUrl.parse("https://h").append("/api?x")).hasToString("https://h/api");
  }
}
