/**
 * The JSON bodies of requests, and the decoders of responses. Internal: it may change in any
 * release.
 */
@NullMarked
package ai.neptune.client.wire;

import org.jspecify.annotations.NullMarked;
