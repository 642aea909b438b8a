"""Runs the Python of the documentation, each page in an order and a namespace of its own.

A block after ``<!-- not run: reason -->`` is left out; SQL whose reason is Spark 4 is run here, on Spark 4.
"""

import base64
import re
import textwrap
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

import pytest
from conftest import classic_only

import neptune_spark

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^\n]+) -->\n\s*\n)?^ *```(?P<language>\w+)\n(?P<code>.*?)^ *```$", re.M | re.S
)
PROJECTS = ["team-alpha/project-x", "my-workspace/my-project"]


def blocks(page: Path, language: str) -> Iterator[Tuple[int, str, str]]:
    """The line, the code and the reason not to run it of each block of a page."""
    text = page.read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        if match["language"] == language:
            line = text.count("\n", 0, match.start("code"))
            yield line, textwrap.dedent(match["code"]), match["reason"] or ""


@pytest.fixture(scope="module", autouse=True)
def projects(neptune: Any) -> None:
    for name in PROJECTS:
        neptune.add_project({"project": name, "runs": [_run(number) for number in (4, 5)]})


def _run(number: int) -> Dict[str, Any]:
    content = base64.b64encode(b"abc").decode()
    file = {"mimeType": "image/png", "base64": content}
    return {
        "run": f"seabird-{number}-r1",
        "experiment": f"seabird-{number}",
        "attributes": {
            "config/lr": {"type": "float", "value": 0.1 / number},
            "checkpoints/last": {"type": "file", **file},
        },
        "series": {
            "loss": {"type": "float_series", "points": [[1, 0.5], [1001, 0.25]]},
            "metrics/val/accuracy": {"type": "float_series", "points": [[1, 0.5 + number / 100]]},
            "predictions/sample": {"type": "file_series", "points": [[step, file] for step in (1.0, 101.0)]},
        },
    }


@pytest.fixture(scope="module")
def archive(spark: Any, projects: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("archive"))
    neptune_spark.export(spark, folder, project=PROJECTS[0])
    return folder


def test_pages_have_code() -> None:
    assert sum(1 for page in PAGES for _ in blocks(page, "python")) > 15


@classic_only
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_python_of_a_page_runs(page: Path, spark: Any, archive: str, tmp_path: Path) -> None:
    reads_an_archive = page.name in ("archives.md", "databricks.md")
    exports = archive if reads_an_archive else str(tmp_path / "exports")
    names = {
        "s3a://bucket/exports": exports,
        "s3a://bucket": str(tmp_path),
        "hdfs:///": f"{tmp_path}/",
        "/Volumes/main/default/exports": exports,
        "main.experiments.": "",
        '"delta"': '"parquet"',
    }
    images = neptune_spark.fetch_files(spark, project=PROJECTS[0], attributes="^predictions/")
    variables = {"spark": spark, "images": images, "neptune_spark": neptune_spark, "display": print}
    variables["SparkSession"] = type(spark)
    for line, code, reason in blocks(page, "python"):
        if reason:
            continue
        for name, local in names.items():
            code = code.replace(name, local)
        # Lines of a traceback are those of the page.
        exec(compile("\n" * line + code, str(page), "exec"), variables)
    for table in ("losses", "runs_values", "runs_summaries", "runs_history"):
        spark.sql(f"DROP TABLE IF EXISTS {table}")


@classic_only
def test_the_sql_of_spark_4_runs(spark: Any) -> None:
    if spark.version.startswith("3."):
        pytest.skip("Spark 3.5 does not have this syntax")
    statements = [code for page in PAGES for _, code, reason in blocks(page, "sql") if "python/test" in reason]
    assert statements
    for code in statements:
        for statement in re.sub(r"--.*", "", code).split(";"):
            if statement.strip():
                spark.sql(statement).collect()
