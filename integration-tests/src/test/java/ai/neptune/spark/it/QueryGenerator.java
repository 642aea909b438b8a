package ai.neptune.spark.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Generates queries on a view: a few of its columns, and predicates of all kinds on them. */
final class QueryGenerator {

  private static final List<String> DOUBLES =
      List.of(
          "0.5D",
          "0.0D",
          "-0.0D",
          "-1.5D",
          "0.1D",
          "0.1",
          "3",
          "1e300D",
          "4.9e-324D",
          "0.3D",
          "0.30000000000000004D",
          "1.0000005D",
          "1.000001D",
          "2.0D",
          "10",
          "-3D",
          "1e12D",
          "999999999999D",
          "1000000.25D",
          "double('NaN')",
          "double('Infinity')",
          "double('-Infinity')",
          "cast(null as double)");
  private static final List<String> LONGS =
      List.of(
          "0L",
          "1L",
          "-1",
          "7L",
          "9007199254740992L",
          "9007199254740993L",
          "-9007199254740993L",
          "9223372036854775807L",
          "1.5D",
          "0.5",
          "cast(null as bigint)");
  private static final List<String> TIMES =
      List.of(
          "timestamp'2025-08-29 09:18:27.946'",
          "timestamp'2025-08-29 09:18:27.946123'",
          "timestamp'2025-08-29 09:18:27.9469999'",
          "timestamp'1969-12-31 23:59:59.9985'",
          "timestamp'1969-12-31 23:59:59.999'",
          "timestamp'2000-01-01 00:00:00'",
          "date'2000-01-01'",
          "timestamp'0001-01-01 00:00:00'",
          "timestamp'2025-09-01 00:00:05.005'");
  private static final List<String> COMPARISONS = List.of("=", "<", "<=", ">", ">=", "<>", "<=>");
  private static final Set<String> NAMES_AND_STEPS =
      Set.of("project", "experiment", "run", "attribute", "type", "step");
  private static final int DEPTH = 2;

  private final Random random;
  private final String view;
  private final List<StructField> comparable;
  private final List<StructField> all;

  /** Creates a generator for a view; the same seed generates the same queries. */
  QueryGenerator(long seed, String view, StructType schema) {
    this.random = new Random(seed);
    this.view = view;
    this.all = List.of(schema.fields());
    this.comparable =
        all.stream()
            .filter(field -> isComparable(field.dataType()))
            .flatMap(field -> Stream.generate(() -> field).limit(weight(field)))
            .toList();
  }

  /** Returns a query whose result is deterministic except for the order of its rows. */
  String query() {
    String selected =
        switch (random.nextInt(6)) {
          case 0 -> "count(*) AS n";
          case 1 -> "count(*) AS n, count(" + column(pick(all)) + ") AS m";
          case 2 -> "*";
          default ->
              IntStream.range(0, 1 + random.nextInt(3))
                  .mapToObj(i -> column(pick(all)) + " AS c" + i)
                  .collect(Collectors.joining(", "));
        };
    return "SELECT %s FROM %s WHERE %s".formatted(selected, view, predicate(DEPTH));
  }

  private String predicate(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(10);
    return switch (kind) {
      case 1, 2, 3 -> "(%s AND %s)".formatted(predicate(depth - 1), predicate(depth - 1));
      case 4, 5 -> "(%s OR %s)".formatted(predicate(depth - 1), predicate(depth - 1));
      case 6 -> "NOT (%s)".formatted(predicate(depth - 1));
      default -> comparison();
    };
  }

  private String comparison() {
    StructField field = pick(comparable);
    String column = column(field);
    boolean isText = field.dataType().equals(DataTypes.StringType);
    return switch (random.nextInt(isText ? 12 : 8)) {
      case 0 -> column + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
      case 1 -> column + (random.nextInt(4) == 0 ? " NOT IN (" : " IN (") + literals(field) + ")";
      case 2 -> "%s BETWEEN %s AND %s".formatted(column, literal(field), literal(field));
      case 3 -> literal(field) + " " + pick(COMPARISONS) + " " + column;
      case 8 -> "%s LIKE '%s%%'".formatted(column, part(true));
      case 9 -> "%s LIKE '%%%s'".formatted(column, part(true));
      case 10 -> "%s LIKE '%%%s%%'".formatted(column, part(true));
      case 11 ->
          "%s(%s, '%s')"
              .formatted(pick(List.of("startswith", "endswith", "contains")), column, part(false));
      default -> column + " " + pick(COMPARISONS) + " " + literal(field);
    };
  }

  private String literals(StructField field) {
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      literals.add(literal(field));
    }
    return String.join(", ", literals);
  }

  private String literal(StructField field) {
    DataType type = field.dataType();
    if (field.name().equals("step") && random.nextInt(4) > 0) {
      return pick(PushDownSample.STEPS) + "D";
    }
    if (type.equals(DataTypes.DoubleType)) {
      return pick(DOUBLES);
    }
    if (type.equals(DataTypes.LongType)) {
      return pick(LONGS);
    }
    if (type.equals(DataTypes.TimestampType)) {
      return pick(TIMES);
    }
    if (type.equals(DataTypes.BooleanType)) {
      return pick(List.of("true", "false"));
    }
    return "'" + escaped(text(field.name())) + "'";
  }

  private String text(String column) {
    return switch (column) {
      case "experiment" -> pick(PushDownSample.EXPERIMENTS);
      case "run" -> pick(List.of("r-1-0", "r-1-1", "R-1-0", "r-2-0", "no experiment", "PUSH-3"));
      case "project" -> pick(List.of(PushDownSample.PROJECT, PushDownSample.OTHER_PROJECT, "x"));
      case "attribute" -> pick(List.of("loss", "Loss", "m/val", "tick`s/x", "größe", "text", "x"));
      case "type" -> pick(List.of("string_series", "file_series", "string", "float", "x"));
      default -> pick(PushDownSample.STRINGS.subList(0, PushDownSample.STRINGS.size() - 1));
    };
  }

  private String part(boolean isPattern) {
    String part =
        pick(
            List.of(
                "g", "gull", "m/", "r-1", "L", "a", "a.", "b", "\n", "100%", "", "ö", "`", "_"));
    String escaped = escaped(part);
    return isPattern ? escaped.replace("%", "\\\\%").replace("_", "\\\\_") : escaped;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
  }

  private static String column(StructField field) {
    return "`" + field.name().replace("`", "``") + "`";
  }

  /** Prefers names and steps, which have the most kinds of push-down. */
  private static int weight(StructField field) {
    return NAMES_AND_STEPS.contains(field.name()) ? 4 : 1;
  }

  private static boolean isComparable(DataType type) {
    return type.equals(DataTypes.DoubleType)
        || type.equals(DataTypes.LongType)
        || type.equals(DataTypes.StringType)
        || type.equals(DataTypes.BooleanType)
        || type.equals(DataTypes.TimestampType);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
