/* Unpickling, the part that names classes, calls them and fills objects. */
#include "../object/audit.h"
#include "pickle_load.h"

static bool unpickling_error(KiState *ks, const char *text) {
    ki_pk_raise(ks, PK_UNPICKLING_ERROR, "%s", text);
    return false;
}
static bool wrong_type(KiState *ks, const char *op, const char *what, const char *kind, KiValue v) {
    ki_pk_raise(ks, PK_UNPICKLING_ERROR, "%s %s argument must be a %s, not %.200s", op, what, kind,
                ki_type_name(ks, v));
    return false;
}

/* --- names --- */

/* Python 2's names as today's; both owned and replaced. */
static bool new_names(KiState *ks, KiValue *module, KiValue *name) {
    KiValue names = ki_pk(ks, PK_NAMES_2TO3);
    KiValue imports = names == KI_ERR ? KI_ERR : ki_pk(ks, PK_IMPORTS_2TO3);
    if (imports == KI_ERR || !ki_is_dict(names) || !ki_is_dict(imports)) return imports != KI_ERR;
    KiValue key = ki_tuple_pack(ks, 2, *module, *name);
    KiValue v = key == KI_ERR ? KI_ERR : ki_dict_get(ks, ki_dict_of(names), key);
    ki_decref(ks, key);
    if (v == KI_ERR) return false;
    if (v != KI_ABSENT && ki_is_tuple(v) && ki_tuple_of(v)->len == 2) {
        KiTuple *t = ki_tuple_of(v);
        ki_assign(ks, module, ki_new_ref(t->items[0]));
        ki_assign(ks, name, ki_new_ref(t->items[1]));
    } else {
        v = ki_dict_get(ks, ki_dict_of(imports), *module);
        if (v == KI_ERR) return false;
        if (v != KI_ABSENT) ki_assign(ks, module, ki_new_ref(v));
    }
    return true;
}
static KiValue no_attribute(KiState *ks, const char *fmt, KiValue name, KiValue module) {
    KiValue a = KI_ABSENT, b = KI_ABSENT;
    const char *n = ki_pk_repr(ks, name, &a), *m = n ? ki_pk_repr(ks, module, &b) : NULL;
    if (m) ki_raise(ks, KI_EXC_AttributeError, "Can't %s attribute %s on %s", fmt, n, m);
    ki_decref(ks, a);
    ki_decref(ks, b);
    return KI_ERR;
}
static KiValue attribute_of(KiState *ks, KiUnpickler *u, KiValue module, KiValue name) {
    KiStr *path = ki_str_of(name);
    KiValue v;
    if (u->proto >= 4) {
        if (ki_pk_has_locals(path)) return no_attribute(ks, "pickle local", name, module);
        v = ki_pk_dotted(ks, module, path, NULL);
    } else {
        v = ki_getattr_opt(ks, module, path);
    }
    return v == KI_ABSENT ? no_attribute(ks, "get", name, module) : v;
}
KiValue ki_unpickler_find_class(KiState *ks, KiUnpickler *u, KiValue module, KiValue name) {
    if (!ki_is_str(module) || !ki_is_str(name))
        return ki_raise(ks, KI_EXC_TypeError, "find_class() arguments must be str");
    if (!ki_audit(ks, "pickle.find_class", "OO", module, name)) return KI_ERR;
    ki_incref(module);
    ki_incref(name);
    KiValue m = KI_ERR, v = KI_ERR;
    if ((u->proto >= 3 || !u->fix_imports || new_names(ks, &module, &name)) && ki_is_str(module) &&
        ki_is_str(name))
        m = ki_pk_module(ks, ki_str_of(module));
    if (m != KI_ERR) v = attribute_of(ks, u, m, name);
    ki_decref(ks, m);
    ki_decref(ks, module);
    ki_decref(ks, name);
    return v;
}
/* The class by the user's find_class, if there is one. */
static KiValue find_class(KiState *ks, KiUnpickler *u, KiValue module, KiValue name) {
    if (u->self == KI_ABSENT) return ki_unpickler_find_class(ks, u, module, name);
    KiValue args[2] = {module, name};
    return ki_call_method_cstr(ks, u->self, "find_class", args, 2);
}
static KiValue read_name(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    if (!ki_pk_read_line(ks, u, &p, &n)) return KI_ERR;
    return ki_decode(ks, p, n - 1, u->proto >= 3 ? "utf-8" : "ascii", "strict");
}
static KiValue read_class(KiState *ks, KiUnpickler *u) {
    KiValue module = read_name(ks, u), name = module == KI_ERR ? KI_ERR : read_name(ks, u);
    KiValue cls = name == KI_ERR ? KI_ERR : find_class(ks, u, module, name);
    ki_decref(ks, module);
    ki_decref(ks, name);
    return cls;
}
static bool load_stack_global(KiState *ks, KiUnpickler *u) {
    bool two = u->n >= u->fence + 2;
    KiValue *at = two ? &u->stack[u->n - 2] : NULL;
    if (!two || !ki_is_str_exact(at[0]) || !ki_is_str_exact(at[1]))
        return unpickling_error(ks, "STACK_GLOBAL requires str");
    KiValue module = at[0], name = at[1];
    u->n -= 2;
    KiValue cls = find_class(ks, u, module, name);
    ki_decref(ks, module);
    ki_decref(ks, name);
    return ki_pk_push(ks, u, cls);
}

