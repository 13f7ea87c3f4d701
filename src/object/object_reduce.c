/* object.__reduce_ex__, __reduce__ and __getstate__: how any instance is taken apart for copy and
 * pickle (protocol 2 and up: cls.__new__(cls, *args), state, list items, dict items). */
#include "heap.h"
#include "obj_int.h"
#include "object_private.h"
#include "slot.h"

static KiValue cannot_pickle(KiState *ks, KiValue o) {
    return ki_raise(ks, KI_EXC_TypeError, "cannot pickle '%s' object", ki_type_name(ks, o));
}

/* Values of the attributes that the class names in __slotnames__, which copyreg keeps there. */
static KiValue named_state(KiState *ks, KiValue o, KiValue names) {
    KiTuple *t = ki_to_tuple(ks, names);
    KiDict *d = t ? ki_dict_new(ks) : NULL;
    bool ok = d != NULL;
    for (int64_t i = 0; ok && i < t->len; i++) {
        if (!ki_is_str(t->items[i])) continue;
        KiValue v = ki_getattr_opt(ks, o, ki_str_of(t->items[i]));
        ok = v != KI_ERR && (v == KI_ABSENT || ki_dict_set(ks, d, t->items[i], v));
        if (v != KI_ERR) ki_decref(ks, v);
    }
    if (t) ki_decref_obj(ks, &t->h);
    if (ok && d->used) return ki_from_obj(d);
    if (d) ki_decref_obj(ks, (KiObj *)d);
    return ok ? KI_ABSENT : KI_ERR;
}

static KiValue copyreg_attr(KiState *ks, const char *name) {
    KiValue m = ki_import(ks, "copyreg");
    if (m == KI_ERR) return KI_ERR;
    KiValue f = ki_getattr_cstr(ks, m, name);
    ki_decref(ks, m);
    return f;
}

/* Values of all __slots__ members that are set, as a dict; KI_ABSENT if the classes have none. The
 * names are those that copyreg notes in the class when it is first asked. */
static KiValue slots_state(KiState *ks, KiValue o) {
    KiType *t = ki_type_of(ks, o);
    if (!(t->flags & KI_TF_HEAP)) return KI_ABSENT;
    KiValue names = ki_dict_get_str(ks, t->dict, ks->names.d_slotnames);
    if (names == KI_ERR) return KI_ERR;
    if (names != KI_ABSENT) {
        ki_incref(names);
    } else {
        KiValue f = copyreg_attr(ks, "_slotnames");
        names = f == KI_ERR ? KI_ERR : ki_call1(ks, f, ki_from_obj(t));
        ki_decref(ks, f);
        if (names == KI_ERR) return KI_ERR;
    }
    KiValue state = KI_ABSENT;
    if (ki_is_kind(names, KI_K_LIST))
        state = named_state(ks, o, names);
    else if (names != KI_NONE)
        state = ki_raise(ks, KI_EXC_TypeError, "%s.__slotnames__ should be a list or None, not %s",
                         ki_type_cname(ks, t), ki_type_name(ks, names));
    ki_decref(ks, names);
    return state;
}

/* What object.__getstate__ gives: dict, None, or (dict or None, slots dict). Owned. */
static KiValue default_state(KiState *ks, KiValue o) {
    KiValue state = KI_NONE;
    if (ki_is_type(o)) {
        KiDict *d = ki_dict_copy(ks, ((KiType *)ki_obj(o))->dict);
        if (!d) return KI_ERR;
        state = ki_from_obj(d);
    } else if (ki_is_ptr(o) && (ki_obj_type(ki_obj(o))->flags & KI_TF_HAS_DICT)) {
        KiDict *d = ki_instance_dict_copy(ks, ki_obj(o));
        if (!d) return KI_ERR;
        state = ki_from_obj(d);
        if (!d->used) {
            ki_decref(ks, state);
            state = KI_NONE;
        }
    }
    KiValue slots = ki_is_ptr(o) ? slots_state(ks, o) : KI_ABSENT;
    if (slots == KI_ABSENT) return state;
    KiValue pair = slots == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, state, slots);
    ki_decref(ks, state);
    if (slots != KI_ERR) ki_decref(ks, slots);
    return pair;
}

static KiValue object_getstate(KiState *ks, KiValue *args, int nargs) {
    return default_state(ks, args[0]);
}

