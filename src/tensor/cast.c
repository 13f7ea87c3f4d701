/* Copying and converting elements; filling. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "ew.h"
#include "half.h"
#include "iter.h"
#include "memory.h"
#include "shape.h"
#include "threads.h"
#include "torch_warning.h"

typedef struct Span {
    char *to;
    const char *from;
} Span;

static void copy_span(void *arg, int64_t begin, int64_t end) {
    const Span *s = arg;
    memcpy(s->to + begin, s->from + begin, (size_t)(end - begin));
}

/* Transposed copies: `to` has rows of cols items, `from` columns of rows items, both dense inside.
 */
typedef struct Transposed {
    char *to;
    const char *from;
    int64_t to_row, from_col;
} Transposed;

typedef uint32_t Quad __attribute__((vector_size(16), aligned(1), may_alias));
typedef uint64_t Pair __attribute__((vector_size(16), aligned(1), may_alias));
#define MIX __builtin_shufflevector

static inline void turn_uint32_t(char *to, int64_t to_row, const char *from, int64_t from_col) {
    Quad a = *(const Quad *)from, b = *(const Quad *)(from + from_col);
    Quad c = *(const Quad *)(from + 2 * from_col), d = *(const Quad *)(from + 3 * from_col);
    Quad ab = MIX(a, b, 0, 4, 1, 5), cd = MIX(c, d, 0, 4, 1, 5);
    *(Quad *)to = MIX(ab, cd, 0, 1, 4, 5);
    *(Quad *)(to + to_row) = MIX(ab, cd, 2, 3, 6, 7);
    ab = MIX(a, b, 2, 6, 3, 7), cd = MIX(c, d, 2, 6, 3, 7);
    *(Quad *)(to + 2 * to_row) = MIX(ab, cd, 0, 1, 4, 5);
    *(Quad *)(to + 3 * to_row) = MIX(ab, cd, 2, 3, 6, 7);
}
static inline void turn_uint64_t(char *to, int64_t to_row, const char *from, int64_t from_col) {
    Pair a = *(const Pair *)from, b = *(const Pair *)(from + from_col);
    *(Pair *)to = MIX(a, b, 0, 2);
    *(Pair *)(to + to_row) = MIX(a, b, 1, 3);
}

/* In square tiles, so that whole cache lines of both sides are used; inside them squares of SIDE
 * items are turned in registers. */
#define TILE 32
#define TRANSPOSE(T, SIDE)                                                                         \
    static void transpose_##T(const Transposed *t, int64_t i0, int64_t i1, int64_t j0,             \
                              int64_t j1) {                                                        \
        const int64_t size = sizeof(T), to_row = t->to_row, from_col = t->from_col;                \
        int64_t i = i0;                                                                            \
        for (; i + SIDE <= i1; i += SIDE) {                                                        \
            char *to = t->to + i * to_row;                                                         \
            const char *from = t->from + i * size;                                                 \
            int64_t j = j0;                                                                        \
            for (; j + SIDE <= j1; j += SIDE)                                                      \
                turn_##T(to + j * size, to_row, from + j * from_col, from_col);                    \
            for (; j < j1; j++)                                                                    \
                for (int64_t k = 0; k < SIDE; k++)                                                 \
                    *(T *)(to + k * to_row + j * size) =                                           \
                        *(const T *)(from + k * size + j * from_col);                              \
        }                                                                                          \
        for (; i < i1; i++)                                                                        \
            for (int64_t j = j0; j < j1; j++)                                                      \
                *(T *)(t->to + i * to_row + j * size) =                                            \
                    *(const T *)(t->from + i * size + j * from_col);                               \
    }
TRANSPOSE(uint32_t, 4)
TRANSPOSE(uint64_t, 2)

static void transpose(const Transposed *t, int64_t rows, int64_t cols, size_t itemsize) {
    for (int64_t i = 0; i < rows; i += TILE)
        for (int64_t j = 0; j < cols; j += TILE) {
            int64_t i1 = i + TILE < rows ? i + TILE : rows, j1 = j + TILE < cols ? j + TILE : cols;
            if (itemsize == 4)
                transpose_uint32_t(t, i, i1, j, j1);
            else
                transpose_uint64_t(t, i, i1, j, j1);
        }
}

