package ai.neptune.spark.download.destination;

import java.io.File;
import org.apache.hadoop.fs.Path;

/** A file system like those of macOS and Windows: it keeps the case of names, and ignores it. */
public class CaselessFileSystem extends PlainFileSystem {

  @Override
  public File pathToFile(Path path) {
    File found = new File("/");
    for (String name : super.pathToFile(path).getPath().substring(1).split("/", -1)) {
      found = new File(found, existing(found, name));
    }
    return found;
  }

  private static String existing(File directory, String name) {
    String[] names = directory.list();
    if (names != null && !new File(directory, name).exists()) {
      for (String other : names) {
        if (other.equalsIgnoreCase(name)) {
          return other;
        }
      }
    }
    return name;
  }
}
