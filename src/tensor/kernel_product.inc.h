/* Small products of one type: T, STEP(x, y, sum), FOUR(x, y, sum) for four neighbours in y and sum,
 * FINISH(alpha, sum, beta, c) and NAME given. */

#define INLINE static inline __attribute__((always_inline))

/* `rows` x `n` of the product, both constants where this is inlined: every row of b is loaded once
 * for all rows, and the chains are as many as keep the units busy. */
INLINE void NAME(tile)(int rows, int n, int64_t k, T alpha, const T *a, int64_t row_step,
                       int64_t step, const T *b, int64_t b_row, int64_t b_column, T beta, T *c,
                       int64_t ldc) {
    T s[4][16];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < n; j++)
            s[i][j] = 0;
    for (int64_t l = 0; l < k; l++)
        for (int i = 0; i < rows; i++) {
            T x = a[i * row_step + l * step];
            for (int j = 0; j < n; j++)
                s[i][j] = STEP(x, b[l * b_row + j * b_column], s[i][j]);
        }
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < n; j++)
            c[i * ldc + j] =
                beta == 0 ? alpha * s[i][j] : FINISH(alpha, s[i][j], beta, c[i * ldc + j]);
}

typedef T NAME(Four) __attribute__((vector_size(4 * sizeof(T)), aligned(sizeof(T)), may_alias));
#if !defined(__FMA__)
INLINE NAME(Four) NAME(lanes)(T x, NAME(Four) y, NAME(Four) sum) {
    for (int j = 0; j < 4; j++)
        sum[j] = STEP(x, y[j], sum[j]);
    return sum;
}
#endif

/* Four columns side by side, in vectors: compilers take such a tile apart in odd ways. */
INLINE void NAME(tile_four)(int rows, int64_t k, T alpha, const T *a, int64_t row_step,
                            int64_t step, const T *b, int64_t b_row, T beta, T *c, int64_t ldc) {
    NAME(Four) s[4] = {{0}};
    for (int64_t l = 0; l < k; l++, b += b_row) {
        NAME(Four) y = *(const NAME(Four) *)b;
        for (int i = 0; i < rows; i++)
            s[i] = FOUR(a[i * row_step + l * step], y, s[i]);
    }
    for (int i = 0; i < rows; i++, c += ldc) {
        if (beta == 0)
            *(NAME(Four) *)c = alpha * s[i];
        else
            for (int j = 0; j < 4; j++)
                c[j] = FINISH(alpha, s[i][j], beta, c[j]);
    }
}

INLINE void NAME(band)(int rows, int64_t n, int64_t k, T alpha, const T *a, int64_t row_step,
                       int64_t step, const T *b, int64_t b_row, T beta, T *c, int64_t ldc) {
    int64_t j = 0;
    for (; j + 16 <= n; j += 16)
        NAME(tile)(rows, 16, k, alpha, a, row_step, step, b + j, b_row, 1, beta, c + j, ldc);
    for (; j + 8 <= n; j += 8)
        NAME(tile)(rows, 8, k, alpha, a, row_step, step, b + j, b_row, 1, beta, c + j, ldc);
    for (; j + 4 <= n; j += 4)
        NAME(tile_four)(rows, k, alpha, a, row_step, step, b + j, b_row, beta, c + j, ldc);
    for (; j < n; j++)
        NAME(tile)(rows, 1, k, alpha, a, row_step, step, b + j, b_row, 1, beta, c + j, ldc);
}

static void NAME(fused)(int64_t m, int64_t n, int64_t k, double times, KtMat a, KtMat b,
                        double keeps, void *out, int64_t ldc) {
    T packed[PACKED], alpha = (T)times, beta = (T)keeps;
    T *c = out;
    const T *pa = a.data, *pb = b.data;
    int64_t b_row = b.rs;
    if (b.cs != 1 && n > 1) {
        if (m < 4 || n < 4) { /* columns of b one after the other */
            for (int64_t i = 0; i < m; i++, pa += a.rs, c += ldc) {
                int64_t j = 0;
                for (; j + 4 <= n; j += 4)
                    NAME(tile)
                (1, 4, k, alpha, pa, 0, a.cs, pb + j * b.cs, b.rs, b.cs, beta, c + j, 0);
                for (; j < n; j++)
                    NAME(tile)
                (1, 1, k, alpha, pa, 0, a.cs, pb + j * b.cs, b.rs, b.cs, beta, c + j, 0);
            }
            return;
        }
        for (int64_t j = 0; j < n; j++)
            for (int64_t l = 0; l < k; l++)
                packed[l * n + j] = pb[l * b.rs + j * b.cs];
        pb = packed;
        b_row = n;
    }
    int64_t i = 0;
    for (; i + 4 <= m; i += 4, pa += 4 * a.rs, c += 4 * ldc)
        NAME(band)(4, n, k, alpha, pa, a.rs, a.cs, pb, b_row, beta, c, ldc);
    for (; i < m; i++, pa += a.rs, c += ldc)
        NAME(band)(1, n, k, alpha, pa, 0, a.cs, pb, b_row, beta, c, 0);
}

/* As many rows and columns, from c times beta on. */
INLINE void NAME(steps)(int rows, int n, int64_t k, T alpha, const T *a, int64_t row_step,
                        int64_t step, const T *b, int64_t b_row, int64_t b_column, T beta, T *c,
                        int64_t ldc) {
    T s[4][8];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < n; j++)
            s[i][j] = beta == 0 ? 0 : c[i * ldc + j] * beta;
    for (int64_t l = 0; l < k; l++)
        for (int i = 0; i < rows; i++) {
            T x = alpha * a[i * row_step + l * step];
            for (int j = 0; j < n; j++)
                s[i][j] += x * b[l * b_row + j * b_column];
        }
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < n; j++)
            c[i * ldc + j] = s[i][j];
}

static void NAME(in_steps)(int64_t m, int64_t n, int64_t k, double times, KtMat a, KtMat b,
                           double keeps, void *out, int64_t ldc) {
    T alpha = (T)times, beta = (T)keeps;
    T *c = out;
    const T *pa = a.data, *pb = b.data;
    int64_t i = 0;
    if (b.cs == 1 && n >= 8)
        for (; i + 4 <= m; i += 4, pa += 4 * a.rs, c += 4 * ldc) {
            int64_t j = 0;
            for (; j + 8 <= n; j += 8)
                NAME(steps)(4, 8, k, alpha, pa, a.rs, a.cs, pb + j, b.rs, 1, beta, c + j, ldc);
            for (; j < n; j++)
                NAME(steps)(4, 1, k, alpha, pa, a.rs, a.cs, pb + j, b.rs, 1, beta, c + j, ldc);
        }
    for (; i < m; i++, pa += a.rs, c += ldc) {
        int64_t j = 0;
        if (b.cs == 1)
            for (; j + 8 <= n; j += 8)
                NAME(steps)(1, 8, k, alpha, pa, 0, a.cs, pb + j, b.rs, 1, beta, c + j, 0);
        for (; j + 4 <= n; j += 4)
            if (b.cs == 1)
                NAME(steps)(1, 4, k, alpha, pa, 0, a.cs, pb + j, b.rs, 1, beta, c + j, 0);
            else
                NAME(steps)
        (1, 4, k, alpha, pa, 0, a.cs, pb + j * b.cs, b.rs, b.cs, beta, c + j, 0);
        for (; j < n; j++)
            NAME(steps)(1, 1, k, alpha, pa, 0, a.cs, pb + j * b.cs, b.rs, b.cs, beta, c + j, 0);
    }
}
#undef INLINE
