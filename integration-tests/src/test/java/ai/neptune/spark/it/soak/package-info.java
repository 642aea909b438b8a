/** The soak: reads and downloads for a long time, with random faults. */
package ai.neptune.spark.it.soak;
