"""An export in Python: a stand-in for neptune-exporter, with the same client, batches and layout.

It writes parameters and float series only: no files, string series or histograms.
"""

import hashlib
import pathlib
from decimal import Decimal

import numpy
import neptune_query.runs
import pyarrow
import pyarrow.parquet
from neptune_query.filters import AttributeFilter

BATCH = 16
ATTRIBUTES_AT_ONCE = 128
VALUES = {
    "int": "int_value",
    "float": "float_value",
    "string": "string_value",
    "bool": "bool_value",
    "datetime": "datetime_value",
    "string_set": "string_set_value",
}
TIME = pyarrow.timestamp("ms", tz="UTC")
NUMBERS = pyarrow.list_(pyarrow.float64())
HISTOGRAM = [("type", pyarrow.string()), ("edges", NUMBERS), ("values", NUMBERS)]
SCHEMA = pyarrow.schema(
    [
        ("project_id", pyarrow.string()),
        ("run_id", pyarrow.string()),
        ("attribute_path", pyarrow.string()),
        ("attribute_type", pyarrow.string()),
        ("step", pyarrow.decimal128(18, 6)),
        ("timestamp", TIME),
        ("int_value", pyarrow.int64()),
        ("float_value", pyarrow.float64()),
        ("string_value", pyarrow.string()),
        ("bool_value", pyarrow.bool_()),
        ("datetime_value", TIME),
        ("string_set_value", pyarrow.list_(pyarrow.string())),
        ("file_value", pyarrow.struct([("path", pyarrow.string())])),
        ("histogram_value", pyarrow.struct(HISTOGRAM)),
    ]
)


def export(work):
    """Exports a project and returns the number of points."""
    project = work["project"]
    folder = pathlib.Path(work["destination"], "data", file_name(project))
    folder.mkdir(parents=True)
    runs = neptune_query.runs.list_runs(project=project)
    points = 0
    for start in range(0, len(runs), BATCH):
        points += export_batch(project, runs[start : start + BATCH], folder)
    return points


def export_batch(project, runs, folder):
    parameters = neptune_query.runs.fetch_runs_table(
        project=project,
        runs=runs,
        attributes=AttributeFilter(type=list(VALUES)),
        type_suffix_in_column_names=True,
    )
    tables = {run: [table(project, run, parameter_rows(parameters.loc[run]))] for run in runs}
    names = neptune_query.runs.list_attributes(
        project=project, runs=runs, attributes=AttributeFilter(type=["float_series"])
    )
    points = 0
    for start in range(0, len(names), ATTRIBUTES_AT_ONCE):
        frame = neptune_query.runs.fetch_metrics(
            project=project,
            runs=runs,
            attributes=names[start : start + ATTRIBUTES_AT_ONCE],
            include_time="absolute",
            lineage_to_the_root=False,
        )
        for run, of_run in frame.groupby(level="run", sort=False):
            rows = point_rows(of_run)
            points += len(rows["step"])
            tables[run].append(table(project, run, rows))
    for run, groups in tables.items():
        path = folder / (file_name(run) + "_part_0.parquet")
        with pyarrow.parquet.ParquetWriter(path, SCHEMA, compression="snappy") as writer:
            for group in groups:
                writer.write_table(group)
    return points


def parameter_rows(values):
    rows = {name: [] for name in ("attribute_path", "attribute_type", *VALUES.values())}
    for column, value in values.items():
        path, _, kind = column.rpartition(":")
        rows["attribute_path"].append(path)
        rows["attribute_type"].append(kind)
        missing = not isinstance(value, (list, set, str)) and value != value
        for of_kind, name in VALUES.items():
            rows[name].append(converted(value, kind) if of_kind == kind and not missing else None)
    return rows


def converted(value, kind):
    return {"int": int, "string_set": list}.get(kind, lambda same: same)(value)


def point_rows(frame):
    """The points of one run, sorted by step and attribute, as rows."""
    long = frame.stack(level=0, future_stack=True).dropna(subset=["absolute_time"]).reset_index()
    return {
        "attribute_path": long.iloc[:, 2],
        "attribute_type": numpy.full(len(long), "float_series"),
        "step": [Decimal(step).quantize(Decimal("0.000001")) for step in long["step"]],
        "timestamp": long["absolute_time"].astype("datetime64[ms, UTC]"),
        "float_value": long["value"],
    }


def table(project, run, rows):
    """Rows with all columns of the schema."""
    size = len(rows["attribute_path"])
    columns = dict(rows, project_id=[project] * size, run_id=[run] * size)
    return pyarrow.table(
        [
            pyarrow.array(columns[field.name], type=field.type, from_pandas=True)
            if field.name in columns
            else pyarrow.nulls(size, field.type)
            for field in SCHEMA
        ],
        schema=SCHEMA,
    )


def file_name(name):
    """A name that file systems take, and a hash of the whole name."""
    safe = "".join(c if c.isalnum() or c in "_-" else "_" for c in name)
    return safe + "-" + hashlib.blake2b(name.encode(), digest_size=8).hexdigest()