static bool load_extension(KiState *ks, KiUnpickler *u, int bytes) {
    uint64_t code;
    if (!ki_pk_read_number(ks, u, bytes, &code)) return false;
    if (!code || code > INT32_MAX) return unpickling_error(ks, "EXT specifies code <= 0");
    KiValue cache = ki_pk(ks, PK_EXTENSION_CACHE), key = ki_small_int((int64_t)code);
    KiValue table = cache == KI_ERR ? KI_ERR : ki_pk(ks, PK_INVERTED);
    if (table == KI_ERR || !ki_is_dict(cache) || !ki_is_dict(table)) return false;
    KiValue v = ki_dict_get(ks, ki_dict_of(cache), key);
    if (v == KI_ERR) return false;
    if (v != KI_ABSENT) return ki_pk_push(ks, u, ki_new_ref(v));
    KiValue pair = ki_dict_get(ks, ki_dict_of(table), key);
    if (pair == KI_ERR) return false;
    if (pair == KI_ABSENT) {
        ki_raise(ks, KI_EXC_ValueError, "unregistered extension code %lld", (long long)code);
        return false;
    }
    if (!ki_is_tuple(pair) || ki_tuple_of(pair)->len != 2) {
        ki_raise(ks, KI_EXC_ValueError,
                 "_inverted_registry[%lld] isn't a 2-tuple containing two strings",
                 (long long)code);
        return false;
    }
    ki_incref(pair);
    KiValue cls = find_class(ks, u, ki_tuple_of(pair)->items[0], ki_tuple_of(pair)->items[1]);
    ki_decref(ks, pair);
    if (cls == KI_ERR) return false;
    if (!ki_dict_set(ks, ki_dict_of(cache), key, cls)) {
        ki_decref(ks, cls);
        return false;
    }
    return ki_pk_push(ks, u, cls);
}

static bool load_persistent(KiState *ks, KiUnpickler *u, KiValue id /* consumed */) {
    KiValue v = id == KI_ERR ? KI_ERR : ki_call1(ks, u->call_persistent, id);
    ki_decref(ks, id);
    return ki_pk_push(ks, u, v);
}
static bool has_persistent(KiState *ks, KiUnpickler *u) {
    if (u->call_persistent != KI_ABSENT) return true;
    return unpickling_error(ks, "A load persistent id instruction was encountered,\n"
                                "but no persistent_load function was specified.");
}
static bool load_persid(KiState *ks, KiUnpickler *u) {
    const uint8_t *p;
    size_t n;
    if (!has_persistent(ks, u) || !ki_pk_read_line(ks, u, &p, &n)) return false;
    for (size_t i = 0; i < n; i++)
        if (p[i] >= 0x80)
            return unpickling_error(ks, "persistent IDs in protocol 0 must be ASCII strings");
    return load_persistent(ks, u, ki_str_from_utf8(ks, (const char *)p, n - 1));
}

