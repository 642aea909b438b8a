package ai.neptune.archive.write;

/** Where the bytes of a file go, in their order. */
@FunctionalInterface
public interface PartOutput {

  void write(byte[] bytes, int length);
}
