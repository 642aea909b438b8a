"""Prints paths that the reference client gives to files, one JSON array a line: container,
attribute, step, MIME type, path. PathLayoutTest reads them as a resource.

    python3.11 path_layout.py 300 > path-layout.jsonl     (with neptune-query installed)

Left out are the names for which Neptune for Spark differs on purpose: those that begin with a slash
and those that exceed 255 bytes; and characters younger than Unicode 3.2, which the tables of a Java
and a Python may disagree on.
"""

import json
import mimetypes
import pathlib
import random
import sys
import unicodedata

mimetypes.knownfiles.clear()

from neptune_query.internal.retrieval.files import create_target_path  # noqa: E402
from neptune_query.types import File  # noqa: E402

SEPARATORS = ["/", "/", "//", "/./", "/../", "./", "///"]
ASCII = [chr(c) for c in range(32, 127) if chr(c) != "/"]
OTHERS = [
    chr(c)
    for c in list(range(0xA0, 0xD800)) + list(range(0xE000, 0x11000)) + list(range(0x1D400, 0x1D800))
    if unicodedata.ucd_3_2_0.category(chr(c)) not in ("Cn", "Cs", "Co")
    and unicodedata.ucd_3_2_0.category(chr(c))[0] == unicodedata.category(chr(c))[0]
]
TYPES = sorted(mimetypes.MimeTypes(filenames=()).types_map_inv[True])


def word(rnd):
    alphabet = rnd.choice([ASCII, ASCII, "abcXYZ019_-.", OTHERS])
    length = rnd.choice([1, 2, 5, 9, 20, 40]) if alphabet is OTHERS else rnd.choice([1, 3, 5, 9, 9, 17, 256])
    return "".join(rnd.choice(alphabet) for _ in range(length))


def name(rnd):
    text = word(rnd)
    for _ in range(rnd.choice([0, 0, 1, 2, 3])):
        text += rnd.choice(SEPARATORS) + word(rnd)
    return text


def step(rnd):
    return rnd.choice(
        [
            None,
            float(rnd.randrange(1000)),
            rnd.randrange(10**12) / 10**6,
            rnd.random(),
            rnd.randrange(10**9) + 0.5e-6,
            rnd.randrange(10**7) * 5e-7,
            float(rnd.randrange(10**12)),
        ]
    )


def mime_type(rnd):
    known = rnd.choice(TYPES)
    return rnd.choice([known, known, known.upper(), known + "; charset=utf-8", " " + known, "x-no/such", ""])


def vectors(count):
    rnd = random.Random(20250829)
    while count:
        file = File(
            project_identifier="a/b",
            experiment_name=name(rnd),
            run_id=None,
            attribute_path=name(rnd),
            step=step(rnd),
            path="p",
            size_bytes=1,
            mime_type=mime_type(rnd),
        )
        path = create_target_path(pathlib.Path("."), file)
        if any(n.startswith("/") for n in (file.container_identifier, file.attribute_path)):
            continue
        if any(len(part.encode()) > 255 for part in path.parts):
            continue
        yield [file.container_identifier, file.attribute_path, file.step, file.mime_type, path.as_posix()]
        count -= 1


if __name__ == "__main__":
    for vector in vectors(int(sys.argv[1])):
        print(json.dumps(vector))
