/**
 * Every exception that users can catch, with {@link ai.neptune.errors.NeptuneException} as the
 * root. Public API: names and codes stay as they are from release to release.
 */
package ai.neptune.errors;
