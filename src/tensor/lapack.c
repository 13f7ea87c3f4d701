/* The four tables of LAPACK routines; the bodies are in kernel_lapack.inc.h. */
#include "lapack.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#include "blas_lazy.h"

static void *get(KtCtx *ctx, size_t n) {
    void *p = kb_malloc(ctx->alloc, n ? n : 1);
    if (!p) kt_fail_memory(ctx, n);
    return p;
}
static void put(KtCtx *ctx, void *p, size_t n) {
    if (p) kb_free(ctx->alloc, p, n ? n : 1);
}

#define T       float
#define R       float
#define CPLX    0
#define F(x)    s##x##_
#define ORG(x)  sor##x##_
#define SY(x)   ssy##x##_
#define NAME(x) x##_f32
#include "kernel_lapack.inc.h"
#undef T
#undef R
#undef F
#undef ORG
#undef SY
#undef NAME
#define T       double
#define R       double
#define F(x)    d##x##_
#define ORG(x)  dor##x##_
#define SY(x)   dsy##x##_
#define NAME(x) x##_f64
#include "kernel_lapack.inc.h"
#undef T
#undef R
#undef CPLX
#undef F
#undef ORG
#undef SY
#undef NAME
#define T       float _Complex
#define R       float
#define CPLX    1
#define F(x)    c##x##_
#define ORG(x)  cun##x##_
#define SY(x)   che##x##_
#define NAME(x) x##_c64
#include "kernel_lapack.inc.h"
#undef T
#undef R
#undef F
#undef ORG
#undef SY
#undef NAME
#define T       double _Complex
#define R       double
#define F(x)    z##x##_
#define ORG(x)  zun##x##_
#define SY(x)   zhe##x##_
#define NAME(x) x##_c128
#include "kernel_lapack.inc.h"

const KtLapack *kt_lapack(int dtype) {
    const char *why;
    if (!kt_blas_load(&why)) return NULL;
    return dtype == KT_F32    ? &table_f32
           : dtype == KT_F64  ? &table_f64
           : dtype == KT_C64  ? &table_c64
           : dtype == KT_C128 ? &table_c128
                              : NULL;
}
