/* Pickling of what has no opcode of its own: classes and functions by name, everything else by
 * what its __reduce_ex__, a dispatch table or the user's reducer_override gives. */
#include "mod_pickle.h"

/* --- classes and functions by name --- */

static bool part_is_locals(KiStr *s, size_t from, size_t to) {
    static const char locals[] = "<locals>";
    if (to - from != sizeof locals - 1) return false;
    for (size_t i = from; i < to; i++)
        if (ki_str_at(s, i) != (uint8_t)locals[i - from]) return false;
    return true;
}
bool ki_pk_has_locals(KiStr *s) {
    size_t from = 0;
    for (size_t i = 0; i <= s->len; i++)
        if (i == s->len || ki_str_at(s, i) == '.') {
            if (part_is_locals(s, from, i)) return true;
            from = i + 1;
        }
    return false;
}

KiValue ki_pk_dotted(KiState *ks, KiValue o, KiStr *path, KiValue *parent) {
    KiValue at = ki_new_ref(o), up = ki_new_ref(o);
    size_t from = 0;
    for (size_t i = 0; i <= path->len; i++) {
        if (i < path->len && ki_str_at(path, i) != '.') continue;
        KiValue part = ki_str_slice(ks, path, (int64_t)from, (int64_t)i, 1, (int64_t)(i - from));
        KiValue next = part == KI_ERR ? KI_ERR : ki_getattr_opt(ks, at, ki_str_of(part));
        ki_decref(ks, part);
        ki_assign(ks, &up, at);
        at = next;
        if (at == KI_ERR || at == KI_ABSENT) break;
        from = i + 1;
    }
    bool found = at != KI_ERR && at != KI_ABSENT;
    if (parent && found)
        *parent = up;
    else
        ki_decref(ks, up);
    return at;
}

KiValue ki_pk_module(KiState *ks, KiStr *name) {
    KiValue m = ki_dict_get_str(ks, ks->modules, name);
    if (m == KI_ERR) return KI_ERR;
    if (m != KI_ABSENT && m != KI_NONE) return ki_new_ref(m);
    const char *text = ki_str_utf8(ks, name, NULL);
    if (!text) return KI_ERR;
    if (!*text) return ki_raise(ks, KI_EXC_ValueError, "Empty module name");
    return ki_import(ks, text);
}

/* The name of the module that gives obj under that path; owned str. */
static KiValue which_module(KiState *ks, KiValue obj, KiStr *path) {
    KiValue name = ki_getattr_opt(ks, obj, ks->names.d_module);
    if (name == KI_ERR || (name != KI_ABSENT && name != KI_NONE)) return name;
    KiList *names = ki_to_list(ks, ki_from_obj(ks->modules));
    KiValue found = names ? KI_ABSENT : KI_ERR;
    for (int64_t i = 0; found == KI_ABSENT && i < names->len; i++) {
        KiValue key = names->items[i];
        if (!ki_is_str(key) || ki_str_eq_cstr(ki_str_of(key), "__main__")) continue;
        KiValue m = ki_dict_get(ks, ks->modules, key);
        if (m == KI_ERR) found = KI_ERR;
        if (m == KI_ERR || m == KI_ABSENT || m == KI_NONE) continue;
        ki_incref(m);
        KiValue v = ki_pk_dotted(ks, m, path, NULL);
        ki_decref(ks, m);
        if (v == KI_ERR)
            ki_clear_exc(ks); /* a module's __getattr__ may do anything */
        else if (v == obj)
            found = ki_new_ref(key);
        if (v != KI_ERR) ki_decref(ks, v);
    }
    if (names) ki_decref_obj(ks, &names->h);
    return found == KI_ABSENT ? ki_new_ref(ki_from_obj(ks->names.d_main)) : found;
}

