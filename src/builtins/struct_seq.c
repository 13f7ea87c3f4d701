/* Struct sequences: subclasses of tuple whose items also have names, as sys.version_info and
 * os.stat_result. Fields beyond the items are attributes only, which lie in the member slots of the
 * instance; a field given twice (the seconds of os.stat_result as int item and float attribute)
 * answers with the later one. Attributes cannot be set, and others not be added. */
#include "../object/obj_shape.h"
#include "builtins.h"

/* What is known of one type, kept until the state ends. */
struct KiStructSeqRows {
    struct KiStructSeqRows *next;
    size_t size;
    const KiType *type;
    const char *const *fields;
    int n_seq, n_fields;
    KiGetsetDef rows[];
};

/* Items of a type have their place, hidden fields the slot behind them as their closure. */
static KiValue get_item(KiState *ks, KiValue self, void *closure) {
    KiTuple *t = ki_tuple_of(self); /* tuple.__new__ can make a shorter one */
    intptr_t i = (intptr_t)closure;
    return i < t->len ? ki_new_ref(t->items[i]) : KI_NONE;
}

static KiValue get_hidden(KiState *ks, KiValue self, void *closure) {
    KiValue v = *ki_attr_slot(ki_obj(self), (uint32_t)(intptr_t)closure);
    return v == KI_UNBOUND ? KI_NONE : ki_new_ref(v);
}

/* Of a type made here, which always has a description. */
static const struct KiStructSeqRows *describe(KiState *ks, const KiType *t) {
    const struct KiStructSeqRows *r = ks->bi->struct_seq_rows;
    while (r && r->type != t)
        r = r->next;
    return r;
}

/* Index of the field among those from first on, or -1. */
static int find_field(const struct KiStructSeqRows *r, const char *name, int first, int end) {
    for (int i = first; i < end; i++)
        if (!strcmp(r->fields[i], name)) return i;
    return -1;
}

static KiValue m_repr(KiState *ks, KiValue *a, int n) {
    KiType *type = ki_type_of(ks, a[0]);
    const struct KiStructSeqRows *known = describe(ks, type);
    KiTuple *t = ki_tuple_of(a[0]);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = kb_strbuf_printf(&b, "%s(", ki_type_name(ks, a[0]));
    for (int64_t i = 0; ok && i < t->len; i++) {
        KiValue r = ki_repr(ks, t->items[i]);
        const char *v = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        const char *name = known && i < known->n_fields ? known->fields[i] : "?";
        ok = v && kb_strbuf_printf(&b, "%s%s=%s", i ? ", " : "", name, v);
        ki_decref(ks, r);
    }
    kb_strbuf_putc(&b, ')');
    KiValue r = KI_ERR;
    if (ok)
        r = ki_str_from_utf8(ks, b.data, b.len);
    else if (!ki_pending(ks))
        ki_raise_nomem(ks);
    kb_strbuf_free(&b);
    return r;
}

/* Value of hidden field i of a new instance: given in the sequence or in the dict; the seconds that
 * are not given are those of the item. Borrowed. */
static KiValue hidden_value(KiState *ks, const struct KiStructSeqRows *r, int i, const KiTuple *all,
                            KiValue dict) {
    KiValue v = i < all->len ? all->items[i] : KI_ABSENT;
    if (v == KI_ABSENT && dict != KI_ABSENT)
        v = ki_dict_get_cstr(ks, ki_dict_of(dict), r->fields[i]);
    if (v == KI_ABSENT) v = KI_NONE;
    int item = v == KI_NONE ? find_field(r, r->fields[i], 0, r->n_seq) : -1;
    return item < 0 ? v : all->items[item];
}

