/* The object behind functools.lru_cache. A dict keeps insertion order, so it is the list of least
 * recently used entries as well: a hit takes its entry out and puts it back at the end, the oldest
 * is the first. */
#include "functools.h"

typedef struct LruCache {
    KiObj h;
    KiValue func, info_type;
    KiDict *cache;
    int64_t maxsize; /* -1: unbounded */
    int64_t hits, misses;
    bool typed;
} LruCache;
static LruCache *lru_of(KiValue v) {
    return (LruCache *)ki_obj(v);
}

static KiValue lru_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"user_function", "maxsize", "typed", "cache_info_type"};
    KiValue v[4];
    if (!ki_bind_args(ks, "lru_cache", names, 4, 4, 4, args, nargs, kwnames, v)) return KI_ERR;
    if (!ki_callable(ks, v[0]))
        return ki_raise(ks, KI_EXC_TypeError, "the first argument must be callable");
    int64_t maxsize = -1;
    if (!ki_is_none(v[1]) && !ki_index_i64(ks, v[1], &maxsize)) return KI_ERR;
    int typed = ki_truth(ks, v[2]);
    if (typed < 0) return KI_ERR;
    LruCache *c = (LruCache *)ki_instance_alloc(ks, cls);
    if (!c) return KI_ERR;
    c->func = ki_new_ref(v[0]);
    c->info_type = ki_new_ref(v[3]);
    c->maxsize = ki_is_none(v[1]) ? -1 : maxsize < 0 ? 0 : maxsize;
    c->typed = typed;
    c->cache = ki_dict_new(ks);
    if (c->cache) return ki_from_obj(c);
    ki_decref_obj(ks, &c->h);
    return KI_ERR;
}

static bool self_key(KiValue v) {
    return ki_is_int(v) || ki_is_str_exact(v);
}

/* One value per positional argument, then a mark, names and values of keywords, then the types. */
static KiValue make_key(KiState *ks, LruCache *c, KiValue *args, int nargs, KiValue kwnames) {
    int64_t nkw = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len;
    if (nargs == 1 && !nkw && !c->typed && self_key(args[0])) return ki_new_ref(args[0]);
    KiTuple *t = ki_tuple_alloc(ks, nargs + (nkw ? 1 + 2 * nkw : 0) + (c->typed ? nargs + nkw : 0));
    if (!t) return KI_ERR;
    int64_t n = 0;
    for (int i = 0; i < nargs; i++)
        t->items[n++] = ki_new_ref(args[i]);
    if (nkw) /* the type object stands for a private mark: no argument list holds it by accident */
        t->items[n++] = ki_new_ref(ks->bi->slot[KI_BI_LRU_CACHE]);
    for (int64_t i = 0; i < nkw; i++) {
        t->items[n++] = ki_new_ref(ki_tuple_of(kwnames)->items[i]);
        t->items[n++] = ki_new_ref(args[nargs + i]);
    }
    for (int64_t i = 0; c->typed && i < nargs + nkw; i++)
        t->items[n++] = ki_new_ref(ki_from_obj(ki_type_of(ks, args[i])));
    return ki_from_obj(t);
}

static bool evict_oldest(KiState *ks, LruCache *c) {
    KiValue k, v;
    int64_t pos = 0;
    if (!ki_dict_next(c->cache, &pos, &k, &v)) return true;
    ki_incref(k);
    KiValue old = ki_dict_pop(ks, c->cache, k);
    ki_decref(ks, k);
    if (old == KI_ERR) return false;
    ki_decref(ks, old);
    return true;
}