/* The number registered for a global in copyreg: 1 written, 0 none, -1 raised. */
static int save_extension(KiState *ks, KiPickler *p, KiValue module, KiValue name) {
    KiValue table = ki_pk(ks, PK_EXTENSIONS);
    if (table == KI_ERR || !ki_is_dict(table)) return table == KI_ERR ? -1 : 0;
    if (!ki_dict_of(table)->used) return 0;
    KiValue key = ki_tuple_pack(ks, 2, module, name);
    KiValue code = key == KI_ERR ? KI_ERR : ki_dict_get(ks, ki_dict_of(table), key);
    ki_decref(ks, key);
    if (code == KI_ERR || code == KI_ABSENT) return code == KI_ERR ? -1 : 0;
    int64_t n = ki_is_int(code) ? ki_int_val(code) : 0;
    if (n <= 0 || n > INT32_MAX) {
        ki_raise(ks, KI_EXC_RuntimeError, "extension code %lld is out of range", (long long)n);
        return -1;
    }
    int bytes = n <= 0xFF ? 1 : n <= 0xFFFF ? 2 : 4;
    uint8_t b[5] = {(uint8_t)(bytes == 1 ? OP_EXT1 : bytes == 2 ? OP_EXT2 : OP_EXT4)};
    for (int i = 0; i < bytes; i++)
        b[1 + i] = (uint8_t)(n >> 8 * i);
    return ki_pk_write(ks, p, b, (size_t)bytes + 1) ? 1 : -1;
}

/* Names as Python 2 had them, for protocols that it can read. Both are owned and replaced. */
static bool old_names(KiState *ks, KiValue *module, KiValue *name) {
    KiValue names = ki_pk(ks, PK_NAMES_3TO2);
    KiValue imports = names == KI_ERR ? KI_ERR : ki_pk(ks, PK_IMPORTS_3TO2);
    if (imports == KI_ERR || !ki_is_dict(names) || !ki_is_dict(imports)) return imports != KI_ERR;
    KiValue key = ki_tuple_pack(ks, 2, *module, *name);
    KiValue v = key == KI_ERR ? KI_ERR : ki_dict_get(ks, ki_dict_of(names), key);
    ki_decref(ks, key);
    if (v == KI_ERR) return false;
    if (v != KI_ABSENT && ki_is_tuple(v) && ki_tuple_of(v)->len == 2) {
        KiTuple *t = ki_tuple_of(v);
        ki_assign(ks, module, ki_new_ref(t->items[0]));
        ki_assign(ks, name, ki_new_ref(t->items[1]));
        return true;
    }
    v = ki_dict_get(ks, ki_dict_of(imports), *module);
    if (v == KI_ERR) return false;
    if (v != KI_ABSENT && ki_is_str(v)) ki_assign(ks, module, ki_new_ref(v));
    return true;
}

static bool put_identifier(KiState *ks, KiPickler *p, KiValue s, const char *what) {
    size_t n;
    if (!ki_is_str(s)) {
        ki_raise(ks, KI_EXC_TypeError, "expected str, not %s", ki_type_name(ks, s));
        return false;
    }
    const char *text = ki_str_utf8(ks, ki_str_of(s), &n);
    if (!text) return false;
    if (p->proto < 3 && n != ki_str_of(s)->len) {
        ki_pk_raise(ks, PK_PICKLING_ERROR,
                    "can't pickle %s identifier '%s' using pickle protocol %d", what, text,
                    p->proto);
        return false;
    }
    return ki_pk_write(ks, p, text, n) && ki_pk_write(ks, p, "\n", 1);
}
static bool put_global(KiState *ks, KiPickler *p, KiValue module, KiValue name) {
    ki_incref(module);
    ki_incref(name);
    bool ok = p->proto >= 3 || !p->fix_imports || old_names(ks, &module, &name);
    ok = ok && ki_pk_op(ks, p, OP_GLOBAL) && put_identifier(ks, p, module, "module") &&
         put_identifier(ks, p, name, "global");
    ki_decref(ks, module);
    ki_decref(ks, name);
    return ok;
}
static KiValue last_name(KiState *ks, KiStr *path) {
    int64_t dot = (int64_t)path->len;
    while (dot > 0 && ki_str_at(path, (size_t)dot - 1) != '.')
        dot--;
    return ki_str_slice(ks, path, dot, (int64_t)path->len, 1, (int64_t)path->len - dot);
}