static KiValue get_state(KiState *ks, KiValue o, bool required) {
    KiType *t = ki_type_of(ks, o);
    KiValue f = ki_type_lookup(ks, t, ks->names.d_getstate);
    bool own = f == ki_type_lookup(ks, ks->types[KI_K_OBJECT], ks->names.d_getstate) &&
               !ki_is_type(o);                           /* a class has its instances' method */
    if (own && required && t->layout == KI_K_MEMORYVIEW) /* CPython's has a variable size */
        return ki_raise(ks, KI_EXC_TypeError, "cannot pickle memoryview objects");
    bool bare = t->layout == KI_K_OBJECT || t->layout == KI_K_NONE;
    if (own && required && !bare && t->layout != KI_K_EXCEPTION && !(t->flags & KI_TF_BOXED))
        return cannot_pickle(ks, o);
    return ki_call_method(ks, o, ks->names.d_getstate, NULL, 0);
}

static void bad_newargs_ex(KiState *ks, KiValue r) {
    if (!ki_is_tuple(r))
        ki_raise(ks, KI_EXC_TypeError, "__getnewargs_ex__ should return a tuple, not '%s'",
                 ki_type_name(ks, r));
    else if (ki_tuple_of(r)->len != 2)
        ki_raise(ks, KI_EXC_ValueError,
                 "__getnewargs_ex__ should return a tuple of length 2, not %lld",
                 (long long)ki_tuple_of(r)->len);
    else if (!ki_is_tuple(ki_tuple_of(r)->items[0]))
        ki_raise(ks, KI_EXC_TypeError,
                 "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'",
                 ki_type_name(ks, ki_tuple_of(r)->items[0]));
    else
        ki_raise(ks, KI_EXC_TypeError,
                 "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'",
                 ki_type_name(ks, ki_tuple_of(r)->items[1]));
}

/* Arguments for __new__: *args owned tuple (or ABSENT: none given), *kwargs owned dict or ABSENT.
 */
static bool get_new_args(KiState *ks, KiValue o, KiValue *args, KiValue *kwargs) {
    *args = *kwargs = KI_ABSENT;
    KiValue r = ki_slot_call(ks, o, ks->names.d_getnewargs_ex, NULL, 0);
    if (r == KI_ERR) return false;
    if (r != KI_ABSENT) {
        bool ok = ki_is_tuple(r) && ki_tuple_of(r)->len == 2 &&
                  ki_is_tuple(ki_tuple_of(r)->items[0]) && ki_is_dict(ki_tuple_of(r)->items[1]);
        if (ok) {
            *args = ki_new_ref(ki_tuple_of(r)->items[0]);
            *kwargs = ki_new_ref(ki_tuple_of(r)->items[1]);
        } else {
            bad_newargs_ex(ks, r);
        }
        ki_decref(ks, r);
        return ok;
    }
    r = ki_slot_call(ks, o, ks->names.d_getnewargs, NULL, 0);
    if (r == KI_ERR) return false;
    if (r != KI_ABSENT && !ki_is_tuple(r)) {
        ki_raise(ks, KI_EXC_TypeError, "__getnewargs__ should return a tuple, not '%s'",
                 ki_type_name(ks, r));
        ki_decref(ks, r);
        return false;
    }
    if (r == KI_ABSENT && ki_unbox(o) != o) { /* the built-in value inside is the argument */
        KiValue inner = ki_unbox(o);
        r = ki_tuple_from(ks, &inner, 1);
        if (r == KI_ERR) return false;
    }
    *args = r;
    return true;
}

/* (cls, *args) */
static KiValue with_class(KiState *ks, KiValue cls, KiValue args) {
    int64_t n = args == KI_ABSENT ? 0 : ki_tuple_of(args)->len;
    KiTuple *t = ki_tuple_alloc(ks, n + 1);
    if (!t) return KI_ERR;
    t->items[0] = ki_new_ref(cls);
    for (int64_t i = 0; i < n; i++)
        t->items[i + 1] = ki_new_ref(ki_tuple_of(args)->items[i]);
    return ki_from_obj(t);
}

/* Iterators over list items and dict items of subclasses of list and dict. */
static bool get_items(KiState *ks, KiValue o, KiValue *list_items, KiValue *dict_items) {
    *list_items = *dict_items = KI_NONE;
    if (ki_has_layout(o, KI_K_LIST) && (*list_items = ki_iter(ks, o)) == KI_ERR) return false;
    if (!ki_has_layout(o, KI_K_DICT)) return true;
    KiValue items = ki_call_method(ks, o, ks->names.n_items, NULL, 0);
    if (items == KI_ERR) return false;
    *dict_items = ki_iter(ks, items);
    ki_decref(ks, items);
    return *dict_items != KI_ERR;
}

static void release_all(KiState *ks, KiValue *v, int n) {
    for (int i = 0; i < n; i++)
        if (v[i] != KI_ERR) ki_decref(ks, v[i]);
}

