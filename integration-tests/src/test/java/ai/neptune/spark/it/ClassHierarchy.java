package ai.neptune.spark.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** Finds classes by name, and members through parent classes in the same way as the JVM. */
final class ClassHierarchy {

  private final ClassLoader loader;
  private final Map<String, Optional<ClassShape>> shapes = new HashMap<>();

  ClassHierarchy(ClassLoader loader) {
    this.loader = loader;
  }

  /** Adds a class that the loader does not know. */
  void add(ClassShape shape) {
    shapes.put(shape.name(), Optional.of(shape));
  }

  Optional<ClassShape> find(String name) {
    Optional<ClassShape> known = shapes.get(name);
    if (known == null) {
      known = load(name);
      shapes.put(name, known);
    }
    return known;
  }

  private Optional<ClassShape> load(String name) {
    try (InputStream classFile = loader.getResourceAsStream(name + ".class")) {
      return classFile == null
          ? Optional.empty()
          : Optional.of(ClassShape.of(classFile.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class and its superclasses, nearest first. */
  List<ClassShape> superclasses(ClassShape shape) {
    List<ClassShape> chain = new ArrayList<>();
    for (Optional<ClassShape> next = Optional.of(shape);
        next.isPresent();
        next = Optional.ofNullable(next.get().superName()).flatMap(this::find)) {
      chain.add(next.get());
    }
    return chain;
  }

  /** All interfaces of the class, direct and inherited, by name. */
  Map<String, ClassShape> interfaces(ClassShape shape) {
    Map<String, ClassShape> found = new LinkedHashMap<>();
    for (ClassShape parent : superclasses(shape)) {
      addInterfaces(parent, found);
    }
    return found;
  }

  private void addInterfaces(ClassShape shape, Map<String, ClassShape> found) {
    for (String name : shape.interfaces()) {
      Optional<ClassShape> parent = find(name);
      if (parent.isPresent() && found.put(name, parent.get()) == null) {
        addInterfaces(parent.get(), found);
      }
    }
  }

  /** The flags of the method that a call through this class reaches; empty if there is none. */
  Optional<Integer> method(ClassShape shape, String method) {
    for (ClassShape parent : superclasses(shape)) {
      Integer access = parent.methods().get(method);
      if (access != null) {
        return Optional.of(access);
      }
    }
    List<Integer> candidates =
        mostSpecific(shape, method).stream().map(parent -> parent.methods().get(method)).toList();
    return candidates.stream()
        .filter(access -> !ClassShape.has(access, Opcodes.ACC_ABSTRACT))
        .findFirst()
        .or(() -> candidates.stream().findFirst());
  }

  /** The flags of the field that an access through this class reaches; empty if there is none. */
  Optional<Integer> field(ClassShape shape, String field) {
    List<ClassShape> owners = new ArrayList<>(superclasses(shape));
    owners.addAll(interfaces(shape).values());
    return owners.stream()
        .filter(owner -> owner.fields().containsKey(field))
        .findFirst()
        .map(owner -> owner.fields().get(field));
  }

  /** Whether a call on an instance of this concrete class finds exactly one method body. */
  boolean isImplemented(ClassShape shape, String method) {
    for (ClassShape parent : superclasses(shape)) {
      Integer access = parent.methods().get(method);
      if (access != null && !ClassShape.has(access, Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) {
        return !ClassShape.has(access, Opcodes.ACC_ABSTRACT);
      }
    }
    return mostSpecific(shape, method).stream()
            .filter(parent -> !ClassShape.has(parent.methods().get(method), Opcodes.ACC_ABSTRACT))
            .count()
        == 1;
  }

  /** The interfaces that declare the method and have no subinterface that declares it too. */
  private List<ClassShape> mostSpecific(ClassShape shape, String method) {
    List<ClassShape> declaring =
        interfaces(shape).values().stream()
            .filter(parent -> parent.methods().containsKey(method))
            .toList();
    return declaring.stream()
        .filter(
            parent ->
                declaring.stream().noneMatch(other -> interfaces(other).containsKey(parent.name())))
        .toList();
  }
}
