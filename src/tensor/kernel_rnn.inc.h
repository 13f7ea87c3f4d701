/* One step of each recurrent cell, forward and backward, included once per type with T, NAME, EXP
 * and TANH defined. Gate rows are contiguous: a has the sums before the activation. */

static T NAME(sigmoid)(T x) {
    return 1 / (1 + EXP(-x));
}

/* a (B, H) becomes h. */
static void NAME(plain_step)(bool relu, int64_t n, const T *a, T *h) {
    for (int64_t i = 0; i < n; i++)
        h[i] = relu ? (a[i] > 0 ? a[i] : 0) : TANH(a[i]);
}
static void NAME(plain_back)(bool relu, int64_t n, const T *h, const T *dh, T *da) {
    for (int64_t i = 0; i < n; i++)
        da[i] = relu ? (h[i] > 0 ? dh[i] : 0) : dh[i] * (1 - h[i] * h[i]);
}

/* a (B, 4H); s (B, 5H) gets i f g o and the new c. */
static void NAME(lstm_step)(int64_t batch, int64_t n, const T *a, const T *c0, T *s, T *c, T *h) {
    for (int64_t b = 0; b < batch; b++, a += 4 * n, s += 5 * n, c0 += n, c += n, h += n)
        for (int64_t k = 0; k < n; k++) {
            T i = NAME(sigmoid)(a[k]), f = NAME(sigmoid)(a[n + k]);
            T g = TANH(a[2 * n + k]), o = NAME(sigmoid)(a[3 * n + k]);
            T next = f * c0[k] + i * g;
            s[k] = i;
            s[n + k] = f;
            s[2 * n + k] = g;
            s[3 * n + k] = o;
            s[4 * n + k] = next;
            c[k] = next;
            h[k] = o * TANH(next);
        }
}
/* dc is read and becomes the gradient of c0. c0 rows lie `stride` apart. */
static void NAME(lstm_back)(int64_t batch, int64_t n, const T *s, const T *c0, int64_t stride,
                            const T *dh, T *dc, T *da) {
    for (int64_t b = 0; b < batch; b++, s += 5 * n, c0 += stride, dh += n, dc += n, da += 4 * n)
        for (int64_t k = 0; k < n; k++) {
            T i = s[k], f = s[n + k], g = s[2 * n + k], o = s[3 * n + k], tc = TANH(s[4 * n + k]);
            T d = dc[k] + dh[k] * o * (1 - tc * tc);
            da[k] = d * g * i * (1 - i);
            da[n + k] = d * c0[k] * f * (1 - f);
            da[2 * n + k] = d * i * (1 - g * g);
            da[3 * n + k] = dh[k] * tc * o * (1 - o);
            dc[k] = d * f;
        }
}

/* a, r: input and recurrent sums (B, 3H); s (B, 4H) gets r z n and the recurrent part of n. */
static void NAME(gru_step)(int64_t batch, int64_t n, const T *a, const T *u, const T *h0, T *s,
                           T *h) {
    for (int64_t b = 0; b < batch; b++, a += 3 * n, u += 3 * n, s += 4 * n, h0 += n, h += n)
        for (int64_t k = 0; k < n; k++) {
            T r = NAME(sigmoid)(a[k] + u[k]), z = NAME(sigmoid)(a[n + k] + u[n + k]);
            T hn = u[2 * n + k], v = TANH(a[2 * n + k] + r * hn);
            s[k] = r;
            s[n + k] = z;
            s[2 * n + k] = v;
            s[3 * n + k] = hn;
            h[k] = (1 - z) * v + z * h0[k];
        }
}
/* dh is read and becomes the part of h0's gradient that does not pass the gates. */
static void NAME(gru_back)(int64_t batch, int64_t n, const T *s, const T *h0, T *dh, T *da, T *du) {
    for (int64_t b = 0; b < batch; b++, s += 4 * n, h0 += n, dh += n, da += 3 * n, du += 3 * n)
        for (int64_t k = 0; k < n; k++) {
            T r = s[k], z = s[n + k], v = s[2 * n + k], hn = s[3 * n + k];
            T dv = dh[k] * (1 - z) * (1 - v * v), dz = dh[k] * (h0[k] - v) * z * (1 - z);
            T dr = dv * hn * r * (1 - r);
            da[k] = du[k] = dr;
            da[n + k] = du[n + k] = dz;
            da[2 * n + k] = dv;
            du[2 * n + k] = dv * r;
            dh[k] *= z;
        }
}

static void NAME(add_row)(int64_t rows, int64_t n, const T *bias, T *a) {
    for (int64_t i = 0; i < rows; i++, a += n)
        for (int64_t k = 0; k < n; k++)
            a[k] += bias[k];
}
static void NAME(sum_rows)(int64_t rows, int64_t n, const T *a, T *sum) {
    for (int64_t k = 0; k < n; k++)
        sum[k] = 0;
    for (int64_t i = 0; i < rows; i++, a += n)
        for (int64_t k = 0; k < n; k++)
            sum[k] += a[k];
}
static void NAME(add_to)(int64_t n, const T *a, T *sum) {
    for (int64_t i = 0; i < n; i++)
        sum[i] += a[i];
}
