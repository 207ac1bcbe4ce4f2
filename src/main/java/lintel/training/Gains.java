package lintel.training;

/** What steps gain, one after the other, and what they tell of those to come. */
final class Gains {
    private double value;
    private double last;
    private double earlier;
    private double beforeThat;

    void begin(double first) {
        value = first;
        last = Double.POSITIVE_INFINITY;
        earlier = Double.NaN;
        beforeThat = Double.NaN;
    }

    /** The objective after one more step. */
    void add(double next) {
        beforeThat = earlier;
        earlier = last;
        last = value - next;
        value = next;
    }

    /** Infinity before the first. */
    double last() {
        return last;
    }

    /** How much of one gain the next is, the worse of the latest two; NaN until both are known. */
    double ratio() {
        return Math.max(last / earlier, earlier / beforeThat);
    }

    /** What is left to gain if gains go on to shrink by {@link #ratio}; NaN with it. */
    double left() {
        return last * ratio() / (1 - ratio());
    }
}
