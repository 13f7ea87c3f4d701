/* Weak references: a side table from object to its chain of KiWeakref, so that objects pay one flag
 * bit. The plain reference (exact type, no callback) is shared and comes first in a chain; others
 * follow newest first, which is the order their callbacks run in. */
#include "heap.h"
#include "object_private.h"

typedef struct WeakEntry {
    KiObj *key; /* NULL: free; TOMB: deleted */
    KiWeakref *head;
} WeakEntry;
struct KiWeakTable {
    size_t used, filled, mask; /* used: live; filled: live and deleted */
    WeakEntry *at;
};
#define TOMB ((KiObj *)1)

static size_t ptr_hash(const KiObj *o) {
    uint64_t x = (uintptr_t)o >> 4;
    return (size_t)(x ^ (x >> 12) ^ (x >> 24));
}

static WeakEntry *find(struct KiWeakTable *t, const KiObj *o) {
    if (!t->at) return NULL;
    for (size_t i = ptr_hash(o);; i++) {
        WeakEntry *e = &t->at[i & t->mask];
        if (e->key == o) return e;
        if (!e->key) return NULL;
    }
}

static bool grow(KiState *ks, struct KiWeakTable *t) {
    size_t cap = 16;
    while (cap < t->used * 3 + 8)
        cap *= 2;
    WeakEntry *n = kb_calloc(&ks->alloc, cap * sizeof *n);
    if (!n) {
        ki_raise_nomem(ks);
        return false;
    }
    for (size_t i = 0; t->at && i <= t->mask; i++) {
        KiObj *key = t->at[i].key;
        if (!key || key == TOMB) continue;
        size_t j = ptr_hash(key) & (cap - 1);
        while (n[j].key)
            j = (j + 1) & (cap - 1);
        n[j] = t->at[i];
    }
    if (t->at) kb_free(&ks->alloc, t->at, (t->mask + 1) * sizeof *n);
    t->at = n;
    t->mask = cap - 1;
    t->filled = t->used;
    return true;
}

/* The entry of o, made if there is none. */
static WeakEntry *entry(KiState *ks, KiObj *o) {
    if (!ks->weakrefs && !(ks->weakrefs = kb_calloc(&ks->alloc, sizeof *ks->weakrefs))) {
        ki_raise_nomem(ks);
        return NULL;
    }
    struct KiWeakTable *t = ks->weakrefs;
    WeakEntry *e = find(t, o);
    if (e) return e;
    if ((!t->at || (t->filled + 1) * 4 > (t->mask + 1) * 3) && !grow(ks, t)) return NULL;
    size_t i = ptr_hash(o) & t->mask;
    while (t->at[i].key && t->at[i].key != TOMB)
        i = (i + 1) & t->mask;
    t->filled += t->at[i].key == NULL;
    t->used++;
    t->at[i] = (WeakEntry){o, NULL};
    return &t->at[i];
}

static KiWeakref *detach_chain(KiState *ks, KiObj *o) {
    WeakEntry *e = ks->weakrefs ? find(ks->weakrefs, o) : NULL;
    o->flags &= (uint8_t)~KI_OF_WEAKREFS;
    if (!e) return NULL;
    KiWeakref *head = e->head;
    e->key = TOMB;
    e->head = NULL;
    ks->weakrefs->used--;
    return head;
}

static void run_callback(KiState *ks, KiWeakref *w, KiValue callback) {
    KiValue saved = ks->exc;
    ks->exc = KI_ABSENT;
    KiValue r = ki_call1(ks, callback, ki_from_obj(w));
    if (r == KI_ERR)
        ki_write_unraisable(ks, callback);
    else
        ki_decref(ks, r);
    ks->exc = saved;
}

/* Marks every reference of the chain dead; those with a callback to run are kept alive and put on
 * *todo (linked through next, in order). */
static void kill_chain(KiState *ks, KiWeakref *w, bool garbage, KiWeakref ***todo_end) {
    while (w) {
        KiWeakref *next = w->next;
        w->target = KI_ABSENT;
        w->next = NULL;
        /* a reference with count 0 is itself being torn down further up */
        if (w->callback != KI_NONE && w->h.rc && !(garbage && ki_gc_is_garbage(&w->h))) {
            ki_incref_obj(&w->h);
            **todo_end = w;
            *todo_end = &w->next;
        }
        w = next;
    }
}

static void run_callbacks(KiState *ks, KiWeakref *w) {
    while (w) {
        KiWeakref *next = w->next;
        w->next = NULL;
        KiValue cb = w->callback;
        w->callback = KI_NONE;
        run_callback(ks, w, cb);
        ki_decref(ks, cb);
        ki_decref_obj(ks, &w->h);
        w = next;
    }
}

