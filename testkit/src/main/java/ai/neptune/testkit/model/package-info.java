/**
 * What the server holds: projects, runs, attributes, series, lineage and blobs. Internal: it may
 * change in any release.
 */
@NullMarked
package ai.neptune.testkit.model;

import org.jspecify.annotations.NullMarked;