/* --- calls --- */

static bool load_reduce(KiState *ks, KiUnpickler *u) {
    KiValue args = ki_pk_pop(ks, u), f = args == KI_ERR ? KI_ERR : ki_pk_pop(ks, u), v = KI_ERR;
    if (f != KI_ERR && ki_is_tuple(args))
        v = ki_call_tuple(ks, f, ki_tuple_of(args), NULL);
    else if (f != KI_ERR)
        ki_raise(ks, KI_EXC_TypeError, "argument list must be a tuple");
    ki_decref(ks, args);
    ki_decref(ks, f);
    return ki_pk_push(ks, u, v);
}
/* cls.__new__(cls, *args, **kwargs) */
static KiValue call_new(KiState *ks, KiValue cls, KiTuple *args, KiDict *kw) {
    KiType *t = (KiType *)ki_obj(cls);
    if (!t->slots->new_)
        return ki_pk_raise(ks, PK_UNPICKLING_ERROR,
                           "NEWOBJ class argument '%.200s' must have __new__",
                           ki_str_utf8(ks, t->name, NULL));
    if (!kw && !(t->flags & KI_TF_DISALLOW_NEW))
        return t->slots->new_(ks, t, args->items, (int)args->len, KI_ABSENT);
    KiValue f = ki_getattr(ks, cls, ks->names.d_new);
    KiTuple *all = f == KI_ERR ? NULL : ki_tuple_alloc(ks, args->len + 1);
    if (!all) {
        if (f != KI_ERR) ki_decref(ks, f);
        return KI_ERR;
    }
    all->items[0] = ki_new_ref(cls);
    for (int64_t i = 0; i < args->len; i++)
        all->items[i + 1] = ki_new_ref(args->items[i]);
    KiValue v = ki_call_tuple(ks, f, all, kw);
    ki_decref_obj(ks, &all->h);
    ki_decref(ks, f);
    return v;
}
static bool load_newobj(KiState *ks, KiUnpickler *u, bool ex) {
    const char *op = ex ? "NEWOBJ_EX" : "NEWOBJ";
    KiValue kw = ex ? ki_pk_pop(ks, u) : KI_ABSENT, v = KI_ERR;
    KiValue args = kw == KI_ERR ? KI_ERR : ki_pk_pop(ks, u);
    KiValue cls = args == KI_ERR ? KI_ERR : ki_pk_pop(ks, u);
    if (cls != KI_ERR) {
        bool ok = true;
        if (!ki_is_type(cls))
            ok = wrong_type(ks, op, "class", "type", cls);
        else if (!ki_is_tuple(args))
            ok = wrong_type(ks, op, "args", "tuple", args);
        else if (ex && !ki_is_dict(kw))
            ok = wrong_type(ks, op, "kwargs", "dict", kw);
        if (ok)
            v = call_new(ks, cls, ki_tuple_of(args),
                         ex && ki_dict_of(kw)->used ? ki_dict_of(kw) : NULL);
    }
    if (kw != KI_ERR) ki_decref(ks, kw);
    ki_decref(ks, args);
    ki_decref(ks, cls);
    return ki_pk_push(ks, u, v);
}
/* The opcodes of old-style instances: the class is called, or made bare if there are no arguments.
 */
static KiValue instantiate(KiState *ks, KiValue cls, KiValue args) {
    if (!ki_tuple_of(args)->len && ki_is_type(cls)) {
        KiStr *n = ki_intern_cstr(ks, "__getinitargs__");
        KiValue f = n ? ki_getattr_opt(ks, cls, n) : KI_ERR;
        if (n) ki_decref_obj(ks, &n->h);
        if (f == KI_ERR) return KI_ERR;
        if (f == KI_ABSENT) return call_new(ks, cls, ki_tuple_of(args), NULL);
        ki_decref(ks, f);
    }
    return ki_call_tuple(ks, cls, ki_tuple_of(args), NULL);
}
static bool load_instance(KiState *ks, KiUnpickler *u, bool class_on_stack) {
    size_t at;
    if (!ki_pk_pop_mark(ks, u, &at)) return false;
    if (class_on_stack && u->n <= at) return ki_pk_underflow(ks, u);
    KiValue args = ki_pk_pop_tuple(ks, u, at + class_on_stack);
    if (args == KI_ERR) return false;
    KiValue cls = class_on_stack ? ki_pk_pop(ks, u) : read_class(ks, u);
    KiValue v = cls == KI_ERR ? KI_ERR : instantiate(ks, cls, args);
    ki_decref(ks, cls);
    ki_decref(ks, args);
    return ki_pk_push(ks, u, v);
}

