/* The cycle collector: trial deletion. Source: Bacon and Rajan 2001, synchronous variant; the order
 * of weak references and finalisers follows CPython 3.11 (PEP 442).
 *
 *  1. the candidates (young objects, or all) turn WHITE
 *  2. every reference between two candidates is subtracted from the target's count
 *  3. a candidate with a count left is referred to from outside: it and all it reaches turn BLACK,
 *     and the references of black objects are added back
 *  4. what stays white is unreachable; its references are added back, so all counts are true again
 *  5. weak references to it are cleared, callbacks run, finalisers run; if any ran, 1-4 are
 * repeated on the unreachable set to find what was resurrected; the rest is cleared, which frees it
 *
 * Colours live in the page's mark bytes. Counts pass through 0 in between, so only the mark, not
 * the count, tells which blocks take part. Nothing is allocated before step 5. */
#include "heap_page.h"
#include "obj_shape.h"
#include "object_private.h"
#include "type_cache.h"

enum {
    OLD = 1,       /* survived a collection (kept between collections) */
    WHITE = 2,     /* candidate, not known to be reachable */
    GREY = 4,      /* reachable, references not yet added back */
    BLACK = 8,     /* reachable, done */
    MIDDLE = 16,   /* with OLD: only a young collection so far, generation 1 of the gc module */
    FROZEN = 32,   /* gc.freeze(): no candidate until gc.unfreeze() */
    LIFELONG = 64, /* made before the first script: no candidate until the state ends */
    COLOURS = WHITE | GREY | BLACK,
    LASTING = OLD | MIDDLE | FROZEN | LIFELONG,
};
#define STACK_MAX 1024

/* The objects a phase runs over: all marked ones of the heap, or an array. */
typedef struct Set {
    KiHeap *heap;
    KiObj **at; /* NULL: walk the heap */
    size_t n;
    bool young_only;
} Set;

typedef struct Mark {
    KiObj *stack[STACK_MAX];
    int n;
    bool overflow; /* some grey objects are not on the stack */
} Mark;

typedef void (*PhaseFn)(KiObj *o, uint8_t *mark, void *arg);

static char *chunk_pages(const KiChunk *c) {
    return (char *)(((uintptr_t)c->pages + KI_PAGE_SIZE - 1) & ~(uintptr_t)(KI_PAGE_SIZE - 1));
}

static void each_of_page(KiPage *pg, PhaseFn fn, void *arg) {
    for (uint32_t i = 0; i < pg->bump; i++)
        fn((KiObj *)(pg->first + (size_t)i * pg->size), &pg->mark[i], arg);
}

static void each(Set *s, PhaseFn fn, void *arg) {
    if (s->at) {
        for (size_t i = 0; i < s->n; i++)
            fn(s->at[i], ki_gc_mark(s->at[i]), arg);
        return;
    }
    for (KiChunk *c = s->heap->chunks; c; c = c->next)
        for (int i = 0; i < c->n_pages; i++) {
            KiPage *pg = (KiPage *)(chunk_pages(c) + (size_t)i * KI_PAGE_SIZE);
            if (pg->capacity && pg->space == KI_SPACE_GC && (pg->young || !s->young_only))
                each_of_page(pg, fn, arg);
        }
    for (KiLarge *l = s->heap->large.next; l != &s->heap->large; l = l->next)
        if (l->space == KI_SPACE_GC) fn(ki_large_obj(l), &l->mark, arg);
}

/* --- 1 --- */

static void paint(KiObj *o, uint8_t *mark, bool candidate) {
    *mark &= LASTING;
    if (o->rc && o->rc < KI_RC_IMMORTAL && candidate && !(*mark & (FROZEN | LIFELONG)))
        *mark |= WHITE;
}
static void paint_young(KiObj *o, uint8_t *mark, void *arg) {
    paint(o, mark, !(*mark & OLD));
}
static void paint_middle(KiObj *o, uint8_t *mark, void *arg) {
    paint(o, mark, !(*mark & OLD) || (*mark & MIDDLE));
}
static void paint_all(KiObj *o, uint8_t *mark, void *arg) {
    paint(o, mark, true);
}
static void paint_white(KiObj *o, uint8_t *mark, void *arg) {
    *mark = (uint8_t)((*mark & LASTING) | WHITE);
}

