/** The recipes of docs/lakehouse.md on the real Delta and Iceberg, as the script runs them. */
package ai.neptune.spark.it.lakehouse;
