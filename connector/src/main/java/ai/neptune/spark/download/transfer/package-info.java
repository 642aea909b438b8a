/**
 * Moving bytes: signed URLs, resumed and divided transfers, and their results. Internal: it may
 * change in any release.
 */
@NullMarked
package ai.neptune.spark.download.transfer;

import org.jspecify.annotations.NullMarked;
