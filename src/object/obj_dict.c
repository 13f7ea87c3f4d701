/* dict: entries in insertion order behind an open-addressing index of small integers.
 *
 * One block holds cap entries and, for more than 8, the index after them. Deleting leaves a hole in
 * the entries (key ABSENT) and a DUMMY in the index; `usable` counts the entries that may still be
 * added and is never given back while an index exists, so the index always keeps EMPTY slots and
 * probing ends. A comparison that runs Python code may change the dict: the lookup then starts
 * again (recognised by the version, unique over the state).
 *
 * What few scripts ask for, as the loader of __main__ or `help`, is KI_LATE in its dict until it is
 * read. Whatever gives a value away settles the entry before; keys and the order know no
 * difference. */
#include "containers.h"
#include "depth.h"
#include "dict_table.h"
#include "runtime.h"
#include "slot.h"
#include "str_builder.h"

enum { SMALL_MAX = 8 };
#define EMPTY (-1)
#define DUMMY (-2)

static inline int64_t index_get(const KiDict *d, size_t i) {
    if (d->log2_size <= 8) {
        uint8_t x = ((const uint8_t *)d->index)[i];
        return x >= 0xFE ? (int64_t)x - 0x100 : x;
    }
    if (d->log2_size <= 16) {
        uint16_t x = ((const uint16_t *)d->index)[i];
        return x >= 0xFFFE ? (int64_t)x - 0x10000 : x;
    }
    uint32_t x = ((const uint32_t *)d->index)[i];
    return x >= 0xFFFFFFFE ? (int64_t)x - ((int64_t)1 << 32) : x;
}
static inline void index_set(KiDict *d, size_t i, int64_t v) {
    if (d->log2_size <= 8)
        ((uint8_t *)d->index)[i] = (uint8_t)v;
    else if (d->log2_size <= 16)
        ((uint16_t *)d->index)[i] = (uint16_t)v;
    else
        ((uint32_t *)d->index)[i] = (uint32_t)v;
}
static size_t index_bytes(int log2_size) {
    if (!log2_size) return 0;
    return ((size_t)1 << log2_size) * (log2_size <= 8 ? 1 : log2_size <= 16 ? 2 : 4);
}
static size_t block_bytes(uint32_t cap, int log2_size) {
    return (size_t)cap * sizeof(KiDictEntry) + index_bytes(log2_size);
}
static inline void touch(KiState *ks, KiDict *d) {
    d->version = ++ks->dict_version;
}

bool ki_key_hash(KiState *ks, KiValue key, int64_t *out) {
    if (ki_is_int(key)) {
        int64_t n = ki_int_val(key);
        *out = n == -1 ? -2 : n;
        return true;
    }
    if (ki_is_str_exact(key)) {
        *out = (int64_t)ki_str_hash(ks, (KiStr *)ki_obj(key));
        return true;
    }
    return ki_hash(ks, key, out);
}

void ki_dict_init(KiState *ks, KiDict *d) {
    d->used = d->n_entries = d->cap = d->usable = d->hint = 0;
    d->log2_size = 0;
    d->str_keys = true;
    d->has_late = false;
    d->index = NULL;
    d->entries = NULL;
    touch(ks, d);
}

KiDict *ki_dict_new(KiState *ks) {
    KiDict *d = (KiDict *)ki_object_alloc(ks, ks->types[KI_K_DICT], sizeof *d);
    if (d) ki_dict_init(ks, d);
    return d;
}

/* ---- lookup ---- */

/* Is entry e the exact str key? Deleted entries are no strs. */
static inline bool entry_is_str(const KiDictEntry *e, const KiStr *key, uint64_t hash) {
    return e->key == ki_from_obj(key) || (e->hash == hash && ki_is_str_exact(e->key) &&
                                          ki_str_eq(NULL, (KiStr *)ki_obj(e->key), key));
}

/* One probe loop per index width: PROBE(name, slot type). */
#define PROBE(name, T)                                                                             \
    static int64_t name(const KiDict *d, const KiStr *key, uint64_t hash) {                        \
        const T *index = d->index;                                                                 \
        size_t mask = ((size_t)1 << d->log2_size) - 1, i = hash & mask;                            \
        for (uint64_t perturb = hash;;) {                                                          \
            T ix = index[i];                                                                       \
            if (ix < (T)DUMMY) {                                                                   \
                if (entry_is_str(&d->entries[ix], key, hash)) return (int64_t)ix;                  \
            } else if (ix == (T)EMPTY) {                                                           \
                return -1;                                                                         \
            }                                                                                      \
            perturb >>= 5;                                                                         \
            i = (i * 5 + perturb + 1) & mask;                                                      \
        }                                                                                          \
    }
PROBE(probe_u8, uint8_t)
PROBE(probe_u16, uint16_t)
PROBE(probe_u32, uint32_t)

