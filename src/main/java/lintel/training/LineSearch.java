package lintel.training;

/** Along a line that the objective was evaluated at both ends of: it costs no pass over the features. */
final class LineSearch {
    private static final int MOST_TRIALS = 30;

    private LineSearch() {}

    /**
     * How far to go from the point evaluated before the last to the last one: the t at which the objective is least on
     * that line, to a twentieth, and where it rises or falls at most half as steeply as at 0.
     *
     * @param startSlope at t = 0, below 0
     */
    static double minimum(
            LogisticObjective objective, int output, double[] from, double[] direction, double startSlope) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double t = 1;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            double[] along = objective.along(output, from, direction, t);
            double slope = along[0];
            double curvature = along[1];
            low = slope > 0 ? low : t;
            high = slope > 0 ? t : high;
            double next = t - slope / curvature;
            boolean settled = Math.abs(next - t) <= 0.05 * t;
            if (settled && Math.abs(slope) <= -0.5 * startSlope) {
                return next;
            }
            // Where some examples have their kink, Newton's step is small far from the minimum.
            boolean leads = !settled && next > low && next < Math.min(high, 4 * t);
            t = leads ? next : high < Double.POSITIVE_INFINITY ? (low + high) / 2 : 4 * t;
        }
        return t;
    }
}
