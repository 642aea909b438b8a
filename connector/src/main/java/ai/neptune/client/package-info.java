/** The Neptune client in plain Java: no Spark, no Hadoop. */
package ai.neptune.client;