/* --- 2 --- */

static KiObj *candidate(KiValue v, uint8_t **mark) {
    if (!ki_is_ptr(v) || !v) return NULL;
    KiObj *o = ki_obj(v);
    if (!(o->flags & KI_OF_GC)) return NULL;
    *mark = ki_gc_mark(o);
    return **mark & COLOURS ? o : NULL;
}

static void subtract_ref(KiValue v, void *arg) {
    uint8_t *m;
    KiObj *o = candidate(v, &m);
    if (o) o->rc--;
}
static void subtract(KiObj *o, uint8_t *mark, void *arg) {
    if (*mark & WHITE) ki_traverse(o, subtract_ref, NULL);
}

/* --- 3 --- */

static void push_grey(Mark *mk, KiObj *o, uint8_t *mark) {
    *mark = (uint8_t)((*mark & ~COLOURS) | GREY);
    if (mk->n < STACK_MAX)
        mk->stack[mk->n++] = o;
    else
        mk->overflow = true;
}
static void add_and_reach(KiValue v, void *arg) {
    uint8_t *m;
    KiObj *o = candidate(v, &m);
    if (!o) return;
    o->rc++;
    if (*m & WHITE) push_grey(arg, o, m);
}
static void blacken(Mark *mk, KiObj *o, uint8_t *mark) {
    *mark = (uint8_t)((*mark & ~COLOURS) | BLACK);
    ki_traverse(o, add_and_reach, mk);
}
static void drain(Mark *mk) {
    while (mk->n) {
        KiObj *o = mk->stack[--mk->n];
        uint8_t *m = ki_gc_mark(o);
        if (*m & GREY) blacken(mk, o, m);
    }
}
static void scan(KiObj *o, uint8_t *mark, void *arg) {
    if ((*mark & GREY) || ((*mark & WHITE) && o->rc > 0)) {
        blacken(arg, o, mark);
        drain(arg);
    }
}

/* --- 4 --- */

static void add_ref(KiValue v, void *arg) {
    uint8_t *m;
    KiObj *o = candidate(v, &m);
    if (o) o->rc++;
}
typedef struct Count {
    int64_t white, black;
} Count;
static void restore(KiObj *o, uint8_t *mark, void *arg) {
    Count *c = arg;
    if (*mark & WHITE) {
        ki_traverse(o, add_ref, NULL);
        c->white++;
    } else if (*mark & BLACK) {
        c->black++;
    }
}

/* Steps 2 to 4 on a painted set. */
static Count find_unreachable(Set *s) {
    Mark mk = {.n = 0};
    Count c = {0};
    each(s, subtract, NULL);
    do {
        mk.overflow = false;
        each(s, scan, &mk);
    } while (mk.overflow);
    each(s, restore, &c);
    return c;
}

/* --- 5 --- */

typedef struct Gather {
    KiObj **at;
    size_t n, cap;
    uint8_t survivor; /* the mark of a reachable object from now on */
} Gather;
/* Survivors become old and lose their colour; the unreachable stay white and are gathered. */
static void sort_out(KiObj *o, uint8_t *mark, void *arg) {
    Gather *g = arg;
    if (*mark & BLACK)
        *mark = g->survivor;
    else if ((*mark & WHITE) && g->n < g->cap)
        g->at[g->n++] = o;
}
static void forget_colours(KiObj *o, uint8_t *mark, void *arg) {
    *mark &= LASTING;
}

/* Breadth first: the objects in the order in which they are met from the first one on. */
typedef struct Queue {
    KiObj **at;
    size_t n;
} Queue;
static void enqueue(KiValue v, void *arg) {
    Queue *q = arg;
    uint8_t *m;
    KiObj *o = candidate(v, &m);
    if (!o || !(*m & WHITE)) return;
    *m = (uint8_t)((*m & ~COLOURS) | GREY);
    q->at[q->n++] = o;
}
/* Puts the unreachable objects in the order of the way from root, if root is one of them: that is
 * where CPython's lists have brought them by its last collection. */
