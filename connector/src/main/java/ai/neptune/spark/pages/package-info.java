/**
 * Reading ahead: several requests at once, their pages handed out in order. Internal: it may change
 * in any release.
 */
@NullMarked
package ai.neptune.spark.pages;

import org.jspecify.annotations.NullMarked;
