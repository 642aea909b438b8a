package ai.neptune.spark.export;

import ai.neptune.spark.download.destination.Destination;
import ai.neptune.spark.download.destination.Publication;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The parts of a run in an archive. A run is there as long as its first part is; so that goes first
 * and appears last, and its readers never see parts of two exports together.
 */
final class Parts {

  private final RunTarget target;
  private final Destination destination;

  private Parts(RunTarget target, Destination destination) {
    this.target = target;
    this.destination = destination;
  }

  static Parts of(RunTarget target, Destination destination) {
    return new Parts(target, destination);
  }

  /** Makes one part that is written already replace all there are. */
  void replaceBy(Publication first) throws IOException {
    if (target.hasOtherParts()) {
      deleteAll();
    }
    first.publish();
    deleteOthers(List.of(ExportNames.part(target.stem(), 0)));
  }

  /**
   * Makes several parts that are whole replace all there are.
   *
   * @param staged their paths relative to the destination, in their order
   */
  void replaceBy(List<String> staged) throws IOException {
    deleteAll();
    deleteBeyond(staged.size());
    destination.fileSystem().mkdirs(destination.resolve(target.part(0)).getParent());
    for (int number = staged.size() - 1; number >= 0; number--) {
      Path from = destination.resolve(staged.get(number));
      Path to = destination.resolve(target.part(number));
      // Another export may have put its own there meanwhile.
      destination.fileSystem().delete(to, false);
      if (!destination.fileSystem().rename(from, to)) {
        throw new IOException("cannot rename %s to %s".formatted(from, to));
      }
    }
  }

  /** Another export may have put more parts there since they were listed. */
  private void deleteBeyond(int parts) throws IOException {
    int number = parts;
    while (destination.fileSystem().delete(destination.resolve(target.part(number)), false)) {
      number++;
    }
  }

  private void deleteAll() throws IOException {
    delete(ExportNames.part(target.stem(), 0));
    deleteOthers(List.of());
  }

  private void deleteOthers(List<String> kept) throws IOException {
    for (String name : target.earlier()) {
      if (!kept.contains(name)) {
        delete(name);
      }
    }
  }

  private void delete(String name) throws IOException {
    destination.fileSystem().delete(destination.resolve(target.path(name)), false);
  }
}
