package lintel.network;

import java.util.ArrayList;
import java.util.List;
import lintel.config.ModelConfig;

/**
 * One matrix or vector among the flat parameters, laid out as Deeplearning4j does: {@code [inputs, units]},
 * column-major, so that what one unit reads stands together. The units of an LSTM matrix are four gates of H units
 * each: candidate, forget, output, input.
 *
 * @param inputs rows of the matrix; 1 for a bias
 * @param units  columns
 */
public record ParameterBlock(Role role, int inputs, int units) {
    public enum Role {
        INPUT_WEIGHTS,
        RECURRENT_WEIGHTS,
        GATE_BIASES,
        OUTPUT_WEIGHTS,
        OUTPUT_BIASES;

        boolean weights() {
            return this != GATE_BIASES && this != OUTPUT_BIASES;
        }
    }

    /** Gates per unit of an LSTM layer. */
    static final int GATES = 4;

    public long size() {
        return (long) inputs * units;
    }

    /** All parameters of a network, in order. */
    public static List<ParameterBlock> of(ModelConfig config, int features, int outputs) {
        List<ParameterBlock> blocks = new ArrayList<>();
        int inputs = features;
        if (config instanceof ModelConfig.Lstm lstm) {
            int directions = lstm.bidirectional() ? 2 : 1;
            for (int units : lstm.layers()) {
                for (int direction = 0; direction < directions; direction++) {
                    int gates = Math.multiplyExact(GATES, units);
                    blocks.add(new ParameterBlock(Role.INPUT_WEIGHTS, inputs, gates));
                    blocks.add(new ParameterBlock(Role.RECURRENT_WEIGHTS, units, gates));
                    blocks.add(new ParameterBlock(Role.GATE_BIASES, 1, gates));
                }
                inputs = Math.multiplyExact(directions, units);
            }
        }
        blocks.add(new ParameterBlock(Role.OUTPUT_WEIGHTS, inputs, outputs));
        blocks.add(new ParameterBlock(Role.OUTPUT_BIASES, 1, outputs));
        return List.copyOf(blocks);
    }

    /**
     * Number of parameters; a long, so that a size from a hostile file can be compared before anything is
     * allocated.
     */
    static long count(List<ParameterBlock> blocks) {
        return blocks.stream().mapToLong(ParameterBlock::size).reduce(0, Math::addExact);
    }

    /** {@code [count]}: true for weights, false for biases. */
    static boolean[] weightMask(List<ParameterBlock> blocks) {
        boolean[] mask = new boolean[Math.toIntExact(count(blocks))];
        int at = 0;
        for (ParameterBlock block : blocks) {
            int end = at + Math.toIntExact(block.size());
            java.util.Arrays.fill(mask, at, end, block.role.weights());
            at = end;
        }
        return mask;
    }
}
