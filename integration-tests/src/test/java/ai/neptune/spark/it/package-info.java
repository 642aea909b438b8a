/** The connector's one jar, as users have it, against real things. */
package ai.neptune.spark.it;