/* One matrix, or as many as the dimensions count in which neither side is dense. */
static bool try_transpose(KtIter *it, size_t itemsize) {
    int64_t size = (int64_t)itemsize;
    int r = 0, c = it->ndim - 1;
    if (c < 1 || it->numel < 4096 || (size != 4 && size != 8) || it->strides[0][c] != size)
        return false;
    while (r < c && it->strides[1][r] != size)
        r++;
    int64_t rows = it->sizes[r], cols = it->sizes[c], index[KT_MAX_DIMS] = {0};
    if (r == c || rows < 4 || cols < 4) return false;
    Transposed t = {it->data[0], it->data[1], it->strides[0][r], it->strides[1][c]};
    for (;;) {
        transpose(&t, rows, cols, itemsize);
        int d = c;
        for (; d >= 0; d--) {
            if (d == r || d == c) continue;
            t.to += it->strides[0][d];
            t.from += it->strides[1][d];
            if (++index[d] < it->sizes[d]) break;
            t.to -= index[d] * it->strides[0][d];
            t.from -= index[d] * it->strides[1][d];
            index[d] = 0;
        }
        if (d < 0) return true;
    }
}

typedef struct Pattern {
    char *to;
    const char *element;
    uint64_t a, b;
    size_t itemsize;
} Pattern;

typedef uint16_t Item2 KT_ANYWHERE;
typedef uint32_t Item4 KT_ANYWHERE;
typedef uint64_t Item8 KT_ANYWHERE;
KB_VECTORISE static void fill_span(void *arg, int64_t begin, int64_t end) {
    const Pattern *f = arg;
    switch (f->itemsize) {
    case 1:
        memset(f->to + begin, (int)f->a, (size_t)(end - begin));
        break;
    case 2:
        for (int64_t i = begin; i < end; i++)
            ((Item2 *)(void *)f->to)[i] = (uint16_t)f->a;
        break;
    case 4:
        for (int64_t i = begin; i < end; i++)
            ((Item4 *)(void *)f->to)[i] = (uint32_t)f->a;
        break;
    case 8:
        for (int64_t i = begin; i < end; i++)
            ((Item8 *)(void *)f->to)[i] = f->a;
        break;
    case 16:
        for (int64_t i = begin; i < end; i++) {
            ((Item8 *)(void *)f->to)[2 * i] = f->a;
            ((Item8 *)(void *)f->to)[2 * i + 1] = f->b;
        }
        break;
    default:
        for (int64_t i = begin; i < end; i++)
            memcpy(f->to + (size_t)i * f->itemsize, f->element, f->itemsize);
    }
}

static const char *c_name(int dtype) {
    switch (dtype) {
    case KT_BOOL:
        return "bool";
    case KT_U8:
        return "uint8_t";
    case KT_I8:
        return "int8_t";
    case KT_I16:
        return "int16_t";
    case KT_I32:
        return "int";
    case KT_I64:
        return "int64_t";
    case KT_F16:
        return "at::Half";
    case KT_BF16:
        return "at::BFloat16";
    case KT_F32:
        return "float";
    case KT_F64:
        return "double";
    case KT_C64:
        return "c10::complex<float>";
    default:
        return "c10::complex<double>";
    }
}

const char *kt_cpp_type_name(int dtype) {
    switch (dtype) {
    case KT_BOOL:
        return "bool";
    case KT_U8:
        return "unsigned char";
    case KT_I8:
        return "signed char";
    case KT_I16:
        return "short int";
    case KT_I32:
        return "int";
    case KT_I64:
        return "long int";
    case KT_F16:
        return "c10::Half";
    case KT_BF16:
        return "c10::BFloat16";
    case KT_F32:
        return "float";
    case KT_F64:
        return "double";
    case KT_C64:
        return "c10::complex<float>";
    default:
        return "c10::complex<double>";
    }
}

/* Is the real number v out of the range of dtype? Infinities and nan belong to every float type. */
static bool real_overflows(int dtype, double v) {
    if (kt_is_int_dtype(dtype)) {
        if (isnan(v)) return true;
        int bits = 8 * (int)kt_dtype_size(dtype);
        if (dtype == KT_U8) return v > 255 || v < 0; /* only whole negative ones wrap */
        return v > ldexp(1, bits - 1) - (bits < 54) || v < -ldexp(1, bits - 1);
    }
    if (isinf(v) || isnan(v)) return false;
    double most = dtype == KT_F16                      ? 65504
                  : dtype == KT_BF16                   ? 3.3895313892515355e38
                  : dtype == KT_F32 || dtype == KT_C64 ? FLT_MAX
                                                       : DBL_MAX;
    return fabs(v) > most;
}

