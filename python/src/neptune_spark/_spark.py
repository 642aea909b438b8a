"""What classic sessions and those of Spark Connect have in common, and where they differ."""

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.connect.dataframe import DataFrame as ConnectDataFrame

DataFrameT = TypeVar("DataFrameT", "DataFrame", "ConnectDataFrame")
"""A DataFrame, classic or of Spark Connect."""

DataFrameT_co = TypeVar("DataFrameT_co", covariant=True)


class Reader(Protocol[DataFrameT_co]):
    """``spark.read``."""

    def load(self, path: str, /) -> DataFrameT_co: ...


class Session(Protocol[DataFrameT_co]):
    """A ``SparkSession``, classic or of Spark Connect; its readers return its own DataFrames."""

    @property
    def read(self) -> Reader[DataFrameT_co]: ...


def is_connect(of_spark: Any) -> bool:
    """Whether a session or DataFrame belongs to Spark Connect, which has no JVM in this process."""
    return any(kind.__module__.startswith("pyspark.sql.connect") for kind in type(of_spark).__mro__)


def session_of(frame: Any) -> Any:
    """The session of a DataFrame."""
    return frame.sparkSession
