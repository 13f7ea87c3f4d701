"""Linear regression with NumPy, three ways: least squares, the normal equations, gradient descent.

    kukri examples/linear_regression.py

Makes noisy measurements of a known law, recovers its coefficients, and says how well.
"""
import numpy as np

COEFFICIENTS = np.array([2.0, -1.5, 0.5])
INTERCEPT = 4.0


def make_data(n, noise):
    """n rows of three features each, and the measured values."""
    x = np.random.uniform(-2, 2, size=(n, 3))
    y = x @ COEFFICIENTS + INTERCEPT + np.random.normal(0, noise, size=n)
    return x, y


def with_ones(x):
    """A column of ones in front: its coefficient is the intercept."""
    return np.column_stack([np.ones(len(x)), x])


def descend(a, y, rate=0.1, steps=300):
    """Gradient descent on the mean squared error; the losses on the way too."""
    w = np.zeros(a.shape[1])
    losses = []
    for _ in range(steps):
        residual = a @ w - y
        losses.append(np.mean(residual ** 2))
        w -= rate * 2 / len(y) * a.T @ residual
    return w, np.array(losses)


def r_squared(y, predicted):
    return 1 - np.sum((y - predicted) ** 2) / np.sum((y - y.mean()) ** 2)


def main():
    np.random.seed(0)
    np.set_printoptions(precision=4, suppress=True)
    x, y = make_data(200, noise=0.3)
    order = np.random.permutation(len(x))
    train, test = order[:150], order[150:]
    a = with_ones(x[train])

    print('true             ', np.concatenate([[INTERCEPT], COEFFICIENTS]))
    w, residuals, rank, singular = np.linalg.lstsq(a, y[train], rcond=None)
    print('least squares    ', w, f'rank {rank}, condition {singular[0] / singular[-1]:.2f}')
    normal = np.linalg.solve(a.T @ a, a.T @ y[train])
    print('normal equations ', normal, 'same:', np.allclose(w, normal))
    descended, losses = descend(a, y[train])
    print('gradient descent ', descended, 'same:', np.allclose(w, descended, atol=1e-4))
    print('loss of the steps', losses[[0, 1, 10, 50, 100, 299]])

    predicted = with_ones(x[test]) @ w
    print(f'on unseen data: R^2 {r_squared(y[test], predicted):.4f}, '
          f'error {np.sqrt(np.mean((y[test] - predicted) ** 2)):.3f} (noise 0.3)')
    bins = np.histogram(y[test] - predicted, bins=5, range=(-1, 1))[0]
    for low, n in zip(np.linspace(-1, 0.6, 5), bins):
        print(f'{low:5.1f} .. {low + 0.4:4.1f} {"#" * n}')


if __name__ == '__main__':
    main()
