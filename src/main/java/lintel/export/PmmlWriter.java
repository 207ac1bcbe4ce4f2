package lintel.export;

import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lintel.config.ExportFormat;
import lintel.network.Model;
import org.dmg.pmml.PMML;
import org.jpmml.model.metro.MetroJAXBSerializer;

/** {@code model.pmml}: logistic regression as PMML 4.4. */
final class PmmlWriter implements FormatWriter {
    private static final String FILE = "model.pmml";

    @Override
    public void write(Sources sources, Path folder) throws IOException {
        byte[] bytes = bytes(sources.model(), sources.signature());
        PmmlAnswers answers = new PmmlAnswers(read(bytes), sources.signature());
        sources.compared(
                ExportFormat.PMML,
                sources.verification().check(FILE, (rows, chosen, padding) -> answers.of(rows, chosen)));
        Files.write(folder.resolve(FILE), bytes);
        ModelCard.write(sources, folder);
    }

    /** The document as XML. */
    static byte[] bytes(Model model, Signature signature) {
        PMML document = new PmmlDocument(signature, LogisticForm.of(model), model.target()).document();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new MetroJAXBSerializer().serializePretty(document, out);
            return out.toByteArray();
        } catch (JAXBException failure) {
            throw new ExportFailure(FILE + ": cannot be written as XML: " + failure.getMessage(), failure);
        }
    }

    /** What {@link #bytes} wrote, as another program would read it. */
    static PMML read(byte[] bytes) {
        try {
            return (PMML) new MetroJAXBSerializer().deserialize(new ByteArrayInputStream(bytes));
        } catch (JAXBException failure) {
            throw new ExportFailure(FILE + ": cannot be read again: " + failure.getMessage(), failure);
        }
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder.resolve(FILE);
    }
}
