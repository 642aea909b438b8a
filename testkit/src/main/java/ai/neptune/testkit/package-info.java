/**
 * A Neptune server in one process, for examples and tests: {@link
 * ai.neptune.testkit.NeptuneServer}, its options and faults. The subpackages are internal and may
 * change at any time.
 */
package ai.neptune.testkit;
