/** The connector's side of the comparison with the Python client. */
package ai.neptune.spark.it.parity;
