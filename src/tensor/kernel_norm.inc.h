/* Normalisation loops of one type. Sums run in double: the
 * result is then within an ulp of any other order of summation. */

/* Sixteen partial sums in double. */
typedef T NAME(Four) __attribute__((vector_size(4 * sizeof(T)), aligned(sizeof(T)), may_alias));
typedef double NAME(Four64) __attribute__((vector_size(32)));
typedef struct NAME(Wide) {
    NAME(Four64) p[4];
} NAME(Wide);
static inline NAME(Four64) NAME(widen)(const T *x) {
    return __builtin_convertvector(*(const NAME(Four) *)x, NAME(Four64));
}
static inline double NAME(total)(NAME(Wide) s) {
    NAME(Four64) v = (s.p[0] + s.p[1]) + (s.p[2] + s.p[3]);
    return (v[0] + v[1]) + (v[2] + v[3]);
}

static double NAME(sum_wide)(const T *x, int64_t n) {
    NAME(Wide) s = {0};
    int64_t i = 0;
    for (; i + 16 <= n; i += 16)
        for (int k = 0; k < 4; k++)
            s.p[k] += NAME(widen)(x + i + 4 * k);
    double sum = NAME(total)(s);
    for (; i < n; i++)
        sum += x[i];
    return sum;
}
/* --- batch normalisation, rounded as PyTorch rounds it with vectors of 32 bytes --- */

static inline T NAME(fused)(T a, T b, T c) {
#if defined __FMA__ || defined __aarch64__
    return sizeof(T) == 4 ? (T)__builtin_fmaf((float)a, (float)b, (float)c)
                          : (T)__builtin_fma((double)a, (double)b, (double)c);
#else /* a product of floats is exact in double */
    return sizeof(T) == 4 ? (T)((double)a * (double)b + (double)c)
                          : (T)fma((double)a, (double)b, (double)c);
#endif
}

/* The sum of the first n lanes: all of a float vector by halves, else one after the other. */
static T NAME(lane_sum)(const T *v, int64_t n) {
    T sum = v[0];
    if (sizeof(T) == 4 && n == LANES) {
        T half[LANES];
        memcpy(half, v, sizeof half);
        for (int m = LANES / 2; m > 0; m /= 2)
            for (int k = 0; k < m; k++)
                half[k] += half[k + m];
        return half[0];
    }
    for (int64_t i = 1; i < n; i++)
        sum += v[i];
    return sum;
}
/* Adds the sums of g and of g (x - mean) over a plane. */
static void NAME(plane_dot)(const T *g, const T *x, T mean, int64_t n, double *sum, double *dot) {
    T s[LANES] = {0}, t[LANES] = {0};
    const int64_t lanes = n < LANES ? n : LANES;
    for (int64_t k = 0; k < lanes; k++) {
        s[k] = g[k];
        t[k] = (x[k] - mean) * g[k];
    }
    int64_t i = lanes;
    for (; i + LANES <= n; i += LANES)
        for (int k = 0; k < LANES; k++) {
            s[k] += g[i + k];
            t[k] = NAME(fused)(x[i + k] - mean, g[i + k], t[k]);
        }
    for (int64_t k = 0; i + k < n; k++) {
        s[k] += g[i + k];
        t[k] = NAME(fused)(x[i + k] - mean, g[i + k], t[k]);
    }
    *sum += NAME(lane_sum)(s, lanes);
    *dot += NAME(lane_sum)(t, lanes);
}

/* Sum of (x - mean)^2, each rounded before it is added. */
static double NAME(squares_rounded)(const T *x, T mean, int64_t n) {
    NAME(Wide) s = {0};
    int64_t i = 0;
    for (; i + 16 <= n; i += 16)
        for (int k = 0; k < 4; k++) {
            NAME(Four) d = *(const NAME(Four) *)(x + i + 4 * k) - mean;
            s.p[k] += __builtin_convertvector(d * d, NAME(Four64));
        }
    double sum = NAME(total)(s);
    for (; i < n; i++) {
        T d = x[i] - mean;
        sum += d * d;
    }
    return sum;
}

