package lintel.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import lintel.config.Seeds;
import lintel.config.TrainingConfig;
import lintel.data.Examples;
import lintel.data.Split;
import lintel.data.Target;
import lintel.network.Network;

/** Tells trainings apart, so that none goes on from another's checkpoint. */
final class Fingerprint {
    private Fingerprint() {}

    /** SHA-256 over everything but the numbers in the data, whose files a run's lock already compares. */
    static String of(
            TrainingConfig training,
            Network network,
            Seeds seeds,
            Target target,
            double threshold,
            Split<Examples> examples) {
        List<Object> parts = List.of(
                training,
                network.config(),
                network.parameterCount(),
                seeds,
                target,
                threshold,
                ids(examples.train()),
                ids(examples.validation()));
        try {
            byte[] text = parts.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    private static String ids(Examples examples) {
        return examples == null ? "none" : examples.size() + " examples " + Arrays.hashCode(examples.ids());
    }
}
