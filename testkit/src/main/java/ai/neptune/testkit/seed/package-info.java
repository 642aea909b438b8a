/**
 * Reading the JSON of projects (testkit/README.md, "Projects"). Internal: it may change in any
 * release.
 */
@NullMarked
package ai.neptune.testkit.seed;

import org.jspecify.annotations.NullMarked;
