/* The transform of one line of numbers of type FFT_T, after a plan: fft_plan.c includes this for
 * double and for float. FFT(x) is the name x of this type. */

typedef struct FFT(Complex) {
    FFT_T re, im;
} FFT(Complex);

static inline FFT(Complex) FFT(times)(FFT(Complex) a, FFT(Complex) b) {
    return (FFT(Complex)){a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}
static inline FFT(Complex) FFT(times_conjugate)(FFT(Complex) a, FFT(Complex) b) {
    return (FFT(Complex)){a.re * b.re + a.im * b.im, a.im * b.re - a.re * b.im};
}
static inline FFT(Complex) FFT(chirped)(FFT(Complex) a, FFT(Complex) b, bool inverse) {
    return inverse ? FFT(times)(a, b) : FFT(times_conjugate)(a, b);
}

static void FFT(scale_by)(FFT_T *x, int64_t n, double scale) {
    FFT_T factor = (FFT_T)scale;
    if (factor == 1) return;
    for (int64_t k = 0; k < n; k++)
        x[k] *= factor;
}

/* The passes, from `from` to `to`, which are apart, by way of `to` and `work`. */
static void FFT(complex_passes)(const KtFftPlan *p, bool inverse, const FFT(Complex) * from,
                                FFT(Complex) * to, double scale) {
    const FFT(Complex) *x = from;
    for (int i = 0; i < p->count; i++) {
        FFT(Complex) *y = (p->count - i) % 2 ? to : (FFT(Complex) *)p->work;
        p->ctx->kernels->fft_pass(&p->pass[i], inverse, x, y);
        x = y;
    }
    if (p->count == 0) *to = *from;
    FFT(scale_by)(&to->re, 2 * p->m, scale);
}
/* Real ones: the factors in the opposite order. */
static void FFT(real_passes)(const KtFftPlan *p, bool inverse, const FFT_T *from, FFT_T *to,
                             double scale) {
    const FFT_T *x = from;
    for (int i = 0; i < p->count; i++) {
        FFT_T *y = (p->count - i) % 2 ? to : (FFT_T *)p->work;
        const KtFftPass *t = &p->pass[inverse ? i : p->count - 1 - i];
        kt_fft_real_pass(t, inverse, x, y);
        x = y;
    }
    if (p->count == 0) *to = *from;
    FFT(scale_by)(to, p->n, scale);
}

/* Bluestein (1970): with k j = (k^2 + j^2 - (k - j)^2) / 2 the transform is a convolution with a
 * chirp, done by transforms of m >= 2 n - 1. */
static void FFT(bluestein)(const KtFftPlan *p, bool inverse, const FFT(Complex) * from,
                           FFT(Complex) * to, double scale) {
    const FFT(Complex) *chirp = p->chirp, *filter = p->filter;
    FFT(Complex) *line = p->line, *done = line + p->m;
    for (int64_t k = 0; k < p->n; k++)
        line[k] = FFT(chirped)(from[k], chirp[k], inverse);
    for (int64_t k = p->n; k < p->m; k++)
        line[k] = (FFT(Complex)){0, 0};
    FFT(complex_passes)(p, false, line, done, p->numpy ? scale : 1);
    for (int64_t k = 0; k < p->m; k++) /* NumPy's filter is used whole, PyTorch's by its half */
        done[k] = FFT(chirped)(done[k], filter[p->numpy || 2 * k <= p->m ? k : p->m - k], !inverse);
    FFT(complex_passes)(p, true, done, line, 1);
    for (int64_t k = 0; k < p->n; k++)
        to[k] = FFT(chirped)(line[k], chirp[k], inverse);
    if (!p->numpy) FFT(scale_by)(&to->re, 2 * p->n, scale);
}
static void FFT(bluestein_fill)(KtFftPlan *p, const KtFftRoots *roots) {
    FFT(Complex) *chirp = p->chirp, *line = p->line;
    FFT_T part = (FFT_T)1 / (FFT_T)p->m;
    memset(line, 0, (size_t)p->m * sizeof *line);
    for (int64_t k = 0, square = 0; k < p->n; k++) {
        double root[2];
        kt_fft_root(roots, square, root);
        chirp[k] = (FFT(Complex)){(FFT_T)root[0], (FFT_T)root[1]};
        line[k] = line[k ? p->m - k : 0] = (FFT(Complex)){chirp[k].re * part, chirp[k].im * part};
        square += 2 * k + 1;
        if (square >= 2 * p->n) square -= 2 * p->n;
    }
    FFT(complex_passes)(p, false, line, p->filter, 1);
}

static void FFT(complex_line)(const KtFftPlan *p, bool inverse, const void *from, void *to,
                              double scale) {
    if (p->chirp)
        FFT(bluestein)(p, inverse, from, to, scale);
    else
        FFT(complex_passes)(p, inverse, from, to, scale);
}

/* A real line in Bluestein's way: as a complex one. */
static void FFT(real_as_complex)(const KtFftPlan *p, bool inverse, const FFT_T *from, FFT_T *to,
                                 double scale) {
    int64_t n = p->n;
    FFT(Complex) *line = p->real_line, *done = line + n;
    if (inverse) {
        line[0] = (FFT(Complex)){from[0], 0};
        for (int64_t k = 1; 2 * k <= n; k++) {
            line[k] = (FFT(Complex)){from[2 * k - 1], 2 * k < n ? from[2 * k] : 0};
            line[n - k] = (FFT(Complex)){line[k].re, 2 * k < n ? -line[k].im : 0};
        }
    } else {
        for (int64_t k = 0; k < n; k++)
            line[k] = (FFT(Complex)){from[k], 0};
    }
    FFT(complex_line)(p, inverse, line, done, scale);
    to[0] = done[0].re;
    for (int64_t k = 1; k < n; k++)
        to[k] = inverse ? done[k].re : k % 2 ? done[(k + 1) / 2].re : done[k / 2].im;
}

static void FFT(real_line)(const KtFftPlan *p, bool inverse, const void *from, void *to,
                           double scale) {
    if (p->real_line)
        FFT(real_as_complex)(p, inverse, from, to, scale);
    else
        FFT(real_passes)(p, inverse, from, to, scale);
}

/* The twiddles of a pass; returns what follows them. */
static void *FFT(twiddles)(KtFftPlan *p, KtFftPass *t, const KtFftRoots *roots, void *at) {
    FFT_T *w = at;
    double root[2];
    t->tw = w;
    for (int64_t j = 1; j < t->p; j++) {
        for (int64_t k = p->real ? 1 : 0; p->real ? 2 * k < t->m : k < t->m; k++) {
            kt_fft_root(roots, j * k * t->s, root);
            *w++ = (FFT_T)root[0];
            *w++ = (FFT_T)root[1];
        }
        if (p->real && t->m % 2 == 0) *w++ = 0; /* rows of m - 1 */
    }
    if (t->p <= (p->real ? 5 : 11)) return w; /* the passes know their own */
    t->unit = w;
    for (int64_t j = 0; j < t->p; j++) {
        kt_fft_root(roots, j * (p->m / t->p), root);
        *w++ = (FFT_T)root[0];
        *w++ = (FFT_T)root[1];
    }
    t->scratch = w;
    return w + 6 * t->p;
}
