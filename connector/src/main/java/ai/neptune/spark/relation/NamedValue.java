package ai.neptune.spark.relation;

import ai.neptune.client.AttributeValue;

/** An attribute's value, and what users call the experiment or run that it belongs to. */
record NamedValue(String name, AttributeValue value) {}
