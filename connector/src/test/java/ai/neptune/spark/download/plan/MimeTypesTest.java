package ai.neptune.spark.download.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MimeTypesTest {

  @ParameterizedTest
  @CsvSource({
    "image/png, .png",
    "IMAGE/PNG, .png",
    "text/plain, .txt",
    "image/jpeg, .jpg",
    "application/octet-stream, .bin",
    "image/webp, .webp",
    "text/javascript, .js",
    "application/javascript, .js"
  })
  void givesTheExtensionThatPythonGives(String mimeType, String extension) {
    assertThat(MimeTypes.extension(mimeType)).isEqualTo(extension);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"text/csv; charset=utf-8", " text/csv", "no/such", "image/jpg"})
  void givesNoneToATypeThatPythonDoesNotKnow(String mimeType) {
    assertThat(MimeTypes.extension(mimeType)).isEmpty();
  }
}
