#ifndef KI_ITER_SLOTS_H
#define KI_ITER_SLOTS_H
/* The slots that every KiIter-shaped iterator shares. */
#include "type.h"

void ki_iter_dealloc(KiState *ks, KiObj *o);
void ki_iter_traverse(KiObj *o, KiVisitFn visit, void *arg);
void ki_iter_clear(KiState *ks, KiObj *o);
KiValue ki_iter_self(KiState *ks, KiValue v);

#define KI_ITER_SLOTS(next_fn)                                                                     \
    {                                                                                              \
        .dealloc = ki_iter_dealloc, .traverse = ki_iter_traverse, .clear = ki_iter_clear,          \
        .getattr = ki_generic_getattr, .iter = ki_iter_self, .next = next_fn                       \
    }
#endif
