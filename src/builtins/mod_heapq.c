/* _heapq: heaps in lists, heap[k] <= heap[2k+1] and heap[2k+2]; the functions whose names end in
 * _max keep the largest item first. Items only ever change places, so that a list stays whole when
 * a comparison fails; one that changes the list's length ends the work with an error. The
 * comparisons are those of CPython's module, in its order. */
#include "../object/containers.h"
#include "builtins.h"

/* A heap at work: its length must stay n. */
typedef struct Heap {
    KiState *ks;
    KiList *list;
    int64_t n;
    bool max;
} Heap;

static int compare(Heap *h, KiValue a, KiValue b) {
    ki_incref(a); /* the comparison may take them out of the list */
    ki_incref(b);
    int r = ki_compare_bool(h->ks, a, b, KI_LT);
    ki_decref(h->ks, a);
    ki_decref(h->ks, b);
    if (r < 0 || h->list->len == h->n) return r;
    ki_raise(h->ks, KI_EXC_RuntimeError, "list changed size during iteration");
    return -1;
}

/* Does the item at i belong above the one at j? 1, 0, or -1 with an exception. */
static inline int above(Heap *h, int64_t i, int64_t j) {
    KiValue a = h->list->items[h->max ? j : i], b = h->list->items[h->max ? i : j];
    if (ki_both_int(a, b)) return a < b;
    if (ki_is_float(a) && ki_is_float(b)) return ki_float_val(a) < ki_float_val(b);
    return compare(h, a, b);
}

static inline void swap(Heap *h, int64_t i, int64_t j) {
    KiValue *items = h->list->items, t = items[i];
    items[i] = items[j];
    items[j] = t;
}

/* The item at pos rises towards start until its parent is not below it. */
static bool rise(Heap *h, int64_t start, int64_t pos) {
    while (pos > start) {
        int64_t parent = (pos - 1) >> 1;
        int r = above(h, pos, parent);
        if (r <= 0) return r == 0;
        swap(h, pos, parent);
        pos = parent;
    }
    return true;
}

/* The item at pos sinks to a leaf along the better children, then rises to its place: fewer
 * comparisons than stopping early, since what comes from the end of a heap is mostly large
 * (Knuth 5.2.3, exercise 16). */
static bool sink(Heap *h, int64_t pos) {
    int64_t start = pos;
    while (pos < h->n >> 1) {
        int64_t child = 2 * pos + 1;
        if (child + 1 < h->n) { /* of two equal children the right one */
            int r = above(h, child, child + 1);
            if (r < 0) return false;
            child += !r;
        }
        swap(h, pos, child);
        pos = child;
    }
    return rise(h, start, pos);
}

static bool order(Heap *h) {
    for (int64_t i = h->n / 2; i-- > 0;)
        if (!sink(h, i)) return false;
    return true;
}

/* --- functions --- */

static bool heap_of(KiState *ks, KiValue v, const char *fname, int n_args, bool max, Heap *h) {
    if (!ki_has_layout(v, KI_K_LIST)) {
        if (n_args > 1)
            ki_raise(ks, KI_EXC_TypeError, "%s() argument 1 must be list, not %s", fname,
                     ki_arg_type_name(ks, v));
        else
            ki_raise(ks, KI_EXC_TypeError, "%s() argument must be list, not %s", fname,
                     ki_arg_type_name(ks, v));
        return false;
    }
    *h = (Heap){ks, ki_list_of(v), ki_list_of(v)->len, max};
    return true;
}

static KiValue heap_push(KiState *ks, KiValue *args, int nargs) {
    Heap h;
    if (!heap_of(ks, args[0], "heappush", 2, false, &h) || !ki_list_append(ks, h.list, args[1]))
        return KI_ERR;
    h.n++;
    return rise(&h, 0, h.n - 1) ? KI_NONE : KI_ERR;
}

