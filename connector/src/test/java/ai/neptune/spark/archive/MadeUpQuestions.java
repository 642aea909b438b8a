package ai.neptune.spark.archive;

import ai.neptune.spark.archive.Vocabulary.Value;
import ai.neptune.testkit.model.AttributeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/** Questions to a project, made up of what is in it: always the same for one seed of chance. */
final class MadeUpQuestions {

  /**
   * A question.
   *
   * @param where a predicate of Spark's, or null
   * @param select the columns that are read, or none for all
   */
  record Question(
      String relation, Map<String, String> options, String where, List<String> select) {}

  private static final List<String> RELATIONS =
      List.of(
          "experiments",
          "runs",
          "metrics",
          "metrics",
          "series",
          "files",
          "attribute_values",
          "attributes",
          "metric_summaries",
          "metric_buckets");

  private final Vocabulary words;
  private final Random random;

  MadeUpQuestions(Vocabulary words, long seed) {
    this.words = words;
    this.random = new Random(seed);
  }

  Question next() {
    String relation = any(RELATIONS);
    Map<String, String> options = new HashMap<>();
    boolean isTable = relation.equals("experiments") || relation.equals("runs");
    boolean ofRuns = relation.equals("runs") || (!isTable && random.nextBoolean());
    if (!isTable) {
      options.put("container", ofRuns ? "run" : "experiment");
    }
    selectRuns(options, ofRuns);
    selectAttributes(options, isTable);
    switch (relation) {
      case "experiments", "runs" -> order(options);
      case "metrics", "series", "files" -> selectPoints(options);
      case "metric_buckets" -> {
        options.put("buckets", any(List.of("1", "2", "3", "10", "1000")));
        lineage(options);
      }
      default -> {}
    }
    if (relation.equals("metrics") && random.nextInt(6) == 0) {
      options.put("layout", "wide");
      options.put("attributeTypes", "float_series");
      return new Question(relation, options, null, List.of());
    }
    return new Question(
        relation,
        options,
        chance(2) ? where(relation, ofRuns) : null,
        chance(4) ? select(relation, ofRuns) : List.of());
  }

  /** Columns that are compared by themselves; without the attribute, not all rows can be. */
  private List<String> select(String relation, boolean ofRuns) {
    String container = ofRuns ? "run" : "experiment";
    return switch (relation) {
      case "experiments", "runs" -> any(List.of(List.of("count(*)"), List.of(container)));
      case "metrics" ->
          any(List.of(List.of("attribute", "value"), List.of("attribute", "absolute_time")));
      case "series" ->
          any(
              List.of(
                  List.of("attribute", "string_value"), List.of("attribute", "histogram.edges")));
      case "files" -> List.of("attribute", "file.step", container);
      case "attribute_values" ->
          any(
              List.of(
                  List.of("attribute", "float_value", "type"), List.of("attribute", container)));
      case "metric_summaries" -> List.of("attribute", "last", "variance");
      case "metric_buckets" -> List.of("attribute", "x", "bucket_end");
      default -> List.of();
    };
  }

  private void selectRuns(Map<String, String> options, boolean ofRuns) {
    List<String> names = ofRuns ? words.runs() : words.experiments();
    String option = ofRuns ? "runs" : "experiments";
    switch (random.nextInt(8)) {
      case 6 -> options.put("experiments", jsonList(List.of(any(words.experiments()))));
      case 7 -> options.put("experimentsPattern", pattern(words.experiments()));
      case 0 -> options.put(option, jsonList(List.of(any(names), any(names), "no such name")));
      case 1 -> options.put(option, jsonList(List.of(any(names))));
      case 2 -> options.put(option + "Pattern", pattern(names));
      case 3 -> options.put("query", query(2));
      case 4 -> {
        options.put(option + "Pattern", "!" + pattern(names));
        options.put("query", query(1));
      }
      default -> {}
    }
  }

  private void selectAttributes(Map<String, String> options, boolean isTable) {
    List<String> names =
        List.of(words.anyValue(random).name(), words.anyValue(random).name(), "no/such/attribute");
    switch (random.nextInt(isTable ? 3 : 5)) {
      case 0 -> options.put("attributes", jsonList(names));
      case 1 -> options.put("attributesPattern", pattern(names));
      case 2 -> {
        options.put("attributesPattern", "^[^/]+$ | config | " + pattern(names));
        options.put(
            "attributeTypes",
            any(
                List.of(
                    "float_series,file",
                    "string,int,string_series",
                    "float",
                    "histogram_series,file_series,bool",
                    "datetime,string_set,float_series")));
      }
      case 3 -> options.put("attributeTypes", any(List.of("float_series", "string_series,file")));
      default -> {}
    }
    if (isTable) {
      options.put("typeSuffixInColumnNames", "true");
    }
  }

  private void order(Map<String, String> options) {
    if (chance(3)) {
      options.put("limit", Integer.toString(random.nextInt(8)));
      options.put("sortDirection", any(List.of("asc", "desc")));
      if (chance(2)) {
        Value by = words.anyValue(random);
        options.put("sortBy", by.name() + ":" + by.type().userName());
      }
    }
  }

