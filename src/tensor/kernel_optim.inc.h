/* Optimiser update loops, included once per type with T, NAME and FN defined. Scalars are
 * computed in double and rounded once, as the originals' Python code does, and each line rounds as
 * the tensor operation does that PyTorch has there: add_(x, alpha=a) and addcmul_ round once
 * (NAME(fused)), addcdiv_ multiplies before it divides. */

/* The gradient that counts. sign, decay: locals, so that the compiler can take them out of the
 * loops.
 */
#define GRAD(x, i) (decay != 0 ? NAME(fused)(decay, x, sign * g[i]) : sign * g[i])

static void NAME(sgd)(int64_t n, T *p, const T *g, T *buf, bool first, const KtOptimHyper *h) {
    const T decay = (T)h->weight_decay, mu = (T)h->momentum, damp = (T)(1 - h->dampening),
            lr = (T)h->lr;
    const T sign = h->maximize ? -1 : 1;
    const bool nesterov = h->nesterov;
    if (!buf) {
        KT_IVDEP
        for (int64_t i = 0; i < n; i++)
            p[i] = NAME(fused)(-lr, GRAD(p[i], i), p[i]);
        return;
    }
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        T d = GRAD(p[i], i), v = first ? d : NAME(fused)(damp, d, buf[i] * mu);
        buf[i] = v;
        p[i] = NAME(fused)(-lr, nesterov ? NAME(fused)(mu, v, d) : v, p[i]);
    }
}

/* What the steps of one span have in common; a flag is a constant where the loop is inlined, or it
 * would keep the vectoriser out. */
typedef struct NAME(Adam) {
    T sign, decay, shrink, b1, b2, n1, n2, size, root, eps;
} NAME(Adam);

static inline __attribute__((always_inline)) void
NAME(adam_span)(int64_t n, T *p, const T *g, T *m, T *v, T *vmax, NAME(Adam) k, bool decays) {
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        T x = p[i] * k.shrink, d = g[i] * k.sign;
        if (decays) d = NAME(fused)(k.decay, x, d);
        T mean = NAME(fused)(k.n1, d, m[i] * k.b1), s = NAME(fused)(k.n2 * d, d, v[i] * k.b2);
        m[i] = mean;
        v[i] = s;
        if (vmax) s = vmax[i] = s > vmax[i] || s != s ? s : vmax[i];
        p[i] = x - k.size * mean / (FN(sqrt)(s) / k.root + k.eps);
    }
}

static void NAME(adam)(int64_t n, T *p, const T *g, T *m, T *v, T *vmax, int64_t step,
                       const KtOptimHyper *h) {
    double c1 = 1 - pow(h->beta1, (double)step), c2 = 1 - pow(h->beta2, (double)step);
    const NAME(Adam) k = {.sign = h->maximize ? -1 : 1,
                          .decay = h->decoupled ? 0 : (T)h->weight_decay,
                          .shrink = h->decoupled ? (T)(1 - h->lr * h->weight_decay) : 1,
                          .b1 = (T)h->beta1,
                          .b2 = (T)h->beta2,
                          .n1 = (T)(1 - h->beta1),
                          .n2 = (T)(1 - h->beta2),
                          .size = (T)(h->lr / c1),
                          .root = (T)sqrt(c2),
                          .eps = (T)h->eps};
    if (vmax && k.decay != 0)
        NAME(adam_span)(n, p, g, m, v, vmax, k, true);
    else if (vmax)
        NAME(adam_span)(n, p, g, m, v, vmax, k, false);
    else if (k.decay != 0)
        NAME(adam_span)(n, p, g, m, v, NULL, k, true);
    else
        NAME(adam_span)(n, p, g, m, v, NULL, k, false);
}

/* The flags are constants where this is inlined: masked stores to where nothing is are slow. */
static inline __attribute__((always_inline)) void
NAME(rmsprop_span)(int64_t n, T *p, const T *g, T *sq, T *buf, T *avg, const KtOptimHyper *h) {
    const T sign = h->maximize ? -1 : 1, decay = (T)h->weight_decay, a = (T)h->alpha,
            na = (T)(1 - h->alpha), mu = (T)h->momentum, lr = (T)h->lr, eps = (T)h->eps;
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        T x = p[i], d = GRAD(x, i), s = sq[i] = NAME(fused)(na * d, d, sq[i] * a);
        if (avg) {
            avg[i] = NAME(fused)(na, d, avg[i] * a);
            s = NAME(fused)(-avg[i], avg[i], s);
        }
        T root = FN(sqrt)(s) + eps;
        if (buf) {
            buf[i] = buf[i] * mu + d / root;
            p[i] = NAME(fused)(-lr, buf[i], x);
        } else {
            p[i] = x - lr * d / root;
        }
    }
}

static void NAME(rmsprop)(int64_t n, T *p, const T *g, T *sq, T *buf, T *avg,
                          const KtOptimHyper *h) {
    if (buf && avg)
        NAME(rmsprop_span)(n, p, g, sq, buf, avg, h);
    else if (buf)
        NAME(rmsprop_span)(n, p, g, sq, buf, NULL, h);
    else if (avg)
        NAME(rmsprop_span)(n, p, g, sq, NULL, avg, h);
    else
        NAME(rmsprop_span)(n, p, g, sq, NULL, NULL, h);
}

static void NAME(adagrad)(int64_t n, T *p, const T *g, T *sum, T clr, const KtOptimHyper *h) {
    const T sign = h->maximize ? -1 : 1, decay = (T)h->weight_decay, eps = (T)h->eps;
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        T x = p[i], d = GRAD(x, i);
        sum[i] = NAME(fused)(d, d, sum[i]);
        p[i] = x - clr * d / (FN(sqrt)(sum[i]) + eps);
    }
}

static void NAME(adadelta)(int64_t n, T *p, const T *g, T *sq, T *acc, const KtOptimHyper *h) {
    const T sign = h->maximize ? -1 : 1, decay = (T)h->weight_decay, rho = (T)h->rho,
            nrho = (T)(1 - h->rho), lr = (T)h->lr, eps = (T)h->eps;
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        T x = p[i], d = GRAD(x, i);
        sq[i] = NAME(fused)(nrho * d, d, sq[i] * rho);
        d *= FN(sqrt)(acc[i] + eps) / FN(sqrt)(sq[i] + eps);
        acc[i] = NAME(fused)(nrho * d, d, acc[i] * rho);
        p[i] = NAME(fused)(-lr, d, x);
    }
}
#undef GRAD
