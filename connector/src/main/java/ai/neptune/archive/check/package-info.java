/** Whether an export is whole: what an archive holds, compared with what Neptune had counted. */
@NullMarked
package ai.neptune.archive.check;

import org.jspecify.annotations.NullMarked;
