/**
 * The JSON bodies of requests, and the decoders of responses. Internal: it may change in any
 * release.
 */
package ai.neptune.client.wire;
