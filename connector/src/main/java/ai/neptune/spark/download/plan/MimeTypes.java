package ai.neptune.spark.download.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The file extension of a MIME type, as Python's built-in table gives it (docs/downloads.md, "Path
 * of a file"). The type is taken as it stands: parameters and blanks make it an unknown one.
 */
final class MimeTypes {

  private static final String TABLE = "mime-types.properties";

  private static final Properties EXTENSIONS = load();

  private MimeTypes() {}

  /** The extension with its dot, or an empty string if the type is unknown or null. */
  static String extension(@Nullable String mimeType) {
    return mimeType == null ? "" : EXTENSIONS.getProperty(mimeType.toLowerCase(Locale.ROOT), "");
  }

  private static Properties load() {
    Properties table = new Properties();
    try (InputStream in = MimeTypes.class.getResourceAsStream(TABLE)) {
      table.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }
}
