"""The readers, with the arguments that those of neptune_query have."""

import inspect
import math
from typing import Any, List, Tuple

import pytest
from conftest import OTHER_PROJECT, PROJECT

import neptune_spark
from neptune_spark import runs
from neptune_spark.errors import (
    ConflictingAttributeTypesException,
    InvalidOptionException,
    ProjectInaccessibleException,
    ProjectNotProvidedException,
)


def rows(frame: Any) -> List[Tuple[Any, ...]]:
    return sorted((tuple(row) for row in frame.collect()), key=repr)


@pytest.mark.parametrize(
    "experiments, expected",
    [
        (None, ["gull,2", "gull-1"]),
        ("^gull-", ["gull-1"]),
        (["gull,2"], ["gull,2"]),
        (("gull,2", "gull-1"), ["gull,2", "gull-1"]),
        ([], []),
        ("", ["gull,2", "gull-1"]),
    ],
)
def test_a_list_has_exact_names_a_text_is_a_pattern_and_none_is_all(
    spark: Any, experiments: Any, expected: List[str]
) -> None:
    found = neptune_spark.list_experiments(spark, project=PROJECT, experiments=experiments)
    assert found.columns == ["experiment"]
    assert [name for (name,) in rows(found)] == expected


def test_lists_runs_and_attributes(spark: Any) -> None:
    assert rows(runs.list_runs(spark, project=PROJECT)) == [("gull-1-r1",), ("gull-2-r1",), ("lone-r1",)]
    assert rows(runs.list_runs(spark, project=PROJECT, experiments=["gull-1"])) == [("gull-1-r1",)]
    attributes = neptune_spark.list_attributes(spark, project=PROJECT, attributes="^loss", attribute_types=["float_series"])
    assert rows(attributes) == [("loss", "float_series"), ("loss/val", "float_series")]
    assert rows(runs.list_attributes(spark, project=PROJECT, runs=["lone-r1"], attributes="^config"))


def test_reads_tables(spark: Any) -> None:
    table = neptune_spark.fetch_experiments_table(
        spark, project=PROJECT, attributes=["config/lr", "loss"], sort_by="config/lr", sort_direction="asc", limit=1
    )
    assert table.columns == ["experiment", "config/lr", "loss"]
    assert rows(table) == [("gull-1", 0.01, 0.25)]
    table = runs.fetch_runs_table(
        spark, project=PROJECT, query="`config/lr` > 0.01", attributes=["config/lr"], type_suffix_in_column_names=True
    )
    assert table.columns == ["run", "config/lr:float"]
    assert rows(table) == [("gull-2-r1", 0.02), ("lone-r1", 0.03)]


def test_reads_metrics(spark: Any) -> None:
    metrics = neptune_spark.fetch_metrics(
        spark,
        project=PROJECT,
        experiments=["gull-1"],
        attributes=["loss"],
        step_range=(2, None),
        tail_limit=2,
        lineage_to_the_root=False,
        include_point_previews=True,
    )
    values = rows(metrics.select("step", "value"))
    assert [step for step, _ in values] == [3.0, 4.0]
    assert math.isnan(values[0][1]) and values[1][1] == 0.25
    wide = runs.fetch_metrics(spark, project=PROJECT, runs="^gull-1", step_range=(None, 2.0), layout="wide")
    assert wide.columns == ["run", "step", "loss", "loss/val"]
    assert rows(wide) == [("gull-1-r1", 1.0, 0.9, None), ("gull-1-r1", 2.0, 0.5, 0.75)]


def test_reads_other_relations(spark: Any) -> None:
    series = neptune_spark.fetch_series(spark, project=PROJECT, attribute_types="string_series", tail_limit=1)
    assert rows(series.select("attribute", "string_value")) == [("journal", "day 1")]
    buckets = neptune_spark.fetch_metric_buckets(spark, project=PROJECT, experiments=["gull-1"], y=["loss"], limit=2)
    assert rows(buckets.select("x", "y")) == [(1.0, 0.9), (4.0, 0.25)]
    summaries = runs.fetch_metric_summaries(spark, project=PROJECT, runs=["gull-2-r1"])
    assert rows(summaries.select("attribute", "last", "min", "max")) == [("loss", 0.4, 0.4, 0.8)]
    files = runs.fetch_files(spark, project=PROJECT, attributes="^predictions", step_range=(2.0, 2.0))
    assert rows(files.select("run", "step", "file.size_bytes")) == [("gull-1-r1", 2.0, 4)]
    values = neptune_spark.fetch_attribute_values(
        spark, project=PROJECT, attributes="^config/", attribute_types=["bool", "int"]
    )
    assert rows(values.select("attribute", "int_value", "bool_value")) == [
        ("config/augment", None, True),
        ("config/layers", 3, None),
    ]