/* Entry of an exact str key among the exact str keys, or -1. No Python code runs. */
static inline int64_t lookup_str(KiDict *d, const KiStr *key, uint64_t hash) {
    if (!d->log2_size) {
        for (uint32_t i = 0; i < d->n_entries; i++)
            if (entry_is_str(&d->entries[i], key, hash)) return i;
        return -1;
    }
    if (d->hint < d->n_entries && entry_is_str(&d->entries[d->hint], key, hash)) return d->hint;
    int64_t ix = d->log2_size <= 8    ? probe_u8(d, key, hash)
                 : d->log2_size <= 16 ? probe_u16(d, key, hash)
                                      : probe_u32(d, key, hash);
    if (ix >= 0) d->hint = (uint32_t)ix;
    return ix;
}

/* Are two tuples equal, as far as their items tell without running Python code: 1, 0, -1 unknown.
 */
static int tuples_equal(const KiTuple *a, const KiTuple *b) {
    if (a->len != b->len) return 0;
    for (int64_t i = 0; i < a->len; i++) {
        KiValue x = a->items[i], y = b->items[i];
        if (x == y) continue;
        if (ki_both_int(x, y)) return 0;
        if (!ki_is_str_exact(x) || !ki_is_str_exact(y)) return -1;
        if (!ki_str_eq(NULL, (KiStr *)ki_obj(x), (KiStr *)ki_obj(y))) return 0;
    }
    return 1;
}

/* Compares entry ix with key: 1, 0, -1 raised, 2 the dict changed meanwhile. */
static int entry_equal(KiState *ks, KiDict *d, int64_t ix, KiValue key) {
    KiValue k = d->entries[ix].key;
    if (ki_both_int(k, key)) return 0;
    if (ki_is_kind(k, KI_K_TUPLE) && ki_is_kind(key, KI_K_TUPLE)) {
        int same = tuples_equal((KiTuple *)ki_obj(k), (KiTuple *)ki_obj(key));
        if (same >= 0) return same;
    }
    uint64_t version = d->version;
    const KiDictEntry *entries = d->entries;
    uint32_t usable = d->usable, size = d->log2_size;
    ki_incref(k);
    int r = ki_items_equal(ks, k, key);
    /* Other entries may come and go meanwhile, as long as none has moved. */
    bool same = d->version == version ||
                (d->entries == entries && d->log2_size == size && ix < d->n_entries &&
                 entries[ix].key == k && (!size || d->usable <= usable));
    ki_decref(ks, k);
    return r < 0 || same ? r : 2;
}

/* Entry of any key, -1 missing, -2 raised. */
static int64_t lookup(KiState *ks, KiDict *d, KiValue key, uint64_t hash) {
    if (d->str_keys && ki_is_str_exact(key)) return lookup_str(d, (KiStr *)ki_obj(key), hash);
restart:
    if (!d->log2_size) {
        for (uint32_t i = 0; i < d->n_entries; i++) {
            if (d->entries[i].key == key) return i;
            if (d->entries[i].hash != hash || d->entries[i].key == KI_ABSENT) continue;
            int r = entry_equal(ks, d, i, key);
            if (r == 2) goto restart;
            if (r) return r < 0 ? -2 : (int64_t)i;
        }
        return -1;
    }
    if (d->hint < d->n_entries && d->entries[d->hint].key == key) return d->hint;
    size_t mask = ((size_t)1 << d->log2_size) - 1, i = hash & mask;
    for (uint64_t perturb = hash;;) {
        int64_t ix = index_get(d, i);
        if (ix >= 0) {
            if (d->entries[ix].key == key) return d->hint = (uint32_t)ix;
            if (d->entries[ix].hash == hash) {
                int r = entry_equal(ks, d, ix, key);
                if (r == 2) goto restart;
                if (r) return r < 0 ? -2 : ix;
            }
        } else if (ix == EMPTY) {
            return -1;
        }
        perturb >>= 5;
        i = (i * 5 + perturb + 1) & mask;
    }
}

/* ---- late values ---- */

int64_t ki_dict_settle(KiState *ks, KiDict *d, int64_t ix) {
    KiStr *key = ki_str_of(d->entries[ix].key);
    ki_incref_obj(&key->h);
    d->entries[ix].value = KI_NONE; /* what is found meanwhile */
    KiValue v = ki_late_value(ks, d, key);
    ix = lookup_str(d, key, ki_str_hash(ks, key));
    if (ix >= 0 && d->entries[ix].value == KI_NONE)
        d->entries[ix].value = v == KI_ERR ? KI_LATE : v;
    else
        ki_decref(ks, v);
    ki_decref_obj(ks, &key->h);
    return v == KI_ERR ? -2 : ix;
}
static inline int64_t settled(KiState *ks, KiDict *d, int64_t ix) {
    if (KB_LIKELY(!d->has_late)) return ix;
    return ix >= 0 && d->entries[ix].value == KI_LATE ? ki_dict_settle(ks, d, ix) : ix;
}
static bool settle_all(KiState *ks, KiDict *d) {
    for (int64_t i = 0; d->has_late && i < d->n_entries; i++) {
        if (d->entries[i].value != KI_LATE) continue;
        if (ki_dict_settle(ks, d, i) == -2) return false;
        i = -1; /* entries may have moved */
    }
    d->has_late = false;
    return true;
}

