#ifndef KT_PROMOTE_H
#define KT_PROMOTE_H
/* Result types. PyTorch: dtypes meet in three categories (bool, integer, floating, complex) and
 * dimensioned tensors outrank 0-dim tensors, which outrank Python numbers, unless the category
 * rises. NumPy 1.x: a symmetric table, but a scalar or 0-d operand counts by its value when it is
 * of no higher kind than the arrays. */
#include "dtype.h"

/* torch.promote_types / np.promote_types of two dtypes. */
KtDtype kt_promote_torch(int a, int b);
KtDtype kt_promote_numpy(int a, int b);
/* torch.can_cast(from, to). */
bool kt_can_cast_torch(int from, int to);
typedef enum KtCasting { KT_CAST_NO, KT_CAST_SAFE, KT_CAST_SAME_KIND, KT_CAST_UNSAFE } KtCasting;
bool kt_can_cast_numpy(int from, int to, KtCasting rule);

/* Incremental result type of several operands: init, add each, finish. -1: none seen. */
typedef struct KtResultType {
    bool numpy, small_unsigned, overflow;
    bool met_small;            /* numpy: is `met` the type of values that the signed type holds? */
    int8_t dim, zero, wrapped; /* torch: highest dtype among arrays / 0-dim / Python numbers */
    int8_t array;              /* numpy: promotion of the arrays' dtypes */
    int8_t value;              /* numpy: promotion of the scalars' minimal dtypes */
    int8_t own;                /* numpy: promotion of the scalars' own dtypes */
    int8_t typed;              /* numpy: promotion of all dtypes, whatever the values */
    int8_t met; /* numpy: arrays' dtypes and scalars' minimal ones, one after the other */
    int8_t array_kind, scalar_kind;
    int8_t n_own, all[8]; /* numpy: the own dtypes of the first operands in order */
} KtResultType;

void kt_result_type_init(KtResultType *r, bool numpy);
struct KtTensor;
void kt_result_type_tensor(KtResultType *r, const struct KtTensor *t);
/* default_float: what a Python float means when it alone decides (torch). */
void kt_result_type_scalar(KtResultType *r, const KtScalar *s, int default_float);
KtDtype kt_result_type_finish(const KtResultType *r);
/* torch: is it complex32, which Kukri does not have? (finish says complex64.) */
bool kt_result_type_complex_half(const KtResultType *r);
/* numpy: the dtype of the first loop that takes all operands, where a ufunc looks for one instead
 * of the result type: int16 comes before uint16 for uint8 array and 300. */
KtDtype kt_result_type_first_loop(const KtResultType *r, KtDtype found);

/* The smallest numpy dtype that holds the value (np.min_scalar_type). */
KtDtype kt_min_scalar_type(const KtScalar *s);
/* The dtype a bare Python number gets: torch bool/int64/default/complex-of-default, numpy
 * bool/int64/float64/complex128. */
KtDtype kt_scalar_default_dtype(const KtScalar *s, bool numpy, int default_float);
#endif
