package ai.neptune.archive;

/** Numbers for paths, because an archive may have millions of files. */
public final class PathHash {

  private static final long HASH_START = 0xcbf29ce484222325L;
  private static final long HASH_FACTOR = 0x100000001b3L;

  private PathHash() {}

  /** FNV-1a with 64 bits: among a million paths a coincidence is rarer than one in ten million. */
  public static long of(String path) {
    long hash = HASH_START;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * HASH_FACTOR;
    }
    return hash;
  }
}