/* A name with a dot before protocol 4: getattr(parent, last). */
static bool put_nested(KiState *ks, KiPickler *p, KiValue parent, KiValue last) {
    KiValue args = ki_tuple_pack(ks, 2, parent, last);
    KiValue get = args == KI_ERR ? KI_ERR : ki_pk(ks, PK_GETATTR);
    KiValue reduced = get == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, get, args);
    bool ok = reduced != KI_ERR && ki_pk_save_reduce(ks, p, reduced, KI_ABSENT);
    ki_decref(ks, reduced);
    ki_decref(ks, args);
    return ok;
}

static void cannot_pickle(KiState *ks, KiValue obj, const char *fmt, KiValue a, KiValue b) {
    KiValue r = KI_ABSENT, sa = ki_str(ks, a), sb = sa == KI_ERR ? KI_ERR : ki_str(ks, b);
    const char *what = sb == KI_ERR ? NULL : ki_pk_repr(ks, obj, &r);
    const char *ta = what ? ki_str_utf8(ks, ki_str_of(sa), NULL) : NULL;
    const char *tb = ta ? ki_str_utf8(ks, ki_str_of(sb), NULL) : NULL;
    if (tb) {
        char text[64];
        snprintf(text, sizeof text, "%s", fmt);
        KbStrbuf s;
        kb_strbuf_init(&s, &ks->alloc, KB_STRBUF_NO_MAX);
        kb_strbuf_printf(&s, "Can't pickle %s: ", what);
        for (const char *c = text; *c; c++)
            if (*c == '1')
                kb_strbuf_puts(&s, ta);
            else if (*c == '2')
                kb_strbuf_puts(&s, tb);
            else
                kb_strbuf_putc(&s, *c);
        if (s.failed)
            ki_raise_nomem(ks);
        else
            ki_pk_raise(ks, PK_PICKLING_ERROR, "%s", s.data);
        kb_strbuf_free(&s);
    }
    ki_decref(ks, r);
    ki_decref(ks, sa);
    ki_decref(ks, sb);
}

/* The module and the object's container under which obj is found again. False: raised. */
static bool locate(KiState *ks, KiValue obj, KiValue name, KiValue *module_name, KiValue *module,
                   KiValue *parent) {
    KiStr *path = ki_str_of(name);
    if (ki_pk_has_locals(path)) {
        KiValue r = KI_ABSENT;
        const char *text = ki_pk_repr(ks, name, &r);
        if (text) ki_raise(ks, KI_EXC_AttributeError, "Can't pickle local object %s", text);
        ki_decref(ks, r);
        return false;
    }
    if ((*module_name = which_module(ks, obj, path)) == KI_ERR) return false;
    if (!ki_is_str(*module_name)) {
        ki_raise(ks, KI_EXC_TypeError, "module name must be a string");
        return false;
    }
    if ((*module = ki_pk_module(ks, ki_str_of(*module_name))) == KI_ERR) {
        KiValue quoted = KI_ABSENT, exc = ki_take_exc(ks);
        if (ki_pk_repr(ks, *module_name, &quoted))
            cannot_pickle(ks, obj, "import of module 1 failed", quoted, quoted);
        ki_decref(ks, quoted);
        ki_decref(ks, exc);
        return false;
    }
    KiValue found = ki_pk_dotted(ks, *module, path, parent);
    if (found == KI_ERR) return false;
    if (found == KI_ABSENT)
        cannot_pickle(ks, obj, "attribute lookup 1 on 2 failed", name, *module_name);
    else if (found != obj)
        cannot_pickle(ks, obj, "it's not the same object as 2.1", name, *module_name);
    bool same = found == obj;
    ki_decref(ks, found);
    return same;
}

/* Is it a type or function that is C code in CPython, which makes the text of its name anew each
 * time it is asked for? */
