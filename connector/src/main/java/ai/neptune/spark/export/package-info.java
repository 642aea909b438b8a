/**
 * The export of whole projects: which runs, by which tasks, and how their files appear. {@link
 * ai.neptune.spark.export.ProjectExport} is part of the API; the rest may change in any release.
 */
@NullMarked
package ai.neptune.spark.export;

import org.jspecify.annotations.NullMarked;
