/**
 * The requests of the API and of its storage (docs/protocol.md, 1 and 4). Internal: it may change
 * in any release.
 */
package ai.neptune.testkit.api;
