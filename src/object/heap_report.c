/* Heap debug builds: at the end of a state, lists the objects that some reference nobody owns any
 * more still keeps alive. Every reference between objects is subtracted from the counts, as the
 * cycle collector does; what then has a count left was leaked by C code (objects that only a leaked
 * one refers to are not listed), what falls below 0 was released too often or is traversed wrongly.
 * Only objects that can be part of a cycle are looked at. */
#ifdef KB_HEAP_DEBUG
#include <stdio.h>

#include "heap_page.h"
#include "object_private.h"

static void subtract(KiValue v, void *arg) {
    if (ki_is_ptr(v) && v && (ki_obj(v)->flags & KI_OF_GC) && ki_obj(v)->rc < KI_RC_IMMORTAL)
        ki_obj(v)->rc--;
}

static void subtract_all(KiState *ks, KiObj *o, void *arg) {
    ki_traverse(o, subtract, NULL);
    if (ki_obj_type(o)->layout != KI_K_TYPE || o->rc < KI_RC_IMMORTAL) return;
    KiType *t = (KiType *)o; /* built-in types are not traversed otherwise */
    KiObj *held[] = {(KiObj *)t->dict, (KiObj *)t->mro, (KiObj *)t->bases, (KiObj *)t->name};
    for (int i = 0; i < 4; i++)
        if (held[i]) subtract(ki_from_obj(held[i]), NULL);
}

/* One more for everybody, so that no count passes through 0, which means "free". */
static void raise_count(KiState *ks, KiObj *o, void *arg) {
    if (o->rc < KI_RC_IMMORTAL) o->rc++;
}

static void report(KiState *ks, KiObj *o, void *arg) {
    int *n = arg;
    int left = (int)(o->rc - 1);
    if (!(o->flags & KI_OF_GC) || left == 0 ||
        (o->rc >= KI_RC_IMMORTAL && o->rc < UINT32_MAX - 100000))
        return;
    if ((*n)++ >= 30) return;
    const char *what = "";
    if (o->kind == KI_K_FUNC)
        what = ki_cstr(ks, ki_str_of(((KiFunc *)o)->qualname));
    else if (o->kind == KI_K_NATIVE || o->kind == KI_K_METHOD_DESCR)
        what = ((KiNative *)o)->name;
    else if (ki_obj_type(o)->layout == KI_K_TYPE)
        what = ki_cstr(ks, ((KiType *)o)->name);
    else if (o->kind == KI_K_TUPLE && ((KiTuple *)o)->len)
        what = ki_type_name(ks, ((KiTuple *)o)->items[0]);
    fprintf(stderr, "heap report: %s %s at %p, %d references too many\n",
            ki_type_cname(ks, ki_obj_type(o)), what, (void *)o, left);
}

void ki_heap_report(KiState *ks) {
    int n = 0;
    ki_gc_collect(ks, 2);
    ki_heap_each(ks, raise_count, NULL);
    if (ks->memory_error != KI_ABSENT) ki_obj(ks->memory_error)->rc--;
    KiValue roots[] = {ks->empty_tuple, ks->empty_frozenset};
    for (int i = 0; i < 2; i++)
        if (ki_is_ptr(roots[i]) && roots[i]) subtract(roots[i], NULL);
    ki_heap_each(ks, subtract_all, NULL);
    ki_heap_each(ks, report, &n);
    if (n) fprintf(stderr, "heap report: %d objects\n", n);
}
#else
typedef int ki_heap_report_unused;
#endif
