package ai.neptune.spark.it;

import ai.neptune.spark.NeptuneDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The connector's jar on the class path of the tests. */
final class ConnectorJar {

  private static final String CLASS = ".class";

  private ConnectorJar() {}

  static Path path() {
    try {
      URI source =
          NeptuneDataSource.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Path.of(source);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of all files in the jar. */
  static List<String> files() {
    try (JarFile jar = new JarFile(path().toFile())) {
      return jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] content(String file) {
    try (JarFile jar = new JarFile(path().toFile())) {
      return jar.getInputStream(jar.getEntry(file)).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class files by internal name, such as {@code ai/neptune/spark/Neptune}. */
  static Map<String, byte[]> classFiles() {
    Map<String, byte[]> classFiles = new TreeMap<>();
    try (JarFile jar = new JarFile(path().toFile())) {
      for (ZipEntry entry : jar.stream().filter(e -> e.getName().endsWith(CLASS)).toList()) {
        String name = entry.getName().substring(0, entry.getName().length() - CLASS.length());
        classFiles.put(name, jar.getInputStream(entry).readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classFiles;
  }
}
