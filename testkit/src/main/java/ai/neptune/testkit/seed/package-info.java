/** Reading the JSON that projects are seeded from (testkit/README.md, "Projects"). */
package ai.neptune.testkit.seed;
