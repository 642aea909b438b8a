/**
 * The requests of the API and of its storage (docs/protocol.md, 1 and 4). Internal: it may change
 * in any release.
 */
@NullMarked
package ai.neptune.testkit.api;

import org.jspecify.annotations.NullMarked;
