package lintel.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What of ND4J's CUDA backend a process could load; found out without loading any of it.
 *
 * @param backend the backend's classes are on the class path
 * @param library its native library for this system is, too
 * @param missing libraries of CUDA 11 that are neither on the class path nor where the system looks for them
 * @param others  files found there that are such libraries of another CUDA
 */
record CudaClassPath(boolean backend, boolean library, List<String> missing, List<String> others) {
    private static final String PLATFORM = "linux-x86_64/";
    private static final String NEEDED_FOLDER = "org/bytedeco/cuda/" + PLATFORM;
    private static final List<String> NEEDED = List.of("libcudart.so.11.0", "libcublas.so.11", "libcusolver.so.11");

    /** @param folders where the system looks for libraries */
    static CudaClassPath of(ClassLoader loader, List<Path> folders) {
        boolean backend = hasBackend(loader);
        List<String> missing = new ArrayList<>();
        Set<String> others = new TreeSet<>(); // machines link one library from many folders
        for (String name : NEEDED) {
            boolean found = loader.getResource(NEEDED_FOLDER + name) != null
                    || folders.stream().anyMatch(folder -> Files.exists(folder.resolve(name)));
            if (!found) {
                missing.add(name);
                others.addAll(namesakes(folders, name.substring(0, name.indexOf(".so.") + 4)));
            }
        }
        String library = "org/nd4j/linalg/jcublas/bindings/" + PLATFORM + "libnd4jcuda.so";
        return new CudaClassPath(backend, loader.getResource(library) != null, missing, List.copyOf(others));
    }

    /** Takes microseconds. */
    static boolean hasBackend(ClassLoader loader) {
        return loader.getResource("org/nd4j/linalg/jcublas/JCublasBackend.class") != null;
    }

    /** Where Linux and ND4J's library look: {@code LD_LIBRARY_PATH}, and the system's own folders. */
    static List<Path> systemFolders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String folder : System.getProperty("java.library.path", "").split(":")) {
            folders.add(Path.of(folder));
        }
        folders.add(Path.of("/usr/local/cuda-11.6/lib64"));
        folders.add(Path.of("/usr/lib/x86_64-linux-gnu"));
        try (Stream<Path> files = Files.list(Path.of("/etc/ld.so.conf.d"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".conf")).toList()) {
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> line.startsWith("/"))
                        .forEach(line -> folders.add(Path.of(line)));
            }
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            return List.copyOf(folders); // the others remain
        }
        return List.copyOf(folders);
    }

    private static List<String> namesakes(List<Path> folders, String beginning) {
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.matches("\\Q" + beginning + "\\E[0-9]+"))
                        .forEach(names::add);
            } catch (IOException | java.io.UncheckedIOException none) {
                continue; // folders of a library path need not exist
            }
        }
        return names;
    }
}
