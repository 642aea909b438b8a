/** What the server holds: projects, runs, attributes, series, lineage and blobs. */
package ai.neptune.testkit.model;
