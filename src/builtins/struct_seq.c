/* Struct sequences: subclasses of tuple whose items also have names, as sys.version_info and
 * os.stat_result. Fields beyond the items are attributes only; a field given twice (the seconds of
 * os.stat_result as int item and float attribute) answers with the later one. */
#include "builtins.h"

/* Getset rows made for one type, kept until the state ends. */
struct KiStructSeqRows {
    struct KiStructSeqRows *next;
    size_t size;
    KiGetsetDef rows[];
};

static KiValue get_field(KiState *ks, KiValue self, void *closure) {
    KiTuple *t = ki_tuple_of(self);
    int64_t i = (int64_t)(intptr_t)closure;
    return i < t->len ? ki_new_ref(t->items[i]) : KI_NONE;
}

static KiValue m_repr(KiState *ks, KiValue *a, int n) {
    KiType *type = ki_type_of(ks, a[0]);
    KiTuple *t = ki_tuple_of(a[0]);
    KiValue names = ki_type_lookup(ks, type, ks->names.d_match_args);
    KiValue module = ki_getattr(ks, ki_from_obj(type), ks->names.d_module);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    const char *u =
        module == KI_ERR || !ki_is_str(module) ? NULL : ki_str_utf8(ks, ki_str_of(module), NULL);
    const char *q = ki_str_utf8(ks, type->name, NULL);
    bool ok = u && q && kb_strbuf_printf(&b, "%s.%s(", u, q);
    for (int64_t i = 0; ok && i < t->len; i++) {
        KiValue r = ki_repr(ks, t->items[i]);
        const char *v = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        const char *name = "?";
        if (ki_is_tuple(names) && i < ki_tuple_of(names)->len)
            name = ki_str_utf8(ks, ki_str_of(ki_tuple_of(names)->items[i]), NULL);
        ok = v && name && kb_strbuf_printf(&b, "%s%s=%s", i ? ", " : "", name, v);
        ki_decref(ks, r);
    }
    kb_strbuf_putc(&b, ')');
    KiValue r = KI_ERR;
    if (ok)
        r = ki_str_from_utf8(ks, b.data, b.len);
    else if (!ki_pending(ks))
        ki_raise_nomem(ks);
    kb_strbuf_free(&b);
    ki_decref(ks, module);
    return r;
}

/* The number kept as a class attribute by ki_struct_seq_type. */
static int64_t class_number(KiState *ks, KiType *t, const char *name) {
    KiStr *s = ki_intern_cstr(ks, name);
    int64_t n = -1;
    KiValue v = s ? ki_type_lookup(ks, t, s) : KI_ABSENT;
    if (ki_is_int(v)) n = ki_int_val(v);
    if (s) ki_decref_obj(ks, &s->h);
    return n;
}

/* From a sequence of at least the items; what follows them are the attributes. */
static KiValue m_new(KiState *ks, KiValue *a, int nargs) {
    if (!ki_is_type(a[0])) return ki_raise(ks, KI_EXC_TypeError, "expected a type");
    KiType *t = (KiType *)ki_obj(a[0]);
    int64_t n_seq = class_number(ks, t, "n_sequence_fields"),
            n_all = class_number(ks, t, "n_fields");
    KiTuple *all = ki_to_tuple(ks, a[1]);
    KiValue r = KI_ERR;
    if (!all) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "constructor requires a sequence");
        }
        return KI_ERR;
    }
    if (all->len < n_seq || all->len > n_all) {
        KiValue mod = ki_getattr(ks, a[0], ks->names.d_module);
        const char *m = ki_is_str(mod) ? ki_str_utf8(ks, ki_str_of(mod), NULL) : "?",
                   *q = ki_str_utf8(ks, t->name, NULL);
        bool few = all->len < n_seq;
        if (m && q)
            ki_raise(ks, KI_EXC_TypeError, "%s.%s() takes a%s %lld-sequence (%lld-sequence given)",
                     m, q,
                     n_seq == n_all ? ""
                     : few          ? "n at least"
                                    : "n at most",
                     (long long)(few ? n_seq : n_all), (long long)all->len);
        ki_decref(ks, mod);
    } else {
        KiValue items = ki_tuple_from(ks, all->items, n_seq);
        r = items == KI_ERR ? KI_ERR : ki_box(ks, t, items);
        KiValue names = ki_type_lookup(ks, t, ks->names.d_all);
        for (int64_t i = n_seq; r != KI_ERR && ki_is_tuple(names) && i < n_all; i++) {
            KiStr *name = ki_str_intern(ks, ki_str_of(ki_new_ref(ki_tuple_of(names)->items[i])));
            KiValue v = i < all->len ? all->items[i] : KI_NONE;
            if (name && i >= all->len && nargs > 2 && ki_is_kind(a[2], KI_K_DICT)) {
                KiValue given = ki_dict_get_str(ks, ki_dict_of(a[2]), name);
                if (given != KI_ABSENT && given != KI_ERR) v = given;
            }
            if (!name || !ki_instance_set_attr(ks, ki_obj(r), name, v)) {
                ki_decref(ks, r);
                r = KI_ERR;
            }
            if (name) ki_decref_obj(ks, &name->h);
        }
    }
    ki_decref_obj(ks, &all->h);
    return r;
}

