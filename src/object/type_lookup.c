/* Method resolution: C3 linearisation, lookup along the MRO, and the cache of lookups per (type,
 * name) of type_cache.h. */
#include "heap.h"
#include <stdio.h>

#include "object_private.h"
#include "type_cache.h"

#define CACHE_SIZE KI_TYPE_CACHE_SIZE
typedef KiTypeCacheEntry CacheEntry;

bool ki_type_cache_init(KiState *ks) {
    ks->type_cache = kb_calloc(&ks->alloc, sizeof *ks->type_cache);
    return ks->type_cache != NULL;
}

/* How many entries there are of t and its like: a new type, of which there are none, need not be
 * looked for. */
static uint16_t *held(KiState *ks, const KiType *t) {
    uintptr_t x = (uintptr_t)t >> 4;
    return &ks->type_cache->held[(x ^ x >> 8 ^ x >> 16) % KI_TYPE_CACHE_GROUPS];
}

static void drop_entry(KiState *ks, CacheEntry *e) {
    KiStr *name = e->name;
    if (e->type) --*held(ks, e->type);
    e->type = NULL;
    e->name = NULL;
    if (name) ki_decref_obj(ks, &name->h);
}

/* Keeps mro (NULL: none), a reference to which it takes over, until the next one comes. */
static void keep_left_mro(KiState *ks, KiTuple *mro) {
    KiTuple *old = ks->type_cache->left_mro;
    ks->type_cache->left_mro = mro;
    if (old) ki_decref_obj(ks, &old->h);
}

void ki_type_cache_let_go(KiState *ks) {
    if (ks->type_cache) keep_left_mro(ks, NULL);
}

void ki_type_cache_flush(KiState *ks, KiType *t) {
    if (!ks->type_cache) return;
    if (!t) keep_left_mro(ks, NULL);
    const uint16_t *left = t ? held(ks, t) : NULL;
    for (int i = 0; i < CACHE_SIZE && (!left || *left); i++)
        if (ks->type_cache->at[i].type && (!t || ks->type_cache->at[i].type == t))
            drop_entry(ks, &ks->type_cache->at[i]);
}

void ki_type_cache_free(KiState *ks) {
    if (!ks->type_cache) return;
    ki_type_cache_flush(ks, NULL);
    kb_free(&ks->alloc, ks->type_cache, sizeof *ks->type_cache);
    ks->type_cache = NULL;
}

/* Along mro, which somebody holds. */
static KiValue search(KiState *ks, const KiTuple *mro, KiStr *name) {
    for (int64_t i = 0; i < mro->len; i++) {
        KiDict *d = ((KiType *)ki_obj(mro->items[i]))->dict;
        KiValue v = d ? ki_dict_get_str(ks, d, name) : KI_ABSENT;
        if (v == KI_ERR) { /* a foreign key's __eq__ raised: it does not match */
            ki_clear_exc(ks);
            continue;
        }
        if (v != KI_ABSENT) return v;
    }
    return KI_ABSENT;
}

/* Without the cache. A foreign key that is compared may give t other bases: what the old ones have
 * counts, which the cache does not keep (*stays), and whose owner is held for the caller. */
static KiValue search_mro(KiState *ks, KiType *t, KiStr *name, bool *stays) {
    KiTuple *mro = t->mro;
    *stays = true;
    if (!mro) return KI_ABSENT;
    ki_incref_obj(&mro->h);
    KiValue v = search(ks, mro, name);
    *stays = t->mro == mro;
    if (KB_LIKELY(*stays))
        ki_decref_obj(ks, &mro->h);
    else
        keep_left_mro(ks, mro);
    return v;
}

KiValue ki_type_lookup(KiState *ks, KiType *t, KiStr *name) {
    bool stays;
    if (KB_UNLIKELY(!(name->h.flags & KI_STR_INTERNED))) return search_mro(ks, t, name, &stays);
    CacheEntry *e = ki_type_cache_slot(ks, t, name);
    if (KB_LIKELY(e->type == t && e->name == name)) return e->value;
    KiValue v = search_mro(ks, t, name, &stays);
    if (KB_UNLIKELY(!stays)) return v;
    ki_incref_obj(&name->h);
    drop_entry(ks, e);
    *e = (CacheEntry){t, name, v};
    ++*held(ks, t);
    return v;
}

bool ki_is_subtype(KiType *a, KiType *b) {
    if (a == b) return true;
    KiTuple *mro = a->mro;
    if (!mro) { /* under construction */
        while (a && a != b && a->base != a)
            a = a->base;
        return a == b;
    }
    for (int64_t i = 0; i < mro->len; i++)
        if (ki_obj(mro->items[i]) == &b->h) return true;
    return false;
}

/* --- changes --- */

static bool tree_has_ic(KiType *t) {
    if (t->flags & KI_TF_IC) return true;
    for (uint32_t i = 0; i < t->n_subs; i++)
        if (tree_has_ic(t->subs[i])) return true;
    return false;
}

static void forget_name(KiState *ks, KiType *t, KiStr *name) {
    CacheEntry *e = ki_type_cache_slot(ks, t, name);
    if (e->type == t && e->name == name) drop_entry(ks, e);
    for (uint32_t i = 0; i < t->n_subs; i++)
        forget_name(ks, t->subs[i], name);
}

