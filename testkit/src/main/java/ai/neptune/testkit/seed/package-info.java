/**
 * Reading the JSON of projects (testkit/README.md, "Projects"). Internal: it may change in any
 * release.
 */
package ai.neptune.testkit.seed;
