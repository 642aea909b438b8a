package ai.neptune.archive.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.neptune.archive.LocalWork;
import ai.neptune.archive.Samples;
import ai.neptune.errors.InvalidOptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchivesTest {

  @Test
  void everyRunIsFoundWhateverItsFileIsCalled() {
    ArchiveIndex index = index(Samples.folder("odd/exports/data"), ArchiveKind.RUNS);

    assertThat(index.projects()).containsExactly("team-alpha/odd", "team-alpha/odd-parent");
    assertThat(index.runs("team-alpha/odd")).hasSize(34);
    assertThat(index.runs("team-alpha/odd"))
        .extracting(ArchivedRun::runId)
        .contains(".hidden", "_part_0", "a:b*c?d", "with slash/and space");
    assertThat(index.unreadable()).isEmpty();
    assertThat(index.filesRoot()).endsWith("odd/exports/files");
  }

  @Test
  void theSameArchiveIsFoundFromEachOfItsFolders() {
    Path exports = Samples.folder("seabirds/exports");
    ArchiveIndex whole = index(exports, ArchiveKind.RUNS);
    Path project = exports.resolve("data").resolve(whole.runs().get(0).folder());

    assertThat(index(exports.resolve("data"), ArchiveKind.RUNS).runs()).isEqualTo(whole.runs());
    assertThat(index(project, ArchiveKind.RUNS).runs()).isEqualTo(whole.runs());
    assertThat(index(project, ArchiveKind.RUNS).filesRoot()).isEqualTo(whole.filesRoot());
  }

  @Test
  void aProjectsFolderMayBeTheRootOfAFileSystem() {
    Path exports = Samples.folder("seabirds/exports");
    ArchiveIndex whole = index(exports, ArchiveKind.RUNS);
    Path project = exports.resolve("data").resolve(whole.runs().get(0).folder());
    LocalWork work = new LocalWork();
    work.configuration()
        .set("fs.viewfs.mounttable.bucket.linkMergeSlash", project.toUri().toString());

    ArchiveIndex root =
        Archives.index(
            new ArchiveLocation("viewfs://bucket/", null, ArchiveKind.RUNS),
            work.configuration(),
            work);

    assertThat(root.runs()).hasSameSizeAs(whole.runs());
    assertThat(root.filesRoot()).isEqualTo("viewfs://bucket/files");
  }

  @Test
  void partsOfOneRunAreOneRun() {
    ArchiveIndex index = index(Samples.folder("odd-multipart/exports"), ArchiveKind.RUNS);

    assertThat(index.runs()).anySatisfy(run -> assertThat(run.files()).hasSizeGreaterThan(2));
    assertThat(index.runs()).extracting(ArchivedRun::id).doesNotHaveDuplicates();
  }

  @Test
  void modelsAndTheirVersionsAreFoundBesideRuns() {
    Path exports = Samples.folder("neptune2/exports");

    assertThat(index(exports, ArchiveKind.RUNS).runs()).allMatch(ArchivedRun::isOfNeptune2);
    assertThat(index(exports, ArchiveKind.MODELS).runs())
        .extracting(ArchivedRun::runId)
        .contains("SAN-M");
    assertThat(index(exports, ArchiveKind.MODEL_VERSIONS).runs())
        .extracting(ArchivedRun::runId)
        .contains("SAN-M-1");
  }

  @Test
  void aFileWithoutAFooterIsNamedAndAnUnfinishedOneIsLeftAlone(@TempDir Path folder)
      throws Exception {
    Path project = Files.createDirectories(folder.resolve("data/p-0123456789abcdef"));
    Files.writeString(project.resolve("cut-0123456789abcdef_part_0.parquet"), "PAR1 and no end");
    Files.writeString(project.resolve("b-0123456789abcdef_part_0.parquet.tmp"), "PAR1");

    List<ArchiveIndex.UnreadableFile> unreadable = index(folder, ArchiveKind.RUNS).unreadable();

    assertThat(unreadable).hasSize(1);
    assertThat(unreadable.get(0).path()).endsWith("cut-0123456789abcdef_part_0.parquet");
    assertThat(unreadable.get(0).reason()).contains("no footer");
  }

  @Test
  void aFolderThatIsNoArchiveIsAnErrorThatSaysWhatItHolds(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "nothing");

    assertThatThrownBy(() -> index(folder, ArchiveKind.RUNS))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("holds no exported run")
        .hasMessageContaining("notes.txt");
    assertThatThrownBy(() -> index(folder.resolve("nowhere"), ArchiveKind.RUNS))
        .hasMessageContaining("there is no such folder");
    assertThatThrownBy(() -> index(folder.resolve("notes.txt"), ArchiveKind.RUNS))
        .hasMessageContaining("it is a file");
  }

  private static ArchiveIndex index(Path archive, ArchiveKind kind) {
    LocalWork work = new LocalWork();
    return Archives.index(
        new ArchiveLocation(archive.toString(), null, kind), work.configuration(), work);
  }
}
