"""Arguments of Python as options of the data source."""

import json
import os
from typing import Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

OptionValue = Union[str, bool, int, float, "os.PathLike[str]", None]
"""The value of an option; None is an option that is not set."""

Options = Mapping[str, OptionValue]

Names = Union[str, Iterable[str], None]
"""A text is an extended regular expression; a list has exact names, and an empty one selects nothing."""

Projects = Union[str, Iterable[str], None]

StepRange = Tuple[Optional[float], Optional[float]]

Arguments = Sequence[Tuple[str, Optional[str]]]


def text(value: OptionValue) -> Optional[str]:
    """A value as the data source reads it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, os.PathLike)):
        return os.fspath(value)
    if isinstance(value, (int, float)):
        return str(value)
    raise TypeError(f"Expected text, a number, a bool, a path or None, but got {value!r}.")


def names(argument: str, value: Names, option: str, pattern: str) -> List[Tuple[str, Optional[str]]]:
    """Names as the option for exact ones, or for a pattern."""
    if value is None:
        return []
    if isinstance(value, str):
        return [(pattern, value)]
    return [(option, _array(argument, value))]


def projects(value: Projects) -> Optional[str]:
    """One project or several."""
    return value if value is None or isinstance(value, str) else _array("project", value)


def types(value: Union[str, Iterable[str], None]) -> Optional[str]:
    """One type of attributes or several."""
    return value if value is None or isinstance(value, str) else _array("attribute_types", value)


def step_range(value: Optional[StepRange]) -> Optional[str]:
    """The first and last step, either of which may be open."""
    if value is None:
        return None
    if isinstance(value, str) or len(value) != 2:
        raise TypeError(f"Expected a pair such as (1.0, None) for step_range, but got {value!r}.")
    if value == (None, None):
        return None
    return ",".join("" if step is None else repr(float(step)) for step in value)


def merged(arguments: Arguments, options: Optional[Options]) -> Dict[str, str]:
    """The options that arguments stand for, and further ones; those that are None are not set.

    Raises:
        ValueError: If an argument and a further option say the same.
    """
    result = {name: value for name, value in arguments if value is not None}
    given = {name.lower() for name in result}
    for name, value in (options or {}).items():
        value_text = text(value)
        if value_text is None:
            continue
        if name.lower() in given:
            raise ValueError(f"The option '{name}' is set by an argument already.")
        result[name] = value_text
    return result


def _array(argument: str, value: Iterable[str]) -> str:
    items = list(value)
    for item in items:
        if not isinstance(item, str):
            raise TypeError(f"Expected names for {argument}, but got {item!r}.")
    return json.dumps(items)