void ki_weakrefs_cleared(KiState *ks, KiObj *o) {
    KiWeakref *todo = NULL, **end = &todo;
    kill_chain(ks, detach_chain(ks, o), false, &end);
    run_callbacks(ks, todo);
}

void ki_weakrefs_clear_garbage(KiState *ks, KiObj **at, size_t n) {
    KiWeakref *todo = NULL, **end = &todo;
    for (size_t i = 0; i < n; i++)
        if (at[i]->flags & KI_OF_WEAKREFS) kill_chain(ks, detach_chain(ks, at[i]), true, &end);
    run_callbacks(ks, todo);
}

void ki_weak_table_free(KiState *ks) {
    struct KiWeakTable *t = ks->weakrefs;
    if (!t) return;
    if (t->at) kb_free(&ks->alloc, t->at, (t->mask + 1) * sizeof(WeakEntry));
    kb_free(&ks->alloc, t, sizeof *t);
    ks->weakrefs = NULL;
}

/* --- the type weakref.ReferenceType --- */

KiValue ki_weakref_new(KiState *ks, KiType *cls, KiValue target, KiValue callback) {
    KiType *exact = ks->types[KI_K_WEAKREF];
    if (!ki_is_ptr(target) || !(ki_obj_type(ki_obj(target))->flags & KI_TF_HAS_WEAKREF))
        return ki_raise(ks, KI_EXC_TypeError, "cannot create weak reference to '%s' object",
                        ki_type_name(ks, target));
    KiObj *o = ki_obj(target);
    bool plain = cls == exact && callback == KI_NONE;
    KiWeakref *first = NULL;
    if (o->flags & KI_OF_WEAKREFS) {
        WeakEntry *e = find(ks->weakrefs, o);
        first = e ? e->head : NULL;
    }
    bool has_plain = first && ki_obj_type(&first->h) == exact && first->callback == KI_NONE;
    if (plain && has_plain) return ki_new_ref(ki_from_obj(first));
    KiWeakref *w = (KiWeakref *)ki_instance_alloc(ks, cls);
    if (!w) return KI_ERR;
    w->target = KI_ABSENT;
    w->callback = ki_new_ref(callback);
    w->hash = -1;
    WeakEntry *e = entry(ks, o);
    if (!e) {
        ki_decref_obj(ks, &w->h);
        return KI_ERR;
    }
    w->target = target;
    KiWeakref **at = has_plain ? &e->head->next : &e->head;
    if (!plain && *at && ((*at)->h.flags & KI_WEAKREF_SHARED)) at = &(*at)->next;
    w->next = *at;
    *at = w;
    o->flags |= KI_OF_WEAKREFS;
    return ki_from_obj(w);
}

KiValue ki_weakref_list(KiState *ks, KiValue target) {
    KiList *l = ki_list_new(ks, 0);
    if (!l) return KI_ERR;
    if (ki_is_ptr(target) && (ki_obj(target)->flags & KI_OF_WEAKREFS)) {
        WeakEntry *e = find(ks->weakrefs, ki_obj(target));
        for (KiWeakref *w = e ? e->head : NULL; w; w = w->next)
            if (!ki_list_append(ks, l, ki_from_obj(w))) {
                ki_decref_obj(ks, &l->h);
                return KI_ERR;
            }
    }
    return ki_from_obj(l);
}

static KiValue weakref_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1)
        return ki_raise(ks, KI_EXC_TypeError, "__new__ expected at least 1 argument, got 0");
    if (nargs > 2)
        return ki_raise(ks, KI_EXC_TypeError, "__new__ expected at most 2 arguments, got %d",
                        nargs);
    return ki_weakref_new(ks, cls, args[0], nargs == 2 ? args[1] : KI_NONE);
}

/* ref.__init__ accepts what __new__ did. */
static bool weakref_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (ki_n_kw(kwnames) && ki_type_of(ks, self) == ks->types[KI_K_WEAKREF])
        ki_raise(ks, KI_EXC_TypeError, "ref() takes no keyword arguments");
    else if (nargs < 1 || nargs > 2)
        ki_raise(ks, KI_EXC_TypeError, "__init__ expected at %s, got %d",
                 nargs ? "most 2 arguments" : "least 1 argument", nargs);
    return !ki_pending(ks);
}

