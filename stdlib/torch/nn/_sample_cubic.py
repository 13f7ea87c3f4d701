"""Bicubic sampling of pictures, by a grid or to another size, and its gradient, in the steps of PyTorch's kernels: the gradient for the
places of a grid is a sum of differences of near equals, in which every rounding shows. Numbers are held as doubles, rounded to the type of the picture where the kernel rounds; a product
and a sum that are rounded once are fused there."""
import torch
from torch import _C

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
        self.places = [[(y.clamp(0, h - 1).nan_to_num() * w + x.clamp(0, w - 1).nan_to_num()).long() for y, h in rows] for x, w in columns]
        self.dtype, self.shape = input.dtype, input.shape
        (h, w), (_, down, across, next_) = grid.shape[1:3], grid.stride()
        one_line = (h == 1 or down == w * across) and (next_ != 1 or w == 1 or across == 2)
        self.row = h * w if one_line else w     # points after which the kernel's loop starts anew
        pixels = input.detach().double().flatten(2)
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
        for end in range(self.row, points + 1, self.row):
            for first in range(end - self.row, end, lanes):
                some = slice(first, min(first + lanes, end))
                out.scatter_add_(2, places[..., some].flatten(2), parts[..., some].flatten(2))
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


class _Line:
    """The points of a resized line: the four elements around each, and their weights. The kernel that resizes has fused products and sums
    and places in double precision; that of its gradient has neither."""

    def __init__(self, size, length, scale, align_corners, step, fused):
        inner = (lambda x: x) if fused else step

        def near(x):
            return step(step(step(step(inner(1.25 * x) - 2.25) * x) * x) + 1)

        def far(x):
            return step(step(step(inner(step(inner(-0.75 * x) + 3.75) * x) - 6) * x) + 3)
        i = torch.arange(size, dtype=torch.float64)
        scale = step(torch.tensor(scale, dtype=torch.float64))
        at = inner(i * scale) if align_corners else inner(inner((i + 0.5) * scale) - 0.5)
        low = at.floor().clamp(max=length - 1)
        t = step(at - low).clamp(0, 1)
        one = step(1 - t)
        self.weights = far(step(t + 1)), near(t), near(one), far(step(one + 1))
        self.places = [(low.long() + (k - 1)).clamp(0, length - 1) for k in range(4)]


class Resize:
    """Pictures (N, C, H, W) brought to another size: lines tells size, length and scale of the columns and of the rows."""

    def __init__(self, dtype, lines, align_corners):
        self.step, self.dtype, self.lines, self.align_corners = _rounding(dtype), dtype, lines, align_corners

    def _both(self, fused):
        return [_Line(*line, self.align_corners, self.step, fused) for line in self.lines]

    def resized(self, x):
        step, (rows, columns) = self.step, self._both(True)
        x = x.double()
        for d, line in ((3, columns), (2, rows)):
            a, b, c, e = (x.index_select(d, place) * (weight if d == 3 else weight[:, None]) for place, weight in zip(line.places, line.weights))
            x = step(e + step(c + step(a + step(b))))
        return x.to(self.dtype)

    def gathered(self, grad):
        step, (rows, columns) = self.step, self._both(False)
        (height, before, _), (width, length, _) = self.lines
        n, c = grad.shape[:2]
        grad, parts, places = grad.double(), [], []
        down = [step(grad * weight[:, None]) for weight in rows.weights]
        for column, weight in zip(columns.places, columns.weights):
            for row, part in zip(rows.places, down):
                parts.append(step(part * weight).flatten(2))
                places.append((row[:, None] * length + column).reshape(-1))
        out = torch.zeros(n, c, before * length, dtype=self.dtype)
        out.scatter_add_(2, torch.stack(places, -1).reshape(-1).expand(n, c, -1), torch.stack(parts, -1).flatten(2).to(self.dtype))
        return out.reshape(n, c, before, length)


def linear(x, function, adjoint, node, back):
    """function(x), which is linear, as one node; back names that of its gradient, the work of adjoint."""
    if _C._carries_tangent(x):
        from torch.autograd import forward_ad
        return forward_ad.make_dual(*(linear(t, function, adjoint, node, back) for t in forward_ad.unpack_dual(x)))
    with torch.no_grad():
        result = function(x.detach())
    if _C._will_record(x):
        _C._attach_custom(node, None, lambda _, grad: (linear(grad, adjoint, function, back, node),), (x,), (result,), False, False)
    return result
