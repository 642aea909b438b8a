/** The requests of the API and of its storage (docs/protocol.md, 1 and 4). */
package ai.neptune.testkit.api;
