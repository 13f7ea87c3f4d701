/* keys(), values(), items(): live views of a dict, their set operations, and the six iterators. A
 * view's source is the dict; an iterator's index is the next entry, extra the size it expects (that
 * of an ordered dict: the version, and aux2 the size). */
#include "containers.h"
#include "dict_table.h"
#include "iter_slots.h"
#include "str_builder.h"

static KiDict *view_dict(KiValue v) {
    return ki_dict_of(((KiIter *)ki_obj(v))->source);
}
static bool is_set_view(KiValue v) {
    return ki_is_kind(v, KI_K_DICT_KEYS) || ki_is_kind(v, KI_K_DICT_ITEMS);
}

KiValue ki_dict_view_new(KiState *ks, KiKind kind, KiValue dict) {
    return ki_iter_new(ks, kind, dict, 0, 0);
}

/* ---- iterators ---- */

/* Moves to the next entry that is there, forwards or backwards: its index, or -1. */
static inline int64_t step(KiIter *it, KiDict *d, bool reverse) {
    int64_t i = it->index;
    if (reverse) {
        if (i >= d->n_entries) i = (int64_t)d->n_entries - 1;
        while (i >= 0 && d->entries[i].key == KI_ABSENT)
            i--;
        it->index = i - 1;
        return i < 0 ? -1 : i;
    }
    if (!i) i = ki_dict_first(d);
    while (i < d->n_entries && d->entries[i].key == KI_ABSENT)
        i++;
    it->index = i + 1;
    return i >= d->n_entries ? -1 : i;
}

/* Next entry forwards or backwards; false at the end or with an error pending. */
static bool advance(KiState *ks, KiIter *it, bool reverse, KiValue *key, KiValue *value) {
    if (it->source == KI_ABSENT) return false;
    KiDict *d = ki_dict_of(it->source);
    if (d->used != it->extra) {
        ki_raise(ks, KI_EXC_RuntimeError, "dictionary changed size during iteration");
        it->extra = -1; /* stays broken */
        return false;
    }
    int64_t i = step(it, d, reverse);
    if (i < 0) goto end;
    if (!reverse) { /* aux2 counts: entries may have been replaced by as many others */
        int64_t seen = it->aux2 == KI_ABSENT ? 0 : ki_int_val(it->aux2);
        if (seen == it->extra) {
            ki_raise(ks, KI_EXC_RuntimeError, "dictionary keys changed during iteration");
            goto end;
        }
        it->aux2 = ki_small_int(seen + 1);
    }
    *key = d->entries[i].key;
    *value = d->entries[i].value;
    return true;
end:
    ki_assign(ks, &it->source, KI_ABSENT);
    return false;
}

/* The same for an ordered dict, which knows any key that came or went; what empties it at once goes
 * by the size. */
static inline bool advance_ordered(KiState *ks, KiIter *it, bool reverse, KiValue *key,
                                   KiValue *value) {
    if (it->source == KI_ABSENT) return false;
    KiDict *d = ki_dict_of(it->source);
    if (KB_UNLIKELY(d->version != (uint64_t)it->extra)) {
        bool emptied = !d->used && ki_int_val(it->aux2) != 1;
        ki_raise(ks, KI_EXC_RuntimeError, "OrderedDict %s during iteration",
                 emptied ? "changed size" : "mutated");
        if (emptied) return false; /* and so at each further step */
    } else {
        int64_t i = step(it, d, reverse);
        if (i >= 0) {
            *key = d->entries[i].key;
            *value = d->entries[i].value;
            return true;
        }
    }
    ki_assign(ks, &it->source, KI_ABSENT);
    return false;
}

static KiValue ended(KiState *ks) {
    return ki_pending(ks) ? KI_ERR : KI_ABSENT;
}