/* A key that cannot equal any str: no need to look into a dict of strs. */
static inline bool never_str(KiValue key) {
    return !ki_is_ptr(key);
}

int ki_dict_find(KiState *ks, KiDict *d, KiValue key, int64_t hash, KiValue *value) {
    int64_t ix = settled(ks, d, lookup(ks, d, key, (uint64_t)hash));
    if (ix >= 0) *value = d->entries[ix].value;
    return ix >= 0 ? 1 : ix == -1 ? 0 : -1;
}

KiValue ki_dict_get_str(KiState *ks, KiDict *d, KiStr *key) {
    uint64_t hash = ki_str_hash(ks, key);
    int64_t ix = d->str_keys ? lookup_str(d, key, hash) : lookup(ks, d, ki_from_obj(key), hash);
    ix = settled(ks, d, ix);
    return ix >= 0 ? d->entries[ix].value : ix == -1 ? KI_ABSENT : KI_ERR;
}

KiValue ki_dict_get(KiState *ks, KiDict *d, KiValue key) {
    int64_t hash;
    if (ki_is_str_exact(key)) return ki_dict_get_str(ks, d, (KiStr *)ki_obj(key));
    if (d->str_keys && never_str(key)) return KI_ABSENT;
    if (!ki_key_hash(ks, key, &hash)) return KI_ERR;
    int64_t ix = settled(ks, d, lookup(ks, d, key, (uint64_t)hash));
    return ix >= 0 ? d->entries[ix].value : ix == -1 ? KI_ABSENT : KI_ERR;
}

int64_t ki_dict_find_str(KiState *ks, KiDict *d, KiStr *key) {
    int64_t ix = settled(ks, d, lookup_str(d, key, ki_str_hash(ks, key)));
    if (ix == -2) ki_clear_exc(ks); /* whoever asks without a cache gets it again */
    return ix;
}

KiValue ki_dict_get_cstr(KiState *ks, KiDict *d, const char *key) {
    KiValue k = ki_str_from_cstr(ks, key);
    if (k == KI_ERR) return KI_ERR;
    KiValue v = ki_dict_get_str(ks, d, (KiStr *)ki_obj(k));
    ki_decref(ks, k);
    return v;
}

/* ---- growing ---- */

static void index_insert(KiDict *d, uint64_t hash, int64_t ix) {
    size_t mask = ((size_t)1 << d->log2_size) - 1, i = hash & mask;
    for (uint64_t perturb = hash; index_get(d, i) >= 0;) {
        perturb >>= 5;
        i = (i * 5 + perturb + 1) & mask;
    }
    index_set(d, i, ix);
}

/* Moves the live entries to a block with room for at least n, `gap` of them free before the first.
 */
static bool rebuild_with_gap(KiState *ks, KiDict *d, uint64_t n, uint32_t gap) {
    uint32_t cap;
    int log2_size = 0;
    if (n <= SMALL_MAX) {
        cap = n <= 4 ? 4 : SMALL_MAX;
    } else {
        log2_size = 4;
        while (((uint64_t)1 << log2_size) * 2 / 3 < n)
            log2_size++;
        if (log2_size > 31) {
            ki_raise_nomem(ks);
            return false;
        }
        cap = (uint32_t)(((uint64_t)1 << log2_size) * 2 / 3);
    }
    KiDictEntry *block = ki_mem_alloc(ks, block_bytes(cap, log2_size));
    if (!block) return false;
    KiDictEntry *old = d->entries;
    uint32_t old_n = d->n_entries, k = gap;
    size_t old_bytes = block_bytes(d->cap, d->log2_size);
    for (uint32_t i = 0; i < gap; i++)
        block[i] = (KiDictEntry){.hash = gap, .key = KI_ABSENT, .value = KI_ABSENT};
    for (uint32_t i = 0; i < old_n; i++)
        if (old[i].key != KI_ABSENT) block[k++] = old[i];
    d->entries = block;
    d->index = log2_size ? block + cap : NULL;
    d->log2_size = (uint8_t)log2_size;
    d->cap = cap;
    d->n_entries = k;
    d->usable = cap - k;
    if (log2_size) {
        memset(d->index, 0xFF, index_bytes(log2_size));
        for (uint32_t i = gap; i < k; i++)
            index_insert(d, block[i].hash, i);
    }
    if (old) ki_mem_free(ks, old, old_bytes);
    return true;
}
static bool rebuild(KiState *ks, KiDict *d, uint64_t n) {
    return rebuild_with_gap(ks, d, n, 0);
}

