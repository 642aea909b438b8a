/**
 * The action {@code downloadFiles}: paths, plan, transfer, publishing and manifest
 * (docs/downloads.md).
 */
package ai.neptune.spark.download;
