/**
 * The names that users write: the data source, the catalog, and the download of files. Public API.
 */
package ai.neptune.spark;