bool ki_dict_reserve(KiState *ks, KiDict *d, uint64_t extra) {
    if (extra <= d->usable) return true;
    touch(ks, d);
    return rebuild(ks, d, d->used + extra);
}

/* Adds a key known to be missing; takes one new reference to each. */
static bool insert_new(KiState *ks, KiDict *d, KiValue key, uint64_t hash, KiValue value) {
    if (KB_UNLIKELY(!d->usable)) {
        uint64_t n = d->used + 1 <= SMALL_MAX ? d->used + 1 : (uint64_t)d->used * 2;
        if (!rebuild(ks, d, n)) return false;
    }
    uint32_t ix = d->n_entries++;
    d->usable--;
    KiDictEntry *e = &d->entries[ix];
    e->hash = hash;
    e->key = ki_new_ref(key);
    e->value = ki_new_ref(value);
    if (d->log2_size) index_insert(d, hash, ix);
    if (d->str_keys && !ki_is_str_exact(key)) d->str_keys = false;
    d->used++;
    touch(ks, d);
    return true;
}

bool ki_dict_set_hashed(KiState *ks, KiDict *d, KiValue key, int64_t hash, KiValue value) {
    int64_t ix = lookup(ks, d, key, (uint64_t)hash);
    if (ix >= 0) {
        ki_assign(ks, &d->entries[ix].value, ki_new_ref(value));
        return true;
    }
    if (ix == -2) return false;
    return insert_new(ks, d, key, (uint64_t)hash, value);
}

bool ki_dict_set(KiState *ks, KiDict *d, KiValue key, KiValue value) {
    int64_t hash;
    if (!ki_key_hash(ks, key, &hash)) return false;
    return ki_dict_set_hashed(ks, d, key, hash, value);
}

bool ki_dict_set_str(KiState *ks, KiDict *d, KiStr *key, KiValue value) {
    return ki_dict_set_hashed(ks, d, ki_from_obj(key), (int64_t)ki_str_hash(ks, key), value);
}

bool ki_dict_set_cstr(KiState *ks, KiDict *d, const char *key, KiValue value) {
    KiStr *k = ki_intern_cstr(ks, key);
    if (!k) return false;
    bool ok = ki_dict_set_str(ks, d, k, value);
    ki_decref_obj(ks, &k->h);
    return ok;
}

bool ki_dict_set_late(KiState *ks, KiDict *d, const char *key) {
    d->has_late = true;
    return ki_dict_set_cstr(ks, d, key, KI_LATE);
}

KiValue ki_dict_setdefault(KiState *ks, KiDict *d, KiValue key, KiValue dflt) {
    int64_t hash;
    if (!ki_key_hash(ks, key, &hash)) return KI_ERR;
    int64_t ix = settled(ks, d, lookup(ks, d, key, (uint64_t)hash));
    if (ix >= 0) return d->entries[ix].value;
    if (ix == -2 || !insert_new(ks, d, key, (uint64_t)hash, dflt)) return KI_ERR;
    return dflt;
}

/* ---- removing ---- */

/* Lets the index say `to` where it says that entry ix is. */
static void index_redirect(KiDict *d, int64_t ix, int64_t to) {
    uint64_t hash = d->entries[ix].hash;
    size_t mask = ((size_t)1 << d->log2_size) - 1, i = hash & mask;
    for (uint64_t perturb = hash; index_get(d, i) != ix;) {
        perturb >>= 5;
        i = (i * 5 + perturb + 1) & mask;
    }
    index_set(d, i, to);
}

static void make_hole(KiDict *d, int64_t ix) {
    d->entries[ix].key = d->entries[ix].value = KI_ABSENT;
    if (!ix) d->entries[0].hash = 1;
}

/* Takes entry ix out; the caller owns the old key and value. */
static KiDictEntry take_entry(KiState *ks, KiDict *d, int64_t ix) {
    KiDictEntry old = d->entries[ix];
    if (d->log2_size) index_redirect(d, ix, DUMMY);
    make_hole(d, ix);
    d->used--;
    touch(ks, d);
    return old;
}

/* Gives the free entries at the end back. Only pop_last does: an iterator finds that keys changed
 * by the entries behind its place. */
static void trim(KiDict *d) {
    while (d->n_entries && d->entries[d->n_entries - 1].key == KI_ABSENT) {
        d->n_entries--;
        if (!d->log2_size) d->usable++;
    }
}

