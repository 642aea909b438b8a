package ai.neptune.spark.download.transfer;

/**
 * What became of transfers in some time.
 *
 * @param bytes that connections brought, whether or not their turn to be written has come
 * @param files that were done
 * @param parts of files that were fetched ahead
 * @param refusals responses of the storage that ask to try again later, such as 429 and 503
 * @param breaks connections that were lost, or not made
 * @param isSaturated whether no slot was idle at some moment, so that more slots could help;
 *     between two parts of a file a slot is idle for a moment even where all are needed
 */
record SlotUse(
    long bytes, long files, long parts, long refusals, long breaks, boolean isSaturated) {

  static final SlotUse NONE = new SlotUse(0, 0, 0, 0, 0, false);

  SlotUse and(SlotUse more) {
    return new SlotUse(
        bytes + more.bytes,
        files + more.files,
        parts + more.parts,
        refusals + more.refusals,
        breaks + more.breaks,
        isSaturated || more.isSaturated);
  }

  /** How many requests have been responded to in full. */
  long responses() {
    return files + parts;
  }

  long faults() {
    return refusals + breaks;
  }
}
