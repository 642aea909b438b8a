/** Column vectors over the primitive arrays that points are decoded into. */
package ai.neptune.spark.vectors;
