package ai.neptune.spark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JarContentsTest {

  private static final String SHADED = "ai/neptune/shaded/";

  @Test
  void everyFileBelongsToTheConnectorOrDescribesTheJar() {
    assertThat(ConnectorJar.files())
        .allMatch(file -> file.startsWith("ai/neptune/") || file.startsWith("META-INF/"));
    assertThat(ConnectorJar.files())
        .filteredOn(file -> file.endsWith(".class"))
        .isNotEmpty()
        .allMatch(file -> file.startsWith("ai/neptune/"));
  }

  @Test
  void theTestServerIsNotInTheJar() {
    assertThat(ConnectorJar.files()).noneMatch(file -> file.startsWith("ai/neptune/testkit/"));
  }

  @Test
  void noClassIsWrittenInScalaOrRefersToAScalaCollection() {
    Set<String> scala = new TreeSet<>();
    ConnectorJar.classFiles()
        .forEach(
            (name, classFile) -> {
              assertThat(new String(classFile, UTF_8)).as(name).doesNotContain("ScalaSignature");
              ClassReferences.of(classFile).classes.stream()
                  .filter(type -> type.startsWith("scala/collection/"))
                  .forEach(type -> scala.add(name + " refers to " + type));
            });
    assertThat(scala).isEmpty();
  }

  @Test
  void sparkFindsTheFormatThroughItsServiceFile() {
    String service = "META-INF/services/org.apache.spark.sql.sources.DataSourceRegister";
    assertThat(new String(ConnectorJar.content(service), UTF_8).strip())
        .isEqualTo("ai.neptune.spark.NeptuneDataSource");
  }

  @Test
  void theManifestNamesTheModuleAndTheVersion() throws IOException {
    try (JarFile jar = new JarFile(ConnectorJar.path().toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertThat(manifest.getValue("Implementation-Title"))
          .isEqualTo("Neptune for Spark: connector");
      assertThat(manifest.getValue("Implementation-Version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    }
    assertThat(ModuleFinder.of(ConnectorJar.path()).find("ai.neptune.spark")).isPresent();
  }

  @Test
  void everyShadedLibraryIsNamedWithItsLicence() {
    Map<String, String> licences =
        Map.of(
            "protobuf", "LICENSE-protobuf",
            "bouncycastle", "LICENSE-bouncycastle",
            "httpcomponents", "LICENSE",
            "re2j", "LICENSE-re2j");
    String notice = new String(ConnectorJar.content("META-INF/NOTICE"), UTF_8);

    assertThat(shadedPackages()).isEqualTo(with(licences.keySet(), "protocol"));
    assertThat(licences)
        .allSatisfy(
            (library, licence) -> {
              assertThat(ConnectorJar.files()).contains("META-INF/" + licence);
              assertThat(notice).containsIgnoringCase(library).contains("META-INF/" + licence);
            });
  }

  @Test
  void serviceFilesNameOnlyClassesOfTheJar() {
    Set<String> classes = ConnectorJar.classFiles().keySet();
    assertThat(ConnectorJar.files())
        .filteredOn(file -> file.startsWith("META-INF/services/"))
        .allSatisfy(
            file ->
                assertThat(new String(ConnectorJar.content(file), UTF_8).lines())
                    .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                    .allMatch(line -> classes.contains(line.strip().replace('.', '/'))));
  }

  private static Set<String> shadedPackages() {
    return ConnectorJar.files().stream()
        .filter(file -> file.startsWith(SHADED))
        .map(file -> file.substring(SHADED.length(), file.indexOf('/', SHADED.length())))
        .collect(toSet());
  }

  private static Set<String> with(Set<String> libraries, String own) {
    Set<String> all = new TreeSet<>(libraries);
    all.add(own);
    return all;
  }
}
