"""Runs a notebook from top to bottom, and fails on an error, a warning, or a trace of this machine in an output.

python execute.py NOTEBOOK RESULT
"""

import os
import re
import socket
import sys
from pathlib import Path
from typing import Any, Iterator

import nbformat
from nbclient import NotebookClient


# The JVM's word on a module that Spark 4 uses.
OF_THE_JVM = "WARNING: Using incubator modules: jdk.incubator.vector\n"


def texts(cell: Any) -> Iterator[str]:
    """What a person reads in the outputs of a cell."""
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        for kind, content in output.get("data", {}).items():
            if not kind.startswith("image/"):
                yield str(content)


def main(source: Path, result: Path) -> None:
    notebook = nbformat.read(source, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": source.parent}})
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell["outputs"] = [output for output in cell["outputs"] if output.get("text") != OF_THE_JVM]
        # When and by which Python it was run says nothing about it, and would differ each time.
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                sys.exit(f"{source.name} wrote a warning:\n{output['text']}")
            # The random id of a styled table.
            for kind, content in output.get("data", {}).items():
                if kind == "text/html":
                    output["data"][kind] = re.sub(r"T_[0-9a-f]{5}", f"T_{cell.id}", content)
            if "text/html" in output.get("data", {}):
                output["data"].pop("text/plain", None)
        for text in texts(cell):
            for trace in {str(source.parent), os.path.expanduser("~"), socket.gethostname()}:
                if trace in text:
                    sys.exit(f"{source.name} shows {trace}, which is of this machine:\n{text}")
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, result)
    pictures = sum(1 for cell in notebook.cells for o in cell.get("outputs", []) if "image/png" in o.get("data", {}))
    print(f"{source.name}: {len(notebook.cells)} cells, {pictures} pictures")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
