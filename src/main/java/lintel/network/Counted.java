package lintel.network;

/**
 * Labels that count, those of a weight above 0.
 *
 * @param labels  how many rows or steps have one
 * @param weights their sum, over the outputs
 */
record Counted(int labels, double weights) {
    static final Counted NONE = new Counted(0, 0);

    Counted plus(Counted other) {
        return new Counted(labels + other.labels, weights + other.weights);
    }

    /**
     * What the weights of a segment of steps are multiplied by, so that their mean is that of the batch. A segment is
     * an update of its own, however few labels it has: so must it be however little they weigh, or sequences would not
     * count in it as if they stood there as often as their weights say.
     *
     * @param batch of which these are some; 1 if these are all, or weigh the same
     */
    double factorWithin(Counted batch) {
        return batch.weights / batch.labels / (weights / labels);
    }
}
