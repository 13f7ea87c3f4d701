#ifndef KI_NUMPY_ARRAY_H
#define KI_NUMPY_ARRAY_H
/* What the files of ndarray's slots share. Operators and comparisons are in numpy_operators.c,
 * x[key] in numpy_subscript.c, x[key] = value in numpy_assign.c; numpy_array.c has the rest of the
 * type and the table of its slots. */
#include "numpy_core.h"

/* --- operators --- */

/* The operators that also work in place: X(their name here, their slot). */
#define NP_BINARY_OPERATORS(X)                                                                     \
    X(add, KI_ADD)                                                                                 \
    X(sub, KI_SUB)                                                                                 \
    X(mul, KI_MUL)                                                                                 \
    X(truediv, KI_TRUEDIV)                                                                         \
    X(floordiv, KI_FLOORDIV)                                                                       \
    X(mod, KI_MOD)                                                                                 \
    X(pow, KI_POW)                                                                                 \
    X(lshift, KI_LSHIFT)                                                                           \
    X(rshift, KI_RSHIFT)                                                                           \
    X(and, KI_AND)                                                                                 \
    X(or, KI_OR)                                                                                   \
    X(xor, KI_XOR)                                                                                 \
    X(matmul, KI_MATMUL)
#define NP_DECLARE(name, slot)                                                                     \
    KiValue np_b_##name(KiState *ks, KiValue x, KiValue y) KB_MUST_CHECK; /* x + y */              \
    KiValue np_i_##name(KiState *ks, KiValue x, KiValue y) KB_MUST_CHECK; /* x += y */
NP_BINARY_OPERATORS(NP_DECLARE)
#undef NP_DECLARE
KiValue np_b_divmod(KiState *ks, KiValue x, KiValue y) KB_MUST_CHECK;
KiValue np_compare(KiState *ks, KiValue x, KiValue y, KiCompareOp op) KB_MUST_CHECK;
KiValue np_u_neg(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue np_u_abs(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue np_u_invert(KiState *ks, KiValue v) KB_MUST_CHECK;

/* --- keys --- */

/* The address that ints, one for each dimension, stand for; NULL: not such a key (or out of bounds:
 * the general way words that). */
static inline char *np_full_index(const KtTensor *t, const KiValue *k, int64_t n) {
    if (n != t->ndim || n == 0) return NULL;
    char *p = t->data;
    for (int i = 0; i < t->ndim; i++) {
        if (!ki_is_int(k[i])) return NULL;
        int64_t at = ki_int_val(k[i]), size = t->sizes[i];
        if (at < 0) at += size;
        if (at < 0 || at >= size) return NULL;
        p += at * t->strides[i] * t->itemsize;
    }
    return p;
}
/* The items of a key: its own if it is a tuple. */
static inline const KiValue *np_key_items(const KiValue *key, int64_t *n) {
    if (!ki_is_tuple(*key)) {
        *n = 1;
        return key;
    }
    *n = ki_tuple_of(*key)->len;
    return ki_tuple_of(*key)->items;
}
/* The element at p of the array v as a scalar. */
static inline KiValue np_element(KiState *ks, KiValue v, const char *p) {
    if (KB_UNLIKELY(np_array_of(v)->descr != NULL)) return np_object_value(ks, np_array_of(v), p);
    return np_scalar(ks, ki_tensor_of(v)->dtype, p);
}
/* Row i of an array with more than one dimension. */
KiValue np_row(KiState *ks, KiValue v, int64_t i) KB_MUST_CHECK;
/* The view that the common keys name, without a list of index items: ints, slices, None and an
 * ellipsis (*dots: there is one). NULL: not such a key, or one to complain about. */
KtTensor *np_basic_view(KiState *ks, KtTensor *t, const KiValue *k, int64_t n,
                        bool *dots) KB_MUST_CHECK;
/* Are all parts of a key slices, None, an ellipsis and integers, which no array may be? */
bool np_is_basic_key(KiValue key);
bool np_has_ellipsis(const KiIndex *ix);
KiValue np_getitem(KiState *ks, KiValue v, KiValue key) KB_MUST_CHECK;
KiValue np_getitem_parts(KiState *ks, KiValue v, const KiValue *items, int64_t n) KB_MUST_CHECK;
bool np_setitem(KiState *ks, KiValue v, KiValue key, KiValue value) KB_MUST_CHECK;
#endif
