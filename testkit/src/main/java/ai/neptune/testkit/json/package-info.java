/**
 * Reading JSON documents with errors that name the place. Internal: it may change in any release.
 */
package ai.neptune.testkit.json;