/* PyTorch adds one after the other in double: of floats any order gives the same, of doubles none
 * but this. */
static double NAME(sum_after)(double sum, const T *x, int64_t n) {
    if (sizeof(T) == 4) return sum + NAME(sum_wide)(x, n);
    for (int64_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}
static double NAME(squares_after)(double sum, const T *x, T mean, int64_t n) {
    if (sizeof(T) == 4) return sum + NAME(squares_rounded)(x, mean, n);
    int64_t i = 0;
    for (; i < n / 2 * 2; i++)
        sum += (double)((x[i] - mean) * (x[i] - mean));
    for (; i < n; i++) /* an odd one beside its vectors has a fused step */
        sum = (double)NAME(fused)(x[i] - mean, x[i] - mean, (T)sum);
    return sum;
}

/* Means and sums of squares of channels that are planes, summed up in double. */
static void NAME(plane_stats)(const NnShape *s, const T *x, T *mean, T *squares) {
    double m = (double)(s->batch * s->plane);
    for (int64_t c = 0; c < s->channels; c++) {
        double sum = 0, sq = 0;
        for (int64_t n = 0; n < s->batch; n++)
            sum = NAME(sum_after)(sum, x + (n * s->channels + c) * s->plane, s->plane);
        mean[c] = (T)(sum / m);
        for (int64_t n = 0; n < s->batch; n++)
            sq = NAME(squares_after)(sq, x + (n * s->channels + c) * s->plane, mean[c], s->plane);
        squares[c] = (T)sq;
    }
}
/* The same of single elements, row after row in their own type. */
static void NAME(single_stats)(int64_t rows, int64_t n, const T *x, T *mean, T *squares) {
    memset(mean, 0, sizeof *mean * (size_t)n);
    memset(squares, 0, sizeof *squares * (size_t)n);
    for (int64_t r = 0; r < rows; r++) {
        KT_IVDEP
        for (int64_t c = 0; c < n; c++)
            mean[c] += x[r * n + c];
    }
    for (int64_t c = 0; c < n; c++)
        mean[c] /= (T)rows;
    for (int64_t r = 0; r < rows; r++) {
        KT_IVDEP
        for (int64_t c = 0; c < n; c++)
            squares[c] = NAME(fused)(x[r * n + c] - mean[c], x[r * n + c] - mean[c], squares[c]);
    }
}

static void NAME(batch_stats)(const NnShape *s, const T *x, T *run_mean, T *run_var, bool training,
                              double momentum, double eps, T *mean, T *rstd) {
    T m = (T)(s->batch * s->plane), take = (T)momentum, keep = (T)(1 - momentum);
    for (int64_t c = 0; !training && c < s->channels; c++) {
        mean[c] = run_mean[c];
        rstd[c] = 1 / FN(sqrt)(run_var[c] + (T)eps);
    }
    if (!training) return;
    if (s->plane == 1)
        NAME(single_stats)(s->batch, s->channels, x, mean, rstd);
    else
        NAME(plane_stats)(s, x, mean, rstd);
    for (int64_t c = 0; c < s->channels; c++) {
        T squares = rstd[c];
        rstd[c] = (T)(1.0 / sqrt((double)(squares / m) + eps));
        if (run_mean) run_mean[c] = take * mean[c] + keep * run_mean[c];
        if (run_var && sizeof(T) == 4)
            run_var[c] = NAME(fused)(take, squares / (m - 1), keep * run_var[c]);
        else if (run_var)
            run_var[c] = take * (squares / (m - 1)) + keep * run_var[c];
    }
}

/* A call of its own, so that no bound or factor lies in memory that y might overlap. */
static void NAME(scale_line)(T *y, const T *x, int64_t n, T scale, T shift) {
    KT_IVDEP
    for (int64_t i = 0; i < n; i++)
        y[i] = NAME(fused)(x[i], scale, shift);
}

#define COLUMNS 128 /* channels at once where they lie side by side */

static void NAME(apply_columns)(const NnShape *s, int64_t c0, const T *x, const T *mean,
                                const T *rstd, const T *w, const T *b, T *y) {
    const int64_t n = s->channels, m = n - c0 < COLUMNS ? n - c0 : COLUMNS;
    T scale[COLUMNS], shift[COLUMNS];
    for (int64_t c = 0; c < m; c++) {
        scale[c] = rstd[c0 + c] * (w ? w[c0 + c] : 1);
        shift[c] = NAME(fused)(-mean[c0 + c], scale[c], b ? b[c0 + c] : 0);
    }
    for (int64_t r = 0; r < s->batch; r++) {
        const T *from = x + r * n + c0;
        T *to = y + r * n + c0;
        KT_IVDEP
        for (int64_t c = 0; c < m; c++)
            to[c] = NAME(fused)(from[c], scale[c], shift[c]);
    }
}

static void NAME(batch_apply)(const NnShape *s, const T *x, const T *mean, const T *rstd,
                              const T *w, const T *b, T *y) {
    for (int64_t c = 0; s->plane == 1 && c < s->channels; c += COLUMNS)
        NAME(apply_columns)(s, c, x, mean, rstd, w, b, y);
    if (s->plane == 1) return;
    for (int64_t n = 0; n < s->batch; n++)
        for (int64_t c = 0; c < s->channels; c++, x += s->plane, y += s->plane) {
            T scale = rstd[c] * (w ? w[c] : 1), shift = NAME(fused)(-mean[c], scale, b ? b[c] : 0);
            NAME(scale_line)(y, x, s->plane, scale, shift);
        }
}

typedef struct NAME(BatchFactors) {
    T mean_g, mean, k, rstd, weight;
} NAME(BatchFactors);
static void NAME(batch_gradient_line)(T *gx, const T *g, const T *x, int64_t n, bool training,
                                      NAME(BatchFactors) f) {
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        T inner = training ? NAME(fused)(f.mean - x[i], f.k, g[i] - f.mean_g) : g[i];
        gx[i] = inner * f.rstd * f.weight;
    }
}

