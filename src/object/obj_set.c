/* set and frozenset: open addressing with CPython's probing (runs of 10 slots, then a perturbed
 * jump), growth and copying rules, so that iteration order agrees with CPython's.
 *
 * A comparison that runs Python code may change the set: the lookup then starts again, recognised
 * by the table pointer and the slot's key. */
#include "containers.h"
#include "dict_table.h"
#include "iter_slots.h"
#include "object_private.h"
#include "slot.h"
#include "str_builder.h"

enum { LINEAR_PROBES = 9, PERTURB_SHIFT = 5, SET_MIN = 8 };

static inline bool slot_free(const KiSetEntry *e) {
    return e->key == KI_ABSENT;
}
static inline bool slot_live(const KiSetEntry *e) {
    return e->key != KI_ABSENT && e->key != KI_UNBOUND;
}

static void table_clear(KiSetEntry *t, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        t[i].key = KI_ABSENT;
        t[i].hash = 0;
    }
}

static void set_init_struct(KiSet *s) {
    s->fill = s->used = s->finger = 0;
    s->mask = SET_MIN - 1;
    s->table = s->small;
    s->hash = -1;
    table_clear(s->small, SET_MIN);
}

KiSet *ki_set_new(KiState *ks, bool frozen) {
    KiSet *s =
        (KiSet *)ki_object_alloc(ks, ks->types[frozen ? KI_K_FROZENSET : KI_K_SET], sizeof *s);
    if (s) set_init_struct(s);
    return s;
}

/* The slot of key, or the free slot that ends its probe sequence; NULL: a comparison raised. *reuse
 * (if not NULL) becomes the last deleted slot passed, NULL if none. */
