package ai.neptune.spark.it;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** All classes, methods, fields and lambdas that the byte code of one class refers to. */
final class ClassReferences {

  /** A method as a call names it; {@code inInterface} if the call expects it in an interface. */
  record MethodReference(
      String owner, String name, String descriptor, boolean inInterface, boolean isStatic) {}

  /** A field as an access names it. */
  record FieldReference(String owner, String name, String descriptor, boolean isStatic) {}

  /** A lambda: the interface it implements, and the method of that interface. */
  record LambdaReference(String type, String method, String descriptor) {}

  final Set<String> classes = new LinkedHashSet<>();
  final Set<MethodReference> methods = new LinkedHashSet<>();
  final Set<FieldReference> fields = new LinkedHashSet<>();
  final Set<LambdaReference> lambdas = new LinkedHashSet<>();

  private ClassReferences() {}

  static ClassReferences of(byte[] classFile) {
    ClassReferences references = new ClassReferences();
    new ClassReader(classFile).accept(references.new OfClass(), ClassReader.SKIP_FRAMES);
    return references;
  }

  private void internalName(String name) {
    if (name != null) {
      type(Type.getObjectType(name));
    }
  }

  private void type(Type type) {
    switch (type.getSort()) {
      case Type.ARRAY -> type(type.getElementType());
      case Type.OBJECT -> classes.add(type.getInternalName());
      case Type.METHOD -> {
        type(type.getReturnType());
        for (Type argument : type.getArgumentTypes()) {
          type(argument);
        }
      }
      default -> {}
    }
  }

  private void method(String owner, String name, String descriptor, boolean itf, boolean isStatic) {
    internalName(owner);
    type(Type.getMethodType(descriptor));
    methods.add(new MethodReference(owner, name, descriptor, itf, isStatic));
  }

  private void field(String owner, String name, String descriptor, boolean isStatic) {
    internalName(owner);
    type(Type.getType(descriptor));
    fields.add(new FieldReference(owner, name, descriptor, isStatic));
  }

  private void constant(Object value) {
    if (value instanceof Type type) {
      type(type);
    } else if (value instanceof Handle handle) {
      handle(handle);
    } else if (value instanceof ConstantDynamic dynamic) {
      type(Type.getType(dynamic.getDescriptor()));
      handle(dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        constant(dynamic.getBootstrapMethodArgument(i));
      }
    }
  }

  private void handle(Handle handle) {
    int tag = handle.getTag();
    if (tag <= Opcodes.H_PUTSTATIC) {
      boolean isStatic = tag == Opcodes.H_GETSTATIC || tag == Opcodes.H_PUTSTATIC;
      field(handle.getOwner(), handle.getName(), handle.getDesc(), isStatic);
    } else {
      method(
          handle.getOwner(),
          handle.getName(),
          handle.getDesc(),
          handle.isInterface(),
          tag == Opcodes.H_INVOKESTATIC);
    }
  }

  private final class OfClass extends ClassVisitor {

    OfClass() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      internalName(parent);
      for (String parentInterface : interfaces) {
        internalName(parentInterface);
      }
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      type(Type.getType(descriptor));
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      type(Type.getMethodType(descriptor));
      if (exceptions != null) {
        for (String exception : exceptions) {
          internalName(exception);
        }
      }
      return new OfCode();
    }
  }

  private final class OfCode extends MethodVisitor {

    OfCode() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      internalName(type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
      field(owner, name, descriptor, isStatic);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      method(owner, name, descriptor, isInterface, opcode == Opcodes.INVOKESTATIC);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      type(Type.getMethodType(descriptor));
      for (Object argument : arguments) {
        constant(argument);
      }
      if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
        String type = Type.getReturnType(descriptor).getInternalName();
        lambdas.add(new LambdaReference(type, name, ((Type) arguments[0]).getDescriptor()));
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      constant(value);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      type(Type.getType(descriptor));
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
      internalName(type);
    }
  }
}
