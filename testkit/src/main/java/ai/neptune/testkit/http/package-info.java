/** HTTP: requests and responses, faults, and the log of requests. */
package ai.neptune.testkit.http;
