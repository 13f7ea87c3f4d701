#ifndef KI_CONTAINERS_H
#define KI_CONTAINERS_H
/* What the container and text types share among their own files (object/ and builtins/): boxing of
 * subclass instances, index and slice arguments, small operations of one type that another needs.
 */
#include "native.h"
#include "obj_int.h"
#include "runtime.h"

/* For a __new__ that takes no keyword arguments: false, with the TypeError, if there are some,
 * unless cls is a subclass whose __init__ may take them. */
bool ki_no_keywords(KiState *ks, const KiType *cls, const char *fname,
                    KiValue kwnames) KB_MUST_CHECK;
/* Simple arguments of a type's __new__ / __init__: names[0..n_max), the first n_posonly nameless.
 * Missing ones become KI_ABSENT; borrowed. Raises CPython's TypeErrors, fname without "()". */
bool ki_parse_any_args(KiState *ks, const char *fname, const char *const *names, int n_posonly,
                       int n_min, int n_max, KiValue *args, int nargs, KiValue kwnames,
                       KiValue *out) KB_MUST_CHECK;
KB_MUST_CHECK static inline bool ki_parse_args(KiState *ks, const char *fname,
                                               const char *const *names, int n_posonly, int n_min,
                                               int n_max, KiValue *args, int nargs, KiValue kwnames,
                                               KiValue *out) {
    if (KB_UNLIKELY(kwnames != KI_ABSENT || nargs < n_min || nargs > n_max))
        return ki_parse_any_args(ks, fname, names, n_posonly, n_min, n_max, args, nargs, kwnames,
                                 out);
    for (int i = 0; i < n_max; i++)
        out[i] = i < nargs ? args[i] : KI_ABSENT;
    return true;
}

/* kwnames, or ABSENT where cls overrides method, for which the keywords then are. */
KiValue ki_own_keywords(KiState *ks, KiType *cls, KiKind base, KiStr *method, KiValue kwnames);

/* key as a sequence index. 1: *out set; 0: not an integer (nothing pending); -1: raised. */
int ki_seq_index(KiState *ks, KiValue key, int64_t *out) KB_MUST_CHECK;
/* An integer argument ("'x' object cannot be interpreted as an integer"). */
bool ki_arg_i64(KiState *ks, KiValue v, int64_t *out) KB_MUST_CHECK;
/* A start/end argument of find, index, count...: None or ABSENT keeps *out; clamps to int64. */
bool ki_arg_slice_index(KiState *ks, KiValue v, int64_t *out) KB_MUST_CHECK;
/* The same for list.index and tuple.index, where None is no bound. */
bool ki_arg_index_bound(KiState *ks, KiValue v, int64_t *out) KB_MUST_CHECK;
/* start and end adjusted to a length as slices do (negative from the end, clamped). */
static inline void ki_adjust_indices(int64_t *start, int64_t *end, int64_t len) {
    if (*end > len) *end = len;
    if (*end < 0 && (*end += len) < 0) *end = 0;
    if (*start < 0 && (*start += len) < 0) *start = 0;
}

static inline bool ki_is_slice(KiValue v) {
    return ki_is_kind(v, KI_K_SLICE);
}
static inline bool ki_is_bytes(KiValue v) {
    return ki_has_layout(v, KI_K_BYTES);
}
static inline bool ki_is_bytearray(KiValue v) {
    return ki_has_layout(v, KI_K_BYTEARRAY);
}
static inline KiBytearray *ki_bytearray_of(KiValue v) {
    return (KiBytearray *)ki_obj(v);
}
static inline bool ki_is_set(KiValue v) {
    return ki_has_layout(v, KI_K_SET);
}
static inline bool ki_is_any_set(KiValue v) {
    return ki_has_layout(v, KI_K_SET) || ki_has_layout(v, KI_K_FROZENSET);
}
static inline KiSet *ki_set_of(KiValue v) {
    return (KiSet *)ki_obj(ki_unbox(v));
}
static inline const KiSlots *ki_slots_of(KiState *ks, KiValue v) {
    return ki_type_of(ks, v)->slots;
}

/* ki_next for what ki_iter returned: an object with a next slot, unless its class has lost that or
 * it got another class. */
