/* The order of the dicts of native types, as scripts see it in vars() and __dict__. */
#include <stdio.h>
#include <string.h>

#include "containers.h"
#include "native.h"
#include "obj_func.h"
#include "object_private.h"
#include "slot.h"
#include "state.h"

enum { DICT_NEW, DICT_SLOTS, DICT_METHODS, DICT_MEMBERS, DICT_GETSETS, DICT_DOC, DICT_NO_HASH };

/* Where CPython has name among the groups of a type's dict; what else is there stands behind the
 * doc. */
static int place_in_dict(KiState *ks, const KiType *t, KiStr *name, KiValue v) {
    if (name == ks->names.d_new) return DICT_NEW;
    if (name == ks->names.d_hash && v == KI_NONE)
        return t->own_slots.hash == ki_hash_missing ? DICT_NO_HASH : DICT_SLOTS;
    const KiType *kind = ki_type_of(ks, v); /* members may be getsets that carry their type */
    if (kind == ks->types[KI_K_MEMBER]) return DICT_MEMBERS;
    if (kind == ks->types[KI_K_GETSET]) return DICT_GETSETS;
    if (ki_is_slot_name(ks, name)) return DICT_SLOTS;
    return ki_is_kind(v, KI_K_METHOD_DESCR) || ki_is_kind(v, KI_K_CLASSMETHOD_DESCR) ||
                   ki_is_kind(v, KI_K_STATICMETHOD)
               ? DICT_METHODS
               : DICT_DOC;
}

typedef struct Row {
    const char *type, *names;
} Row;
static const Row rows[] = {
#define ORDER(type, names) {type, names},
#include "type_order.def"
#undef ORDER
};

/* The names that CPython has in another order than our tables, "" for most types. */
static const char *recorded_names(KiState *ks, KiType *t) {
    char name[128];
    KiValue m = ki_type_module(ks, t);
    if (m == KI_ERR) ki_clear_exc(ks);
    int n = m == KI_ERR || !ki_is_str(m)
                ? 0
                : snprintf(name, sizeof name, "%s.%s", ki_cstr(ks, ki_str_of(m)),
                           ki_cstr(ks, t->qualname));
    if (m != KI_ERR) ki_decref(ks, m);
    for (size_t i = 0; n > 0 && n < (int)sizeof name && i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(rows[i].type, name)) return rows[i].names;
    return "";
}

/* Behind everything else that is in the dict. */
static bool move_to_end(KiState *ks, KiDict *d, KiValue key, KiValue v) {
    KiValue out = ki_dict_pop(ks, d, key);
    if (out == KI_ERR) return false;
    bool ok = ki_dict_set_str(ks, d, ki_str_of(key), v);
    ki_decref(ks, out);
    return ok;
}

/* What stands at that place: in the order in which it was added, but names in theirs, behind it. */
static bool order_place(KiState *ks, KiType *t, KiDict *all, int place, const char *names) {
    KiValue key, v;
    for (int64_t at = 0; ki_dict_next(all, &at, &key, &v);)
        if (place_in_dict(ks, t, ki_str_of(key), v) == place && !move_to_end(ks, t->dict, key, v))
            return false;
    for (size_t n; *names; names += n + (names[n] == ' ')) {
        n = strcspn(names, " ");
        KiValue word = ki_str_from_utf8(ks, names, n);
        v = word == KI_ERR ? KI_ERR : ki_dict_get_str(ks, all, ki_str_of(word));
        bool ok = word != KI_ERR && v != KI_ERR;
        if (ok && v != KI_ABSENT && place_in_dict(ks, t, ki_str_of(word), v) == place)
            ok = move_to_end(ks, t->dict, word, v);
        ki_decref(ks, word);
        if (!ok) return false;
    }
    return true;
}

bool ki_type_order_dict(KiState *ks, KiType *t) {
    if (t->flags & KI_TF_HEAP || !(t->flags & KI_TF_UNORDERED)) return true;
    KiDict *all = ki_dict_copy(ks, t->dict);
    const char *names = recorded_names(ks, t);
    bool ok = all != NULL;
    for (int place = DICT_NEW; ok && place <= DICT_NO_HASH; place++)
        ok = order_place(ks, t, all, place, names);
    if (all) ki_decref_obj(ks, &all->h);
    if (ok) t->flags &= ~(uint32_t)KI_TF_UNORDERED;
    ki_type_cache_flush(ks, t);
    return ok;
}
