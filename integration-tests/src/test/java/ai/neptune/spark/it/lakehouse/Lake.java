package ai.neptune.spark.it.lakehouse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A schema with the copy of a project, in one format; the recipes of the page fill it. */
final class Lake {

  private static final List<String> TABLES =
      List.of("runs", "experiments", "attribute_values", "metrics", "series", "files");
  private static final String QUERY = "spark.datasource.neptune.query";

  private final SparkSession spark;
  private final Recipes recipes;
  private final Map<String, String> variables = new LinkedHashMap<>();

  Lake(SparkSession spark, Recipes recipes, String format, String schema) {
    this.spark = spark;
    this.recipes = recipes;
    set("format", format).set("lake", schema).set("project", LakeProject.NAME);
    run("tables-" + format);
  }

  /** Sets a variable of the recipes. */
  Lake set(String name, String value) {
    variables.put(name, value);
    return this;
  }

  String variable(String name) {
    return variables.get(name);
  }

  void firstCopy() {
    set("deletions", "true").run("source", "first-copy", "files", "finish");
  }

  void update() {
    set("deletions", "true").run("source", "changes", "copy", "files", "finish");
  }

  /** Copies the runs that have changed since a time. */
  void update(String since) {
    set("since", since).set("deletions", "false");
    try {
      run("recent", "source", "changes", "copy", "files", "finish");
    } finally {
      spark.conf().unset(QUERY);
    }
  }

  /** Begins an update and ends after some statements of the copy, like a driver that is killed. */
  void breakUpdateAfter(int statements) {
    set("deletions", "true").run("source", "changes");
    recipes.statements("copy").subList(0, statements).forEach(this::execute);
  }

  /** The rows of each table as text, in a fixed order. */
  Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String table : TABLES) {
      rows.put(table, rows("SELECT * FROM ${lake}." + table));
    }
    return rows;
  }

  /** What copies of a server and of an archive have in common, without the rows of a run. */
  Map<String, List<String>> rowsOfBoth(String otherRun) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String table : List.of("runs", "attribute_values", "metrics", "series", "files")) {
      String columns = table.equals("files") ? "run, attribute, step, file.size_bytes" : "*";
      String source = "${lake}." + table + " WHERE run <> '" + otherRun + "'";
      rows.put(table, rows("SELECT " + columns + " FROM " + source));
    }
    return rows;
  }

  /** The rows of a query as text, in a fixed order. */
  List<String> rows(String query) {
    List<String> rows = new ArrayList<>();
    for (Row row : execute(query)) {
      rows.add(row.toString());
    }
    rows.sort(null);
    return rows;
  }

  void run(String... names) {
    for (String name : names) {
      recipes.statements(name).forEach(this::execute);
    }
  }

  private List<Row> execute(String sql) {
    variables.forEach(spark.conf()::set);
    return spark.sql(sql).collectAsList();
  }
}