static void weakref_dealloc(KiState *ks, KiObj *o) {
    KiWeakref *w = (KiWeakref *)o;
    if (w->target != KI_ABSENT && w->target) {
        WeakEntry *e = ks->weakrefs ? find(ks->weakrefs, ki_obj(w->target)) : NULL;
        KiWeakref **at = e ? &e->head : NULL;
        while (at && *at && *at != w)
            at = &(*at)->next;
        if (at && *at) *at = w->next;
        if (e && !e->head) {
            ki_obj(w->target)->flags &= (uint8_t)~KI_OF_WEAKREFS;
            e->key = TOMB;
            ks->weakrefs->used--;
        }
    }
    if (w->callback) ki_decref(ks, w->callback);
}
static void weakref_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiWeakref *)o)->callback, arg);
}
static void weakref_clear(KiState *ks, KiObj *o) {
    ki_assign(ks, &((KiWeakref *)o)->callback, KI_NONE);
}

KiValue ki_weakref_get(KiValue ref) {
    KiValue t = ((KiWeakref *)ki_obj(ref))->target;
    return t == KI_ABSENT || ki_obj(t)->rc == 0 ? KI_NONE : ki_new_ref(t);
}

static KiValue weakref_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (ki_n_kw(kwnames))
        return ki_raise(ks, KI_EXC_TypeError, "weakref() takes no keyword arguments");
    if (nargs) return ki_raise(ks, KI_EXC_TypeError, "weakref expected 0 arguments, got %d", nargs);
    return ki_weakref_get(self);
}

static bool weakref_hash(KiState *ks, KiValue self, int64_t *out) {
    KiWeakref *w = (KiWeakref *)ki_obj(self);
    if (w->hash == -1) {
        KiValue t = ki_weakref_get(self);
        if (t == KI_NONE) {
            ki_raise(ks, KI_EXC_TypeError, "weak object has gone away");
            return false;
        }
        bool ok = ki_hash(ks, t, &w->hash);
        ki_decref(ks, t);
        if (!ok) return false;
    }
    *out = w->hash;
    return true;
}

static KiValue weakref_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !ki_has_layout(a, KI_K_WEAKREF) ||
        !ki_has_layout(b, KI_K_WEAKREF))
        return KI_NOT_IMPLEMENTED;
    KiValue x = ki_weakref_get(a), y = ki_weakref_get(b), r;
    if (x == KI_NONE || y == KI_NONE)
        r = ki_bool((a == b) == (op == KI_EQ));
    else
        r = ki_compare(ks, x, y, op);
    ki_decref(ks, x);
    ki_decref(ks, y);
    return r;
}

static KiValue weakref_repr(KiState *ks, KiValue self) {
    KiValue t = ki_weakref_get(self);
    void *at = ki_obj(self);
    if (t == KI_NONE) return ki_str_format(ks, "<weakref at %p; dead>", at);
    KiValue name = ki_getattr_opt(ks, t, ks->names.d_name), r;
    if (name == KI_ERR)
        r = KI_ERR;
    else if (ki_is_str(name))
        r = ki_str_format(ks, "<weakref at %p; to '%s' at %p (%s)>", at, ki_type_name(ks, t),
                          (void *)ki_obj(t), ki_cstr(ks, ki_str_of(name)));
    else
        r = ki_str_format(ks, "<weakref at %p; to '%s' at %p>", at, ki_type_name(ks, t),
                          (void *)ki_obj(t));
    if (name != KI_ERR) ki_decref(ks, name);
    ki_decref(ks, t);
    return r;
}

const KiSlots ki_weakref_slots = {
    .dealloc = weakref_dealloc,
    .traverse = weakref_traverse,
    .clear = weakref_clear,
    .repr = weakref_repr,
    .hash = weakref_hash,
    .compare = weakref_compare,
    .call = weakref_call,
    .new_ = weakref_new,
    .init = weakref_init,
};

static KiValue weakref_callback(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(((KiWeakref *)ki_obj(self))->callback);
}
static const KiGetsetDef weakref_getsets[] = {{"__callback__", weakref_callback, NULL, NULL, NULL},
                                              {NULL, NULL, NULL, NULL, NULL}};
static KiValue weakref_class_getitem(KiState *ks, KiValue *args, int nargs) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), args, 2, KI_ABSENT);
}
static const KiDef weakref_methods[] = {{"__class_getitem__", "(cls, item, /)",
                                         weakref_class_getitem, NULL,
                                         KI_DEF_CLASS | KI_DEF_UNSIGNED},
                                        KI_DEF_END};

bool ki_weakref_methods_init(KiState *ks) {
    KiType *t = ks->types[KI_K_WEAKREF];
    return ki_type_add_getsets(ks, t, weakref_getsets) &&
           ki_type_add_methods(ks, t, weakref_methods);
}
