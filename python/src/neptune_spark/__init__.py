"""Neptune experiment tracking in PySpark.

The functions have the names of those of ``neptune_query``, take the session first, and return Spark DataFrames. A text
for names is an extended regular expression, a list has exact names, and None is unset. They work with classic
sessions and with Spark Connect::

    import neptune_spark
    from pyspark.sql import SparkSession

    spark = neptune_spark.configure(SparkSession.builder).getOrCreate()
    images = neptune_spark.fetch_files(spark, project="team-alpha/project-x", attributes="^predictions/")
    paths = neptune_spark.download_files(images, "s3a://bucket/exports")

The module :mod:`neptune_spark.runs` reads runs instead of experiments.
"""

from importlib.metadata import version as _version

from neptune_spark import errors, runs
from neptune_spark._actions import download_files, export
from neptune_spark._archives import check_archive, fetch_downloads
from neptune_spark._experiments import (
    fetch_attribute_values,
    fetch_experiments_table,
    fetch_files,
    fetch_metric_buckets,
    fetch_metric_summaries,
    fetch_metrics,
    fetch_series,
    list_attributes,
    list_experiments,
)
from neptune_spark._jar import configure, jar

__all__ = [
    "check_archive",
    "configure",
    "download_files",
    "errors",
    "export",
    "fetch_attribute_values",
    "fetch_downloads",
    "fetch_experiments_table",
    "fetch_files",
    "fetch_metric_buckets",
    "fetch_metric_summaries",
    "fetch_metrics",
    "fetch_series",
    "jar",
    "list_attributes",
    "list_experiments",
    "runs",
]

__version__ = _version("neptune-spark")
