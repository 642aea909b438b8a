"""The Python client in the benchmarks: reads work and writes results as lines of JSON."""

import json
import resource
import sys
import time
import warnings

import neptune_query
from neptune_query.filters import AttributeFilter

from neptune_export import export

warnings.simplefilter("ignore")


def metrics(work):
    table = neptune_query.fetch_metrics(project=work["project"], experiments=".*", attributes=".*")
    return int(table.count().sum())


def buckets(work):
    table = neptune_query.fetch_metric_buckets(
        project=work["project"], experiments=".*", y=".*", limit=1000
    )
    return int(table.count().sum()) // 2  # columns of x and of y


def series(work):
    table = neptune_query.fetch_series(project=work["project"], experiments=".*", attributes=".*")
    return int(table.count().sum())


def configuration(work):
    table = neptune_query.fetch_experiments_table(
        project=work["project"], experiments=".*", attributes="^config/"
    )
    return int(table.count().sum())


def table_of_files(work):
    return neptune_query.fetch_experiments_table(
        project=work["project"], experiments=".*", attributes=AttributeFilter(type=["file"])
    )


def file_list(work):
    return int(table_of_files(work).count().sum())


def files(work):
    table = table_of_files(work)
    paths = neptune_query.download_files(files=table, destination=work["destination"])
    return int(paths.count().sum())


OPERATIONS = {
    "metrics": metrics,
    "wide": metrics,
    "buckets": buckets,
    "series": series,
    "histograms": series,
    "cells": configuration,
    "all_values": configuration,
    "file_list": file_list,
    "files": files,
    "export": export,
}


def write(values):
    print("RESPONSE " + json.dumps(values), flush=True)


def main():
    write({})
    for line in sys.stdin:
        work = json.loads(line)
        start = time.perf_counter()
        try:
            items = OPERATIONS[work["op"]](work)
        except Exception as failure:
            write({"error": repr(failure)})
            continue
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        write({"items": items, "seconds": seconds, "peakHeap": peak})


main()
