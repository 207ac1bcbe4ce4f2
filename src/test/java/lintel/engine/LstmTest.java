package lintel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LstmTest {
    private static final int[] LENGTHS = {2, 1, 4};

    /**
     * Answers and gradients quoted from PyTorch 2.15.0 in double, for packed sequences of 4, 2 and 1 steps, which are
     * given here in another order. The gradient is of the sum of the cross-entropies; every eleventh number is added.
     *
     * <pre>{@code
     * import torch
     * from torch.nn.utils.rnn import pack_padded_sequence as pack, pad_packed_sequence as pad
     * torch.set_default_dtype(torch.float64)
     * def numbers(n, a, m, d): return (torch.arange(n) * a % m - m // 2) / d
     * def take(rows, columns):
     *     global at
     *     at += rows * columns
     *     return flat[at - rows * columns:at].reshape(rows, columns)
     * def gates(block): return torch.cat([block.chunk(4)[g] for g in (3, 1, 0, 2)])  # a, f, o, i to i, f, g, o
     * for both, count in ((False, 160), (True, 391)):
     *     flat, at, ends = numbers(count, 37, 101, 64.).requires_grad_(), 0, ("", "_reverse")[:1 + both]
     *     net = torch.nn.LSTM(2, 3, num_layers=2, bidirectional=both, batch_first=True)
     *     given = {}
     *     for layer, inputs in enumerate((2, 3 * len(ends))):
     *         for end in ends:
     *             given[f"weight_ih_l{layer}{end}"] = gates(take(12, inputs))
     *             given[f"weight_hh_l{layer}{end}"] = gates(take(12, 3))
     *             given[f"bias_ih_l{layer}{end}"] = gates(take(12, 1)).squeeze()
     *             given[f"bias_hh_l{layer}{end}"] = torch.zeros(12)
     *     w, b = take(1, 3 * len(ends)), take(1, 1)
     *     x, y = numbers(24, 29, 61, 16.).reshape(3, 4, 2), numbers(12, 7, 2, 1.).reshape(3, 4) + 1
     *     lengths = torch.tensor([4, 2, 1])
     *     packed = pack(x, lengths, batch_first=True)
     *     hidden = pad(torch.func.functional_call(net, given, (packed,))[0], batch_first=True)[0]
     *     z = (hidden @ w.T + b).squeeze(2)
     *     real = torch.arange(4) < lengths[:, None]
     *     loss = torch.nn.functional.binary_cross_entropy_with_logits(z[real], y[real], reduction="sum")
     *     g, = torch.autograd.grad(loss, flat)
     *     print(z[real].tolist(), [g[k::11].sum().item() for k in range(11)])
     * }</pre>
     */
    @ParameterizedTest
    @CsvSource({
        "false,"
                + " -0.46480751768250667 -0.46021086056811517 -0.44144027821096554 -0.42232941152315256"
                + " -0.4343093992809636 -0.4229877335545161 -0.42994478832366917,"
                + " -0.029563281394161863 0.09009944467719355 -0.07461154183471018 -0.23672145404090905"
                + " -0.0903280366414057 -0.2190967373921487 -0.02042114848440298 0.017457087768070652"
                + " -0.01003998960531732 -0.02691956694085888 -9.081627206047952e-05",
        "true,"
                + " 0.24424114141722986 0.0335014381754799 0.007922657342669392 0.058770386087575455"
                + " 0.16723879398881553 0.16705063821806643 0.26285993921393136,"
                + " 0.04139704543102528 -0.11779246104548083 -0.13684191241102303 0.2510446539794581"
                + " -0.057765560488409445 0.7253469172259897 -0.12095651419870916 0.001888336942083419"
                + " -0.04496975477619223 0.1725499996723742 -0.18184342570126427"
    })
    void givesWhatPyTorchGives(boolean bidirectional, String answers, String gradients) {
        for (boolean wide : new boolean[] {true, false}) {
            double tolerance = wide ? 1e-14 : 1e-6;
            try (Lstm lstm = new Lstm(new LstmForm(2, List.of(3, 3), bidirectional, true, 1, 0), wide)) {
                double[] parameters = numbers(lstm.parameterCount(), 37, 101, 64);
                lstm.setParameters(parameters);
                PackedSteps steps = PackedSteps.of(LENGTHS);
                int[] order = inPackedRows(steps);
                float[] values = new float[14];
                double[] all = numbers(24, 29, 61, 16);
                for (int row = 0; row < 7; row++) {
                    values[2 * row] = (float) all[2 * order[row]];
                    values[2 * row + 1] = (float) all[2 * order[row] + 1];
                }
                double[] found = lstm.train(steps, values, 0, 4, 0);
                double[] expected = words(answers);
                double[] slopes = new double[7];
                for (int row = 0; row < 7; row++) {
                    int real = order[row] < 8 ? order[row] : order[row] - 2;
                    assertEquals(expected[real], found[row], tolerance);
                    slopes[row] = 1 / (1 + Math.exp(-found[row])) - order[row] % 2;
                }
                double[] gradient = new double[parameters.length];
                lstm.gradient(slopes, gradient);
                double[] sums = new double[11];
                for (int i = 0; i < gradient.length; i++) {
                    sums[i % 11] += gradient[i];
                }
                assertArrayEquals(words(gradients), sums, 10 * tolerance);
            }
        }
    }

    /** For each packed row, the row of the three sequences of four steps, padding included, that PyTorch was given. */
    private static int[] inPackedRows(PackedSteps steps) {
        int[] theirs = {1, 2, 0};
        int[] order = new int[steps.rows()];
        for (int i = 0; i < LENGTHS.length; i++) {
            for (int step = 0; step < LENGTHS[i]; step++) {
                order[steps.row(i, step)] = 4 * theirs[i] + step;
            }
        }
        return order;
    }

    private static double[] numbers(int n, int a, int m, double divisor) {
        return IntStream.range(0, n)
                .mapToDouble(i -> (i * a % m - m / 2) / divisor)
                .toArray();
    }

    private static double[] words(String text) {
        return Arrays.stream(text.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** However many steps are given at a time, the state goes on: the way to answer while a sequence still comes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void spansContinueWhereTheOneBeforeEnded(int span) {
        LstmForm form = new LstmForm(3, List.of(5, 4), false, true, 2, 0);
        PackedSteps steps = PackedSteps.of(new int[] {3, 9, 1, 7});
        try (Lstm lstm = random(form, false)) {
            float[] values = values(steps, form);
            double[] whole = lstm.answers(steps, values);
            for (int from = 0; from < 9; from += span) {
                int to = Math.min(9, from + span);
                double[] some = lstm.train(steps, values, from, to, 0);
                double[] expected = Arrays.copyOfRange(whole, 2 * steps.start(from), 2 * steps.start(to));
                assertArrayEquals(expected, some, 1e-6);
                lstm.gradient(some, new float[lstm.parameterCount()]); // must not touch the state
            }
        }
    }

    /** A sequence by itself takes another way through the cells. */
    @ParameterizedTest
    @CsvSource({"1,1,false,false", "5,1,false,true", "9,16,true,true", "40,33,true,false", "200,3,false,false"})
    void aSequenceByItselfIsAnsweredAsAmongOthers(int length, int units, boolean bidirectional, boolean everyStep) {
        LstmForm form = new LstmForm(3, List.of(units, units + 1), bidirectional, everyStep, 2, 0);
        try (Lstm lstm = random(form, false)) {
            for (int change = 0; change < 2; change++) {
                PackedSteps two = PackedSteps.of(new int[] {length, 1});
                float[] values = values(two, form);
                PackedSteps one = PackedSteps.of(new int[] {length});
                float[] alone = new float[3 * length];
                for (int step = 0; step < length; step++) {
                    System.arraycopy(values, 3 * two.row(0, step), alone, 3 * step, 3);
                }
                double[] among = lstm.answers(two, values);
                double[] found = lstm.answers(one, alone);
                for (int i = 0; i < found.length; i++) {
                    int row = everyStep ? two.row(0, i / 2) : 0;
                    assertEquals(among[2 * row + i % 2], found[i], 2e-6);
                }
                lstm.setParameters(
                        new Random(8).doubles(lstm.parameterCount(), -0.3, 0.3).toArray());
            }
        }
    }

    /** A network that has just computed something larger, smaller or wider gives the same bits. */
    @Test
    void whatWasComputedBeforeChangesNothing() {
        LstmForm form = new LstmForm(3, List.of(40, 7), true, false, 2, 0.3);
        try (Lstm used = random(form, false)) {
            for (int[] lengths : new int[][] {{30, 2, 8}, {1}, {4, 4, 4, 4, 4, 1}, {200}, {3, 2}}) {
                PackedSteps steps = PackedSteps.of(lengths);
                try (Lstm fresh = random(form, false)) {
                    assertArrayEquals(answersAndGradient(fresh, form, steps), answersAndGradient(used, form, steps));
                }
            }
        }
    }

    static double[] answersAndGradient(Lstm lstm, LstmForm form, PackedSteps steps) {
        float[] values = values(steps, form);
        double[] answers = lstm.train(steps, values, 0, steps.steps(), 5);
        double[] gradient = new double[lstm.parameterCount()];
        lstm.gradient(answers.clone(), gradient);
        return IntStream.range(0, answers.length + gradient.length)
                .mapToDouble(i -> i < answers.length ? answers[i] : gradient[i - answers.length])
                .toArray();
    }

    @Test
    void dropoutDropsItsShareAndKeepsTheMean() {
        FloatArithmetic arithmetic = new FloatArithmetic();
        int n = 100_000;
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        org.bytedeco.javacpp.FloatPointer memory = arithmetic.allocate(n);
        arithmetic.put(ones, 0, n, memory, 0);
        new Dropout(arithmetic, 0.3).apply(memory, memory, n, 7);
        arithmetic.get(memory, 0, ones, 0, n);
        memory.close();
        int dropped = 0;
        for (float value : ones) {
            assertEquals(value == 0 ? 0 : 1 / 0.7, value, 1e-6);
            dropped += value == 0 ? 1 : 0;
        }
        assertEquals(0.3, dropped / (double) n, 5 * Math.sqrt(0.3 * 0.7 / n)); // five standard deviations
    }

    @Test
    void saysWhatItCannotDo() {
        LstmForm form = new LstmForm(1, List.of(2), false, false, 1, 0);
        PackedSteps steps = PackedSteps.of(new int[] {3});
        try (Lstm lstm = random(form, false)) {
            assertMessage(
                    "only an every-step network of one direction learns from spans of steps",
                    IllegalArgumentException.class,
                    () -> lstm.train(steps, new float[3], 0, 2, 0));
            lstm.answers(steps, new float[3]);
            assertMessage(
                    "a gradient needs answers given in training before it",
                    IllegalStateException.class,
                    () -> lstm.gradient(new double[1], new float[lstm.parameterCount()]));
        }
        assertMessage(
                "no network has 0 features, layers of [2] units, 1 outputs and dropout 1.0",
                IllegalArgumentException.class,
                () -> new LstmForm(0, List.of(2), false, false, 1, 1));
    }

    private static void assertMessage(
            String expected, Class<? extends Exception> type, org.junit.jupiter.api.function.Executable executable) {
        assertEquals(expected, assertThrows(type, executable).getMessage());
    }

    private static Lstm random(LstmForm form, boolean wide) {
        return random(form, wide, 1);
    }

    static Lstm random(LstmForm form, boolean wide, int threads) {
        Lstm lstm = new Lstm(form, wide, threads);
        Random random = new Random(3);
        lstm.setParameters(random.doubles(lstm.parameterCount(), -0.6, 0.6).toArray());
        return lstm;
    }

    static float[] values(PackedSteps steps, LstmForm form) {
        Random random = new Random(4);
        float[] values = new float[steps.rows() * form.features()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
