"""Runs every case with neptune_query and writes the results in the same form as the connector.

Each case becomes one file of JSON lines: for tables, a line with the columns comes first; then
one line per row. Absent values are omitted, NaN and infinities are strings, and times are UTC with
milliseconds. A case that fails has one line {"error": ...}. Downloads also keep their files.
"""

import datetime
import json
import math
import mimetypes
import pathlib
import sys
import warnings

import neptune_query
import neptune_query.runs
import numpy
import pandas
from neptune_query import experimental, types
from neptune_query.filters import Attribute, AttributeFilter, Filter

SQL_TYPES = {
    "float": "DOUBLE",
    "float_series": "DOUBLE",
    "int": "BIGINT",
    "string": "STRING",
    "string_series": "STRING",
    "bool": "BOOLEAN",
    "datetime": "TIMESTAMP",
    "string_set": "ARRAY<STRING>",
    "histogram_series": "HISTOGRAM",
    "file": "FILE",
    "file_series": "FILE",
}
DIGITS = "%.11e"  # for the bounds of buckets, which both sides compute differently
POINT_TYPES = {str: "string_series", types.Histogram: "histogram_series", types.File: "file_series"}
POINT_COLUMNS = {str: "string_value", types.Histogram: "histogram", types.File: "file"}


class Case:
    """One case of cases.json: the connector's options as arguments of neptune_query."""

    def __init__(self, case):
        self.name = case["name"]
        self.relation = case["relation"]
        self.download = case.get("download", False)
        self.options = dict(case["options"])
        self.filter = case.get("filter")  # the option query as a filter in Python
        if self.filter:
            self.options.pop("query")
        self.project = self.options.pop("project", case["project"])
        self.container = self.options.pop("container", "experiment")
        if self.relation == "runs":
            self.container = "run"
        containers = self.containers()
        attributes = self.attributes()
        self.points = {
            containers[0]: containers[1] or ".*",
            "attributes": attributes or ".*",
            "step_range": self.step_range(),
            "lineage_to_the_root": self.options.pop("lineageToTheRoot", "true") == "true",
            "tail_limit": self.number("tailLimit"),
        }
        self.buckets = self.number("buckets") or 1000
        self.previews = self.options.pop("includePointPreviews", "false") == "true"
        self.table = {containers[0]: containers[1], "attributes": attributes or ".*"}
        if "sortBy" in self.options:
            name, _, type_ = self.options.pop("sortBy").partition(":")
            self.table["sort_by"] = Attribute(name, type=type_) if type_ else name
        if "sortDirection" in self.options:
            self.table["sort_direction"] = self.options.pop("sortDirection")
        self.table["limit"] = self.number("limit")
        self.suffix = self.options.pop("typeSuffixInColumnNames", "false") == "true"
        if self.options:
            raise ValueError(f"{self.name}: no counterpart of {sorted(self.options)}")

    @property
    def api(self):
        return neptune_query if self.container == "experiment" else neptune_query.runs

    @property
    def fetch_table(self):
        if self.container == "experiment":
            return neptune_query.fetch_experiments_table
        return neptune_query.runs.fetch_runs_table

    def containers(self):
        kind = self.container + "s"
        label = "sys/name" if self.container == "experiment" else "sys/custom_run_id"
        if self.filter:
            return kind, eval(self.filter)
        names = self.names(kind)
        pattern = self.options.pop(kind + "Pattern", None)
        if names is None or pattern is None:
            return kind, names if pattern is None else pattern
        attribute = Attribute(label, type="string")
        exact = Filter.eq(attribute, names[0])
        for name in names[1:]:
            exact = exact | Filter.eq(attribute, name)
        return kind, exact & Filter.matches(attribute, pattern)

    def attributes(self):
        names = self.names("attributes")
        pattern = self.options.pop("attributesPattern", None)
        types_ = self.names("attributeTypes")
        if types_ is None:
            return names if pattern is None else pattern
        return AttributeFilter(name=names or pattern or ".*", type=types_)

    def names(self, option):
        value = self.options.pop(option, None)
        if value is None:
            return None
        if value.startswith("["):
            return json.loads(value)
        return [name.strip() for name in value.split(",")]

    def step_range(self):
        first, _, last = self.options.pop("stepRange", ",").partition(",")
        return (float(first) if first.strip() else None, float(last) if last.strip() else None)

    def number(self, option):
        value = self.options.pop(option, None)
        return None if value is None else int(value)


