"""Readers of runs: the functions of ``neptune_query.runs``, which return Spark DataFrames."""

from typing import Iterable, Literal, Optional, Union

from neptune_spark._actions import download_files
from neptune_spark._options import Names, Options, Projects, StepRange
from neptune_spark._relations import load
from neptune_spark._spark import DataFrameT_co, Session

Types = Union[str, Iterable[str], None]

__all__ = [
    "download_files",
    "fetch_attribute_values",
    "fetch_files",
    "fetch_metric_buckets",
    "fetch_metric_summaries",
    "fetch_metrics",
    "fetch_runs_table",
    "fetch_series",
    "list_attributes",
    "list_runs",
]


def list_runs(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Lists the ids of runs.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with the column ``run``.

    Raises:
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(
        spark,
        "runs",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=[],
        options=options,
    )


def list_attributes(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    attributes: Names = None,
    attribute_types: Types = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Lists the attributes that runs use.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        attributes: A list of exact names, or a text as an extended regular expression. With None, all.
        attribute_types: A type of attributes such as ``"float"``, or a list of several. With None, all.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with the columns ``attribute`` and ``type``.

    Raises:
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(
        spark,
        "attributes",
        container="run",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=attributes,
        attribute_types=attribute_types,
        options=options,
    )


def fetch_runs_table(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    attributes: Names = None,
    attribute_types: Types = None,
    sort_by: Optional[str] = None,
    sort_direction: Optional[Literal["asc", "desc"]] = None,
    limit: Optional[int] = None,
    type_suffix_in_column_names: Optional[bool] = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Reads runs as a table with a column per attribute; a series shows its last value.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        attributes: A list of exact names, or a text as an extended regular expression. With None, all.
        attribute_types: A type of attributes such as ``"float"``, or a list of several. With None, all.
        sort_by: Name of the attribute that decides which rows ``limit`` keeps, or ``name:type``. With None,
            ``sys/creation_time``. The rows of a DataFrame have no order: use ``orderBy``.
        sort_direction: ``"desc"`` or ``"asc"``. With None, as for ``"desc"``.
        limit: At most so many rows.
        type_suffix_in_column_names: Whether columns are named ``name:type``. With None, as for False.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with a row per run: ``run``, then a column per attribute that is in use, sorted by name. Spark
        requests only the columns that a query uses.

    Raises:
        ConflictingAttributeTypesException: If an attribute has several types, and columns no type suffix.
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.

    Example::

        best = neptune_spark.runs.fetch_runs_table(
            spark, project="team-alpha/project-x", query="`config/lr` < 0.01", attributes="^config/ | ^loss$"
        )
    """
    return load(
        spark,
        "runs",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=attributes,
        attribute_types=attribute_types,
        sort_by=sort_by,
        sort_direction=sort_direction,
        limit=limit,
        type_suffix_in_column_names=type_suffix_in_column_names,
        options=options,
    )


def fetch_metrics(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    attributes: Names = None,
    step_range: Optional[StepRange] = None,
    lineage_to_the_root: Optional[bool] = None,
    tail_limit: Optional[int] = None,
    type_suffix_in_column_names: Optional[bool] = None,
    include_point_previews: Optional[bool] = None,
    layout: Optional[Literal["long", "wide"]] = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Reads the points of float series.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        attributes: A list of exact names, or a text as an extended regular expression. With None, all.
        step_range: First and last step, both included; either may be None.
        lineage_to_the_root: Whether points are included that a forked run inherits. With None, as for True.
        tail_limit: At most so many points from the end of each series.
        type_suffix_in_column_names: Whether columns are named ``name:type``. With None, as for False.
        include_point_previews: Whether preview points are included. With None, as for False.
        layout: ``"long"`` has a row per point; ``"wide"`` a row per step, with a column per attribute. With None, as for
            ``"long"``.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with a row per point: ``run``, ``attribute``, ``step``, ``value``, ``absolute_time``, ``is_preview``
        and ``preview_completion``. With ``layout="wide"``, ``run``, ``step`` and a column per attribute.

    Raises:
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.

    Example::

        losses = neptune_spark.runs.fetch_metrics(
            spark, project="team-alpha/project-x", runs=["seabird-4-r1"], attributes="^loss", step_range=(1000, None)
        )
    """
    return load(
        spark,
        "metrics",
        container="run",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=attributes,
        step_range=step_range,
        lineage_to_the_root=lineage_to_the_root,
        tail_limit=tail_limit,
        type_suffix_in_column_names=type_suffix_in_column_names,
        include_point_previews=include_point_previews,
        layout=layout,
        options=options,
    )


def fetch_series(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    attributes: Names = None,
    attribute_types: Types = None,
    step_range: Optional[StepRange] = None,
    lineage_to_the_root: Optional[bool] = None,
    tail_limit: Optional[int] = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Reads the points of series of strings, histograms and files.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        attributes: A list of exact names, or a text as an extended regular expression. With None, all.
        attribute_types: A type of attributes such as ``"float"``, or a list of several. With None, all.
        step_range: First and last step, both included; either may be None.
        lineage_to_the_root: Whether points are included that a forked run inherits. With None, as for True.
        tail_limit: At most so many points from the end of each series.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with a row per point: ``run``, ``attribute``, ``type``, ``step``, ``absolute_time``,
        ``string_value``, ``histogram`` and ``file``; one of the last three is set.

    Raises:
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(
        spark,
        "series",
        container="run",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=attributes,
        attribute_types=attribute_types,
        step_range=step_range,
        lineage_to_the_root=lineage_to_the_root,
        tail_limit=tail_limit,
        options=options,
    )


def fetch_metric_buckets(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    x: Literal["step"] = "step",
    y: Names = None,
    limit: Optional[int] = None,
    lineage_to_the_root: Optional[bool] = None,
    include_point_previews: Optional[bool] = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Reads float series in buckets of steps, with one point of each bucket.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        x: What is divided into buckets: the steps.
        y: Metrics: a list of exact names, or a text as an extended regular expression. With None, all.
        limit: How many buckets, 1 to 1000. With None, 1000.
        lineage_to_the_root: Whether points are included that a forked run inherits. With None, as for True.
        include_point_previews: Whether preview points are included. With None, as for False.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with a row per bucket that is not empty: ``run``, ``attribute``, ``bucket_start``, ``bucket_end``,
        ``x`` and ``y``.

    Raises:
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(
        spark,
        "metric_buckets",
        container="run",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=y,
        buckets=limit,
        lineage_to_the_root=lineage_to_the_root,
        include_point_previews=include_point_previews,
        options=options,
    )


def fetch_metric_summaries(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    attributes: Names = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Reads the last point, the extremes, the average and the variance of float series.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        attributes: A list of exact names, or a text as an extended regular expression. With None, all.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with a row per series: ``run``, ``attribute``, ``last_step``, ``last``, ``min``, ``max``,
        ``average``, ``variance`` and ``has_preview``.

    Raises:
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(
        spark,
        "metric_summaries",
        container="run",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=attributes,
        options=options,
    )


def fetch_files(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    attributes: Names = None,
    step_range: Optional[StepRange] = None,
    lineage_to_the_root: Optional[bool] = None,
    tail_limit: Optional[int] = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Reads references to files, single ones and those in series, for :func:`download_files`.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        attributes: A list of exact names, or a text as an extended regular expression. With None, all.
        step_range: First and last step, both included; either may be None.
        lineage_to_the_root: Whether points are included that a forked run inherits. With None, as for True.
        tail_limit: At most so many points from the end of each series.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with a row per file: ``run``, ``attribute``, ``step``, ``absolute_time`` and ``file``. Step and time
        are null for a single file.

    Raises:
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(
        spark,
        "files",
        container="run",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=attributes,
        step_range=step_range,
        lineage_to_the_root=lineage_to_the_root,
        tail_limit=tail_limit,
        options=options,
    )


def fetch_attribute_values(
    spark: Session[DataFrameT_co],
    *,
    project: Projects = None,
    runs: Names = None,
    experiments: Names = None,
    query: Optional[str] = None,
    attributes: Names = None,
    attribute_types: Types = None,
    options: Optional[Options] = None,
) -> DataFrameT_co:
    """Reads single values of runs: the long form of :func:`fetch_runs_table`, for any number of attributes.

    Args:
        spark: The session, classic or of Spark Connect.
        project: ``workspace/project``, or a list of several; ``"*"`` for all that you may read, in tables. With None, it
            comes from the settings of the session, then from ``NEPTUNE_PROJECT`` of the driver.
        runs: A list of exact ids, or a text as an extended regular expression. With None, all.
        experiments: Names of experiments whose runs are read: a list of exact names, or a text as an extended regular
            expression. With None, all runs.
        query: A condition in NQL, Neptune's query language, such as ``"`config/lr` < 0.01"``.
        attributes: A list of exact names, or a text as an extended regular expression. With None, all.
        attribute_types: A type of attributes such as ``"float"``, or a list of several. With None, all.
        options: Further options of the data source, by their names, such as ``{"apiToken": token}`` or
            ``{"archive": "s3a://bucket/exports"}``. None as a value is an option that is not set.

    Returns:
        A DataFrame with a row per value: ``run``, ``attribute``, ``type``, and a column per type of value, of which one
        is set.

    Raises:
        InvalidOptionException: If an option does not exist, or a value is not allowed.
        ProjectNotProvidedException: If no project is named.
        ProjectInaccessibleException: If a project does not exist, or you may not read it.
        NeptuneException: Another error of the connector; see :mod:`neptune_spark.errors`.
        ConnectorNotFoundError: If the class path of Spark does not have the connector.
    """
    return load(
        spark,
        "attribute_values",
        container="run",
        project=project,
        runs=runs,
        experiments=experiments,
        query=query,
        attributes=attributes,
        attribute_types=attribute_types,
        options=options,
    )