static KiValue lru_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    LruCache *c = lru_of(self);
    if (c->maxsize == 0) {
        c->misses++;
        return ki_call(ks, c->func, args, nargs, kwnames);
    }
    KiValue key = make_key(ks, c, args, nargs, kwnames);
    if (key == KI_ERR) return KI_ERR;
    KiValue r = ki_dict_get(ks, c->cache, key);
    if (r == KI_ERR) goto done;
    if (r != KI_ABSENT) {
        ki_incref(r);
        c->hits++;
        if (c->maxsize > 0) {
            KiValue old = ki_dict_pop(ks, c->cache, key);
            if (old == KI_ERR || !ki_dict_set(ks, c->cache, key, r)) {
                ki_decref(ks, r);
                r = KI_ERR;
            }
            ki_decref(ks, old);
        }
        goto done;
    }
    c->misses++;
    ki_incref(self); /* the function may drop the last name of its own cache */
    r = ki_call(ks, c->func, args, nargs, kwnames);
    if (r != KI_ERR) {
        KiValue again = ki_dict_get(ks, c->cache, key); /* the call may have cached it meanwhile */
        bool ok = again != KI_ERR;
        if (again == KI_ABSENT && c->maxsize > 0 && c->cache->used >= (uint64_t)c->maxsize)
            ok = evict_oldest(ks, c);
        if (!ok || (again == KI_ABSENT && !ki_dict_set(ks, c->cache, key, r))) {
            ki_decref(ks, r);
            r = KI_ERR;
        }
    }
    ki_decref(ks, self);
done:
    ki_decref(ks, key);
    return r;
}

static KiValue m_cache_info(KiState *ks, KiValue *a, int n) {
    LruCache *c = lru_of(a[0]);
    KiValue v[4] = {ki_int_from_i64(ks, c->hits), ki_int_from_i64(ks, c->misses),
                    c->maxsize < 0 ? KI_NONE : ki_int_from_i64(ks, c->maxsize),
                    ki_small_int(c->cache->used)};
    return ki_call(ks, c->info_type, v, 4, KI_ABSENT);
}
static KiValue m_cache_clear(KiState *ks, KiValue *a, int n) {
    LruCache *c = lru_of(a[0]);
    c->hits = c->misses = 0;
    ki_dict_clear(ks, c->cache);
    return KI_NONE;
}
static KiValue m_self(KiState *ks, KiValue *a, int n) {
    return ki_new_ref(a[0]);
}
static KiValue m_reduce(KiState *ks, KiValue *a, int n) {
    return ki_getattr(ks, a[0], ks->names.d_qualname);
}

static KiValue lru_descr_get(KiState *ks, KiValue descr, KiValue obj, KiType *owner) {
    return obj == KI_ABSENT || ki_is_none(obj) ? ki_new_ref(descr) : ki_method_new(ks, descr, obj);
}
static void lru_clear(KiState *ks, KiObj *o) {
    LruCache *c = (LruCache *)o;
    if (c->cache) ki_dict_clear(ks, c->cache);
}
static void lru_dealloc(KiState *ks, KiObj *o) {
    LruCache *c = (LruCache *)o;
    ki_assign(ks, &c->func, KI_ABSENT);
    ki_assign(ks, &c->info_type, KI_ABSENT);
    KiDict *d = c->cache;
    c->cache = NULL;
    if (d) ki_decref_obj(ks, &d->h);
}
static void lru_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    LruCache *c = (LruCache *)o;
    visit(c->func, arg);
    visit(c->info_type, arg);
    if (c->cache) visit(ki_from_obj(c->cache), arg);
}

KiType *ki_make_lru_cache_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = lru_dealloc,
                                  .traverse = lru_traverse,
                                  .clear = lru_clear,
                                  .call = lru_call,
                                  .new_ = lru_new,
                                  .descr_get = lru_descr_get};
    static const KiDef methods[] = {
        {"cache_info", "(self, /)", m_cache_info, "Report cache statistics", KI_DEF_UNSIGNED},
        {"cache_clear", "(self, /)", m_cache_clear, "Clear the cache and cache statistics",
         KI_DEF_UNSIGNED},
        {"__copy__", "(self, /, *args)", m_self, NULL, KI_DEF_UNSIGNED},
        {"__deepcopy__", "(self, /, *args)", m_self, NULL, KI_DEF_UNSIGNED},
        {"__reduce__", "(self, /)", m_reduce, NULL, KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiTypeDef def = {"_lru_cache_wrapper",
                                  "functools",
                                  "A callable that remembers the results of another.",
                                  sizeof(LruCache),
                                  KI_TF_BASETYPE | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