static bool has_fresh_name(KiState *ks, KiValue obj) {
    if (ki_is_type(obj)) {
        uint32_t flags = ((KiType *)ki_obj(obj))->flags;
        return (flags & (KI_TF_HEAP | KI_TF_IMMUTABLE)) != KI_TF_HEAP;
    }
    if (ki_is_kind(obj, KI_K_FUNC)) return ((KiFunc *)ki_obj(obj))->code->flags & KI_CO_AS_NATIVE;
    return ki_is_kind(obj, KI_K_NATIVE);
}

/* name, or a copy of it, which the memo does not take for another text that is equal. */
static KiValue name_for_memo(KiState *ks, KiValue obj, KiValue name) {
    size_t n;
    if (!has_fresh_name(ks, obj)) return ki_new_ref(name);
    const char *text = ki_str_utf8(ks, ki_str_of(name), &n);
    return text ? ki_str_from_utf8(ks, text, n) : KI_ERR;
}

/* Writes what locate found. */
static bool put_located(KiState *ks, KiPickler *p, KiValue obj, KiValue name, KiValue module_name,
                        KiValue module, KiValue parent) {
    if (p->proto >= 2) {
        int r = save_extension(ks, p, module_name, name);
        if (r) return r > 0;
    }
    KiValue last = last_name(ks, ki_str_of(name)); /* enough if the module itself holds it */
    if (last == KI_ERR) return false;
    bool ok;
    if (p->proto >= 4) {
        KiValue text = name_for_memo(ks, obj, parent == module ? last : name);
        ok = text != KI_ERR && ki_pk_save(ks, p, module_name) && ki_pk_save(ks, p, text) &&
             ki_pk_op(ks, p, OP_STACK_GLOBAL);
        if (text != KI_ERR) ki_decref(ks, text);
    } else {
        ok = parent != module ? put_nested(ks, p, parent, last)
                              : put_global(ks, p, module_name, last);
    }
    ki_decref(ks, last);
    return ok && ki_pk_memoize(ks, p, obj);
}

bool ki_pk_save_global(KiState *ks, KiPickler *p, KiValue obj, KiValue name) {
    KiValue module_name = KI_ABSENT, module = KI_ABSENT, parent = KI_ABSENT;
    if (name != KI_ABSENT) {
        ki_incref(name);
    } else {
        name = ki_getattr_opt(ks, obj, ks->names.d_qualname);
        if (name == KI_ABSENT) name = ki_getattr(ks, obj, ks->names.d_name);
        if (name == KI_ERR) return false;
    }
    bool ok = ki_is_str(name);
    if (!ok) ki_raise(ks, KI_EXC_TypeError, "__qualname__ must be a string");
    ok = ok && locate(ks, obj, name, &module_name, &module, &parent) &&
         put_located(ks, p, obj, name, module_name, module, parent);
    ki_decref(ks, name);
    if (module_name != KI_ERR) ki_decref(ks, module_name);
    if (module != KI_ERR) ki_decref(ks, module);
    ki_decref(ks, parent);
    return ok;
}

/* --- what __reduce__ gave --- */

bool ki_pk_is_iterator(KiState *ks, KiValue v) {
    return ki_is_ptr(v) && ki_slots_of(ks, v)->next != NULL;
}

typedef struct Reduced {
    KiValue callable, args, state, list_items, dict_items, state_setter; /* None where not given */
} Reduced;