static void order_from(KiState *ks, Gather *g, const KiObj *root) {
    size_t i = 0;
    while (i < g->n && g->at[i] != root)
        i++;
    Queue q = {.at = i < g->n ? kb_malloc(&ks->alloc, g->n * sizeof *q.at) : NULL};
    if (!q.at) return; /* no memory: any order will do */
    enqueue(ki_from_obj(g->at[i]), &q);
    for (i = 0; i < q.n; i++)
        ki_traverse(q.at[i], enqueue, &q);
    for (i = 0; i < g->n; i++)
        enqueue(ki_from_obj(g->at[i]), &q);
    for (i = 0; i < g->n; i++) {
        g->at[i] = q.at[i];
        paint_white(q.at[i], ki_gc_mark(q.at[i]), NULL);
    }
    kb_free(&ks->alloc, q.at, g->n * sizeof *q.at);
}

/* --- the order of finalisers --- */

static bool has_age(const KiObj *o) {
    const KiType *t = ki_obj_type(o);
    if (o->kind == KI_K_INSTANCE) return t->layout == KI_K_OBJECT && t->slots->del;
    return o->kind == KI_K_GENERATOR || o->kind == KI_K_COROUTINE || o->kind == KI_K_ASYNC_GEN;
}
/* How many such objects were made since o, as far as 16 bits tell. */
static uint16_t age_of(const KiState *ks, const KiObj *o) {
    return (uint16_t)((uint16_t)ks->next_object_id - o->aux);
}

/* Merges two sorted runs of `from` into `to`. */
static void merge(const KiState *ks, KiObj **from, KiObj **to, size_t lo, size_t mid, size_t hi) {
    for (size_t a = lo, b = mid, i = lo; i < hi; i++)
        to[i] = b == hi || (a < mid && age_of(ks, from[a]) >= age_of(ks, from[b])) ? from[a++]
                                                                                   : from[b++];
}
/* Objects with a finaliser take each other's places in the list, so that the oldest is the first:
 * where their blocks lie says little about that. */
static void order_by_age(KiState *ks, Gather *g) {
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        n += has_age(g->at[i]);
    KiObj **a = n > 1 ? kb_malloc(&ks->alloc, 2 * n * sizeof *a) : NULL;
    if (!a) return;
    KiObj **from = a, **to = a + n;
    for (size_t i = 0, k = 0; i < g->n; i++)
        if (has_age(g->at[i])) from[k++] = g->at[i];
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t lo = 0; lo < n; lo += 2 * width)
            merge(ks, from, to, lo, lo + width < n ? lo + width : n,
                  lo + 2 * width < n ? lo + 2 * width : n);
        KiObj **other = from;
        from = to;
        to = other;
    }
    for (size_t i = 0, k = 0; i < g->n; i++)
        if (has_age(g->at[i])) g->at[i] = from[k++];
    kb_free(&ks->alloc, a, 2 * n * sizeof *a);
}

static bool finalize(KiState *ks, Gather *g, bool classes) {
    bool any = false;
    for (size_t i = 0; i < g->n; i++) {
        KiObj *o = g->at[i];
        if (ki_obj_type(o)->slots->del && !(o->flags & KI_OF_FINALIZED) &&
            ki_is_type(ki_from_obj(o)) == classes) {
            any = true;
            (void)ki_run_finalizer(ks, o);
        }
    }
    return any;
}

/* Classes first: CPython goes by age, and a class is older than its instances. */
static bool finalize_all(KiState *ks, Gather *g) {
    bool any = finalize(ks, g, true);
    return finalize(ks, g, false) || any;
}

/* After finalisers ran: only what is still unreachable stays in g. Every member has one count from
 * g itself, which is taken off for the while. */
static void drop_resurrected(KiState *ks, Gather *g) {
    Set s = {.heap = ks->heap, .at = g->at, .n = g->n};
    size_t n = 0;
    each(&s, paint_white, NULL);
    for (size_t i = 0; i < g->n; i++)
        g->at[i]->rc--;
    find_unreachable(&s);
    for (size_t i = 0; i < g->n; i++)
        g->at[i]->rc++;
    for (size_t i = 0; i < g->n; i++) {
        KiObj *o = g->at[i];
        uint8_t *m = ki_gc_mark(o);
        if (*m & WHITE) {
            g->at[n++] = o;
        } else {
            *m = OLD;
            ki_decref_obj(ks, o);
        }
    }
    g->n = n;
}

