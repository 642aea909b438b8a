/**
 * Reading JSON documents with errors that name the place. Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.testkit.json;

import org.jspecify.annotations.NullMarked;
