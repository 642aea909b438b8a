/**
 * Benchmarks of the connector, the Python client, a bare HTTP client and curl on one test server.
 */
package ai.neptune.spark.benchmarks;
