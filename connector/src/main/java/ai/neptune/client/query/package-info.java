/** The filter language NQL, extended regular expressions, and the types of attributes in them. */
package ai.neptune.client.query;
