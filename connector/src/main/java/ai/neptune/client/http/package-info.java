/** How requests reach the server: transport, credentials, retries, limits, and errors. */
package ai.neptune.client.http;
