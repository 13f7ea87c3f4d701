/* Methods and attributes of range and slice. */
#include "../object/containers.h"
#include "type_init.h"

static KiRange *range_of(KiValue v) {
    return (KiRange *)ki_obj(v);
}

static KiValue range_count(KiState *ks, KiValue *args, int nargs) {
    if (ki_is_int(args[1]) || ki_is_bool(args[1]) || ki_is_bigint(args[1])) {
        int r = ki_contains(ks, args[0], args[1]);
        return r < 0 ? KI_ERR : ki_small_int(r);
    }
    KiValue it = ki_iter(ks, args[0]);
    int64_t n = 0;
    while (it != KI_ERR) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        int r = x == KI_ERR ? -1 : ki_items_equal(ks, x, args[1]);
        ki_decref(ks, x);
        if (r < 0) {
            ki_decref(ks, it);
            return KI_ERR;
        }
        n += r;
    }
    if (it == KI_ERR) return KI_ERR;
    ki_decref(ks, it);
    return ki_small_int(n);
}

static KiValue range_index(KiState *ks, KiValue *args, int nargs) {
    KiRange *r = range_of(args[0]);
    KiValue v = args[1];
    if (ki_is_int(v) || ki_is_bool(v) || ki_is_bigint(v)) {
        int in = ki_contains(ks, args[0], v);
        if (in < 0) return KI_ERR;
        if (!in) return ki_raise_repr(ks, KI_EXC_ValueError, "", v, " is not in range");
        KiValue d = ki_int_binary(ks, v, r->start, KI_SUB);
        if (d != KI_ERR) ki_assign(ks, &d, ki_int_binary(ks, d, r->step, KI_FLOORDIV));
        return d;
    }
    KiValue it = ki_iter(ks, args[0]);
    if (it == KI_ERR) return KI_ERR;
    int found = 0;
    int64_t i = -1;
    while (found == 0) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        i++;
        found = x == KI_ERR ? -1 : ki_items_equal(ks, x, v);
        ki_decref(ks, x);
    }
    ki_decref(ks, it);
    if (found > 0) return ki_small_int(i);
    return found < 0 ? KI_ERR
                     : ki_raise(ks, KI_EXC_ValueError, "sequence.index(x): x not in sequence");
}

static KiValue range_reversed(KiState *ks, KiValue *args, int nargs) {
    return ki_range_reversed(ks, args[0]);
}

static KiValue range_reduce(KiState *ks, KiValue *args, int nargs) {
    KiRange *r = range_of(args[0]);
    KiValue t = ki_tuple_pack(ks, 3, r->start, r->stop, r->step);
    KiValue out =
        t == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ks->types[KI_K_RANGE]), t);
    ki_decref(ks, t);
    return out;
}

/* closure: 0 start, 1 stop, 2 step */
static KiValue range_field(KiState *ks, KiValue self, void *closure) {
    KiRange *r = range_of(self);
    KiValue f[3] = {r->start, r->stop, r->step};
    return ki_new_ref(f[(uintptr_t)closure]);
}
static KiValue slice_field(KiState *ks, KiValue self, void *closure) {
    KiSlice *s = (KiSlice *)ki_obj(self);
    KiValue f[3] = {s->start, s->stop, s->step};
    return ki_new_ref(f[(uintptr_t)closure]);
}

static KiValue slice_indices(KiState *ks, KiValue *args, int nargs) {
    KiValue length = ki_index(ks, args[1]), v[3];
    if (length == KI_ERR) return KI_ERR;
    bool ok = false;
    if (ki_int_sign(length) < 0)
        ki_raise(ks, KI_EXC_ValueError, "length should not be negative");
    else
        ok = ki_slice_indices(ks, (KiSlice *)ki_obj(args[0]), length, v);
    ki_decref(ks, length);
    return ok ? ki_tuple_steal(ks, v, 3) : KI_ERR;
}

static KiValue slice_reduce(KiState *ks, KiValue *args, int nargs) {
    KiSlice *s = (KiSlice *)ki_obj(args[0]);
    KiValue t = ki_tuple_pack(ks, 3, s->start, s->stop, s->step);
    KiValue out =
        t == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ks->types[KI_K_SLICE]), t);
    ki_decref(ks, t);
    return out;
}

static const KiDef range_defs[] = {
    {"__reversed__", "(self, /)", range_reversed, "Return a reverse iterator.", KI_DEF_UNSIGNED},
    {"__reduce__", "(self, *args)", range_reduce, NULL, KI_DEF_UNSIGNED | KI_DEF_SHORT_NAME},
    {"count", "(self, value, /)", range_count, "Return the number of occurrences of value.",
     KI_DEF_UNSIGNED},
    {"index", "(self, value, /)", range_index,
     "Return the index of value; ValueError if it is not in the range.",
     KI_DEF_UNSIGNED}, /* what args hold does not matter */
    KI_DEF_END,
};
static const KiDef slice_defs[] = {
    {"indices", "(self, len, /)", slice_indices,
     "Return (start, stop, step) as they apply to a sequence of the given length.",
     KI_DEF_UNSIGNED},
    {"__reduce__", "(self, /)", slice_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    KI_DEF_END,
};
#define FIELDS(get)                                                                                \
    {"start", get, NULL, NULL, (void *)0}, {"stop", get, NULL, NULL, (void *)1},                   \
        {"step", get, NULL, NULL, (void *)2}, {                                                    \
        NULL, NULL, NULL, NULL, NULL                                                               \
    }
static const KiGetsetDef range_getsets[] = {FIELDS(range_field)};
static const KiGetsetDef slice_getsets[] = {FIELDS(slice_field)};

bool ki_init_range_slice_methods(KiState *ks) {
    KiType *r = ks->types[KI_K_RANGE], *s = ks->types[KI_K_SLICE];
    return ki_type_add_methods(ks, r, range_defs) && ki_type_add_getsets(ks, r, range_getsets) &&
           ki_type_add_methods(ks, s, slice_defs) && ki_type_add_getsets(ks, s, slice_getsets);
}
