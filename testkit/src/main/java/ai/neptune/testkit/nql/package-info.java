/** NQL, the filter language: parsed and evaluated on runs (docs/protocol.md, 6). */
package ai.neptune.testkit.nql;