KiValue ki_dict_pop(KiState *ks, KiDict *d, KiValue key) {
    int64_t hash;
    if (!ki_key_hash(ks, key, &hash)) return KI_ERR;
    int64_t ix = settled(ks, d, lookup(ks, d, key, (uint64_t)hash));
    if (ix < 0) return ix == -1 ? KI_ABSENT : KI_ERR;
    KiDictEntry e = take_entry(ks, d, ix);
    ki_decref(ks, e.key);
    return e.value;
}

static int64_t last_entry(const KiDict *d) {
    int64_t ix = (int64_t)d->n_entries - 1;
    while (d->entries[ix].key == KI_ABSENT)
        ix--;
    return ix;
}

KiValue ki_dict_pop_last(KiState *ks, KiDict *d) {
    if (d->has_late && !settle_all(ks, d)) return KI_ERR;
    if (!d->used) return KI_ABSENT;
    KiDictEntry e = take_entry(ks, d, last_entry(d));
    trim(d);
    KiValue pair[2] = {e.key, e.value};
    return ki_tuple_steal(ks, pair, 2);
}

KiValue ki_dict_pop_first(KiState *ks, KiDict *d) {
    if (!d->used) return KI_ABSENT;
    KiDictEntry e = take_entry(ks, d, ki_dict_first(d));
    KiValue pair[2] = {e.key, e.value};
    return ki_tuple_steal(ks, pair, 2);
}

/* ---- changing the order ---- */

/* Entry ix of a dict without an index goes to an end, the others move up. */
static void rotate_entry(KiDict *d, int64_t ix, bool last) {
    KiDictEntry e = d->entries[ix], *first = d->entries;
    if (last) {
        memmove(first + ix, first + ix + 1, (size_t)(d->n_entries - 1 - ix) * sizeof e);
        first[d->n_entries - 1] = e;
        if (first->key == KI_ABSENT) first->hash = 0;
    } else {
        memmove(first + 1, first, (size_t)ix * sizeof e);
        *first = e;
    }
}

/* Free entries for the end that one is to move to; ix moves along. Half as many as there are keys:
 * so a long series of moves costs a constant time each. */
static bool room_at_end(KiState *ks, KiDict *d, int64_t *ix, bool last) {
    if (last ? d->usable > 0 : ki_dict_first(d) > 0) return true;
    int64_t before = 0;
    for (int64_t i = 0; i < *ix; i++)
        before += d->entries[i].key != KI_ABSENT;
    uint32_t gap = last ? 0 : d->used / 2 + 1;
    if (!rebuild_with_gap(ks, d, (uint64_t)d->used + d->used / 2 + 1 + gap, gap)) return false;
    *ix = before + gap;
    return true;
}

int ki_dict_move(KiState *ks, KiDict *d, KiValue key, bool last) {
    int64_t hash;
    if (!ki_key_hash(ks, key, &hash)) return -1;
    int64_t ix = lookup(ks, d, key, (uint64_t)hash);
    if (ix < 0) return ix == -1 ? 0 : -1;
    if (ix == (last ? last_entry(d) : ki_dict_first(d))) return 1;
    if (d->log2_size && !room_at_end(ks, d, &ix, last)) return -1;
    touch(ks, d);
    if (!d->log2_size) {
        rotate_entry(d, ix, last);
        return 1;
    }
    int64_t to = last ? d->n_entries : ki_dict_first(d) - 1;
    index_redirect(d, ix, to);
    d->entries[to] = d->entries[ix];
    make_hole(d, ix);
    if (last) {
        d->n_entries++;
        d->usable--;
    } else if (to) {
        d->entries[0].hash = (uint64_t)to;
    }
    return 1;
}

void ki_dict_clear(KiState *ks, KiDict *d) {
    KiDictEntry *entries = d->entries;
    uint32_t n = d->n_entries;
    size_t bytes = block_bytes(d->cap, d->log2_size);
    if (!entries) return;
    ki_dict_init(ks, d);
    for (uint32_t i = 0; i < n; i++) {
        if (entries[i].key == KI_ABSENT) continue;
        ki_decref(ks, entries[i].key);
        ki_decref(ks, entries[i].value);
    }
    ki_mem_free(ks, entries, bytes);
}

bool ki_dict_next(KiDict *d, int64_t *pos, KiValue *key, KiValue *value) {
    for (int64_t i = *pos ? *pos : ki_dict_first(d); i < d->n_entries; i++) {
        if (d->entries[i].key == KI_ABSENT) continue;
        if (key) *key = d->entries[i].key;
        if (value) *value = d->entries[i].value == KI_LATE ? KI_NONE : d->entries[i].value;
        *pos = i + 1;
        return true;
    }
    *pos = d->n_entries;
    return false;
}

