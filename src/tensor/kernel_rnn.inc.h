/* One step of each recurrent cell, forward and backward, included once per type with T and NAME
 * defined. Every operation is rounded where PyTorch, which composes the cells of tensor operations,
 * rounds it. Gates lie beside each other in a row; a gate is a run of n elements to the vector
 * functions, as the columns of one gate are to PyTorch's. */

static void NAME(apply)(KtLoopFn f, const T *from, T *to, int64_t n) {
    char *const p[2] = {(char *)to, (char *)from};
    const int64_t strides[2] = {sizeof(T), sizeof(T)};
    static const KtLoopParam torch = {.numpy = false};
    f(n, p, strides, &torch);
}
/* grad becomes the gradient before the function whose values are y. */
static void NAME(slope)(KtLoopFn f, const T *y, T *grad, int64_t n) {
    char *const p[3] = {(char *)grad, (char *)y, (char *)grad};
    const int64_t strides[3] = {sizeof(T), sizeof(T), sizeof(T)};
    static const KtLoopParam torch = {.numpy = false};
    f(n, p, strides, &torch);
}

KB_VECTORISE static void NAME(add_to)(int64_t n, const T *restrict a, T *restrict sum) {
    for (int64_t i = 0; i < n; i++)
        sum[i] += a[i];
}
static void NAME(fill_rows)(int64_t rows, int64_t n, const T *row, T *a) {
    for (int64_t i = 0; i < rows; i++)
        memcpy(a + i * n, row, (size_t)n * sizeof(T));
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
/* a (B, 4H) sums of the gates; s (B, 5H) gets i f g o and the new c. c may be c0. */
static void NAME(lstm_step)(const KtActivations *act, int64_t batch, int64_t n, const T *a,
                            const T *c0, T *s, T *c, T *h) {
    for (int64_t b = 0; b < batch; b++, a += 4 * n, s += 5 * n, c0 += n, c += n, h += n) {
        NAME(apply)(act->sigmoid, a, s, n);
        NAME(apply)(act->sigmoid, a + n, s + n, n);
        NAME(apply)(act->tanh, a + 2 * n, s + 2 * n, n);
        NAME(apply)(act->sigmoid, a + 3 * n, s + 3 * n, n);
        NAME(lstm_cell)(n, c0, s, s + 4 * n, c);
        NAME(apply)(act->tanh, s + 4 * n, h, n);
        NAME(times)(n, s + 3 * n, h);
    }
}
/* What reaches tanh(c) and o. */
KB_VECTORISE static void NAME(lstm_back_h)(int64_t n, const T *restrict o, const T *restrict tanh_c,
                                           const T *restrict dh, T *restrict d_tanh,
                                           T *restrict d_o) {
    for (int64_t k = 0; k < n; k++) {
        d_tanh[k] = dh[k] * o[k];
        d_o[k] = tanh_c[k] * dh[k];
    }
}
KB_VECTORISE static void NAME(lstm_back_c)(int64_t n, const T *restrict s, const T *restrict c0,
                                           T *restrict dc, T *restrict da) {
    for (int64_t k = 0; k < n; k++) {
        T d = dc[k] + da[k];
        da[k] = d * s[2 * n + k];
        da[n + k] = d * c0[k];
        da[2 * n + k] = d * s[k];
        dc[k] = d * s[n + k];
    }
}
/* dc is read and becomes the gradient of c0. c0 rows lie `stride` apart. */
static void NAME(lstm_back)(const KtActivations *act, int64_t batch, int64_t n, const T *s,
                            const T *c0, int64_t stride, const T *dh, T *dc, T *da) {
    for (int64_t b = 0; b < batch; b++, s += 5 * n, c0 += stride, dh += n, dc += n, da += 4 * n) {
        T *tanh_c = da + n;
        NAME(apply)(act->tanh, s + 4 * n, tanh_c, n);
        NAME(lstm_back_h)(n, s + 3 * n, tanh_c, dh, da, da + 3 * n);
        NAME(slope)(act->tanh_back, tanh_c, da, n);
        NAME(lstm_back_c)(n, s, c0, dc, da);
        NAME(slope)(act->sigmoid_back, s, da, 2 * n);
        NAME(slope)(act->tanh_back, s + 2 * n, da + 2 * n, n);
        NAME(slope)(act->sigmoid_back, s + 3 * n, da + 3 * n, n);
    }
}

/* a, u: input and recurrent sums (B, 3H); s (B, 4H) gets r z n and the recurrent part of n. */
static void NAME(gru_step)(const KtActivations *act, int64_t batch, int64_t n, const T *a,
                           const T *u, const T *h0, T *s, T *h) {
    for (int64_t b = 0; b < batch; b++, a += 3 * n, u += 3 * n, s += 4 * n, h0 += n, h += n) {
        for (int64_t k = 0; k < 2 * n; k++)
            s[k] = u[k] + a[k];
        NAME(apply)(act->sigmoid, s, s, n);
        NAME(apply)(act->sigmoid, s + n, s + n, n);
        for (int64_t k = 0; k < n; k++) {
            s[3 * n + k] = u[2 * n + k];
            s[2 * n + k] = a[2 * n + k] + u[2 * n + k] * s[k];
        }
        NAME(apply)(act->tanh, s + 2 * n, s + 2 * n, n);
        for (int64_t k = 0; k < n; k++)
            h[k] = (h0[k] - s[2 * n + k]) * s[n + k] + s[2 * n + k];
    }
}
/* h = (h0 - n) z + n: dh becomes the part of h0's gradient that does not pass the gates, da gets
 * those of z and n. */
KB_VECTORISE static void NAME(gru_back_h)(int64_t n, const T *restrict s, const T *restrict h0,
                                          T *restrict dh, T *restrict da) {
    for (int64_t k = 0; k < n; k++) {
        T straight = dh[k] * s[n + k];
        da[n + k] = dh[k] * (h0[k] - s[2 * n + k]);
        da[2 * n + k] = dh[k] - straight;
        dh[k] = straight;
    }
}
KB_VECTORISE static void NAME(gru_back_n)(int64_t n, const T *restrict s, T *restrict da,
                                          T *restrict du) {
    for (int64_t k = 0; k < n; k++) {
        da[k] = da[2 * n + k] * s[3 * n + k];
        du[2 * n + k] = da[2 * n + k] * s[k];
    }
}
static void NAME(gru_back)(const KtActivations *act, int64_t batch, int64_t n, const T *s,
                           const T *h0, T *dh, T *da, T *du) {
    for (int64_t b = 0; b < batch; b++, s += 4 * n, h0 += n, dh += n, da += 3 * n, du += 3 * n) {
        NAME(gru_back_h)(n, s, h0, dh, da);
        NAME(slope)(act->tanh_back, s + 2 * n, da + 2 * n, n);
        NAME(gru_back_n)(n, s, da, du);
        NAME(slope)(act->sigmoid_back, s, da, 2 * n);
        memcpy(du, da, (size_t)(2 * n) * sizeof(T));
    }
}
