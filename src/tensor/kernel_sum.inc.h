/* Sums and products of one float type T in the originals' order; see kernel_reduce.c. */
#define M(name) JOIN(JOIN(name, DT), KT_ISA)
#define LANES   ((int)(32 / sizeof(T)))
#define ROWS    4
#define LEVELS  4

typedef T M(Vec) __attribute__((vector_size(32)));

static inline M(Vec) M(load)(const char *p) {
    M(Vec) v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline int M(level_power)(int64_t size) {
    int ceil_log2 = size <= 1 ? 0 : 64 - __builtin_clzll((unsigned long long)(size - 1));
    return ceil_log2 / LEVELS > 4 ? ceil_log2 / LEVELS : 4;
}

/* Four interleaved columns of a (size, 4) arrangement, each summed through four levels. */
static void M(rows_vec)(M(Vec) result[ROWS], const char *in, int64_t row_stride, int64_t col_stride,
                        int64_t size) {
    int power = M(level_power)(size);
    int64_t step = (int64_t)1 << power, mask = step - 1, i = 0;
    bool one_line = row_stride == 2 * KT_CACHE_LINE;
    if (size <= step) { /* one level holds it all; adding the empty ones changes nothing */
        M(Vec) a0 = {0}, a1 = a0, a2 = a0, a3 = a0;
        for (; i < size; i++) {
            const char *base = in + i * row_stride;
            if (one_line) {
                kt_prefetch(base);
                kt_prefetch(base + KT_CACHE_LINE);
            }
            a0 += M(load)(base);
            a1 += M(load)(base + col_stride);
            a2 += M(load)(base + 2 * col_stride);
            a3 += M(load)(base + 3 * col_stride);
        }
        result[0] = a0, result[1] = a1, result[2] = a2, result[3] = a3;
        return;
    }
    M(Vec) acc[LEVELS][ROWS];
    memset(acc, 0, sizeof acc);
    while (i + step <= size) {
        M(Vec) a0 = acc[0][0], a1 = acc[0][1], a2 = acc[0][2], a3 = acc[0][3];
        for (int64_t j = 0; j < step; j++, i++) {
            const char *base = in + i * row_stride;
            if (one_line) {
                kt_prefetch(base);
                kt_prefetch(base + KT_CACHE_LINE);
            }
            a0 += M(load)(base);
            a1 += M(load)(base + col_stride);
            a2 += M(load)(base + 2 * col_stride);
            a3 += M(load)(base + 3 * col_stride);
        }
        acc[0][0] = a0, acc[0][1] = a1, acc[0][2] = a2, acc[0][3] = a3;
        for (int j = 1; j < LEVELS; j++) {
            for (int k = 0; k < ROWS; k++) {
                acc[j][k] += acc[j - 1][k];
                acc[j - 1][k] = (M(Vec)){0};
            }
            if (i & (mask << (j * power))) break;
        }
    }
    for (; i < size; i++)
        for (int k = 0; k < ROWS; k++)
            acc[0][k] += M(load)(in + i * row_stride + k * col_stride);
    for (int j = 1; j < LEVELS; j++)
        for (int k = 0; k < ROWS; k++)
            acc[0][k] += acc[j][k];
    memcpy(result, acc[0], sizeof acc[0]);
}

static void M(rows_one)(T result[ROWS], const char *in, int64_t row_stride, int64_t col_stride,
                        int64_t size) {
    int power = M(level_power)(size);
    int64_t step = (int64_t)1 << power, mask = step - 1, i = 0;
    T acc[LEVELS][ROWS] = {{0}};
    while (i + step <= size) {
        for (int64_t j = 0; j < step; j++, i++)
            for (int k = 0; k < ROWS; k++)
                acc[0][k] += *(const T *)(in + i * row_stride + k * col_stride);
        for (int j = 1; j < LEVELS; j++) {
            for (int k = 0; k < ROWS; k++) {
                acc[j][k] += acc[j - 1][k];
                acc[j - 1][k] = 0;
            }
            if (i & (mask << (j * power))) break;
        }
    }
    for (; i < size; i++)
        for (int k = 0; k < ROWS; k++)
            acc[0][k] += *(const T *)(in + i * row_stride + k * col_stride);
    for (int j = 1; j < LEVELS; j++)
        for (int k = 0; k < ROWS; k++)
            acc[0][k] += acc[j][k];
    memcpy(result, acc[0], sizeof acc[0]);
}

static M(Vec) M(row_vec)(const char *in, int64_t stride, int64_t size) {
    M(Vec) part[ROWS];
    int64_t quarter = size / ROWS;
    M(rows_vec)(part, in, stride * ROWS, stride, quarter);
    for (int64_t i = quarter * ROWS; i < size; i++)
        part[0] += M(load)(in + i * stride);
    return part[0] + part[1] + part[2] + part[3];
}

static T M(row_one)(const char *in, int64_t stride, int64_t size) {
    T part[ROWS];
    int64_t quarter = size / ROWS;
    M(rows_one)(part, in, stride * ROWS, stride, quarter);
    for (int64_t i = quarter * ROWS; i < size; i++)
        part[0] += *(const T *)(in + i * stride);
    return part[0] + part[1] + part[2] + part[3];
}

/* Reduced dimension contiguous. */
static void M(inner_contiguous)(char *out, const char *in, int64_t n0, int64_t n1, int64_t is1,
                                int64_t os1) {
    int64_t vecs = n0 / LANES;
    for (int64_t j = 0; j < n1; j++) {
        const char *row = in + j * is1;
        M(Vec) v = M(row_vec)(row, 32, vecs);
        T total = 0;
        for (int64_t i = vecs * LANES; i < n0; i++)
            total += ((const T *)row)[i];
        for (int l = 0; l < LANES; l++)
            total += v[l];
        *(T *)(out + j * os1) += total;
    }
}

static void M(add_vec)(char *out, int64_t os1, M(Vec) v) {
    for (int l = 0; l < LANES; l++)
        *(T *)(out + l * os1) += v[l];
}

/* Kept dimension contiguous: sums of whole columns side by side. */
static void M(outer_contiguous)(char *out, const char *in, int64_t n0, int64_t n1, int64_t is0,
                                int64_t os1) {
    int64_t j = 0;
    for (; j + ROWS * LANES <= n1; j += ROWS * LANES) {
        M(Vec) sums[ROWS];
        M(rows_vec)(sums, in + j * (int64_t)sizeof(T), is0, 32, n0);
        for (int k = 0; k < ROWS; k++)
            M(add_vec)(out + (j + k * LANES) * os1, os1, sums[k]);
    }
    for (; j + LANES <= n1; j += LANES)
        M(add_vec)(out + j * os1, os1, M(row_vec)(in + j * (int64_t)sizeof(T), is0, n0));
    for (; j < n1; j++)
        *(T *)(out + j * os1) += M(row_one)(in + j * (int64_t)sizeof(T), is0, n0);
}

static void M(sum)(ARGS) {
    if (os0 != 0) {
        PLAIN(T, T, T, ID, ID, ID, v + x)
        return;
    }
    if (is0 == (int64_t)sizeof(T) && n0 >= LANES) {
        M(inner_contiguous)(out, in, n0, n1, is1, os1);
    } else if (is1 == (int64_t)sizeof(T) && n1 >= LANES) {
        M(outer_contiguous)(out, in, n0, n1, is0, os1);
    } else if (is0 < is1) {
        for (int64_t j = 0; j < n1; j++)
            *(T *)(out + j * os1) += M(row_one)(in + j * is1, is0, n0);
    } else {
        int64_t j = 0;
        for (; j + ROWS <= n1; j += ROWS) {
            T sums[ROWS];
            M(rows_one)(sums, in + j * is1, is0, is1, n0);
            for (int k = 0; k < ROWS; k++)
                *(T *)(out + (j + k) * os1) += sums[k];
        }
        for (; j < n1; j++)
            *(T *)(out + j * os1) += M(row_one)(in + j * is1, is0, n0);
    }
}

/* ---- NumPy ---- */
/* A block of the pairwise sum, 8 to 128 elements side by side: its eight accumulators in vectors.
 */
static inline T M(pairwise_block)(const T *a, int64_t n) {
    enum { VECS = 8 / LANES };
    M(Vec) v[VECS];
    T r[8];
    memcpy(v, a, sizeof v);
    int64_t i = 8;
    for (; i + 8 <= n; i += 8) {
        kt_prefetch(a + i);
        for (int k = 0; k < VECS; k++)
            v[k] += M(load)((const char *)(a + i + k * LANES));
    }
    memcpy(r, v, sizeof r);
    T sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    for (; i < n; i++)
        sum += a[i];
    return sum;
}

static T M(pairwise)(const char *in, int64_t stride, int64_t n) {
#define AT(i) (*(const T *)(in + (i)*stride))
    if (n < 8) {
        T r = 0;
        for (int64_t i = 0; i < n; i++)
            r += AT(i);
        return r;
    }
    if (n <= 128 && stride == (int64_t)sizeof(T)) return M(pairwise_block)((const T *)in, n);
    if (n <= 128) {
        T r[8];
        for (int l = 0; l < 8; l++)
            r[l] = AT(l);
        int64_t i = 8;
        for (; i < n - n % 8; i += 8)
            for (int l = 0; l < 8; l++)
                r[l] += AT(i + l);
        T sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (; i < n; i++)
            sum += AT(i);
        return sum;
    }
    int64_t half = n / 2;
    half -= half % 8;
    return M(pairwise)(in, stride, half) + M(pairwise)(in + half * stride, stride, n - half);
#undef AT
}

static void M(sum_np)(ARGS) {
    if (os0 != 0) {
        PLAIN(T, T, T, ID, ID, ID, v + x)
        return;
    }
    for (int64_t j = 0; j < n1; j++)
        for (int64_t at = 0; at < n0; at += NUMPY_BUFFER)
            *(T *)(out + j * os1) += M(pairwise)(in + j * is1 + at * is0, is0,
                                                 n0 - at < NUMPY_BUFFER ? n0 - at : NUMPY_BUFFER);
}

/* ---- complex numbers: pairs of T; the same orders over twice the lanes ---- */

/* One part of a pairwise sum: half as many accumulators as for real numbers. */
static T M(pairwise_part)(const char *in, int64_t stride, int64_t n) {
#define AT(i) (*(const T *)(in + (i)*stride))
    if (n < 4) {
        T r = 0;
        for (int64_t i = 0; i < n; i++)
            r += AT(i);
        return r;
    }
    if (n <= 64) {
        T r[4] = {AT(0), AT(1), AT(2), AT(3)};
        int64_t i = 4;
        for (; i < n - n % 4; i += 4)
            for (int l = 0; l < 4; l++)
                r[l] += AT(i + l);
        T sum = (r[0] + r[1]) + (r[2] + r[3]);
        for (; i < n; i++)
            sum += AT(i);
        return sum;
    }
    int64_t half = (n - n % 8) / 2;
    return M(pairwise_part)(in, stride, half) +
           M(pairwise_part)(in + half * stride, stride, n - half);
#undef AT
}

static void M(sum_np_complex)(ARGS) {
    if (os0 != 0) {
        M(sum_np)(PASS);
        M(sum_np)(out + sizeof(T), in + sizeof(T), n0, n1, is0, is1, os0, os1);
        return;
    }
    for (int64_t j = 0; j < n1; j++)
        for (int64_t at = 0; at < n0; at += NUMPY_BUFFER) {
            const char *from = in + j * is1 + at * is0;
            int64_t n = n0 - at < NUMPY_BUFFER ? n0 - at : NUMPY_BUFFER;
            T *o = (T *)(out + j * os1);
            o[0] += M(pairwise_part)(from, is0, n);
            o[1] += M(pairwise_part)(from + sizeof(T), is0, n);
        }
}

static void M(sum_complex)(ARGS) {
    const int64_t one = 2 * (int64_t)sizeof(T), lanes = LANES / 2;
    if (os0 == 0 && is0 == one && n0 >= lanes) {
        int64_t vecs = n0 / lanes;
        for (int64_t j = 0; j < n1; j++) {
            const char *row = in + j * is1;
            M(Vec) v = M(row_vec)(row, 32, vecs);
            T re = 0, im = 0;
            for (int64_t i = vecs * lanes; i < n0; i++) {
                re += ((const T *)row)[2 * i];
                im += ((const T *)row)[2 * i + 1];
            }
            for (int l = 0; l < LANES; l += 2) {
                re += v[l];
                im += v[l + 1];
            }
            T *o = (T *)(out + j * os1);
            o[0] += re;
            o[1] += im;
        }
        return;
    }
    if (os0 == 0 && is1 == one && os1 == one && n1 >= lanes) {
        int64_t j = 0, whole = n1 / (ROWS * lanes) * (ROWS * lanes);
        M(outer_contiguous)(out, in, n0, 2 * whole, is0, (int64_t)sizeof(T));
        for (j = whole; j + lanes <= n1; j += lanes)
            M(add_vec)(out + j * one, (int64_t)sizeof(T), M(row_vec)(in + j * one, is0, n0));
        for (; j < n1; j++) {
            T *o = (T *)(out + j * one);
            o[0] += M(row_one)(in + j * one, is0, n0);
            o[1] += M(row_one)(in + j * one + sizeof(T), is0, n0);
        }
        return;
    }
    M(sum)(PASS);
    M(sum)(out + sizeof(T), in + sizeof(T), n0, n1, is0, is1, os0, os1);
}

/* ---- products ---- */
ACCUMULATOR(M(prod_np), T, T, T, ID, ID, ID, v *x)

static void M(prod)(ARGS) {
    int64_t step = 4 * LANES, whole = n0 / step;
    if (os0 != 0 || is0 != (int64_t)sizeof(T) || whole == 0) {
        M(prod_np)(PASS);
        return;
    }
    for (int64_t j = 0; j < n1; j++) {
        const char *row = in + j * is1;
        M(Vec) acc[4];
        memcpy(acc, row, sizeof acc);
        for (int64_t i = 1; i < whole; i++)
            for (int k = 0; k < 4; k++)
                acc[k] *= M(load)(row + (i * 4 + k) * 32);
        M(Vec) v = (acc[0] * acc[1]) * (acc[2] * acc[3]);
        T total = v[0];
        for (int l = 1; l < LANES; l++)
            total *= v[l];
        T *o = (T *)(out + j * os1);
        *o *= total;
        for (int64_t i = whole * step; i < n0; i++)
            *o *= ((const T *)row)[i];
    }
}
#undef M
#undef LANES
#undef ROWS
#undef LEVELS
