/* Iterators over sequences: list (both ways), tuple, str, anything with __getitem__, and repeated
 * calls until a sentinel. All are KiIter; an exhausted one drops its source for good. */
#include "containers.h"
#include "iter_slots.h"

KiValue ki_iter_new(KiState *ks, KiKind kind, KiValue source, int64_t index, int64_t extra) {
    KiIter *it = (KiIter *)ki_object_alloc(ks, ks->types[kind], sizeof *it);
    if (!it) return KI_ERR;
    it->source = ki_new_ref(source);
    it->index = index;
    it->extra = extra;
    it->aux1 = it->aux2 = KI_ABSENT;
    return ki_from_obj(it);
}

void ki_iter_dealloc(KiState *ks, KiObj *o) {
    KiIter *it = (KiIter *)o;
    ki_decref(ks, it->source);
    ki_decref(ks, it->aux1);
    ki_decref(ks, it->aux2);
}

void ki_iter_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiIter *it = (KiIter *)o;
    visit(it->source, arg);
    visit(it->aux1, arg);
    visit(it->aux2, arg);
}

void ki_iter_clear(KiState *ks, KiObj *o) {
    KiIter *it = (KiIter *)o;
    ki_assign(ks, &it->source, KI_ABSENT);
    ki_assign(ks, &it->aux1, KI_ABSENT);
    ki_assign(ks, &it->aux2, KI_ABSENT);
}

KiValue ki_iter_self(KiState *ks, KiValue v) {
    (void)ks;
    return ki_new_ref(v);
}

static KiValue finish(KiState *ks, KiIter *it) {
    ki_assign(ks, &it->source, KI_ABSENT);
    return KI_ABSENT;
}

static KiValue list_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiList *l = ki_list_of(it->source);
    if (it->index >= l->len) return finish(ks, it);
    return ki_new_ref(l->items[it->index++]);
}

static KiValue list_reverse_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiList *l = ki_list_of(it->source);
    if (it->index < 0 || it->index >= l->len) {
        it->index = -1;
        return finish(ks, it);
    }
    return ki_new_ref(l->items[it->index--]);
}

static KiValue tuple_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiTuple *t = (KiTuple *)ki_obj(it->source);
    if (it->index >= t->len) return finish(ks, it);
    return ki_new_ref(t->items[it->index++]);
}

static KiValue str_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiStr *s = (KiStr *)ki_obj(it->source);
    if ((size_t)it->index >= s->len) return finish(ks, it);
    return ki_str_from_char(ks, ki_str_at(s, (size_t)it->index++));
}

/* True if the pending exception ends an iteration; it is cleared then. */
static bool swallow(KiState *ks, enum KiExcId a, enum KiExcId b) {
    if (!ki_pending_is(ks, a) && !ki_pending_is(ks, b)) return false;
    ki_clear_exc(ks);
    return true;
}

static KiValue seq_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiValue seq = ki_new_ref(it->source);
    KiValue i = ki_int_from_i64(ks, it->index++);
    KiValue x = i == KI_ERR ? KI_ERR : ki_getitem(ks, seq, i);
    ki_decref(ks, i);
    ki_decref(ks, seq);
    if (x == KI_ERR && swallow(ks, KI_EXC_IndexError, KI_EXC_StopIteration)) return finish(ks, it);
    return x;
}

static KiValue callable_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiValue fn = ki_new_ref(it->source);
    KiValue x = ki_call0(ks, fn);
    ki_decref(ks, fn);
    if (x == KI_ERR) {
        if (swallow(ks, KI_EXC_StopIteration, KI_EXC_StopIteration)) {
            ki_assign(ks, &it->aux1, KI_ABSENT);
            return finish(ks, it);
        }
        return KI_ERR;
    }
    if (it->source == KI_ABSENT) { /* exhausted by the call itself */
        ki_decref(ks, x);
        return KI_ABSENT;
    }
    int r = ki_items_equal(ks, it->aux1, x);
    if (r == 0) return x;
    ki_decref(ks, x);
    if (r < 0) return KI_ERR;
    ki_assign(ks, &it->aux1, KI_ABSENT);
    return finish(ks, it);
}

const KiSlots ki_list_iter_slots = KI_ITER_SLOTS(list_next);
const KiSlots ki_list_reviter_slots = KI_ITER_SLOTS(list_reverse_next);
const KiSlots ki_tuple_iter_slots = KI_ITER_SLOTS(tuple_next);
const KiSlots ki_str_iter_slots = KI_ITER_SLOTS(str_next);
const KiSlots ki_seq_iter_slots = KI_ITER_SLOTS(seq_next);
const KiSlots ki_callable_iter_slots = KI_ITER_SLOTS(callable_next);
