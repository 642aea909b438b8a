package ai.neptune.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The floors of docs/architecture.md: the upper one stands on the lower, nothing points back. */
@AnalyzeClasses(
    packages = {"ai.neptune.archive", "ai.neptune.client", "ai.neptune.errors", "ai.neptune.spark"},
    importOptions = ImportOption.DoNotIncludeTests.class)
final class FloorsTest {

  @ArchTest
  static final ArchRule clientKnowsNeitherSparkNorHadoop =
      noClasses()
          .that()
          .resideInAPackage("ai.neptune.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "ai.neptune.archive..",
              "ai.neptune.spark..",
              "org.apache.spark..",
              "org.apache.hadoop..",
              "org.apache.parquet..");

  @ArchTest
  static final ArchRule archivesKnowNoSpark =
      noClasses()
          .that()
          .resideInAPackage("ai.neptune.archive..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "ai.neptune.spark..",
              "ai.neptune.client.api..",
              "ai.neptune.client.http..",
              "ai.neptune.client.wire..",
              "org.apache.spark..");

  @ArchTest
  static final ArchRule errorsDependOnNothing =
      classes()
          .that()
          .resideInAPackage("ai.neptune.errors")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("ai.neptune.errors", "java..", "org.jspecify.annotations");

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
  static final ArchRule httpKnowsNothingOfNeptune =
      noClasses()
          .that()
          .resideInAPackage("ai.neptune.client.http")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "ai.neptune.client.api", "ai.neptune.client.query", "ai.neptune.client.wire");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().assignedFrom(new ExactPackages()).should().beFreeOfCycles();

  /** One slice for each package by its exact name: a parent and its children are different ones. */
  private static final class ExactPackages implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "exact packages";
    }
  }
}
