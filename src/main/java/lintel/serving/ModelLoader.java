package lintel.serving;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import lintel.config.InputException;
import lintel.data.AtomicFile;
import lintel.export.Signature;

/** Makes models ready to answer from exported graphs, which may come from anywhere. */
final class ModelLoader {
    private static final long LARGEST = Integer.MAX_VALUE - 64L;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int VERSION = 12;

    private final ServeOptions options;
    private final Metrics metrics;
    private final Executor executor;
    private final OrtEnvironment environment =
            OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "lintel");

    ModelLoader(ServeOptions options, Metrics metrics, Executor executor) {
        this.options = options;
        this.metrics = metrics;
        this.executor = executor;
    }

    /**
     * Loads a graph and has it answer once.
     *
     * @param name instead of the one in its signature
     * @throws InputException if the file is not a working export of Lintel's
     */
    LoadedModel load(Path file, Optional<String> name) {
        byte[] graph = read(file);
        OrtSession session;
        try (OrtSession.SessionOptions settings = new OrtSession.SessionOptions()) {
            settings.setIntraOpNumThreads(1);
            settings.setInterOpNumThreads(1);
            session = environment.createSession(graph, settings);
        } catch (OrtException failure) {
            throw new InputException(
                    "%s: ONNX Runtime cannot load it: %s".formatted(file, line(failure.getMessage())), failure);
        }
        try {
            return load(file, name, session, version(graph));
        } catch (OrtException | RuntimeException failure) {
            close(session);
            throw failure instanceof InputException known
                    ? known
                    : new InputException(
                            "%s: the graph does not work: %s".formatted(file, line(failure.getMessage())), failure);
        }
    }

    private LoadedModel load(Path file, Optional<String> name, OrtSession session, String version) throws OrtException {
        String text = session.getMetadata()
                .getCustomMetadataValue(Signature.METADATA)
                .orElseThrow(() -> new InputException("%s: no export of Lintel's: there is no '%s' in its metadata"
                        .formatted(file, Signature.METADATA)));
        Form form;
        try {
            form = Form.of(Signature.parse(text));
        } catch (InputException mistake) {
            throw new InputException("%s: %s".formatted(file, mistake.getMessage()), mistake);
        }
        checkGraph(file, form, session);
        String called = name.orElse(form.signature().name());
        if (!NAME.matcher(called).matches()) {
            throw new InputException(("%s: the model's name must consist of letters, digits, '.', '_' and '-', but is"
                            + " '%s': give another one as NAME=MODEL")
                    .formatted(file, Texts.shortened(called)));
        }
        List<GraphRunner> runners = new ArrayList<>();
        Rehearsal.Played played = null;
        for (int i = 0; i < options.threads(); i++) {
            GraphRunner runner = new GraphRunner(environment, session, form);
            played = Rehearsal.run(runner, form);
            runners.add(runner);
        }
        Batcher batcher = new Batcher(runners, options.batch(), options.queue(), executor, metrics.of(called));
        return new LoadedModel(called, version, form, logOdds(file, form, played), session, batcher);
    }

    /** Coefficients that do not say what the graph says are not shown. */
    private static Optional<LogOdds> logOdds(Path file, Form form, Rehearsal.Played played) {
        return LogOdds.beside(file, form).filter(odds -> odds.agrees(played.inputs(), played.answers()));
    }

    private static void checkGraph(Path file, Form form, OrtSession session) throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        boolean perColumn = form.signature().perColumn();
        int expected = (perColumn ? form.slots().size() : 1) + (form.sequences() ? 1 : 0);
        boolean fits = inputs.size() == expected && (!form.sequences() || inputs.containsKey(Signature.LENGTHS));
        if (perColumn) {
            for (Form.Slot slot : form.slots()) {
                OnnxJavaType type = slot.column().text() ? OnnxJavaType.STRING : OnnxJavaType.FLOAT;
                fits &= has(inputs, slot.column().input(), type);
            }
        } else {
            fits &= has(inputs, Signature.FEATURES, OnnxJavaType.FLOAT);
        }
        fits &= has(session.getOutputInfo(), Signature.PROBABILITY, OnnxJavaType.FLOAT);
        fits &= has(session.getOutputInfo(), Signature.LABEL, OnnxJavaType.STRING);
        if (!fits) {
            throw new InputException("%s: inputs and outputs of the graph are not what its '%s' says"
                    .formatted(file, Signature.METADATA));
        }
    }

    private static boolean has(Map<String, NodeInfo> nodes, String name, OnnxJavaType type) {
        return nodes.containsKey(name) && nodes.get(name).getInfo() instanceof TensorInfo tensor && tensor.type == type;
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InputException("%s: larger than 2 GB".formatted(file));
            }
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new InputException("%s: cannot be read: %s".formatted(file, AtomicFile.reason(failure)), failure);
        }
    }

    private static String version(byte[] graph) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(graph);
            return HexFormat.of().formatHex(Arrays.copyOf(hash, VERSION / 2));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException alreadyFailing) {
            // the failure that led here says more
        }
    }

    private static String line(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