/* A dict of the fields that are attributes only. */
static KiValue attributes(KiState *ks, KiValue self) {
    KiType *t = ki_type_of(ks, self);
    KiDict *d = ki_dict_new(ks);
    KiValue names = ki_type_lookup(ks, t, ks->names.d_all);
    bool ok = d != NULL;
    for (int64_t i = class_number(ks, t, "n_sequence_fields");
         ok && ki_is_tuple(names) && i < ki_tuple_of(names)->len; i++) {
        KiValue name = ki_tuple_of(names)->items[i], v = ki_getattr(ks, self, ki_str_of(name));
        ok = v != KI_ERR && ki_dict_set(ks, d, name, v);
        ki_decref(ks, v);
    }
    if (ok) return ki_from_obj(d);
    if (d) ki_decref_obj(ks, (KiObj *)d);
    return KI_ERR;
}

static KiValue m_reduce(KiState *ks, KiValue *a, int nargs) {
    KiTuple *t = ki_tuple_of(a[0]);
    KiValue plain = ki_tuple_from(ks, t->items, t->len);
    KiValue rest = plain == KI_ERR ? KI_ERR : attributes(ks, a[0]);
    KiValue args = rest == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, plain, rest);
    KiValue r =
        args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, a[0])), args);
    ki_decref(ks, plain);
    ki_decref(ks, rest);
    ki_decref(ks, args);
    return r;
}

static bool add_fields(KiState *ks, KiType *t, const char *const *fields, int n_seq, int n_fields) {
    size_t size = sizeof(struct KiStructSeqRows) + sizeof(KiGetsetDef) * (size_t)(n_seq + 1);
    struct KiStructSeqRows *r = kb_calloc(&ks->alloc, size);
    if (!r) {
        ki_raise_nomem(ks);
        return false;
    }
    r->size = size;
    r->next = ks->bi->struct_seq_rows;
    ks->bi->struct_seq_rows = r;
    int n = 0;
    for (int i = 0; i < n_seq; i++) {
        bool later = false;
        for (int j = n_seq; j < n_fields; j++)
            later = later || !strcmp(fields[i], fields[j]);
        if (!later)
            r->rows[n++] = (KiGetsetDef){fields[i], get_field, NULL, NULL, (void *)(intptr_t)i};
    }
    return ki_type_add_getsets(ks, t, r->rows);
}

