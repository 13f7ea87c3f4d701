/* All neural-network loops of one type, and their table: included by kernel_nn.c with T, INDEX (an
 * integer as wide as T), TABLE, NAME(x), FN(x) (libm's function for T) and VECTOR(x) (x_f32 or
 * x_f64 of kernel_vector.h) defined. Sums use vectors of one width everywhere. */
typedef T NAME(Vec) __attribute__((vector_size(32), aligned(sizeof(T)), may_alias));
typedef INDEX NAME(Mask) __attribute__((vector_size(32)));
#define VEC   NAME(Vec)
#define LANES ((int64_t)(32 / sizeof(T)))

static inline VEC NAME(load)(const T *p) {
    return *(const VEC *)p;
}
static inline VEC NAME(pick)(NAME(Mask) m, VEC a, VEC b) {
    return (VEC)((m & (NAME(Mask))a) | (~m & (NAME(Mask))b));
}
#include "kernel_conv.inc.h"
#include "kernel_loss.inc.h"
#include "kernel_norm.inc.h"
#include "kernel_optim.inc.h"
#include "kernel_pool.inc.h"
#include "kernel_resize.inc.h"
#include "kernel_sample.inc.h"
#include "kernel_softmax.inc.h"
#include "kernel_winograd.inc.h"

/* Rows of g, scaled by how often their index occurs if count is given, into the rows of out. */
/* y += a x, in fused steps */
static void NAME(axpy)(T a, const T *restrict x, T *restrict y, int64_t n) {
    for (int64_t i = 0; i < n; i++)
        y[i] = _Generic((T)0, float : __builtin_fmaf, default : __builtin_fma)(a, x[i], y[i]);
}
static void NAME(add_rows)(T *out, const T *g, const int64_t *ix, const int64_t *count, int64_t n,
                           int64_t cols, int64_t pad) {
    for (int64_t i = 0; i < n; i++, g += cols) {
        if (ix[i] == pad) continue;
        T *row = out + ix[i] * cols, k = count ? (T)(1 / (double)count[ix[i]]) : 1;
        KT_IVDEP
        for (int64_t j = 0; j < cols; j++)
            row[j] = NAME(fused)(g[j], k, row[j]);
    }
}

#define NN_LOOP(result, name, arguments) .name = NAME(name),
const TABLE NAME(kt_nn) = {
#include "nn_loops.def"
};
#undef NN_LOOP
#undef VEC
#undef LANES
