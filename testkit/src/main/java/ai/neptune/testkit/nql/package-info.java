/** NQL, the filter language: parsed and evaluated on runs (PROTOCOL 6). */
package ai.neptune.testkit.nql;
