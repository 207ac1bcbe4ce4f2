package lintel.serving;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import lintel.config.InputException;
import lintel.data.AtomicFile;

/** The server's certificate and key, from the files that people have. */
public final class Tls {
    private static final int LARGEST = 1 << 20;
    private static final byte[] SIGNED = {'l', 'i', 'n', 't', 'e', 'l'};
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Tls() {}

    /**
     * @param certificate PEM: the server's certificate, then those that sign it
     * @param key         PEM: the private key in PKCS#8, not encrypted
     * @throws InputException if a file cannot be read or does not hold that
     */
    public static SSLContext ofPem(Path certificate, Path key) {
        Certificate[] chain = certificates(certificate);
        PrivateKey secret = privateKey(key);
        if (!belong(secret, chain[0].getPublicKey())) {
            throw new InputException("%s: is not the private key of the certificate in %s".formatted(key, certificate));
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", secret, new char[0], chain);
            return context(store, new char[0]);
        } catch (GeneralSecurityException | IOException failure) {
            throw new InputException(
                    "%s: cannot be used with %s: %s".formatted(key, certificate, failure.getMessage()), failure);
        }
    }

    /**
     * @param password of the store and of the key in it
     * @throws InputException if the file cannot be read or the password is wrong
     */
    public static SSLContext ofPkcs12(Path file, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(read(file)), password);
            return context(store, password);
        } catch (GeneralSecurityException | IOException failure) {
            throw new InputException(
                    "%s: cannot be opened as PKCS#12: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private static SSLContext context(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static Certificate[] certificates(Path file) {
        try (InputStream in = new ByteArrayInputStream(read(file))) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw new InputException("%s: there is no certificate in it".formatted(file));
            }
            return chain;
        } catch (GeneralSecurityException | IOException failure) {
            throw new InputException(
                    "%s: must hold certificates as PEM: %s".formatted(file, failure.getMessage()), failure);
        }
    }

    private static PrivateKey privateKey(Path file) {
        Matcher pem = KEY.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
        if (!pem.find()) {
            throw new InputException(("%s: must hold a private key as PEM, beginning with -----BEGIN PRIVATE KEY-----"
                            + " (openssl pkcs8 -topk8 -nodes turns others into that)")
                    .formatted(file));
        }
        try {
            PKCS8EncodedKeySpec key =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
            for (String algorithm : new String[] {"RSA", "EC"}) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(key);
                } catch (InvalidKeySpecException another) {
                    continue;
                }
            }
            return KeyFactory.getInstance("EdDSA").generatePrivate(key);
        } catch (GeneralSecurityException | IllegalArgumentException failure) {
            throw new InputException("%s: no private key of a known kind".formatted(file), failure);
        }
    }

    /** Whether what one signs the other takes for signed. Java's stores take any pair, and then no client connects. */
    private static boolean belong(PrivateKey secret, PublicKey open) {
        String algorithm =
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> secret.getAlgorithm();
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(SIGNED);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(SIGNED);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    private static byte[] read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new InputException("%s: too large for a certificate or key".formatted(file));
            }
            return Files.readAllBytes(file);
        } catch (IOException failure) {
            throw new InputException("%s: cannot be read: %s".formatted(file, AtomicFile.reason(failure)), failure);
        }
    }
}