def test_reads_several_projects(spark: Any) -> None:
    found = neptune_spark.list_experiments(spark, project=[PROJECT, OTHER_PROJECT], experiments=["gull-1", "tern-1"])
    assert rows(found) == [(OTHER_PROJECT, "tern-1"), (PROJECT, "gull-1")]


def test_further_options_are_those_of_the_source(spark: Any, neptune: Any) -> None:
    options = {"apiToken": neptune.api_token, "MAXCOLUMNS": 5.0, "limit": None, "lineageToTheRoot": True}
    assert neptune_spark.list_experiments(spark, project=PROJECT, options=options).count() == 2
    with pytest.raises(ValueError, match="'PROJECT' is set by an argument"):
        neptune_spark.list_experiments(spark, project=PROJECT, options={"PROJECT": "a/b"})
    with pytest.raises(InvalidOptionException, match="'atributes'.*'attributes'"):
        neptune_spark.list_experiments(spark, project=PROJECT, options={"atributes": "x"})


def test_errors_are_those_of_the_connector(spark: Any) -> None:
    with pytest.raises(ProjectNotProvidedException, match="NEPTUNE_PROJECT") as error:
        neptune_spark.fetch_metrics(spark)
    assert "\tat " not in str(error.value) and "JVM stacktrace" not in str(error.value)
    with pytest.raises(ProjectInaccessibleException, match="team-alpha/nothing"):
        neptune_spark.fetch_experiments_table(spark, project="team-alpha/nothing")
    with pytest.raises(ConflictingAttributeTypesException, match="mixed"):
        neptune_spark.fetch_experiments_table(spark, project=OTHER_PROJECT)
    with pytest.raises(InvalidOptionException, match="'-1' for option 'limit'"):
        neptune_spark.fetch_experiments_table(spark, project=PROJECT, limit=-1)


@pytest.mark.parametrize(
    "arguments",
    [{"experiments": [1]}, {"project": [None]}, {"step_range": "1,2"}, {"step_range": (1,)}, {"options": {"limit": []}}],
)
def test_arguments_of_a_wrong_type_are_named(spark: Any, arguments: Any) -> None:
    with pytest.raises(TypeError, match="Expected"):
        neptune_spark.fetch_metrics(spark, **arguments)


def test_errors_of_later_actions_can_be_told(spark: Any, neptune: Any) -> None:
    metrics = neptune_spark.fetch_metrics(spark, project=PROJECT)
    neptune.add_faults({"path": "/series/float", "status": 418, "times": -1})
    with pytest.raises(Exception) as raised:
        metrics.collect()
    error = neptune_spark.errors.neptune_error(raised.value)
    assert type(error) is neptune_spark.errors.UnexpectedResponseException, raised.value
    assert "418" in str(error)
    assert neptune_spark.errors.neptune_error(ValueError("x")) is None


def test_names_and_arguments_are_those_of_neptune_query() -> None:
    """The public functions of neptune_query 1.14, and their arguments that say what to read."""
    expected = {
        "list_experiments": "project experiments",
        "list_attributes": "project experiments attributes",
        "fetch_metrics": "project experiments attributes step_range lineage_to_the_root tail_limit"
        " type_suffix_in_column_names include_point_previews",
        "fetch_experiments_table": "project experiments attributes sort_by sort_direction limit"
        " type_suffix_in_column_names",
        "fetch_series": "project experiments attributes step_range lineage_to_the_root tail_limit",
        "fetch_metric_buckets": "project experiments x y limit lineage_to_the_root include_point_previews",
        "download_files": "files destination",
    }
    of_runs = ["list_attributes", "fetch_metrics", "fetch_series", "download_files"]
    for name, arguments in expected.items():
        assert set(arguments.split()) <= set(inspect.signature(getattr(neptune_spark, name)).parameters)
    for name in of_runs:
        arguments = expected[name].replace("experiments", "runs")
        assert set(arguments.split()) <= set(inspect.signature(getattr(runs, name)).parameters)
    assert {"list_runs", "fetch_runs_table"} <= set(runs.__all__)
