"""Compares the results of both clients for the same cases; exits with 1 if any differ."""

import difflib
import json
import pathlib
import subprocess
import sys

MAX_LINES = 30


def read(file):
    if not file.exists():
        return [{"error": "no result", "message": f"{file.name} was not written"}]
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def error_of(result):
    return result[0].get("error") if result else None


def in_order(result, ordered):
    """Returns one line of text per row, with sorted columns; 1 and 1.0 differ."""
    lines = [json.dumps(sets_sorted(row), ensure_ascii=False, sort_keys=True) for row in result]
    return lines if ordered else sorted(lines)


def sets_sorted(row):
    """Sorts string sets, which have no order. They are the only columns with lists of strings."""
    return {
        name: sorted(value) if is_string_set(value) else value
        for name, value in row.items()
    }


def is_string_set(value):
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def differences(case, reference, connector):
    expected = case.get("error")
    errors = {"reference": error_of(reference), "connector": error_of(connector)}
    if expected:
        return [] if errors == expected else [f"expected {expected}, got {errors}"]
    if any(errors.values()):
        failed = [reference[0] if errors["reference"] else connector[0]]
        side = "reference" if errors["reference"] else "connector"
        return [f"the {side} failed: {failed[0]['error']}: {failed[0].get('message', '')}"]
    ordered = case.get("ordered", False)
    return list(
        difflib.unified_diff(
            in_order(reference, ordered),
            in_order(connector, ordered),
            "neptune_query",
            "connector",
            n=0,
            lineterm="",
        )
    )


def tree_differences(reference, connector):
    for tree in (reference, connector):
        if not tree.is_dir():
            return [f"{tree} is missing"]
    # _neptune contains the connector's manifests; the Python client has none.
    diff = subprocess.run(
        ["diff", "-r", "--exclude=_neptune", reference, connector], capture_output=True, text=True
    )
    return (diff.stdout + diff.stderr).splitlines()


def shorten(line):
    return line if len(line) <= 400 else line[:400] + " ..."


def main(cases_file, reference, connector):
    failed = 0
    cases = json.loads(cases_file.read_text(encoding="utf-8"))
    for case in cases:
        rows = pathlib.Path("rows", case["name"] + ".jsonl")
        results = read(reference / rows), read(connector / rows)
        found = differences(case, *results)
        if case.get("download"):
            tree = pathlib.Path("trees", case["name"])
            found += tree_differences(reference / tree, connector / tree)
        if found:
            failed += 1
        print(f"{'DIFFERS' if found else 'same   '}  {case['name']}: {len(results[0])} lines")
        for line in found[:MAX_LINES]:
            print("    " + shorten(line))
        if len(found) > MAX_LINES:
            print(f"    ... and {len(found) - MAX_LINES} more lines")
    print(f"\n{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*map(pathlib.Path, sys.argv[1:4])))
