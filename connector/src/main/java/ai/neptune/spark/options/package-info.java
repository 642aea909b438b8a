/**
 * Options and session defaults, read into one immutable value and validated once. Internal: it may
 * change in any release.
 */
@NullMarked
package ai.neptune.spark.options;

import org.jspecify.annotations.NullMarked;
