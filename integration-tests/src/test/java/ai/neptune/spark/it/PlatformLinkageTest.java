package ai.neptune.spark.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The jar, which is compiled against the oldest Spark, links with the Spark that runs this test.
 */
class PlatformLinkageTest {

  private static final String DATASET = "org/apache/spark/sql/Dataset";

  @Test
  void everyReferenceOfTheJarLinksWithThisSpark() {
    PlatformLinkage linkage = linkage(ConnectorJar.classFiles());

    assertThat(linkage.problems()).isEmpty();
    assertThat(linkage.references()).isGreaterThan(100);
  }

  @Test
  void aCallToAMissingMethodIsReported() {
    assertThat(problemsOf(calling(Opcodes.INVOKEVIRTUAL, DATASET, "hide", "()V", false)))
        .containsExactly("Doctored calls org.apache.spark.sql.Dataset.hide()V, which is missing");
  }

  @Test
  void aCallToAMethodOfAnotherKindIsReported() {
    assertThat(problemsOf(calling(Opcodes.INVOKESTATIC, DATASET, "count", "()J", false)))
        .containsExactly(
            "Doctored calls org.apache.spark.sql.Dataset.count()J, which changed between static"
                + " and non-static");
    assertThat(problemsOf(calling(Opcodes.INVOKEINTERFACE, DATASET, "count", "()J", true)))
        .containsExactly(
            "Doctored calls org.apache.spark.sql.Dataset.count()J, whose owner changed between class"
                + " and interface");
  }

  @Test
  void anInheritedMethodIsFoundInTheParent() {
    String scan = "org/apache/spark/sql/connector/read/SupportsRuntimeV2Filtering";
    String schema = "()Lorg/apache/spark/sql/types/StructType;";
    assertThat(problemsOf(calling(Opcodes.INVOKEINTERFACE, scan, "readSchema", schema, true)))
        .isEmpty();
  }

  @Test
  void aMissingClassIsReported() {
    ClassWriter doctored = doctored("java/lang/Object");
    doctored.visitField(0, "gone", "Lorg/apache/spark/Gone;", null, null);

    assertThat(problemsOf(doctored))
        .containsExactly("Doctored refers to the class org.apache.spark.Gone, which is missing");
  }

  @Test
  void anUnimplementedInterfaceMethodIsReported() {
    ClassWriter doctored =
        doctored("java/lang/Object", "org/apache/spark/sql/connector/read/PartitionReader");
    doctored.visitMethod(Opcodes.ACC_PUBLIC, "next", "()Z", null, null).visitEnd();
    doctored.visitMethod(Opcodes.ACC_PUBLIC, "close", "()V", null, null).visitEnd();

    assertThat(problemsOf(doctored))
        .containsExactly(
            "Doctored has no implementation, or more than one, of get()Ljava.lang.Object;");
  }

  @Test
  void aFinalParentIsReported() {
    assertThat(problemsOf(doctored("org/apache/spark/sql/types/Decimal")))
        .containsExactly("Doctored extends org.apache.spark.sql.types.Decimal, which is final");
  }

  private static ClassWriter doctored(String parent, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Doctored", null, parent, interfaces);
    return writer;
  }

  private static ClassWriter calling(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    ClassWriter writer = doctored("java/lang/Object");
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
    code.visitCode();
    code.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(2, 0);
    code.visitEnd();
    return writer;
  }

  private static Iterable<String> problemsOf(ClassWriter doctored) {
    return linkage(Map.of("Doctored", doctored.toByteArray())).problems();
  }

  private static PlatformLinkage linkage(Map<String, byte[]> classFiles) {
    return new PlatformLinkage(classFiles, PlatformLinkageTest.class.getClassLoader());
  }
}
