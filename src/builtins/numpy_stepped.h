#ifndef KI_NUMPY_STEPPED_H
#define KI_NUMPY_STEPPED_H
/* Arrays whose steps in bytes are no multiples of an element's size; numpy_stepped.c tells how they
 * are kept. np_is_stepped is in numpy_core.h. */
#include "numpy_array.h"

/* The engine's type that holds elements of a number's or a time's dtype. */
int np_engine_dtype(const KiNpDtype *d);
/* Do elements of so many bytes in a stepped tensor not follow each other? */
bool np_steps_have_gaps(const KtTensor *t, int64_t item, bool fortran);
/* t (consumed), the first bytes of elements of d; an ordinary array where the steps allow one. */
KiValue np_stepped_wrap(KiState *ks, KtTensor *t, KiNpDtype *d, KiValue base) KB_MUST_CHECK;
/* Elements of d that lie so in a memory, of which data is the first byte. */
KiValue np_stepped_view(KiState *ks, const KtTensor *memory, char *data, KiNpDtype *d, int n,
                        const int64_t *sizes, const int64_t *steps, KiValue base) KB_MUST_CHECK;
/* The steps of bytes of any array of numbers or times. */
void np_byte_steps(KiValue x, int64_t *steps);
/* The memory of an array of numbers or times as elements of another such type. */
KiValue np_stepped_cast(KiState *ks, KiValue x, KiNpDtype *to) KB_MUST_CHECK;
/* A copy of the stepped array x as an ordinary one; as numbers in this machine's order. */
KiValue np_stepped_dense(KiState *ks, KiValue x) KB_MUST_CHECK;
KtTensor *np_stepped_numbers(KtCtx *ctx, const KtTensor *t, const KiNpDtype *d) KB_MUST_CHECK;
/* Elements of the tensor of a stepped array, or x[key], = value. */
bool np_stepped_assign(KiState *ks, KiNpDtype *d, KtTensor *to, KiValue value) KB_MUST_CHECK;
bool np_stepped_setitem(KiState *ks, KiValue x, KiValue key, KiValue value) KB_MUST_CHECK;

/* --- calls --- */
bool np_any_stepped(const KiValue *args, int n);
/* What copies of stepped arrays are for: a loop over elements; any call, which may ask how arrays
 * lie; writing to single elements, where only what was changed is written back. */
typedef enum { NP_STEPPED_LOOP, NP_STEPPED_CALL, NP_STEPPED_PICKS } NpSteppedUse;
/* run(ks, what, args) with copies in place of stepped arrays, also of those in lists. */
typedef KiValue (*NpSteppedRun)(KiState *ks, void *what, KiValue *args);
KiValue np_stepped_run(KiState *ks, NpSteppedRun run, void *what, const KiValue *args, int n,
                       NpSteppedUse use) KB_MUST_CHECK;
KiValue np_stepped1(KiState *ks, KiValue (*fn)(KiState *ks, KiValue x), KiValue x) KB_MUST_CHECK;
KiValue np_stepped2(KiState *ks, KiValue (*fn)(KiState *ks, KiValue x, KiValue y), KiValue x,
                    KiValue y) KB_MUST_CHECK;
/* The call of a native function by such copies; KI_ABSENT: it needs none. */
KiValue np_stepped_answer(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                          KiValue kwnames) KB_MUST_CHECK;
/* Before the first stepped array: the native functions of numpy are called so from now on. */
bool np_stepped_begin(KiState *ks) KB_MUST_CHECK;
/* The same of those that were just added to a module. */
void np_stepped_new_functions(KiState *ks, KiModule *m);
/* In place of a KiInstead of numpy_override.c, one that also does that; itself if it is no such. */
const KiInstead *np_override_stepped(const KiInstead *instead);
#endif