/* --- filling containers --- */

/* o.method(arg) for the values from `at` on. */
static bool call_each(KiState *ks, KiUnpickler *u, KiValue o, const char *method, size_t at) {
    KiStr *n = ki_intern_cstr(ks, method);
    KiValue f = n ? ki_getattr(ks, o, n) : KI_ERR;
    if (n) ki_decref_obj(ks, &n->h);
    bool ok = f != KI_ERR;
    for (size_t i = at; ok && i < u->n; i++) {
        KiValue r = ki_call1(ks, f, u->stack[i]);
        ok = r != KI_ERR;
        ki_decref(ks, r);
    }
    ki_decref(ks, f);
    return ok;
}
static bool extend_by_method(KiState *ks, KiUnpickler *u, KiValue o, size_t at) {
    KiStr *n = ki_intern_cstr(ks, "extend");
    KiValue f = n ? ki_getattr_opt(ks, o, n) : KI_ERR;
    if (n) ki_decref_obj(ks, &n->h);
    if (f == KI_ERR) return false;
    if (f == KI_ABSENT) return call_each(ks, u, o, "append", at);
    KiList *items = ki_list_new(ks, (int64_t)(u->n - at));
    bool ok = items != NULL;
    for (size_t i = at; ok && i < u->n; i++)
        ok = ki_list_append(ks, items, u->stack[i]);
    KiValue r = ok ? ki_call1(ks, f, ki_from_obj(items)) : KI_ERR;
    ki_decref(ks, r);
    ki_decref(ks, f);
    if (items) ki_decref_obj(ks, &items->h);
    return r != KI_ERR;
}
/* The values from `at` on are appended to the one below them. */
static bool append_from(KiState *ks, KiUnpickler *u, size_t at) {
    if (at > u->n || at <= u->fence) return ki_pk_underflow(ks, u);
    if (at == u->n) return true;
    KiValue o = u->stack[at - 1];
    bool ok = true;
    if (ki_is_kind(o, KI_K_LIST)) {
        for (size_t i = at; ok && i < u->n; i++)
            ok = ki_list_append(ks, ki_list_of(o), u->stack[i]);
    } else {
        ok = u->n == at + 1 ? call_each(ks, u, o, "append", at) : extend_by_method(ks, u, o, at);
    }
    ki_pk_drop_to(ks, u, at);
    return ok;
}
static bool set_items_from(KiState *ks, KiUnpickler *u, size_t at) {
    if (at > u->n || at <= u->fence) return ki_pk_underflow(ks, u);
    if (at == u->n) return true;
    if ((u->n - at) % 2) return unpickling_error(ks, "odd number of items for SETITEMS");
    KiValue o = u->stack[at - 1];
    bool ok = true, exact = ki_is_kind(o, KI_K_DICT);
    for (size_t i = at; ok && i + 1 < u->n; i += 2)
        ok = exact ? ki_dict_set(ks, ki_dict_of(o), u->stack[i], u->stack[i + 1])
                   : ki_setitem(ks, o, u->stack[i], u->stack[i + 1]);
    ki_pk_drop_to(ks, u, at);
    return ok;
}
static bool load_add_items(KiState *ks, KiUnpickler *u) {
    size_t at;
    if (!ki_pk_pop_mark(ks, u, &at)) return false;
    if (at > u->n || at <= u->fence) return ki_pk_underflow(ks, u);
    if (at == u->n) return true;
    KiValue o = u->stack[at - 1];
    bool ok = true;
    if (ki_is_kind(o, KI_K_SET)) {
        for (size_t i = at; ok && i < u->n; i++)
            ok = ki_set_add(ks, ki_set_of(o), u->stack[i]);
    } else {
        ok = call_each(ks, u, o, "add", at);
    }
    ki_pk_drop_to(ks, u, at);
    return ok;
}

