/* Small matrix products, included once per type with T, V (a vector of N_LANE T), NAME defined.
 * Two orders: rows of B contiguous (saxpy form) or columns of B contiguous (dot form). */

/* Sum over l of x[l*sx] * y[l*sy]; unit strides take vectors with one partial sum per lane. */
static inline T NAME(small_dot)(int64_t k, const T *x, int64_t sx, const T *y, int64_t sy) {
    T s = 0;
    int64_t l = 0;
    if (sx == 1 && sy == 1 && k >= N_LANE) {
        V acc = {0};
        for (; l + N_LANE <= k; l += N_LANE)
            acc += *(const V *)(x + l) * *(const V *)(y + l);
        for (int i = 0; i < N_LANE; i++)
            s += acc[i];
    }
    for (; l < k; l++)
        s += x[l * sx] * y[l * sy];
    return s;
}

/* `rows` x `n` of the product, both constants where this is inlined: every row of B is loaded once
 * for all rows. */
static inline __attribute__((always_inline)) void NAME(part)(int rows, int n, int64_t k, T alpha,
                                                             const T *a, int64_t row_step,
                                                             int64_t step, const T *b, int64_t row,
                                                             T beta, T *c, int64_t ldc) {
    T s[4][8];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < n; j++)
            s[i][j] = beta == 0 ? 0 : c[i * ldc + j] * beta;
    for (int64_t l = 0; l < k; l++)
        for (int i = 0; i < rows; i++) {
            T x = alpha * a[i * row_step + l * step];
            for (int j = 0; j < n; j++)
                s[i][j] += x * b[l * row + j];
        }
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < n; j++)
            c[i * ldc + j] = s[i][j];
}

KB_VECTORISE static void NAME(small_gemm)(int64_t m, int64_t n, int64_t k, T alpha, KtMat a,
                                          KtMat b, T beta, void *out, int64_t ldc) {
    T *c = out;
    const T *pa = a.data, *pb = b.data;
    if (b.cs == 1 && n > 1) {
        int64_t i = 0;
        for (; i + 4 <= m && n == 4; i += 4, pa += 4 * a.rs, c += 4 * ldc)
            NAME(part)(4, 4, k, alpha, pa, a.rs, a.cs, pb, b.rs, beta, c, ldc);
        for (; i < m; i++, pa += a.rs, c += ldc) {
            int64_t j = 0;
            for (; j + 8 <= n; j += 8)
                NAME(part)(1, 8, k, alpha, pa, 0, a.cs, pb + j, b.rs, beta, c + j, 0);
            for (; j + 4 <= n; j += 4)
                NAME(part)(1, 4, k, alpha, pa, 0, a.cs, pb + j, b.rs, beta, c + j, 0);
            for (; j < n; j++)
                NAME(part)(1, 1, k, alpha, pa, 0, a.cs, pb + j, b.rs, beta, c + j, 0);
        }
        return;
    }
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            T s = alpha * NAME(small_dot)(k, pa + i * a.rs, a.cs, pb + j * b.cs, b.rs);
            c[i * ldc + j] = beta == 0 ? s : s + beta * c[i * ldc + j];
        }
}
