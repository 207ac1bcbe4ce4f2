package lintel.network;

import lintel.config.ModelConfig;
import lintel.data.Examples;
import lintel.engine.Lstm;

/** An LSTM network computed by {@link Lstm}. */
final class EngineKernel implements LstmKernel {
    private final ModelConfig.Lstm config;
    private final boolean everyStep;
    private final int outputs;
    private final Lstm lstm;
    private final Rooms rooms = new Rooms();

    EngineKernel(ModelConfig.Lstm config, int features, int outputs) {
        this.config = config;
        this.everyStep = config.output() == ModelConfig.Output.EVERY_STEP;
        this.outputs = outputs;
        this.lstm = new Lstm(LstmNetwork.form(config, features, outputs), false);
    }

    @Override
    public void setParameters(float[] parameters) {
        lstm.setParameters(parameters);
    }

    @Override
    public Network.Batch prepare(Examples.Steps steps, int[] batch) {
        PackedBatch packed = PackedBatch.of(steps, batch, rooms::take);
        return new Ready(packed, steps);
    }

    private final class Ready implements Network.Batch {
        private final PackedBatch packed;
        private final Examples.Steps examples;
        private boolean spent;

        Ready(PackedBatch packed, Examples.Steps examples) {
            this.packed = packed;
            this.examples = examples;
        }

        @Override
        public void gradients(long dropoutSeed, GradientConsumer consumer) {
            if (spent) {
                throw new IllegalStateException("a batch is made ready for one use");
            }
            spent = true;
            train(packed, dropoutSeed, consumer);
            if (packed.values() != examples.values().array()) { // not the examples' own
                rooms.giveBack(packed.values());
            }
        }

        @Override
        public int threads() {
            return lstm.threads(packed.steps());
        }

        @Override
        public long copied() {
            long answers = packed.labels().length * (packed.weights() == null ? 1L : 2L);
            return answers + (long) packed.steps().rows() * examples.features();
        }
    }

    private void train(PackedBatch packed, long dropoutSeed, GradientConsumer consumer) {
        packed.train(lstm, config.truncate().orElse(0), dropoutSeed, (slopes, lossSum, labels) -> {
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] /= labels;
            }
            float[] gradient = new float[lstm.parameterCount()];
            lstm.gradient(slopes, gradient);
            consumer.accept(new GradientConsumer.Gradient(gradient, lossSum, labels));
        });
    }

    @Override
    public void score(Examples.Steps steps, int[] window, float[] values) {
        PackedBatch batch = PackedBatch.of(steps, window);
        double[] answers = lstm.answers(batch.steps(), batch.values());
        for (int i = 0; i < window.length; i++) {
            int first = everyStep ? steps.starts()[window[i]] : window[i];
            for (int step = 0; step < (everyStep ? steps.length(window[i]) : 1); step++) {
                int row = everyStep ? batch.steps().row(i, step) : i;
                for (int k = 0; k < outputs; k++) {
                    values[(first + step) * outputs + k] = (float) Sigmoid.of(answers[row * outputs + k]);
                }
            }
        }
    }
}