static KiValue build(KiState *ks, KiType *t, const struct KiStructSeqRows *r, const KiTuple *all,
                     KiValue dict) {
    KiValue items = ki_tuple_from(ks, all->items, r->n_seq);
    KiValue made = items == KI_ERR ? KI_ERR : ki_box(ks, t, items);
    for (int i = r->n_seq; made != KI_ERR && i < r->n_fields; i++) {
        KiValue v = hidden_value(ks, r, i, all, dict);
        if (v == KI_ERR) {
            ki_decref(ks, made);
            return KI_ERR;
        }
        *ki_attr_slot(ki_obj(made), (uint32_t)(i - r->n_seq)) = ki_new_ref(v);
    }
    return made;
}

static const char *name_of(KiState *ks, const KiType *t) {
    return t->tp_name ? t->tp_name : ki_str_utf8(ks, t->name, NULL);
}

static void raise_length(KiState *ks, const struct KiStructSeqRows *r, int64_t given) {
    bool few = given < r->n_seq, fixed = r->n_seq == r->n_fields;
    ki_raise(ks, KI_EXC_TypeError, "%s() takes a%s %d-sequence (%lld-sequence given)",
             name_of(ks, r->type),
             fixed ? ""
             : few ? "n at least"
                   : "n at most",
             few ? r->n_seq : r->n_fields, (long long)given);
}

/* From a sequence of at least the items; what follows them are the attributes. */
static KiValue m_new(KiState *ks, KiValue *a, int nargs, KiValue kwnames) {
    static const char *const names[] = {"sequence", "dict"};
    const struct KiStructSeqRows *r =
        nargs && ki_is_type(a[0]) ? describe(ks, (KiType *)ki_obj(a[0])) : NULL;
    if (!r) return ki_raise(ks, KI_EXC_TypeError, "expected a type of struct sequences");
    KiValue arg[2];
    if (!ki_bind_args(ks, "structseq", names, 2, 1, 2, a + 1, nargs - 1, kwnames, arg))
        return KI_ERR;
    KiTuple *all = ki_to_tuple(ks, arg[0]);
    if (!all) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "constructor requires a sequence");
        }
        return KI_ERR;
    }
    KiValue dict = arg[1], made = KI_ERR;
    if (dict != KI_ABSENT && !ki_has_layout(dict, KI_K_DICT))
        ki_raise(ks, KI_EXC_TypeError, "%s() takes a dict as second arg, if any",
                 name_of(ks, r->type));
    else if (all->len < r->n_seq || all->len > r->n_fields)
        raise_length(ks, r, all->len);
    else
        made = build(ks, (KiType *)ki_obj(a[0]), r, all, dict);
    ki_decref_obj(ks, &all->h);
    return made;
}

