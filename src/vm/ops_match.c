/* Slow paths of the match statement. */
#include "../object/type_layout.h"
#include "vm.h"

static KiValue match_keys(KiState *ks, KiValue subject, KiTuple *keys) {
    KiSet *seen = ki_set_new(ks, false);
    KiTuple *out = seen ? ki_tuple_alloc(ks, keys->len) : NULL;
    KiValue r = KI_ERR, get = KI_ABSENT;
    if (!out) goto done;
    bool dict = ki_is_kind(subject, KI_K_DICT);
    if (!dict) {
        KiStr *name = ki_intern_cstr(ks, "get");
        if (!name) goto done;
        get = ki_getattr(ks, subject, name);
        ki_decref_obj(ks, &name->h);
        if (get == KI_ERR) goto done;
    }
    for (int64_t i = 0; i < keys->len; i++) {
        KiValue key = keys->items[i];
        int dup = ki_set_contains(ks, seen, key);
        if (dup < 0 || (dup == 0 && !ki_set_add(ks, seen, key))) goto done;
        if (dup) {
            ki_raise_repr(ks, KI_EXC_ValueError, "mapping pattern checks duplicate key (", key,
                          ")");
            goto done;
        }
        KiValue v;
        if (dict) {
            v = ki_dict_get(ks, (KiDict *)ki_obj(subject), key);
            if (v != KI_ABSENT && v != KI_ERR) ki_incref(v);
        } else { /* a fresh object nobody else has tells a missing key */
            KiValue marker = ki_cell_new(ks, KI_NONE);
            v = marker == KI_ERR ? KI_ERR : ki_call2(ks, get, key, marker);
            if (v == marker && v != KI_ERR) {
                ki_decref(ks, v);
                v = KI_ABSENT;
            }
            if (marker != KI_ERR) ki_decref(ks, marker);
        }
        if (v == KI_ERR) goto done;
        if (v == KI_ABSENT) {
            r = KI_NONE;
            goto done;
        }
        out->items[i] = v;
    }
    r = ki_from_obj(out);
    out = NULL;
done:
    if (get != KI_ABSENT && get != KI_ERR) ki_decref(ks, get);
    if (out) ki_decref_obj(ks, &out->h);
    if (seen) ki_decref_obj(ks, &seen->h);
    return r;
}

/* The attribute of a class pattern: owned, ABSENT: no match. */
static KiValue match_attr(KiState *ks, KiValue subject, KiValue cls, KiValue name, KiSet *seen) {
    int dup = ki_set_contains(ks, seen, name);
    if (dup < 0 || (dup == 0 && !ki_set_add(ks, seen, name))) return KI_ERR;
    if (dup) {
        KiValue rep = ki_repr(ks, name);
        if (rep == KI_ERR) return KI_ERR;
        const char *u = ki_str_utf8(ks, ki_str_of(rep), NULL);
        const char *c = ki_str_utf8(ks, ((KiType *)ki_obj(cls))->name, NULL);
        ki_raise(ks, KI_EXC_TypeError, "%s() got multiple sub-patterns for attribute %s",
                 c ? c : "?", u ? u : "?");
        ki_decref(ks, rep);
        return KI_ERR;
    }
    return ki_getattr_opt(ks, subject, ki_str_of(name));
}

