/** The requests of the API and of its storage (PROTOCOL 1 and 4). */
package ai.neptune.testkit.api;