static bool bad(KiState *ks, const char *text) {
    ki_pk_raise(ks, PK_PICKLING_ERROR, "%s", text);
    return false;
}
static bool bad_type(KiState *ks, const char *text, KiValue v) {
    ki_pk_raise(ks, PK_PICKLING_ERROR, "%s, not %.200s", text, ki_type_name(ks, v));
    return false;
}
static bool check_reduced(KiState *ks, KiTuple *t, Reduced *r) {
    KiValue *part[] = {&r->callable,   &r->args,       &r->state,
                       &r->list_items, &r->dict_items, &r->state_setter};
    if (t->len < 2 || t->len > 6)
        return bad(ks, "tuple returned by __reduce__ must contain 2 through 6 elements");
    for (int i = 0; i < 6; i++)
        *part[i] = i < t->len ? t->items[i] : KI_NONE;
    if (!ki_callable(ks, r->callable))
        return bad(ks, "first item of the tuple returned by __reduce__ must be callable");
    if (!ki_is_tuple(r->args))
        return bad(ks, "second item of the tuple returned by __reduce__ must be a tuple");
    if (r->list_items != KI_NONE && !ki_pk_is_iterator(ks, r->list_items))
        return bad_type(ks,
                        "fourth element of the tuple returned by __reduce__ must be an iterator",
                        r->list_items);
    if (r->dict_items != KI_NONE && !ki_pk_is_iterator(ks, r->dict_items))
        return bad_type(ks, "fifth element of the tuple returned by __reduce__ must be an iterator",
                        r->dict_items);
    if (r->state_setter != KI_NONE && !ki_callable(ks, r->state_setter))
        return bad_type(ks, "sixth element of the tuple returned by __reduce__ must be a function",
                        r->state_setter);
    return true;
}

/* (cls, args, kwargs) before protocol 4: a partial object that is called without arguments. */
static bool save_partial_new(KiState *ks, KiPickler *p, KiTuple *parts) {
    KiTuple *args = ki_tuple_of(parts->items[1]);
    KiDict *kw = ki_dict_of(parts->items[2]);
    KiValue partial = ki_pk(ks, PK_PARTIAL);
    KiValue new_ = partial == KI_ERR ? KI_ERR : ki_getattr(ks, parts->items[0], ks->names.d_new);
    KiTuple *all = new_ == KI_ERR ? NULL : ki_tuple_alloc(ks, args->len + 2);
    if (!all) {
        if (new_ != KI_ERR) ki_decref(ks, new_);
        return false;
    }
    all->items[0] = new_;
    all->items[1] = ki_new_ref(parts->items[0]);
    for (int64_t i = 0; i < args->len; i++)
        all->items[i + 2] = ki_new_ref(args->items[i]);
    KiValue call = ki_call_tuple(ks, partial, all, kw);
    bool ok = call != KI_ERR && ki_pk_save(ks, p, call) && ki_pk_save(ks, p, ks->empty_tuple) &&
              ki_pk_op(ks, p, OP_REDUCE);
    ki_decref(ks, call);
    ki_decref_obj(ks, &all->h);
    return ok;
}
static bool save_newobj_ex(KiState *ks, KiPickler *p, KiTuple *t) {
    if (t->len != 3) {
        ki_pk_raise(ks, PK_PICKLING_ERROR,
                    "length of the NEWOBJ_EX argument tuple must be exactly 3, not %lld",
                    (long long)t->len);
        return false;
    }
    if (!ki_is_type(t->items[0]))
        return bad_type(ks, "first item from NEWOBJ_EX argument tuple must be a class",
                        t->items[0]);
    if (!ki_is_tuple(t->items[1]))
        return bad_type(ks, "second item from NEWOBJ_EX argument tuple must be a tuple",
                        t->items[1]);
    if (!ki_is_dict(t->items[2]))
        return bad_type(ks, "third item from NEWOBJ_EX argument tuple must be a dict", t->items[2]);
    if (p->proto < 4) return save_partial_new(ks, p, t);
    return ki_pk_save(ks, p, t->items[0]) && ki_pk_save(ks, p, t->items[1]) &&
           ki_pk_save(ks, p, t->items[2]) && ki_pk_op(ks, p, OP_NEWOBJ_EX);
}
static bool save_newobj(KiState *ks, KiPickler *p, KiTuple *t, KiValue obj) {
    if (t->len < 1) return bad(ks, "__newobj__ arglist is empty");
    if (!ki_is_type(t->items[0])) return bad(ks, "args[0] from __newobj__ args is not a type");
    if (obj != KI_ABSENT) {
        KiValue cls = ki_getattr(ks, obj, ks->names.d_class);
        bool same = cls == t->items[0];
        if (cls == KI_ERR) return false;
        ki_decref(ks, cls);
        if (!same) return bad(ks, "args[0] from __newobj__ args has the wrong class");
    }
    if (!ki_pk_save(ks, p, t->items[0])) return false;
    KiValue rest = ki_tuple_from(ks, t->items + 1, t->len - 1);
    bool ok = rest != KI_ERR && ki_pk_save(ks, p, rest) && ki_pk_op(ks, p, OP_NEWOBJ);
    ki_decref(ks, rest);
    return ok;
}
/* The opcodes that make the object, before its items and state. */
static bool save_making(KiState *ks, KiPickler *p, const Reduced *r, KiValue obj) {
    KiTuple *args = ki_tuple_of(r->args);
    if (p->proto >= 2) {
        KiValue name = ki_getattr_opt(ks, r->callable, ks->names.d_name);
        if (name == KI_ERR) return false;
        bool ex = ki_is_str(name) && ki_str_eq_cstr(ki_str_of(name), "__newobj_ex__");
        bool plain = ki_is_str(name) && ki_str_eq_cstr(ki_str_of(name), "__newobj__");
        ki_decref(ks, name);
        if (ex) return save_newobj_ex(ks, p, args);
        if (plain) return save_newobj(ks, p, args, obj);
    }
    return ki_pk_save(ks, p, r->callable) && ki_pk_save(ks, p, r->args) &&
           ki_pk_op(ks, p, OP_REDUCE);
}
static bool save_state(KiState *ks, KiPickler *p, const Reduced *r, KiValue obj) {
    if (r->state_setter == KI_NONE) return ki_pk_save(ks, p, r->state) && ki_pk_op(ks, p, OP_BUILD);
    /* state_setter(obj, state), whose result is dropped */
    return ki_pk_save(ks, p, r->state_setter) && ki_pk_save(ks, p, obj) &&
           ki_pk_save(ks, p, r->state) && ki_pk_op(ks, p, OP_TUPLE2) &&
           ki_pk_op(ks, p, OP_REDUCE) && ki_pk_op(ks, p, OP_POP);
}

