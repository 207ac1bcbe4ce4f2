package lintel.network;

import java.nio.file.Path;

/**
 * Makes the golden models, once per file format: run its {@code main}, move the files to
 * {@code src/test/resources/golden/}, and never change or delete them. The numbers that {@link GoldenModelTest} expects
 * come from {@code src/test/resources/golden/expected.py}.
 */
final class GoldenModels {
    private GoldenModels() {}

    /** @param arguments the folder to write to */
    public static void main(String[] arguments) {
        for (String name : new String[] {"logistic", "one-vs-rest", "lstm", "every-step"}) {
            SampleModels.named(name).model().save(Path.of(arguments[0], name + ".zip"));
        }
    }
}
