"""The connector's jar, and how a session gets it on its class path."""

import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Dict, List, Optional, Protocol, TypeVar

if TYPE_CHECKING:
    from typing import Any

_JARS = "spark.jars"


class _Builder(Protocol):
    """``SparkSession.builder``, classic or of Spark Connect."""

    def config(self, key: str, value: "Any") -> "Any": ...


BuilderT = TypeVar("BuilderT", bound=_Builder)


def jar() -> str:
    """Returns the path of the connector's jar, which is part of this package.

    Pass it to ``spark-submit --jars``, or copy it to where a cluster or a Spark Connect server finds its jars.
    ``python -m neptune_spark`` prints it, too.

    Raises:
        FileNotFoundError: If this package was not installed from a wheel, and has no jar.
    """
    folder = Path(__file__).parent / "jars"
    jars = sorted(folder.glob("neptune-spark-connector-*.jar"))
    if not jars:
        raise FileNotFoundError(
            f"There is no connector jar in {folder}. Build the wheel with python/build and install it."
        )
    return str(jars[0])


def configure(builder: BuilderT) -> BuilderT:
    """Puts the connector's jar on the class path of the session that a builder makes.

    The jar is added to ``spark.jars``: to those of the builder, or else to those of ``spark-defaults.conf``. Spark
    sends it to the executors. Call this before the first session of the process is made::

        spark = neptune_spark.configure(SparkSession.builder).getOrCreate()

    Args:
        builder: ``SparkSession.builder``, with or without settings of its own.

    Returns:
        The same builder.

    Raises:
        RuntimeError: If Spark runs in this process already, without the jar. Its class path cannot be changed: stop
            the process, or start it with ``--jars``.
        ValueError: If the builder is of a Spark Connect server, which has a class path of its own, or if
            ``PYSPARK_SUBMIT_ARGS`` has ``--jars``, which Spark uses instead of the builder's.
    """
    path = jar()
    options: Dict[str, str] = getattr(builder, "_options", {})
    _require_classic(options, path)
    _require_no_other_jars(path)
    if _runs_without(path):
        raise RuntimeError(
            "Spark runs in this process already, and its class path cannot be changed. Call configure(builder) before"
            f" the first session is made, or start Spark with --jars {path}."
        )
    jars = _names(options.get(_JARS) or _default(_JARS))
    if path not in jars:
        jars.append(path)
    builder.config(_JARS, ",".join(jars))
    return builder


def _require_classic(options: Dict[str, str], path: str) -> None:
    remote = options.get("spark.remote") or os.environ.get("SPARK_REMOTE", "")
    if remote and not remote.startswith("local"):
        raise ValueError(
            "A Spark Connect server has a class path of its own, which a client cannot change. Start the server with"
            f" --jars {os.path.basename(path)} (neptune_spark.jar() is its path here), and do not call configure()."
        )


def _require_no_other_jars(path: str) -> None:
    arguments = shlex.split(os.environ.get("PYSPARK_SUBMIT_ARGS", ""))
    if any(a == "--jars" or a.startswith("--jars=") for a in arguments) and path not in ",".join(arguments):
        raise ValueError(
            "PYSPARK_SUBMIT_ARGS has --jars, which Spark uses instead of the jars of the builder. Add the connector to"
            f" it: --jars ...,{path}"
        )


def _runs_without(path: str) -> bool:
    """Whether a JVM of Spark runs, which does not have the connector."""
    try:
        from pyspark import SparkContext
    except ImportError:
        return False
    jvm = getattr(SparkContext, "_jvm", None)
    return jvm is not None and not has_connector(jvm)


def has_connector(jvm: "Any") -> bool:
    """Whether the class path of a JVM has the connector."""
    # A name that is not a class is a package to Py4J.
    return type(jvm.ai.neptune.spark.Neptune).__name__ == "JavaClass"


def _default(name: str) -> Optional[str]:
    """A setting of ``spark-defaults.conf``, which a setting of the builder would replace."""
    folder = os.environ.get("SPARK_CONF_DIR")
    if not folder and os.environ.get("SPARK_HOME"):
        folder = os.path.join(os.environ["SPARK_HOME"], "conf")
    file = Path(folder or "conf") / "spark-defaults.conf"
    if not folder or not file.is_file():
        return None
    for line in file.read_text(encoding="utf-8").splitlines():
        setting = re.match(r"\s*([^#\s=:]+)[\s=:]+(.*\S)\s*$", line)
        if setting and setting.group(1) == name:
            return setting.group(2)
    return None


def _names(jars: Optional[str]) -> List[str]:
    return [name.strip() for name in (jars or "").split(",") if name.strip()]