static inline KiValue ki_iter_next(KiState *ks, KiValue it) {
    KiValue (*next)(KiState *, KiValue) = ki_obj(it)->shape->type->slots->next;
    if (KB_UNLIKELY(!next)) return ki_next(ks, it);
    KiValue v = next(ks, it);
    if (KB_UNLIKELY(v == KI_ERR) && ki_pending_is(ks, KI_EXC_StopIteration)) {
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    return v;
}

/* The same for an iterator that asks another one: a long chain of such may use up the C stack. */
static inline KiValue ki_iter_next_inner(KiState *ks, KiValue it) {
    char here;
    if (KB_UNLIKELY((uintptr_t)&here <= (uintptr_t)ks->c_stack_limit) && !ki_c_stack_ok(ks, NULL))
        return KI_ERR;
    return ki_iter_next(ks, it);
}

/* KI_EQ/... from a three-way result. */
static inline bool ki_cmp_result(int c, KiCompareOp op) {
    enum { LESS = 1, EQUAL = 2, GREATER = 4 };
    static const uint8_t holds[] = {
        [KI_LT] = LESS,           [KI_LE] = LESS | EQUAL,    [KI_EQ] = EQUAL,
        [KI_NE] = LESS | GREATER, [KI_GE] = EQUAL | GREATER, [KI_GT] = GREATER};
    return holds[op] >> ((c > 0) - (c < 0) + 1) & 1;
}

static inline bool ki_doubles_hold(double x, double y, KiCompareOp op) {
    switch (op) {
    case KI_LT:
        return x < y;
    case KI_LE:
        return x <= y;
    case KI_EQ:
        return x == y;
    case KI_NE:
        return x != y;
    case KI_GT:
        return x > y;
    default:
        return x >= y;
    }
}

/* a == b for dict and set lookups and `in`: 1, 0, -1. May run Python code only for objects. */
static inline int ki_items_equal(KiState *ks, KiValue a, KiValue b) {
    if (a == b) return 1;
    if (ki_both_int(a, b)) return 0;
    if (ki_is_ptr(a) && ki_is_ptr(b) && ki_obj(a)->kind == KI_K_STR && ki_obj(b)->kind == KI_K_STR)
        return ki_str_eq(ks, (KiStr *)ki_obj(a), (KiStr *)ki_obj(b));
    return ki_compare_bool(ks, a, b, KI_EQ);
}

/* --- str (obj_str.c, str_repr.c) --- */
bool ki_str_state_init(KiState *ks) KB_MUST_CHECK; /* shared strings; idempotent */
void ki_str_state_free(KiState *ks);
/* The canonical str of n units of the given width (1, 2, 4). */
KiValue ki_str_from_units(KiState *ks, const void *data, int width, size_t n) KB_MUST_CHECK;
/* Concatenation of n exact or subclass strs in one go: f-strings. */
KiValue ki_str_build(KiState *ks, const KiValue *parts, int64_t n) KB_MUST_CHECK;
KiValue ki_str_join(KiState *ks, KiStr *sep, KiValue iterable) KB_MUST_CHECK;
KiValue ki_str_repr(KiState *ks, KiStr *s) KB_MUST_CHECK;
KiValue ki_str_ascii_repr(KiState *ks, KiStr *s) KB_MUST_CHECK;
KiValue ki_bytes_repr(KiState *ks, const uint8_t *data, size_t n, const char *prefix,
                      const char *suffix) KB_MUST_CHECK;
size_t ki_str_block_size(const KiStr *s);
/* Raise with the five arguments of UnicodeDecodeError / UnicodeEncodeError. */
KiValue ki_raise_decode(KiState *ks, const char *encoding, const void *data, size_t n, size_t start,
                        size_t end, const char *reason);
KiValue ki_raise_encode(KiState *ks, const char *encoding, KiStr *s, size_t start, size_t end,
                        const char *reason);

/* --- defined above, in builtins (codecs.c, str_format.c) --- */
/* encoding and errors: NULL for "utf-8" and "strict". */
KiValue ki_decode(KiState *ks, const void *data, size_t n, const char *encoding,
                  const char *errors) KB_MUST_CHECK;
KiValue ki_encode(KiState *ks, KiValue text, const char *encoding,
                  const char *errors) KB_MUST_CHECK; /* bytes */
/* The same for coders that work in pieces: what fails is not put in words that name the codec. */
KiValue ki_decode_piece(KiState *ks, const void *data, size_t n, const char *encoding,
                        const char *errors) KB_MUST_CHECK;
KiValue ki_encode_piece(KiState *ks, KiValue text, const char *encoding,
                        const char *errors) KB_MUST_CHECK;
KiValue ki_str_percent(KiState *ks, KiValue format, KiValue args) KB_MUST_CHECK;
KiValue ki_bytes_percent(KiState *ks, KiValue format, KiValue args) KB_MUST_CHECK;

/* --- sequences --- */
KiValue ki_iter_new(KiState *ks, KiKind kind, KiValue source /* borrowed */, int64_t index,
                    int64_t extra) KB_MUST_CHECK;
/* Appends v, which is consumed (KI_ERR: false). */
static inline bool ki_list_push(KiState *ks, KiList *l, KiValue v) {
    if (KB_UNLIKELY(v == KI_ERR)) return false;
    if (KB_LIKELY(l->len < l->cap)) {
        l->items[l->len++] = v;
        return true;
    }
    bool ok = ki_list_append(ks, l, v);
    ki_decref(ks, v);
    return ok;
}
KiValue ki_list_slice(KiState *ks, KiList *l, int64_t start, int64_t step, int64_t n) KB_MUST_CHECK;
bool ki_list_set_slice(KiState *ks, KiList *l, int64_t start, int64_t stop,
                       KiValue v /* ABSENT: delete */) KB_MUST_CHECK;
KiValue ki_list_pop_at(KiState *ks, KiList *l, int64_t i) KB_MUST_CHECK;
void ki_list_clear(KiState *ks, KiList *l);
bool ki_bytearray_resize(KiState *ks, KiBytearray *b, size_t len) KB_MUST_CHECK;
KiValue ki_bytearray_from(KiState *ks, const void *data, size_t n) KB_MUST_CHECK;
/* bytes(x) / bytearray(x) contents of any source (iterable of ints, buffer, count): an exact bytes.
 */
KiValue ki_bytes_from_object(KiState *ks, KiValue v) KB_MUST_CHECK;
KiValue ki_bytes_from_method(KiState *ks, KiValue v) KB_MUST_CHECK; /* __bytes__; ABSENT: none */

KiValue ki_range_reversed(KiState *ks, KiValue range) KB_MUST_CHECK; /* an iterator */

/* --- dict and set --- */
KiValue ki_dict_or(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
/* The entry of key: 1 found, 0 not, -1 raised. Borrowed value. hash by ki_hash. */
int ki_dict_find(KiState *ks, KiDict *d, KiValue key, int64_t hash, KiValue *value) KB_MUST_CHECK;
bool ki_dict_set_hashed(KiState *ks, KiDict *d, KiValue key, int64_t hash,
                        KiValue value) KB_MUST_CHECK;
KiValue ki_dict_pop_last(KiState *ks,
                         KiDict *d) KB_MUST_CHECK; /* (key, value); ABSENT when empty */
KiValue ki_dict_pop_first(KiState *ks, KiDict *d) KB_MUST_CHECK;
/* Moves a key to the end, or to the beginning: 1, 0 if it is not there, -1 raised. */
int ki_dict_move(KiState *ks, KiDict *d, KiValue key, bool last) KB_MUST_CHECK;
/* Fills the empty dict d, which never had an entry, with src's entries as they are. */
bool ki_dict_clone_into(KiState *ks, KiDict *d, KiDict *src) KB_MUST_CHECK;
/* d[key] if present, else stores dflt: borrowed result. */
KiValue ki_dict_setdefault(KiState *ks, KiDict *d, KiValue key, KiValue dflt) KB_MUST_CHECK;
bool ki_key_hash(KiState *ks, KiValue key, int64_t *out) KB_MUST_CHECK; /* ki_hash with shortcuts */
KiSet *ki_set_copy(KiState *ks, KiSet *s, bool frozen) KB_MUST_CHECK;
KiValue ki_set_pop(KiState *ks, KiSet *s) KB_MUST_CHECK; /* ABSENT when empty */
void ki_set_clear(KiState *ks, KiSet *s);
void ki_set_swap(KiSet *a, KiSet *b);
KiSet *ki_set_intersection(KiState *ks, KiSet *s, KiValue other) KB_MUST_CHECK;
KiSet *ki_set_difference(KiState *ks, KiSet *s, KiValue other) KB_MUST_CHECK;
bool ki_set_difference_update(KiState *ks, KiSet *s, KiValue other) KB_MUST_CHECK;
bool ki_set_symmetric_update(KiState *ks, KiSet *s, KiValue other) KB_MUST_CHECK;
int ki_set_issubset(KiState *ks, KiSet *a, KiSet *b) KB_MUST_CHECK;
int ki_set_isdisjoint(KiState *ks, KiSet *a, KiSet *b) KB_MUST_CHECK;
KiSet *ki_set_from(KiState *ks, KiValue iterable /* ABSENT: empty */, bool frozen) KB_MUST_CHECK;
#endif
