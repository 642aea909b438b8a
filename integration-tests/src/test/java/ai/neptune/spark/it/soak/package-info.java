/** The soak test: reads and downloads for a long time under random faults. */
package ai.neptune.spark.it.soak;
