"""Writes the projects of the comparison as a seed of the test server (testkit/README.md, "Projects")."""

import base64
import json
import math
import sys

PROJECT = "parity/rich"
START_MILLIS = 1_756_459_107_946


def attribute(type_, value):
    return {"type": type_, "value": value}


def file(content, mime_type):
    return {"type": "file", **blob(content, mime_type)}


def blob(content, mime_type):
    data = content if isinstance(content, bytes) else content.encode()
    return {"mimeType": mime_type, "base64": base64.b64encode(data).decode()}


def series(type_, points):
    return {"type": type_ + "_series", "points": points}


def histogram(type_, edges, values):
    return {"type": type_, "edges": edges, "values": values}


def every_type():
    return {
        "run": "every-type-1",
        "experiment": "every type",
        "creationTime": "2025-08-29T09:18:27.946Z",
        "attributes": {
            "config/float": attribute("float", 0.1),
            "config/float/tiny": attribute("float", 5e-324),
            "config/float/huge": attribute("float", 1.7976931348623157e308),
            "config/float/nan": attribute("float", "NaN"),
            "config/float/infinity": attribute("float", "Infinity"),
            "config/float/minus infinity": attribute("float", "-Infinity"),
            "config/float/minus zero": attribute("float", -0.0),
            "config/int": attribute("int", 0),
            "config/int/largest": attribute("int", 2**63 - 1),
            "config/int/smallest": attribute("int", -(2**63)),
            "config/string": attribute("string", "text"),
            "config/string/empty": attribute("string", ""),
            "config/string/lines": attribute("string", "one\ntwo\r\n\tthree "),
            "config/string/quotes": attribute("string", "\"double\" 'single' `back` \\ slash"),
            "config/string/long": attribute("string", "long " * 4_000),
            "config/bool/true": attribute("bool", True),
            "config/bool/false": attribute("bool", False),
            "config/datetime": attribute("datetime", "2025-08-29T09:18:27.946Z"),
            "config/datetime/old": attribute("datetime", "1969-12-31T23:59:59.999Z"),
            "sys/tags": attribute("string_set", ["one", "zwei", "drei, vier"]),
            "config/set/lone": attribute("string_set", ["only"]),
            "data/sample.csv": file("a,b\n1,2\n", "text/csv"),
            "data/empty": file("", "text/plain"),
            "data/bytes": file(bytes(range(256)) * 9_000, "application/octet-stream"),
        },
        "series": {
            "loss": series("float", [[step, 1 / (step + 1)] for step in range(300)]),
            "metrics/odd values": series(
                "float",
                [[0, "NaN"], [1, "Infinity"], [2, "-Infinity"], [3, -0.0], [4, 5e-324], [5, 0]],
            ),
            "metrics/odd steps": series(
                "float",
                [[0.000001, 1], [0.5, 2], [1, 3], [123456.789012, 4], [999999999999.0, 5]],
            ),
            "metrics/timed": series(
                "float", [[s, math.sin(s), START_MILLIS + 1_000 * s] for s in range(50)]
            ),
            "metrics/all NaN": series("float", [[0, "NaN"], [1, "NaN"]]),
            "journal": series(
                "string", [[s, f"day {s}: 'fair', \"gusty\"\n", START_MILLIS + s] for s in range(40)]
            ),
            "journal/odd": series("string", [[0, ""], [1.5, "ünï ✓ 🐦"], [2, "x" * 20_000]]),
            "activations": series(
                "histogram",
                [
                    [0, histogram("COUNTING", [0, 1, 2], [3, 4])],
                    [1, histogram("DENSITY", [-1.5, 0, 0.25, 9], [0.1, 0.2, 0.7])],
                    [2, histogram("COUNTING", ["-Infinity", 0, "Infinity"], [7, 0])],
                ],
            ),
            "predictions/image": series(
                "file", [[s, blob(f"image {s}", "image/png"), START_MILLIS + s] for s in range(6)]
            ),
            "predictions/odd steps": series(
                "file",
                [
                    [0.000001, blob("first", "text/plain")],
                    [1.25, blob("second", "text/plain")],
                    [2, blob("other type", "image/jpeg")],
                    [123456.789012, blob("late", "text/plain")],
                ],
            ),
        },
    }


def odd_names():
    names = [
        "Möwe/Süd",
        "dots.and.more",
        "it's \"quoted\"",
        "back\\slash",
        "a, b",
        "regex (.*)+[x]|^$",
        "vogel 🐦",
        "percent %20 + plus & amp",
        "日本語",
    ]
    runs = []
    for number, name in enumerate(names):
        runs.append(
            {
                "run": f"odd-{number}",
                "experiment": name,
                "creationTime": f"2025-09-01T00:00:{number:02d}Z",
                "attributes": {
                    "config/number": attribute("int", number),
                    "files/" + name: file(f"file of {name}", "application/json"),
                    "only in " + name: attribute("string", name),
                },
                "series": {
                    "metrics/" + name: series("float", [[0, number], [1, number / 3]]),
                    "journal": series("string", [[0, name]]),
                    "files series/" + name: series(
                        "file", [[0, blob(name, "text/html")], [7, blob(name * 2, "text/html")]]
                    ),
                },
            }
        )
    return runs


