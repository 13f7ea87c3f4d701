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

KB_VECTORISE static void NAME(small_gemm)(int64_t m, int64_t n, int64_t k, T alpha, KtMat a,
                                          KtMat b, T beta, void *out, int64_t ldc) {
    T *c = out;
    const T *pa = a.data, *pb = b.data;
    if (b.cs == 1 && n > 1) {
        for (int64_t i = 0; i < m; i++) {
            T *restrict ci = c + i * ldc;
            if (beta == 0)
                for (int64_t j = 0; j < n; j++)
                    ci[j] = 0;
            else if (beta != 1)
                for (int64_t j = 0; j < n; j++)
                    ci[j] *= beta;
            for (int64_t l = 0; l < k; l++) {
                T x = alpha * pa[i * a.rs + l * a.cs];
                const T *bl = pb + l * b.rs;
                for (int64_t j = 0; j < n; j++)
                    ci[j] += x * bl[j];
            }
        }
        return;
    }
    for (int64_t i = 0; i < m; i++)
        for (int64_t j = 0; j < n; j++) {
            T s = alpha * NAME(small_dot)(k, pa + i * a.rs, a.cs, pb + j * b.cs, b.rs);
            c[i * ldc + j] = beta == 0 ? s : s + beta * c[i * ldc + j];
        }
}
