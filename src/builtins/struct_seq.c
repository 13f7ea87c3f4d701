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
    static const KiDef methods[] = {{"__repr__", "(self, /)", m_repr, NULL, 0}, KI_DEF_END};
    KiType *t = NULL;
    KiStr *type_name = ki_intern_cstr(ks, name);
    KiDict *ns = ki_dict_new(ks);
    KiValue mod = ki_str_from_cstr(ks, module),
            bases = ki_tuple_pack(ks, 1, ki_from_obj(ks->types[KI_K_TUPLE]));
    KiTuple *names = ki_tuple_alloc(ks, n_seq);
    bool ok = type_name && ns && mod != KI_ERR && bases != KI_ERR && names;
    for (int i = 0; ok && i < n_seq; i++)
        ok = (names->items[i] = ki_str_from_cstr(ks, fields[i])) != KI_ERR;
    ok = ok && ki_dict_set_str(ks, ns, ks->names.d_module, mod) &&
         ki_dict_set_str(ks, ns, ks->names.d_match_args, ki_from_obj(names)) &&
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
    if (t)
        ki_type_modified(ks, t, ks->names.d_repr, KI_ABSENT,
                         ki_dict_get_str(ks, t->dict, ks->names.d_repr));
    if (type_name) ki_decref_obj(ks, &type_name->h);
    if (ns) ki_decref_obj(ks, &ns->h);
    if (names) ki_decref_obj(ks, &names->h);
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
