"""Errors of the connector, by the names that they have in the JVM.

The functions of this package raise them. Spark's own methods, such as ``collect()``, raise Spark's exceptions, whose
text has the same name and message: ``neptune_error(exception)`` finds them there.
"""

import re
from typing import Dict, Iterator, NoReturn, Optional, Tuple, Type


class NeptuneException(Exception):
    """The root of all errors of the connector. The text says what happened, to what, and what to do."""


class ApiTokenNotProvidedException(NeptuneException):
    """Neither the option ``apiToken`` nor the driver's environment has an API token."""


class AttributeTypeInferenceException(NeptuneException):
    """An attribute of ``query`` or ``sortBy`` has several types or none."""


class ConflictingAttributeTypesException(NeptuneException):
    """An attribute that would be a column is in use with several types."""


class ExportException(NeptuneException):
    """Runs could not be exported, or the destination cannot be written."""


class FileDownloadException(NeptuneException):
    """Files could not be downloaded, or the destination cannot be written."""


class HostUnreachableException(NeptuneException):
    """The server or the storage does not respond."""


class IncompleteArchiveException(NeptuneException):
    """An archive lacks something that the read needs."""


class InvalidApiTokenException(NeptuneException):
    """The API token is not one."""


class InvalidCredentialsException(NeptuneException):
    """The server rejected the API token."""


class InvalidFilesException(NeptuneException):
    """The DataFrame does not say which files to download."""


class InvalidOptionException(NeptuneException):
    """An option or argument does not exist, or its value is not allowed."""


class InvalidProxyException(NeptuneException):
    """The proxy cannot be used."""


class InvalidTrustStoreException(NeptuneException):
    """The file of ``trustStore`` cannot be read."""


class ProjectInaccessibleException(NeptuneException):
    """The project does not exist, or the user may not read it."""


class ProjectNotProvidedException(NeptuneException):
    """Neither the option ``project`` nor the driver's environment names a project."""


class RetriesExhaustedException(NeptuneException):
    """A request failed for as long as it may be tried."""


class UnexpectedResponseException(NeptuneException):
    """The server's response is not one that the connector understands."""


class ConnectorNotFoundError(RuntimeError):
    """The class path of Spark does not have the connector's jar."""


_CLASSES: Dict[str, Type[NeptuneException]] = {
    error.__name__: error for error in [NeptuneException, *NeptuneException.__subclasses__()]
}
_IN_TEXT = re.compile(r"ai\.neptune\.errors\.(\w+)[):]*\s*(.*)", re.DOTALL)
# What follows the message in the texts of Py4J and of Spark Connect.
_AFTER_MESSAGE = re.compile(r"\n\s*at [\w.$/]+\(|\n\s*JVM stacktrace:|\nCaused by: |\n\s*\.\.\. \d+ more")


def neptune_error(exception: BaseException) -> Optional[NeptuneException]:
    """Finds the connector's error in an exception that Spark raised.

    Args:
        exception: What a method of Spark raised, classic or over Spark Connect.

    Returns:
        The error, or None if the exception has another reason.
    """
    if isinstance(exception, NeptuneException):
        return exception
    for name, message in _texts(exception):
        return _CLASSES.get(name, NeptuneException)(message)
    return None


def raise_translated(exception: Exception) -> NoReturn:
    """Raises what this package raises for an exception of Spark: a clearer one, or the same."""
    found: Optional[Exception] = neptune_error(exception)
    if found is None and re.search(r"(data source|DATA_SOURCE_NOT_FOUND)[^\n]*neptune", str(exception), re.IGNORECASE):
        found = no_connector()
    if found is None or found is exception:
        raise exception
    raise found from exception


def no_connector() -> ConnectorNotFoundError:
    """The error of a Spark that does not have the connector."""
    return ConnectorNotFoundError(
        "The class path of Spark does not have the Neptune connector. Make the session with"
        " neptune_spark.configure(SparkSession.builder), or start Spark (for Spark Connect: the server) with"
        " --jars and the path that neptune_spark.jar() returns."
    )


def _texts(exception: BaseException) -> Iterator[Tuple[str, str]]:
    """Names and messages of the connector's errors, the outermost first."""
    java = getattr(exception, "java_exception", None) or getattr(exception, "_origin", None)
    while java is not None:
        found = _IN_TEXT.match(java.getClass().getName())
        if found:
            yield found.group(1), str(java.getMessage())
        java = java.getCause()
    found = _IN_TEXT.search(str(exception))
    if found:
        yield found.group(1), _AFTER_MESSAGE.split(found.group(2))[0].strip()
