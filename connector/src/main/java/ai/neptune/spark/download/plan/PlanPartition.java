package ai.neptune.spark.download.plan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the driver learns of one partition of the plan: no file, only numbers and examples.
 *
 * @param fingerprint the same whenever the partition has the same files
 * @param chunkCosts see {@link TaskBalance}
 * @param renamed how many files were renamed
 * @param alike how many names look as if a file had been renamed to them
 * @param problem why a reference cannot be downloaded, or null
 * @param experimentFile a file of an experiment in words, or null
 * @param runFile a file of a run in words, or null
 * @param archived whether files of an archive are among them
 * @param projects the names of projects, two at most
 */
record PlanPartition(
    long files,
    long bytes,
    long fingerprint,
    List<Long> chunkCosts,
    long renamed,
    long alike,
    @Nullable String problem,
    @Nullable String experimentFile,
    @Nullable String runFile,
    boolean archived,
    TreeSet<String> projects)
    implements Serializable {

  private static final int ENOUGH_PROJECTS = 2;

  static PlanPartition of(ResolvedPaths planned) {
    TaskBalance.Chunks chunks = new TaskBalance.Chunks();
    TreeSet<String> projects = new TreeSet<>();
    String experimentFile = null;
    String runFile = null;
    boolean archived = false;
    long files = 0;
    long bytes = 0;
    long fingerprint = 0;
    while (planned.hasNext()) {
      FileReference file = planned.next().file();
      fingerprint += fingerprint(file);
      files++;
      archived |= file.isArchived();
      bytes += file.sizeBytes() == null ? 0 : file.sizeBytes();
      chunks.add(file.sizeBytes());
      if (projects.size() < ENOUGH_PROJECTS) {
        projects.add(file.project());
      }
      if (file.run() == null) {
        experimentFile = experimentFile == null ? file.describe() : experimentFile;
      } else {
        runFile = runFile == null ? file.describe() : runFile;
      }
    }
    return new PlanPartition(
        files,
        bytes,
        fingerprint,
        chunks.costs(),
        planned.renamed(),
        planned.alike(),
        planned.problem(),
        experimentFile,
        runFile,
        archived,
        projects);
  }

  /** A number that, in all likelihood, only this file has. */
  static long fingerprint(FileReference file) {
    long hash = 31L * file.key().hashCode() + Objects.hashCode(file.sizeBytes());
    return hash * 0x9E3779B97F4A7C15L;
  }

  /** As bytes, which any serialiser that a user has chosen can carry. */
  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static PlanPartition fromBytes(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (PlanPartition) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
