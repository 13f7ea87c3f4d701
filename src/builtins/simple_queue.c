/* _queue.SimpleQueue: a ring of values and a semaphore that counts those that nobody waits for. */
#include <math.h>
#include <semaphore.h>

#include "../object/containers.h"
#include "mod_thread.h"

typedef struct SimpleQueue {
    KiObj h;
    sem_t items;
    bool ready;    /* the semaphore is to be destroyed */
    KiValue *ring; /* cap of them, cap a power of two or 0 */
    size_t first, n, cap;
} SimpleQueue;

static SimpleQueue *queue_of(KiValue v) {
    return (SimpleQueue *)ki_obj(v);
}
static KiValue *place(SimpleQueue *q, size_t i) {
    return &q->ring[(q->first + i) & (q->cap - 1)];
}

static KiValue queue_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiType *own = (KiType *)ki_obj(ks->bi->slot[KI_BI_SIMPLE_QUEUE]);
    bool looks = ki_type_lookup(ks, cls, ks->names.d_init) ==
                 ki_type_lookup(ks, own, ks->names.d_init); /* else they are of __init__ */
    if (looks && nargs)
        return ki_raise(ks, KI_EXC_TypeError, "SimpleQueue() takes no positional arguments");
    if (looks && kwnames != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "SimpleQueue() takes no keyword arguments");
    SimpleQueue *q = (SimpleQueue *)ki_instance_alloc(ks, cls);
    if (!q) return KI_ERR;
    sem_init(&q->items, 0, 0);
    q->ready = true;
    return ki_from_obj(q);
}
static void queue_clear(KiState *ks, KiObj *o) {
    SimpleQueue *q = (SimpleQueue *)o;
    while (q->n) {
        KiValue v = *place(q, 0);
        q->first++;
        q->n--;
        ki_decref(ks, v);
    }
}
static void queue_dealloc(KiState *ks, KiObj *o) {
    SimpleQueue *q = (SimpleQueue *)o;
    queue_clear(ks, o);
    ki_mem_free(ks, q->ring, sizeof *q->ring * q->cap);
    q->ring = NULL;
    q->cap = 0;
    if (q->ready) sem_destroy(&q->items);
    q->ready = false;
}
static void queue_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    SimpleQueue *q = (SimpleQueue *)o;
    for (size_t i = 0; i < q->n; i++)
        visit(*place(q, i), arg);
}

static KiValue put(KiState *ks, SimpleQueue *q, KiValue item) {
    if (q->n == q->cap) {
        size_t cap = q->cap ? q->cap * 2 : 8;
        KiValue *ring = ki_mem_alloc(ks, sizeof *ring * cap);
        if (!ring) return KI_ERR;
        for (size_t i = 0; i < q->n; i++)
            ring[i] = *place(q, i);
        ki_mem_free(ks, q->ring, sizeof *ring * q->cap);
        q->ring = ring;
        q->cap = cap;
        q->first = 0;
    }
    *place(q, q->n++) = ki_new_ref(item);
    sem_post(&q->items);
    return KI_NONE;
}
/* seconds: how long to wait, below 0 for ever. */
static KiValue get(KiState *ks, SimpleQueue *q, double seconds) {
    int r = ki_sem_take(ks, &q->items, seconds);
    if (r < 0) return KI_ERR;
    if (!r || !q->n) { /* no items behind a semaphore: the collector has cleared the queue */
        return ki_raise_obj(ks, ks->bi->slot[KI_BI_QUEUE_EMPTY]);
    }
    KiValue v = *place(q, 0);
    q->first = (q->first + 1) & (q->cap - 1);
    q->n--;
    return v;
}

static KiValue m_put(KiState *ks, KiValue *a, int n) {
    return put(ks, queue_of(a[0]), a[1]);
}
static KiValue m_get(KiState *ks, KiValue *a, int n) {
    int block = ki_truth(ks, a[1]);
    double seconds = -1;
    if (block < 0) return KI_ERR;
    if (!block) return get(ks, queue_of(a[0]), 0);
    if (!ki_is_none(a[2])) {
        if (!ki_to_double(ks, a[2], &seconds)) {
            if (!ki_pending_is(ks, KI_EXC_TypeError)) return KI_ERR;
            ki_clear_exc(ks);
            return ki_raise(ks, KI_EXC_TypeError, "'%s' object cannot be interpreted as an integer",
                            ki_type_name(ks, a[2]));
        }
        if (isnan(seconds))
            return ki_raise(ks, KI_EXC_ValueError, "Invalid value NaN (not a number)");
        if (fabs(seconds) > 9223372036.854775)
            return ki_raise(ks, KI_EXC_OverflowError,
                            "timestamp too large to convert to C _PyTime_t");
        if (seconds < 0)
            return ki_raise(ks, KI_EXC_ValueError, "'timeout' must be a non-negative number");
    }
    return get(ks, queue_of(a[0]), seconds);
}
static KiValue m_get_nowait(KiState *ks, KiValue *args, int nargs) {
    return get(ks, queue_of(args[0]), 0);
}
static KiValue m_empty(KiState *ks, KiValue *a, int n) {
    return ki_bool(queue_of(a[0])->n == 0);
}
static KiValue m_qsize(KiState *ks, KiValue *a, int n) {
    return ki_int_from_i64(ks, (int64_t)queue_of(a[0])->n);
}
static KiValue m_class_getitem(KiState *ks, KiValue *args, int nargs) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), args, 2, KI_ABSENT);
}

KiType *ki_make_queue_empty_type(KiState *ks) {
    static const KiTypeDef def = {.name = "Empty",
                                  .module = "_queue",
                                  .doc = "There is nothing to get, and the caller waits no longer.",
                                  .flags = KI_TF_BASETYPE | KI_TF_HAS_WEAKREF};
    return ki_native_type(ks, &def, ks->exceptions[KI_EXC_Exception]);
}

KiType *ki_make_simple_queue_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = queue_dealloc,
                                  .clear = queue_clear,
                                  .traverse = queue_traverse,
                                  .getattr = ki_generic_getattr,
                                  .new_ = queue_new};
    static const KiDef methods[] = {
        {"put", "(self, /, item, block=True, timeout=None)", m_put,
         "Put an item in; there is always room.", 0},
        {"get", "(self, /, block=True, timeout=None)", m_get,
         "The next item; waits for one unless block is false, at most timeout seconds.",
         KI_DEF_WITH_CLASS},
        {"put_nowait", "(self, /, item)", m_put, "The same as put().", 0},
        {"get_nowait", "(self, /)", m_get_nowait, "The next item, or Empty at once.",
         KI_DEF_WITH_CLASS},
        {"empty", "(self, /)", m_empty, "Is nothing in the queue at the moment?", 0},
        {"qsize", "(self, /)", m_qsize, "How many items are in the queue at the moment.", 0},
        {"__class_getitem__", "(cls, item, /)", m_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiTypeDef def = {"SimpleQueue",
                                  "_queue",
                                  "()\nAn unbounded first in, first out queue "
                                  "without task tracking.",
                                  sizeof(SimpleQueue),
                                  KI_TF_BASETYPE | KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  NULL};
    return ki_native_type(ks, &def, NULL);
}
