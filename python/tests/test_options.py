"""Python's values as options of Spark's own readers and writers."""

from pathlib import Path
from typing import Any

import pytest
from conftest import IS_CONNECT, PROJECT


def read(spark: Any, relation: str, /, **options: Any) -> Any:
    reader = spark.read.format("neptune").option("project", PROJECT)
    for name, value in options.items():
        reader = reader.option(name, value)
    return reader.load(relation)


@pytest.mark.parametrize("value, expected", [(None, 2), (1, 1), (1.0, 1), ("1", 1)])
def test_numbers_and_none(spark: Any, value: Any, expected: int) -> None:
    assert read(spark, "experiments", limit=value).count() == expected
    options = spark.read.format("neptune").options(project=PROJECT, limit=value)
    assert options.load("experiments").count() == expected
    assert spark.read.load("experiments", format="neptune", project=PROJECT, limit=value).count() == expected


@pytest.mark.parametrize(
    "name",
    "apiToken archive archiveMode container experiments experimentsPattern runs query attributes attributesPattern"
    " attributeTypes stepRange tailLimit lineageToTheRoot layout requestTimeout proxy trustStore relation".split(),
)
def test_none_is_an_option_that_is_not_set(spark: Any, name: str) -> None:
    assert read(spark, "metrics", **{name: None}).count() == 7


@pytest.mark.parametrize("value, expected", [(True, ["float"]), (False, []), (None, [])])
def test_booleans(spark: Any, value: Any, expected: Any) -> None:
    table = read(spark, "experiments", attributes="config/lr", typeSuffixInColumnNames=value)
    assert [column.split(":")[1] for column in table.columns if ":" in column] == expected


@pytest.mark.parametrize(
    "option, value, expected",
    [("limit", True, "whole number"), ("limit", 1.5, "whole number"), ("lineageToTheRoot", 1, "true or false")],
)
def test_values_of_another_type_are_named(spark: Any, option: str, value: Any, expected: str) -> None:
    relation = "experiments" if option == "limit" else "metrics"
    with pytest.raises(Exception, match=f"for option '{option}': expected .*{expected}"):
        read(spark, relation, **{option: value}).count()


@pytest.mark.parametrize(
    "options",
    [
        {"overwrite": None, "concurrency": None, "ignoreFailures": None, "apiToken": None},
        {"overwrite": True, "concurrency": 4, "ignoreFailures": False},
        {"overwrite": False, "concurrency": 4.0},
    ],
)
def test_options_of_a_write(spark: Any, tmp_path: Path, options: Any) -> None:
    read(spark, "files").write.format("neptune").mode("append").options(**options).save(str(tmp_path))
    assert (tmp_path / "gull-1" / "data" / "sample.csv").read_text() == "a,b\n1,2\n"


def test_a_default_of_the_session_holds_in_place_of_none(spark: Any) -> None:
    spark.conf.set("spark.datasource.neptune.tailLimit", "1")
    try:
        assert read(spark, "metrics", tailLimit=None).count() == 3
    finally:
        spark.conf.unset("spark.datasource.neptune.tailLimit")


def test_none_in_a_read_of_a_table_of_a_catalog(spark: Any) -> None:
    if IS_CONNECT and not spark.version.startswith("3."):
        pytest.skip("PySpark itself fails")
    table = spark.read.option("tailLimit", None).option("attributes", "loss")
    assert table.table(f"neptune.`{PROJECT}`.metrics").count() == 6
