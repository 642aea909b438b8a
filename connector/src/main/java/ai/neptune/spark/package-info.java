/**
 * The names that users write: the data source, the catalog, and the download of files. Public API.
 */
@NullMarked
package ai.neptune.spark;

import org.jspecify.annotations.NullMarked;