static KiValue empty(KiState *ks) {
    return ki_raise(ks, KI_EXC_IndexError, "index out of range");
}

static KiValue pop(KiState *ks, KiValue list, const char *fname, bool max) {
    Heap h;
    if (!heap_of(ks, list, fname, 1, max, &h)) return KI_ERR;
    if (!h.n) return empty(ks);
    KiValue last = h.list->items[--h.n], first;
    h.list->len = h.n;
    if (!h.n) return last;
    first = h.list->items[0];
    h.list->items[0] = last;
    if (sink(&h, 0)) return first;
    ki_decref(ks, first);
    return KI_ERR;
}

static KiValue heap_pop(KiState *ks, KiValue *args, int nargs) {
    return pop(ks, args[0], "heappop", false);
}
static KiValue heap_pop_max(KiState *ks, KiValue *args, int nargs) {
    return pop(ks, args[0], "_heappop_max", true);
}

/* The first item, owned, with item in its stead. */
static KiValue exchange(Heap *h, KiValue item) {
    KiValue first = h->list->items[0];
    h->list->items[0] = ki_new_ref(item);
    if (sink(h, 0)) return first;
    ki_decref(h->ks, first);
    return KI_ERR;
}

static KiValue heap_replace(KiState *ks, KiValue *args, int nargs) {
    Heap h;
    if (!heap_of(ks, args[0], "heapreplace", 2, false, &h)) return KI_ERR;
    return h.n ? exchange(&h, args[1]) : empty(ks);
}
static KiValue heap_replace_max(KiState *ks, KiValue *args, int nargs) {
    Heap h;
    if (!heap_of(ks, args[0], "_heapreplace_max", 2, true, &h)) return KI_ERR;
    return h.n ? exchange(&h, args[1]) : empty(ks);
}

static KiValue heap_pushpop(KiState *ks, KiValue *args, int nargs) {
    Heap h;
    if (!heap_of(ks, args[0], "heappushpop", 2, false, &h)) return KI_ERR;
    if (!h.n) return ki_new_ref(args[1]);
    KiValue first = ki_new_ref(h.list->items[0]);
    int r = ki_compare_bool(ks, first, args[1], KI_LT);
    ki_decref(ks, first);
    if (r <= 0) return r < 0 ? KI_ERR : ki_new_ref(args[1]);
    h.n = h.list->len;
    return h.n ? exchange(&h, args[1]) : empty(ks);
}

static KiValue heap_heapify(KiState *ks, KiValue *args, int nargs) {
    Heap h;
    return heap_of(ks, args[0], "heapify", 1, false, &h) && order(&h) ? KI_NONE : KI_ERR;
}
static KiValue heap_heapify_max(KiState *ks, KiValue *args, int nargs) {
    Heap h;
    return heap_of(ks, args[0], "_heapify_max", 1, true, &h) && order(&h) ? KI_NONE : KI_ERR;
}

bool ki_mod_heapq_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"heappush", "(heap, item, /)", heap_push, "Put an item into the heap.", 0},
        {"heappop", "(heap, /)", heap_pop, "Take the smallest item out of the heap.", 0},
        {"heapreplace", "(heap, item, /)", heap_replace,
         "Take the smallest item out, then put item in: faster than both, and the size stays.", 0},
        {"heappushpop", "(heap, item, /)", heap_pushpop,
         "Put item in, then take the smallest out: faster than both.", 0},
        {"heapify", "(heap, /)", heap_heapify, "Make a heap of a list, in linear time.", 0},
        {"_heappop_max", "(heap, /)", heap_pop_max, "heappop for the largest item.", 0},
        {"_heapreplace_max", "(heap, item, /)", heap_replace_max,
         "heapreplace for the largest item.", 0},
        {"_heapify_max", "(heap, /)", heap_heapify_max, "heapify with the largest item first.", 0},
        KI_DEF_END};
    return ki_module_add_functions(ks, m, functions);
}