/* A dict of the fields that are attributes only. */
static KiValue attributes(KiState *ks, KiValue self) {
    const struct KiStructSeqRows *r = describe(ks, ki_type_of(ks, self));
    KiDict *d = ki_dict_new(ks);
    bool ok = d != NULL;
    for (int i = r ? r->n_seq : 0; ok && r && i < r->n_fields; i++) {
        KiValue v = get_hidden(ks, self, (void *)(intptr_t)(i - r->n_seq));
        ok = ki_dict_set_cstr(ks, d, r->fields[i], v);
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

/* --- types --- */

static struct KiStructSeqRows *make_rows(KiState *ks, KiType *t, const char *const *fields,
                                         int n_seq, int n_fields) {
    size_t size = sizeof(struct KiStructSeqRows) + sizeof(KiGetsetDef) * (size_t)(n_fields + 1);
    struct KiStructSeqRows *r = kb_calloc(&ks->alloc, size);
    if (!r) {
        ki_raise_nomem(ks);
        return NULL;
    }
    *r = (struct KiStructSeqRows){.next = ks->bi->struct_seq_rows,
                                  .size = size,
                                  .type = t,
                                  .fields = fields,
                                  .n_seq = n_seq,
                                  .n_fields = n_fields};
    ks->bi->struct_seq_rows = r;
    return r;
}

/* Descriptors of all fields, of the type that members of C structures have. */
static bool add_fields(KiState *ks, KiType *t, const char *const *fields, int n_seq, int n_fields) {
    struct KiStructSeqRows *r = make_rows(ks, t, fields, n_seq, n_fields);
    if (!r) return false;
    int n = 0;
    const char *type = ki_str_utf8(ks, t->name, NULL);
    if (!type) return false;
    for (int i = 0; i < n_fields; i++) {
        bool item = i < n_seq;
        if (item && find_field(r, fields[i], n_seq, n_fields) >= 0) continue;
        r->rows[n++] = (KiGetsetDef){fields[i], item ? get_item : get_hidden, NULL,
                                     ki_struct_seq_doc(type, fields[i]),
                                     (void *)(intptr_t)(item ? i : i - n_seq)};
    }
    if (!ki_type_add_getsets(ks, t, r->rows)) return false;
    for (int i = 0; i < n; i++) {
        KiValue v = ki_dict_get_cstr(ks, t->dict, r->rows[i].name);
        if (!ki_is_ptr(v)) return false;
        ki_obj(v)->shape = ks->types[KI_K_MEMBER]->root_shape;
    }
    return true;
}

/* Room for the hidden fields in instances, which have no dict. */
static bool add_room(KiState *ks, KiType *t, uint32_t n_hidden) {
    if (!n_hidden) return true;
    t->ext_offset = (t->struct_size + 7) & ~7u;
    t->n_inline = ki_round_inline(t->ext_offset, n_hidden);
    KiShape *root = ki_shape_root(ks, t, t->n_inline, n_hidden);
    if (root) t->root_shape = root;
    return root != NULL;
}

/* The class body: what CPython has there, and no place for other attributes. */
static bool fill_namespace(KiState *ks, KiDict *ns, const char *module, const char *type,
                           const char *const *fields, int n_seq, int n_fields) {
    KiValue mod = ki_str_from_cstr(ks, module);
    KiList *names = ki_list_new(ks, n_seq);
    bool ok = mod != KI_ERR && names;
    int n_unnamed = 0;
    for (int i = 0; ok && i < n_seq; i++) {
        bool later = false;
        for (int j = n_seq; j < n_fields; j++)
            later = later || !strcmp(fields[i], fields[j]);
        n_unnamed += later;
        KiValue name = later ? KI_NONE : ki_str_from_cstr(ks, fields[i]);
        ok = later || (name != KI_ERR && ki_list_append(ks, names, name));
        ki_decref(ks, name);
    }
    KiTuple *match = ok ? ki_to_tuple(ks, ki_from_obj(names)) : NULL;
    ok = match && ki_dict_set_str(ks, ns, ks->names.d_module, mod) &&
         ki_dict_set_str(ks, ns, ks->names.d_match_args, ki_from_obj(match)) &&
         ki_dict_set_str(ks, ns, ks->names.d_slots, ks->empty_tuple) &&
         ki_dict_set_cstr(ks, ns, "n_sequence_fields", ki_small_int(n_seq)) &&
         ki_dict_set_cstr(ks, ns, "n_fields", ki_small_int(n_fields)) &&
         ki_dict_set_cstr(ks, ns, "n_unnamed_fields", ki_small_int(n_unnamed));
    const char *doc = ki_struct_seq_doc(type, "");
    KiValue text = ok && doc ? ki_str_from_cstr(ks, doc) : KI_ABSENT;
    if (text != KI_ABSENT) ok = text != KI_ERR && ki_dict_set_cstr(ks, ns, "__doc__", text);
    ki_decref(ks, text);
    if (match) ki_decref_obj(ks, &match->h);
    if (names) ki_decref_obj(ks, &names->h);
    ki_decref(ks, mod);
    return ok;
}

static const KiDef new_of_sequence = {"__new__", "(...)", m_new,
                                      "__new__($type, sequence, dict=None)\n\nA new instance.", 0};

static KiValue make_new(KiState *ks, const KiDef *def) {
    KiValue f = ki_native_new(ks, def, KI_ABSENT, KI_ABSENT);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call1(ks, ki_from_obj(ks->types[KI_K_STATICMETHOD]), f);
    ki_decref(ks, f);
    return r;
}

static KiType *make_type(KiState *ks, const char *name, KiDict *ns) {
    KiStr *type_name = ki_intern_cstr(ks, name);
    KiValue bases = ki_tuple_pack(ks, 1, ki_from_obj(ks->types[KI_K_TUPLE]));
    KiType *t = NULL;
    if (type_name && bases != KI_ERR)
        t = ki_type_new(ks, ks->types[KI_K_TYPE], type_name, ki_tuple_of(bases), ns, NULL, 0,
                        KI_ABSENT);
    if (type_name) ki_decref_obj(ks, &type_name->h);
    ki_decref(ks, bases);
    return t;
}

static bool finish_type(KiState *ks, KiType *t, const char *const *fields, int n_seq,
                        int n_fields) {
    static const KiDef methods[] = {{"__repr__", "(self, /)", m_repr, NULL, 0},
                                    {"__reduce__", "(self, /)", m_reduce, NULL, KI_DEF_UNSIGNED},
                                    KI_DEF_END};
    t->flags &= ~(uint32_t)KI_TF_BASETYPE;
    KiValue gone = ki_dict_pop(ks, t->dict, ki_from_obj(ks->names.d_slots));
    if (gone == KI_ERR) return false;
    ki_decref(ks, gone);
    if (!add_room(ks, t, (uint32_t)(n_fields - n_seq)) ||
        !add_fields(ks, t, fields, n_seq, n_fields) || !ki_type_add_methods(ks, t, methods) ||
        !ki_type_name_in_full(ks, t))
        return false;
    ki_type_modified(ks, t, ks->names.d_new, KI_ABSENT,
                     ki_dict_get_str(ks, t->dict, ks->names.d_new));
    ki_type_modified(ks, t, ks->names.d_repr, KI_ABSENT,
                     ki_dict_get_str(ks, t->dict, ks->names.d_repr));
    return true;
}

KiType *ki_struct_seq_type(KiState *ks, const char *module, const char *name,
                           const char *const *fields, int n_seq, int n_fields) {
    KiValue new_ = make_new(ks, &new_of_sequence);
    KiDict *ns = ki_dict_new(ks);
    KiType *t = NULL;
    if (new_ != KI_ERR && ns && fill_namespace(ks, ns, module, name, fields, n_seq, n_fields) &&
        ki_dict_set_str(ks, ns, ks->names.d_new, new_))
        t = make_type(ks, name, ns);
    if (t && !finish_type(ks, t, fields, n_seq, n_fields)) {
        ki_decref_obj(ks, &t->h);
        t = NULL;
    }
    if (ns) ki_decref_obj(ks, &ns->h);
    ki_decref(ks, new_);
    return t;
}

bool ki_struct_seq_set_new(KiState *ks, KiType *t, const KiDef *def) {
    KiValue new_ = make_new(ks, def);
    bool ok = new_ != KI_ERR && ki_dict_set_str(ks, t->dict, ks->names.d_new, new_);
    if (ok) ki_type_modified(ks, t, ks->names.d_new, KI_ABSENT, new_);
    ki_decref(ks, new_);
    return ok;
}

bool ki_struct_seq_forbid_new(KiState *ks, KiType *t) {
    KiValue gone = ki_dict_pop(ks, t->dict, ki_from_obj(ks->names.d_new));
    if (gone == KI_ERR) return false;
    ki_type_modified(ks, t, ks->names.d_new, gone, KI_ABSENT);
    ki_decref(ks, gone);
    t->own_slots.new_ = NULL;
    return true;
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
        if (v == KI_ERR)
            ki_decref(ks, values[i]);
        else
            *ki_attr_slot(ki_obj(v), (uint32_t)(i - n_seq)) = values[i];
    }
    return v;
}
