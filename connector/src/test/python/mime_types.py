"""Prints the table of file extensions by MIME type: MimeTypes reads it as a resource.

The reference client names files by Python's mimetypes.guess_extension. The table holds the responses
of CPython 3.13, and those of CPython 3.11 for the types that 3.13 no longer knows; the lists of the
operating system are left out. Both interpreters are needed:

    python3.13 mime_types.py --dump > newer.tsv
    python3.11 mime_types.py --dump > older.tsv
    python3.13 mime_types.py newer.tsv older.tsv > mime-types.properties
"""

import mimetypes
import sys


def dump():
    table = mimetypes.MimeTypes(filenames=())
    for mime_type in table.types_map_inv[True]:
        print(mime_type, table.guess_extension(mime_type), sep="\t")


def read(path):
    with open(path, encoding="ascii") as lines:
        return dict(line.rstrip("\n").split("\t") for line in lines)


def merge(newer, older):
    print("# The first extension of each MIME type in the built-in table of CPython 3.13, and of")
    print("# CPython 3.11 where 3.13 has dropped the type. Made by src/test/python/mime_types.py.")
    for mime_type, extension in sorted({**read(older), **read(newer)}.items()):
        print(f"{mime_type}={extension}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--dump"]:
        dump()
    else:
        merge(*sys.argv[1:])
