"""Bicubic sampling of pictures and its gradient, in the steps of PyTorch's kernel: the gradient for the places is a sum of differences of
near equals, in which every rounding shows. Numbers are held as doubles, rounded to the type of the picture where the kernel rounds; a product
and a sum that are rounded once are fused there."""
import torch

_LANES = {torch.float32: 8, torch.float64: 4}   # points that the kernel takes at a time


def _rounding(dtype):
    if dtype is torch.float32:
        return lambda x: x.float().double()
    return lambda x: x


class _Axis:
    """One coordinate of all points: the four elements around each, their weights, and the slopes of those."""

    def __init__(self, x, size, align_corners, step):
        self.scale = (size - 1) / 2 if align_corners else size / 2
        at = step(step(x.detach().double() + 1) * self.scale - (0 if align_corners else 0.5))
        self.low = at.floor()
        t = step(at - self.low)
        one, two = step(1 - t), step(2 - t)
        t1 = step(t + 1)

        def near(x):
            return step(step(step(1.25 * x - 2.25) * x) * x + 1)

        def far(x):
            return step(step(step(step(step(-0.75 * x) + 3.75) * x) - 6) * x) + 3

        def near_slope(x, sign):
            return step(step(step(-3.75 * sign * x) + 4.5 * sign) * x)

        def far_slope(x, sign):
            return step(step(step(step(2.25 * sign * x) - 7.5 * sign) * x) + 6 * sign)
        self.weights = step(far(t1)), near(t), near(one), step(far(two))
        self.slopes = far_slope(t1, 1), near_slope(t, 1), near_slope(one, -1), far_slope(two, -1)


class Sample:
    """The points of grid in a picture; what is outside it is found by settled(place, size)."""

    def __init__(self, input, grid, settled, align_corners):
        self.step = step = _rounding(input.dtype)
        height, width = input.shape[2:]
        self.x, self.y = _Axis(grid[..., 0], width, align_corners, step), _Axis(grid[..., 1], height, align_corners, step)
        columns, rows = [[(settled(axis.low + (k - 1), size), size) for k in range(4)] for axis, size in ((self.x, width), (self.y, height))]
        self.inside = [[(x >= 0) & (x < w) & (y >= 0) & (y < h) for y, h in rows] for x, w in columns]
        self.places = [[(y.clamp(0, h - 1) * w + x.clamp(0, w - 1)).long() for y, h in rows] for x, w in columns]
        self.dtype, self.shape = input.dtype, input.shape
        pixels = input.detach().double().reshape(*input.shape[:2], -1)
        self.values = [[self._value(pixels, i, j) for j in range(4)] for i in range(4)]

    def _value(self, pixels, i, j):
        n, c = self.shape[:2]
        place = self.places[i][j]
        found = pixels.gather(2, place.reshape(n, 1, -1).expand(n, c, -1)).reshape(n, c, *place.shape[1:])
        return torch.where(self.inside[i][j].unsqueeze(1), found, 0.0)

    def result(self):
        step, lines = self.step, []
        a, b, c, d = (w.unsqueeze(1) for w in self.x.weights)
        for j in range(4):
            p, q, r, s = (self.values[i][j] for i in range(4))
            lines.append(step(step(step(a * p + step(b * q)) + step(c * r)) + step(d * s)))
        total = 0.0
        for w, line in zip(self.y.weights, lines):
            total = step(w.unsqueeze(1) * line + total)
        return total.to(self.dtype)

    def gradient_of_input(self, grad):
        step, (n, c) = self.step, self.shape[:2]
        grad = grad.detach().double()
        points = grad.shape[2] * grad.shape[3]
        parts, places = [], []
        for i in range(4):
            across = step(grad * self.x.weights[i].unsqueeze(1))
            for j in range(4):
                part = step(across * self.y.weights[j].unsqueeze(1))
                parts.append(torch.where(self.inside[i][j].unsqueeze(1), part, 0.0).reshape(n, c, points))
                places.append(self.places[i][j].reshape(n, 1, points).expand(n, c, points))
        out = torch.zeros(n, c, self.shape[2] * self.shape[3], dtype=self.dtype)
        parts, places = torch.stack(parts, 2).to(self.dtype), torch.stack(places, 2)
        lanes = _LANES[self.dtype]
        for first in range(0, points, lanes):
            some = slice(first, first + lanes)
            out.scatter_add_(2, places[..., some].reshape(n, c, -1), parts[..., some].reshape(n, c, -1))
        return out.reshape(self.shape)

    def gradient_of_grid(self, grad):
        step, along_x, along_y = self.step, 0.0, 0.0
        grad = grad.detach().double()
        for channel in range(self.shape[1]):
            for i in range(4):
                for j in range(4):
                    product = step(self.values[i][j][:, channel] * grad[:, channel])
                    along_x = step(along_x - step(product * self.x.slopes[i]) * self.y.weights[j])
                    along_y = step(along_y - step(product * self.y.slopes[j]) * self.x.weights[i])
        return torch.stack([step(along_x * self.x.scale), step(along_y * self.y.scale)], -1).to(self.dtype)
