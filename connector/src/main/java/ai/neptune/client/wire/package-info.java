/** What goes over the wire: JSON bodies of requests, and decoders of answers. */
package ai.neptune.client.wire;
