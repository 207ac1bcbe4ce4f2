package lintel.engine;

/** Consecutive steps that are computed together where that is possible, read forwards or backwards. */
record Span(PackedSteps steps, boolean reversed, int from, int to) {
    /** Rows from which on a product is as fast as it gets; steps are joined until there are so many. */
    private static final int JOINED_ROWS = 512;

    /** The first span in reading direction. */
    static Span first(PackedSteps steps, boolean reversed) {
        return reversed ? before(steps, steps.steps()) : after(steps, 0);
    }

    /** The next in reading direction; null after the last. */
    Span next() {
        if (reversed) {
            return from > 0 ? before(steps, from) : null;
        }
        return to < steps.steps() ? after(steps, to) : null;
    }

    private static Span after(PackedSteps steps, int from) {
        int to = from + 1;
        while (to < steps.steps() && steps.start(to + 1) - steps.start(from) <= JOINED_ROWS) {
            to++;
        }
        return new Span(steps, false, from, to);
    }

    private static Span before(PackedSteps steps, int to) {
        int from = to - 1;
        while (from > 0 && steps.start(to) - steps.start(from - 1) <= JOINED_ROWS) {
            from--;
        }
        return new Span(steps, true, from, to);
    }

    int count() {
        return to - from;
    }

    /** The i-th step in reading direction. */
    int step(int i) {
        return reversed ? to - 1 - i : from + i;
    }

    long start() {
        return steps.start(from);
    }

    int rows() {
        return steps.start(to) - steps.start(from);
    }
}