bool ki_dict_clone_into(KiState *ks, KiDict *d, KiDict *src) {
    if (KB_UNLIKELY(src->has_late) && !settle_all(ks, src)) return false;
    if (src->n_entries != src->used || src->cap > src->used * 4 + 8) {
        if (!rebuild(ks, d, src->used)) return false;
        for (uint32_t i = 0; i < src->n_entries; i++)
            if (src->entries[i].key != KI_ABSENT &&
                !insert_new(ks, d, src->entries[i].key, src->entries[i].hash,
                            src->entries[i].value))
                return false;
        return true;
    }
    size_t bytes = block_bytes(src->cap, src->log2_size);
    KiDictEntry *block = ki_mem_alloc(ks, bytes);
    if (!block) return false;
    memcpy(block, src->entries, (size_t)src->n_entries * sizeof *block);
    for (uint32_t i = 0; i < src->n_entries; i++) {
        ki_incref(block[i].key);
        ki_incref(block[i].value);
    }
    if (src->log2_size) memcpy(block + src->cap, src->index, index_bytes(src->log2_size));
    d->used = src->used;
    d->n_entries = src->n_entries;
    d->cap = src->cap;
    d->usable = src->usable;
    d->log2_size = src->log2_size;
    d->str_keys = src->str_keys;
    d->entries = block;
    d->index = src->log2_size ? block + src->cap : NULL;
    touch(ks, d);
    return true;
}

KiDict *ki_dict_copy(KiState *ks, KiDict *src) {
    KiDict *d = ki_dict_new(ks);
    if (d && src->used && !ki_dict_clone_into(ks, d, src)) {
        ki_decref_obj(ks, &d->h);
        return NULL;
    }
    return d;
}

/* ---- update ---- */

static bool put(KiState *ks, KiDict *d, KiValue key, int64_t hash, KiValue value, bool override) {
    if (override) return ki_dict_set_hashed(ks, d, key, hash, value);
    int64_t ix = lookup(ks, d, key, (uint64_t)hash);
    if (ix == -1) return insert_new(ks, d, key, (uint64_t)hash, value);
    return ix >= 0;
}

static bool merge_dict(KiState *ks, KiDict *d, KiDict *src, bool override) {
    if (src == d || !src->used) return true;
    if (KB_UNLIKELY(src->has_late) && !settle_all(ks, src)) return false;
    if (!d->used && !d->entries) return ki_dict_clone_into(ks, d, src);
    uint64_t version = src->version;
    for (uint32_t i = 0; i < src->n_entries; i++) {
        KiDictEntry e = src->entries[i];
        if (e.key == KI_ABSENT) continue;
        ki_incref(e.key);
        ki_incref(e.value);
        bool ok = put(ks, d, e.key, (int64_t)e.hash, e.value, override);
        ki_decref(ks, e.key);
        ki_decref(ks, e.value);
        if (!ok) return false;
        if (src->version != version) {
            ki_raise(ks, KI_EXC_RuntimeError, "dict mutated during update");
            return false;
        }
    }
    return true;
}

KiValue ki_mapping_keys(KiState *ks, KiValue m) {
    KiValue keys = ki_call_method(ks, m, ks->names.n_keys, NULL, 0);
    if (keys == KI_ERR) return KI_ERR;
    KiValue it = ki_iter(ks, keys);
    if (it == KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "%s.keys() returned a non-iterable (type %s)",
                 ki_type_name(ks, m), ki_type_name(ks, keys));
    }
    ki_decref(ks, keys);
    return it;
}

static bool merge_mapping(KiState *ks, KiDict *d, KiValue m, bool override) {
    KiValue it = ki_mapping_keys(ks, m);
    if (it == KI_ERR) return false;
    bool ok = false;
    for (;;) {
        KiValue k = ki_next(ks, it);
        if (k == KI_ABSENT) {
            ok = true;
            break;
        }
        int64_t hash;
        KiValue v = k == KI_ERR ? KI_ERR : ki_getitem(ks, m, k);
        bool done = v != KI_ERR && ki_key_hash(ks, k, &hash) && put(ks, d, k, hash, v, override);
        ki_decref(ks, k);
        ki_decref(ks, v);
        if (!done) break;
    }
    ki_decref(ks, it);
    return ok;
}

/* Of anything but a list or a tuple it is the iterator that is asked for a length hint. */
static KiTuple *pair_items(KiState *ks, KiValue item) {
    if (ki_is_kind(item, KI_K_LIST) || ki_is_kind(item, KI_K_TUPLE)) return ki_to_tuple(ks, item);
    KiValue it = ki_iter(ks, item);
    KiTuple *t = it == KI_ERR ? NULL : ki_to_tuple(ks, it);
    ki_decref(ks, it);
    return t;
}