/* gb and gw become the sums of g and of g (x - mean) over channels of single elements. */
static void NAME(single_dots)(int64_t rows, int64_t n, const T *g, const T *x, const T *mean, T *gw,
                              T *gb) {
    for (int64_t r = 0; r < rows; r++) {
        KT_IVDEP
        for (int64_t c = 0; c < n; c++) {
            gb[c] += g[r * n + c];
            gw[c] = NAME(fused)(x[r * n + c] - mean[c], g[r * n + c], gw[c]);
        }
    }
}

/* Their gradients; gw and gb hold the sums. */
static void NAME(gradient_columns)(const NnShape *s, int64_t c0, const T *g, const T *x,
                                   const T *mean, const T *rstd, const T *w, bool training, T *gx,
                                   const T *gw, const T *gb) {
    const int64_t n = s->channels, m = n - c0 < COLUMNS ? n - c0 : COLUMNS;
    const int64_t whole = sizeof(T) == 8 ? m / 4 * 4 : m; /* doubles beside PyTorch's vectors */
    const T rows = (T)s->batch;
    T mean_g[COLUMNS], k[COLUMNS], weight[COLUMNS];
    for (int64_t c = 0; c < m; c++) {
        mean_g[c] = gb[c0 + c] / rows;
        k[c] = gw[c0 + c] * rstd[c0 + c] * rstd[c0 + c] / rows;
        weight[c] = w ? w[c0 + c] : 1;
    }
    mean += c0;
    rstd += c0;
    for (int64_t r = 0; r < s->batch; r++) {
        const T *xr = x + r * n + c0, *gr = g + r * n + c0;
        T *to = gx + r * n + c0;
        if (training) {
            KT_IVDEP
            for (int64_t c = 0; c < whole; c++)
                to[c] = NAME(fused)(mean[c] - xr[c], k[c], gr[c] - mean_g[c]) * rstd[c] * weight[c];
            for (int64_t c = whole; c < m; c++) {
                T centred = (xr[c] - mean[c]) * k[c];
                to[c] = (gr[c] - mean_g[c] - centred) * rstd[c] * weight[c];
            }
        } else {
            KT_IVDEP
            for (int64_t c = 0; c < m; c++)
                to[c] = gr[c] * rstd[c] * weight[c];
        }
    }
}
static void NAME(rows_backward)(const NnShape *s, const T *g, const T *x, const T *mean,
                                const T *rstd, const T *w, bool training, T *gx, T *gw, T *gb) {
    NAME(single_dots)(s->batch, s->channels, g, x, mean, gw, gb);
    for (int64_t c = 0; c < s->channels; c += COLUMNS)
        NAME(gradient_columns)(s, c, g, x, mean, rstd, w, training, gx, gw, gb);
    for (int64_t c = 0; c < s->channels; c++)
        gw[c] *= rstd[c];
}

