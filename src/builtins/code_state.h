#ifndef KI_CODE_STATE_H
#define KI_CODE_STATE_H
/* Code objects as plain values and back: what marshal writes of them. */
#include "../object/code.h"

/* (numbers, texts, names, ...): tuples, strings, integers, bytes and nested code objects alone. */
KiValue ki_code_state(KiState *ks, KiCode *c) KB_MUST_CHECK;
/* The code object of such a state; ValueError for what is none. */
KiValue ki_code_from_state(KiState *ks, KiValue state) KB_MUST_CHECK;
/* A number that tells forms of the bytecode apart. */
uint64_t ki_code_form(void);
#endif
