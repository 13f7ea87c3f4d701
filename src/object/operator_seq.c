/* Container and iterator operations on any values: len, items, membership, iter, next. */
#include "containers.h"
#include "heap.h"
#include "obj_int.h"
#include "object_private.h"
#include "slot.h"

int64_t ki_len(KiState *ks, KiValue v) {
    int64_t (*f)(KiState *, KiValue) = ki_type_of(ks, v)->slots->len;
    if (f) return f(ks, v);
    ki_raise(ks, KI_EXC_TypeError, "object of type '%s' has no len()", ki_type_name(ks, v));
    return -1;
}

int64_t ki_length_hint(KiState *ks, KiValue v, int64_t fallback) {
    if (ki_type_of(ks, v)->slots->len) {
        int64_t n = ki_len(ks, v);
        if (n >= 0 || !ki_pending_is(ks, KI_EXC_TypeError)) return n;
        ki_clear_exc(ks);
    }
    KiValue r = ki_slot_call(ks, v, ks->names.d_length_hint, NULL, 0);
    if (r == KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks);
        return fallback;
    }
    if (r == KI_ERR) return -1;
    if (r == KI_ABSENT || r == KI_NOT_IMPLEMENTED) return fallback;
    int64_t n = -1;
    if (!ki_is_integer(r))
        ki_raise(ks, KI_EXC_TypeError, "__length_hint__ must be an integer, not %s",
                 ki_type_name(ks, r));
    else if (!ki_int_try_i64(r, &n))
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C ssize_t");
    else if (n < 0)
        ki_raise(ks, KI_EXC_ValueError, "__length_hint__() should return >= 0");
    ki_decref(ks, r);
    return ki_pending(ks) ? -1 : n;
}

/* C[key] for a class: type's own meaning of it for `type`, else __class_getitem__. */
static KiValue class_getitem(KiState *ks, KiValue cls, KiValue key) {
    if (cls == ki_from_obj(ks->types[KI_K_TYPE])) {
        KiValue args[2] = {cls, key};
        return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), args, 2, KI_ABSENT);
    }
    KiValue f = ki_getattr_opt(ks, cls, ks->names.d_class_getitem);
    if (f == KI_ERR) return KI_ERR;
    if (f != KI_ABSENT && f != KI_NONE) {
        KiValue r = ki_call1(ks, f, key);
        ki_decref(ks, f);
        return r;
    }
    return ki_raise(ks, KI_EXC_TypeError, "type '%s' is not subscriptable",
                    ki_type_cname(ks, (KiType *)ki_obj(cls)));
}

KiValue ki_getitem(KiState *ks, KiValue o, KiValue key) {
    KiValue (*f)(KiState *, KiValue, KiValue) = ki_type_of(ks, o)->slots->getitem;
    if (KB_LIKELY(f != NULL)) return f(ks, o, key);
    if (ki_is_type(o)) return class_getitem(ks, o, key);
    return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not subscriptable", ki_type_name(ks, o));
}

bool ki_setitem(KiState *ks, KiValue o, KiValue key, KiValue v) {
    bool (*f)(KiState *, KiValue, KiValue, KiValue) = ki_type_of(ks, o)->slots->setitem;
    if (KB_LIKELY(f != NULL)) return f(ks, o, key, v);
    /* an index takes the way of sequences, with a text of its own */
    const KiType *t = ki_type_of(ks, o);
    bool sequence = (t->flags & KI_TF_HEAP || t->slots->getitem || t->slots->contains) &&
                    ki_type_of(ks, key)->slots->unary[KI_INDEX];
    if (sequence) {
        int64_t i;
        if (ki_seq_index(ks, key, &i) < 0) return false;
    }
    ki_raise(ks, KI_EXC_TypeError, "'%s' object does%s support item %s", ki_type_name(ks, o),
             v == KI_ABSENT && sequence ? "n't" : " not",
             v == KI_ABSENT ? "deletion" : "assignment");
    return false;
}

int ki_contains(KiState *ks, KiValue container, KiValue item) {
    KiType *t = ki_type_of(ks, container);
    if (KB_LIKELY(t->slots->contains != NULL)) return t->slots->contains(ks, container, item);
    if (!t->slots->iter && !t->slots->getitem) {
        ki_raise(ks, KI_EXC_TypeError, "argument of type '%s' is not iterable",
                 ki_type_name(ks, container));
        return -1;
    }
    KiValue it = ki_iter(ks, container);
    if (it == KI_ERR) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "argument of type '%s' is not iterable",
                     ki_type_name(ks, container));
        }
        return -1;
    }
    int found = 0;
    while (!found) {
        KiValue v = ki_next(ks, it);
        if (v == KI_ABSENT) break;
        found = v == KI_ERR ? -1 : ki_compare_bool(ks, v, item, KI_EQ);
        if (v != KI_ERR) ki_decref(ks, v);
    }
    ki_decref(ks, it);
    return found;
}

/* --- iteration --- */

KiValue ki_iter_by_items(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_object_alloc(ks, ks->types[KI_K_SEQ_ITER], sizeof *it);
    if (!it) return KI_ERR;
    it->source = ki_new_ref(v);
    it->index = it->extra = 0;
    it->aux1 = it->aux2 = KI_ABSENT;
    return ki_from_obj(it);
}

bool ki_has_positions(KiState *ks, const KiType *t) {
    /* a native subscript may be of any kind, and sequences with one have __iter__; that of classes
     * makes aliases */
    return t->slots->getitem && (t->flags & (KI_TF_HEAP | KI_TF_KEYED)) == KI_TF_HEAP &&
           t->slots->getitem != ks->types[KI_K_TYPE]->slots->getitem;
}

KiValue ki_iter(KiState *ks, KiValue v) {
    KiType *t = ki_type_of(ks, v);
    if (KB_UNLIKELY(!t->slots->iter)) {
        if (ki_has_positions(ks, t)) return ki_iter_by_items(ks, v);
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not iterable", ki_type_name(ks, v));
    }
    KiValue it = t->slots->iter(ks, v);
    if (it != KI_ERR && KB_UNLIKELY(!ki_type_of(ks, it)->slots->next)) {
        ki_raise(ks, KI_EXC_TypeError, "iter() returned non-iterator of type '%s'",
                 ki_type_name(ks, it));
        ki_decref(ks, it);
        return KI_ERR;
    }
    return it;
}

KiValue ki_next(KiState *ks, KiValue it) {
    KiType *t = KB_LIKELY(ki_is_ptr(it)) ? ki_obj_type(ki_obj(it)) : ki_type_of(ks, it);
    KiValue (*f)(KiState *, KiValue) = t->slots->next;
    if (KB_UNLIKELY(!f))
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object is not iterable", ki_type_name(ks, it));
    KiValue v = f(ks, it);
    if (KB_UNLIKELY(v == KI_ERR) && ki_pending_is(ks, KI_EXC_StopIteration)) {
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    return v;
}
