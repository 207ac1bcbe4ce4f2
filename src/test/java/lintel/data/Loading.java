package lintel.data;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lintel.config.ConfigReader;
import lintel.config.InputException;
import lintel.config.LocatedConfig;
import lintel.config.Seeds;

/** What tests of this package do all the time: write a file, read a config, load its data. */
final class Loading {
    private final Path folder;

    Loading(Path folder) {
        this.folder = folder;
    }

    /** Lines for a file in the folder. */
    Loading file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        return this;
    }

    Dataset.Loaded load(String... yaml) {
        LocatedConfig config = config(yaml);
        return DatasetLoader.load(
                config.config().data(),
                config.config().model(),
                folder,
                new Seeds(config.config().seed()),
                config::at);
    }

    /** All of the data, loaded to train on. @param data keys of the config's data block */
    Dataset all(String data, String model) {
        return load("data: {split: {validation: 0, test: 0}, " + data + "}", model)
                .parts()
                .train();
    }

    /** Why it is refused, with files named as within the folder. */
    String mistake(String data, String model) {
        return assertThrows(InputException.class, () -> all(data, model))
                .getMessage()
                .replace(folder + "/", "");
    }

    LocatedConfig config(String... yaml) {
        return ConfigReader.read(String.join("\n", yaml), "x.yaml");
    }

    Preprocessing fit(Dataset.Loaded loaded, String... yaml) {
        LocatedConfig config = config(yaml);
        InputForm form = InputForm.of(config.config().model(), config.config().data());
        return Preprocessing.fit(
                config.config().preprocessing(), form, loaded.parts().train());
    }
}
