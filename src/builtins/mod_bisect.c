/* _bisect: places in sorted sequences by halving. Items of lists are compared where they are; any
 * other sequence is asked for them. */
#include "../object/containers.h"
#include "../object/obj_seq.h"
#include "builtins.h"

typedef struct Search {
    KiState *ks;
    KiValue seq, key; /* key: None, or the function of an item that is compared */
    int64_t lo, hi;
    bool right; /* behind equal items */
} Search;

/* False, with an exception, for a dict: it has items, but is no sequence. */
static bool is_sequence(Search *s) {
    KiState *ks = s->ks;
    if (ki_slots_of(ks, s->seq)->getitem != ks->types[KI_K_DICT]->slots->getitem) return true;
    ki_raise(ks, KI_EXC_TypeError, "%s is not a sequence", ki_type_name(ks, s->seq));
    return false;
}

static KiValue item_at(Search *s, int64_t i) {
    KiState *ks = s->ks;
    if (ki_is_kind(s->seq, KI_K_LIST) && i < ki_list_of(s->seq)->len)
        return ki_new_ref(ki_list_of(s->seq)->items[i]);
    if (!ki_slots_of(ks, s->seq)->getitem)
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object does not support indexing",
                        ki_type_name(ks, s->seq));
    if (!is_sequence(s)) return KI_ERR;
    KiValue at = ki_int_from_i64(ks, i), item = at == KI_ERR ? KI_ERR : ki_getitem(ks, s->seq, at);
    if (at != KI_ERR) ki_decref(ks, at);
    return item;
}

/* Is the place of x before the i-th item? 1, 0, or -1 with an exception. */
static int before(Search *s, KiValue x, int64_t i) {
    KiValue item = item_at(s, i);
    if (item != KI_ERR && s->key != KI_NONE) {
        KiValue k = ki_call(s->ks, s->key, &item, 1, KI_ABSENT);
        ki_decref(s->ks, item);
        item = k;
    }
    if (item == KI_ERR) return -1;
    int r =
        s->right ? ki_compare_bool(s->ks, x, item, KI_LT) : ki_compare_bool(s->ks, item, x, KI_LT);
    ki_decref(s->ks, item);
    return r < 0 || s->right ? r : !r;
}

static int64_t search(Search *s, KiValue x) {
    int64_t lo = s->lo, hi = s->hi;
    if (lo < 0) {
        ki_raise(s->ks, KI_EXC_ValueError, "lo must be non-negative");
        return -1;
    }
    if (hi == -1 && (!is_sequence(s) || (hi = ki_len(s->ks, s->seq)) < 0)) return -1;
    while (lo < hi) {
        int64_t mid = lo + (hi - lo) / 2;
        int r = before(s, x, mid);
        if (r < 0) return -1;
        if (r)
            hi = mid;
        else
            lo = mid + 1;
    }
    return lo;
}

/* The arguments (a, x, lo, hi, key). */
static bool take_args(KiState *ks, KiValue *args, bool right, Search *s) {
    *s = (Search){.ks = ks, .seq = args[0], .key = args[4], .hi = -1, .right = right};
    if (!ki_arg_i64(ks, args[2], &s->lo)) return false;
    if (args[3] == KI_NONE) return true;
    if (ki_slots_of(ks, args[3])->unary[KI_INDEX]) return ki_arg_i64(ks, args[3], &s->hi);
    ki_raise(ks, KI_EXC_TypeError, "argument should be integer or None, not '%s'",
             ki_type_name(ks, args[3]));
    return false;
}

static KiValue place(KiState *ks, KiValue *args, bool right) {
    Search s;
    if (!take_args(ks, args, right, &s)) return KI_ERR;
    int64_t at = search(&s, args[1]);
    return at < 0 ? KI_ERR : ki_int_from_i64(ks, at);
}

static KiValue insort(KiState *ks, KiValue *args, bool right) {
    Search s;
    if (!take_args(ks, args, right, &s)) return KI_ERR;
    KiValue x = s.key == KI_NONE ? ki_new_ref(args[1]) : ki_call(ks, s.key, &args[1], 1, KI_ABSENT);
    if (x == KI_ERR) return KI_ERR;
    int64_t at = search(&s, x);
    ki_decref(ks, x);
    if (at < 0) return KI_ERR;
    if (ki_is_kind(s.seq, KI_K_LIST))
        return ki_list_insert(ks, ki_list_of(s.seq), at, args[1]) ? KI_NONE : KI_ERR;
    KiStr *name = ki_intern_cstr(ks, "insert");
    KiValue where[2] = {ki_int_from_i64(ks, at), args[1]};
    KiValue r = name && where[0] != KI_ERR ? ki_call_method(ks, s.seq, name, where, 2) : KI_ERR;
    if (where[0] != KI_ERR) ki_decref(ks, where[0]);
    if (r == KI_ERR) return KI_ERR;
    ki_decref(ks, r);
    return KI_NONE;
}

static KiValue f_bisect_right(KiState *ks, KiValue *args, int nargs) {
    return place(ks, args, true);
}
static KiValue f_bisect_left(KiState *ks, KiValue *args, int nargs) {
    return place(ks, args, false);
}
static KiValue f_insort_right(KiState *ks, KiValue *args, int nargs) {
    return insort(ks, args, true);
}
static KiValue f_insort_left(KiState *ks, KiValue *args, int nargs) {
    return insort(ks, args, false);
}

bool ki_mod_bisect_init(KiState *ks, KiModule *m) {
#define PARAMETERS "(a, x, lo=0, hi=None, *, key=None)"
    static const KiDef functions[] = {
        {"bisect_right", PARAMETERS, f_bisect_right, "The place behind all items equal to x.", 0},
        {"bisect_left", PARAMETERS, f_bisect_left, "The place before all items equal to x.", 0},
        {"insort_right", PARAMETERS, f_insort_right, "Put x behind all items equal to it.", 0},
        {"insort_left", PARAMETERS, f_insort_left, "Put x before all items equal to it.", 0},
        KI_DEF_END};
#undef PARAMETERS
    return ki_module_add_functions(ks, m, functions);
}