static inline __attribute__((always_inline)) KiSetEntry *
find_slot(KiState *ks, KiSet *s, KiValue key, int64_t hash, KiSetEntry **reuse) {
restart:
    if (reuse) *reuse = NULL;
    size_t mask = (size_t)s->mask, i = (size_t)hash & mask;
    KiSetEntry *table = s->table;
    for (size_t perturb = (size_t)hash;;) {
        KiSetEntry *e = &table[i];
        int probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        do {
            KiValue k = e->key;
            if (k == key || k == KI_ABSENT) return e;
            if (e->hash == hash) { /* never of a deleted slot: that has -1 */
                if (!ki_both_int(k, key)) {
                    ki_incref(k);
                    int r = ki_items_equal(ks, k, key);
                    bool moved = s->table != table || e->key != k || (size_t)s->mask != mask;
                    ki_decref(ks, k);
                    if (r < 0) return NULL;
                    if (moved) goto restart;
                    if (r) return e;
                }
            } else if (reuse && k == KI_UNBOUND) {
                *reuse = e;
            }
            e++;
        } while (probes--);
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

/* Puts a key known to be missing into a table without deleted slots. */
static void insert_clean(KiSetEntry *table, size_t mask, KiValue key, int64_t hash) {
    size_t i = (size_t)hash & mask;
    for (size_t perturb = (size_t)hash;;) {
        KiSetEntry *e = &table[i];
        int probes = i + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
        do {
            if (slot_free(e)) {
                e->key = key;
                e->hash = hash;
                return;
            }
            e++;
        } while (probes--);
        perturb >>= PERTURB_SHIFT;
        i = (i * 5 + 1 + perturb) & mask;
    }
}

static bool resize(KiState *ks, KiSet *s, int64_t min_used) {
    int64_t size = SET_MIN;
    while (size <= min_used)
        size *= 2;
    KiSetEntry *old = s->table, copy[SET_MIN], *table;
    int64_t old_n = s->mask + 1;
    bool was_small = old == s->small;
    if (size == SET_MIN) {
        if (was_small) {
            if (s->fill == s->used) return true;
            memcpy(copy, old, sizeof copy);
            old = copy;
        }
        table = s->small;
    } else if (!(table = ki_mem_alloc(ks, (size_t)size * sizeof *table))) {
        return false;
    }
    table_clear(table, size);
    for (int64_t i = 0; i < old_n; i++)
        if (slot_live(&old[i])) insert_clean(table, (size_t)size - 1, old[i].key, old[i].hash);
    s->table = table;
    s->mask = size - 1;
    s->fill = s->used;
    if (!was_small) ki_mem_free(ks, old, (size_t)old_n * sizeof *old);
    return true;
}

static bool grow(KiState *ks, KiSet *s) {
    return resize(ks, s, s->used > 50000 ? s->used * 2 : s->used * 4);
}

static bool add_hashed(KiState *ks, KiSet *s, KiValue key, int64_t hash) {
    KiSetEntry *reuse, *e = find_slot(ks, s, key, hash, &reuse);
    if (!e) return false;
    if (!slot_free(e)) return true;
    if (reuse) e = reuse;
    e->key = ki_new_ref(key);
    e->hash = hash;
    s->used++;
    if (reuse) return true;
    s->fill++;
    if (s->fill * 5 < s->mask * 3) return true;
    return grow(ks, s);
}

bool ki_set_add(KiState *ks, KiSet *s, KiValue v) {
    int64_t hash;
    return ki_key_hash(ks, v, &hash) && add_hashed(ks, s, v, hash);
}

/* Hash of a lookup key; a set stands for the frozenset with the same items. *owned is to be
 * released. */
static bool lookup_hash(KiState *ks, KiValue *v, int64_t *hash, KiValue *owned) {
    *owned = KI_ABSENT;
    if (ki_key_hash(ks, *v, hash)) return true;
    if (!ki_is_set(*v) || !ki_pending_is(ks, KI_EXC_TypeError)) return false;
    ki_clear_exc(ks);
    KiSet *f = ki_set_copy(ks, ki_set_of(*v), true);
    if (!f) return false;
    *v = *owned = ki_from_obj(f);
    return ki_key_hash(ks, *v, hash);
}

static int contains_hashed(KiState *ks, KiSet *s, KiValue v, int64_t hash) {
    KiSetEntry *e = find_slot(ks, s, v, hash, NULL);
    return e ? !slot_free(e) : -1;
}

int ki_set_contains(KiState *ks, KiSet *s, KiValue v) {
    int64_t hash;
    KiValue tmp;
    int r = lookup_hash(ks, &v, &hash, &tmp) ? contains_hashed(ks, s, v, hash) : -1;
    ki_decref(ks, tmp);
    return r;
}

int ki_set_has_item(KiState *ks, KiSet *s, KiValue v) {
    int64_t hash;
    return ki_key_hash(ks, v, &hash) ? contains_hashed(ks, s, v, hash) : -1;
}

static int discard_hashed(KiState *ks, KiSet *s, KiValue v, int64_t hash) {
    KiSetEntry *e = find_slot(ks, s, v, hash, NULL);
    if (!e || slot_free(e)) return e ? 0 : -1;
    KiValue old = e->key;
    e->key = KI_UNBOUND;
    e->hash = -1;
    s->used--;
    ki_decref(ks, old);
    return 1;
}

int ki_set_discard(KiState *ks, KiSet *s, KiValue v) {
    int64_t hash;
    KiValue tmp;
    int r = lookup_hash(ks, &v, &hash, &tmp) ? discard_hashed(ks, s, v, hash) : -1;
    ki_decref(ks, tmp);
    return r;
}

static KiSetEntry *next_entry(KiSet *s, int64_t *pos) {
    for (int64_t i = *pos; i <= s->mask; i++) {
        if (!slot_live(&s->table[i])) continue;
        *pos = i + 1;
        return &s->table[i];
    }
    *pos = s->mask + 1;
    return NULL;
}

bool ki_set_next(KiSet *s, int64_t *pos, KiValue *key) {
    KiSetEntry *e = next_entry(s, pos);
    if (e) *key = e->key;
    return e != NULL;
}

KiValue ki_set_pop(KiState *ks, KiSet *s) {
    (void)ks;
    if (!s->used) return KI_ABSENT;
    int64_t i = s->finger & s->mask;
    while (!slot_live(&s->table[i]))
        i = i == s->mask ? 0 : i + 1;
    KiValue v = s->table[i].key;
    s->table[i].key = KI_UNBOUND;
    s->table[i].hash = -1;
    s->used--;
    s->finger = i + 1;
    return v;
}

/* Releases what a table (already detached from its set) holds. */
static void release_table(KiState *ks, KiSetEntry *t, int64_t n) {
    for (int64_t i = 0; i < n; i++)
        if (slot_live(&t[i])) ki_decref(ks, t[i].key);
}

void ki_set_clear(KiState *ks, KiSet *s) {
    KiSetEntry copy[SET_MIN], *t = s->table;
    int64_t n = s->mask + 1;
    bool small = t == s->small;
    if (small) memcpy(copy, t, sizeof copy);
    int64_t hash = s->hash;
    set_init_struct(s);
    s->hash = hash;
    release_table(ks, small ? copy : t, n);
    if (!small) ki_mem_free(ks, t, (size_t)n * sizeof *t);
}

void ki_set_swap(KiSet *a, KiSet *b) {
    KiSetEntry small[SET_MIN];
    memcpy(small, a->small, sizeof small);
    memcpy(a->small, b->small, sizeof small);
    memcpy(b->small, small, sizeof small);
    KiSetEntry *ta = a->table == a->small ? b->small : a->table,
               *tb = b->table == b->small ? a->small : b->table;
    int64_t fill = a->fill, used = a->used, mask = a->mask;
    a->fill = b->fill;
    a->used = b->used;
    a->mask = b->mask;
    a->table = tb;
    b->fill = fill;
    b->used = used;
    b->mask = mask;
    b->table = ta;
    a->hash = b->hash = -1;
}

/* ---- update ---- */

/* Room for n more keys in one step, as CPython does before a bulk insertion. */
static bool presize(KiState *ks, KiSet *s, int64_t n) {
    if ((s->fill + n) * 5 < s->mask * 3) return true;
    return resize(ks, s, (s->used + n) * 2);
}

static bool merge_set(KiState *ks, KiSet *s, KiSet *other) {
    if (s == other || !other->used) return true;
    if (!presize(ks, s, other->used)) return false;
    if (s->fill == 0 && s->mask == other->mask && other->fill == other->used) {
        memcpy(s->table, other->table, (size_t)(s->mask + 1) * sizeof *s->table);
        for (int64_t i = 0; i <= s->mask; i++)
            if (slot_live(&s->table[i])) ki_incref(s->table[i].key);
        s->fill = s->used = other->used;
        return true;
    }
    if (s->fill == 0) {
        for (int64_t i = 0; i <= other->mask; i++)
            if (slot_live(&other->table[i]))
                insert_clean(s->table, (size_t)s->mask, ki_new_ref(other->table[i].key),
                             other->table[i].hash);
        s->fill = s->used = other->used;
        return true;
    }
    for (int64_t i = 0; i <= other->mask; i++) {
        KiSetEntry e = other->table[i];
        if (!slot_live(&e)) continue;
        ki_incref(e.key);
        bool ok = add_hashed(ks, s, e.key, e.hash);
        ki_decref(ks, e.key);
        if (!ok) return false;
    }
    return true;
}

static bool merge_dict_keys(KiState *ks, KiSet *s, KiDict *d) {
    if (!presize(ks, s, d->used)) return false;
    for (uint32_t i = 0; i < d->n_entries; i++) {
        KiDictEntry e = d->entries[i];
        if (e.key == KI_ABSENT) continue;
        ki_incref(e.key);
        bool ok = add_hashed(ks, s, e.key, (int64_t)e.hash);
        ki_decref(ks, e.key);
        if (!ok) return false;
    }
    return true;
}

/* Calls fn for every item of an iterable until it fails. */
typedef bool (*ItemFn)(KiState *ks, KiValue item, void *arg);
static bool for_each(KiState *ks, KiValue iterable, ItemFn fn, void *arg) {
    KiValue it = ki_iter(ks, iterable);
    if (it == KI_ERR) return false;
    bool ok = false;
    for (;;) {
        KiValue v = ki_iter_next(ks, it);
        if (v == KI_ABSENT) {
            ok = true;
            break;
        }
        bool done = v != KI_ERR && fn(ks, v, arg);
        ki_decref(ks, v);
        if (!done) break;
    }
    ki_decref(ks, it);
    return ok;
}
static bool add_item(KiState *ks, KiValue v, void *set) {
    return ki_set_add(ks, set, v);
}

/* Of a text of one byte a character, each of which is one object: it is added once. */
static bool add_characters(KiState *ks, KiSet *set, const KiStr *s) {
    bool added[256] = {false};
    for (size_t i = 0; i < s->len; i++) {
        uint8_t c = s->data.u1[i];
        if (added[c]) continue;
        KiValue v = ki_str_from_char(ks, c);
        bool ok = v != KI_ERR && ki_set_add(ks, set, v);
        ki_decref(ks, v);
        if (!ok) return false;
        added[c] = true;
    }
    return true;
}

bool ki_set_update(KiState *ks, KiSet *s, KiValue v) {
    if (ki_is_any_set(v)) return merge_set(ks, s, ki_set_of(v));
    if (ki_is_kind(v, KI_K_DICT)) return merge_dict_keys(ks, s, ki_dict_of(v));
    if (ki_is_kind(v, KI_K_LIST)) {
        KiList *l = ki_list_of(v);
        for (int64_t i = 0; i < l->len; i++) {
            KiValue x = ki_new_ref(l->items[i]);
            bool ok = ki_set_add(ks, s, x);
            ki_decref(ks, x);
            if (!ok) return false;
        }
        return true;
    }
    if (ki_is_kind(v, KI_K_STR) && ki_str_width(ki_str_of(v)) == 1)
        return add_characters(ks, s, ki_str_of(v));
    return for_each(ks, v, add_item, s);
}

KiSet *ki_set_from(KiState *ks, KiValue iterable, bool frozen) {
    KiSet *s = ki_set_new(ks, frozen);
    if (s && iterable != KI_ABSENT && !ki_set_update(ks, s, iterable)) {
        ki_decref_obj(ks, &s->h);
        return NULL;
    }
    return s;
}

KiSet *ki_set_copy(KiState *ks, KiSet *src, bool frozen) {
    KiSet *s = ki_set_new(ks, frozen);
    if (s && !merge_set(ks, s, src)) {
        ki_decref_obj(ks, &s->h);
        return NULL;
    }
    return s;
}

/* ---- set algebra ---- */

typedef struct Pair {
    KiSet *a, *b;
} Pair;
static bool add_if_in(KiState *ks, KiValue v, void *arg) {
    Pair *p = arg;
    int64_t hash;
    if (!ki_key_hash(ks, v, &hash)) return false;
    int r = contains_hashed(ks, p->a, v, hash);
    if (r < 0 || (r && !add_hashed(ks, p->b, v, hash))) return false;
    return !r || p->b->used < p->a->used; /* nothing is left to find: no more is asked for */
}

static bool is_frozen(KiSet *s) {
    return s->h.kind == KI_K_FROZENSET;
}

KiSet *ki_set_intersection(KiState *ks, KiSet *s, KiValue other) {
    bool frozen = is_frozen(s), ok = true;
    if (ki_is_any_set(other) && ki_set_of(other) == s) return ki_set_copy(ks, s, frozen);
    KiSet *r = ki_set_new(ks, frozen);
    if (!r) return NULL;
    Pair p = {s, r};
    if (ki_is_any_set(other)) {
        KiSet *o = ki_set_of(other);
        if (o->used > s->used) {
            p.a = o;
            o = s;
        }
        KiSetEntry *e;
        for (int64_t pos = 0; ok && (e = next_entry(o, &pos));) {
            KiValue key = ki_new_ref(e->key);
            int64_t hash = e->hash;
            int in = contains_hashed(ks, p.a, key, hash);
            ok = in >= 0 && (!in || add_hashed(ks, r, key, hash));
            ki_decref(ks, key);
        }
    } else {
        ok = for_each(ks, other, add_if_in, &p) || !ki_pending(ks);
    }
    if (ok) return r;
    ki_decref_obj(ks, &r->h);
    return NULL;
}

static bool discard_item(KiState *ks, KiValue v, void *set) {
    int64_t hash;
    return ki_key_hash(ks, v, &hash) && discard_hashed(ks, set, v, hash) >= 0;
}

bool ki_set_difference_update(KiState *ks, KiSet *s, KiValue other) {
    if (ki_is_any_set(other)) {
        KiSet *o = ki_set_of(other), *narrow = NULL;
        if (o == s) {
            ki_set_clear(ks, s);
            return true;
        }
        if ((o->used >> 3) > s->used) { /* much larger: only what they share matters */
            narrow = ki_set_intersection(ks, s, other);
            if (!narrow) return false;
            o = narrow;
        }
        KiSetEntry *e;
        bool ok = true;
        for (int64_t pos = 0; ok && (e = next_entry(o, &pos));) {
            KiValue key = ki_new_ref(e->key);
            ok = discard_hashed(ks, s, key, e->hash) >= 0;
            ki_decref(ks, key);
        }
        if (narrow) ki_decref_obj(ks, &narrow->h);
        if (!ok) return false;
    } else if (!for_each(ks, other, discard_item, s)) {
        return false;
    }
    if (s->fill - s->used <= s->mask / 4) return true;
    return grow(ks, s);
}

KiSet *ki_set_difference(KiState *ks, KiSet *s, KiValue other) {
    bool frozen = is_frozen(s), dict = ki_is_kind(other, KI_K_DICT);
    int64_t n = ki_is_any_set(other) ? ki_set_of(other)->used
                : dict               ? (int64_t)ki_dict_of(other)->used
                                     : -1;
    if (n < 0 || (s->used >> 2) > n) {
        KiSet *r = ki_set_copy(ks, s, frozen);
        if (r && !ki_set_difference_update(ks, r, other)) {
            ki_decref_obj(ks, &r->h);
            return NULL;
        }
        return r;
    }
    KiSet *r = ki_set_new(ks, frozen);
    bool ok = r != NULL;
    KiSetEntry *e;
    for (int64_t pos = 0; ok && (e = next_entry(s, &pos));) {
        KiValue key = ki_new_ref(e->key), found;
        int64_t hash = e->hash;
        int in = dict ? ki_dict_find(ks, ki_dict_of(other), key, hash, &found)
                      : contains_hashed(ks, ki_set_of(other), key, hash);
        ok = in == 1 || (in == 0 && add_hashed(ks, r, key, hash));
        ki_decref(ks, key);
    }
    if (r && !ok) {
        ki_decref_obj(ks, &r->h);
        return NULL;
    }
    return r;
}

static bool toggle(KiState *ks, KiSet *s, KiValue key, int64_t hash) {
    ki_incref(key);
    int r = discard_hashed(ks, s, key, hash);
    bool ok = r == 1 || (r == 0 && add_hashed(ks, s, key, hash));
    ki_decref(ks, key);
    return ok;
}

bool ki_set_symmetric_update(KiState *ks, KiSet *s, KiValue other) {
    if (ki_is_any_set(other) && ki_set_of(other) == s) {
        ki_set_clear(ks, s);
        return true;
    }
    if (ki_is_kind(other, KI_K_DICT)) {
        KiDict *d = ki_dict_of(other);
        for (uint32_t i = 0; i < d->n_entries; i++)
            if (d->entries[i].key != KI_ABSENT &&
                !toggle(ks, s, d->entries[i].key, (int64_t)d->entries[i].hash))
                return false;
        return true;
    }
    KiSet *o;
    if (ki_is_any_set(other))
        o = (KiSet *)ki_obj(ki_new_ref(ki_unbox(other)));
    else if (!(o = ki_set_from(ks, other, false)))
        return false;
    bool ok = true;
    KiSetEntry *e;
    for (int64_t pos = 0; ok && (e = next_entry(o, &pos));)
        ok = toggle(ks, s, e->key, e->hash);
    ki_decref_obj(ks, &o->h);
    return ok;
}

int ki_set_issubset(KiState *ks, KiSet *a, KiSet *b) {
    if (a->used > b->used) return 0;
    KiSetEntry *e;
    for (int64_t pos = 0; (e = next_entry(a, &pos));) {
        KiValue key = ki_new_ref(e->key);
        int r = contains_hashed(ks, b, key, e->hash);
        ki_decref(ks, key);
        if (r <= 0) return r;
    }
    return 1;
}

int ki_set_isdisjoint(KiState *ks, KiSet *a, KiSet *b) {
    KiSet *walked = b->used > a->used ? a : b, *asked = walked == a ? b : a;
    KiSetEntry *e;
    int hit = 0;
    for (int64_t pos = 0; hit == 0 && (e = next_entry(walked, &pos));) {
        KiValue key = ki_new_ref(e->key);
        hit = contains_hashed(ks, asked, key, e->hash);
        ki_decref(ks, key);
    }
    return hit < 0 ? -1 : !hit;
}

/* ---- slots ---- */

static void set_dealloc(KiState *ks, KiObj *o) {
    KiSet *s = (KiSet *)o;
    release_table(ks, s->table, s->mask + 1);
    if (s->table != s->small) ki_mem_free(ks, s->table, (size_t)(s->mask + 1) * sizeof *s->table);
}

static void set_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiSet *s = (KiSet *)o;
    for (int64_t i = 0; i <= s->mask; i++)
        visit(s->table[i].key, arg);
}

static void set_gc_clear(KiState *ks, KiObj *o) {
    ki_set_clear(ks, (KiSet *)o);
}

static KiValue set_repr(KiState *ks, KiValue v) {
    KiSet *s = ki_set_of(v);
    const char *name = ki_type_name(ks, v);
    if (!s->used) return ki_str_format(ks, "%s()", name);
    int r = ki_repr_enter(ks, v);
    if (r) return r < 0 ? KI_ERR : ki_str_format(ks, "%s(...)", name);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    bool plain = ki_is_kind(v, KI_K_SET);
    if (!plain) {
        KiValue text = ki_str_from_cstr(ks, name);
        if (text == KI_ERR)
            b.failed = true;
        else
            ki_sb_put_value(&b, text);
        ki_decref(ks, text);
        ki_sb_putc(&b, '(');
    }
    ki_sb_putc(&b, '{');
    KiList *l = ki_to_list(ks, ki_from_obj(s));
    if (!l) b.failed = true;
    for (int64_t i = 0; l && i < l->len && !b.failed; i++) {
        if (i) ki_sb_put_ascii(&b, ", ", 2);
        ki_sb_put_repr(&b, l->items[i]);
    }
    if (l) ki_decref_obj(ks, &l->h);
    ki_sb_puts(&b, plain ? "}" : "})");
    ki_repr_leave(ks, v);
    return ki_sb_finish(&b);
}

static uint64_t shuffle_bits(uint64_t h) {
    return ((h ^ 89869747u) ^ (h << 16)) * 3644798167u;
}

/* Order-independent mix of the items' hashes, CPython's constants. */
static bool frozenset_hash(KiState *ks, KiValue v, int64_t *out) {
    (void)ks;
    KiSet *s = ki_set_of(v);
    if (s->hash == -1) {
        uint64_t h = 0;
        for (int64_t i = 0; i <= s->mask; i++)
            if (slot_live(&s->table[i])) h ^= shuffle_bits((uint64_t)s->table[i].hash);
        h ^= ((uint64_t)s->used + 1) * 1927868237u;
        h ^= (h >> 11) ^ (h >> 25);
        h = h * 69069u + 907133923u;
        if (h == UINT64_MAX) h = 590923713u;
        s->hash = (int64_t)h;
    }
    *out = s->hash;
    return true;
}

static KiValue set_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!ki_is_any_set(a) || !ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    KiSet *x = ki_set_of(a), *y = ki_set_of(b);
    int r = 0;
    switch (op) {
    case KI_EQ:
    case KI_NE:
        r = x->used == y->used && !(x->hash != -1 && y->hash != -1 && x->hash != y->hash)
                ? ki_set_issubset(ks, x, y)
                : 0;
        if (r >= 0 && op == KI_NE) r = !r;
        break;
    case KI_LE:
        r = ki_set_issubset(ks, x, y);
        break;
    case KI_LT:
        r = x->used < y->used ? ki_set_issubset(ks, x, y) : 0;
        break;
    case KI_GE:
        r = ki_set_issubset(ks, y, x);
        break;
    case KI_GT:
        r = y->used < x->used ? ki_set_issubset(ks, y, x) : 0;
        break;
    }
    return r < 0 ? KI_ERR : ki_bool(r);
}