def odd_files():
    mime_types = {
        "png": "image/png",
        "jpeg": "image/jpeg",
        "text": "text/plain",
        "html": "text/html",
        "csv": "text/csv",
        "json": "application/json",
        "bytes": "application/octet-stream",
        "script": "application/javascript",
        "zip": "application/zip",
        "svg": "image/svg+xml",
        "mp4": "video/mp4",
        "upper": "IMAGE/PNG",
        "parameter": "text/csv; charset=utf-8",
        "unknown": "application/x-nobody-knows",
        "none": "",
        "nonsense": "not a type",
    }
    attributes = {
        "types/" + name: file(f"of type {mime_type}", mime_type)
        for name, mime_type in mime_types.items()
    }
    for name in ["é" * 120, "a.b.c", "a b", "..", "under_score-dash", "@#$%^&*()", "²Ⅷ"]:
        attributes["names/" + name] = file(f"named {name}", "text/plain")
    # With an extension, the name is too long for a file system, and the Python client fails.
    attributes["names/" + "x" * 300] = file("long name", "application/x-nobody-knows")
    return {
        "run": "odd-files-1",
        "experiment": "odd files",
        "creationTime": "2025-09-02T00:00:00Z",
        "attributes": attributes,
    }


def forks():
    def run(name, experiment, steps, fork=None, day=3):
        return {
            "run": name,
            "experiment": experiment,
            "creationTime": f"2025-09-{day:02d}T00:00:00Z",
            **({"fork": {"run": fork[0], "step": fork[1]}} if fork else {}),
            "attributes": {"config/name": attribute("string", name)},
            "series": {
                "loss": series("float", [[s, s + len(name) / 100] for s in steps]),
                "journal": series("string", [[s, f"{name} at {s}"] for s in steps]),
                "images": series("file", [[s, blob(f"{name} {s}", "image/png")] for s in steps]),
            },
        }

    return [
        run("root", "forks/root", range(0, 10)),
        run("child", "forks/child", range(5, 12), ("root", 4), day=4),
        run("grandchild", "forks/grandchild", range(8, 14), ("child", 7.0), day=5),
        run("two-heads-1", "forks/two runs", range(0, 6), day=6),
        run("two-heads-2", "forks/two runs", range(3, 9), ("two-heads-1", 2), day=7),
    ]


def many():
    return [
        {
            "run": f"many-{number}",
            "experiment": f"many-{number:03d}",
            "creationTime": f"2025-10-01T00:{number // 60:02d}:{number % 60:02d}Z",
            "attributes": {
                "config/number": attribute("int", number),
                **({"config/even": attribute("bool", True)} if number % 2 == 0 else {}),
            },
            "series": {f"metrics/m{m}": series("float", [[0, m], [1, number]]) for m in range(3)},
        }
        for number in range(120)
    ]


def previews():
    return {
        "run": "previews",
        "experiment": "previews",
        "archived": True,
        "series": {
            "loss": series("float", [[0, 0.5], [1, 0.25], [2, 0.125, None, 0.5], [3, 0.1, None, 0.75]]),
            "only previews": series("float", [[0, 1.5, None, 0.25]]),
        },
    }


def of_many_attributes():
    return [
        {
            "run": f"wide-{run}",
            "experiment": f"wide-{run}",
            "attributes": {
                f"config/group {n % 7}/value {n}": attribute("float", n + run / 4)
                for n in range(run, 600, run + 1)
            },
            "series": {
                f"metrics/of run {run}/m{n}": series("float", [[0, n], [n + 1, run]])
                for n in range(200)
            },
        }
        for run in range(4)
    ]


def projects():
    conflict = [
        {"run": "c1", "experiment": "c1", "attributes": {"mixed": attribute("int", 1)}},
        {"run": "c2", "experiment": "c2", "attributes": {"mixed": attribute("string", "one")}},
        {"run": "c3", "experiment": "bare"},
    ]
    loose = {"run": "loose", "attributes": {"config/name": attribute("string", "no experiment")}}
    slashes = [
        {"run": name, "series": {"loss": series("float", [[0, 1], [1, number]])}}
        for number, name in enumerate(["run/with/slashes", "CUSTOM/run"])
    ]
    rich = [every_type(), *odd_names(), odd_files(), *forks(), loose, *slashes]
    return [
        {"project": PROJECT, "runs": rich},
        {"project": "parity/many", "runs": many()},
        {"project": "parity/conflict", "runs": conflict},
        {"project": "parity/previews", "runs": [previews()]},
        {"project": "parity/wide", "runs": of_many_attributes()},
        {"project": "parity/empty", "runs": []},
    ]


if __name__ == "__main__":
    json.dump(projects(), sys.stdout, ensure_ascii=False)
