package ai.neptune.spark.it;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * The parts of a class that matter for linking: its flags, its parents, and its members (name and
 * descriptor) with their flags. Names are internal, such as {@code java/lang/String}.
 */
record ClassShape(
    String name,
    int access,
    String superName,
    List<String> interfaces,
    Map<String, Integer> methods,
    Map<String, Integer> fields) {

  static ClassShape of(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return new ClassShape(
        node.name,
        node.access,
        node.superName,
        node.interfaces,
        node.methods.stream().collect(toMap(method -> method.name + method.desc, m -> m.access)),
        node.fields.stream().collect(toMap(field -> field.name + " " + field.desc, f -> f.access)));
  }

  boolean isInterface() {
    return has(access, Opcodes.ACC_INTERFACE);
  }

  boolean isConcrete() {
    return !has(access, Opcodes.ACC_ABSTRACT);
  }

  static boolean has(int access, int flag) {
    return (access & flag) != 0;
  }
}