/* gw and gb come zeroed. */
static void NAME(batch_backward)(const NnShape *s, const T *g, const T *x, const T *mean,
                                 const T *rstd, const T *w, bool training, T *gx, T *gw, T *gb) {
    T m = (T)(s->batch * s->plane);
    if (s->plane == 1) {
        NAME(rows_backward)(s, g, x, mean, rstd, w, training, gx, gw, gb);
        return;
    }
    for (int64_t c = 0; c < s->channels; c++) {
        double sum = 0, dot = 0;
        for (int64_t n = 0; n < s->batch; n++) {
            int64_t at = (n * s->channels + c) * s->plane;
            NAME(plane_dot)(g + at, x + at, mean[c], s->plane, &sum, &dot);
        }
        NAME(BatchFactors)
        factors = {.mean_g = (T)(sum / (double)m),
                   .mean = mean[c],
                   .k = (T)dot * rstd[c] * rstd[c] / m,
                   .rstd = rstd[c],
                   .weight = w ? w[c] : 1};
        for (int64_t n = 0; n < s->batch; n++) {
            int64_t at = (n * s->channels + c) * s->plane;
            NAME(batch_gradient_line)(gx + at, g + at, x + at, s->plane, training, factors);
        }
        gw[c] = (T)(dot * rstd[c]);
        gb[c] = (T)sum;
    }
}

/* The form for layouts that are neither of PyTorch's two: no step is fused, sums are in double.
 * mean holds the means; squares, the sums of squares, stay in double. */
static void NAME(loose_stats)(const NnShape *s, const T *x, const T *mean, double *squares) {
    for (int64_t c = 0; c < s->channels; c++) {
        double sum = 0;
        for (int64_t n = 0; n < s->batch; n++) {
            const T *line = x + (n * s->channels + c) * s->plane;
            for (int64_t i = 0; i < s->plane; i++) {
                double d = (double)line[i] - (double)mean[c];
                sum += d * d;
            }
        }
        squares[c] = sum;
    }
}

static void NAME(loose_apply)(const NnShape *s, const T *x, const T *mean, const T *rstd,
                              const T *w, const T *b, T *y) {
    for (int64_t i = 0; i < s->batch * s->channels; i++, x += s->plane, y += s->plane) {
        const int64_t c = i % s->channels;
        const T m = mean[c], r = rstd[c], weight = w ? w[c] : 1, bias = b ? b[c] : 0;
        KT_IVDEP
        for (int64_t k = 0; k < s->plane; k++)
            y[k] = (x[k] - m) * r * weight + bias;
    }
}

