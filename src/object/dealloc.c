/* Releasing objects whose reference count reached zero.
 *
 * Order as in CPython 3.11: __del__ (which may resurrect), then weak references are cleared and
 * their callbacks run, then what the object holds is released, in the order of CPython's types.
 * Chains of containers are released iteratively: below a certain depth an object waits on
 * heap->trash, before its __del__, until the outermost release has done its own part. A waiting
 * object has a count of 0, as a free block has.
 */
#include "heap_page.h"
#include "obj_shape.h"
#include "object_private.h"

#define DEPTH_MAX 64

/* False: no memory for the list; the caller then recurses after all. */
static bool trash_push(KiState *ks, KiObj *o) {
    KiHeap *h = ks->heap;
    if (h->n_trash == h->cap_trash) {
        size_t cap = h->cap_trash ? h->cap_trash * 2 : 64;
        KiObj **n = kb_realloc(&ks->alloc, h->trash, h->cap_trash * sizeof *n, cap * sizeof *n);
        if (!n) return false;
        h->trash = n;
        h->cap_trash = cap;
    }
    h->trash[h->n_trash++] = o;
    return true;
}

/* Releases what o holds and its block: attributes first, then what its layout has. Objects of
 * modules may need their attributes to the end. */
static void destroy(KiState *ks, KiObj *o) {
    KiType *t = ki_obj_type(o);
    bool late = t->layout == KI_K_OPAQUE;
    if (t->ext_offset && !late) ki_ext_release(ks, o);
    if (t->slots->dealloc) t->slots->dealloc(ks, o);
    if (t->ext_offset && late) ki_ext_release(ks, o);
    if (o->flags & KI_OF_GC) *ki_gc_mark(o) = 0; /* the block's next owner is young */
    ki_object_free(ks, o, 0);
    if (t->flags & KI_TF_HEAP) ki_decref_obj(ks, &t->h);
}

bool ki_run_finalizer(KiState *ks, KiObj *o) {
    KiType *t = ki_obj_type(o);
    o->flags |= KI_OF_FINALIZED;
    KiValue saved = ks->exc;
    ks->exc = KI_ABSENT;
    o->rc++;
    if (!t->slots->del(ks, ki_from_obj(o)) && ki_pending(ks))
        ki_write_unraisable(ks, ki_from_obj(o));
    if (ki_pending(ks)) ki_clear_exc(ks);
    ks->exc = saved;
    return --o->rc == 0;
}

static void release(KiState *ks, KiObj *o) {
    KiType *t = ki_obj_type(o);
    bool plain = !(t->flags & KI_TF_HEAP) && !t->slots->del && !t->ext_offset;
    if (KB_LIKELY(plain && !(o->flags & KI_OF_WEAKREFS))) {
        if (t->slots->dealloc) t->slots->dealloc(ks, o);
        if (o->flags & KI_OF_GC) *ki_gc_mark(o) = 0;
        ki_object_free(ks, o, 0);
        return;
    }
    if (KB_UNLIKELY(t->slots->del != NULL) && !(o->flags & KI_OF_FINALIZED) &&
        !ki_run_finalizer(ks, o))
        return; /* resurrected */
    if (KB_UNLIKELY(o->flags & KI_OF_WEAKREFS)) ki_weakrefs_cleared(ks, o);
    destroy(ks, o);
}

static KB_NOINLINE void dealloc_any(KiState *ks, KiObj *o) {
    KiHeap *h = ks->heap;
    if (KB_UNLIKELY(h->dealloc_depth >= DEPTH_MAX) && (o->flags & KI_OF_GC) && trash_push(ks, o))
        return;
    h->dealloc_depth++;
    release(ks, o);
    while (h->dealloc_depth == 1 && h->n_trash)
        release(ks, h->trash[--h->n_trash]);
    h->dealloc_depth--;
}

/* What has nothing to release but its block goes without saving registers. */
void ki_dealloc(KiState *ks, KiObj *o) {
    if (o->kind == KI_K_STR && !(o->flags & (KI_OF_WEAKREFS | KI_STR_INTERNED)) &&
        !((KiStr *)o)->utf8)
        ki_object_free(ks, o, 0);
    else if (o->kind == KI_K_INT)
        ki_object_free(ks, o, 0);
    else
        dealloc_any(ks, o);
}

void ki_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiType *t = ki_obj_type(o);
    if (t->slots->traverse) t->slots->traverse(o, visit, arg);
    if (t->ext_offset) ki_ext_traverse(o, visit, arg);
    if (t->flags & KI_TF_HEAP) visit(ki_from_obj(t), arg);
}

/* --- the end of a state --- */

static void pin(KiState *ks, KiObj *o, void *arg) {
    o->rc = KI_RC_IMMORTAL;
}

/* A state that failed to start may have types that have no type yet. */
static bool is_class(KiObj *o) {
    return !o->shape || ki_obj_type(o)->layout == KI_K_TYPE;
}

static void free_memory_of(KiState *ks, KiObj *o, void *arg) {
    if (is_class(o)) return;
    KiType *t = ki_obj_type(o);
    if (t->slots->dealloc) t->slots->dealloc(ks, o);
    if (t->ext_offset) ki_ext_release(ks, o);
}

/* Chains the types through their unused ext field: their headers cannot be read any more once the
 * shapes of their metaclasses are gone. */
static void chain_type(KiState *ks, KiObj *o, void *arg) {
    KiType **list = arg;
    if (!is_class(o)) return;
    ((KiType *)o)->ext = *list;
    *list = (KiType *)o;
}

/* Every object still alive gives back the memory it holds outside the pages. With all counts
 * immortal the order does not matter: releasing a child is a no-op. The types go last, since
 * everything else finds its functions through them. */
void ki_heap_teardown(KiState *ks) {
    KiType *types = NULL;
    ki_heap_each(ks, pin, NULL);
    ki_heap_each(ks, free_memory_of, NULL);
    ki_heap_each(ks, chain_type, &types);
    for (; types; types = types->ext)
        ki_type_free_memory(ks, types);
}
