/** Whether an export is whole: what an archive holds, compared with what Neptune had counted. */
package ai.neptune.archive.check;
