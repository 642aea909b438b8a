/**
 * What relations ask of any source of Neptune data, and what comes back, as values: no Spark, no
 * Hadoop, no HTTP. Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.client;

import org.jspecify.annotations.NullMarked;
