package ai.neptune.spark.it;

import ai.neptune.spark.it.ClassReferences.FieldReference;
import ai.neptune.spark.it.ClassReferences.LambdaReference;
import ai.neptune.spark.it.ClassReferences.MethodReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;

/**
 * Checks, without running them, that classes link with the platform of a class loader. Every class,
 * method and field of the platform that they refer to must exist and be of the same kind, and every
 * abstract method that they inherit must be implemented.
 */
final class PlatformLinkage {

  private static final List<String> PLATFORM =
      List.of("org/apache/spark/", "org/apache/hadoop/", "scala/", "com/fasterxml/", "org/slf4j/");

  private final Map<String, byte[]> classFiles;
  private final ClassHierarchy hierarchy;
  private final Collection<String> problems = new TreeSet<>();
  private int references;

  /**
   * @param classFiles the classes to link, by internal name
   * @param platform loads the platform and all other classes that these classes need
   */
  PlatformLinkage(Map<String, byte[]> classFiles, ClassLoader platform) {
    this.classFiles = classFiles;
    this.hierarchy = new ClassHierarchy(platform);
    classFiles.values().forEach(classFile -> hierarchy.add(ClassShape.of(classFile)));
  }

  /** Returns a description of every failure, or an empty list if everything links. */
  List<String> problems() {
    problems.clear();
    references = 0;
    classFiles.forEach(
        (name, classFile) -> {
          ClassReferences named = ClassReferences.of(classFile);
          named.classes.forEach(type -> checkClass(name, type));
          named.methods.forEach(method -> checkMethod(name, method));
          named.fields.forEach(field -> checkField(name, field));
          named.lambdas.forEach(lambda -> checkLambda(name, lambda));
          ClassShape shape = hierarchy.find(name).orElseThrow();
          checkParents(shape);
          checkOpenMethods(shape);
        });
    return new ArrayList<>(problems);
  }

  /** The number of references to the platform that the last {@link #problems()} checked. */
  int references() {
    return references;
  }

  private void checkClass(String from, String type) {
    if (isPlatform(type)) {
      references++;
      if (hierarchy.find(type).isEmpty()) {
        report(from, "refers to the class " + type + ", which is missing");
      }
    }
  }

  private void checkMethod(String from, MethodReference call) {
    if (!isChecked(call.owner())) {
      return;
    }
    references++;
    Optional<ClassShape> owner = hierarchy.find(call.owner());
    if (owner.isEmpty()) {
      return; // reported as a class
    }
    String called = call.owner() + "." + call.name() + call.descriptor();
    if (owner.get().isInterface() != call.inInterface()) {
      report(from, "calls " + called + ", whose owner changed between class and interface");
    }
    Optional<Integer> access = hierarchy.method(owner.get(), call.name() + call.descriptor());
    if (access.isEmpty()) {
      report(from, "calls " + called + ", which is missing");
    } else if (ClassShape.has(access.get(), Opcodes.ACC_STATIC) != call.isStatic()) {
      report(from, "calls " + called + ", which changed between static and non-static");
    } else if (ClassShape.has(access.get(), Opcodes.ACC_PRIVATE) && isPlatform(call.owner())) {
      report(from, "calls " + called + ", which is private");
    }
  }

  private void checkField(String from, FieldReference use) {
    if (!isChecked(use.owner())) {
      return;
    }
    references++;
    Optional<ClassShape> owner = hierarchy.find(use.owner());
    if (owner.isEmpty()) {
      return; // reported as a class
    }
    String used = use.owner() + "." + use.name();
    Optional<Integer> access = hierarchy.field(owner.get(), use.name() + " " + use.descriptor());
    if (access.isEmpty()) {
      report(from, "uses the field " + used + ", which is missing");
    } else if (ClassShape.has(access.get(), Opcodes.ACC_STATIC) != use.isStatic()) {
      report(from, "uses the field " + used + ", which changed between static and non-static");
    }
  }

  private void checkLambda(String from, LambdaReference lambda) {
    if (!isPlatform(lambda.type())) {
      return;
    }
    references++;
    Optional<ClassShape> type = hierarchy.find(lambda.type());
    if (type.isEmpty()) {
      return; // reported as a class
    }
    for (String open : openMethods(type.get())) {
      if (!open.equals(lambda.method() + lambda.descriptor())) {
        report(from, "has a lambda for " + lambda.type() + ", which also requires " + open);
      }
    }
  }

  private void checkParents(ClassShape shape) {
    Optional<ClassShape> parent = hierarchy.find(shape.superName());
    if (parent.isEmpty() || !isPlatform(parent.get().name())) {
      return;
    }
    if (ClassShape.has(parent.get().access(), Opcodes.ACC_FINAL)) {
      report(shape.name(), "extends " + parent.get().name() + ", which is final");
    }
    for (ClassShape ancestor : hierarchy.superclasses(parent.get())) {
      ancestor
          .methods()
          .forEach(
              (method, access) -> {
                if (ClassShape.has(access, Opcodes.ACC_FINAL)
                    && !ClassShape.has(access, Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)
                    && shape.methods().containsKey(method)) {
                  report(
                      shape.name(),
                      "overrides " + ancestor.name() + "." + method + ", which is final");
                }
              });
    }
  }

  private void checkOpenMethods(ClassShape shape) {
    if (!shape.isConcrete() || shape.name().contains("/shaded/")) {
      return;
    }
    for (String open : openMethods(shape)) {
      report(shape.name(), "has no implementation, or more than one, of " + open);
    }
  }

  /** The abstract methods of the class and its parents that are not implemented. */
  private List<String> openMethods(ClassShape shape) {
    Collection<String> declared = new TreeSet<>();
    List<ClassShape> parents = new ArrayList<>(hierarchy.superclasses(shape));
    parents.addAll(hierarchy.interfaces(shape).values());
    for (ClassShape parent : parents) {
      parent
          .methods()
          .forEach(
              (method, access) -> {
                if (ClassShape.has(access, Opcodes.ACC_ABSTRACT)) {
                  declared.add(method);
                }
              });
    }
    return declared.stream().filter(method -> !hierarchy.isImplemented(shape, method)).toList();
  }

  private boolean isChecked(String owner) {
    return isPlatform(owner) || (classFiles.containsKey(owner) && !owner.contains("/shaded/"));
  }

  private static boolean isPlatform(String name) {
    return PLATFORM.stream().anyMatch(name::startsWith);
  }

  private void report(String from, String problem) {
    problems.add((from + " " + problem).replace('/', '.'));
  }
}
