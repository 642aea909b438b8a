"""Compares the paths of generated names between neptune_query's own functions and the connector.

    paths.py references PROJECT FILE     writes references to files as JSON lines
    paths.py compare FILE RESULTS        compares the connector's paths with the expected paths

The expected path is that of neptune_query, unless that layout would lose a file. The rules for these
files (docs/downloads.md, "Where files go") are implemented here a second time.
"""

import collections
import hashlib
import json
import mimetypes
import pathlib
import random
import sys
import unicodedata

from neptune_query import types
from neptune_query.internal.retrieval import files

REFERENCES = 6_000
MAX_WRONG = 10
MAX_BYTES = 255

MIME_TYPES = """image/png image/jpeg image/gif image/svg+xml IMAGE/PNG text/plain text/html text/csv
    text/css application/json application/octet-stream application/pdf application/zip
    application/javascript audio/mpeg video/mp4 application/x-tar text/x-python application/xml
    text/plain;charset=utf-8 image/ image unknown/unknown application/x-unknown""".split() + [
    "text/plain; charset=utf-8",
    " image/png",
    "image/png ",
    "",
]
STEPS = [None, None, None, 0.0, 1.0, 2.5, 0.0000005, 0.0000015, 2.0000005, 1e11, 123456.789012, 1e-6]

random = random.Random(20_261_123)

# Letters and numbers of an old version of Unicode, which both sides know.
LETTERS = [
    chr(c)
    for c in range(1, 0x2FFFF)
    if unicodedata.ucd_3_2_0.category(chr(c)) not in ("Cn", "Cs", "Co", "Cc")
]
ODD = list("./.\\ _-~:*?\"<>|#%&{}$!'`@+=[]()\t\n") + ["\u200b", "\u0301", "😀", "ß", "İ", "²", "Ⅷ", "٣"]


def word():
    kind = random.random()
    if kind < 0.35:
        return "".join(random.choices("abcXYZ019_-", k=random.randint(1, 8)))
    if kind < 0.6:
        return "".join(random.choices(LETTERS, k=random.randint(1, 12)))
    if kind < 0.85:
        return "".join(random.choices(ODD + list("ab"), k=random.randint(1, 6)))
    if kind < 0.9:
        return random.choice(["..", ".", "", "_neptune", ".neptune", "step_1.000000", "CON"])
    return random.choice(["x", "é", "𝒜", "漢", "a."]) * random.choice([60, 86, 127, 128, 254, 255, 256, 400])


def name():
    return random.choice([""] * 30 + ["/", "//", "///"]) + "/".join(
        word() for _ in range(random.randint(1, 4))
    )


def reference(project, number, container, attribute, step, mime_type):
    return {
        "project": project,
        "experiment": container,
        "attribute": attribute,
        "step": step,
        "path": f"blobs/{number:05}",
        "size_bytes": 1,
        "mime_type": mime_type,
    }


def references(project):
    """Generates references. Every third resembles an earlier one, so that many share a path."""
    made = []
    for number in range(REFERENCES):
        if number % 3 == 2:
            like = random.choice(made)
            attribute = like["attribute"].replace("_", random.choice("._:"))
            attribute += random.choice(["", "", "", "/c", "/c/d", "."])
            container, step, mime_type = like["experiment"], like["step"], like["mime_type"]
            if random.random() < 0.5:
                step, mime_type = random.choice(STEPS), random.choice(MIME_TYPES)
            made.append(reference(project, number, container, attribute, step, mime_type))
        else:
            container = random.choice(["gull", "gull", name() or "tern"])
            made.append(
                reference(
                    project, number, container, name(), random.choice(STEPS), random.choice(MIME_TYPES)
                )
            )
    return made + crafted(project, made)


def crafted(project, made):
    """Files whose names are the new names of other, renamed files."""
    groups = collections.defaultdict(list)
    for file in made:
        groups[stem(file)].append(file)
    renamed = [
        sorted(group, key=key)[-1] for group in groups.values() if len({key(f) for f in group}) > 1
    ]
    return [
        reference(
            project,
            90_000 + number,
            loser["experiment"],
            f"{loser['attribute']}_{digest(key(loser))}",
            None,
            random.choice([loser["mime_type"], "unknown/unknown"]),
        )
        for number, loser in enumerate(file for file in renamed if file["step"] is None)
    ]


def digest(text):
    return hashlib.blake2b(
        text if isinstance(text, bytes) else text.encode(), digest_size=8
    ).hexdigest()


def key(file):
    step = "" if file["step"] is None else f"{file['step']:f}"
    return "\0".join(
        [file["project"], file["experiment"], file["attribute"], step, file["path"]]
    ).encode()


