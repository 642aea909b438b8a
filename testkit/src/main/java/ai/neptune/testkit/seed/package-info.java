/** Reading the JSON that projects are seeded from (SPEC 7). */
package ai.neptune.testkit.seed;