  private void selectPoints(Map<String, String> options) {
    if (chance(3)) {
      options.put(
          "stepRange",
          any(List.of("1,", ",4", "2.5,7", "0.1,0.3", "5,5", "100,", ",-1", "99999999999.5,")));
    }
    if (chance(3)) {
      options.put("tailLimit", any(List.of("1", "2", "7", "1000")));
    }
    lineage(options);
  }

  private void lineage(Map<String, String> options) {
    if (chance(3)) {
      options.put("lineageToTheRoot", "false");
    }
  }

  private String where(String relation, boolean ofRuns) {
    String container = ofRuns ? "run" : "experiment";
    String name = any(ofRuns ? words.runs() : words.experiments());
    String attribute = words.anyValue(random).name();
    List<String> predicates = new ArrayList<>();
    if (!relation.equals("attributes")) {
      predicates.add("%s = %s".formatted(container, sql(name)));
      predicates.add("%s IN (%s, 'x', %s)".formatted(container, sql(name), sql(any(words.runs()))));
      predicates.add("startswith(%s, %s)".formatted(container, sql(prefix(name))));
      predicates.add("%s > %s".formatted(container, sql(name)));
    }
    if (relation.equals("experiments") || relation.equals("runs")) {
      return any(predicates);
    }
    predicates.add("attribute = " + sql(attribute));
    predicates.add("startswith(attribute, %s)".formatted(sql(prefix(attribute))));
    predicates.add("attribute IN (%s, 'loss')".formatted(sql(attribute)));
    switch (relation) {
      case "metrics" -> {
        predicates.add("step >= 2 AND step < 7.5");
        predicates.add("step = 1");
        predicates.add("value > 0.5 OR value IS NULL");
        predicates.add("isnan(value)");
        predicates.add("absolute_time < timestamp'2025-08-29 09:18:28Z'");
      }
      case "series", "attribute_values" ->
          predicates.add("type IN ('string_series', 'file', 'float', 'int')");
      case "files" -> predicates.add("file.size_bytes > 2 AND step IS NOT NULL");
      case "attributes" -> predicates.add("type = 'float_series'");
      case "metric_summaries" -> predicates.add("last > 0.5 AND min < 1");
      default -> predicates.add("y > 0.5");
    }
    return any(predicates);
  }

  private String query(int depth) {
    if (depth > 0 && chance(2)) {
      String left = query(depth - 1);
      String right = query(depth - 1);
      return switch (random.nextInt(4)) {
        case 0 -> "NOT (" + left + ")";
        case 1 -> "(" + left + ") AND (" + right + ")";
        case 2 -> left + " and " + right;
        default -> left + " OR " + right;
      };
    }
    Value value = words.anyValue(random);
    while (value.type() == AttributeType.HISTOGRAM_SERIES
        || value.type() == AttributeType.FILE_SERIES
        || value.name().contains("`")) {
      value = words.anyValue(random);
    }
    String comparison = comparison(value);
    return chance(4) ? comparison.replace(":" + value.type().wireName(), "") : comparison;
  }

  private String comparison(Value value) {
    String literal = value.literal() == null ? "x" : value.literal();
    boolean isText =
        value.type() == AttributeType.STRING || value.type() == AttributeType.STRING_SERIES;
    if (value.type() == AttributeType.FILE || (value.literal() == null && !isText) || chance(5)) {
      return value.typed() + " EXISTS";
    }
    return switch (value.type()) {
      case STRING, STRING_SERIES ->
          value.typed()
              + any(
                  List.of(
                      " == ", " != ", " > ", " CONTAINS ", " NOT CONTAINS ", " <= ", " MATCHES "))
              + quoted(chance(2) ? literal : prefix(literal));
      case STRING_SET ->
          value.typed() + any(List.of(" CONTAINS ", " NOT CONTAINS ")) + quoted(literal);
      case BOOL -> value.typed() + any(List.of(" == ", " != ")) + quoted(literal);
      case FLOAT_SERIES ->
          any(List.of("last", "min", "max", "average", "variance"))
              + "("
              + value.typed()
              + ")"
              + any(List.of(" >= ", " < ", " != "))
              + quoted(literal);
      default ->
          value.typed()
              + any(List.of(" == ", " != ", " >= ", " < ", " > ", " <= "))
              + quoted(literal);
    };
  }

  private String pattern(List<String> names) {
    String name = any(names);
    String literal = Pattern.compile("[^\\p{L}\\p{N}/_-]").matcher(prefix(name)).replaceAll(".");
    return switch (random.nextInt(5)) {
      case 0 -> "^" + literal;
      case 1 -> literal + " & !x";
      case 2 -> "[[:digit:]]$ | ^" + literal;
      case 3 -> "^(%s|loss|.*/x)".formatted(literal);
      default -> "a & ![[:upper:]]";
    };
  }

  private String prefix(String name) {
    int end = name.offsetByCodePoints(0, name.codePointCount(0, name.length()) / 2);
    return name.substring(0, Math.min(end, 100));
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  private <T> T any(List<T> choices) {
    return words.any(random, choices);
  }

  private static String jsonList(List<String> names) {
    return names.stream()
        .map(name -> '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
        .toList()
        .toString();
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String sql(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
