/** Reading JSON documents with errors that name the place. */
package ai.neptune.testkit.json;