static void NAME(loose_gradient_line)(T *gx, const T *g, const T *x, int64_t n, bool training,
                                      NAME(BatchFactors) f) {
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        T centred = (x[i] - f.mean) * f.k;
        gx[i] = (training ? g[i] - f.mean_g - centred : g[i]) * f.rstd * f.weight;
    }
}

static double NAME(loose_dot)(double sum, const T *g, const T *x, T mean, int64_t n) {
    NAME(Wide) s = {0};
    int64_t i = 0;
    for (; sizeof(T) == 4 && i + 16 <= n; i += 16)
        for (int k = 0; k < 4; k++) {
            NAME(Four)
            d = (*(const NAME(Four) *)(x + i + 4 * k) - mean) *
                *(const NAME(Four) *)(g + i + 4 * k);
            s.p[k] += __builtin_convertvector(d, NAME(Four64));
        }
    if (i) sum += NAME(total)(s);
    for (; i < n; i++) {
        T product = (x[i] - mean) * g[i];
        sum += (double)product;
    }
    return sum;
}

/* gb comes with the sums of g. */
static void NAME(loose_backward)(const NnShape *s, const T *g, const T *x, const T *mean,
                                 const T *rstd, const T *w, bool training, T *gx, T *gw,
                                 const T *gb) {
    T m = (T)(s->batch * s->plane);
    for (int64_t c = 0; c < s->channels; c++) {
        double dot = 0;
        for (int64_t n = 0; n < s->batch; n++) {
            int64_t at = (n * s->channels + c) * s->plane;
            dot = NAME(loose_dot)(dot, g + at, x + at, mean[c], s->plane);
        }
        NAME(BatchFactors)
        factors = {.mean_g = gb[c] / m,
                   .mean = mean[c],
                   .k = (T)dot * rstd[c] * rstd[c] / m,
                   .rstd = rstd[c],
                   .weight = w ? w[c] : 1};
        for (int64_t n = 0; n < s->batch; n++) {
            int64_t at = (n * s->channels + c) * s->plane;
            NAME(loose_gradient_line)(gx + at, g + at, x + at, s->plane, training, factors);
        }
        gw[c] = (T)(dot * (double)rstd[c]);
    }
}

/* Mean and variance of a row in PyTorch's order: every lane of a vector runs Welford's updates over
 * chunks of CHUNK vectors, chunks are joined in pairs, then lanes and the rest of the row. */
#define CHUNK   16
#define AT_ONCE 4
#define WIDTH   ((int64_t)(32 / sizeof(T)))
typedef T NAME(Lanes) __attribute__((vector_size(32), aligned(sizeof(T)), may_alias));
typedef struct NAME(Moments) {
    int64_t n;
    T mean[32 / sizeof(T)], square[32 / sizeof(T)];
} NAME(Moments);

static void NAME(join_moments)(const NAME(Moments) * from, NAME(Moments) * to, int64_t lanes) {
    int64_t n = to->n + from->n;
    T share = n ? (T)from->n / (T)n : 0, before = (T)to->n;
    for (int64_t k = 0; k < lanes; k++) {
        T delta = from->mean[k] - to->mean[k];
        to->mean[k] += share * delta;
        to->square[k] += from->square[k] + delta * delta * share * before;
    }
    to->n = n;
}

/* Of as many chunks of n vectors each. Every update waits for the one before, so that several
 * chunks take hardly longer than one. */
static inline __attribute__((always_inline)) void
NAME(chunk_moments)(int chunks, int64_t n, const T *at, const T *shares, NAME(Moments) * c) {
    NAME(Lanes) m[AT_ONCE] = {{0}}, squares[AT_ONCE] = {{0}};
    for (int64_t j = 0; j < n; j++, at += WIDTH)
        for (int k = 0; k < chunks; k++) {
            NAME(Lanes) v = *(const NAME(Lanes) *)(at + k * CHUNK * WIDTH), delta = v - m[k];
            m[k] += delta * shares[j];
            squares[k] += delta * (v - m[k]);
        }
    for (int k = 0; k < chunks; k++) {
        c[k].n = n;
        memcpy(c[k].mean, &m[k], sizeof m[k]);
        memcpy(c[k].square, &squares[k], sizeof squares[k]);
    }
}