static bool merge_pair(KiState *ks, KiDict *d, KiValue item, int64_t n, bool override) {
    KiTuple *t = pair_items(ks, item);
    if (!t) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError,
                     "cannot convert dictionary update sequence element #%lld to a sequence",
                     (long long)n);
        }
        return false;
    }
    bool ok = false;
    int64_t hash;
    if (t->len != 2)
        ki_raise(ks, KI_EXC_ValueError,
                 "dictionary update sequence element #%lld has length %lld; 2 is required",
                 (long long)n, (long long)t->len);
    else
        ok = ki_key_hash(ks, t->items[0], &hash) &&
             put(ks, d, t->items[0], hash, t->items[1], override);
    ki_decref_obj(ks, &t->h);
    return ok;
}

static bool merge_pairs(KiState *ks, KiDict *d, KiValue pairs, bool override) {
    KiValue it = ki_iter(ks, pairs);
    if (it == KI_ERR) return false;
    bool ok = false;
    for (int64_t n = 0;; n++) {
        KiValue item = ki_next(ks, it);
        if (item == KI_ABSENT) {
            ok = true;
            break;
        }
        bool done = item != KI_ERR && merge_pair(ks, d, item, n, override);
        ki_decref(ks, item);
        if (!done) break;
    }
    ki_decref(ks, it);
    return ok;
}

bool ki_dict_merge(KiState *ks, KiDict *d, KiValue src, bool override) {
    if (ki_is_dict(src) && ki_slots_of(ks, src)->iter == ki_dict_slots.iter)
        return merge_dict(ks, d, ki_dict_of(src), override);
    return merge_mapping(ks, d, src, override);
}

bool ki_dict_update(KiState *ks, KiDict *d, KiValue src, bool override) {
    if (ki_is_dict(src)) return ki_dict_merge(ks, d, src, override);
    KiValue keys = ki_getattr_opt(ks, src, ks->names.n_keys);
    if (keys == KI_ERR) return false;
    if (keys == KI_ABSENT) return merge_pairs(ks, d, src, override);
    ki_decref(ks, keys);
    return ki_dict_merge(ks, d, src, override);
}

/* ---- slots ---- */

static void dict_dealloc(KiState *ks, KiObj *o) {
    KiDict *d = (KiDict *)o;
    KiDictEntry *entries = d->entries;
    if (!entries) return;
    for (uint32_t i = 0; i < d->n_entries; i++) {
        if (entries[i].key == KI_ABSENT) continue;
        ki_decref(ks, entries[i].key);
        ki_decref(ks, entries[i].value);
    }
    ki_mem_free(ks, entries, block_bytes(d->cap, d->log2_size));
}

static void dict_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiDict *d = (KiDict *)o;
    for (uint32_t i = 0; i < d->n_entries; i++) {
        visit(d->entries[i].key, arg);
        visit(d->entries[i].value, arg);
    }
}

static void dict_gc_clear(KiState *ks, KiObj *o) {
    ki_dict_clear(ks, (KiDict *)o);
}

static KiValue dict_repr(KiState *ks, KiValue v) {
    KiDict *d = ki_dict_of(v);
    if (d->has_late && !settle_all(ks, d)) return KI_ERR;
    if (!d->used) return ki_str_from_ascii(ks, "{}", 2);
    int r = ki_repr_enter(ks, v);
    if (r) return r < 0 ? KI_ERR : ki_str_from_ascii(ks, "{...}", 5);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_putc(&b, '{');
    bool first = true;
    KiValue key, value;
    for (int64_t pos = 0; !b.failed && ki_dict_next(d, &pos, &key, &value);) {
        ki_incref(key);
        ki_incref(value);
        if (!first) ki_sb_put_ascii(&b, ", ", 2);
        first = false;
        ki_sb_put_repr(&b, key);
        ki_sb_put_ascii(&b, ": ", 2);
        ki_sb_put_repr(&b, value);
        ki_decref(ks, key);
        ki_decref(ks, value);
    }
    ki_sb_putc(&b, '}');
    ki_repr_leave(ks, v);
    return ki_sb_finish(&b);
}

/* 1 equal, 0, -1 */
static int dicts_equal(KiState *ks, KiDict *a, KiDict *b) {
    if (a->used != b->used) return 0;
    if (a->has_late && !settle_all(ks, a)) return -1;
    KiValue key, value, other;
    for (int64_t pos = 0; ki_dict_next(a, &pos, &key, &value);) {
        uint64_t hash = a->entries[pos - 1].hash;
        ki_incref(key);
        ki_incref(value);
        int r = ki_dict_find(ks, b, key, (int64_t)hash, &other);
        if (r > 0) {
            ki_incref(other);
            r = ki_items_equal(ks, value, other);
            ki_decref(ks, other);
        }
        ki_decref(ks, key);
        ki_decref(ks, value);
        if (r <= 0) return r;
    }
    return 1;
}

