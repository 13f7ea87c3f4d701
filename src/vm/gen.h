#ifndef KI_GEN_H
#define KI_GEN_H
/* Shared by gen.c and gen_async.c. */
#include "vm.h"

/* What g delegates to by yield from or await (borrowed), or ABSENT. */
KiValue ki_gen_delegate(const KiGenerator *g);
/* Takes the value out of a pending StopIteration; false: another exception (or none) is pending. */
bool ki_stop_iteration_value(KiState *ks, KiValue *value);
/* One step of any iterator with a value to send: yielded value; ABSENT and *result at the end. */
KiValue ki_iter_send(KiState *ks, KiValue it, KiValue v, KiValue *result) KB_MUST_CHECK;
/* The exception that throw(type, value, tb) means, owned. */
KiValue ki_throw_args(KiState *ks, KiValue type, KiValue value, KiValue tb) KB_MUST_CHECK;

/* What a dropped generator or coroutine does: runs its finally blocks, warns. Then it is over. */
void ki_gen_abandon(KiState *ks, KiGenerator *g);

/* The pending exception stands for exc, which becomes its cause and context; consumes exc. */
void ki_exc_replaces(KiState *ks, KiValue exc);

/* gen_async.c */
KiValue ki_async_gen_wrap(KiState *ks, KiValue v /* consumed, also on failure */) KB_MUST_CHECK;
KiValue ki_async_op_send(KiState *ks, KiValue op, KiValue v, KiValue *result) KB_MUST_CHECK;
KiValue ki_coroutine_await(KiState *ks, KiValue v);
KiValue ki_async_gen_anext(KiState *ks, KiValue v);
bool ki_async_types_init(KiState *ks) KB_MUST_CHECK;
#endif
