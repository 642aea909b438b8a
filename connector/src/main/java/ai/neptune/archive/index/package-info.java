/**
 * Where an archive of exported projects has what: its folders, and an index of its runs. Internal:
 * it may change in any release.
 */
@NullMarked
package ai.neptune.archive.index;

import org.jspecify.annotations.NullMarked;
