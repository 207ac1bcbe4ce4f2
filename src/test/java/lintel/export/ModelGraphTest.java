package lintel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import lintel.network.SampleModels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelGraphTest {
    static List<String> names() {
        return SampleModels.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersAsTheModel(String name) {
        SampleModels sample = SampleModels.named(name);
        Signature signature = SignatureMaker.of(sample.model());
        assertEquals(signature, Signature.parse(signature.json()));
        byte[] graph = ModelGraph.of(sample.model(), signature);
        Comparison comparison = new Verification(sample.model(), signature, sample.data()).check(graph);
        System.out.println(name + " " + comparison);
        assertTrue(comparison.answers() > 60);
    }
}