bool ki_pk_save_reduce(KiState *ks, KiPickler *p, KiValue reduced, KiValue obj) {
    Reduced r;
    uint64_t index;
    if (!check_reduced(ks, ki_tuple_of(reduced), &r) || !save_making(ks, p, &r, obj)) return false;
    if (obj != KI_ABSENT) {
        /* Its own arguments led back to it, so it has been written already: drop this one. */
        if (ki_pk_memo_find(&p->memo, obj, &index))
            return ki_pk_op(ks, p, OP_POP) && ki_pk_memo_get(ks, p, index);
        if (!ki_pk_memoize(ks, p, obj)) return false;
    }
    if (r.list_items != KI_NONE && !ki_pk_save_list_items(ks, p, r.list_items)) return false;
    if (r.dict_items != KI_NONE && !ki_pk_save_dict_items(ks, p, r.dict_items)) return false;
    return r.state == KI_NONE || save_state(ks, p, &r, obj);
}

/* --- any object --- */

/* type(None) and its like, which no module names. */
static bool save_singleton_type(KiState *ks, KiPickler *p, KiValue type, KiValue value) {
    KiValue args = ki_tuple_pack(ks, 1, value);
    KiValue reduced =
        args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_from_obj(ks->types[KI_K_TYPE]), args);
    bool ok = reduced != KI_ERR && ki_pk_save_reduce(ks, p, reduced, type);
    ki_decref(ks, reduced);
    ki_decref(ks, args);
    return ok;
}
static bool save_type(KiState *ks, KiPickler *p, KiValue v) {
    if (v == ki_from_obj(ks->types[KI_K_NONE])) return save_singleton_type(ks, p, v, KI_NONE);
    if (v == ki_from_obj(ks->types[KI_K_ELLIPSIS]))
        return save_singleton_type(ks, p, v, KI_ELLIPSIS);
    if (v == ki_from_obj(ks->types[KI_K_NOTIMPL]))
        return save_singleton_type(ks, p, v, KI_NOT_IMPLEMENTED);
    return ki_pk_save_global(ks, p, v, KI_ABSENT);
}