def table_rows(case):
    """Reads the table, and each row again separately, to distinguish NaN from absent values."""
    whole = case.fetch_table(project=case.project, type_suffix_in_column_names=True, **case.table)
    if not case.suffix:
        case.fetch_table(project=case.project, **case.table)  # for its error on conflicting types
    columns = []
    for column in whole.columns:
        name, _, type_ = column.rpartition(":")
        columns.append([column if case.suffix else name, SQL_TYPES[type_]])
    columns.sort()
    rows = []
    for label in whole.index:
        alone = case.fetch_table(
            project=case.project,
            type_suffix_in_column_names=case.suffix,
            **{case.container + "s": [label], "attributes": case.table["attributes"]},
        )
        values = {name: plain(alone[name].iloc[0]) for name in alone.columns}
        rows.append({case.container: label, **values})
    return columns, rows


def global_table_rows(case):
    """Reads the table of all projects; the data has no NaN, which would look like absent values."""
    kind = case.container + "s"
    fetch = getattr(experimental, f"fetch_{kind}_table_global")
    arguments = {name: value for name, value in case.table.items() if name != kind}
    frame = fetch(**{kind: case.table[kind]}, type_suffix_in_column_names=True, **arguments)
    columns = [(name, *name.rpartition(":")[::2]) for name in frame.columns]
    rows = []
    for number, (project, label) in enumerate(frame.index):
        row = {"project": project, case.container: label}
        for column, name, type_ in columns:
            value = frame[column].iloc[number]
            if not pandas.isna(value):  # pandas turns integers into floats if values are absent
                row[name] = int(value) if type_ == "int" else plain(value)
        rows.append(row)
    return sorted([name, SQL_TYPES[type_]] for _, name, type_ in columns), rows


def metric_rows(case):
    frame = case.api.fetch_metrics(
        project=case.project,
        include_time="absolute",
        include_point_previews=case.previews,
        **case.points,
    )
    for attribute, label, step, point in points(frame):
        yield {
            case.container: label,
            "attribute": attribute,
            "step": step,
            "value": plain(point["value"]),
            "absolute_time": plain(point["absolute_time"]),
            "is_preview": bool(point["is_preview"]) if case.previews else False,
            "preview_completion": plain(point["preview_completion"]) if case.previews else 1.0,
        }


def points(frame):
    """Yields the points of a frame with a pair (attribute, field) per column. Points have a time.

    Reads column by column, because in a row of floats and times pandas turns NaN into a time.
    """
    for attribute in frame.columns.get_level_values(0).unique():
        columns = frame[attribute]
        for number, (label, step) in enumerate(frame.index):
            point = {field: columns[field].iloc[number] for field in columns.columns}
            if not pandas.isna(point["absolute_time"]):
                yield attribute, label, step, point


def series_points(case):
    frame = case.api.fetch_series(project=case.project, include_time="absolute", **case.points)
    for attribute, label, step, point in points(frame):
        yield label, attribute, step, point["absolute_time"], point["value"]


def series_rows(case):
    for label, attribute, step, time, value in series_points(case):
        yield {
            case.container: label,
            "attribute": attribute,
            "type": POINT_TYPES[type(value)],
            "step": step,
            "absolute_time": plain(time),
            POINT_COLUMNS[type(value)]: plain(value),
        }


def files(case):
    """Yields single files, and files of series with the time of their points."""
    table = case.fetch_table(project=case.project, type_suffix_in_column_names=True, **case.table)
    for column in table.columns:
        if column.endswith(":file"):
            yield from ((value, None) for value in table[column] if isinstance(value, types.File))
    for _, _, _, time, value in series_points(case):
        if isinstance(value, types.File):
            yield value, time