static KiValue dict_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_dict(a) || !ki_is_dict(b) || (op != KI_EQ && op != KI_NE)) return KI_NOT_IMPLEMENTED;
    int r = dicts_equal(ks, ki_dict_of(a), ki_dict_of(b));
    return r < 0 ? KI_ERR : ki_bool(r == (op == KI_EQ));
}

static int64_t dict_len(KiState *ks, KiValue v) {
    (void)ks;
    return ki_dict_of(v)->used;
}
static int dict_truth(KiState *ks, KiValue v) {
    (void)ks;
    return ki_dict_of(v)->used != 0;
}

static KiValue dict_getitem(KiState *ks, KiValue v, KiValue key) {
    KiValue r = ki_dict_get(ks, ki_dict_of(v), key);
    if (KB_LIKELY(r != KI_ABSENT)) return r == KI_ERR ? r : ki_new_ref(r);
    if (ki_obj(v)->kind != KI_K_DICT) {
        /* dict.__getitem__, which subclasses find by its name, is a native method */
        if (!ki_depth_enter(ks, KI_IN_CALL)) return KI_ERR;
        r = ki_call_special(ks, v, ks->names.d_missing, &key, 1);
        ks->depth--;
        if (r != KI_ABSENT) return r;
    }
    return ki_raise_value(ks, KI_EXC_KeyError, key);
}

static bool dict_setitem(KiState *ks, KiValue v, KiValue key, KiValue value) {
    if (value != KI_ABSENT) return ki_dict_set(ks, ki_dict_of(v), key, value);
    KiValue old = ki_dict_pop(ks, ki_dict_of(v), key);
    if (old == KI_ABSENT) ki_raise_value(ks, KI_EXC_KeyError, key);
    if (old == KI_ABSENT || old == KI_ERR) return false;
    ki_decref(ks, old);
    return true;
}

static int dict_contains(KiState *ks, KiValue v, KiValue key) {
    KiValue r = ki_dict_get(ks, ki_dict_of(v), key);
    return r == KI_ERR ? -1 : r != KI_ABSENT;
}

static KiValue dict_iter(KiState *ks, KiValue v) {
    return ki_iter_new(ks, KI_K_DICT_KEYITER, v, 0, ki_dict_of(v)->used);
}

KiValue ki_dict_or(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_dict(a) || !ki_is_dict(b)) return KI_NOT_IMPLEMENTED;
    KiDict *d = ki_dict_copy(ks, ki_dict_of(a));
    if (d && !ki_dict_update(ks, d, b, true)) {
        ki_decref_obj(ks, &d->h);
        d = NULL;
    }
    return d ? ki_from_obj(d) : KI_ERR;
}

static KiValue dict_ior(KiState *ks, KiValue a, KiValue b) {
    return ki_dict_update(ks, ki_dict_of(a), b, true) ? ki_new_ref(a) : KI_ERR;
}

static KiValue dict_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)args;
    (void)nargs;
    (void)kwnames;
    if (cls->kind == KI_K_DICT) {
        KiDict *d = ki_dict_new(ks);
        return d ? ki_from_obj(d) : KI_ERR;
    }
    KiObj *o = ki_instance_alloc(ks, cls);
    if (!o) return KI_ERR;
    ki_dict_init(ks, (KiDict *)o);
    return ki_from_obj(o);
}

bool ki_dict_update_args(KiState *ks, KiDict *d, const char *fname, KiValue *args, int nargs,
                         KiValue kwnames) {
    if (nargs > 1) {
        ki_raise(ks, KI_EXC_TypeError, "%s expected at most 1 argument, got %d", fname, nargs);
        return false;
    }
    if (nargs && !ki_dict_update(ks, d, args[0], true)) return false;
    if (kwnames == KI_ABSENT) return true;
    KiTuple *names = ki_tuple_of(kwnames);
    for (int64_t i = 0; i < names->len; i++)
        if (!ki_dict_set(ks, d, names->items[i], args[nargs + i])) return false;
    return true;
}

static bool dict_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return ki_dict_update_args(ks, ki_dict_of(self), "dict", args, nargs, kwnames);
}

const KiSlots ki_dict_slots = {
    .dealloc = dict_dealloc,
    .traverse = dict_traverse,
    .clear = dict_gc_clear,
    .getattr = ki_generic_getattr,
    .repr = dict_repr,
    .compare = dict_compare,
    .hash = ki_unhashable,
    .iter = dict_iter,
    .new_ = dict_new,
    .init = dict_init,
    .binary = {[KI_OR] = ki_dict_or},
    .inplace = {[KI_OR] = dict_ior},
    .truth = dict_truth,
    .len = dict_len,
    .getitem = dict_getitem,
    .setitem = dict_setitem,
    .contains = dict_contains,
};
