/**
 * Options and session defaults, read into one immutable value and validated once. Internal: it may
 * change in any release.
 */
package ai.neptune.spark.options;