static int64_t set_len(KiState *ks, KiValue v) {
    (void)ks;
    return ki_set_of(v)->used;
}
static int set_truth(KiState *ks, KiValue v) {
    (void)ks;
    return ki_set_of(v)->used != 0;
}
static int set_contains(KiState *ks, KiValue v, KiValue item) {
    return ki_set_contains(ks, ki_set_of(v), item);
}
static KiValue set_iter(KiState *ks, KiValue v) {
    return ki_iter_new(ks, KI_K_SET_ITER, ki_unbox(v), 0, ki_set_of(v)->used);
}

static KiValue set_iter_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    if (it->source == KI_ABSENT) return KI_ABSENT;
    KiSet *s = (KiSet *)ki_obj(it->source);
    if (s->used != it->extra) {
        it->extra = -1;
        return ki_raise(ks, KI_EXC_RuntimeError, "Set changed size during iteration");
    }
    KiValue key;
    if (ki_set_next(s, &it->index, &key)) return ki_new_ref(key);
    ki_assign(ks, &it->source, KI_ABSENT);
    return KI_ABSENT;
}

static KiValue wrap(KiSet *s) {
    return s ? ki_from_obj(s) : KI_ERR;
}

static KiValue set_and(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_any_set(a) || !ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    return wrap(ki_set_intersection(ks, ki_set_of(a), b));
}
static KiValue set_sub(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_any_set(a) || !ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    return wrap(ki_set_difference(ks, ki_set_of(a), b));
}
static KiValue set_or(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_any_set(a) || !ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    KiSet *s = ki_set_copy(ks, ki_set_of(a), is_frozen(ki_set_of(a)));
    if (s && !merge_set(ks, s, ki_set_of(b))) {
        ki_decref_obj(ks, &s->h);
        return KI_ERR;
    }
    return wrap(s);
}
static KiValue set_xor(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_any_set(a) || !ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    KiSet *s = ki_set_copy(ks, ki_set_of(b), is_frozen(ki_set_of(a)));
    if (s && !ki_set_symmetric_update(ks, s, a)) {
        ki_decref_obj(ks, &s->h);
        return KI_ERR;
    }
    return wrap(s);
}

