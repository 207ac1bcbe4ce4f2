package lintel.metrics;

/**
 * Area under the precision-recall curve as average precision: the mean precision at the score of each positive.
 *
 * <pre>AP = Σ (recall_i - recall_(i-1)) precision_i</pre>
 *
 * over the distinct scores from the highest down: no interpolation, as scikit-learn's {@code average_precision_score}.
 * In (0, 1]; chance is the share of positives. O(n log n) time. Source: Davis and Goadrich (2006),
 * doi:10.1145/1143844.1143874.
 */
public final class PrAuc {
    private long positives;
    private long rows;
    private double precisionSum;

    private PrAuc() {}

    /**
     * @param labels {@code [n]}; true marks a positive
     * @param scores {@code [n]}; any scale, larger means more positive, never NaN
     * @return the area; undefined without positives
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static Score of(boolean[] labels, float[] scores) {
        PrAuc area = new PrAuc();
        new Ranking(labels, scores).forEachGroup(area::add);
        return area.positives == 0
                ? Score.undefined("there are no positives")
                : Score.of(area.precisionSum / area.positives);
    }

    private void add(int groupPositives, int groupNegatives) {
        positives += groupPositives;
        rows += groupPositives + groupNegatives;
        precisionSum += groupPositives * ((double) positives / rows);
    }
}