bool kt_check_number(KtCtx *ctx, int dtype, const KtScalar *s) {
    if (ctx->numpy || dtype == KT_BOOL || s->kind == KT_S_BOOL) return true;
    bool bad;
    if (s->kind == KT_S_COMPLEX)
        bad = (!kt_is_complex_dtype(dtype) && s->c.im != 0) || real_overflows(dtype, s->c.re) ||
              (kt_is_complex_dtype(dtype) && real_overflows(dtype, s->c.im));
    else if (s->kind == KT_S_FLOAT)
        bad = real_overflows(dtype, s->f);
    else
        bad = dtype == KT_F16
                  ? real_overflows(dtype, kt_scalar_as_double(s))
                  : !kt_scalar_fits(dtype, s) &&
                        !(dtype == KT_U8 && s->kind == KT_S_INT && s->i < 0 && s->i >= -255);
    return !bad || kt_fail(ctx, KT_RUNTIME_ERROR,
                           "value cannot be converted to type %s without overflow", c_name(dtype));
}

/* Every element of the contiguous dst is the one at `element`. */
static void fill_with(KtCtx *ctx, KtTensor *dst, const char *element) {
    Pattern f = {dst->data, element, 0, 0, dst->itemsize};
    memcpy(&f.a, element, dst->itemsize < 8 ? dst->itemsize : 8);
    if (dst->itemsize > 8) memcpy(&f.b, element + 8, 8);
    if (dst->numel < KT_GRAIN)
        fill_span(&f, 0, dst->numel);
    else
        kt_parallel_for(ctx, dst->numel, 1 << 18, fill_span, &f);
}

static bool repeats_one(const KtTensor *t) {
    for (int d = 0; d < t->ndim; d++)
        if (t->sizes[d] != 1 && t->strides[d] != 0) return false;
    return true;
}

/* NumPy rounds a double to half precision at once, where PyTorch, and the kernel, go by way of a
 * float. Of a complex number the stride leaves the real part. */
static void f64_to_f16(int64_t n, char *const *p, const int64_t *s, const void *param) {
    (void)param;
    typedef KtF16 Out KT_ANYWHERE;
    for (int64_t i = 0; i < n; i++) {
        double d = *(const KtAtF64 *)(const void *)(p[1] + i * s[1]);
        KtF16 h = kt_double_to_f16(d);
        if (isless(fabs(d), 0x1p-14) &&
            (double)kt_f16_to_float(h) != d) { /* raises the underflow */
            volatile float small = FLT_MIN;
            small *= small;
        }
        *(Out *)(void *)(p[0] + i * s[0]) = h;
    }
}

static bool copy_plain(KtCtx *ctx, KtTensor *dst, const KtTensor *src) {
    if (dst->dtype == src->dtype && kt_is_contiguous(dst) && kt_is_contiguous(src) &&
        dst->numel == src->numel) {
        Span s = {dst->data, src->data};
        int64_t n = (int64_t)kt_nbytes(dst);
        if (n < 1 << 16)
            memcpy(s.to, s.from, (size_t)n);
        else
            kt_parallel_for(ctx, n, 1 << 20, copy_span, &s);
        return true;
    }
    if (dst->dtype == src->dtype && repeats_one(src) && kt_is_contiguous(dst)) {
        fill_with(ctx, dst, src->data);
        return true;
    }
    KtIter it;
    kt_iter_init(&it, dst->ndim, dst->sizes);
    kt_iter_add(&it, dst);
    kt_iter_add(&it, src);
    kt_iter_plan(&it);
    if (dst->dtype == src->dtype && try_transpose(&it, dst->itemsize)) return true;
    int from = src->dtype; /* torch: the truth of a complex number is that of its real part */
    if (!ctx->numpy && dst->dtype == KT_BOOL && kt_is_complex_dtype(from))
        from = kt_real_dtype(from);
    bool once = ctx->numpy && (from == KT_F64 || from == KT_C128) && dst->dtype == KT_F16;
    kt_iter_run(ctx, &it, once ? f64_to_f16 : kt_cast_loop(ctx->kernels, from, dst->dtype), NULL);
    return true;
}

static bool check_copy_shapes(KtCtx *ctx, KtTensor *dst, const KtTensor *src) {
    bool fits = true;
    int lead = dst->ndim - src->ndim;
    for (int i = 0; i < src->ndim && fits; i++) {
        int64_t want = lead + i >= 0 ? dst->sizes[lead + i] : 1;
        fits = src->sizes[i] == want || src->sizes[i] == 1;
    }
    if (fits && (lead >= 0 || ctx->numpy)) return true;
    char a[300], b[300];
    if (ctx->numpy) {
        kt_shape_str_np(a, sizeof a, src->ndim, src->sizes);
        kt_shape_str_np(b, sizeof b, dst->ndim, dst->sizes);
        return kt_fail(ctx, KT_VALUE_ERROR,
                       "could not broadcast input array from shape %s into shape %s", a, b);
    }
    KtTensor *expanded = kt_expand(ctx, (KtTensor *)src, dst->ndim, dst->sizes);
    if (!expanded) return false;
    kt_decref(ctx, expanded);
    return true;
}

