/* Methods of list. Comparisons and key functions may change the list: loops re-read it. */
#include "../object/containers.h"
#include "../object/depth.h"
#include "../object/type_layout.h"
#include "builtins.h"
#include "type_init.h"

static KiValue list_append(KiState *ks, KiValue *args, int nargs) {
    return ki_list_append(ks, ki_list_of(args[0]), args[1]) ? KI_NONE : KI_ERR;
}

static KiValue list_clear(KiState *ks, KiValue *args, int nargs) {
    ki_list_clear(ks, ki_list_of(args[0]));
    return KI_NONE;
}

static KiValue list_copy(KiState *ks, KiValue *args, int nargs) {
    KiList *l = ki_list_of(args[0]);
    return ki_list_slice(ks, l, 0, 1, l->len);
}

/* First index >= i and < end of an item equal to v; -1 none, -2 raised. */
static int64_t find_item(KiState *ks, KiList *l, KiValue v, int64_t i, int64_t end) {
    for (; i < end && i < l->len; i++) {
        KiValue x = l->items[i];
        if (ki_both_int(x, v)) {
            if (x == v) return i;
            continue;
        }
        ki_incref(x);
        int r = ki_items_equal(ks, x, v);
        ki_decref(ks, x);
        if (r) return r < 0 ? -2 : i;
    }
    return -1;
}

static KiValue list_count(KiState *ks, KiValue *args, int nargs) {
    KiList *l = ki_list_of(args[0]);
    int64_t n = 0, i = 0;
    while ((i = find_item(ks, l, args[1], i, INT64_MAX)) >= 0) {
        n++;
        i++;
    }
    return i == -2 ? KI_ERR : ki_small_int(n);
}

static KiValue list_extend(KiState *ks, KiValue *args, int nargs) {
    return ki_list_extend(ks, ki_list_of(args[0]), args[1]) ? KI_NONE : KI_ERR;
}

static KiValue list_index(KiState *ks, KiValue *args, int nargs) {
    KiList *l = ki_list_of(args[0]);
    int64_t start = 0, stop = INT64_MAX;
    if (!ki_arg_index_bound(ks, args[2], &start) || !ki_arg_index_bound(ks, args[3], &stop))
        return KI_ERR;
    if (start < 0 && (start += l->len) < 0) start = 0;
    if (stop < 0 && (stop += l->len) < 0) stop = 0;
    int64_t i = find_item(ks, l, args[1], start, stop);
    if (i >= 0) return ki_small_int(i);
    return i == -2 ? KI_ERR : ki_raise_repr(ks, KI_EXC_ValueError, "", args[1], " is not in list");
}

static KiValue list_insert(KiState *ks, KiValue *args, int nargs) {
    int64_t i;
    if (!ki_arg_i64(ks, args[1], &i)) return KI_ERR;
    return ki_list_insert(ks, ki_list_of(args[0]), i, args[2]) ? KI_NONE : KI_ERR;
}

static KiValue list_pop(KiState *ks, KiValue *args, int nargs) {
    KiList *l = ki_list_of(args[0]);
    int64_t i;
    if (!ki_arg_i64(ks, args[1], &i)) return KI_ERR;
    if (!l->len) return ki_raise(ks, KI_EXC_IndexError, "pop from empty list");
    if (i < 0) i += l->len;
    if (i < 0 || i >= l->len) return ki_raise(ks, KI_EXC_IndexError, "pop index out of range");
    return ki_list_pop_at(ks, l, i);
}

static KiValue list_remove(KiState *ks, KiValue *args, int nargs) {
    KiList *l = ki_list_of(args[0]);
    int64_t i = find_item(ks, l, args[1], 0, INT64_MAX);
    if (i == -1) return ki_raise(ks, KI_EXC_ValueError, "list.remove(x): x not in list");
    if (i < 0) return KI_ERR;
    if (i < l->len) ki_decref(ks, ki_list_pop_at(ks, l, i));
    return KI_NONE;
}

