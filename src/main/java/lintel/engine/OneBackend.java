package lintel.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Shows ND4J one of the backends on the class path as if it were the only one; classes are the parent's. ND4J itself
 * knows no such choice but environment variables, which a process cannot set for itself.
 */
final class OneBackend extends ClassLoader {
    private static final String SERVICE = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
    private final String name;

    /** @param name of the backend's class, such as {@code CpuBackend} */
    OneBackend(ClassLoader parent, String name) {
        super(parent);
        this.name = name;
    }

    @Override
    public Enumeration<URL> getResources(String resource) throws IOException {
        Enumeration<URL> all = super.getResources(resource);
        if (!resource.equals(SERVICE)) {
            return all;
        }
        List<URL> shown = new ArrayList<>();
        for (URL url : Collections.list(all)) {
            try (InputStream in = url.openStream()) {
                if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("." + name)) {
                    shown.add(url);
                }
            }
        }
        return Collections.enumeration(shown);
    }
}
