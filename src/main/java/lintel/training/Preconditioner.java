package lintel.training;

import lintel.engine.Cholesky;
import lintel.engine.SmallCholesky;

/** An approximation of one output's Hessian that is easily solved. May hold memory outside the heap until closed. */
@FunctionalInterface
interface Preconditioner extends AutoCloseable {
    /** Replaces a gradient, {@code [size]}, by the Newton step's negative. */
    void solve(double[] x);

    /** Whether all of the Hessian went into it, not only its diagonal. */
    default boolean isHessian() {
        return true;
    }

    @Override
    default void close() {
        // nothing outside the heap
    }

    static Preconditioner of(Cholesky factor) {
        return new Preconditioner() {
            @Override
            public void solve(double[] x) {
                factor.solve(x);
            }

            @Override
            public void close() {
                factor.close();
            }
        };
    }

    static Preconditioner of(SmallCholesky factor) {
        return factor::solve;
    }

    /** @param diagonal {@code [size]}, above 0; not copied */
    static Preconditioner of(double[] diagonal) {
        return new Preconditioner() {
            @Override
            public void solve(double[] x) {
                for (int j = 0; j < x.length; j++) {
                    x[j] /= diagonal[j];
                }
            }

            @Override
            public boolean isHessian() {
                return false;
            }
        };
    }
}