typedef KiValue Pair __attribute__((vector_size(16), aligned(8)));

static KiValue list_reverse(KiState *ks, KiValue *args, int nargs) {
    KiList *l = ki_list_of(args[0]);
    if (l->len < 2) return KI_NONE; /* an empty list may have no items to point at */
    KiValue *a = l->items, *b = l->items + l->len;
    for (; b - a >= 4; a += 2, b -= 2) { /* two from each end at a time */
        Pair x, y;
        memcpy(&x, a, sizeof x);
        memcpy(&y, b - 2, sizeof y);
        x = (Pair){x[1], x[0]};
        y = (Pair){y[1], y[0]};
        memcpy(a, &y, sizeof y);
        memcpy(b - 2, &x, sizeof x);
    }
    for (; b - a >= 2; a++, b--) {
        KiValue t = *a;
        *a = b[-1];
        b[-1] = t;
    }
    return KI_NONE;
}

static KiValue list_sort(KiState *ks, KiValue *args, int nargs) {
    int reverse;
    if (!ki_to_int(ks, args[2], &reverse)) return KI_ERR;
    /* calls with keywords count */
    bool counted = args[1] != KI_NONE;
    if (counted && !ki_depth_enter(ks, KI_IN_CALL)) return KI_ERR;
    bool ok = ki_list_sort(ks, ki_list_of(args[0]), args[1], reverse != 0);
    ks->depth -= counted;
    return ok ? KI_NONE : KI_ERR;
}

static KiValue list_reversed(KiState *ks, KiValue *args, int nargs) {
    return ki_iter_new(ks, KI_K_LIST_REVITER, args[0], ki_list_of(args[0])->len - 1, 0);
}

static KiValue list_sizeof(KiState *ks, KiValue *args, int nargs) {
    return ki_int_from_i64(ks, ki_sizeof(ks, args[0]));
}

static KiValue list_getitem(KiState *ks, KiValue *args, int nargs) {
    return ks->types[KI_K_LIST]->slots->getitem(ks, args[0], args[1]);
}

static const KiDef list_defs[] = {
    {"__getitem__", "(self, index, /)", list_getitem, "Return the item or the slice at index.",
     KI_DEF_UNSIGNED},
    {"__reversed__", "(self, /)", list_reversed, "Return a reverse iterator over the list.", 0},
    {"__sizeof__", "(self, /)", list_sizeof, "Return the size of the list in memory, in bytes.", 0},
    {"clear", "(self, /)", list_clear, "Remove all items from the list.", 0},
    {"copy", "(self, /)", list_copy, "Return a shallow copy of the list.", 0},
    {"append", "(self, object, /)", list_append, "Append object to the end of the list.",
     KI_DEF_SPECIALISED},
    {"insert", "(self, index, object, /)", list_insert, "Insert object before index.", 0},
    {"extend", "(self, iterable, /)", list_extend, "Append the items of the iterable.", 0},
    {"pop", "(self, index=-1, /)", list_pop,
     "Remove and return the item at index (default: the last).\n\nRaises IndexError if there is "
     "none.",
     0},
    {"remove", "(self, value, /)", list_remove,
     "Remove the first occurrence of value.\n\nRaises ValueError if it is not there.", 0},
    {"index", "(self, value, start=0, stop=<absent 9223372036854775807>, /)", list_index,
     "Return the first index of value.\n\nRaises ValueError if it is not there.", 0},
    {"count", "(self, value, /)", list_count, "Return the number of occurrences of value.", 0},
    {"reverse", "(self, /)", list_reverse, "Reverse *IN PLACE*.", 0},
    {"sort", "(self, /, *, key=None, reverse=False)", list_sort,
     "Sort the list in ascending order, in place and stably, and return None.\n\nkey gives what to "
     "compare instead of the items; reverse asks for descending order.",
     0},
    KI_DEF_END,
};

bool ki_init_list_methods(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_LIST], list_defs);
}
