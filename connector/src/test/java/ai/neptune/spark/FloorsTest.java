package ai.neptune.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of docs/architecture.md: the upper one stands on the lower, nothing points back. */
@AnalyzeClasses(
    packages = {"ai.neptune.client", "ai.neptune.spark"},
    importOptions = ImportOption.DoNotIncludeTests.class)
final class FloorsTest {

  @ArchTest
  static final ArchRule clientKnowsNeitherSparkNorHadoop =
      noClasses()
          .that()
          .resideInAPackage("ai.neptune.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.neptune.spark..", "org.apache.spark..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule nothingNamesScalaCollections =
      noClasses().should().dependOnClassesThat().resideInAPackage("scala.collection..");

  @ArchTest
  static final ArchRule nothingUsesSparksOwnVectorsOrExecution =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark.sql.execution..");

  @ArchTest
  static final ArchRule relationsDoNotKnowAboutHttp =
      noClasses()
          .that()
          .resideInAPackage("ai.neptune.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.neptune.client.http..", "java.net.http..");

  @ArchTest
  static final ArchRule packagesOfTheUpperFloorFormNoCycle =
      slices().matching("ai.neptune.spark.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesOfTheLowerFloorFormNoCycle =
      slices().matching("ai.neptune.client.(*)..").should().beFreeOfCycles();
}
