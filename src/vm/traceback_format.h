#ifndef KI_TRACEBACK_FORMAT_H
#define KI_TRACEBACK_FORMAT_H
/* Shared by traceback_format.c and suggest.c. */
#include "vm.h"

static inline KiFunc *ki_traceback_func(const KiTraceback *tb) {
    KiObj *o = ki_obj(tb->frame);
    return o->kind == KI_K_FUNC ? (KiFunc *)o : ((KiFrame *)o)->func;
}
/* A name close to the one that was not found: owned str, ABSENT for none. Leaves nothing pending.
 */
KiValue ki_suggestion(KiState *ks, KiValue exc);
#endif
