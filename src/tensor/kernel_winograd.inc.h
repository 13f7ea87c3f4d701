/* Winograd's transforms of one type for 3x3 kernels; conv_winograd.c tells how they fit together.
 * All loops run over whole planes of tiles side by side, so they are as long as they can be. */

/* u = G g G^T of every kernel of a group: 16 matrices of `to` rows of `from`. flip: w is (from, to)
 * and each kernel is turned by 180 degrees. */
static void NAME(winograd_kernel)(const T *w, int64_t to, int64_t from, bool flip, T *u) {
    const T half = (T)0.5;
    int64_t step = to * from;
    for (int64_t o = 0; o < to; o++)
        for (int64_t c = 0; c < from; c++, u++) {
            const T *g = flip ? w + (c * to + o) * 9 + 8 : w + (o * from + c) * 9;
            int next = flip ? -1 : 1;
            T row[4][3];
            for (int j = 0; j < 3; j++) {
                T a = g[j * next], b = g[(j + 3) * next], d = g[(j + 6) * next];
                row[0][j] = a;
                row[1][j] = half * ((a + d) + b);
                row[2][j] = half * ((a + d) - b);
                row[3][j] = d;
            }
            for (int i = 0; i < 4; i++) {
                T a = row[i][0], b = row[i][1], d = row[i][2];
                u[(4 * i + 0) * step] = a;
                u[(4 * i + 1) * step] = half * ((a + d) + b);
                u[(4 * i + 2) * step] = half * ((a + d) - b);
                u[(4 * i + 3) * step] = d;
            }
        }
}

/* The rows that tiles [first, first + rows) see, padded: even ones in p[0], odd ones in p[1]. */
static void NAME(winograd_pad)(const NnTiles *g, const T *x, int64_t first, int64_t rows, T *p[2]) {
    int64_t width = 2 * g->pitch, left = g->pad[1], n = g->in[1];
    if (n > width - left) n = width - left;
    for (int64_t r = 0; r < 2 * (rows + 1); r++) {
        T *to = p[r & 1] + r / 2 * width;
        int64_t at = 2 * first + r - g->pad[0];
        bool inside = at >= 0 && at < g->in[0];
        for (int64_t i = 0; i < (inside ? left : width); i++)
            to[i] = 0;
        if (!inside) continue;
        memcpy(to + left, x + at * g->in[1], (size_t)n * sizeof(T));
        for (int64_t i = left + n; i < width; i++)
            to[i] = 0;
    }
}

/* v = B^T d B of one channel: 16 planes `step` apart, rows * pitch each. */
static void NAME(winograd_input)(const NnTiles *g, const T *x, int64_t first, int64_t rows, T *work,
                                 T *v, int64_t step) {
    int64_t n = (rows + 1) * g->pitch, count = rows * g->pitch, below = g->pitch;
    T *p[2] = {work, work + 2 * n}, *even = work + 4 * n, *odd = even + n + 1;
    T *across[2] = {odd + n + 1, odd + 5 * n + 1};
    NAME(winograd_pad)(g, x, first, rows, p);
    even[n] = odd[n] = 0;
    for (int parity = 0; parity < 2; parity++) {
        const T *from = p[parity];
        T *restrict e = even, *restrict o = odd;
        KT_IVDEP
        for (int64_t i = 0; i < n; i++) {
            e[i] = from[2 * i];
            o[i] = from[2 * i + 1];
        }
        T *restrict c0 = across[parity], *restrict c1 = c0 + n, *restrict c2 = c1 + n,
                    *restrict c3 = c2 + n;
        KT_IVDEP
        for (int64_t i = 0; i < n; i++) {
            c0[i] = e[i] - e[i + 1];
            c1[i] = o[i] + e[i + 1];
            c2[i] = e[i + 1] - o[i];
            c3[i] = o[i] - o[i + 1];
        }
    }
    for (int j = 0; j < 4; j++) {
        const T *restrict a = across[0] + j * n, *restrict b = across[1] + j * n;
        T *restrict v0 = v + j * step, *restrict v1 = v0 + 4 * step, *restrict v2 = v1 + 4 * step,
                    *restrict v3 = v2 + 4 * step;
        KT_IVDEP
        for (int64_t i = 0; i < count; i++) {
            T under = a[i + below];
            v0[i] = a[i] - under;
            v1[i] = b[i] + under;
            v2[i] = under - b[i];
            v3[i] = b[i] - b[i + below];
        }
    }
}

/* y = A^T m A + bias of one channel. False: a result is not finite. */
static bool NAME(winograd_output)(const NnTiles *g, const T *m, int64_t step, int64_t first,
                                  int64_t rows, T bias, T *work, T *y) {
    int64_t count = rows * g->pitch, width = 2 * g->pitch;
    for (int a = 0; a < 2; a++) {
        T *restrict out = work + a * 2 * count;
        const T *restrict m1 = m + 4 * step, *restrict m2 = m + 8 * step,
                          *restrict ends = a ? m + 12 * step : m;
        const T sign = a ? -1 : 1;
        KT_IVDEP
        for (int64_t i = 0; i < count; i++) {
            T s[4];
            for (int j = 0; j < 4; j++)
                s[j] = sign * (ends[i + j * step] + m2[i + j * step]) + m1[i + j * step];
            out[2 * i] = ((s[0] + s[1]) + s[2]) + bias;
            out[2 * i + 1] = ((s[1] - s[2]) - s[3]) + bias;
        }
    }
    INDEX strange = 0;
    for (int64_t i = 0; i < 4 * count; i++)
        strange |= !(FN(fabs)(work[i]) < (T)INFINITY);
    for (int64_t r = 0; r < 2 * rows && 2 * first + r < g->out[0]; r++)
        memcpy(y + (2 * first + r) * g->out[1], work + (r & 1) * 2 * count + r / 2 * width,
               (size_t)g->out[1] * sizeof(T));
    return !strange;
}
