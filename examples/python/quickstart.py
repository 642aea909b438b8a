"""The quickstart's job in Python, for spark-submit:

    spark-submit --jars neptune-spark-connector-<version>.jar quickstart.py my-workspace/my-project s3a://bucket/exports

The driver's environment has the API token: NEPTUNE_API_TOKEN.
"""

import sys

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F


def neptune(spark: SparkSession, project: str, relation: str, **options: str) -> DataFrame:
    return spark.read.format("neptune").option("project", project).options(**options).load(relation)


def main(project: str, destination: str) -> None:
    spark = SparkSession.builder.appName("Neptune quickstart in Python").getOrCreate()

    print("Experiments, with configurations and last values:")
    neptune(spark, project, "experiments", attributesPattern="^config/ | ^loss$").show()

    print("Metrics, aggregated by Spark:")
    (neptune(spark, project, "metrics")
        .groupBy("attribute")
        .agg(F.count("*").alias("points"), F.min("value"), F.max("step"))
        .orderBy("attribute")
        .show(truncate=False))

    print("Files, downloaded:")
    files = neptune(spark, project, "files")
    files.write.format("neptune").mode("append").save(destination)
    downloads = spark.read.format("neptune").option("destination", destination).load("downloads")
    downloads.groupBy("status").count().show()
    downloads.select("experiment", "step", "attribute", "path").show(truncate=False)
    spark.stop()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Usage: quickstart.py PROJECT DESTINATION")
    main(*sys.argv[1:])