static void clear_object(KiState *ks, KiObj *o) {
    KiType *t = ki_obj_type(o);
    if (t->slots->clear) t->slots->clear(ks, o);
    if (t->ext_offset) ki_ext_clear(ks, o);
}

static void delete_garbage(KiState *ks, Gather *g) {
    KiHeap *h = ks->heap;
    bool save = h->hooks && (h->debug & KI_GC_SAVE_ALL);
    for (size_t i = 0; i < g->n; i++) {
        if (save)
            h->hooks->save(ks, g->at[i]);
        else if (g->at[i]->rc > 1)
            clear_object(ks, g->at[i]);
    }
    for (size_t i = 0; i < g->n; i++) {
        *ki_gc_mark(g->at[i]) = OLD;
        ki_decref_obj(ks, g->at[i]);
    }
}

static void dispose(KiState *ks, Gather *g) {
    for (size_t i = 0; i < g->n; i++)
        ki_incref_obj(g->at[i]);
    if (ks->heap->hooks && ks->heap->debug) ks->heap->hooks->found(ks, g->at, g->n);
    ki_weakrefs_clear_garbage(ks, g->at, g->n);
    Set s = {.heap = ks->heap, .at = g->at, .n = g->n};
    each(&s, forget_colours, NULL);
    if (finalize_all(ks, g)) drop_resurrected(ks, g);
    Set rest = {.heap = ks->heap, .at = g->at, .n = g->n};
    each(&rest, forget_colours, NULL);
    delete_garbage(ks, g);
}

bool ki_gc_is_garbage(KiObj *o) {
    return (o->flags & KI_OF_GC) && (*ki_gc_mark(o) & WHITE);
}

static void calm_pages(KiHeap *h) {
    for (KiChunk *c = h->chunks; c; c = c->next)
        for (int i = 0; i < c->n_pages; i++)
            ((KiPage *)(chunk_pages(c) + (size_t)i * KI_PAGE_SIZE))->young = 0;
    for (int i = 0; i < (int)KI_N_CLASSES; i++)
        h->cur[KI_SPACE_GC][i]->young = 1;
}

static void settle(KiObj *o, uint8_t *mark, void *arg) {
    if (o->rc) *mark |= OLD | LIFELONG;
}
static void unsettle(KiObj *o, uint8_t *mark, void *arg) {
    *mark &= (uint8_t)~LIFELONG;
}
void ki_gc_settle(KiState *ks, bool on) {
    Set s = {.heap = ks->heap};
    each(&s, on ? settle : unsettle, NULL);
    calm_pages(ks->heap);
}

static bool busy(KiHeap *h) {
    return h->collecting || h->n_trash;
}

/* One run over a generation; how many objects it released. root: see ki_gc_collect_from. */
static int64_t run(KiState *ks, int generation, const KiObj *root) {
    static const PhaseFn painters[3] = {paint_young, paint_middle, paint_all};
    KiHeap *h = ks->heap;
    Set s = {.heap = h, .young_only = generation == 0};
    ki_type_cache_let_go(ks);
    each(&s, painters[generation], NULL);
    Count c = find_unreachable(&s);
    Gather g = {.cap = (size_t)c.white, .survivor = generation == 0 ? OLD | MIDDLE : OLD};
    size_t bytes = g.cap * sizeof(KiObj *);
    if (c.white) g.at = kb_malloc(&ks->alloc, bytes);
    if (c.white && !g.at) g.cap = 0; /* no memory even for the list: nothing is freed this time */
    each(&s, sort_out, &g);
    calm_pages(h);
    h->old_count = generation == 2 ? c.black : h->old_count + c.black;
    h->old_pending = generation == 2 ? 0 : h->old_pending + c.black;
    if (g.at) {
        if (root)
            order_from(ks, &g, root);
        else
            order_by_age(ks, &g);
        dispose(ks, &g);
        kb_free(&ks->alloc, g.at, bytes);
    } else if (c.white) {
        each(&s, forget_colours, NULL);
    }
    return (int64_t)g.n;
}