/* --- state --- */

/* Attribute names are interned, as they are when a script assigns them. */
static bool set_plain_attribute(KiState *ks, KiValue o, KiValue key, KiValue v) {
    if (!ki_is_str_exact(key)) {
        KiValue d = ki_getattr(ks, o, ks->names.d_dict);
        bool ok = d != KI_ERR && ki_setitem(ks, d, key, v);
        ki_decref(ks, d);
        return ok;
    }
    ki_incref(key);
    KiStr *name = ki_str_intern(ks, ki_str_of(key));
    bool ok = name && ki_instance_set_attr(ks, ki_obj(o), name, v);
    if (name) ki_decref_obj(ks, &name->h);
    return ok;
}
static bool update_dict(KiState *ks, KiValue o, KiDict *state) {
    KiValue key, v, d = KI_ABSENT;
    int64_t pos = 0;
    KiType *t = ki_type_of(ks, o);
    /* o.__dict__ itself only where it is something of its own: asking for it makes o slower */
    bool plain = ki_is_ptr(o) && t->flags & KI_TF_HAS_DICT && t->flags & KI_TF_HEAP;
    if (!plain && (d = ki_getattr(ks, o, ks->names.d_dict)) == KI_ERR) return false;
    bool ok = true;
    while (ok && ki_dict_next(state, &pos, &key, &v)) {
        ki_incref(key);
        ki_incref(v);
        ok = plain ? set_plain_attribute(ks, o, key, v) : ki_setitem(ks, d, key, v);
        ki_decref(ks, key);
        ki_decref(ks, v);
    }
    ki_decref(ks, d);
    return ok;
}
static bool set_slots(KiState *ks, KiValue o, KiDict *state) {
    KiValue key, v;
    int64_t pos = 0;
    bool ok = true;
    while (ok && ki_dict_next(state, &pos, &key, &v)) {
        ki_incref(key);
        ki_incref(v);
        if (ki_is_str(key)) {
            ok = ki_setattr(ks, o, ki_str_of(key), v);
        } else {
            ki_raise(ks, KI_EXC_TypeError, "attribute name must be string, not '%.200s'",
                     ki_type_name(ks, key));
            ok = false;
        }
        ki_decref(ks, key);
        ki_decref(ks, v);
    }
    return ok;
}
static bool apply_state(KiState *ks, KiValue o, KiValue state) {
    KiStr *name = ks->names.d_setstate;
    KiValue f = ki_getattr_opt(ks, o, name);
    if (f == KI_ERR) return false;
    if (f != KI_ABSENT) {
        KiValue r = ki_call1(ks, f, state);
        ki_decref(ks, f);
        ki_decref(ks, r);
        return r != KI_ERR;
    }
    KiValue slots = KI_NONE;
    if (ki_is_tuple(state) && ki_tuple_of(state)->len == 2) {
        slots = ki_tuple_of(state)->items[1];
        state = ki_tuple_of(state)->items[0];
    }
    if (state != KI_NONE) {
        if (!ki_is_dict(state)) return unpickling_error(ks, "state is not a dictionary");
        if (!update_dict(ks, o, ki_dict_of(state))) return false;
    }
    if (slots == KI_NONE) return true;
    if (!ki_is_dict(slots)) return unpickling_error(ks, "slot state is not a dictionary");
    return set_slots(ks, o, ki_dict_of(slots));
}
static bool load_build(KiState *ks, KiUnpickler *u) {
    if (u->n < u->fence + 2) return ki_pk_underflow(ks, u);
    KiValue state = ki_pk_pop(ks, u), o = ki_new_ref(u->stack[u->n - 1]);
    bool ok = apply_state(ks, o, state);
    ki_decref(ks, state);
    ki_decref(ks, o);
    return ok;
}

/* --- buffers --- */

