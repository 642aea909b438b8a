"""Checked by mypy, not run: the functions return DataFrames of the kind that they are given."""

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.connect.dataframe import DataFrame as ConnectDataFrame
from pyspark.sql.connect.session import SparkSession as ConnectSession
from typing_extensions import assert_type

import neptune_spark
from neptune_spark import runs


def classic() -> None:
    spark = neptune_spark.configure(SparkSession.builder.master("local")).getOrCreate()
    assert_type(spark, SparkSession)
    files = neptune_spark.fetch_files(spark, project=["a/b"], attributes="^data/", step_range=(1, None))
    assert_type(files, DataFrame)
    assert_type(neptune_spark.download_files(files, "s3a://bucket/exports", concurrency=4), DataFrame)
    assert_type(neptune_spark.export(spark, "s3a://bucket/exports", options={"apiToken": None}), DataFrame)


def connect(spark: ConnectSession) -> None:
    files = runs.fetch_files(spark, runs=("a", "b"), options={"maxConcurrentRequests": 4.0})
    assert_type(files, ConnectDataFrame)
    assert_type(runs.download_files(files, "s3a://bucket/exports"), ConnectDataFrame)
    assert_type(neptune_spark.export(spark, "s3a://bucket/exports", overwrite=True), ConnectDataFrame)
