"""SQL and the catalog, as Python reaches them."""

from pathlib import Path
from typing import Any

import pytest
from conftest import OTHER_PROJECT, PROJECT, classic_only

import neptune_spark


@pytest.fixture
def in_catalog(spark: Any) -> Any:
    before = spark.catalog.currentCatalog()
    spark.catalog.setCurrentCatalog("neptune")
    yield
    spark.catalog.setCurrentCatalog(before)


def test_lists_projects_and_relations(spark: Any, in_catalog: Any) -> None:
    assert {PROJECT, OTHER_PROJECT} <= {database.name.strip("`") for database in spark.catalog.listDatabases()}
    tables = {table.name for table in spark.catalog.listTables(f"`{OTHER_PROJECT}`")}
    assert {"experiments", "metrics", "files"} <= tables


def test_tells_whether_tables_exist(spark: Any) -> None:
    assert spark.catalog.tableExists(f"neptune.`{PROJECT}`.metrics")
    assert not spark.catalog.tableExists(f"neptune.`{PROJECT}`.nothing")
    assert not spark.catalog.tableExists("neptune.`team-alpha/nothing`.metrics")


def test_inserts_download(spark: Any, tmp_path: Path) -> None:
    spark.sql(f"INSERT INTO neptune.downloads.`{tmp_path}` SELECT file FROM neptune.`{PROJECT}`.files").collect()
    assert (tmp_path / "gull-1" / "predictions" / "step_1_000000.png").read_bytes() == b"abc"
    downloads = spark.table(f"neptune.downloads.`{tmp_path}`")
    assert {row.status for row in downloads.collect()} == {"downloaded"}
    assert neptune_spark.fetch_downloads(spark, tmp_path).count() == 3


def test_views(spark: Any) -> None:
    spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW losses USING neptune OPTIONS (project '{PROJECT}', relation 'metrics')")
    assert spark.sql("SELECT count(*) FROM losses WHERE attribute = 'loss'").collect()[0][0] == 6


@classic_only
def test_persistent_tables_work_on_spark_4(spark: Any) -> None:
    spark.sql(f"CREATE TABLE stored USING neptune OPTIONS (project '{PROJECT}', relation 'metrics')")
    try:
        if spark.version.startswith("3."):
            with pytest.raises(Exception, match="neptune is not a valid Spark SQL Data Source"):
                spark.table("stored")
        else:
            assert spark.table("stored").where("attribute = 'loss'").count() == 6
    finally:
        spark.sql("DROP TABLE stored")
