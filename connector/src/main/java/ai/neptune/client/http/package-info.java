/**
 * Plain HTTP/1.1 over blocking sockets: connections, proxies, TLS and timeouts. It knows nothing of
 * Neptune. Internal: it may change in any release.
 */
package ai.neptune.client.http;
