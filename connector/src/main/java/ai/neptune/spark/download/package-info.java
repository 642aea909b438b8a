/**
 * The action {@code downloadFiles} and its write form (docs/downloads.md). {@link
 * ai.neptune.spark.download.FileDownload} is public API, the rest is internal.
 */
@NullMarked
package ai.neptune.spark.download;

import org.jspecify.annotations.NullMarked;