static void forget_all(KiState *ks, KiType *t) {
    ki_type_cache_flush(ks, t);
    for (uint32_t i = 0; i < t->n_subs; i++)
        forget_all(ks, t->subs[i]);
}

/* What a class has under a name and does not take an instance's own attribute from it. */
static bool is_shadowed(KiState *ks, KiValue v) {
    return v == KI_ABSENT || !ki_type_of(ks, v)->slots->descr_set;
}

void ki_type_modified(KiState *ks, KiType *t, KiStr *name, KiValue old, KiValue new_) {
    if (name && (name->h.flags & KI_STR_INTERNED))
        forget_name(ks, t, name);
    else if (!name)
        forget_all(ks, t);
    /* a plain value in place of another (a counter in the class, say) */
    bool keep_slots = name && new_ != KI_ABSENT && is_shadowed(ks, new_) && is_shadowed(ks, old);
    if (tree_has_ic(t)) ki_vm_drop_caches(ks, t, name, keep_slots);
    if (name) ki_slots_update_name(ks, t, name);
}

/* --- C3 --- */

/* A type that heads some list and is in no list's tail, or NULL. */
static KiType *next_head(KiTuple **lists, int64_t *at, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        if (at[i] >= lists[i]->len) continue;
        KiValue head = lists[i]->items[at[i]];
        bool in_tail = false;
        for (int64_t j = 0; j < n && !in_tail; j++)
            for (int64_t k = at[j] + 1; k < lists[j]->len && !in_tail; k++)
                in_tail = lists[j]->items[k] == head;
        if (!in_tail) return (KiType *)ki_obj(head);
    }
    return NULL;
}

/* Names each class that heads a list, once: by the comparison of its metaclass. */
static void raise_mro_conflict(KiState *ks, KiTuple **lists, int64_t *at, int64_t n) {
    char text[512] = "";
    size_t len = 0;
    KiDict *heads = ki_dict_new(ks);
    bool ok = heads != NULL;
    for (int64_t i = 0; ok && i < n; i++)
        if (at[i] < lists[i]->len) ok = ki_dict_set(ks, heads, lists[i]->items[at[i]], KI_NONE);
    KiValue head, v;
    for (int64_t it = 0; ok && ki_dict_next(heads, &it, &head, &v);) {
        int w = snprintf(text + len, sizeof text - len, "%s %s", len ? "," : "",
                         ki_type_cname(ks, (KiType *)ki_obj(head)));
        len += w > 0 && (size_t)w < sizeof text - len ? (size_t)w : 0;
    }
    if (heads) ki_decref_obj(ks, (KiObj *)heads);
    if (ok)
        ki_raise(ks, KI_EXC_TypeError,
                 "Cannot create a consistent method resolution\norder (MRO) for bases%s", text);
}

static bool merge(KiState *ks, KiList *out, KiTuple **lists, int64_t *at, int64_t n) {
    for (;;) {
        bool done = true;
        for (int64_t i = 0; i < n; i++)
            done &= at[i] >= lists[i]->len;
        if (done) return true;
        KiType *head = next_head(lists, at, n);
        if (!head) {
            raise_mro_conflict(ks, lists, at, n);
            return false;
        }
        if (!ki_list_append(ks, out, ki_from_obj(head))) return false;
        for (int64_t i = 0; i < n; i++)
            if (at[i] < lists[i]->len && ki_obj(lists[i]->items[at[i]]) == &head->h) at[i]++;
    }
}

KiTuple *ki_mro_compute(KiState *ks, KiType *t) {
    KiTuple *bases = t->bases;
    int64_t n = bases->len + 1;
    size_t bytes = (size_t)n * (sizeof(KiTuple *) + sizeof(int64_t));
    KiTuple **lists = ki_mem_alloc(ks, bytes);
    KiList *out = lists ? ki_list_new(ks, 8) : NULL;
    KiTuple *result = NULL;
    if (!out) goto done;
    int64_t *at = (int64_t *)(lists + n);
    for (int64_t i = 0; i < n; i++) {
        lists[i] = i < n - 1 ? ((KiType *)ki_obj(bases->items[i]))->mro : bases;
        at[i] = 0;
    }
    for (int64_t i = 0; i < bases->len; i++)
        for (int64_t j = i + 1; j < bases->len; j++)
            if (bases->items[i] == bases->items[j]) {
                ki_raise(ks, KI_EXC_TypeError, "duplicate base class %s",
                         ki_type_cname(ks, (KiType *)ki_obj(bases->items[i])));
                goto done;
            }
    for (int64_t i = 0; i < n; i++)
        if (!lists[i]) { /* its own mro() is running */
            ki_raise(ks, KI_EXC_TypeError, "Cannot extend an incomplete type '%s'",
                     ki_type_cname(ks, (KiType *)ki_obj(bases->items[i])));
            goto done;
        }
    if (!ki_list_append(ks, out, ki_from_obj(t)) || !merge(ks, out, lists, at, n)) goto done;
    KiValue tup = ki_tuple_from(ks, out->items, out->len);
    if (tup != KI_ERR) result = (KiTuple *)ki_obj(tup);
done:
    if (out) ki_decref_obj(ks, &out->h);
    if (lists) ki_mem_free(ks, lists, bytes);
    return result;
}
