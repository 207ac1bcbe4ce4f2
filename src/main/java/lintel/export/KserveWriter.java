package lintel.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code inferenceservice.yaml} for KServe, and in {@code repository} what its {@code storageUri} must hold: the layout
 * of Triton, which is what KServe serves ONNX by in protocol v2.
 */
final class KserveWriter implements FormatWriter {
    private static final String FILE = "inferenceservice.yaml";

    @Override
    public void write(Sources sources, Path folder) throws IOException {
        new TritonWriter().write(sources, folder.resolve("repository"));
        FormatWriter.text(folder.resolve(FILE), manifest(sources.signature()));
        ModelCard.write(sources, folder);
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder.resolve(FILE);
    }

    static String manifest(Signature signature) {
        String name = resource(signature.name());
        return """
                # Copy the folder "repository" to where storageUri says: a volume claim, or any URI that KServe reads.
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata:
                  name: %s
                spec:
                  predictor:
                    model:
                      modelFormat:
                        name: onnx
                      protocolVersion: v2
                      storageUri: pvc://models/%s/repository
                """
                .formatted(name, name);
    }

    /** What Kubernetes takes for a name: RFC 1035, at most 63 characters. */
    static String resource(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String begun = plain.matches("[a-z].*") ? plain : "model-" + plain;
        String cut = begun.substring(0, Math.min(63, begun.length()));
        return cut.replaceAll("-+$", "");
    }
}
