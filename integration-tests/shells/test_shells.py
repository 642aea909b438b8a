"""What people type into spark-shell, pyspark and spark-sql."""

import re

from conftest import HOME, JAR, run

CATALOG = ["--conf", "spark.sql.catalog.neptune=ai.neptune.spark.NeptuneCatalog"]
QUIET = ["--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=2", "--master", "local[2]"]


def spark_sql(server, folder, *statements):
    warehouse = ["--conf", f"spark.sql.warehouse.dir={folder}/warehouse",
                 "--conf", f"spark.hadoop.javax.jdo.option.ConnectionURL=jdbc:derby:;databaseName={folder}/metastore;create=true",
                 "--conf", f"spark.driver.extraJavaOptions=-Dderby.system.home={folder}"]
    command = [HOME / "bin/spark-sql", "--jars", JAR, *QUIET, *CATALOG, *warehouse, "-e", ";\n".join(statements) + ";"]
    return run(command, folder / "spark-sql.log", server.environment)


def test_spark_shell_reads_and_downloads(server, folder):
    code, output = run(
        [HOME / "bin/spark-shell", "--jars", JAR, *QUIET], folder / "spark-shell.log", server.environment, f"""
val metrics = spark.read.format("neptune").option("project", "{server.project}").load("metrics")
println("points: " + metrics.count())
val files = spark.read.format("neptune").option("project", "{server.project}").load("files")
println("files: " + ai.neptune.spark.Neptune.downloadFiles(files, "{folder}/exports").where("path is not null").count())
""")
    assert code == 0, output
    assert re.search(r"points: 10$", output, re.M), output
    assert re.search(r"files: 7$", output, re.M), output
    assert (folder / "exports/alpha/data/sample_csv.csv").read_bytes() == b"a,b\n1,2\n"


def test_pyspark_shell_reads_and_downloads(server, folder):
    code, output = run(
        [HOME / "bin/pyspark", "--jars", JAR, *QUIET], folder / "pyspark.log",
        # As at a terminal, where the shell makes the session.
        {**server.environment, "PYSPARK_DRIVER_PYTHON_OPTS": "-i"}, f"""
metrics = spark.read.format("neptune").option("project", "{server.project}").load("metrics")
print("points:", metrics.count())
files = spark.read.format("neptune").option("project", "{server.project}").load("files")
files.write.format("neptune").mode("append").save("{folder}/exports")
print("files:", spark.read.format("neptune").option("destination", "{folder}/exports").load("downloads").count())
""")
    assert code == 0, output
    assert "points: 10\n" in output, output
    assert "files: 7\n" in output, output


def test_spark_sql_lists_reads_and_downloads(server, folder):
    code, output = spark_sql(
        server, folder,
        "SHOW NAMESPACES IN neptune",
        f"SHOW TABLES IN neptune.`{server.project}`",
        f"SELECT concat('lowest ', min(value)) FROM neptune.`{server.project}`.metrics WHERE NOT isnan(value)",
        f"INSERT INTO neptune.downloads.`{folder}/exports` SELECT file FROM neptune.`{server.project}`.files",
        f"SELECT concat('rows ', count(*), ' ', min(status)) FROM neptune.downloads.`{folder}/exports`")
    assert code == 0, output
    assert f"`{server.project}`" in output or server.project in output
    assert re.search(r"attribute_values", output), output
    assert "lowest 0.0" in output, output
    assert "rows 7 downloaded" in output, output


def test_spark_sql_says_what_is_not_supported(server, folder):
    code, output = spark_sql(server, folder, f"DROP TABLE neptune.`{server.project}`.metrics")
    assert code != 0
    assert f"Cannot drop the table neptune.`{server.project}`.metrics" in output, output
