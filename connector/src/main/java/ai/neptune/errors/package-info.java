/**
 * Every exception that users can catch, with {@link ai.neptune.errors.NeptuneException} as the
 * root. Public API: names and codes stay as they are from release to release.
 */
@NullMarked
package ai.neptune.errors;

import org.jspecify.annotations.NullMarked;