static bool load_next_buffer(KiState *ks, KiUnpickler *u) {
    if (u->buffers == KI_ABSENT)
        return unpickling_error(ks, "pickle stream refers to out-of-band data but no *buffers* "
                                    "argument was given");
    KiValue b = ki_next(ks, u->buffers);
    if (b == KI_ABSENT) return unpickling_error(ks, "not enough out-of-band buffers");
    return ki_pk_push(ks, u, b);
}
static bool load_readonly(KiState *ks, KiUnpickler *u) {
    if (u->n <= u->fence) return ki_pk_underflow(ks, u);
    KiValue b = ki_new_ref(u->stack[u->n - 1]);
    KiValue view = ki_call1(ks, ki_from_obj(ks->types[KI_K_MEMORYVIEW]), b);
    KiValue ro = view == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, view, "readonly");
    bool ok = ro != KI_ERR;
    if (ok && ro != KI_TRUE) {
        KiValue r = ki_call_method_cstr(ks, view, "toreadonly", NULL, 0);
        ok = r != KI_ERR;
        if (ok) ki_assign(ks, &u->stack[u->n - 1], r);
    }
    ki_decref(ks, view);
    ki_decref(ks, b);
    return ok;
}

/* --- dispatch --- */

bool ki_pk_load_object(KiState *ks, KiUnpickler *u, uint8_t op) {
    size_t at;
    switch (op) {
    case OP_GLOBAL:
        return ki_pk_push(ks, u, read_class(ks, u));
    case OP_STACK_GLOBAL:
        return load_stack_global(ks, u);
    case OP_REDUCE:
        return load_reduce(ks, u);
    case OP_NEWOBJ:
        return load_newobj(ks, u, false);
    case OP_NEWOBJ_EX:
        return load_newobj(ks, u, true);
    case OP_INST:
        return load_instance(ks, u, false);
    case OP_OBJ:
        return load_instance(ks, u, true);
    case OP_APPEND:
        if (u->n <= u->fence) return ki_pk_underflow(ks, u);
        return append_from(ks, u, u->n - 1);
    case OP_APPENDS:
        return ki_pk_pop_mark(ks, u, &at) && append_from(ks, u, at);
    case OP_SETITEM:
        if (u->n < u->fence + 2) return ki_pk_underflow(ks, u);
        return set_items_from(ks, u, u->n - 2);
    case OP_SETITEMS:
        return ki_pk_pop_mark(ks, u, &at) && set_items_from(ks, u, at);
    case OP_ADDITEMS:
        return load_add_items(ks, u);
    case OP_BUILD:
        return load_build(ks, u);
    case OP_EXT1:
        return load_extension(ks, u, 1);
    case OP_EXT2:
        return load_extension(ks, u, 2);
    case OP_EXT4:
        return load_extension(ks, u, 4);
    case OP_PERSID:
        return load_persid(ks, u);
    case OP_BINPERSID:
        return has_persistent(ks, u) && load_persistent(ks, u, ki_pk_pop(ks, u));
    case OP_NEXT_BUFFER:
        return load_next_buffer(ks, u);
    case OP_READONLY_BUFFER:
        return load_readonly(ks, u);
    default:
        return false;
    }
}

bool ki_pk_load_begin(KiState *ks, KiUnpickler *u, KiValue self) {
    u->self = KI_ABSENT;
    u->call_persistent = ki_new_ref(u->persistent_load);
    if (self == KI_ABSENT) return true;
    KiType *base = (KiType *)ki_obj(ki_pk(ks, PK_UNPICKLER)), *t = ki_type_of(ks, self);
    KiStr *n = ki_intern_cstr(ks, "find_class");
    if (!n) return false;
    KiValue own = ki_instance_attr(ks, ki_obj(self), n);
    if (own != KI_ABSENT || ki_type_lookup(ks, t, n) != ki_type_lookup(ks, base, n)) u->self = self;
    ki_decref(ks, own);
    ki_decref_obj(ks, &n->h);
    if (u->call_persistent == KI_ABSENT && t != base) {
        KiStr *load = ki_intern_cstr(ks, "persistent_load");
        u->call_persistent = load ? ki_getattr_opt(ks, self, load) : KI_ERR;
        if (load) ki_decref_obj(ks, &load->h);
        if (u->call_persistent == KI_ERR) {
            u->call_persistent = KI_ABSENT;
            return false;
        }
    }
    return true;
}
