/* Roots of unity, each way with the errors of the library it stands for (pocketfft, Reinecke 2019):
 *
 * NumPy's: cos(pi a) - 1 and sin(pi a) from polynomials for about sqrt(n / 8) arguments; the others
 * of the first octant by the addition theorem, in which the small numbers are added first.
 * PyTorch's: products of two roots that the C library computed. */
#include "fft_roots.h"

#include <math.h>

/* cos(pi a) - 1 and sin(pi a), 0 <= a <= 1/4: minimax polynomials (Juffa), fused as there */
static void cosm1_sin(double a, double out[2]) {
    static const double cosine[] = {-1.0369917389758117e-4, 1.9294935641298806e-3,
                                    -2.5806887942825395e-2, 2.3533063028328211e-1,
                                    -1.3352627688538006e+0, 4.0587121264167623e+0,
                                    -4.9348022005446790e+0};
    static const double sine[] = {4.6151442520157035e-4, -7.3700183130883555e-3,
                                  8.2145868949323936e-2, -5.9926452893214921e-1,
                                  2.5501640398732688e+0, -5.1677127800499516e+0};
    double s = a * a, c = cosine[0], r = sine[0];
    for (int i = 1; i < 7; i++)
        c = fma(c, s, cosine[i]);
    out[0] = c * s;
    for (int i = 1; i < 6; i++)
        r = fma(r, s, sine[i]);
    r *= s * a;
    out[1] = fma(a, 3.1415926535897931e+0, r);
}

/* The first octant in steps of 1 / den: the table's rows are blocks of as many as there are in the
 * first one, which is kept as differences from 1 while the others are made from it. */
static bool octant_init(KtFftRoots *r) {
    r->den = r->n % 4 == 0 ? r->n : r->n % 2 == 0 ? 2 * r->n : 4 * r->n;
    int64_t count = (r->den + 4) >> 3, block = (int64_t)sqrt((double)count);
    r->bytes = (size_t)count * sizeof *r->low;
    r->low = kb_malloc(r->ctx->alloc, r->bytes);
    if (!r->low) return kt_fail_memory(r->ctx, r->bytes);
    r->low[0][0] = r->low[0][1] = 0;
    for (int64_t i = 1; i < block; i++)
        cosm1_sin(2.0 * (double)i / (double)r->den, r->low[i]);
    for (int64_t start = block; start < count; start += block) {
        double s[2];
        cosm1_sin(2.0 * (double)start / (double)r->den, s);
        r->low[start][0] = s[0] + 1;
        r->low[start][1] = s[1];
        for (int64_t i = 1; i < block && start + i < count; i++) {
            const double *x = r->low[i];
            r->low[start + i][0] = ((s[0] * x[0] - s[1] * x[1] + s[0]) + x[0]) + 1;
            r->low[start + i][1] = (s[0] * x[1] + s[1] * x[0]) + s[1] + x[1];
        }
    }
    for (int64_t i = 0; i < block; i++)
        r->low[i][0] += 1;
    return true;
}
/* By the symmetries that NumPy's tables are filled by: they say which zeros have a sign. */
static void octant_root(const KtFftRoots *r, int64_t k, double root[2]) {
    int64_t n = r->n, den = r->den, at = k * (den / n);
    bool opposite = n % 2 == 0 && 2 * at >= den;
    if (opposite) at -= den / 2;
    bool below = 2 * at > den;
    if (below) at = den - at;
    bool turned = n % 4 == 0 && 4 * at >= den;
    if (turned) at -= den / 4;
    bool left = 4 * at > den;
    if (left) at = den / 2 - at;
    bool steep = 8 * at > den;
    if (steep) at = den / 4 - at;
    bool middle = 8 * at == den && n % 4 == 0;
    double c = middle ? 0.70710678118654752440 : r->low[at][0];
    double s = middle ? 0.70710678118654752440 : r->low[at][1];
    double x = steep ? s : c, y = steep ? c : s;
    root[0] = turned ? -y : left ? -x : x;
    root[1] = turned ? x : below ? -y : y;
    if (opposite) {
        root[0] = -root[0];
        root[1] = -root[1];
    }
}

/* exp(2 pi i k / n) by the C library; angle: of an eighth of a step */
static void direct(int64_t k, int64_t n, double angle, double root[2]) {
    int64_t at = 8 * k;
    bool below = at >= 4 * n;
    if (below) at = 8 * n - at;
    bool left = at >= 2 * n;
    if (left) at -= 2 * n;
    bool steep = at >= n;
    double t = (double)(steep ? 2 * n - at : at) * angle;
    double x = steep ? sin(t) : cos(t), y = steep ? cos(t) : sin(t);
    root[0] = left ? -y : x;
    root[1] = left ? x : y;
    if (below) root[1] = -root[1];
}
static bool products_init(KtFftRoots *r) {
    int64_t count = (r->n + 2) / 2;
    double angle = (double)(0.25L * 3.141592653589793238462643383279502884197L / (double)r->n);
    r->bits = 1;
    while (((int64_t)1 << 2 * r->bits) < count)
        r->bits++;
    int64_t low = (int64_t)1 << r->bits, high = (count + low - 1) >> r->bits;
    r->bytes = (size_t)(low + high) * sizeof *r->low;
    r->low = kb_malloc(r->ctx->alloc, r->bytes);
    if (!r->low) return kt_fail_memory(r->ctx, r->bytes);
    r->high = r->low + low;
    for (int64_t i = 0; i < low; i++)
        direct(i, r->n, angle, r->low[i]);
    for (int64_t i = 0; i < high; i++)
        direct(i << r->bits, r->n, angle, r->high[i]);
    return true;
}
static void product_root(const KtFftRoots *r, int64_t k, double root[2]) {
    bool below = 2 * k > r->n;
    if (below) k = r->n - k;
    const double *a = r->low[k & ((1 << r->bits) - 1)], *b = r->high[k >> r->bits];
    root[0] = a[0] * b[0] - a[1] * b[1];
    root[1] = a[0] * b[1] + a[1] * b[0];
    if (below) root[1] = -root[1];
}

bool kt_fft_roots_init(KtCtx *ctx, KtFftRoots *r, int64_t n) {
    *r = (KtFftRoots){.ctx = ctx, .n = n, .numpy = ctx->numpy};
    return r->numpy ? octant_init(r) : products_init(r);
}
void kt_fft_roots_free(KtFftRoots *r) {
    kb_free(r->ctx->alloc, r->low, r->bytes);
}
void kt_fft_root(const KtFftRoots *r, int64_t k, double root[2]) {
    if (r->numpy)
        octant_root(r, k, root);
    else
        product_root(r, k, root);
}
