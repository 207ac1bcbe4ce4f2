package lintel.training;

/** What the steps of a warm-up gain, one after the other, and what they tell of those to come. */
final class Gains {
    /** A step that gains less than this share of the value is slow. */
    private static final double SLOW = 0.15;
    /**
     * The same below {@link #LITTLE} of the first value: where examples can be told apart, the few rows that have any
     * curvature left change with each step, and a Hessian is soon out of date.
     */
    private static final double SLOW_NEAR_NOTHING = 0.03;

    private static final double LITTLE = 0.05;
    /** Gains that shrink at least so much from step to step tell the gap that is left. */
    private static final double FAST = 0.25;
    /** Values that differ by less than this share of them are the same, but for rounding in float32. */
    private static final double ROUNDING = 1e-7;
    /** Before so many nothing is told of the gap. */
    private static final int STEPS_TO_TELL = 4;

    private int steps;
    private double first;
    private double value;
    private double last;
    private double earlier;
    private double beforeThat;

    void begin(double start) {
        steps = 0;
        first = start;
        value = start;
        last = Double.NaN;
        earlier = Double.NaN;
        beforeThat = Double.NaN;
    }

    /**
     * The objective after one more step.
     *
     * @param foretold what the step was to gain: the better number where rounding hides the other
     */
    void add(double next, double foretold) {
        steps++;
        beforeThat = earlier;
        earlier = last;
        double gain = value - next;
        last = gain > ROUNDING * next ? gain : foretold;
        value = next;
    }

    /** Whether the last step gained little. */
    boolean slow() {
        return last < (value > LITTLE * first ? SLOW : SLOW_NEAR_NOTHING) * value;
    }

    /** What is left to gain if gains go on to shrink as they do; NaN until there are two. */
    double left() {
        return last * ratio() / (1 - ratio());
    }

    /** Steps until only {@code gap} is left; NaN if that is not to be told. */
    double steps(double gap) {
        return ratio() <= FAST ? StepRates.steps(left() / gap, ratio()) : Double.NaN;
    }

    /** Whether what is left after the next step is known to be no more than {@code gap}. @param next what it gains */
    boolean leave(double gap, double next) {
        double ratio = Math.sqrt(next / earlier);
        return steps >= STEPS_TO_TELL && ratio <= FAST && next * ratio / (1 - ratio) <= gap;
    }

    /** How much of one gain the next is, on the geometric mean of the latest two. */
    private double ratio() {
        return Double.isNaN(beforeThat) ? last / earlier : Math.sqrt(Math.max(0, last / beforeThat));
    }
}
