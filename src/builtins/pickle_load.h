#ifndef KI_PICKLE_LOAD_H
#define KI_PICKLE_LOAD_H
/* Between the two halves of the unpickling machine: pickle_load.c (stacks, data opcodes) and
 * pickle_build.c (opcodes that name, call, build or fill objects). */
#include "../base/num.h"
#include "mod_pickle.h"

bool ki_pk_underflow(KiState *ks, KiUnpickler *u); /* raises; false */
bool ki_pk_push(KiState *ks, KiUnpickler *u, KiValue v /* consumed; KI_ERR: false */) KB_MUST_CHECK;
KiValue ki_pk_pop(KiState *ks, KiUnpickler *u) KB_MUST_CHECK;
bool ki_pk_pop_mark(KiState *ks, KiUnpickler *u, size_t *at) KB_MUST_CHECK;
void ki_pk_drop_to(KiState *ks, KiUnpickler *u, size_t at);
KiValue ki_pk_pop_tuple(KiState *ks, KiUnpickler *u, size_t at) KB_MUST_CHECK;
bool ki_pk_read_number(KiState *ks, KiUnpickler *u, int bytes, uint64_t *out) KB_MUST_CHECK;
KiValue ki_pk_int_from_bytes(KiState *ks, const uint8_t *p, size_t n) KB_MUST_CHECK;
bool ki_pk_is_unpickling_error(KiState *ks); /* the pending exception is one */

/* pickle_build.c. False without an exception: no such opcode. */
bool ki_pk_load_object(KiState *ks, KiUnpickler *u, uint8_t op) KB_MUST_CHECK;
/* Looks up what the object and its user override; self is the Unpickler object or KI_ABSENT. */
bool ki_pk_load_begin(KiState *ks, KiUnpickler *u, KiValue self) KB_MUST_CHECK;
#endif
