"""The optimum in float64, by Newton's method, and how far coefficients are from it."""

import numpy as np

BLOCK = 20_000


class Reference:
    """Minimum of sum(log-loss) + |w|^2 / 2, the intercept unpenalised (C = 1), summed over the outputs.

    @param penalised the intercept is penalised too, as scikit-learn's liblinear solver does
    """

    def __init__(self, data, start, penalised=False):
        self.data = data
        self.ridge = np.ones(data.x.shape[1] + 1)
        self.ridge[-1] = 1.0 if penalised else 0.0
        self.optima = [self._minimum(data.positive(k), start[k]) for k in range(data.outputs)]
        self.optimum = sum(self.optima)

    def first_gap(self, coefficients):
        """Relative gap of the first output alone."""
        return self._value(self.data.positive(0), coefficients[0]) / self.optima[0] - 1

    def gap(self, coefficients):
        """Relative: objective over optimum, less one."""
        return self.objective(coefficients) / self.optimum - 1

    def objective(self, coefficients):
        """@param coefficients [outputs, columns + 1], the intercept last"""
        return sum(self._value(self.data.positive(k), w) for k, w in enumerate(coefficients))

    def _blocks(self):
        for begin in range(0, len(self.data.x), BLOCK):
            rows = slice(begin, begin + BLOCK)
            x = np.asarray(self.data.x[rows], dtype=np.float64)
            yield rows, np.hstack([x, np.ones((len(x), 1))])

    def _value(self, y, w):
        loss = 0.0
        for rows, x in self._blocks():
            loss += np.logaddexp(0, np.where(y[rows], -1, 1) * (x @ w)).sum()
        return loss + self.ridge @ (w * w) / 2

    def _minimum(self, y, w):
        """Newton with halved steps, until its own estimate of the rest, half the decrement, is below 1e-11 relative."""
        value = self._value(y, w)
        for _ in range(50):
            gradient, hessian = self.ridge * w, np.diag(self.ridge)
            for rows, x in self._blocks():
                p = 1 / (1 + np.exp(-(x @ w)))
                gradient += x.T @ (p - y[rows])
                hessian += x.T @ (x * (p * (1 - p))[:, None])
            step = np.linalg.solve(hessian, gradient)
            rest, length = gradient @ step / 2, 1.0
            if rest < 1e-11 * value:
                return value - rest
            while (new := self._value(y, w - length * step)) > value and length > 1e-9:
                length /= 2
            w, value = w - length * step, min(new, value)
        raise ArithmeticError("Newton's method did not converge")
