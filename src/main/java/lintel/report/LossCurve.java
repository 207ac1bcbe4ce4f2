package lintel.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import lintel.training.History;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Training and validation loss by epoch as an image of {@value #WIDTH} by {@value #HEIGHT} pixels, with the epoch whose
 * parameters were kept: where the lines part, the network begins to learn its examples by heart. Needs no display.
 */
public final class LossCurve {
    static final int WIDTH = 900;
    static final int HEIGHT = 500;

    private static final Color INK = new Color(0x33, 0x33, 0x33);
    private static final Color FAINT = new Color(0xe4, 0xe4, 0xe4);
    // Blue and orange: told apart in print and by colour-blind readers.
    static final Color TRAIN = new Color(0x1f, 0x77, 0xb4);
    static final Color VALIDATION = new Color(0xe6, 0x7e, 0x22);
    /** Up to here every epoch has its dot; more dots would hide the line. */
    private static final int MOST_DOTS = 30;

    private LossCurve() {}

    /**
     * Draws the curve.
     *
     * @throws IllegalArgumentException if no epoch has ended
     */
    public static BufferedImage image(History history) {
        if (history.epochs().isEmpty()) {
            throw new IllegalArgumentException("a loss curve needs at least one epoch, but none has ended");
        }
        return BitmapEncoder.getBufferedImage(chart(history));
    }

    /** The same as the bytes of a PNG file. */
    public static byte[] png(History history) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image(history), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static XYChart chart(History history) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle("epoch")
                .yAxisTitle("log-loss")
                .build();
        style(chart.getStyler(), history.epochs().size());
        List<History.Epoch> epochs = history.epochs();
        line(
                chart,
                "training",
                TRAIN,
                epochs,
                epochs.stream().mapToDouble(History.Epoch::trainLoss).toArray());
        if (epochs.stream().anyMatch(epoch -> epoch.validationLoss().isPresent())) {
            double[] losses = epochs.stream()
                    .mapToDouble(epoch -> epoch.validationLoss().orElse(Double.NaN))
                    .toArray();
            line(chart, "validation", VALIDATION, epochs, losses);
        }
        epochs.stream()
                .filter(epoch -> epoch.epoch() == history.bestEpoch())
                .forEach(kept -> mark(chart, kept, epochs.size()));
        return chart;
    }

    private static void line(XYChart chart, String name, Color color, List<History.Epoch> epochs, double[] losses) {
        double[] numbers = epochs.stream().mapToDouble(History.Epoch::epoch).toArray();
        XYSeries series = chart.addSeries(name, numbers, losses);
        series.setMarkerColor(color).setMarker(epochs.size() <= MOST_DOTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        series.setLineColor(color).setLineStyle(new BasicStroke(2.2f));
    }

    private static void mark(XYChart chart, History.Epoch kept, int epochs) {
        chart.addAnnotation(new AnnotationLine(kept.epoch(), true, false));
        double loss = kept.validationLoss().orElse(kept.trainLoss());
        // XChart labels evenly spaced epochs one by one, until the labels touch. A point that is not drawn makes them
        // uneven, and then it picks round numbers.
        double[] numbers = {kept.epoch(), epochs > MOST_DOTS ? kept.epoch() + 0.5 : kept.epoch()};
        XYSeries dot = chart.addSeries("kept: epoch " + kept.epoch(), numbers, new double[] {loss, Double.NaN});
        dot.setMarkerColor(INK).setMarker(SeriesMarkers.DIAMOND);
        dot.setLineStyle(SeriesLines.NONE);
    }

    private static void style(XYStyler styler, int epochs) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
        styler.setChartTitleVisible(false)
                .setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(font)
                .setPlotBorderVisible(false)
                .setAnnotationLineColor(Color.GRAY)
                .setAnnotationLineStroke(
                        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {4, 4}, 0));
        styler.setMarkerSize(7);
        styler.setAxisTitleFont(font).setAxisTickLabelsFont(font.deriveFont(13f));
        styler.setAxisTickMarksColor(FAINT).setPlotGridLinesColor(FAINT).setPlotGridVerticalLinesVisible(false);
        styler.setXAxisMin(0.0).setXAxisMax((double) epochs).setXAxisDecimalPattern("0");
        styler.setYAxisMin(0.0).setYAxisDecimalPattern("0.######").setLocale(Locale.ROOT);
    }
}
