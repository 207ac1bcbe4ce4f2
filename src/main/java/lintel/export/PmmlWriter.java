package lintel.export;

import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lintel.config.ExportFormat;
import org.dmg.pmml.PMML;
import org.jpmml.model.metro.MetroJAXBSerializer;

/** {@code model.pmml}: logistic regression as PMML 4.4. */
final class PmmlWriter implements FormatWriter {
    private static final String FILE = "model.pmml";

    @Override
    public void write(Sources sources, Path folder) throws IOException {
        LogisticForm form = LogisticForm.of(sources.model());
        LogisticAnswers answers = new LogisticAnswers(form, sources.signature());
        sources.compared(
                ExportFormat.PMML,
                sources.verification().check(FILE, (rows, chosen, padding) -> answers.of(rows, chosen)));
        PMML document =
                new PmmlDocument(sources.signature(), form, sources.model().target()).document();
        Files.write(folder.resolve(FILE), bytes(document));
        ModelCard.write(sources, folder);
    }

    /** What is written can be read again, or it is not written. */
    private static byte[] bytes(PMML document) {
        try {
            MetroJAXBSerializer serializer = new MetroJAXBSerializer();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            serializer.serializePretty(document, out);
            serializer.deserialize(new ByteArrayInputStream(out.toByteArray()));
            return out.toByteArray();
        } catch (JAXBException failure) {
            throw new ExportFailure(FILE + ": cannot be written as XML: " + failure.getMessage(), failure);
        }
    }

    @Override
    public Path path(Path folder, Signature signature) {
        return folder.resolve(FILE);
    }
}
