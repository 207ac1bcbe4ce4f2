package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import lintel.config.InputException;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a server cannot listen it says why. */
class AddressTest {
    @TempDir
    private Path folder;

    private static ServeOptions at(String host, int port) {
        ServeOptions standard = ServeOptions.standard();
        return new ServeOptions(
                host,
                port,
                1,
                standard.limits(),
                standard.batch(),
                standard.queue(),
                standard.connections(),
                standard.arrival(),
                standard.notice(),
                standard.drain(),
                standard.token(),
                standard.tls());
    }

    @Test
    void aHostThatIsNoneAndAPortThatIsTaken() {
        Path graph = Served.export(SampleModels.named("logistic").model(), folder);
        InputException none = assertThrows(InputException.class, () -> Served.of(at("nothing.invalid", 8080), graph));
        assertEquals("cannot listen on nothing.invalid:8080: there is no such host", none.getMessage());
        try (Served first = Served.of(graph)) {
            InputException taken =
                    assertThrows(InputException.class, () -> Served.of(at("127.0.0.1", first.port()), graph));
            assertEquals(
                    "cannot listen on 127.0.0.1:%d: Address already in use".formatted(first.port()),
                    taken.getMessage());
        }
    }
}