static KiValue set_iand(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    KiSet *t = ki_set_intersection(ks, ki_set_of(a), b);
    if (!t) return KI_ERR;
    ki_set_swap(ki_set_of(a), t);
    ki_decref_obj(ks, &t->h);
    return ki_new_ref(a);
}
static KiValue set_isub(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    return ki_set_difference_update(ks, ki_set_of(a), b) ? ki_new_ref(a) : KI_ERR;
}
static KiValue set_ior(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    return merge_set(ks, ki_set_of(a), ki_set_of(b)) ? ki_new_ref(a) : KI_ERR;
}
static KiValue set_ixor(KiState *ks, KiValue a, KiValue b) {
    if (!ki_is_any_set(b)) return KI_NOT_IMPLEMENTED;
    return ki_set_symmetric_update(ks, ki_set_of(a), b) ? ki_new_ref(a) : KI_ERR;
}

static KiValue set_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    (void)args;
    (void)nargs;
    (void)kwnames;
    if (cls->kind == KI_K_SET) return wrap(ki_set_new(ks, false));
    KiObj *o = ki_instance_alloc(ks, cls);
    if (!o) return KI_ERR;
    set_init_struct((KiSet *)o);
    return ki_from_obj(o);
}

static bool set_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    KiValue a[1];
    const char *name =
        kwnames != KI_ABSENT ? "set" : ki_type_name(ks, self); /* as CPython's texts */
    if (!ki_parse_args(ks, name, NULL, 1, 0, 1, args, nargs, kwnames, a)) return false;
    KiSet *s = ki_set_of(self);
    if (s->fill) ki_set_clear(ks, s);
    s->hash = -1;
    return a[0] == KI_ABSENT || ki_set_update(ks, s, a[0]);
}