static KiValue match_class(KiState *ks, KiValue subject, KiValue cls, KiTuple *kw, int64_t n_pos) {
    if (!ki_is_type(cls))
        return ki_raise(ks, KI_EXC_TypeError, "called match pattern must be a type");
    int is = ki_isinstance(ks, subject, cls);
    if (is <= 0) return is < 0 ? KI_ERR : KI_NONE;
    KiType *t = (KiType *)ki_obj(cls);
    KiSet *seen = ki_set_new(ks, false);
    KiTuple *out = seen ? ki_tuple_alloc(ks, n_pos + kw->len) : NULL;
    KiValue r = KI_ERR, args = KI_ABSENT;
    if (!out) goto done;
    const char *cname = ki_str_utf8(ks, t->name, NULL);
    if (n_pos) {
        bool self = false;
        args = ki_getattr_opt(ks, cls, ks->names.d_match_args);
        if (args == KI_ERR) goto done;
        int64_t allowed = 0;
        if (args == KI_ABSENT) {
            self = ki_matches_itself(ks, t);
            allowed = self;
        } else if (!ki_is_kind(args, KI_K_TUPLE)) {
            ki_raise(ks, KI_EXC_TypeError, "%s.__match_args__ must be a tuple (got %s)",
                     cname ? cname : "?", ki_type_name(ks, args));
            goto done;
        } else {
            allowed = ki_tuple_of(args)->len;
        }
        if (n_pos > allowed) {
            ki_raise(ks, KI_EXC_TypeError, "%s() accepts %d positional sub-pattern%s (%d given)",
                     cname ? cname : "?", (int)allowed, allowed == 1 ? "" : "s", (int)n_pos);
            goto done;
        }
        if (self) out->items[0] = ki_new_ref(subject);
        for (int64_t i = 0; !self && i < n_pos; i++) {
            KiValue name = ki_tuple_of(args)->items[i];
            if (!ki_is_str(name)) {
                ki_raise(ks, KI_EXC_TypeError, "__match_args__ elements must be strings (got %s)",
                         ki_type_name(ks, name));
                goto done;
            }
            KiValue v = match_attr(ks, subject, cls, name, seen);
            if (v == KI_ERR) goto done;
            if (v == KI_ABSENT) {
                r = KI_NONE;
                goto done;
            }
            out->items[i] = v;
        }
    }
    for (int64_t i = 0; i < kw->len; i++) {
        KiValue v = match_attr(ks, subject, cls, kw->items[i], seen);
        if (v == KI_ERR) goto done;
        if (v == KI_ABSENT) {
            r = KI_NONE;
            goto done;
        }
        out->items[n_pos + i] = v;
    }
    r = ki_from_obj(out);
    out = NULL;
done:
    if (args != KI_ABSENT && args != KI_ERR) ki_decref(ks, args);
    if (out) ki_decref_obj(ks, &out->h);
    if (seen) ki_decref_obj(ks, &seen->h);
    return r;
}

/* Whether the class of v is a sequence or mapping: the first class of its MRO that is flagged (or,
 * at run time, registered) as either decides. */
static int has_type_flag(KiState *ks, KiValue v, uint32_t flag) {
    KiType *t = ki_type_of(ks, v);
    for (int64_t i = 0; t->mro && i < t->mro->len; i++) {
        uint32_t f = ((KiType *)ki_obj(t->mro->items[i]))->flags;
        if (f & (KI_TF_SEQUENCE | KI_TF_MAPPING)) return (f & flag) != 0;
    }
    return 0;
}

KI_SLOW(ki_op_match) {
    KiValue v = R[pc->b], r;
    ki_save(ks, R, pc);
    switch (pc->op) {
    case KI_OP_MATCH_SEQ:
        r = ki_bool(has_type_flag(ks, v, KI_TF_SEQUENCE));
        break;
    case KI_OP_MATCH_MAP:
        r = ki_bool(has_type_flag(ks, v, KI_TF_MAPPING));
        break;
    case KI_OP_MATCH_KEYS: {
        KiValue keys = R[pc->uc];
        r = match_keys(ks, v, ki_tuple_of(keys));
        if (r == KI_ERR) return -1;
        ki_store_a(ks, R, pc, r);
        ki_release_b(ks, pc, v);
        ki_release_c(ks, pc, keys);
        return 0;
    }
    case KI_OP_MATCH_CLASS: {
        KiValue *from = &R[pc->uc], cls = from[0], kw = from[1];
        r = match_class(ks, v, cls, ki_tuple_of(kw), ki_int_val(from[2]));
        if (r == KI_ERR) return -1;
        ki_store_a(ks, R, pc, r);
        ki_decref(ks, cls);
        ki_decref(ks, kw);
        return 0;
    }
    default: { /* GETLEN */
        int64_t n = ki_len(ks, v);
        r = n < 0 ? KI_ERR : ki_small_int(n);
    }
    }
    if (r == KI_ERR) return -1;
    ki_store_a(ks, R, pc, r);
    ki_release_b(ks, pc, v);
    return 0;
}
