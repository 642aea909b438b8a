"""Reads an export of the connector as other tools do: with plain pyarrow and DuckDB, by the names, columns
and rules that neptune-exporter and its loaders use (docs/exports.md, "Layout").

    python archive.py EXPORT SEED ARCHIVE...

Every value of the project in SEED must be in EXPORT. The names and columns of each ARCHIVE must be the same,
as far as it is there: this shows that the rules checked here are those of other exports too.
"""

import base64
import hashlib
import json
import math
import re
import sys
from collections import Counter
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq
from seed import PROJECT

FILE_NAME = re.compile(r"^(.*)-([0-9a-f]{16})_part_(\d+)\.parquet$")
MILLIS = (
    "INT64",
    "Timestamp(isAdjustedToUTC=true, timeUnit=milliseconds, is_from_converted_type=false, "
    "force_set_converted_type=false)",
)
STRING = ("BYTE_ARRAY", "String")
DOUBLE = ("DOUBLE", "None")
# Path, physical and logical type, definition level: every field is optional.
COLUMNS = [
    ("project_id", *STRING, 1),
    ("run_id", *STRING, 1),
    ("attribute_path", *STRING, 1),
    ("attribute_type", *STRING, 1),
    ("step", "FIXED_LEN_BYTE_ARRAY", "Decimal(precision=18, scale=6)", 1),
    ("timestamp", *MILLIS, 1),
    ("int_value", "INT64", "None", 1),
    ("float_value", *DOUBLE, 1),
    ("string_value", *STRING, 1),
    ("bool_value", "BOOLEAN", "None", 1),
    ("datetime_value", *MILLIS, 1),
    ("string_set_value.list.element", *STRING, 3),
    ("file_value.path", *STRING, 2),
    ("histogram_value.type", *STRING, 2),
    ("histogram_value.edges.list.element", *DOUBLE, 4),
    ("histogram_value.values.list.element", *DOUBLE, 4),
]
ARROW_TYPES = {
    "project_id": "string",
    "run_id": "string",
    "attribute_path": "string",
    "attribute_type": "string",
    "step": "decimal128(18, 6)",
    "timestamp": "timestamp[ms, tz=UTC]",
    "int_value": "int64",
    "float_value": "double",
    "string_value": "string",
    "bool_value": "bool",
    "datetime_value": "timestamp[ms, tz=UTC]",
    "string_set_value": "list<element: string>",
    "file_value": "struct<path: string>",
    "histogram_value": "struct<type: string, edges: list<element: double>, values: list<element: double>>",
}
VALUE_COLUMNS = {
    "float": "float_value",
    "int": "int_value",
    "string": "string_value",
    "bool": "bool_value",
    "datetime": "datetime_value",
    "string_set": "string_set_value",
    "file": "file_value",
    "float_series": "float_value",
    "string_series": "string_value",
    "histogram_series": "histogram_value",
    "file_series": "file_value",
}


def sanitised(name, limit=None):
    """The name of a project's folder, or the beginning of the names of a run's files."""
    text = "".join(c if c.isalnum() or c in "_-" else "_" for c in name)
    if limit is not None:
        text = text.encode()[:limit].decode(errors="ignore")
    return f"{text}-{hashlib.blake2b(name.encode(), digest_size=8).hexdigest()}"


def check(condition, message):
    if not condition:
        raise SystemExit(f"archive.py: {message}")


def check_columns(file):
    parquet = pq.ParquetFile(file)
    schema = parquet.schema
    columns = [schema.column(i) for i in range(len(COLUMNS))]
    found = [
        (c.path, c.physical_type, str(c.logical_type), c.max_definition_level) for c in columns
    ]
    check(found == COLUMNS and parquet.metadata.num_columns == len(COLUMNS), f"{file}: {found}")
    check(schema.column(4).length == 8, f"{file}: steps have {schema.column(4).length} bytes")
    arrow = {field.name: str(field.type) for field in parquet.schema_arrow}
    check(arrow == ARROW_TYPES, f"{file}: {arrow}")
    check(all(field.nullable for field in parquet.schema_arrow), f"{file}: a column is required")


