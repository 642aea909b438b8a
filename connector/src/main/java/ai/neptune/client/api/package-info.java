/**
 * A live Neptune server as a source: credentials, requests, retries and limits, errors and signed
 * URLs (docs/protocol.md). Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.client.api;

import org.jspecify.annotations.NullMarked;
