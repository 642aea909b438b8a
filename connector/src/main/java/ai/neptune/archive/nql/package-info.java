/**
 * NQL and patterns of names, evaluated on the runs of an archive by the rules of docs/protocol.md,
 * 6. Internal: it may change in any release.
 */
@NullMarked
package ai.neptune.archive.nql;

import org.jspecify.annotations.NullMarked;
