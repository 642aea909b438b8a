/**
 * A Neptune server in one process, for examples and tests: {@link
 * ai.neptune.testkit.NeptuneServer}, its options and faults. The subpackages are internal: they may
 * change in any release.
 */
@NullMarked
package ai.neptune.testkit;

import org.jspecify.annotations.NullMarked;
