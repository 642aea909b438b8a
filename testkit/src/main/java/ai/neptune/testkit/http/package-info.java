/**
 * HTTP: requests and responses, faults, and the log of requests. Internal: it may change in any
 * release.
 */
package ai.neptune.testkit.http;
