package ai.neptune.spark.relation;

import ai.neptune.client.AttributeDefinition;
import java.io.Serializable;

/** A column that shows an attribute, and its name in the table. */
record AttributeColumn(String columnName, AttributeDefinition attribute) implements Serializable {}
