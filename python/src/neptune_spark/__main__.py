"""``python -m neptune_spark`` prints the path of the connector's jar."""

from neptune_spark._jar import jar

print(jar())