/* The entry for a type in the table of reducers: owned, KI_ABSENT if there is none. */
static KiValue table_entry(KiState *ks, KiPickler *p, KiType *t) {
    KiValue table = p->table == KI_ABSENT ? ki_pk(ks, PK_DISPATCH_TABLE) : p->table;
    if (table == KI_ERR) return KI_ERR;
    if (ki_is_kind(table, KI_K_DICT)) {
        KiValue f = ki_dict_get(ks, ki_dict_of(table), ki_from_obj(t));
        return f == KI_ERR ? f : ki_new_ref(f);
    }
    KiValue f = ki_getitem(ks, table, ki_from_obj(t));
    if (f == KI_ERR && ki_pending_is(ks, KI_EXC_KeyError)) {
        ki_clear_exc(ks);
        return KI_ABSENT;
    }
    return f;
}
static KiValue call_reduce(KiState *ks, KiPickler *p, KiValue v) {
    KiValue f = ki_getattr_opt(ks, v, ks->names.d_reduce_ex);
    if (f != KI_ABSENT) {
        KiValue r = f == KI_ERR ? KI_ERR : ki_call1(ks, f, ki_small_int(p->proto));
        ki_decref(ks, f);
        return r;
    }
    f = ki_getattr_opt(ks, v, ks->names.d_reduce);
    if (f != KI_ABSENT) {
        KiValue r = f == KI_ERR ? KI_ERR : ki_call0(ks, f);
        ki_decref(ks, f);
        return r;
    }
    KiValue holder = KI_ABSENT;
    const char *text = ki_pk_repr(ks, v, &holder);
    if (text)
        ki_pk_raise(ks, PK_PICKLING_ERROR, "can't pickle '%.200s' object: %s", ki_type_name(ks, v),
                    text);
    ki_decref(ks, holder);
    return KI_ERR;
}
static bool save_reduced(KiState *ks, KiPickler *p, KiValue v, KiValue reduced /* consumed */) {
    bool ok;
    if (reduced == KI_ERR) return false;
    if (ki_is_str(reduced))
        ok = ki_pk_save_global(ks, p, v, reduced);
    else if (ki_is_tuple(reduced))
        ok = ki_pk_save_reduce(ks, p, reduced, v);
    else
        ok = bad(ks, "__reduce__ must return a string or tuple");
    ki_decref(ks, reduced);
    return ok;
}

bool ki_pk_save_object(KiState *ks, KiPickler *p, KiValue v) {
    KiType *t = ki_type_of(ks, v);
    if (ki_from_obj(t) == ki_pk(ks, PK_BUFFER)) return ki_pk_save_buffer(ks, p, v);
    if (p->call_reducer != KI_ABSENT) {
        KiValue r = ki_call1(ks, p->call_reducer, v);
        if (r != KI_NOT_IMPLEMENTED) return save_reduced(ks, p, v, r);
    }
    if (t == ks->types[KI_K_TYPE]) return save_type(ks, p, v);
    if (t == ks->types[KI_K_FUNC]) return ki_pk_save_global(ks, p, v, KI_ABSENT);
    KiValue f = table_entry(ks, p, t);
    if (f == KI_ERR) return false;
    if (f != KI_ABSENT) {
        KiValue r = ki_call1(ks, f, v);
        ki_decref(ks, f);
        return save_reduced(ks, p, v, r);
    }
    if (ki_is_subtype(t, ks->types[KI_K_TYPE])) return ki_pk_save_global(ks, p, v, KI_ABSENT);
    return save_reduced(ks, p, v, call_reduce(ks, p, v));
}
