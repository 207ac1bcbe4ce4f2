package lintel.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import lintel.config.InputException;
import lintel.network.SampleModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask, and that nobody else reads along. */
class SecretsTest {
    private static final String TOKEN = "s3cret-s3cret-s3cret";
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private Served served(Optional<Token> token, Optional<SSLContext> tls) {
        ServeOptions standard = ServeOptions.standard();
        ServeOptions options = new ServeOptions(
                standard.host(),
                0,
                1,
                standard.limits(),
                standard.batch(),
                standard.queue(),
                standard.connections(),
                standard.arrival(),
                standard.notice(),
                standard.drain(),
                token,
                tls);
        return Served.of(options, Served.export(SampleModels.named("logistic").model(), folder));
    }

    @Test
    void withoutTheTokenOnlyHealthAndThePageAnswer() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        try (Served served = served(Optional.of(Token.read(file)), Optional.empty())) {
            for (String open : new String[] {"/", "/page.js", "/openapi.json", "/v2/health/live", "/v2/health/ready"}) {
                assertEquals(200, served.get(open).status(), open);
            }
            for (String closed : new String[] {"/v2", "/v2/models/sample", "/models", "/metrics"}) {
                Served.Reply refused = served.get(closed);
                assertEquals(401, refused.status(), closed);
                assertEquals(
                        "Bearer",
                        refused.response()
                                .headers()
                                .firstValue("WWW-Authenticate")
                                .orElseThrow());
                assertEquals("the header 'Authorization: Bearer TOKEN' is missing", refused.error());
                assertEquals(401, withToken(served, closed, TOKEN.substring(1)).status());
                assertEquals(401, withToken(served, closed, "").status());
                assertEquals(200, withToken(served, closed, TOKEN).status());
            }
            assertEquals(401, served.post("/predict", "{}").status());
            for (String guess : new String[] {"sampel/ready", "sample/versions/1/ready"}) {
                Served.Reply unknown = served.get("/v2/models/" + guess);
                assertEquals(404, unknown.status());
                assertEquals("there is no such model, or no such version", unknown.error());
                assertTrue(
                        withToken(served, "/v2/models/" + guess, TOKEN).error().contains("'sample'"));
            }
            assertTrue(names(served.get("/openapi.json")).isMissingNode());
            assertFalse(served.get("/openapi.json").text().contains("colour\" :{"));

            assertEquals(
                    "[\"sample\"]",
                    names(withToken(served, "/openapi.json", TOKEN)).toString());
        }
    }

    /** What a path that names a model may name. */
    private static JsonNode names(Served.Reply description) {
        return description.json().at("/components/parameters/ModelName/schema/enum");
    }

    private static Served.Reply withToken(Served served, String path, String token) {
        return served.send(HttpRequest.newBuilder(served.uri(path)).header("Authorization", "Bearer " + token));
    }

    @Test
    void tokensThatAreNoneAreRefusedWithoutBeingTold() {
        InputException weak = assertThrows(InputException.class, () -> Token.of("abc", "token.txt"));
        assertEquals("token.txt: a token must have 16 to 4,096 characters, but has 3", weak.getMessage());
        InputException two = assertThrows(InputException.class, () -> Token.of("0123456789 0123456789", "token.txt"));
        assertFalse(two.getMessage().contains("0123"));
    }

    @Test
    void encryptsWithPkcs12AndWithPem() throws Exception {
        Path store = folder.resolve("store.p12");
        KeyStore keys = keys(store);
        Path certificate = pem(
                "certificate.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        Path key = pem("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
        assertEquals("{\"live\":true}", overTls(Tls.ofPkcs12(store, PASSWORD), keys));
        assertEquals("{\"live\":true}", overTls(Tls.ofPem(certificate, key), keys));
        InputException swapped = assertThrows(InputException.class, () -> Tls.ofPem(certificate, certificate));
        assertTrue(swapped.getMessage().startsWith(certificate + ": must hold a private key as PEM"));
        assertThrows(InputException.class, () -> Tls.ofPkcs12(store, "wrong".toCharArray()));
        KeyStore others = keys(folder.resolve("other.p12"));
        Path other = pem(
                "other.pem", "PRIVATE KEY", others.getKey("server", PASSWORD).getEncoded());
        InputException foreign = assertThrows(InputException.class, () -> Tls.ofPem(certificate, other));
        assertEquals(
                "%s: is not the private key of the certificate in %s".formatted(other, certificate),
                foreign.getMessage());
    }

    private static KeyStore keys(Path store) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertEquals(0, keytool.waitFor());
        return KeyStore.getInstance(store.toFile(), PASSWORD);
    }

    private String overTls(SSLContext tls, KeyStore trusted) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore known = KeyStore.getInstance("PKCS12");
        known.load(null, null);
        known.setCertificateEntry("server", trusted.getCertificate("server"));
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (Served served = served(Optional.empty(), Optional.of(tls))) {
            HttpClient client = HttpClient.newBuilder().sslContext(context).build();
            URI uri = URI.create("https://localhost:" + served.port() + "/v2/health/live");
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private Path pem(String name, String kind, byte[] der) throws Exception {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind));
    }
}
