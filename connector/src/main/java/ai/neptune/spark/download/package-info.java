/** The action {@code downloadFiles}: paths, plan, transfer, publishing and manifest (SPEC 5). */
package ai.neptune.spark.download;
