/** Small programs to run and to copy from, the quickstart first. */
package ai.neptune.spark.examples;
