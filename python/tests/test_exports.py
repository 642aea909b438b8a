"""Exports: by a method of the JVM in classic sessions, by a write over Spark Connect."""

from pathlib import Path
from typing import Any

import pytest
from conftest import OTHER_PROJECT, PROJECT

import neptune_spark
from neptune_spark import runs
from neptune_spark.errors import ExportException, InvalidOptionException, ProjectInaccessibleException


def statuses(report: Any) -> Any:
    return [(row.run, row.status) for row in report.collect()]


def test_exports_a_project_and_what_has_changed(spark: Any, neptune: Any, tmp_path: Path) -> None:
    report = neptune_spark.export(spark, tmp_path, project=PROJECT)
    assert report.columns == [
        "project",
        "run",
        "experiment",
        "status",
        "attributes",
        "points",
        "files",
        "bytes",
        "error",
    ]
    assert statuses(report) == [("gull-1-r1", "exported"), ("gull-2-r1", "exported"), ("lone-r1", "exported")]
    assert [row.files for row in report.collect()] == [3, 0, 0]
    archive = {"archive": tmp_path}
    assert neptune_spark.fetch_metrics(spark, options=archive).count() == 7
    assert runs.fetch_runs_table(spark, options=archive, attributes=["config/lr"]).count() == 3
    checked = neptune_spark.check_archive(spark, tmp_path)
    assert {row.status for row in checked.collect()} == {"complete"}
    neptune.reset()
    again = neptune_spark.export(spark, tmp_path, project=PROJECT)
    assert {status for _, status in statuses(again)} == {"kept"}
    assert neptune.requests("/storage/") == 0
    assert statuses(report)[0] == ("gull-1-r1", "exported"), "each export has its own result"


def test_exports_the_runs_that_arguments_select(spark: Any, tmp_path: Path) -> None:
    report = neptune_spark.export(
        spark, tmp_path, project=PROJECT, query="`config/lr` < 0.025", runs="^gull", files=False, overwrite=True
    )
    assert statuses(report) == [("gull-1-r1", "exported"), ("gull-2-r1", "exported")]
    assert not (tmp_path / "files").exists()
    report = neptune_spark.export(spark, tmp_path, project=PROJECT, runs=["gull-1-r1"], experiments=["gull-1"], files=False)
    assert statuses(report) == [("gull-1-r1", "kept")]


def test_exports_several_projects(spark: Any, tmp_path: Path) -> None:
    report = neptune_spark.export(spark, tmp_path, project=[PROJECT, OTHER_PROJECT], runs="-1-r1$", files=False)
    assert [(row.project, row.run) for row in report.collect()] == [
        (OTHER_PROJECT, "tern-1-r1"),
        (PROJECT, "gull-1-r1"),
    ]


def test_failures_are_errors_unless_they_are_ignored(spark: Any, neptune: Any, tmp_path: Path) -> None:
    neptune.add_faults({"path": "^/storage/", "status": 418, "times": -1})
    with pytest.raises(ExportException, match=r"1 run\(s\) could not be exported"):
        neptune_spark.export(spark, tmp_path, project=PROJECT)
    report = neptune_spark.export(spark, tmp_path, project=PROJECT, ignore_failures=True)
    assert statuses(report)[0] == ("gull-1-r1", "failed")


def test_errors_name_what_is_wrong(spark: Any, tmp_path: Path) -> None:
    with pytest.raises(ProjectInaccessibleException, match="team-alpha/nothing"):
        neptune_spark.export(spark, tmp_path, project="team-alpha/nothing")
    with pytest.raises(InvalidOptionException, match="concurrency"):
        neptune_spark.export(spark, tmp_path, project=PROJECT, concurrency=1000)
