package lintel.metrics;

/**
 * Area under the ROC curve: the chance that a random positive outranks a random negative, a tie counting half.
 *
 * <p>In [0, 1]; 0.5 is chance. Exact: pairs are counted in whole numbers. O(n log n) time. Source: Hanley and McNeil
 * (1982), Radiology 143(1), 29-36, doi:10.1148/radiology.143.1.7063747.
 */
public final class RocAuc {
    private long positives;
    private long negatives;
    private long wonHalves; // two for each negative outranked by a positive, one for each tie

    private RocAuc() {}

    /**
     * @param labels {@code [n]}; true marks a positive
     * @param scores {@code [n]}; any scale, larger means more positive, never NaN
     * @return the area; undefined when a class is absent
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static Score of(boolean[] labels, float[] scores) {
        RocAuc area = new RocAuc();
        new Ranking(labels, scores).forEachGroup(area::add);
        if (area.positives == 0 || area.negatives == 0) {
            return Score.undefined("both classes are needed, but there are %d positives and %d negatives"
                    .formatted(area.positives, area.negatives));
        }
        return Score.of(area.wonHalves / (2.0 * area.positives * area.negatives));
    }

    private void add(int groupPositives, int groupNegatives) {
        wonHalves += groupNegatives * (2 * positives + groupPositives);
        positives += groupPositives;
        negatives += groupNegatives;
    }
}
