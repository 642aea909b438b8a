package ai.neptune.archive.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Turns the decimals that an export keeps steps as into the doubles that they were made of. The
 * exporter rounds to six digits, half to even; the double nearest to the decimal is the original
 * for every step that Neptune allows.
 */
final class StepValues {

  /** Integers up to here are doubles, so that one division rounds correctly. */
  private static final long EXACT = 1L << 53;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18
  };

  private final PrimitiveTypeName physical;
  private final int length;
  private final int scale;
  private final double divisor;

  private StepValues(PrimitiveType type, int scale) {
    this.physical = type.getPrimitiveTypeName();
    this.length = type.getTypeLength();
    this.scale = scale;
    this.divisor = scale < POWERS_OF_TEN.length ? POWERS_OF_TEN[scale] : 0;
  }

  static StepValues of(PrimitiveType type) {
    int scale =
        type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
            ? decimal.getScale()
            : 0;
    return new StepValues(type, scale);
  }

  /** Whether all steps are decimals in eight bytes, as the exporter writes them. */
  boolean areLongs() {
    return physical == PrimitiveTypeName.INT64
        || (physical == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY && length == Long.BYTES);
  }

  /** The order of the bytes of a plain decimal. */
  ByteOrder byteOrder() {
    return physical == PrimitiveTypeName.INT64 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  double of(long unscaled) {
    return -EXACT < unscaled && unscaled < EXACT && divisor != 0
        ? unscaled / divisor
        : BigDecimal.valueOf(unscaled, scale).doubleValue();
  }

  double of(Binary bytes) {
    if (bytes.length() == Long.BYTES) {
      ByteBuffer buffer = bytes.toByteBuffer();
      return of(buffer.getLong(buffer.position()));
    }
    return new BigDecimal(new BigInteger(bytes.getBytesUnsafe()), scale).doubleValue();
  }

  double of(Dictionary dictionary, int id) {
    return switch (physical) {
      case INT32 -> of(dictionary.decodeToInt(id));
      case INT64 -> of(dictionary.decodeToLong(id));
      case FLOAT -> dictionary.decodeToFloat(id);
      case DOUBLE -> dictionary.decodeToDouble(id);
      default -> of(dictionary.decodeToBinary(id));
    };
  }

  /** The step whose bytes Parquet writes for a single value, as in statistics. */
  double ofPlain(byte[] bytes) {
    ByteBuffer value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (physical) {
      case INT32 -> of(value.getInt());
      case INT64 -> of(value.getLong());
      case FLOAT -> value.getFloat();
      case DOUBLE -> value.getDouble();
      default -> of(Binary.fromConstantByteArray(bytes));
    };
  }
}
