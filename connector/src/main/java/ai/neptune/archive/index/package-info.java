/**
 * What lies where in an archive of exported projects: its folders, and an index of its runs.
 * Internal: it may change in any release.
 */
package ai.neptune.archive.index;
