/**
 * Plain HTTP/1.1 over blocking sockets: connections, proxies, TLS and timeouts. It knows nothing of
 * Neptune. Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.client.http;

import org.jspecify.annotations.NullMarked;
