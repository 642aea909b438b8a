/** What Spark hands down to a read: its predicates, made into conditions of the client. */
package ai.neptune.spark.pushdown;
