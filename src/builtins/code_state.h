#ifndef KI_CODE_STATE_H
#define KI_CODE_STATE_H
/* Code objects as plain values and back: what marshal and co_code are made of. */
#include "../object/code.h"

/* (numbers, texts, names, ...): tuples, strings, integers, bytes and nested code objects alone. */
KiValue ki_code_state(KiState *ks, KiCode *c) KB_MUST_CHECK;
/* A list of (instruction, operand, use, index in k[]) for every operand that is an entry of k[],
 * and of (instruction, -1, 0, value) for every constant in an instruction that could be another
 * one. Uses: 0 any constant, 1 a str, 2 a function's code, 3 a constant that must stay, 4 a name, 5
 * the name of a variable. */
KiValue ki_code_uses(KiState *ks, KiCode *c) KB_MUST_CHECK;
/* The code object of such a state; ValueError for what is none. */
KiValue ki_code_from_state(KiState *ks, KiValue state) KB_MUST_CHECK;
/* A number that tells forms of the bytecode apart. */
uint64_t ki_code_form(void);
#endif