static KiValue frozenset_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiValue a[1];
    const char *name = ki_n_kw(kwnames) ? "frozenset" : ki_type_cname(ks, cls);
    if (!ki_parse_args(ks, name, NULL, 1, 0, 1, args, nargs, kwnames, a)) return KI_ERR;
    if (ki_is_kind(a[0], KI_K_FROZENSET)) return ki_new_ref(a[0]);
    return wrap(ki_set_from(ks, a[0], true));
}

#define SET_SLOTS                                                                                  \
    .dealloc = set_dealloc, .traverse = set_traverse, .repr = set_repr, .compare = set_compare,    \
    .iter = set_iter, .truth = set_truth, .len = set_len, .contains = set_contains,                \
    .binary = {[KI_AND] = set_and, [KI_SUB] = set_sub, [KI_OR] = set_or, [KI_XOR] = set_xor}

const KiSlots ki_set_slots = {
    .getattr = ki_generic_getattr,
    SET_SLOTS,
    .hash = ki_unhashable,
    .clear = set_gc_clear,
    .new_ = set_new,
    .init = set_init,
    .inplace = {[KI_AND] = set_iand, [KI_SUB] = set_isub, [KI_OR] = set_ior, [KI_XOR] = set_ixor},
};
const KiSlots ki_frozenset_slots = {
    .getattr = ki_generic_getattr, SET_SLOTS, .hash = frozenset_hash, .new_ = frozenset_new};
const KiSlots ki_set_iter_slots = KI_ITER_SLOTS(set_iter_next);