KiType *ki_struct_seq_type(KiState *ks, const char *module, const char *name,
                           const char *const *fields, int n_seq, int n_fields) {
    static const KiDef methods[] = {{"__repr__", "(self, /)", m_repr, NULL, 0},
                                    {"__reduce__", "(self, /)", m_reduce, NULL, 0},
                                    KI_DEF_END};
    static const KiDef new_def = {"__new__", "(cls, sequence, dict=None, /)", m_new, NULL, 0};
    KiType *t = NULL;
    KiValue fn = ki_native_new(ks, &new_def, KI_ABSENT, KI_ABSENT);
    KiValue new_ =
        fn == KI_ERR ? KI_ERR : ki_call1(ks, ki_from_obj(ks->types[KI_K_STATICMETHOD]), fn);
    ki_decref(ks, fn);
    KiStr *type_name = ki_intern_cstr(ks, name);
    KiDict *ns = ki_dict_new(ks);
    KiValue mod = ki_str_from_cstr(ks, module),
            bases = ki_tuple_pack(ks, 1, ki_from_obj(ks->types[KI_K_TUPLE]));
    KiTuple *names = ki_tuple_alloc(ks, n_seq), *all_names = ki_tuple_alloc(ks, n_fields);
    bool ok =
        new_ != KI_ERR && type_name && ns && mod != KI_ERR && bases != KI_ERR && names && all_names;
    for (int i = 0; ok && i < n_seq; i++)
        ok = (names->items[i] = ki_str_from_cstr(ks, fields[i])) != KI_ERR;
    for (int i = 0; ok && i < n_fields; i++)
        ok = (all_names->items[i] = ki_str_from_cstr(ks, fields[i])) != KI_ERR;
    ok = ok && ki_dict_set_str(ks, ns, ks->names.d_module, mod) &&
         ki_dict_set_str(ks, ns, ks->names.d_match_args, ki_from_obj(names)) &&
         ki_dict_set_str(ks, ns, ks->names.d_new, new_) &&
         ki_dict_set_str(ks, ns, ks->names.d_all, ki_from_obj(all_names)) &&
         ki_dict_set_cstr(ks, ns, "n_sequence_fields", ki_small_int(n_seq)) &&
         ki_dict_set_cstr(ks, ns, "n_fields", ki_small_int(n_fields)) &&
         ki_dict_set_cstr(ks, ns, "n_unnamed_fields", ki_small_int(0));
    if (ok)
        t = ki_type_new(ks, ks->types[KI_K_TYPE], type_name, ki_tuple_of(bases), ns, NULL, 0,
                        KI_ABSENT);
    if (t &&
        (!add_fields(ks, t, fields, n_seq, n_fields) || !ki_type_add_methods(ks, t, methods))) {
        ki_decref_obj(ks, &t->h);
        t = NULL;
    }
    if (t && !ki_type_name_in_full(ks, t)) {
        ki_decref_obj(ks, &t->h);
        t = NULL;
    }
    if (t)
        ki_type_modified(ks, t, ks->names.d_new, KI_ABSENT,
                         ki_dict_get_str(ks, t->dict, ks->names.d_new)),
            ki_type_modified(ks, t, ks->names.d_repr, KI_ABSENT,
                             ki_dict_get_str(ks, t->dict, ks->names.d_repr));
    if (type_name) ki_decref_obj(ks, &type_name->h);
    if (ns) ki_decref_obj(ks, &ns->h);
    if (names) ki_decref_obj(ks, &names->h);
    if (all_names) ki_decref_obj(ks, &all_names->h);
    ki_decref(ks, new_);
    ki_decref(ks, mod);
    ki_decref(ks, bases);
    return t;
}

void ki_struct_seq_free(KiState *ks) {
    struct KiStructSeqRows *r = ks->bi->struct_seq_rows, *next;
    for (; r; r = next) {
        next = r->next;
        kb_free(&ks->alloc, r, r->size);
    }
    ks->bi->struct_seq_rows = NULL;
}

KiValue ki_struct_seq_new(KiState *ks, KiType *t, const char *const *fields, KiValue *values,
                          int n_seq, int n_fields) {
    bool ok = true;
    for (int i = 0; i < n_fields; i++)
        ok = ok && values[i] != KI_ERR;
    if (!ok) {
        for (int i = 0; i < n_fields; i++)
            ki_decref(ks, values[i]);
        return KI_ERR;
    }
    KiValue tuple = ki_tuple_steal(ks, values, n_seq);
    KiValue v = tuple == KI_ERR ? KI_ERR : ki_box(ks, t, tuple);
    for (int i = n_seq; i < n_fields; i++) {
        KiStr *name = v == KI_ERR ? NULL : ki_intern_cstr(ks, fields[i]);
        if (v != KI_ERR && (!name || !ki_instance_set_attr(ks, ki_obj(v), name, values[i]))) {
            ki_decref(ks, v);
            v = KI_ERR;
        }
        if (name) ki_decref_obj(ks, &name->h);
        ki_decref(ks, values[i]);
    }
    return v;
}
