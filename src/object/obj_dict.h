#ifndef KI_OBJ_DICT_H
#define KI_OBJ_DICT_H
/* dict (insertion-ordered open addressing) and set (CPython's probing order, so that sets of ints
 * and, with a fixed hash seed, of strings iterate as there). */
#include "type.h"

typedef struct KiDictEntry {
    uint64_t hash;
    KiValue key; /* KI_ABSENT: deleted */
    KiValue value;
} KiDictEntry;

/*  index: 2^log2_size slots of u8/u16/u32, each an entry number or EMPTY/DUMMY; entries[n_entries]
 *  in insertion order with holes where keys were deleted. A dict of up to 8 entries has no index
 *  (log2_size 0) and is searched linearly. version changes whenever a key is added or removed
 *  (never when only a value changes): caches of globals rely on it. */
struct KiDict {
    KiObj h;
    uint32_t used, n_entries, cap;
    uint8_t log2_size;
    bool str_keys; /* every key is an exact str: lookups by str need no Python code */
    bool has_late; /* values may be KI_LATE; nobody but obj_dict.c and dict_views.c sees one */
    void *index;
    KiDictEntry *entries;
    uint64_t version;
    uint32_t usable; /* entries that may be added before the table is rebuilt */
    uint32_t hint;   /* the entry found last: `if k in d: d[k] += 1` asks three times */
};

/* Where the first entry is, n_entries if there is none. A hole at the very front counts the holes
 * there in its hash, so that taking the first entry again and again does not look at them all. */
static inline int64_t ki_dict_first(KiDict *d) {
    if (!d->n_entries || d->entries[0].key != KI_ABSENT) return 0;
    uint64_t i = d->entries[0].hash;
    while (i < d->n_entries && d->entries[i].key == KI_ABSENT)
        i++;
    d->entries[0].hash = i;
    return (int64_t)i;
}

typedef struct KiSetEntry {
    KiValue key; /* KI_ABSENT: free; KI_UNBOUND: deleted */
    int64_t hash;
} KiSetEntry;
typedef struct KiSet {
    KiObj h;
    int64_t fill, used, mask, finger;
    KiSetEntry *table; /* == small while mask is 7 */
    int64_t hash;      /* frozenset; -1: not computed */
    KiSetEntry small[8];
} KiSet;

static inline bool ki_is_dict(KiValue v) {
    return ki_has_layout(v, KI_K_DICT);
}
static inline KiDict *ki_dict_of(KiValue v) {
    return (KiDict *)ki_obj(v);
}

KiDict *ki_dict_new(KiState *ks);
/* Borrowed value; KI_ABSENT if missing; KI_ERR if a hash or comparison raised. */
KiValue ki_dict_get(KiState *ks, KiDict *d, KiValue key);
KiValue ki_dict_get_str(KiState *ks, KiDict *d, KiStr *key);
/* Entry number of an interned str key, or -1: for caches. */
int64_t ki_dict_find_str(KiState *ks, KiDict *d, KiStr *key);
bool ki_dict_set(KiState *ks, KiDict *d, KiValue key, KiValue value); /* borrows both */
bool ki_dict_set_str(KiState *ks, KiDict *d, KiStr *key, KiValue value);
bool ki_dict_set_cstr(KiState *ks, KiDict *d, const char *key, KiValue value);
/* Gives key a value that ki_late_value() makes when it is first read. */
bool ki_dict_set_late(KiState *ks, KiDict *d, const char *key) KB_MUST_CHECK;
KiValue ki_dict_get_cstr(KiState *ks, KiDict *d, const char *key);
/* Removes: owned old value, KI_ABSENT if it was not there, KI_ERR. */
KiValue ki_dict_pop(KiState *ks, KiDict *d, KiValue key);
/* Iterates entries: *pos starts at 0; borrowed key and value (None for a late one). No Python code
 * may run in between unless the caller re-checks. */
bool ki_dict_next(KiDict *d, int64_t *pos, KiValue *key, KiValue *value);
/* iter(m.keys()) of a mapping that is no dict; owned. */
KiValue ki_mapping_keys(KiState *ks, KiValue m) KB_MUST_CHECK;
/* Entries of a dict, or of anything with keys() and subscripts. */
bool ki_dict_merge(KiState *ks, KiDict *d, KiValue src, bool override) KB_MUST_CHECK;
bool ki_dict_update(KiState *ks, KiDict *d, KiValue mapping_or_pairs, bool override);
KiDict *ki_dict_copy(KiState *ks, KiDict *d);
void ki_dict_clear(KiState *ks, KiDict *d);

KiSet *ki_set_new(KiState *ks, bool frozen);
bool ki_set_add(KiState *ks, KiSet *s, KiValue v);
/* Of one key, for which a set stands as the frozenset with the same items. */
int ki_set_contains(KiState *ks, KiSet *s, KiValue v); /* 1, 0, -1 */
int ki_set_discard(KiState *ks, KiSet *s, KiValue v);  /* 1 removed, 0, -1 */
/* Of one of the items that were given, which must all be hashable. */
int ki_set_has_item(KiState *ks, KiSet *s, KiValue v); /* 1, 0, -1 */
bool ki_set_next(KiSet *s, int64_t *pos, KiValue *key);
bool ki_set_update(KiState *ks, KiSet *s, KiValue iterable);
#endif
