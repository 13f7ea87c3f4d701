/* What the files of NumPy's scalar types share: numpy_scalar.c (the classes, reading, conversion,
 * methods), numpy_scalar_new.c (calls of the classes), numpy_scalar_math.c (operators) and
 * numpy_scalar_text.c (str_ and bytes_). */
#ifndef KI_NUMPY_SCALAR_H
#define KI_NUMPY_SCALAR_H

#include "../object/heap.h"
#include "numpy_core.h"

/* An instance of a class whose instances hold their element themselves. */
static inline KiValue np_scalar_of_class(KiState *ks, KiType *cls, int dtype, const void *p) {
    KiNpScalar *s = (KiNpScalar *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    s->dtype = (uint8_t)dtype;
    size_t size = kt_dtype_size(dtype);
    if (KB_LIKELY(size == 8)) /* without a call */
        memcpy(s->data, p, 8);
    else if (size == 4)
        memcpy(s->data, p, 4);
    else
        memcpy(s->data, p, size);
    return ki_from_obj(s);
}
static inline KiValue np_bool(KiState *ks, bool b) {
    return ki_new_ref(ki_np(ks)->bools[b]);
}

/* Slots of the boxes around a Python number or text. */
void np_boxed_dealloc(KiState *ks, KiObj *o);
bool np_scalar_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames);
KiValue np_scalar_new(KiState *ks, KiType *cls, KiValue *args, int nargs,
                      KiValue kwnames) KB_MUST_CHECK;
extern const KiSlots np_text_scalar_slots;

/* Reads an operand of scalar arithmetic: 1 a number, in *s; 0 none (nothing is raised); -1 with
 * OverflowError, an int beyond 64 bits. */
int np_scalar_operand(KiState *ks, KiValue v, KtScalar *s);
/* Is v an instance of numpy.str_ or numpy.bytes_? */
bool np_is_text_scalar(KiState *ks, KiValue v);

/* The operators: KI_NOT_IMPLEMENTED where the other operand is to be asked. */
KiValue np_scalar_add(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_sub(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_mul(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_truediv(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_floordiv(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_mod(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_pow(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_lshift(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_rshift(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_and(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_or(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_xor(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_matmul(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_divmod(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
KiValue np_scalar_neg(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue np_scalar_pos(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue np_scalar_abs(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue np_scalar_invert(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue np_scalar_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) KB_MUST_CHECK;

#endif
