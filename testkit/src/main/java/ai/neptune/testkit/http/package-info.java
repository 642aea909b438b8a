/**
 * HTTP: requests and responses, faults, and the log of requests. Internal: it may change in any
 * release.
 */
@NullMarked
package ai.neptune.testkit.http;

import org.jspecify.annotations.NullMarked;
