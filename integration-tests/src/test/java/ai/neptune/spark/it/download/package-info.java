/**
 * Downloads and exports to real file systems and by real clusters, as the script {@code downloads}
 * runs them.
 */
package ai.neptune.spark.it.download;