static void NAME(row_moments)(const T *x, int64_t size, T *mean, T *variance) {
    int64_t n = size / WIDTH, chunks = (n + CHUNK - 1) / CHUNK, depth = 1;
    while (depth < 60 && (INT64_C(1) << depth) < chunks)
        depth++;
    T shares[CHUNK];
    for (int j = 0; j < CHUNK; j++)
        shares[j] = 1 / (T)(j + 1);
    NAME(Moments) stack[60];
    memset(stack, 0, sizeof stack[0] * (size_t)depth);
    for (int64_t i = 0, together; i < chunks; i += together) {
        int64_t left = n - i * CHUNK;
        NAME(Moments) c[AT_ONCE];
        together = left < AT_ONCE * CHUNK ? 1 : AT_ONCE;
        const T *at = x + i * CHUNK * WIDTH;
        if (together > 1)
            NAME(chunk_moments)(AT_ONCE, CHUNK, at, shares, c);
        else
            NAME(chunk_moments)(1, left < CHUNK ? left : CHUNK, at, shares, c);
        for (int64_t k = 0; k < together; k++) {
            NAME(join_moments)(&c[k], &stack[0], WIDTH);
            for (int64_t j = 1, mask = i + k + 1; j < depth && !(mask & 1); j++, mask >>= 1) {
                NAME(join_moments)(&stack[j - 1], &stack[j], WIDTH);
                memset(&stack[j - 1], 0, sizeof stack[0]);
            }
        }
    }
    for (int64_t j = 1; j < depth; j++)
        NAME(join_moments)(&stack[j], &stack[0], WIDTH);
    NAME(Moments) all = {0}, lane = {0};
    for (int64_t i = n * WIDTH; i < size; i++) {
        T delta = x[i] - all.mean[0];
        all.mean[0] += delta / (T)++all.n;
        all.square[0] += delta * (x[i] - all.mean[0]);
    }
    for (int k = 0; k < WIDTH; k++) {
        lane.n = n;
        lane.mean[0] = stack[0].mean[k];
        lane.square[0] = stack[0].square[k];
        NAME(join_moments)(&lane, &all, 1);
    }
    *mean = all.mean[0];
    *variance = all.square[0] / (T)size;
}
#undef CHUNK
#undef AT_ONCE
#undef WIDTH

static void NAME(layer_forward)(int64_t rows, int64_t size, const T *x, const T *w, const T *b,
                                double eps, T *y, T *mean, T *rstd) {
    for (int64_t r = 0; r < rows; r++, x += size, y += size) {
        T mu, variance;
        NAME(row_moments)(x, size, &mu, &variance);
        T scale = 1 / FN(sqrt)(variance + (T)eps), shift = -scale * mu;
        mean[r] = mu;
        rstd[r] = scale;
        KT_IVDEP
        for (int64_t i = 0; i < size; i++) {
            T v = FN(fma)(x[i], scale, shift);
            y[i] = w ? FN(fma)(v, w[i], b ? b[i] : 0) : v;
        }
    }
}

/* Groups of channels, rounded as PyTorch rounds them. */
static void NAME(group_forward)(const NnShape *s, int64_t groups, const T *x, const T *w,
                                const T *b, double eps, T *y, T *mean, T *rstd) {
    const int64_t rows = s->batch * groups, per = s->channels / groups, size = per * s->plane;
    for (int64_t r = 0; r < rows; r++) {
        T mu, variance;
        NAME(row_moments)(x, size, &mu, &variance);
        T factor = 1 / FN(sqrt)((variance < 0 ? 0 : variance) + (T)eps); /* nan stays */
        mean[r] = mu;
        rstd[r] = factor;
        for (int64_t d = 0; d < per; d++, x += s->plane, y += s->plane) {
            const int64_t c = r % groups * per + d;
            T scale = factor * (w ? w[c] : 1), shift = -scale * mu + (b ? b[c] : 0);
            if (w || b)
                NAME(scale_line)(y, x, s->plane, scale, shift);
            else
                for (int64_t i = 0; i < s->plane; i++)
                    y[i] = (x[i] - mu) * factor;
        }
    }
}

