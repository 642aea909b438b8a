package ai.neptune.spark.download.plan;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * The hash in the names of files: BLAKE2b with 64 bits, as 16 hex digits (docs/downloads.md, "Path
 * of a file").
 */
public final class Blake2b {

  /** How many characters a hash has. */
  static final int HEX_LENGTH = 16;

  private Blake2b() {}

  public static String hex(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Blake2bDigest digest = new Blake2bDigest(HEX_LENGTH * 4);
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[HEX_LENGTH / 2];
    digest.doFinal(hash, 0);
    return HexFormat.of().formatHex(hash);
  }
}
