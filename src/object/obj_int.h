#ifndef KI_OBJ_INT_H
#define KI_OBJ_INT_H
/* int beyond the immediate range: sign and magnitude limbs. Normalised: any value in
 * [-2^48, 2^48) is immediate, never a KiInt; the top limb is not 0. */
#include "type.h"

typedef struct KiInt {
    KiObj h;
    int32_t size; /* number of limbs, negative for a negative int */
    uint64_t limb[];
} KiInt;

static inline bool ki_is_bigint(KiValue v) {
    return ki_is_kind(v, KI_K_INT);
}
static inline bool ki_is_exact_int(KiValue v) {
    return ki_is_int(v) || ki_is_bigint(v);
}
/* int, bool or a subclass of int */
static inline bool ki_is_integer(KiValue v) {
    return ki_is_int(v) || ki_is_bool(v) || ki_has_layout(v, KI_K_INT);
}
KiValue ki_int_from_i64(KiState *ks, int64_t n);
KiValue ki_int_from_u64(KiState *ks, uint64_t n);
KiValue ki_int_from_double(KiState *ks, double d); /* truncates; inf and nan raise as int(d) does */
/* v an integer (ki_is_integer). False with OverflowError if it does not fit. */
bool ki_int_to_i64(KiState *ks, KiValue v, int64_t *out);
bool ki_int_to_u64(KiState *ks, KiValue v, uint64_t *out);
/* Like ki_int_to_i64 without an error: false if it does not fit. */
bool ki_int_try_i64(KiValue v, int64_t *out);
bool ki_int_to_double(KiState *ks, KiValue v, double *out); /* OverflowError when too large */
int ki_int_sign(KiValue v);
/* Text of digits in the base with optional underscores, sign and (base 0) prefix; ValueError as
 * int(). */
KiValue ki_int_from_text(KiState *ks, const char *s, size_t n, int base);
KiStr *ki_int_to_str(KiState *ks, KiValue v, int base);
/* a op b for two integers of any size; the slow path behind the VM's immediate arithmetic. */
KiValue ki_int_binary(KiState *ks, KiValue a, KiValue b, KiBinaryOp op);
int ki_int_compare(KiValue a, KiValue b); /* -1, 0, 1 */
/* The same of exact ints. An immediate is nearer to zero than any other int. */
static inline int ki_int_order(KiValue a, KiValue b) {
    const KiInt *x = (const KiInt *)ki_obj(a), *y = (const KiInt *)ki_obj(b);
    int32_t m = ki_is_int(a) ? 0 : x->size, n = ki_is_int(b) ? 0 : y->size;
    if (m != n) return m < n ? -1 : 1;
    if (m == 0) return (a > b) - (a < b);
    int32_t i = m < 0 ? -m : m;
    while (--i >= 0)
        if (x->limb[i] != y->limb[i]) return (x->limb[i] < y->limb[i]) != (m < 0) ? -1 : 1;
    return 0;
}
/* Any object with __index__ to an int value / to an int64 (clamped for slices by the caller). */
KiValue ki_index(KiState *ks, KiValue v);
bool ki_index_i64(KiState *ks, KiValue v, int64_t *out);
/* Any number to double (float(), __float__, __index__): TypeError "must be real number, not X". */
bool ki_to_double(KiState *ks, KiValue v, double *out);
#endif
