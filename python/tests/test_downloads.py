"""Downloads: by a method of the JVM in classic sessions, by a write over Spark Connect."""

import os
import uuid
from pathlib import Path
from typing import Any, Iterator

import pytest
from conftest import PROJECT, connect_only

import neptune_spark
from neptune_spark import runs
from neptune_spark.errors import FileDownloadException, InvalidFilesException, InvalidOptionException

BLOBS = "/storage/"


@pytest.fixture
def files(spark: Any) -> Any:
    return neptune_spark.fetch_files(spark, project=PROJECT)


def test_downloads_files_and_says_where_they_are(files: Any, neptune: Any, tmp_path: Path) -> None:
    paths = neptune_spark.download_files(files, tmp_path, concurrency=2)
    assert type(paths).__module__ == type(files).__module__
    assert paths.columns == ["experiment", "step", "attribute", "path"]
    listed = [tuple(row) for row in paths.collect()]
    assert [row[:3] for row in listed] == [
        ("gull-1", None, "data/sample"),
        ("gull-1", 1.0, "predictions"),
        ("gull-1", 2.0, "predictions"),
    ]
    assert [Path(row[3].replace("file:", "")).read_bytes() for row in listed] == [b"a,b\n1,2\n", b"abc", b"abcd"]
    assert paths.where("step = 2").count() == 1
    assert neptune.requests(BLOBS) == 3, "using the result downloads nothing again"


def test_downloads_what_a_query_has_left(files: Any, tmp_path: Path) -> None:
    frame = files.where("step = 2").withColumnRenamed("file", "image")
    neptune_spark.download_files(frame, str(tmp_path))
    assert [p.name for p in tmp_path.rglob("*.*") if "_neptune" not in p.parts] == ["step_2_000000.png"]


def test_downloads_files_of_runs(spark: Any, tmp_path: Path) -> None:
    frame = runs.fetch_files(spark, project=PROJECT, attributes="^data/")
    paths = runs.download_files(frame, tmp_path)
    assert [tuple(row)[:3] for row in paths.collect()] == [("gull-1-r1", None, "data/sample")]
    assert (tmp_path / "gull-1-r1" / "data" / "sample.csv").is_file()


def test_keeps_complete_files_if_told_to(files: Any, spark: Any, neptune: Any, tmp_path: Path) -> None:
    neptune_spark.download_files(files, tmp_path)
    neptune_spark.download_files(files, tmp_path, overwrite=False)
    assert neptune.requests(BLOBS) == 3
    kept = neptune_spark.fetch_downloads(spark, tmp_path)
    assert {row.status for row in kept.collect()} == {"kept"}


def test_failed_files_are_an_error_unless_they_are_ignored(files: Any, neptune: Any, tmp_path: Path) -> None:
    neptune.add_faults({"path": "^/storage/", "status": 418, "times": -1})
    with pytest.raises(FileDownloadException, match=r"3 of 3 files could not be downloaded"):
        neptune_spark.download_files(files, tmp_path)
    paths = neptune_spark.download_files(files, tmp_path, ignore_failures=True)
    assert [row.path for row in paths.collect()] == [None, None, None]


def test_errors_name_what_is_wrong(files: Any, tmp_path: Path) -> None:
    with pytest.raises(InvalidFilesException):
        neptune_spark.download_files(files.drop("file"), tmp_path)
    with pytest.raises(InvalidOptionException, match="'concurrency'.*from 1 to 256"):
        neptune_spark.download_files(files, tmp_path, concurrency=0)
    with pytest.raises(InvalidOptionException, match="concurency"):
        neptune_spark.download_files(files, tmp_path, options={"concurency": 1})
    with pytest.raises(ValueError, match="destination is empty"):
        neptune_spark.download_files(files, "")
    (tmp_path / "file").write_text("")
    with pytest.raises(FileDownloadException, match="it is a file"):
        neptune_spark.download_files(files, tmp_path / "file")


def test_each_download_has_its_own_result(files: Any, tmp_path: Path) -> None:
    first = neptune_spark.download_files(files.where("step = 1"), tmp_path)
    second = neptune_spark.download_files(files.where("step = 2"), tmp_path)
    assert [row.step for row in first.collect()] == [1.0]
    assert [row.step for row in second.collect()] == [2.0]


@connect_only
def test_a_write_that_spark_connect_sends_again_downloads_nothing_twice(
    spark: Any, files: Any, neptune: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks after the server has executed the write and forgotten it."""
    import grpc

    stub = spark.client._stub
    original = stub.ExecutePlan
    executed = []

    class Broken(grpc.RpcError):
        def code(self) -> Any:
            return grpc.StatusCode.UNAVAILABLE

        def details(self) -> str:
            return "the connection was reset"

        def trailing_metadata(self) -> Any:
            return ()

    def execute(request: Any, **kwargs: Any) -> Iterator[Any]:
        if request.plan.command.HasField("write_operation"):
            executed.append(request)
            if len(executed) == 1:
                # Under another id: the server will not know that of the client.
                other = type(request)()
                other.CopyFrom(request)
                other.operation_id = str(uuid.uuid4())
                list(original(other, **kwargs))
                raise Broken()
        yield from original(request, **kwargs)

    monkeypatch.setattr(stub, "ExecutePlan", execute)
    paths = neptune_spark.download_files(files, tmp_path)
    assert len(executed) > 1, "the client has sent the write again"
    assert paths.count() == 3
    assert neptune.requests(BLOBS) == 3
    assert len([p for p in (tmp_path / "_neptune").iterdir() if p.is_dir()]) == 1


def test_a_relative_destination_is_below_the_working_directory_of_the_driver(files: Any, spark: Any) -> None:
    name = f"downloads-{os.getpid()}"
    paths = neptune_spark.download_files(files.where("step = 1"), name)
    path = paths.collect()[0].path
    assert f"/{name}/gull-1/" in path
