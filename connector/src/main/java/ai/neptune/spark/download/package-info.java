/**
 * The action {@code downloadFiles} and its write form (docs/downloads.md). {@link
 * ai.neptune.spark.download.FileDownload} is public API, the rest is internal.
 */
package ai.neptune.spark.download;
