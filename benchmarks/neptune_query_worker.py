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


def files(work):
    table = neptune_query.fetch_experiments_table(
        project=work["project"], experiments=".*", attributes=AttributeFilter(type=["file"])
    )
    paths = neptune_query.download_files(files=table, destination=work["destination"])
    return int(paths.count().sum())


def write(values):
    print("RESPONSE " + json.dumps(values), flush=True)


def main():
    write({})
    for line in sys.stdin:
        work = json.loads(line)
        start = time.perf_counter()
        try:
            items = {"metrics": metrics, "files": files, "export": export}[work["op"]](work)
        except Exception as failure:
            write({"error": repr(failure)})
            continue
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        write({"items": items, "seconds": seconds, "peakHeap": peak})


main()
