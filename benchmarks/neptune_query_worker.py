"""The Python client's part in the benchmarks: a line of JSON asks for work, a line tells how it went."""

import json
import resource
import sys
import time
import warnings

import neptune_query
from neptune_query.filters import AttributeFilter

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


def response(values):
    print("ANSWER " + json.dumps(values), flush=True)


def main():
    response({})
    for line in sys.stdin:
        work = json.loads(line)
        start = time.perf_counter()
        try:
            items = {"metrics": metrics, "files": files}[work["op"]](work)
        except Exception as failure:
            response({"error": repr(failure)})
            continue
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        response({"items": items, "seconds": seconds, "peakHeap": peak})


main()
