package lintel.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import lintel.training.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossCurveTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 1000})
    void anyNumberOfEpochsIsAnImageOfOneSize(int epochs) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(LossCurve.png(history(epochs, true))));
        assertEquals(900, image.getWidth());
        assertEquals(500, image.getHeight());
    }

    @Test
    void lossesFallToTheRightAndTheTrainingLossEndsBelow() {
        BufferedImage image = LossCurve.image(history(20, true));
        assertTrue(meanRow(image, 100, 200, LossCurve.TRAIN.getRGB())
                < meanRow(image, 700, 800, LossCurve.TRAIN.getRGB()));
        assertTrue(meanRow(image, 800, 880, LossCurve.VALIDATION.getRGB())
                < meanRow(image, 800, 880, LossCurve.TRAIN.getRGB()));
    }

    @Test
    void withoutValidationThereIsOneLine() {
        BufferedImage image = LossCurve.image(history(20, false));
        assertTrue(count(image, LossCurve.TRAIN.getRGB()) > 500);
        assertEquals(0, count(image, LossCurve.VALIDATION.getRGB()));
    }

    @Test
    void sameHistorySameBytes() {
        assertArrayEquals(LossCurve.png(history(5, true)), LossCurve.png(history(5, true)));
    }

    @Test
    void noEpochIsRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> LossCurve.image(history(0, true)));
        assertEquals("a loss curve needs at least one epoch, but none has ended", error.getMessage());
    }

    /** Training loss falls to 0.1, validation loss to 0.3; the middle epoch is kept. */
    private static History history(int epochs, boolean validation) {
        List<History.Epoch> list = IntStream.rangeClosed(1, epochs)
                .mapToObj(i -> new History.Epoch(
                        i,
                        0.01,
                        0.1 + 0.6 * Math.exp(-4.0 * i / epochs),
                        0.2 + 0.6 * Math.exp(-4.0 * i / epochs),
                        validation
                                ? OptionalDouble.of(0.3 + 0.4 * Math.exp(-4.0 * i / epochs))
                                : OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        1,
                        1000,
                        0.1))
                .toList();
        return new History("logLoss", list, (epochs + 1) / 2, History.Ending.COMPLETED);
    }

    /** Mean row, from the top, of the pixels of one colour between two columns of the plot (the legend lies below). */
    private static double meanRow(BufferedImage image, int left, int right, int rgb) {
        return IntStream.range(0, 420)
                .filter(y -> IntStream.range(left, right).anyMatch(x -> image.getRGB(x, y) == rgb))
                .average()
                .orElseThrow();
    }

    private static long count(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == rgb)
                .count();
    }
}
