/**
 * NQL, the filter language: parsed and evaluated on runs (docs/protocol.md, 6). Internal: it may
 * change in any release.
 */
@NullMarked
package ai.neptune.testkit.nql;

import org.jspecify.annotations.NullMarked;