static KiValue reduce_newobj(KiState *ks, KiValue o) {
    KiType *t = ki_type_of(ks, o);
    KiValue args, kwargs, cls = ki_from_obj(t), r = KI_ERR;
    if (!t->slots->new_) return cannot_pickle(ks, o);
    if (!get_new_args(ks, o, &args, &kwargs)) return KI_ERR;
    bool has_args = args != KI_ABSENT, has_kw = kwargs != KI_ABSENT && ki_dict_of(kwargs)->used;
    KiValue parts[5] = {KI_ERR, KI_ERR, KI_ERR, KI_ERR, KI_ERR};
    parts[0] = copyreg_attr(ks, has_kw ? "__newobj_ex__" : "__newobj__");
    if (parts[0] == KI_ERR) goto done;
    parts[1] = has_kw ? ki_tuple_pack(ks, 3, cls, args, kwargs) : with_class(ks, cls, args);
    if (parts[1] == KI_ERR) goto done;
    bool container = ki_has_layout(o, KI_K_LIST) || ki_has_layout(o, KI_K_DICT);
    parts[2] = get_state(ks, o, !has_args && !container);
    if (parts[2] == KI_ERR || !get_items(ks, o, &parts[3], &parts[4])) goto done;
    r = ki_tuple_from(ks, parts, 5);
done:
    release_all(ks, parts, 5);
    ki_decref(ks, args);
    ki_decref(ks, kwargs);
    return r;
}

static KiValue reduce_protocol(KiState *ks, KiValue o, int64_t protocol) {
    if (protocol >= 2) return reduce_newobj(ks, o);
    KiValue f = copyreg_attr(ks, "_reduce_ex");
    if (f == KI_ERR) return KI_ERR;
    KiValue r = ki_call2(ks, f, o, ki_small_int(protocol));
    ki_decref(ks, f);
    return r;
}

/* The text that names an immediate without a class of its own; KI_ABSENT for others. */
static KiValue reduce_immediate(KiState *ks, KiValue o) {
    if (o == KI_ELLIPSIS) return ki_text(ks, "Ellipsis");
    return o == KI_NOT_IMPLEMENTED ? ki_text(ks, "NotImplemented") : KI_ABSENT;
}

static KiValue object_reduce(KiState *ks, KiValue *args, int nargs) {
    return reduce_protocol(ks, args[0], 0);
}

/* The bound __reduce__ of an object whose class has another one than object; ABSENT. The object
 * and the class are asked as Python code would ask them, so that their hooks see it. */
static bool own_reduce(KiState *ks, KiValue o, KiValue *out) {
    KiValue bound = ki_getattr_opt(ks, o, ks->names.d_reduce);
    *out = KI_ABSENT;
    if (bound == KI_ERR || bound == KI_ABSENT) return bound == KI_ABSENT;
    KiValue of_class = ki_getattr(ks, ki_from_obj(ki_type_of(ks, o)), ks->names.d_reduce);
    if (of_class != KI_ERR &&
        of_class != ki_type_lookup(ks, ks->types[KI_K_OBJECT], ks->names.d_reduce))
        *out = ki_new_ref(bound);
    ki_decref(ks, bound);
    if (of_class != KI_ERR) ki_decref(ks, of_class);
    return of_class != KI_ERR;
}

static KiValue object_reduce_ex(KiState *ks, KiValue *args, int nargs) {
    int64_t protocol;
    KiValue n = ki_index(ks, args[1]);
    if (n == KI_ERR) return KI_ERR;
    bool fits = ki_int_try_i64(n, &protocol) && protocol == (int)protocol;
    ki_decref(ks, n);
    if (!fits)
        return ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C int");
    KiValue own;
    if (!own_reduce(ks, args[0], &own)) return KI_ERR;
    if (own != KI_ABSENT) {
        KiValue r = ki_call(ks, own, NULL, 0, KI_ABSENT);
        ki_decref(ks, own);
        return r;
    }
    KiValue name = reduce_immediate(ks, args[0]);
    return name == KI_ABSENT ? reduce_protocol(ks, args[0], protocol) : name;
}

static const KiDef reduce_methods[] = {
    {"__reduce_ex__", "(self, protocol, /)", object_reduce_ex,
     "Parts to make the object from again, for pickle.", 0},
    {"__reduce__", "(self, /)", object_reduce, "Parts to make the object from again, for pickle.",
     0},
    {"__getstate__", "(self, /)", object_getstate, "The object's attributes, for pickle.", 0},
    KI_DEF_END};

bool ki_reduce_methods_init(KiState *ks) {
    return ki_type_add_methods(ks, ks->types[KI_K_OBJECT], reduce_methods);
}
