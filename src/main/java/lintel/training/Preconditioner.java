package lintel.training;

import lintel.engine.Cholesky;
import lintel.engine.SmallCholesky;

/** An approximation of one output's Hessian that is easily solved. May hold memory outside the heap until closed. */
interface Preconditioner extends AutoCloseable {
    /** Replaces a gradient, {@code [size]}, by the Newton step's negative. */
    void solve(double[] x);

    /** Whether all of the Hessian went into it, not only its diagonal. */
    boolean isHessian();

    @Override
    void close();

    static Preconditioner of(Cholesky factor) {
        return new Preconditioner() {
            @Override
            public void solve(double[] x) {
                factor.solve(x);
            }

            @Override
            public boolean isHessian() {
                return true;
            }

            @Override
            public void close() {
                factor.close();
            }
        };
    }

    static Preconditioner of(SmallCholesky factor) {
        return new Preconditioner() {
            @Override
            public void solve(double[] x) {
                factor.solve(x);
            }

            @Override
            public boolean isHessian() {
                return true;
            }

            @Override
            public void close() {
                // nothing outside the heap
            }
        };
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

            @Override
            public void close() {
                // nothing outside the heap
            }
        };
    }
}
