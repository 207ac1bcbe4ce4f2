package lintel;

import lintel.config.ConfigReader;
import lintel.config.DataConfig;
import lintel.config.SourceConfig;
import lintel.config.SourceConfig.ImageSource;
import lintel.config.SourceConfig.PathSource;
import lintel.network.Model;

/**
 * How the data looked that a model was trained on: new data is read the same way.
 *
 * @param data the {@code data:} block of the model's own config
 */
record TrainedOn(DataConfig data) {
    static TrainedOn of(Model model) {
        return new TrainedOn(ConfigReader.read(model.provenance().config(), "model.zip")
                .config()
                .data());
    }

    /**
     * The same block with another source.
     *
     * @param source a path; for models of images the IDX images file, whose labels file has the same name but for
     *     {@code labels-idx1} instead of {@code images-idx3}, as published for MNIST
     */
    DataConfig reading(String source) {
        SourceConfig place = data.source() instanceof ImageSource
                ? new ImageSource(source, source.replace("images", "labels").replace("idx3", "idx1"))
                : new PathSource(source);
        return new DataConfig(
                place,
                data.types(),
                data.missing(),
                data.target(),
                data.weight(),
                data.features(),
                data.split(),
                data.sequences());
    }
}
