/** A Neptune server in one process, for examples and tests. */
package ai.neptune.testkit;
