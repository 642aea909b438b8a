package ai.neptune.spark.download.transfer;

/**
 * What became of transfers in some time.
 *
 * @param bytes that were received
 * @param files that were done
 * @param refusals responses of the storage that ask to try again later, such as 429 and 503
 * @param breaks connections that were lost, or not made
 * @param isSaturated whether no slot was idle, so that more slots could help
 */
record SlotUse(long bytes, long files, long refusals, long breaks, boolean isSaturated) {

  static final SlotUse NONE = new SlotUse(0, 0, 0, 0, true);

  SlotUse and(SlotUse more) {
    return new SlotUse(
        bytes + more.bytes,
        files + more.files,
        refusals + more.refusals,
        breaks + more.breaks,
        isSaturated && more.isSaturated);
  }

  long faults() {
    return refusals + breaks;
  }
}