static inline NAME(Lanes) NAME(fused_lanes)(NAME(Lanes) x, NAME(Lanes) y, NAME(Lanes) sum) {
    for (int k = 0; k < LANES; k++)
        sum[k] = NAME(fused)(x[k], y[k], sum[k]);
    return sum;
}
/* Sums of g w (or of g) and of g x w over a row, in vectors of 32 bytes. */
static void NAME(row_dot)(const T *g, const T *x, const T *w, int64_t n, T *sum, T *dot) {
    T s[LANES] = {0}, t[LANES] = {0};
    const int64_t lanes = n < LANES ? n : LANES;
    for (int64_t k = 0; k < lanes; k++) {
        s[k] = w ? g[k] * w[k] : g[k];
        t[k] = w ? g[k] * x[k] * w[k] : g[k] * x[k];
    }
    int64_t i = lanes;
    NAME(Lanes) ss = *(const NAME(Lanes) *)s, tt = *(const NAME(Lanes) *)t;
    for (; i + LANES <= n; i += LANES) {
        NAME(Lanes) v = *(const NAME(Lanes) *)(g + i), u = *(const NAME(Lanes) *)(x + i);
        if (w) {
            NAME(Lanes) z = *(const NAME(Lanes) *)(w + i);
            ss = NAME(fused_lanes)(v, z, ss);
            tt = NAME(fused_lanes)(v * u, z, tt);
        } else {
            ss += v;
            tt = NAME(fused_lanes)(v, u, tt);
        }
    }
    memcpy(s, &ss, sizeof s);
    memcpy(t, &tt, sizeof t);
    for (int64_t k = 0; i + k < n; k++) {
        T v = g[i + k], u = x[i + k];
        s[k] = w ? NAME(fused)(v, w[i + k], s[k]) : s[k] + v;
        t[k] = w ? NAME(fused)(v * u, w[i + k], t[k]) : NAME(fused)(v, u, t[k]);
    }
    *sum = NAME(lane_sum)(s, lanes);
    *dot = NAME(lane_sum)(t, lanes);
}
/* What a gradient a g + b x + c is made of. */
typedef struct NAME(Line) {
    T a, b, c;
} NAME(Line);
static NAME(Line) NAME(line_of)(T sum, T dot, T mu, T rs, T scale) {
    T b = NAME(fused)(sum, mu, -dot) * rs * rs * rs * scale;
    return (NAME(Line)){rs, b, NAME(fused)(-b, mu, -(sum * rs * scale))};
}

static void NAME(layer_backward)(int64_t rows, int64_t size, const T *g, const T *x, const T *w,
                                 const T *mean, const T *rstd, T *gx, T *gw, T *gb) {
    for (int64_t r = 0; r < rows; r++, x += size, g += size, gx += size) {
        T sum, dot, shift = -rstd[r] * mean[r], rs = rstd[r];
        KT_IVDEP
        for (int64_t i = 0; i < size; i++) {
            gw[i] = NAME(fused)(g[i], NAME(fused)(rs, x[i], shift), gw[i]);
            gb[i] += g[i];
        }
        NAME(row_dot)(g, x, w, size, &sum, &dot);
        NAME(Line) f = NAME(line_of)(sum, dot, mean[r], rs, 1 / (T)size);
        KT_IVDEP
        for (int64_t i = 0; i < size; i++)
            gx[i] = NAME(fused)(f.b, x[i], w ? f.a * g[i] * w[i] : f.a * g[i]) + f.c;
    }
}