def read(archive):
    """The rows of each run, with all that readers assume about files checked."""
    runs = {}
    parts = {}
    empty = []
    files = sorted(p for p in (archive / "data").rglob("*") if p.is_file())
    check(files, f"{archive} has no files")
    for file in files:
        name = FILE_NAME.match(file.name)
        check(name, f"{file} is not named like the part of a run")
        check_columns(file)
        table = pq.read_table(file, partitioning=None)
        if table.num_rows == 0:
            # A part whose share of the run has no rows; only the first one tells whose it is.
            check(int(name[3]) > 0, f"{file} is a first part without a row")
            empty.append((f"{name[1]}-{name[2]}", int(name[3])))
            continue
        for column in ["project_id", "run_id", "attribute_path", "attribute_type"]:
            check(table[column].null_count == 0, f"{file}: {column} is null in a row")
        check(len(pc.unique(table["run_id"])) == 1, f"{file} is not of one run")
        check(len(pc.unique(table["project_id"])) == 1, f"{file} is not of one project")
        project, run = table["project_id"][0].as_py(), table["run_id"][0].as_py()
        check(file.parent.name == sanitised(project), f"{file} is not of project {project}")
        check(f"{name[1]}-{name[2]}" == sanitised(run, limit=200), f"{file} is not of run {run}")
        parts.setdefault((project, run), []).append(int(name[3]))
        runs.setdefault((project, run), []).extend(table.to_pylist())
    for (project, run), numbers in parts.items():
        numbers += [part for prefix, part in empty if prefix == sanitised(run, limit=200)]
        check(sorted(numbers) == list(range(len(numbers))), f"{run} has the parts {numbers}")
    return runs


def check_rows(rows):
    """No filler, and in each row just the value that its type says."""
    for row in rows:
        type_ = row["attribute_type"]
        is_series = type_.endswith("_series")
        where = f"{row['run_id']}, {row['attribute_path']}, {row['step']}"
        check(type_ in VALUE_COLUMNS, f"{where}: unknown type {type_}")
        check((row["step"] is not None) == is_series, f"{where}: wrong step")
        check((row["timestamp"] is not None) == is_series, f"{where}: wrong time")
        filled = {column for column in set(VALUE_COLUMNS.values()) if row[column] is not None}
        # NaN in a series is a time without a value.
        allowed = [{VALUE_COLUMNS[type_]}] + ([set()] if type_ == "float_series" else [])
        check(filled in allowed, f"{where}: values in {filled}")


def comparable(type_, seed):
    value = seed.get("value") if isinstance(seed, dict) and "value" in seed else seed
    if type_.startswith("file"):
        return base64.b64decode(value["base64"])
    if type_ in ("float", "float_series"):
        number = float(value)
        return None if type_ == "float_series" and math.isnan(number) else repr(number)
    if type_ == "string_set":
        return sorted(value)
    if type_ == "histogram_series":
        return value["type"], [float(x) for x in value["edges"]], [float(x) for x in value["values"]]
    return value


def found_value(row, files):
    type_ = row["attribute_type"]
    value = row[VALUE_COLUMNS[type_]]
    if type_.startswith("file"):
        return (files / value["path"]).read_bytes()
    if type_ in ("float", "float_series"):
        return None if value is None else repr(value)
    if type_ == "string_set":
        return sorted(value)
    if type_ == "datetime":
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if type_ == "histogram_series":
        return value["type"], value["edges"], value["values"]
    return value


def check_contents(export, seed, runs):
    """Each attribute and own point of the seed, with its value and the contents of its file."""
    files = export / "files" / sanitised(PROJECT)
    project = next(p for p in seed if p["project"] == PROJECT)
    check({run for _, run in runs} == {r["run"] for r in project["runs"]}, "other runs")
    compared = 0
    for run in project["runs"]:
        expected = {}
        for name, attribute in run.get("attributes", {}).items():
            expected[name, None] = (attribute["type"], comparable(attribute["type"], attribute))
        for name, series in run.get("series", {}).items():
            for step, value, *_ in series["points"]:
                rounded = Decimal(step).quantize(Decimal("0.000001"), ROUND_HALF_EVEN)
                expected[name, rounded] = (series["type"], comparable(series["type"], value))
        rows = runs[PROJECT, run["run"]]
        check_rows(rows)
        found = {
            (row["attribute_path"], row["step"]): (row["attribute_type"], found_value(row, files))
            for row in rows
            if not row["attribute_path"].startswith("sys/") or (row["attribute_path"], None) in expected
        }
        for key in expected.keys() | found.keys():
            check(
                expected.get(key) == found.get(key),
                f"{run['run']}, {key}: expected {expected.get(key)}, found {found.get(key)}",
            )
        compared += len(expected)
    return compared


def main(export, seed, *archives):
    export = Path(export)
    runs = read(export)
    compared = check_contents(export, json.loads(Path(seed).read_text()), runs)
    types = Counter(row["attribute_type"] for rows in runs.values() for row in rows)
    query = "SELECT attribute_type, count(*) FROM read_parquet(?) GROUP BY ALL"
    counted = duckdb.execute(query, [f"{export}/data/*/*.parquet"]).fetchall()
    check(dict(counted) == types, f"DuckDB counts {counted}, pyarrow {types}")
    print(f"pyarrow and DuckDB read {len(runs)} runs, {sum(types.values())} rows: {compared} values are right.")
    for archive in map(Path, archives):
        if archive.exists():
            print(f"The names and columns of {archive} are the same ({len(read(archive))} runs).")
        else:
            print(f"SKIPPED, because it is not there: the comparison with {archive}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
