package lintel.engine;

import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What computes.
 *
 * @param name    ND4J's backend: {@code cpu} or {@code cuda}
 * @param blas    the library of matrix products, with its version where it is Lintel's own choice
 * @param threads threads that ND4J uses
 */
public record Backend(String name, String blas, int threads) {
    /**
     * The backend of this process; the calling thread is held to that many threads. Loads ND4J, which
     * takes about a second.
     *
     * @throws LinkageError if the native library does not load
     */
    public static Backend here() {
        Threads.apply();
        Blas.Vendor vendor = Nd4j.factory().blas().getBlasVendor();
        return new Backend(
                ComputeBackend.computesOnCuda() ? "cuda" : "cpu",
                vendor == Blas.Vendor.OPENBLAS ? "OpenBLAS " + Versions.openblas() : vendor.toString(),
                Threads.ofNd4j(System.getenv()));
    }
}
