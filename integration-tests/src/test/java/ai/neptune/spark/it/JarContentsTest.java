package ai.neptune.spark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JarContentsTest {

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
}
