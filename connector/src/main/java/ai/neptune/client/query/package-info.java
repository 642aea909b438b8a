/**
 * The filter language NQL, extended regular expressions, and the types of attributes in them.
 * Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.client.query;

import org.jspecify.annotations.NullMarked;
