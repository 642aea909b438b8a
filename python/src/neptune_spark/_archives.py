"""Readers of what earlier actions left behind."""

import os
from typing import Optional, Union

from neptune_spark._options import Options, Projects, text
from neptune_spark._relations import load
from neptune_spark._spark import DataFrameT_co, Session


def check_archive(
    spark: Session[DataFrameT_co],
    archive: Union[str, "os.PathLike[str]"],
    *,
    project: Projects = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Checks whether the export of each run of an archive is whole.

    Args:
        spark: The session, classic or of Spark Connect.
        archive: The folder that :func:`export` or ``neptune-exporter`` wrote.
        project: ``workspace/project``, or a list of several. With None, all of the archive.
        options: Further options of archives, such as ``{"archiveFiles": folder}``.

    Returns:
        A DataFrame with a row per run, and its ``status``: ``complete``, ``incomplete`` or ``unknown``.

    Raises:
        InvalidOptionException: If there is no such folder, an option does not exist, or a value is not allowed.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(spark, "archive_check", project=project, archive=text(archive), options=options)


def fetch_downloads(
    spark: Session[DataFrameT_co],
    destination: Union[str, "os.PathLike[str]"],
    *,
    download_id: Optional[str] = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Reads how each file of an earlier :func:`download_files` ended.

    Args:
        spark: The session, classic or of Spark Connect.
        destination: Where the files went.
        download_id: Which download. With None, the one that was completed last.
        options: Further options of the data source.

    Returns:
        A DataFrame with a row per file: ``experiment`` (or ``run``), ``step``, ``attribute``, ``path``,
        ``size_bytes``, ``status`` (``downloaded``, ``kept``, ``missing`` or ``failed``) and ``error``.

    Raises:
        InvalidOptionException: If there is no such complete download.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(spark, "downloads", destination=text(destination), download_id=download_id, options=options)