def file_rows(case):
    for value, time in files(case):
        yield {
            case.container: value.container_identifier,
            "attribute": value.attribute_path,
            "step": plain(value.step),
            "absolute_time": plain(time),
            "file": plain(value),
        }


def download_rows(case, destination):
    wanted = [value for value, _ in files(case)]
    destination.mkdir(parents=True, exist_ok=True)
    frame = case.api.download_files(files=wanted, destination=destination)
    for (label, step), row in frame.iterrows():
        for attribute in frame.columns:
            if not pandas.isna(row[attribute]):
                yield {
                    case.container: label,
                    "step": plain(step) if not pandas.isna(step) else None,
                    "attribute": attribute,
                    "path": str(pathlib.Path(row[attribute]).relative_to(destination)),
                }


def attribute_rows(case):
    """Yields names only: neptune_query does not return the types of attributes."""
    names = {kind: case.table[kind] for kind in ("experiments", "runs") if kind in case.table}
    found = case.api.list_attributes(
        project=case.project, attributes=case.table["attributes"], **names
    )
    return ({"attribute": name} for name in found)


def bucket_rows(case):
    frame = case.api.fetch_metric_buckets(
        project=case.project,
        y=case.points["attributes"],
        limit=case.buckets,
        lineage_to_the_root=case.points["lineage_to_the_root"],
        include_point_previews=case.previews,
        **{case.container + "s": case.points[case.container + "s"]},
    )
    for label, attribute in dict.fromkeys(column[:2] for column in frame.columns):
        points = frame[label][attribute]
        for number, bucket in enumerate(frame.index):
            x, y = points["x"].iloc[number], points["y"].iloc[number]
            if not pandas.isna(x):  # the bucket has no finite point in this series
                yield {
                    case.container: label,
                    "attribute": attribute,
                    "bucket_start": float(DIGITS % bucket.left),
                    "bucket_end": float(DIGITS % bucket.right),
                    "x": plain(x),
                    "y": plain(y),
                }


def plain(value):
    """Converts a value to JSON; the caller omits None."""
    if isinstance(value, types.File):
        return {
            "project": value.project_identifier,
            "experiment": value.experiment_name,
            "run": value.run_id,
            "attribute": value.attribute_path,
            "step": plain(value.step),
            "path": value.path,
            "size_bytes": value.size_bytes,
            "mime_type": value.mime_type,
        }
    if isinstance(value, types.Histogram):
        return {
            "type": value.type,
            "edges": [plain(float(edge)) for edge in value.edges],
            "values": [plain(float(count)) for count in value.values],
        }
    if isinstance(value, (datetime.datetime, pandas.Timestamp)):
        utc = value.astimezone(datetime.timezone.utc)
        return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
    if isinstance(value, (list, set, frozenset, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, numpy.generic):
        return plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def without_absent(value):
    if isinstance(value, dict):
        return {key: without_absent(item) for key, item in value.items() if item is not None}
    return value


def result(case, out):
    if case.download:
        yield from download_rows(case, out / "trees" / case.name)
    elif case.relation in ("experiments", "runs"):
        columns, rows = global_table_rows(case) if case.project == "*" else table_rows(case)
        yield {"columns": columns}
        yield from rows
    else:
        kinds = {
            "metrics": metric_rows,
            "series": series_rows,
            "files": file_rows,
            "attributes": attribute_rows,
            "metric_buckets": bucket_rows,
        }
        yield from kinds[case.relation](case)


def main(cases_file, out):
    warnings.simplefilter("ignore")
    mimetypes.knownfiles.clear()  # of this machine; Python has a table of its own
    mimetypes.init()
    (out / "rows").mkdir(parents=True, exist_ok=True)
    for case in map(Case, json.loads(cases_file.read_text(encoding="utf-8"))):
        try:
            lines = [without_absent(row) for row in result(case, out)]
        except Exception as error:  # errors are compared too
            lines = [{"error": type(error).__name__, "message": str(error)}]
        with open(out / "rows" / f"{case.name}.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
