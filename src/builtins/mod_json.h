#ifndef KI_MOD_JSON_H
#define KI_MOD_JSON_H
/* The two halves of the module _json: mod_json.c writes JSON text, mod_json_read.c reads it. */
#include "../base/num.h"
#include "../object/containers.h"
#include "../object/number.h"
#include "../object/str_builder.h"
#include "builtins.h"

/* (s, idx, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, strict) ->
 * (value, end). None for a hook or parser: the built-in way. */
KiValue ki_json_decode(KiState *ks, KiValue *a, int n) KB_MUST_CHECK;
KiValue ki_json_scanstring(KiState *ks, KiValue *a, int n) KB_MUST_CHECK; /* (s, end, strict) */
/* One level deeper, within the recursion limit and the C stack; leave with ks->depth--. */
bool ki_json_enter(KiState *ks, const char *where) KB_MUST_CHECK;
#endif
