"""What the package does without Spark: its jar, the class path of a session, its errors."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, Dict

import pytest

import neptune_spark
from neptune_spark import _jar, errors


class Builder:
    """``SparkSession.builder``, which keeps its settings as PySpark does."""

    def __init__(self, **options: str) -> None:
        self._options: Dict[str, str] = {name.replace("_", "."): value for name, value in options.items()}

    def config(self, key: str, value: Any) -> "Builder":
        self._options[key] = value
        return self


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SPARK_REMOTE", "SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(_jar, "_runs_without", lambda path: False)


def test_the_jar_is_the_connector() -> None:
    with zipfile.ZipFile(neptune_spark.jar()) as jar:
        assert "ai/neptune/spark/NeptuneDataSource.class" in jar.namelist()
    printed = subprocess.run([sys.executable, "-m", "neptune_spark"], check=True, capture_output=True, text=True)
    assert printed.stdout.strip() == neptune_spark.jar()


def test_every_error_of_the_connector_has_a_class() -> None:
    with zipfile.ZipFile(neptune_spark.jar()) as jar:
        names = [Path(name).stem for name in jar.namelist() if name.startswith("ai/neptune/errors/")]
    expected = {name for name in names if name.endswith("Exception") and "$" not in name}
    assert len(expected) > 10
    assert expected == {name for name in vars(errors) if name.endswith("Exception")}


def test_configure_adds_the_jar_to_those_of_the_builder() -> None:
    builder = Builder(spark_jars="/a.jar, /b.jar")
    assert neptune_spark.configure(builder) is builder
    neptune_spark.configure(builder)
    assert builder._options == {"spark.jars": f"/a.jar,/b.jar,{neptune_spark.jar()}"}


def test_configure_adds_the_jar_to_those_of_the_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "spark-defaults.conf").write_text("# spark.jars /no.jar\nspark.jars.packages a:b:1\nspark.jars  /a.jar \n")
    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path))
    assert neptune_spark.configure(Builder())._options["spark.jars"] == f"/a.jar,{neptune_spark.jar()}"


@pytest.mark.parametrize("remote", ["sc://localhost", "sc://host:15002/;token=x"])
def test_configure_says_that_it_cannot_change_a_server(monkeypatch: pytest.MonkeyPatch, remote: str) -> None:
    with pytest.raises(ValueError, match="Start the server with"):
        neptune_spark.configure(Builder(spark_remote=remote))
    monkeypatch.setenv("SPARK_REMOTE", remote)
    with pytest.raises(ValueError, match="Start the server with"):
        neptune_spark.configure(Builder())


def test_configure_works_with_a_local_server_of_spark_connect() -> None:
    assert "spark.jars" in neptune_spark.configure(Builder(spark_remote="local[2]"))._options


def test_configure_says_that_submit_arguments_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--jars /a.jar pyspark-shell")
    with pytest.raises(ValueError, match="PYSPARK_SUBMIT_ARGS has --jars"):
        neptune_spark.configure(Builder())
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", f"--jars /a.jar,{neptune_spark.jar()} pyspark-shell")
    neptune_spark.configure(Builder())


def test_configure_says_that_spark_runs_already(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_jar, "_runs_without", lambda path: True)
    with pytest.raises(RuntimeError, match="before"):
        neptune_spark.configure(Builder())


@pytest.mark.parametrize(
    "text",
    [
        "An error occurred while calling o1.load.\n: ai.neptune.errors.InvalidOptionException: Bad.\nWorse.\n\tat a.B.c(B.java:1)",
        "(ai.neptune.errors.InvalidOptionException) Bad.\nWorse.\n\nJVM stacktrace:\nai.neptune.errors.X\n\tat a.B.c(B.java:1)",
        "Job aborted: ai.neptune.errors.InvalidOptionException: Bad.\nWorse.\n\tat a.B.c(B.java:1)\nCaused by: x",
    ],
)
def test_errors_are_found_in_the_texts_of_spark(text: str) -> None:
    error = errors.neptune_error(RuntimeError(text))
    assert type(error) is errors.InvalidOptionException
    assert str(error) == "Bad.\nWorse."


def test_a_spark_without_the_connector_is_told() -> None:
    for text in (
        "An error occurred while calling o1.load.\n: [DATA_SOURCE_NOT_FOUND] Failed to find the data source: neptune. Make",
        "(org.apache.spark.SparkClassNotFoundException) [DATA_SOURCE_NOT_FOUND] Failed to find the data source: neptune.",
    ):
        with pytest.raises(errors.ConnectorNotFoundError, match="neptune_spark.configure"):
            errors.raise_translated(RuntimeError(text))


def test_the_package_needs_no_pyspark_to_be_imported() -> None:
    code = "import sys; sys.modules['pyspark'] = None; import neptune_spark; print(neptune_spark.__version__)"
    printed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert printed.stdout.strip() == neptune_spark.__version__
    assert os.path.basename(neptune_spark.jar()).startswith("neptune-spark-connector-" + neptune_spark.__version__[:5])