/* Where only one side is read conjugated or negated, dst's memory is so after a plain copy. Sparse
 * tensors are not copied element by element. */
static bool copy_unusual(KtCtx *ctx, KtTensor *dst, const KtTensor *src) {
    if ((dst->flags | src->flags) & KT_T_SPARSE)
        return kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR, "copy_ of sparse tensors");
    int differ = (dst->flags ^ src->flags) & KT_T_LAZY;
    uint32_t version = dst->storage->version; /* one write, counted by the caller */
    KtTensor *d = kt_lazy_view(ctx, dst, dst->flags & KT_T_LAZY),
             *s = d ? kt_lazy_view(ctx, src, src->flags & KT_T_LAZY) : NULL;
    bool ok = s && kt_copy(ctx, d, s);
    if (ok && differ & KT_T_CONJ && kt_is_complex_dtype(d->dtype)) {
        KtTensor *r = kt_unary(ctx, KT_OP_CONJ, d, KT_NO_DTYPE, d);
        ok = r != NULL;
        kt_xdecref(ctx, r);
    }
    if (ok && differ & KT_T_NEG) {
        KtTensor *r = kt_unary(ctx, KT_OP_NEG, d, KT_NO_DTYPE, d);
        ok = r != NULL;
        kt_xdecref(ctx, r);
    }
    dst->storage->version = version;
    kt_xdecref(ctx, d);
    kt_xdecref(ctx, s);
    return ok;
}

bool kt_copy(KtCtx *ctx, KtTensor *dst, const KtTensor *src) {
    if (dst == src) return true;
    if (!kt_same_shape(dst, src) && !check_copy_shapes(ctx, dst, src)) return false;
    if (KB_UNLIKELY((dst->flags | src->flags) & KT_T_UNUSUAL)) return copy_unusual(ctx, dst, src);
    KtTensor *trimmed = NULL, *copied = NULL;
    if (src->ndim > dst->ndim) { /* numpy: leading dimensions of size 1 fall away */
        int drop = src->ndim - dst->ndim;
        trimmed = kt_view_raw(ctx, src, src->dtype, src->data, dst->ndim, src->sizes + drop,
                              src->strides + drop);
        if (!trimmed) return false;
        src = trimmed;
    }
    bool ok = true;
    if (kt_same_memory(dst, src) && kt_may_overlap(dst, src) &&
        !(dst->dtype == src->dtype && kt_same_elements(dst, src))) {
        copied = kt_copy_c(ctx, src);
        ok = copied != NULL;
        src = copied;
    }
    if (ok && dst->numel) ok = copy_plain(ctx, dst, src);
    if (KB_UNLIKELY(kt_is_complex_dtype(src->dtype) && !kt_is_complex_dtype(dst->dtype)) &&
        !ctx->numpy && dst->numel)
        ok = ok && kt_torch_warn(ctx, KT_WARN_LOST_PARTS);
    kt_xdecref(ctx, trimmed);
    kt_xdecref(ctx, copied);
    return ok;
}

bool kt_fill(KtCtx *ctx, KtTensor *dst, const KtScalar *value) {
    if (!kt_check_number(ctx, dst->dtype, value)) return false;
    _Alignas(16) char element[KT_ITEM_MAX] = {0};
    KtScalar real = kt_scalar_float(value->c.re);
    bool truth = !ctx->numpy && dst->dtype == KT_BOOL && value->kind == KT_S_COMPLEX;
    kt_store_number(ctx->numpy, dst->dtype, element, truth ? &real : value);
    if (dst->numel == 0) return true;
    if (KB_UNLIKELY(dst->flags & KT_T_UNUSUAL)) {
        if (dst->flags & KT_T_SPARSE)
            return kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR, "fill_ of sparse tensors");
        KtTensor *one = kt_empty(ctx, dst->dtype, 0, NULL);
        if (one) memcpy(one->data, element, dst->itemsize);
        bool ok = one && kt_copy(ctx, dst, one);
        kt_xdecref(ctx, one);
        return ok;
    }
    if (kt_is_contiguous(dst)) {
        fill_with(ctx, dst, element);
        return true;
    }
    KtIter it;
    kt_iter_init(&it, dst->ndim, dst->sizes);
    kt_iter_add(&it, dst);
    kt_iter_add_value(&it, element);
    kt_iter_plan(&it);
    kt_iter_run(ctx, &it, kt_cast_loop(ctx->kernels, dst->dtype, dst->dtype), NULL);
    return true;
}
