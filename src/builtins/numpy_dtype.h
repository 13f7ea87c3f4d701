/* What the files of numpy.dtype share: numpy_dtype.c (the objects, their attributes and methods),
 * numpy_dtype_spec.c (what users write for one) and numpy_cast.c (casts and promotion). */
#ifndef KI_NUMPY_DTYPE_H
#define KI_NUMPY_DTYPE_H

#include "numpy_core.h"

/* A fresh type of the class that its letter tells; the fields are to be set by the caller. */
KiNpDtype *np_new_dtype(KiState *ks, int num, char kind, char chr, char order,
                        int64_t size) KB_MUST_CHECK;
KiNpDtype *np_copy_dtype(KiState *ks, const KiNpDtype *d) KB_MUST_CHECK;
/* dtype.num */
int np_type_number(const KiNpDtype *d);
/* Whatever names a dtype, types with a shape among them: owned; NULL raised. */
KiNpDtype *np_to_any_dtype(KiState *ks, KiValue v) KB_MUST_CHECK;

/* The type of a number of the engine: owned. */
static inline KiNpDtype *np_number_dtype(KiState *ks, int num) {
    KiNpDtype *d = np_dtype_of_num(ks, num);
    ki_incref_obj(&d->h);
    return d;
}
/* The engine's type of the numbers that elements are, in either byte order; below 0: they are none.
 */
static inline int np_number_of(const KiNpDtype *d) {
    return np_is_described(d) ? d->carrier : d->num;
}
/* Is d a type of arrays of one shape? */
static inline bool np_is_subarray(const KiNpDtype *d) {
    return d->kind == 'V' && d->unit == NP_MARK_SUBARRAY;
}
/* Its base type and shape: a field of a field tuple. */
static inline KiValue np_subarray_part(const KiNpDtype *d, int i) {
    return ki_tuple_of(ki_tuple_of(d->fields)->items[0])->items[i];
}

bool np_init_cast(KiState *ks, KiModule *m) KB_MUST_CHECK;
#endif
