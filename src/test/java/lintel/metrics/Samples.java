package lintel.metrics;

import java.util.List;
import java.util.Random;

/** Rows that several tests judge; the expected numbers stand where they are used. */
final class Samples {
    static final boolean[] LABELS = labels(0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1);
    static final float[] PROBABILITIES = {
        .1f, .4f, .35f, .8f, .2f, .9f, .5f, .5f, .65f, .05f, .35f, .35f, 0, .7f, 1, .15f, .55f, .3f, .25f, .45f
    };

    private Samples() {}

    static boolean[] labels(int... zerosAndOnes) {
        boolean[] labels = new boolean[zerosAndOnes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = zerosAndOnes[i] == 1;
        }
        return labels;
    }

    static boolean[] randomLabels(Random random, int n) {
        boolean[] labels = new boolean[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextBoolean();
        }
        return labels;
    }

    /** Probabilities on a coarse grid, so that ties are common. */
    static float[] randomProbabilities(Random random, int n) {
        float[] probabilities = new float[n];
        for (int i = 0; i < n; i++) {
            probabilities[i] = random.nextInt(21) / 20f;
        }
        return probabilities;
    }

    static Predictions binary(boolean[] labels, float[] probabilities, double threshold) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (labels[i] ? 1 : 0);
        }
        return new Predictions(
                probabilities, bytes, 1, Predictions.Kind.BINARY, threshold, List.of("benign", "malignant"));
    }
}
