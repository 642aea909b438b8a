"""Relations of the data source as DataFrames."""

from typing import Any, Iterable, List, Optional, Tuple, Union

from neptune_spark import _options
from neptune_spark._options import Names, Options, Projects, StepRange
from neptune_spark._spark import DataFrameT_co, Session
from neptune_spark.errors import raise_translated


def load(
    spark: Session[DataFrameT_co],
    relation: str,
    *,
    options: Optional[Options],
    container: Optional[str] = None,
    project: Projects = None,
    experiments: Names = None,
    runs: Names = None,
    query: Optional[str] = None,
    attributes: Names = None,
    attribute_types: Union[str, Iterable[str], None] = None,
    step_range: Optional[StepRange] = None,
    **further: _options.OptionValue,
) -> DataFrameT_co:
    """Loads a relation; arguments that are None are not set."""
    arguments: List[Tuple[str, Optional[str]]] = [
        ("container", container),
        ("project", _options.projects(project)),
        *_options.names("experiments", experiments, "experiments", "experimentsPattern"),
        *_options.names("runs", runs, "runs", "runsPattern"),
        ("query", query),
        *_options.names("attributes", attributes, "attributes", "attributesPattern"),
        ("attributeTypes", _options.types(attribute_types)),
        ("stepRange", _options.step_range(step_range)),
        *((_camel_case(name), _options.text(value)) for name, value in further.items()),
    ]
    reader: Any = spark.read
    reader = reader.format("neptune").options(**_options.merged(arguments, options))
    try:
        frame: DataFrameT_co = reader.load(relation)
        # Spark Connect asks the server only now; the errors are those of this function.
        getattr(frame, "columns")
        return frame
    except Exception as e:
        raise_translated(e)


def _camel_case(argument: str) -> str:
    first, *others = argument.split("_")
    return first + "".join(word.capitalize() for word in others)
