"""pandas in the benchmarks: reads an archive's Parquet files and writes results as lines of JSON."""

import json
import resource
import sys
import time

import pyarrow
import pyarrow.dataset
from pyarrow.dataset import field


def table(work, columns, attribute_type):
    files = pyarrow.dataset.dataset(work["archive"] + "/data")
    wanted = field("attribute_type") == attribute_type
    return files.to_table(columns=columns, filter=wanted).to_pandas()


def archive_points(work):
    columns = {
        "run_id": field("run_id"),
        "step": field("step").cast(pyarrow.float64()),  # pandas would make objects of decimals
        "value": field("float_value"),
    }
    points = table(work, columns, "float_series").groupby("run_id").agg(
        points=("value", "count"), sum=("value", "sum"), last=("step", "max")
    )
    return int(points["points"].sum())


def archive_values(work):
    columns = {"attribute": field("attribute_path"), "value": field("float_value")}
    values = table(work, columns, "float").groupby("attribute").agg(
        values=("value", "count"), sum=("value", "sum")
    )
    return int(values["values"].sum())


def write(values):
    print("RESPONSE " + json.dumps(values), flush=True)


def main():
    write({})
    for line in sys.stdin:
        work = json.loads(line)
        start = time.perf_counter()
        try:
            operation = {"archive_points": archive_points, "archive_values": archive_values}
            items = operation[work["op"]](work)
        except Exception as failure:
            write({"error": repr(failure)})
            continue
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        write({"items": items, "seconds": seconds, "peakHeap": peak})


main()
