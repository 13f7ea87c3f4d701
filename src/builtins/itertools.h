#ifndef KI_ITERTOOLS_H
#define KI_ITERTOOLS_H
/* Shared by the files of the module itertools: the one struct behind its simple iterators. */
#include "../object/containers.h"
#include "../object/iter_slots.h"
#include "../object/number.h"
#include "builtins.h"

enum { KI_TOOL_VALUES = 5 };

/* What v and n mean is said at each iterator. v: KI_ABSENT or owned. */
typedef struct KiTool {
    KiObj h;
    KiValue v[KI_TOOL_VALUES];
    int64_t n[4];
} KiTool;

static inline KiTool *ki_tool_of(KiValue v) {
    return (KiTool *)ki_obj(v);
}
/* A fresh instance holding a, b and c (consumed, also on failure; KI_ERR in any: fails). */
KiValue ki_tool_new(KiState *ks, KiType *cls, KiValue a, KiValue b, KiValue c) KB_MUST_CHECK;
void ki_tool_dealloc(KiState *ks, KiObj *o);
void ki_tool_traverse(KiObj *o, KiVisitFn visit, void *arg);
/* iter() of each argument, as a tuple. */
KiValue ki_tool_iterators(KiState *ks, KiValue *args, int n) KB_MUST_CHECK;

bool ki_tool_args(KiState *ks, const KiType *cls, const char *fname, int nargs, KiValue kwnames,
                  int min, int max) KB_MUST_CHECK;

/* The next item of it, which a re-entrant call may take out of its owner meanwhile. */
static inline KiValue ki_tool_step(KiState *ks, KiValue it) {
    if (KB_UNLIKELY(it == KI_ABSENT)) return KI_ABSENT;
    ki_incref(it);
    KiValue x = ki_iter_next_inner(ks, it);
    ki_decref(ks, it);
    return x;
}

#define KI_TOOL_SLOTS(name)                                                                        \
    {                                                                                              \
        .dealloc = ki_tool_dealloc, .traverse = ki_tool_traverse, .clear = ki_tool_dealloc,        \
        .getattr = ki_generic_getattr, .iter = ki_iter_self, .next = name##_next,                  \
        .new_ = name##_new                                                                         \
    }

/* __reduce__ and __setstate__ (itertools_reduce.c); function: filterfalse and starmap, while:
 * dropwhile and takewhile. */
extern const KiDef ki_cycle_methods[], ki_accumulate_methods[], ki_islice_methods[],
    ki_while_methods[], ki_zip_longest_methods[], ki_groupby_methods[], ki_chain_pickle_methods[],
    ki_compress_methods[], ki_function_methods[];

/* Makes a type of the module and puts it there. */
bool ki_tool_add_type(KiState *ks, KiModule *m, const KiTypeDef *def) KB_MUST_CHECK;
bool ki_itertools_add_group(KiState *ks, KiModule *m) KB_MUST_CHECK; /* groupby, tee */
bool ki_itertools_add_comb(KiState *ks, KiModule *m) KB_MUST_CHECK;  /* product, permutations ... */
#endif
