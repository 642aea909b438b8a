package ai.neptune.spark.it.download;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files below a destination; paths are relative to it. */
record Tree(FileSystem fileSystem, String uri) {

  private static final String OWN = "_neptune/";

  static Tree at(Storage storage, String uri) {
    return new Tree(storage.fileSystem(uri), uri);
  }

  /** Each file's path with a digest of its content, but for what downloads keep for themselves. */
  Map<String, String> contents() {
    Map<String, String> contents = new TreeMap<>();
    for (FileStatus file : files()) {
      if (!relative(file).startsWith(OWN)) {
        contents.put(relative(file), digest(file.getPath()));
      }
    }
    return contents;
  }

  /** The paths of all files. */
  List<String> paths() {
    return files().stream().map(this::relative).sorted().toList();
  }

  /** The temporary files of all downloads, their leases aside. */
  List<String> temporaryFiles() {
    return files().stream()
        .map(this::relative)
        .filter(path -> path.matches(OWN + "[^/]*/tmp/.*") && !path.endsWith("/lease"))
        .toList();
  }

  /** The ids of the downloads, the oldest first. */
  List<String> downloads() {
    return files().stream()
        .map(this::relative)
        .filter(path -> path.startsWith(OWN))
        .map(path -> path.split("/", -1)[1])
        .distinct()
        .sorted()
        .toList();
  }

  boolean exists(String path) {
    try {
      return fileSystem.exists(path(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String path, byte[] content) {
    try (OutputStream out = fileSystem.create(path(path), true)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a file look as if it was written at another time. */
  void setModified(String path, long millis) {
    try {
      fileSystem.setTimes(path(path), millis, -1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String digest(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  private Path path(String relative) {
    return new Path(uri, relative);
  }

  private List<FileStatus> files() {
    List<FileStatus> files = new ArrayList<>();
    try {
      addFilesBelow(new Path(uri), files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private void addFilesBelow(Path directory, List<FileStatus> files) throws IOException {
    for (FileStatus child : children(directory)) {
      if (child.isDirectory()) {
        addFilesBelow(child.getPath(), files);
      } else {
        files.add(child);
      }
    }
  }

  /** Directories come and go while a download is looked at. */
  private FileStatus[] children(Path directory) throws IOException {
    try {
      return fileSystem.listStatus(directory);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private String relative(FileStatus file) {
    String root = fileSystem.makeQualified(new Path(uri)).toString() + "/";
    return file.getPath().toString().substring(root.length());
  }

  private String digest(Path file) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = fileSystem.open(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
