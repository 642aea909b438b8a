"""Downloads and exports: by methods of the JVM in a classic session, by writes over Spark Connect."""

import json
import os
import uuid
from typing import Any, List, Optional, Tuple, Union

from neptune_spark import _options
from neptune_spark._jar import has_connector
from neptune_spark._options import Names, Options, Projects
from neptune_spark._spark import DataFrameT, DataFrameT_co, Session, is_connect, session_of
from neptune_spark.errors import ProjectNotProvidedException, no_connector, raise_translated

_RESULT_OF_EXPORT = (
    "project STRING, run STRING, experiment STRING, status STRING, attributes BIGINT, points BIGINT,"
    " files BIGINT, bytes BIGINT, error STRING"
)


def download_files(
    files: DataFrameT,
    destination: Union[str, "os.PathLike[str]"],
    *,
    overwrite: bool = True,
    concurrency: Optional[int] = None,
    ignore_failures: bool = False,
    options: Optional[Options] = None,
) -> DataFrameT:
    """Downloads the files that a DataFrame refers to, distributed over the executors.

    This is a Spark action: it evaluates ``files`` once, and returns when all files are done. A file appears under its
    name only when it is whole.

    Args:
        files: A DataFrame with one or more top-level columns of files, like those of :func:`fetch_files`,
            :func:`fetch_series` and :func:`fetch_experiments_table`; filtered, joined or unioned as you like.
        destination: A URI that Hadoop can write, such as ``s3a://bucket/exports``. A path without a scheme belongs to
            the default file system; a relative one to the working directory of the driver.
        overwrite: Whether files are downloaded again that are complete already. With False, an interrupted download
            is continued.
        concurrency: The most transfers that a task has in flight, 1 to 256. None for up to 64.
        ignore_failures: Whether failed files are only reported, as a null ``path``, instead of an error.
        options: Further options of the connection, such as ``{"maxConcurrentRequests": 4}``. Those that are not set
            come from the settings of the session, then from the environment of the driver.

    Returns:
        A DataFrame with the columns ``experiment`` (or ``run``), ``step``, ``attribute`` and ``path``. It reads a
        record of the download: using it never downloads anything again.

    Raises:
        InvalidFilesException: If ``files`` has no column of files, or mixes files of experiments and of runs.
        FileDownloadException: If files could not be downloaded, or the destination cannot be written.
        InvalidOptionException: If an option does not exist or does not apply, or a value is not allowed.
        ApiTokenNotProvidedException: If there is no API token.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    arguments = [
        ("overwrite", _options.text(overwrite)),
        ("concurrency", _options.text(concurrency)),
        ("ignoreFailures", _options.text(ignore_failures)),
    ]
    spark = session_of(files)
    if is_connect(files):
        written: DataFrameT = _download_by_write(files, _destination(destination), arguments, options)
        return written
    prepared = _neptune(spark).downloadFiles(files._jdf).to(_destination(destination))
    prepared = prepared.overwrite(overwrite).ignoreFailures(ignore_failures)
    result: DataFrameT = _executed(prepared, concurrency, _options.merged([], options), spark)
    return result


def export(
    spark: Session[DataFrameT_co],
    destination: Union[str, "os.PathLike[str]"],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    overwrite: bool = False,
    files: bool = True,
    concurrency: Optional[int] = None,
    ignore_failures: bool = False,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Exports whole projects, or the runs that arguments select, to an archive of Parquet files and files.

    This is a Spark action, distributed over the executors. Run it again to continue after a failure, or to add what
    has changed: unchanged runs are kept.

    Args:
        spark: The session, classic or of Spark Connect.
        destination: A URI that Hadoop can write, such as ``s3a://bucket/exports``.
        project: ``workspace/project``, or a list of several. With None, it comes from the settings of the session,
            then from ``NEPTUNE_PROJECT`` of the driver.
        runs: Ids of runs: a list of exact ones, or a text as an extended regular expression.
        experiments: Names of experiments whose runs are exported: a list of exact ones, or a text as an extended
            regular expression.
        query: A condition on runs in NQL, such as ``"`config/lr` < 0.01"``.
        overwrite: Whether runs and files are exported again that have not changed.
        files: Whether files are downloaded.
        concurrency: The most transfers of files that a task has in flight, 1 to 256. None for up to 64.
        ignore_failures: Whether failed runs are only reported in the result instead of an error.
        options: Further options of exports and of the connection, such as ``{"apiToken": token}``.

    Returns:
        A DataFrame with a row per run: ``project``, ``run``, ``experiment``, ``status`` (``exported``, ``kept`` or
        ``failed``), ``attributes``, ``points``, ``files``, ``bytes`` and ``error``.

    Raises:
        ExportException: If runs could not be exported.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        FileDownloadException: If the destination cannot be written.
        InvalidOptionException: If an option does not exist or does not apply, or a value is not allowed.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    selection: List[Tuple[str, Optional[str]]] = [
        *_options.names("runs", runs, "runs", "runsPattern"),
        *_options.names("experiments", experiments, "experiments", "experimentsPattern"),
        ("query", query),
    ]
    session: Any = spark
    if is_connect(spark):
        arguments = [
            ("overwrite", _options.text(overwrite)),
            ("files", _options.text(files)),
            ("concurrency", _options.text(concurrency)),
            ("ignoreFailures", _options.text(ignore_failures)),
        ]
        written: DataFrameT_co = _export_by_write(
            session, _destination(destination), _each(project), selection, arguments, options
        )
        return written
    source = _options.merged([("project", _options.projects(project)), *selection], options)
    prepared = _neptune(session).export(session._jsparkSession, _destination(destination))
    prepared = prepared.overwrite(overwrite).files(files).ignoreFailures(ignore_failures)
    result: DataFrameT_co = _executed(prepared, concurrency, source, session)
    return result


def _each(project: Projects) -> List[Optional[str]]:
    """The projects one by one: a write exports the runs of one."""
    if project is None:
        return [None]
    if isinstance(project, str):
        listed = json.loads(project) if project.lstrip().startswith("[") else project.split(",")
        project = [name.strip() for name in listed]
    each: List[Optional[str]] = [name for name in project if name]
    if not each:
        raise ProjectNotProvidedException("The argument project names no Neptune project.")
    return each


def _destination(destination: Union[str, "os.PathLike[str]"]) -> str:
    path = os.fspath(destination)
    if not path.strip():
        raise ValueError("The destination is empty. Name a directory, such as s3a://bucket/exports.")
    # A write takes a name without a slash or a colon for that of a relation.
    return path if "/" in path or ":" in path else f"./{path}"


def _neptune(spark: Any) -> Any:
    if not has_connector(spark._jvm):
        raise no_connector()
    return spark._jvm.ai.neptune.spark.Neptune


def _executed(prepared: Any, concurrency: Optional[int], options: Any, spark: Any) -> Any:
    """The result of an action of the JVM."""
    from pyspark.sql import DataFrame

    try:
        if concurrency is not None:
            prepared = prepared.concurrency(concurrency)
        for name, value in options.items():
            prepared = prepared.option(name, value)
        return DataFrame(prepared.execute(), spark)
    except Exception as e:
        raise_translated(e)


def _download_by_write(
    files: Any, destination: str, arguments: _options.Arguments, options: Optional[Options]
) -> Any:
    # The id tells this download from others to the same destination. If Spark Connect sends the write again,
    # a complete download is not repeated.
    identity = uuid.uuid4().hex
    settings = _options.merged([*arguments, ("downloadId", identity)], options)
    try:
        files.write.format("neptune").mode("append").options(**settings).save(destination)
        downloads = session_of(files).read.format("neptune").option("destination", destination)
        result = downloads.option("downloadId", identity).load("downloads")
        columns = [c for c in result.columns if c not in ("size_bytes", "status", "error")]
        return result.select(*columns).orderBy(*[c for c in columns if c != "path"])
    except Exception as e:
        raise_translated(e)


def _export_by_write(
    spark: Any,
    destination: str,
    projects: List[Optional[str]],
    selection: _options.Arguments,
    arguments: _options.Arguments,
    options: Optional[Options],
) -> Any:
    results = []
    for project in projects:
        identity = uuid.uuid4().hex
        source = _options.merged([("project", project), *selection], options)
        settings = _options.merged([*arguments, ("action", "export"), ("exportId", identity)], source)
        try:
            runs = spark.read.format("neptune").options(**{**source, "attributes": "[]"}).load("runs")
            runs = runs.select(*[c for c in ("project", "run") if c in runs.columns])
            runs.write.format("neptune").mode("append").options(**settings).save(destination)
            results.append(f"{destination.rstrip('/')}/_neptune/{identity}/result")
            result = spark.read.schema(_RESULT_OF_EXPORT).option("recursiveFileLookup", "true").parquet(*results)
        except Exception as e:
            raise_translated(e)
    return result.orderBy("project", "run")

