package lintel.serving;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lintel.config.ExportFormat;
import lintel.config.InputException;
import lintel.export.ExportFailure;
import lintel.export.Exports;
import lintel.network.Model;

/** Exports one model for serving, in a process of its own. */
final class ExportProcess {
    private ExportProcess() {}

    /** @param args the model file; the folder that gets {@code onnx/model.onnx}, and {@code json/model.json} if any */
    public static void main(String[] args) {
        try {
            Model model = Model.load(Path.of(args[0]));
            List<ExportFormat> formats = new ArrayList<>(List.of(ExportFormat.ONNX));
            if (holds(model, ExportFormat.JSON)) {
                formats.add(ExportFormat.JSON);
            }
            Exports.write(model, formats, Path.of(args[1]), null, null);
        } catch (InputException mistake) {
            System.out.println(mistake.getMessage());
            System.exit(2);
        } catch (ExportFailure bug) {
            System.out.println(bug.getMessage() + " (a bug of Lintel's)");
            System.exit(1);
        }
        System.exit(0);
    }

    private static boolean holds(Model model, ExportFormat format) {
        try {
            Exports.refuse(model, List.of(format));
            return true;
        } catch (InputException refused) {
            return false;
        }
    }
}
