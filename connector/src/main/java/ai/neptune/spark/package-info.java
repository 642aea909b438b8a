/** What users name: the data source, and the action that downloads files. */
package ai.neptune.spark;
