/**
 * What the server holds: projects, runs, attributes, series, lineage and blobs. Internal: it may
 * change in any release.
 */
package ai.neptune.testkit.model;