def reference_path(file):
    """The path that neptune_query gives the file, or None if it fails."""
    value = types.File(
        project_identifier=file["project"],
        experiment_name=file["experiment"],
        run_id=None,
        attribute_path=file["attribute"],
        step=file["step"],
        path=file["path"],
        size_bytes=file["size_bytes"],
        mime_type=file["mime_type"],
    )
    try:
        return str(files.create_target_path(pathlib.Path("."), value))
    except ValueError:  # no part is left to which an extension could be added
        return None


def parts(file):
    """The parts of the path, each as a pair: shortened by neptune_query, and in full."""
    attribute = file["attribute"]
    if attribute.startswith("/"):  # pathlib would drop the container
        two = attribute.startswith("//") and not attribute.startswith("///")
        attribute = ("__" if two else "_") + "/" + attribute.lstrip("/")
    path = pathlib.PurePosixPath(".") / file["experiment"] / attribute
    if file["step"] is not None:
        path = path / f"step_{file['step']:f}"
    pairs = [
        (files._sanitize_path_part(part), files._sanitize_path_part(part, 1_000_000))
        for part in path.parts
    ] or [("_", "_")]
    if pairs[0][0] == "_neptune":
        pairs[0] = suffixed(pairs[0], digest("_neptune"))
    return pairs


def suffixed(part, hash_, separator="_"):
    return part[0] + separator + hash_, part[1] + separator + hash_


def within_bytes(part, extension="", separator="_"):
    text, uncut = part
    room = MAX_BYTES - len(extension.encode())
    if len(text.encode()) <= room:
        return text
    prefix = text.encode()[: room - 17].decode(errors="ignore")
    return prefix + separator + digest(uncut)


def extension(file):
    return files._guess_extension(file["mime_type"]) or ""


def path_without_extension(file, last=None, separator="_"):
    *directories, own = parts(file)
    name = within_bytes(last or own, extension(file), separator)
    return "/".join([*(within_bytes(directory) for directory in directories), name])


def stem(file):
    return path_without_extension(file)


def expected_paths(all_files):
    """The path of each file by its storage path, and the number of renamed files by reason."""
    claims = collections.defaultdict(list)
    directories = set()
    for file in all_files:
        own = stem(file)
        claims[own].append(file)
        above = own.split("/")[:-1]
        directories.update("/".join(above[:depth]) for depth in range(1, len(above) + 1))
    paths, reasons = {}, collections.Counter()
    for own, group in claims.items():
        taken = set()
        for file in sorted(group, key=key):
            is_first = extension(file) not in taken
            taken.add(extension(file))
            path = own
            if not is_first or (own in directories and not extension(file)):
                hash_ = digest(key(file))
                path = path_without_extension(file, suffixed(parts(file)[-1], hash_))
                reason = "share a path" if not is_first else "are named as a directory"
                if path in claims or path in directories:
                    path = path_without_extension(file, suffixed(parts(file)[-1], hash_, "~"), "~")
                    reason = "would still share a path"
                reasons[reason] += 1
            paths[file["path"]] = path + extension(file)
    return paths, reasons


def compare(all_files, results):
    expected, reasons = expected_paths(all_files)
    same = sum(expected[file["path"]] == reference_path(file) for file in all_files)
    wrong = [
        f"{json.dumps(file, ensure_ascii=True)}\n  expected  {expected[file['path']]!r}"
        f"\n  connector {results.get(file['path'])!r}\n  neptune_query {reference_path(file)!r}"
        for file in all_files
        if results.get(file["path"]) != expected[file["path"]]
    ]
    print(f"{len(all_files)} generated names: {same} go where neptune_query puts them;")
    print(
        "of the others "
        + ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        + ", the rest have a leading slash, more than 255 bytes or no name."
    )
    lost = len(all_files) - len(set(expected.values()))
    if lost:
        wrong.append(f"{lost} files would be lost")
    for text in wrong[:MAX_WRONG]:
        print(text)
    if wrong:
        sys.exit(f"{len(wrong)} paths differ from the expected paths.")


def read(file):
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main(command, *arguments):
    mimetypes.knownfiles.clear()  # of this machine; Python has a table of its own
    mimetypes.init()
    if command == "references":
        project, out = arguments
        with open(out, "w", encoding="utf-8") as file:
            file.writelines(json.dumps({"file": r}) + "\n" for r in references(project))
    else:
        given = [line["file"] for line in read(arguments[0])]
        compare(given, {line["storage_path"]: line["relative_path"] for line in read(arguments[1])})


if __name__ == "__main__":
    main(*sys.argv[1:])
