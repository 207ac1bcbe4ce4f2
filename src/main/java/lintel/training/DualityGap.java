package lintel.training;

import lintel.training.LogisticObjective.Point;

/**
 * How far a point of logistic regression under {@code Σ l1 |w| + penalty / 2 · w²} is from the optimum, at most: the
 * objective minus its Fenchel dual at the residuals, or at so much of them as the dual allows.
 *
 * <pre>Σ weight (loss(z) + loss*(θ / weight)) + Σ h(w) + Σ h*(-xᵀθ),  h*(u) = max(|u| - l1, 0)² / (2 penalty)</pre>
 *
 * <p>Without {@code penalty}, h* is infinite beyond l1 and the residuals are shrunk until it is 0. The dual also wants
 * residuals that sum to 0; what they lack counts times the distance of the best intercept, which is taken to be at most
 * 1 and the intercept's size. Source: Massias, Vaiter, Gramfort and Salmon (2020), JMLR 21(234), 1-33.
 */
final class DualityGap {
    private DualityGap() {}

    /** @param point that the objective evaluated last for that output; @param l1 {@code [features + 1]} */
    static double of(LogisticObjective objective, int output, Point point, double[] l1) {
        int features = l1.length - 1;
        double sum = point.gradient()[features];
        double intercept = point.at()[features];
        double exact = (1 + Math.abs(intercept)) * Math.abs(sum);
        double penalty = 0;
        double shrink = 1;
        for (int j = 0; j < features; j++) {
            double w = point.at()[j];
            double ridge = objective.penalties()[j];
            double slope = point.gradient()[j] - ridge * w;
            double own = l1[j] * Math.abs(w) + ridge / 2 * w * w;
            double beyond = Math.max(0, Math.abs(slope) - l1[j]);
            exact += w * slope + own + (beyond > 0 ? beyond * beyond / (2 * ridge) : 0);
            penalty += own;
            shrink = beyond > 0 ? Math.min(shrink, l1[j] / Math.abs(slope)) : shrink;
        }
        double shrunk = point.loss()
                + penalty
                + conjugate(objective, output, shrink)
                - shrink * (intercept * sum - (1 + Math.abs(intercept)) * Math.abs(sum));
        return Double.isNaN(exact) ? shrunk : Math.min(exact, shrunk);
    }

    /** {@code Σ weight loss*}, which is minus the entropy of the probabilities, at {@code shrink} of the residuals. */
    private static double conjugate(LogisticObjective objective, int output, double shrink) {
        double sum = 0;
        float[] logits = objective.logits(output);
        for (int i = 0; i < logits.length; i++) {
            double side = objective.label(output, i) == 1 ? logits[i] : -logits[i];
            double wrong = shrink / (1 + Math.exp(side));
            double entropy = wrong > 0 ? wrong * Math.log(wrong) + (1 - wrong) * Math.log1p(-wrong) : 0;
            sum += objective.weight(output, i) * entropy;
        }
        return sum;
    }
}
