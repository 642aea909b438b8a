/** Options and session defaults, made into one immutable value and validated once. */
package ai.neptune.spark.options;
