#ifndef KI_ITEM_WALK_H
#define KI_ITEM_WALK_H
/* Iteration in C over whatever it is given: as with ki_iter and ki_next, but a list or tuple, which
 * it mostly is, needs no iterator. A list may change between two items. */
#include "containers.h"

typedef struct KiWalk {
    KiValue source; /* owned: the list or tuple, or an iterator */
    int64_t index;  /* of the next item; -1: source is an iterator */
} KiWalk;

static inline bool ki_walk_begin(KiState *ks, KiWalk *w, KiValue iterable) {
    if (ki_is_kind(iterable, KI_K_LIST) || ki_is_kind(iterable, KI_K_TUPLE)) {
        w->source = ki_new_ref(iterable);
        w->index = 0;
        return true;
    }
    w->index = -1;
    return (w->source = ki_iter(ks, iterable)) != KI_ERR;
}

/* Owned; KI_ABSENT: there are no more. */
static inline KiValue ki_walk_next(KiState *ks, KiWalk *w) {
    if (KB_UNLIKELY(w->index < 0)) return ki_next(ks, w->source);
    if (ki_obj(w->source)->kind == KI_K_LIST) {
        const KiList *l = (const KiList *)ki_obj(w->source);
        return w->index < l->len ? ki_new_ref(l->items[w->index++]) : KI_ABSENT;
    }
    const KiTuple *t = (const KiTuple *)ki_obj(w->source);
    return w->index < t->len ? ki_new_ref(t->items[w->index++]) : KI_ABSENT;
}

static inline void ki_walk_end(KiState *ks, KiWalk *w) {
    ki_decref(ks, w->source);
}
#endif
