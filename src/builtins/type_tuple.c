/* Methods of tuple. */
#include "../object/containers.h"
#include "type_init.h"

static KiValue tuple_count(KiState *ks, KiValue *args, int nargs) {
    KiTuple *t = ki_tuple_of(args[0]);
    int64_t n = 0;
    for (int64_t i = 0; i < t->len; i++) {
        int r = ki_items_equal(ks, t->items[i], args[1]);
        if (r < 0) return KI_ERR;
        n += r;
    }
    return ki_small_int(n);
}

static KiValue tuple_index(KiState *ks, KiValue *args, int nargs) {
    KiTuple *t = ki_tuple_of(args[0]);
    int64_t start = 0, stop = INT64_MAX;
    if (!ki_arg_index_bound(ks, args[2], &start) || !ki_arg_index_bound(ks, args[3], &stop))
        return KI_ERR;
    ki_adjust_indices(&start, &stop, t->len);
    for (int64_t i = start; i < stop; i++) {
        int r = ki_items_equal(ks, t->items[i], args[1]);
        if (r) return r < 0 ? KI_ERR : ki_small_int(i);
    }
    return ki_raise(ks, KI_EXC_ValueError, "tuple.index(x): x not in tuple");
}

static KiValue tuple_getnewargs(KiState *ks, KiValue *args, int nargs) {
    return ki_tuple_pack(ks, 1, ki_unbox(args[0]));
}

static const KiDef tuple_defs[] = {
    {"__getnewargs__", "(self, /)", tuple_getnewargs, NULL, 0},
    {"index", "(self, value, start=0, stop=<absent 9223372036854775807>, /)", tuple_index,
     "Return the first index of value.\n\nRaises ValueError if it is not there.", 0},
    {"count", "(self, value, /)", tuple_count, "Return the number of occurrences of value.", 0},
    KI_DEF_END,
};

bool ki_init_tuple_methods(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_TUPLE], tuple_defs);
}