/* Sums over whole vectors, added up lane after lane, and then what is left one by one, of which
 * PyTorch's compiler took some together: the products of each whole group of those are rounded. */
static inline T NAME(add_left)(T sum, T v, T w, int64_t at, int64_t left, int64_t group) {
    return at < left - left % group ? sum + v * w : NAME(fused)(v, w, sum);
}
/* Of v w, or of v without a w. */
static T NAME(whole_dot)(const T *v, const T *w, int64_t n) {
    T s[LANES] = {0}, sum = 0;
    int64_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int k = 0; k < LANES; k++)
            s[k] = NAME(fused)(v[i + k], w ? w[i + k] : 1, s[k]);
    for (int k = 0; k < LANES; k++)
        sum += s[k];
    for (int64_t k = 0; i + k < n; k++)
        sum = NAME(add_left)(sum, v[i + k], w ? w[i + k] : 1, k, n - i, 4);
    return sum;
}

/* Sums of a group's channels, which come one after the other, in the same order. */
typedef struct NAME(GroupSum) {
    T lane[LANES], sum;
} NAME(GroupSum);
static void NAME(add_channel)(NAME(GroupSum) * s, T v, T w, int64_t at, int64_t n) {
    const int64_t whole = n - n % LANES;
    if (at < whole) s->lane[at % LANES] = NAME(fused)(v, w, s->lane[at % LANES]);
    if (at >= whole) s->sum = NAME(add_left)(s->sum, v, w, at - whole, n - whole, LANES / 2);
    for (int k = 0; k < LANES && at + 1 == whole; k++)
        s->sum += s->lane[k];
}

static void NAME(group_backward)(const NnShape *s, int64_t groups, const T *g, const T *x,
                                 const T *w, const T *mean, const T *rstd, T *gx, T *gw, T *gb) {
    int64_t plane = s->plane, per = s->channels / groups, size = per * plane;
    for (int64_t r = 0; r < s->batch * groups; r++, g += size, x += size, gx += size) {
        T mu = mean[r], rs = rstd[r];
        const int64_t first = r % groups * per;
        NAME(GroupSum) dots = {0}, sums = {0};
        for (int64_t j = 0; j < per; j++) {
            T dot = NAME(whole_dot)(g + j * plane, x + j * plane, plane),
              sum = NAME(whole_dot)(g + j * plane, NULL, plane), *at = gw + first + j,
              wc = w ? w[first + j] : 1;
            *at = NAME(fused)(NAME(fused)(-sum, mu, dot), rs, *at);
            gb[first + j] += sum;
            NAME(add_channel)(&dots, dot, wc, j, per);
            NAME(add_channel)(&sums, sum, wc, j, per);
        }
        NAME(Line) f = NAME(line_of)(sums.sum, dots.sum, mu, rs, 1 / (T)size);
        for (int64_t j = 0; j < per; j++) {
            f.a = rs * (w ? w[first + j] : 1);
            KT_IVDEP
            for (int64_t i = j * plane; i < (j + 1) * plane; i++)
                gx[i] = NAME(fused)(f.a, g[i], f.b * x[i]) + f.c;
        }
    }
}

/* --- the distance of two rows --- */

/* In order; the squares are rounded before they are added, but for the last ones, which do not fill
 * 16 bytes. */
static T NAME(distance)(const T *x, const T *y, int64_t n) {
    int64_t i = 0, vectors = n - n % (int64_t)(16 / sizeof(T));
    T sum = 0;
    for (; i < vectors; i++) {
        T d = x[i] - y[i];
        sum += d * d;
    }
    for (; i < n; i++) {
        T d = x[i] - y[i];
        sum = _Generic((T)0, float : __builtin_fmaf, default : __builtin_fma)(d, d, sum);
    }
    return _Generic((T)0, float : __builtin_sqrtf, default : __builtin_sqrt)(sum);
}