static KiValue next_key(KiState *ks, KiValue v, bool reverse) {
    KiValue key, value;
    return advance(ks, (KiIter *)ki_obj(v), reverse, &key, &value) ? ki_new_ref(key) : ended(ks);
}
/* The same for those who take the value, too: a late one is made. */
static bool advance_value(KiState *ks, KiIter *it, bool reverse, KiValue *key, KiValue *value) {
    if (!advance(ks, it, reverse, key, value)) return false;
    if (KB_LIKELY(*value != KI_LATE)) return true;
    KiDict *d = ki_dict_of(it->source);
    int64_t i = ki_dict_settle(ks, d, it->index + (reverse ? 1 : -1));
    if (i >= 0) *value = d->entries[i].value;
    return i >= 0;
}
static KiValue next_value(KiState *ks, KiValue v, bool reverse) {
    KiValue key, value;
    bool got = advance_value(ks, (KiIter *)ki_obj(v), reverse, &key, &value);
    return got ? ki_new_ref(value) : ended(ks);
}
/* The pair as a tuple: the one given last, if nobody kept that. */
static KiValue tuple_of_pair(KiState *ks, KiIter *it, const KiValue *pair) {
    if (it->aux1 != KI_ABSENT && ki_obj(it->aux1)->rc == 1) {
        KiTuple *t = (KiTuple *)ki_obj(it->aux1);
        KiValue old[2] = {t->items[0], t->items[1]};
        t->items[0] = ki_new_ref(pair[0]);
        t->items[1] = ki_new_ref(pair[1]);
        t->hash = -1;
        ki_incref_obj(&t->h);
        ki_decref(ks, old[0]);
        ki_decref(ks, old[1]);
        return ki_from_obj(t);
    }
    KiValue r = ki_tuple_from(ks, pair, 2);
    if (r != KI_ERR) ki_assign(ks, &it->aux1, ki_new_ref(r));
    return r;
}
static KiValue next_item(KiState *ks, KiValue v, bool reverse) {
    KiIter *it = (KiIter *)ki_obj(v);
    KiValue pair[2];
    bool got = advance_value(ks, it, reverse, &pair[0], &pair[1]);
    return got ? tuple_of_pair(ks, it, pair) : ended(ks);
}

int ki_dict_item_next(KiState *ks, KiIter *it, KiValue pair[2]) {
    bool plain = ki_type_of(ks, ki_from_obj(it)) == ks->types[KI_K_DICT_ITEMITER];
    bool got = plain ? advance_value(ks, it, false, &pair[0], &pair[1])
                     : advance_ordered(ks, it, false, &pair[0], &pair[1]);
    if (!got) return ki_pending(ks) ? -1 : 0;
    ki_incref(pair[0]);
    ki_incref(pair[1]);
    return 1;
}
static KiValue keyiter_next(KiState *ks, KiValue v) {
    return next_key(ks, v, false);
}
static KiValue valueiter_next(KiState *ks, KiValue v) {
    return next_value(ks, v, false);
}
static KiValue itemiter_next(KiState *ks, KiValue v) {
    return next_item(ks, v, false);
}
static KiValue revkeyiter_next(KiState *ks, KiValue v) {
    return next_key(ks, v, true);
}
static KiValue revvalueiter_next(KiState *ks, KiValue v) {
    return next_value(ks, v, true);
}
static KiValue revitemiter_next(KiState *ks, KiValue v) {
    return next_item(ks, v, true);
}

const KiSlots ki_dict_keyiter_slots = KI_ITER_SLOTS(keyiter_next);
const KiSlots ki_dict_valueiter_slots = KI_ITER_SLOTS(valueiter_next);
const KiSlots ki_dict_itemiter_slots = KI_ITER_SLOTS(itemiter_next);
const KiSlots ki_dict_revkeyiter_slots = KI_ITER_SLOTS(revkeyiter_next);
const KiSlots ki_dict_revvalueiter_slots = KI_ITER_SLOTS(revvalueiter_next);
const KiSlots ki_dict_revitemiter_slots = KI_ITER_SLOTS(revitemiter_next);

/* One type serves all iterators of ordered dicts: the kind of the object tells what it gives. */
static KiValue ordered_next(KiState *ks, KiValue v) {
    KiIter *it = (KiIter *)ki_obj(v);
    KiKind kind = (KiKind)it->h.kind;
    KiValue pair[2];
    bool got = kind >= KI_K_DICT_REVKEYITER ? advance_ordered(ks, it, true, &pair[0], &pair[1])
                                            : advance_ordered(ks, it, false, &pair[0], &pair[1]);
    if (!got) return ended(ks);
    if (kind == KI_K_DICT_ITEMITER || kind == KI_K_DICT_REVITEMITER)
        return tuple_of_pair(ks, it, pair);
    bool keys = kind == KI_K_DICT_KEYITER || kind == KI_K_DICT_REVKEYITER;
    return ki_new_ref(pair[keys ? 0 : 1]);
}
const KiSlots ki_ordered_iter_slots = KI_ITER_SLOTS(ordered_next);

