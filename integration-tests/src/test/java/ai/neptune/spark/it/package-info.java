/** Tests of the connector's jar, as users have it, with real versions of Spark and real servers. */
package ai.neptune.spark.it;
