package lintel.network;

import java.util.List;
import lintel.config.ModelConfig;

/**
 * How many numbers an LSTM network keeps while it computes a batch, parameters not counted. What {@link EngineKernel}
 * keeps follows from its code; what {@link Dl4jKernel} keeps was measured: the workspaces of Deeplearning4j 1.0.0-M2.1
 * for a dozen networks were 0.5 to 1 times this.
 *
 * @param features numbers per step
 * @param widths   numbers per step that each layer gives, first to last, both directions counted
 * @param both     whether layers read both ways
 * @param dropout  whether inputs are dropped while training
 */
public record LstmMemory(int features, List<Integer> widths, boolean both, boolean dropout) {
    /** Rows whose gates the engine computes at once at most, beside one step of the batch. */
    private static final long JOINED_ROWS = 512;

    public LstmMemory {
        widths = List.copyOf(widths);
    }

    public static LstmMemory of(ModelConfig.Lstm config, int features) {
        int directions = config.bidirectional() ? 2 : 1;
        return new LstmMemory(
                features,
                config.layers().stream()
                        .map(units -> Math.multiplyExact(directions, units))
                        .toList(),
                config.bidirectional(),
                config.dropout() > 0);
    }

    /** On the CPU, training: four gates, two forms of the cells, two of the outputs, and errors, of each step. */
    public long engineTraining(long steps) {
        return steps * (2L * features + 9 * sum() + (dropout ? features + sum() : 0));
    }

    /** On the CPU, answering: outputs of each step, and the gates of some. */
    public long engineScoring(long sequences, long steps) {
        return steps * (2L * features + sum()) + 4 * sum() * Math.min(steps, JOINED_ROWS + sequences);
    }

    /** On a GPU, training; the steps of padding count. */
    public long deviceTraining(long sequences, long steps) {
        long kept = both ? 16 * widest() + 3 * (features + sum()) : 14 * widest() + 3 * (features + sum()) / 2;
        long dropped = dropout ? (both ? 3 : 2) * (features + sum()) : 0;
        return steps * (kept + dropped + features) + sequences * 6 * widest();
    }

    /** On a GPU, answering; the steps of padding count. */
    public long deviceScoring(long sequences, long steps) {
        long kept = both ? 7 * widest() : 5 * widest();
        return steps * (kept + 2L * features + sum()) + sequences * 6 * widest();
    }

    private long sum() {
        return widths.stream().mapToLong(Integer::longValue).sum();
    }

    private long widest() {
        return Math.max(
                features, widths.stream().mapToLong(Integer::longValue).max().orElseThrow());
    }
}