KiValue ki_ordered_iter_new(KiState *ks, KiType *type, KiKind kind, KiValue dict) {
    KiIter *it = (KiIter *)ki_object_alloc(ks, type, sizeof *it);
    if (!it) return KI_ERR;
    const KiDict *d = ki_dict_of(dict);
    it->h.kind = (uint8_t)kind;
    it->source = ki_new_ref(dict);
    it->index = kind >= KI_K_DICT_REVKEYITER ? d->n_entries : 0;
    it->extra = (int64_t)d->version;
    it->aux1 = KI_ABSENT;
    it->aux2 = ki_small_int(d->used);
    return ki_from_obj(it);
}

/* ---- views ---- */

static KiValue view_iter(KiState *ks, KiValue v) {
    KiIter *w = (KiIter *)ki_obj(v);
    KiKind kind = w->h.kind == KI_K_DICT_KEYS     ? KI_K_DICT_KEYITER
                  : w->h.kind == KI_K_DICT_VALUES ? KI_K_DICT_VALUEITER
                                                  : KI_K_DICT_ITEMITER;
    return ki_iter_new(ks, kind, w->source, 0, ki_dict_of(w->source)->used);
}

static KiValue view_repr(KiState *ks, KiValue v) {
    const char *name = ki_type_name(ks, v);
    int r = ki_repr_enter(ks, v);
    if (r) return r < 0 ? KI_ERR : ki_str_from_ascii(ks, "...", 3);
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    ki_sb_puts(&b, name);
    ki_sb_putc(&b, '(');
    KiList *l = ki_to_list(ks, v);
    if (l) {
        ki_sb_put_repr(&b, ki_from_obj(l));
        ki_decref_obj(ks, &l->h);
    } else {
        b.failed = true;
    }
    ki_sb_putc(&b, ')');
    ki_repr_leave(ks, v);
    return ki_sb_finish(&b);
}

static int64_t view_len(KiState *ks, KiValue v) {
    (void)ks;
    return view_dict(v)->used;
}

static int keys_contains(KiState *ks, KiValue v, KiValue item) {
    KiValue r = ki_dict_get(ks, view_dict(v), item);
    return r == KI_ERR ? -1 : r != KI_ABSENT;
}

static int items_contains(KiState *ks, KiValue v, KiValue item) {
    if (!ki_is_tuple(item) || ki_tuple_of(item)->len != 2) return 0;
    KiValue found = ki_dict_get(ks, view_dict(v), ki_tuple_of(item)->items[0]);
    if (found == KI_ERR || found == KI_ABSENT) return found == KI_ERR ? -1 : 0;
    ki_incref(found);
    int r = ki_items_equal(ks, found, ki_tuple_of(item)->items[1]);
    ki_decref(ks, found);
    return r;
}

static int view_contains(KiState *ks, KiValue v, KiValue item) {
    return ki_is_kind(v, KI_K_DICT_KEYS) ? keys_contains(ks, v, item) : items_contains(ks, v, item);
}

/* Is every item of a in b? */
static int all_in(KiState *ks, KiValue a, KiValue b) {
    KiValue it = ki_iter(ks, a);
    if (it == KI_ERR) return -1;
    int r = 1;
    while (r == 1) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        r = x == KI_ERR ? -1 : ki_contains(ks, b, x);
        ki_decref(ks, x);
    }
    ki_decref(ks, it);
    return r;
}

static KiValue view_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (!is_set_view(a) || !(ki_is_any_set(b) || is_set_view(b))) return KI_NOT_IMPLEMENTED;
    int64_t n = ki_len(ks, a), m = ki_len(ks, b);
    if (n < 0 || m < 0) return KI_ERR;
    int r = 0;
    switch (op) {
    case KI_EQ:
    case KI_NE:
        if (n == m) r = all_in(ks, a, b);
        if (r >= 0 && op == KI_NE) r = !r;
        break;
    case KI_LT:
        if (n < m) r = all_in(ks, a, b);
        break;
    case KI_LE:
        if (n <= m) r = all_in(ks, a, b);
        break;
    case KI_GT:
        if (n > m) r = all_in(ks, b, a);
        break;
    default:
        if (n >= m) r = all_in(ks, b, a);
        break;
    }
    return r < 0 ? KI_ERR : ki_bool(r);
}

