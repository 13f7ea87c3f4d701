/* __build_class__: what the class statement calls. */
#include "func_core.h"

/* Bases with __mro_entries__ replaced by what it returns; the same tuple (new reference) if none
 * has. */
static KiValue resolve_bases(KiState *ks, KiValue bases) {
    KiTuple *b = ki_tuple_of(bases);
    KiList *out = NULL;
    for (int64_t i = 0; i < b->len; i++) {
        KiValue base = b->items[i], entries = KI_ABSENT;
        if (!ki_is_type(base)) {
            KiValue f = ki_getattr_opt(ks, base, ks->names.d_mro_entries);
            if (f != KI_ABSENT) entries = f == KI_ERR ? KI_ERR : ki_call1(ks, f, bases);
            ki_decref(ks, f);
        }
        if (entries == KI_ABSENT) {
            if (out && !ki_list_append(ks, out, base)) goto fail;
            continue;
        }
        if (entries == KI_ERR) goto fail;
        if (!ki_is_tuple(entries)) {
            ki_decref(ks, entries);
            ki_raise(ks, KI_EXC_TypeError, "__mro_entries__ must return a tuple");
            goto fail;
        }
        bool ok = true;
        if (!out && (ok = (out = ki_list_new(ks, b->len)) != NULL))
            for (int64_t j = 0; ok && j < i; j++)
                ok = ki_list_append(ks, out, b->items[j]);
        KiTuple *e = ki_tuple_of(entries);
        for (int64_t j = 0; ok && j < e->len; j++)
            ok = ki_list_append(ks, out, e->items[j]);
        ki_decref(ks, entries);
        if (!ok) goto fail;
    }
    if (!out) return ki_new_ref(bases);
    KiValue r = ki_tuple_from(ks, out->items, out->len);
    ki_decref_obj(ks, &out->h);
    return r;
fail:
    if (out) ki_decref_obj(ks, &out->h);
    return KI_ERR;
}

/* Takes metaclass= out of the keyword arguments: *meta borrowed or ABSENT, the rest in vals/names.
 */
static KiValue split_keywords(KiState *ks, KiValue *kw, KiValue kwnames, KiValue *meta,
                              KiValue *vals, int *n) {
    *meta = KI_ABSENT;
    *n = 0;
    if (kwnames == KI_ABSENT) return KI_ABSENT;
    KiTuple *names = ki_tuple_of(kwnames);
    KiValue keep[256];
    for (int64_t i = 0; i < names->len && i < 256; i++) {
        if (ki_str_eq_cstr(ki_str_of(names->items[i]), "metaclass")) {
            *meta = kw[i];
            continue;
        }
        keep[*n] = names->items[i];
        vals[(*n)++] = kw[i];
    }
    return *n ? ki_tuple_from(ks, keep, *n) : KI_ABSENT;
}

static KiValue prepare(KiState *ks, KiValue meta, KiValue *args, int n_kw, KiValue kwnames) {
    bool plain = meta == ki_from_obj(ks->types[KI_K_TYPE]);
    KiValue f = plain ? KI_ABSENT : ki_getattr_opt(ks, meta, ks->names.d_prepare);
    if (f == KI_ERR) return KI_ERR;
    if (f == KI_ABSENT) {
        KiDict *d = ki_dict_new(ks);
        return d ? ki_from_obj(d) : KI_ERR;
    }
    KiValue ns = ki_call(ks, f, args, 2, kwnames);
    ki_decref(ks, f);
    if (ns != KI_ERR && !ki_is_mapping(ks, ns)) {
        const char *m = ki_is_type(meta) ? ki_str_utf8(ks, ((KiType *)ki_obj(meta))->name, NULL)
                                         : "<metaclass>";
        ki_raise(ks, KI_EXC_TypeError, "%.200s.__prepare__() must return a mapping, not %.200s",
                 m ? m : "?", ki_type_name(ks, ns));
        ki_decref(ks, ns);
        return KI_ERR;
    }
    return ns;
}

static bool check_cell(KiState *ks, KiValue cell, KiValue cls, KiValue name) {
    if (!ki_is_kind(cell, KI_K_CELL) || !ki_is_type(cls)) return true;
    KiValue got = ((KiCell *)ki_obj(cell))->value;
    if (got == cls) return true;
    KiValue n = ki_repr(ks, name), c = n == KI_ERR ? KI_ERR : ki_repr(ks, cls), g = KI_ABSENT;
    const char *un = n == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(n), NULL);
    const char *uc = c == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(c), NULL);
    if (un && uc && got == KI_UNBOUND) {
        ki_raise(
            ks, KI_EXC_RuntimeError,
            "__class__ not set defining %s as %s. Was __classcell__ propagated to type.__new__?",
            un, uc);
    } else if (un && uc && (g = ki_repr(ks, got)) != KI_ERR) {
        const char *ug = ki_str_utf8(ks, ki_str_of(g), NULL);
        ki_raise(ks, KI_EXC_TypeError, "__class__ set to %s defining %s as %s", ug ? ug : "?", un,
                 uc);
    }
    ki_decref(ks, n);
    ki_decref(ks, c);
    ki_decref(ks, g);
    return false;
}

KiValue ki_bi___build_class__(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 2) return ki_raise(ks, KI_EXC_TypeError, "__build_class__: not enough arguments");
    if (!ki_is_kind(args[0], KI_K_FUNC))
        return ki_raise(ks, KI_EXC_TypeError, "__build_class__: func must be a function");
    if (!ki_is_str(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "__build_class__: name is not a string");
    KiValue name = args[1], given, call[3 + 256], meta_arg, ns = KI_ABSENT, cell = KI_ABSENT,
            cls = KI_ERR, meta, kw;
    int n_kw = 0;
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len > 255)
        return ki_raise(ks, KI_EXC_TypeError, "__build_class__: too many keyword arguments");
    if ((given = ki_tuple_from(ks, args + 2, nargs - 2)) == KI_ERR) return KI_ERR;
    KiValue bases = resolve_bases(ks, given);
    kw = split_keywords(ks, args + nargs, kwnames, &meta_arg, call + 2, &n_kw);
    if (bases == KI_ERR || kw == KI_ERR) goto done;
    KiTuple *b = ki_tuple_of(bases);
    if (meta_arg != KI_ABSENT)
        meta = meta_arg;
    else
        meta = ki_from_obj(b->len ? ki_type_of(ks, b->items[0]) : ks->types[KI_K_TYPE]);
    if (ki_is_type(meta)) {
        KiType *winner = ki_calculate_metaclass(ks, (KiType *)ki_obj(meta), b);
        if (!winner) goto done;
        meta = ki_from_obj(winner);
    }
    call[0] = name;
    call[1] = bases;
    ns = prepare(ks, meta, call, n_kw, kw);
    if (ns == KI_ERR || (cell = ki_call_body(ks, (KiFunc *)ki_obj(args[0]), ns)) == KI_ERR)
        goto done;
    if (bases != given && !ki_setitem(ks, ns, ki_from_obj(ks->names.d_orig_bases), given))
        goto done;
    memmove(call + 3, call + 2, sizeof(KiValue) * (size_t)n_kw);
    call[2] = ns;
    cls = ki_call(ks, meta, call, 3, kw);
    if (cls != KI_ERR && !check_cell(ks, cell, cls, name)) {
        ki_decref(ks, cls);
        cls = KI_ERR;
    }
done:
    ki_decref(ks, given);
    ki_decref(ks, bases);
    ki_decref(ks, kw);
    ki_decref(ks, ns);
    ki_decref(ks, cell);
    return cls;
}
