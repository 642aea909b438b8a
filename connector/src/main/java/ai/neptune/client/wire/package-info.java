/** What goes over the wire: JSON bodies of requests, and decoders of responses. */
package ai.neptune.client.wire;
