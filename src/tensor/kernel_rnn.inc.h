/* One step of each recurrent cell, forward and backward, included once per type with T and NAME
 * defined. Gate rows are contiguous: a has the sums before the activation. Activations run over
 * whole rows with the vector functions of KtActivations; results go where the next step needs them.
 */

static void NAME(apply)(KtLoopFn f, const T *from, T *to, int64_t n) {
    char *const p[2] = {(char *)to, (char *)from};
    const int64_t strides[2] = {sizeof(T), sizeof(T)};
    static const KtLoopParam torch = {.numpy = false};
    f(n, p, strides, &torch);
}

/* a (B, H) becomes h. */
static void NAME(plain_step)(const KtActivations *act, bool relu, int64_t n, const T *a, T *h) {
    if (!relu) {
        NAME(apply)(act->tanh, a, h, n);
        return;
    }
    for (int64_t i = 0; i < n; i++)
        h[i] = a[i] > 0 ? a[i] : 0;
}
static void NAME(plain_back)(bool relu, int64_t n, const T *h, const T *dh, T *da) {
    for (int64_t i = 0; i < n; i++)
        da[i] = relu ? (h[i] > 0 ? dh[i] : 0) : dh[i] * (1 - h[i] * h[i]);
}

/* c = f c0 + i g, a row; saved too. */
KB_VECTORISE static void NAME(lstm_cell)(int64_t n, const T *c0, const T *s, T *restrict saved,
                                         T *c) {
    for (int64_t k = 0; k < n; k++)
        saved[k] = c[k] = s[n + k] * c0[k] + s[k] * s[2 * n + k];
}
KB_VECTORISE static void NAME(times)(int64_t n, const T *restrict a, T *restrict b) {
    for (int64_t k = 0; k < n; k++)
        b[k] *= a[k];
}
/* a (B, 4H); s (B, 5H) gets i f g o and the new c. c may be c0. */
static void NAME(lstm_step)(const KtActivations *act, int64_t batch, int64_t n, const T *a,
                            const T *c0, T *s, T *c, T *h) {
    for (int64_t b = 0; b < batch; b++, a += 4 * n, s += 5 * n, c0 += n, c += n, h += n) {
        NAME(apply)(act->sigmoid, a, s, 2 * n);
        NAME(apply)(act->tanh, a + 2 * n, s + 2 * n, n);
        NAME(apply)(act->sigmoid, a + 3 * n, s + 3 * n, n);
        NAME(lstm_cell)(n, c0, s, s + 4 * n, c);
        NAME(apply)(act->tanh, s + 4 * n, h, n);
        NAME(times)(n, s + 3 * n, h);
    }
}
/* A row of lstm_back; da's last quarter holds tanh(c). */
KB_VECTORISE static void NAME(lstm_back_row)(int64_t n, const T *restrict s, const T *restrict c0,
                                             const T *restrict dh, T *restrict dc, T *restrict da) {
    for (int64_t k = 0; k < n; k++) {
        T i = s[k], f = s[n + k], g = s[2 * n + k], o = s[3 * n + k], tc = da[3 * n + k];
        T d = dc[k] + dh[k] * o * (1 - tc * tc);
        da[k] = d * g * i * (1 - i);
        da[n + k] = d * c0[k] * f * (1 - f);
        da[2 * n + k] = d * i * (1 - g * g);
        da[3 * n + k] = dh[k] * tc * o * (1 - o);
        dc[k] = d * f;
    }
}
/* dc is read and becomes the gradient of c0. c0 rows lie `stride` apart. */
static void NAME(lstm_back)(const KtActivations *act, int64_t batch, int64_t n, const T *s,
                            const T *c0, int64_t stride, const T *dh, T *dc, T *da) {
    for (int64_t b = 0; b < batch; b++, s += 5 * n, c0 += stride, dh += n, dc += n, da += 4 * n) {
        NAME(apply)(act->tanh, s + 4 * n, da + 3 * n, n);
        NAME(lstm_back_row)(n, s, c0, dh, dc, da);
    }
}

/* a, u: input and recurrent sums (B, 3H); s (B, 4H) gets r z n and the recurrent part of n. */
static void NAME(gru_step)(const KtActivations *act, int64_t batch, int64_t n, const T *a,
                           const T *u, const T *h0, T *s, T *h) {
    for (int64_t b = 0; b < batch; b++, a += 3 * n, u += 3 * n, s += 4 * n, h0 += n, h += n) {
        for (int64_t k = 0; k < 2 * n; k++)
            s[k] = a[k] + u[k];
        NAME(apply)(act->sigmoid, s, s, 2 * n);
        for (int64_t k = 0; k < n; k++) {
            s[3 * n + k] = u[2 * n + k];
            s[2 * n + k] = a[2 * n + k] + s[k] * u[2 * n + k];
        }
        NAME(apply)(act->tanh, s + 2 * n, s + 2 * n, n);
        for (int64_t k = 0; k < n; k++)
            h[k] = (1 - s[n + k]) * s[2 * n + k] + s[n + k] * h0[k];
    }
}
/* dh is read and becomes the part of h0's gradient that does not pass the gates. */
KB_VECTORISE static void NAME(gru_back)(int64_t batch, int64_t n, const T *s, const T *h0, T *dh,
                                        T *da, T *du) {
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

KB_VECTORISE static void NAME(add_row)(int64_t rows, int64_t n, const T *restrict bias,
                                       T *restrict a) {
    for (int64_t i = 0; i < rows; i++, a += n)
        for (int64_t k = 0; k < n; k++)
            a[k] += bias[k];
}
KB_VECTORISE static void NAME(sum_rows)(int64_t rows, int64_t n, const T *restrict a,
                                        T *restrict sum) {
    for (int64_t k = 0; k < n; k++)
        sum[k] = 0;
    for (int64_t i = 0; i < rows; i++, a += n)
        for (int64_t k = 0; k < n; k++)
            sum[k] += a[k];
}
KB_VECTORISE static void NAME(add_to)(int64_t n, const T *restrict a, T *restrict sum) {
    for (int64_t i = 0; i < n; i++)
        sum[i] += a[i];
}