int64_t ki_gc_collect(KiState *ks, int generation) {
    return ki_gc_collect_from(ks, generation, NULL);
}

int64_t ki_gc_collect_from(KiState *ks, int generation, const KiObj *root) {
    KiHeap *h = ks->heap;
    if (busy(h)) return 0;
    h->collecting = true;
    if (h->hooks) h->hooks->start(ks, generation);
    int64_t found = run(ks, generation, root);
    h->collected[generation] += found;
    h->collections[generation]++;
    if (generation < 2) h->runs[generation + 1]++;
    for (int i = 1; i <= generation; i++)
        h->runs[i] = 0;
    h->countdown = h->threshold;
    h->pressure = 0;
    if (h->hooks) h->hooks->stop(ks, generation, found);
    h->collecting = false;
    return found;
}

void ki_gc_poll(KiState *ks) {
    KiHeap *h = ks->heap;
    if (!h->enabled || busy(h)) return;
    bool full = h->old_pending > 25000 && h->old_pending > h->old_count / 4;
    if (h->countdown > 0 && h->pressure < h->pressure_limit) return;
    KiValue saved = ks->exc; /* callbacks and finalisers run with nothing pending */
    ks->exc = KI_ABSENT;
    ki_gc_collect(ks, full || h->pressure >= h->pressure_limit ? 2 : 0);
    ks->exc = saved;
}

void ki_gc_add_pressure(KiState *ks, int64_t bytes) {
    KiHeap *h = ks->heap;
    h->pressure += bytes;
    if (h->pressure < 0) h->pressure = 0;
    if (h->pressure >= h->pressure_limit && h->enabled) ki_break(ks, KI_BREAK_GC);
}

/* --- the gc module's view --- */

void ki_gc_enable(KiState *ks, bool on) {
    ks->heap->enabled = on;
}
bool ki_gc_enabled(KiState *ks) {
    return ks->heap->enabled;
}
void ki_gc_counts(KiState *ks, int64_t counts[3]) {
    KiHeap *h = ks->heap;
    counts[0] = h->countdown < h->threshold ? h->threshold - h->countdown : 0;
    counts[1] = h->runs[1];
    counts[2] = h->runs[2];
}
KiGcStats ki_gc_stats(KiState *ks, int generation) {
    KiHeap *h = ks->heap;
    return (KiGcStats){h->collections[generation], h->collected[generation], 0};
}
void ki_gc_set_threshold(KiState *ks, int64_t young) {
    KiHeap *h = ks->heap;
    h->threshold = young > 0 ? young : INT64_MAX / 2;
    h->countdown = h->threshold;
}
void ki_gc_set_hooks(KiState *ks, const KiGcHooks *hooks) {
    ks->heap->hooks = hooks;
}
void ki_gc_set_debug(KiState *ks, int flags) {
    ks->heap->debug = flags;
}
int ki_gc_debug(KiState *ks) {
    return ks->heap->debug;
}

static void freeze(KiObj *o, uint8_t *mark, void *arg) {
    if (o->rc) *mark |= OLD | FROZEN;
}
static void unfreeze(KiObj *o, uint8_t *mark, void *arg) {
    if (*mark & FROZEN) *mark = OLD | (*mark & LIFELONG);
}
static void count_frozen(KiObj *o, uint8_t *mark, void *arg) {
    *(int64_t *)arg += o->rc && (*mark & FROZEN);
}
void ki_gc_freeze(KiState *ks, bool on) {
    Set s = {.heap = ks->heap};
    each(&s, on ? freeze : unfreeze, NULL);
}
int64_t ki_gc_frozen(KiState *ks) {
    Set s = {.heap = ks->heap};
    int64_t n = 0;
    each(&s, count_frozen, &n);
    return n;
}
int ki_gc_generation(KiObj *o) {
    if (!(o->flags & KI_OF_GC)) return -1;
    uint8_t mark = *ki_gc_mark(o);
    if (mark & FROZEN) return 3;
    return !(mark & OLD) ? 0 : mark & MIDDLE ? 1 : 2;
}