static KiSet *view_to_set(KiState *ks, KiValue v) {
    KiValue src = ki_is_kind(v, KI_K_DICT_KEYS) ? ((KiIter *)ki_obj(v))->source : v;
    return ki_set_from(ks, ki_is_kind(src, KI_K_DICT) ? src : v, false);
}

static KiValue set_result(KiState *ks, KiSet *s, bool ok) {
    if (s && !ok) ki_decref_obj(ks, &s->h);
    return s && ok ? ki_from_obj(s) : KI_ERR;
}

static KiValue view_and(KiState *ks, KiValue a, KiValue b) {
    if (!is_set_view(a)) {
        KiValue t = a;
        a = b;
        b = t;
    }
    if (ki_is_kind(b, KI_K_SET) && view_dict(a)->used <= ki_set_of(b)->used) {
        KiSet *r = ki_set_intersection(ks, ki_set_of(b), a);
        return r ? ki_from_obj(r) : KI_ERR;
    }
    if (is_set_view(b) && view_dict(b)->used > view_dict(a)->used) {
        KiValue t = a;
        a = b;
        b = t;
    }
    KiSet *r = ki_set_from(ks, KI_ABSENT, false);
    KiValue it = r ? ki_iter(ks, b) : KI_ERR;
    bool ok = it != KI_ERR;
    while (ok) {
        KiValue x = ki_next(ks, it);
        if (x == KI_ABSENT) break;
        int in = x == KI_ERR ? -1 : view_contains(ks, a, x);
        ok = in >= 0 && (!in || ki_set_add(ks, r, x));
        ki_decref(ks, x);
    }
    ki_decref(ks, it);
    return set_result(ks, r, ok);
}

static KiSet *operand_to_set(KiState *ks, KiValue v) {
    return is_set_view(v) ? view_to_set(ks, v) : ki_set_from(ks, v, false);
}

static KiValue view_sub(KiState *ks, KiValue a, KiValue b) {
    KiSet *r = operand_to_set(ks, a);
    return set_result(ks, r, r && ki_set_difference_update(ks, r, b));
}
static KiValue view_or(KiState *ks, KiValue a, KiValue b) {
    KiSet *r = operand_to_set(ks, a);
    return set_result(ks, r, r && ki_set_update(ks, r, b));
}
/* Pairs that are in exactly one of two item views; equal values are compared, not hashed. */
static bool xor_half(KiState *ks, KiSet *r, KiValue from, KiValue other) {
    KiValue it = view_iter(ks, from);
    bool ok = it != KI_ERR;
    while (ok) {
        KiValue pair = ki_next(ks, it);
        if (pair == KI_ABSENT) break;
        int in = pair == KI_ERR ? -1 : items_contains(ks, other, pair);
        ok = in >= 0 && (in || ki_set_add(ks, r, pair));
        ki_decref(ks, pair);
    }
    ki_decref(ks, it);
    return ok;
}

static KiValue view_xor(KiState *ks, KiValue a, KiValue b) {
    if (ki_is_kind(a, KI_K_DICT_ITEMS) && ki_is_kind(b, KI_K_DICT_ITEMS)) {
        KiSet *s = ki_set_from(ks, KI_ABSENT, false);
        return set_result(ks, s, s && xor_half(ks, s, b, a) && xor_half(ks, s, a, b));
    }
    KiSet *r = operand_to_set(ks, a);
    return set_result(ks, r, r && ki_set_symmetric_update(ks, r, b));
}

#define VIEW_SLOTS                                                                                 \
    .dealloc = ki_iter_dealloc, .traverse = ki_iter_traverse, .clear = ki_iter_clear,              \
    .getattr = ki_generic_getattr, .repr = view_repr, .iter = view_iter, .len = view_len
#define SET_VIEW_SLOTS                                                                             \
    VIEW_SLOTS,                                                                                    \
        .contains = view_contains, .compare = view_compare,                                        \
        .binary = {                                                                                \
            [KI_AND] = view_and, [KI_SUB] = view_sub, [KI_OR] = view_or, [KI_XOR] = view_xor}

const KiSlots ki_dict_keys_slots = {SET_VIEW_SLOTS};
const KiSlots ki_dict_items_slots = {SET_VIEW_SLOTS};
const KiSlots ki_dict_values_slots = {VIEW_SLOTS};
