#ifndef KI_NUMPY_RANDOM_H
#define KI_NUMPY_RANDOM_H
/* numpy.random's native part: _Bits holds one bit generator, _Stream draws from a _Bits object with
 * RandomState's or Generator's distributions. stdlib/numpy/random.py derives the public classes
 * from the two. */
#include "../object/containers.h"
#include "../object/number.h"
#include "../tensor/random.h"
#include "numpy_core.h"

typedef struct KiNpBits {
    KiObj h;
    KtNpRng rng;
} KiNpBits;

typedef struct KiNpStream {
    KiObj h;
    KiValue bits; /* a _Bits object; KI_ABSENT or 0 before _attach */
    bool legacy;
} KiNpStream;

/* The generator behind a stream, set to its distributions. NULL: raised. */
KtNpRng *np_random_rng(KiState *ks, KiValue stream);

/* A size argument: None 0, a shape 1, -1 raised (NumPy's words). */
int np_random_size(KiState *ks, KiValue size, int *ndim, int64_t *sizes);
/* A new array of that shape; NULL: raised. */
KtTensor *np_random_array(KiState *ks, int dtype, int ndim, const int64_t *sizes);
/* v as doubles, int64s or uint64s in C order: a new reference; NULL: raised. Arrays must be of a
 * type that fits into dtype, unless they are forced. */
KtTensor *np_random_operand(KiState *ks, KiValue v, int dtype, bool force);
/* The shape that n operands come to together with `size`, if has_size. False: raised. */
bool np_random_broadcast(KiState *ks, int n, KtTensor *const *ts, bool has_size, int size_ndim,
                         const int64_t *size, int *ndim, int64_t *sizes) KB_MUST_CHECK;
/* Expands *t (consumed) to that shape, in C order. */
bool np_random_expand(KiState *ks, KtTensor **t, int ndim, const int64_t *sizes) KB_MUST_CHECK;

/* Method tables of _Stream. */
extern const KiDef np_random_draw_methods[];   /* numpy_random_draw.c */
extern const KiDef np_random_legacy_methods[]; /* the same; only RandomState has them */
extern const KiDef np_random_order_methods[];  /* numpy_random_order.c */
#endif
