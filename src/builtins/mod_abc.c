/* The module _abc: what abstract base classes know of other classes (PEP 3119).
 *
 * Each has one _abc_data: the classes registered with it, and those that were asked for before,
 * with the answer. "No" counts until anything is registered anywhere. A class is kept by its
 * address and a weak reference to it, which tells whether it is still the same; what has gone is
 * swept out when a table grows. */
#include "../object/containers.h"
#include "../object/depth.h"
#include "../object/type_layout.h"
#include "../vm/vm.h"
#include "abc.h"
#include "builtins.h"

/* Of slot[KI_BI_ABC], a list. */
enum { THE_TYPE, TOKEN, INSTANCE_HOOK, SUBCLASS_HOOK, IMPL_NAME, N_STATE };

typedef struct Known {
    KiDict *refs; /* address -> weak reference */
    int64_t next_sweep;
} Known;
typedef struct AbcData {
    KiObj h;
    Known registry, yes, no;
    KiValue version; /* the token when `no` was last emptied */
} AbcData;

static KiValue *state(KiState *ks) {
    return ki_list_of(ks->bi->slot[KI_BI_ABC])->items;
}

/* --- tables of classes --- */

/* Addresses have 47 bits: an immediate int. */
static KiValue key_of(KiValue cls) {
    return ki_small_int((int64_t)((uintptr_t)ki_obj(cls) >> 4));
}

static bool has(KiState *ks, const Known *k, KiValue cls) {
    if (!k->refs || !ki_is_ptr(cls)) return false;
    KiValue ref = ki_dict_get(ks, k->refs, key_of(cls));
    return ref != KI_ABSENT && ((KiWeakref *)ki_obj(ref))->target == cls;
}
/* 1, 0, or -1: what is found in a set is compared, which is a level of recursion. */
static int knows(KiState *ks, const Known *k, KiValue cls) {
    if (!has(ks, k, cls)) return 0;
    return ki_depth_room(ks, " in comparison") ? 1 : -1;
}
/* What cls is known to be: 1, 0, -1 raised, 2 it is not known. */
static int answer_for(KiState *ks, const AbcData *d, KiValue cls, bool also_no) {
    int r = knows(ks, &d->yes, cls);
    if (r) return r;
    r = also_no ? knows(ks, &d->no, cls) : 0;
    return r < 0 ? -1 : r ? 0 : 2;
}

static bool is_dead(KiValue ref) {
    return !ki_is_ptr(((KiWeakref *)ki_obj(ref))->target);
}

static bool sweep(KiState *ks, Known *k) {
    KiDict *left = ki_dict_new(ks);
    bool ok = left != NULL;
    int64_t at = 0;
    KiValue key, ref;
    while (ok && ki_dict_next(k->refs, &at, &key, &ref))
        if (!is_dead(ref)) ok = ki_dict_set(ks, left, key, ref);
    if (!ok) {
        if (left) ki_decref_obj(ks, &left->h);
        return false;
    }
    ki_decref_obj(ks, &k->refs->h);
    k->refs = left;
    k->next_sweep = 2 * (int64_t)left->used + 16;
    return true;
}

static bool add(KiState *ks, Known *k, KiValue cls) {
    if (!k->refs && !(k->refs = ki_dict_new(ks))) return false;
    if ((int64_t)k->refs->used >= k->next_sweep && !sweep(ks, k)) return false;
    KiValue ref = ki_weakref_new(ks, ks->types[KI_K_WEAKREF], cls, KI_NONE);
    bool ok = ref != KI_ERR && ki_dict_set(ks, k->refs, key_of(cls), ref);
    if (ref != KI_ERR) ki_decref(ks, ref);
    return ok;
}

static void forget(KiState *ks, Known *k) {
    if (k->refs) ki_decref_obj(ks, &k->refs->h);
    *k = (Known){0};
}

/* A set of the weak references, for those who want to see them. */
static KiValue shown(KiState *ks, const Known *k) {
    KiSet *s = ki_set_new(ks, false);
    int64_t at = 0;
    KiValue key, ref;
    while (s && k->refs && ki_dict_next(k->refs, &at, &key, &ref)) {
        if (is_dead(ref) || ki_set_add(ks, s, ref)) continue;
        ki_decref_obj(ks, &s->h);
        s = NULL;
    }
    return s ? ki_from_obj(s) : KI_ERR;
}

/* --- what a class has --- */

static void data_dealloc(KiState *ks, KiObj *o) {
    AbcData *d = (AbcData *)o;
    forget(ks, &d->registry);
    forget(ks, &d->yes);
    forget(ks, &d->no);
}

static KiValue data_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    AbcData *d = (AbcData *)ki_instance_alloc(ks, cls);
    if (!d) return KI_ERR;
    d->version = state(ks)[TOKEN];
    return ki_from_obj(d);
}

/* Owned; NULL: the class has none, TypeError or what asking raised. */
static AbcData *data_of(KiState *ks, KiValue cls) {
    KiValue v = ki_getattr_cstr(ks, cls, "_abc_impl");
    if (v == KI_ERR) return NULL;
    if (ki_is_ptr(v) && ki_from_obj(ki_obj_type(ki_obj(v))) == state(ks)[THE_TYPE])
        return (AbcData *)ki_obj(v);
    ki_decref(ks, v);
    ki_raise(ks, KI_EXC_TypeError, "_abc_impl is set to a wrong type");
    return NULL;
}

static int is_abstract(KiState *ks, KiValue v) {
    KiStr *name = ki_intern_cstr(ks, "__isabstractmethod__");
    if (!name) return -1;
    KiValue flag = ki_getattr_opt(ks, v, name);
    ki_decref_obj(ks, &name->h);
    if (flag == KI_ABSENT || flag == KI_ERR) return flag == KI_ERR ? -1 : 0;
    int t = ki_truth(ks, flag);
    ki_decref(ks, flag);
    return t;
}

/* The abstract names among the class's own. */
static bool own_abstract(KiState *ks, KiValue cls, KiSet *found) {
    KiValue ns = ki_getattr(ks, cls, ks->names.d_dict);
    KiValue items = ns == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, ns, "items", NULL, 0);
    KiList *pairs = items == KI_ERR ? NULL : ki_to_list(ks, items);
    ki_decref(ks, items);
    ki_decref(ks, ns);
    bool ok = pairs != NULL;
    for (int64_t i = 0; ok && i < pairs->len; i++) {
        if (!ki_is_kind(pairs->items[i], KI_K_TUPLE) || ki_tuple_of(pairs->items[i])->len != 2) {
            ki_raise(ks, KI_EXC_TypeError, "Iteration over mapping.items() must give pairs");
            ok = false;
            break;
        }
        KiValue *pair = ki_tuple_of(pairs->items[i])->items;
        int abstract = is_abstract(ks, pair[1]);
        ok = abstract >= 0 && (!abstract || ki_set_add(ks, found, pair[0]));
    }
    if (pairs) ki_decref_obj(ks, &pairs->h);
    return ok;
}

/* And among those that a base says are. */
static bool inherited_abstract(KiState *ks, KiValue cls, KiValue base, KiSet *found) {
    KiStr *attr = ki_intern_cstr(ks, "__abstractmethods__");
    KiValue names = attr ? ki_getattr_opt(ks, base, attr) : KI_ERR;
    if (attr) ki_decref_obj(ks, &attr->h);
    if (names == KI_ABSENT || names == KI_ERR) return names == KI_ABSENT;
    KiList *l = ki_to_list(ks, names);
    ki_decref(ks, names);
    bool ok = l != NULL;
    for (int64_t i = 0; ok && i < l->len; i++) {
        if (!ki_is_str(l->items[i])) {
            ki_raise(ks, KI_EXC_TypeError, "attribute name must be string, not '%s'",
                     ki_type_name(ks, l->items[i]));
            ok = false;
            break;
        }
        KiValue v = ki_getattr_opt(ks, cls, ki_str_of(l->items[i]));
        int abstract = v == KI_ERR ? -1 : v == KI_ABSENT ? 0 : is_abstract(ks, v);
        if (v != KI_ERR && v != KI_ABSENT) ki_decref(ks, v);
        ok = abstract >= 0 && (!abstract || ki_set_add(ks, found, l->items[i]));
    }
    if (l) ki_decref_obj(ks, &l->h);
    return ok;
}

static bool set_abstract(KiState *ks, KiValue cls) {
    KiSet *found = ki_set_new(ks, true);
    bool ok = found && own_abstract(ks, cls, found);
    KiValue bases = ok ? ki_getattr_cstr(ks, cls, "__bases__") : KI_ERR;
    ok = bases != KI_ERR;
    if (ok && !ki_is_tuple(bases)) {
        ki_raise(ks, KI_EXC_TypeError, "__bases__ is not tuple");
        ok = false;
    }
    for (int64_t i = 0; ok && i < ki_tuple_of(bases)->len; i++)
        ok = inherited_abstract(ks, cls, ki_tuple_of(bases)->items[i], found);
    KiStr *attr = ok ? ki_intern_cstr(ks, "__abstractmethods__") : NULL;
    ok = attr && ki_setattr(ks, cls, attr, ki_from_obj(found));
    if (attr) ki_decref_obj(ks, &attr->h);
    ki_decref(ks, bases);
    if (found) ki_decref_obj(ks, &found->h);
    return ok;
}

static void set_pattern_kind(KiType *t, int kind) {
    t->flags &= ~(uint32_t)(KI_TF_SEQUENCE | KI_TF_MAPPING);
    t->flags |= kind & 1 << 5 ? KI_TF_SEQUENCE : KI_TF_MAPPING;
}

/* __abc_tpflags__, which says that instances match patterns of sequences or mappings. */
static bool take_pattern_kind(KiState *ks, KiValue cls) {
    enum { BOTH = 1 << 5 | 1 << 6 };
    if (!ki_is_type(cls)) return true;
    KiType *t = (KiType *)ki_obj(cls);
    KiStr *name = ki_intern_cstr(ks, "__abc_tpflags__");
    if (!name) return false;
    KiValue v = ki_dict_get_str(ks, t->dict, name);
    bool ok = v != KI_ERR;
    if (ok && v != KI_ABSENT) {
        int64_t n = 0;
        if (ki_is_exact_int(v)) ki_int_try_i64(v, &n);
        if ((n & BOTH) == BOTH) {
            ki_raise(ks, KI_EXC_TypeError,
                     "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
            ok = false;
        } else {
            if (n & BOTH) set_pattern_kind(t, (int)(n & BOTH));
            ok = ki_setattr(ks, cls, name, KI_ABSENT);
        }
    }
    ki_decref_obj(ks, &name->h);
    return ok;
}

static KiValue f_init(KiState *ks, KiValue *a, int n) {
    if (!set_abstract(ks, a[0])) return KI_ERR;
    KiType *t = (KiType *)ki_obj(state(ks)[THE_TYPE]);
    KiValue data = data_new(ks, t, NULL, 0, KI_ABSENT);
    KiStr *name = data == KI_ERR ? NULL : ki_intern_cstr(ks, "_abc_impl");
    bool ok = name && ki_setattr(ks, a[0], name, data);
    if (name) ki_decref_obj(ks, &name->h);
    if (data != KI_ERR) ki_decref(ks, data);
    return ok && take_pattern_kind(ks, a[0]) ? KI_NONE : KI_ERR;
}

static KiValue f_register(KiState *ks, KiValue *a, int n) {
    KiValue cls = a[0], sub = a[1];
    if (!ki_is_type(sub)) return ki_raise(ks, KI_EXC_TypeError, "Can only register classes");
    int r = ki_issubclass(ks, sub, cls);
    if (r) return r < 0 ? KI_ERR : ki_new_ref(sub);
    if ((r = ki_issubclass(ks, cls, sub)) != 0)
        return r < 0 ? KI_ERR
                     : ki_raise(ks, KI_EXC_RuntimeError, "Refusing to create an inheritance cycle");
    AbcData *d = data_of(ks, cls);
    bool ok = d && add(ks, &d->registry, sub);
    if (d) ki_decref_obj(ks, &d->h);
    if (!ok) return KI_ERR;
    state(ks)[TOKEN] = ki_small_int(ki_int_val(state(ks)[TOKEN]) + 1);
    int kind = ki_is_type(cls) ? (int)ki_type_pattern_flags((KiType *)ki_obj(cls)) : 0;
    KiType *t = (KiType *)ki_obj(sub);
    if (kind && t->flags & KI_TF_HEAP && ki_type_pattern_flags(t) != kind)
        set_pattern_kind(t, kind);
    return ki_new_ref(sub);
}

/* --- questions --- */

/* No answer of "no" from before a registration counts. */
static bool is_current(KiState *ks, const AbcData *d) {
    return d->version == state(ks)[TOKEN];
}

/* Owned: what cls.__subclasscheck__(subclass) gives. */
static KiValue ask(KiState *ks, KiValue cls, KiValue subclass) {
    return ki_call_method(ks, cls, ks->names.d_subclasscheck, &subclass, 1);
}

static KiValue f_instancecheck(KiState *ks, KiValue *a, int n) {
    KiValue cls = a[0];
    AbcData *d = data_of(ks, cls);
    KiValue subclass = d ? ki_getattr(ks, a[1], ks->names.d_class) : KI_ERR, r = KI_ERR;
    if (subclass == KI_ERR) goto done;
    KiValue type = ki_from_obj(ki_type_of(ks, a[1]));
    int answer = answer_for(ks, d, subclass, subclass == type && is_current(ks, d));
    if (answer != 2) {
        r = answer < 0 ? KI_ERR : ki_bool(answer);
    } else {
        ki_incref(type);
        r = ask(ks, cls, subclass);
        int t = r == KI_ERR || subclass == type ? 1 : ki_truth(ks, r);
        if (t <= 0) ki_assign(ks, &r, t < 0 ? KI_ERR : ask(ks, cls, type));
        ki_decref(ks, type);
    }
done:
    if (subclass != KI_ERR) ki_decref(ks, subclass);
    if (d) ki_decref_obj(ks, &d->h);
    return r;
}

/* cls.__subclasshook__(subclass): 1, 0, -1 raised, 2 not implemented. */
static int ask_hook(KiState *ks, KiValue cls, KiValue subclass) {
    KiValue r = ki_call_method_cstr(ks, cls, "__subclasshook__", &subclass, 1);
    if (r == KI_ERR) return -1;
    ki_decref(ks, r); /* the singletons that count are nobody's */
    if (r == KI_TRUE || r == KI_FALSE) return r == KI_TRUE;
    if (r == KI_NOT_IMPLEMENTED) return 2;
    ki_raise(ks, KI_EXC_AssertionError,
             "__subclasshook__ must return either False, True, or NotImplemented");
    return -1;
}

static bool in_mro(KiValue cls, KiValue subclass) {
    const KiTuple *mro = ((KiType *)ki_obj(subclass))->mro;
    for (int64_t i = 0; mro && i < mro->len; i++)
        if (mro->items[i] == cls) return true;
    return false;
}

/* Is subclass one of a class that was registered? 1, 0, -1. */
static int below_registered(KiState *ks, const AbcData *d, KiValue subclass) {
    if (!d->registry.refs) return 0;
    KiList *refs = ki_list_new(ks, 0); /* may change meanwhile */
    int r = refs ? 0 : -1;
    int64_t at = 0;
    KiValue key, ref;
    while (r == 0 && ki_dict_next(d->registry.refs, &at, &key, &ref))
        if (!ki_list_append(ks, refs, ref)) r = -1;
    for (int64_t i = 0; r == 0 && i < refs->len; i++) {
        KiValue registered = ki_weakref_get(refs->items[i]);
        if (registered != KI_NONE) r = ki_issubclass(ks, subclass, registered);
        ki_decref(ks, registered);
    }
    if (refs) ki_decref_obj(ks, &refs->h);
    return r;
}

/* Is it one of a subclass of cls? */
static int below_child(KiState *ks, KiValue cls, KiValue subclass) {
    KiValue f = ki_getattr_cstr(ks, cls, "__subclasses__"), children = KI_ERR;
    if (f != KI_ERR && ki_callable(ks, f))
        children = ki_call0(ks, f);
    else if (f != KI_ERR)
        ki_raise(ks, KI_EXC_TypeError, "attribute of type '%s' is not callable",
                 ki_type_name(ks, f));
    ki_decref(ks, f);
    if (children == KI_ERR) return -1;
    int r = 0;
    if (!ki_is_list(children)) {
        ki_raise(ks, KI_EXC_TypeError, "__subclasses__() must return a list");
        r = -1;
    }
    for (int64_t i = 0; r == 0 && i < ki_list_of(children)->len; i++) {
        KiValue child = ki_new_ref(ki_list_of(children)->items[i]);
        r = ki_issubclass(ks, subclass, child);
        ki_decref(ks, child);
    }
    ki_decref(ks, children);
    return r;
}

/* The answer, kept for the next question: 1, 0, -1. */
static int find_out(KiState *ks, AbcData *d, KiValue cls, KiValue subclass) {
    int r = ask_hook(ks, cls, subclass);
    if (r == 2) {
        r = in_mro(cls, subclass);
        int registered = r ? 0 : knows(ks, &d->registry, subclass);
        if (registered) return registered; /* the next question asks the hook again */
        if (!r) r = below_registered(ks, d, subclass);
        if (!r) r = below_child(ks, cls, subclass);
    }
    return r < 0 || !add(ks, r ? &d->yes : &d->no, subclass) ? -1 : r;
}

static KiValue f_subclasscheck(KiState *ks, KiValue *a, int n) {
    KiValue cls = a[0], subclass = a[1];
    if (!ki_is_type(subclass))
        return ki_raise(ks, KI_EXC_TypeError, "issubclass() arg 1 must be a class");
    AbcData *d = data_of(ks, cls);
    if (!d) return KI_ERR;
    int r = answer_for(ks, d, subclass, is_current(ks, d));
    if (r == 2) {
        if (!is_current(ks, d)) {
            forget(ks, &d->no);
            d->version = state(ks)[TOKEN];
        }
        r = find_out(ks, d, cls, subclass);
    }
    ki_decref_obj(ks, &d->h);
    return r < 0 ? KI_ERR : ki_bool(r);
}

/* Has v's class the usual __class__? */
static bool is_plain(KiState *ks, KiType *t) {
    return t->slots->getattr == ki_generic_getattr &&
           ki_type_lookup(ks, t, ks->names.d_class) ==
               ki_type_lookup(ks, ks->types[KI_K_OBJECT], ks->names.d_class);
}

int ki_abc_known(KiState *ks, KiValue v, KiValue cls, bool instance) {
    enum { LEVELS = 4 }; /* that the calls of the hooks would need */
    if (ks->bi->slot[KI_BI_ABC] == KI_ABSENT || !ki_is_type(cls) || ks->vm->trace ||
        ks->recursion_limit - ks->depth <= LEVELS)
        return -1;
    KiType *t = (KiType *)ki_obj(cls), *meta = ki_obj_type(&t->h);
    if (meta == ks->types[KI_K_TYPE]) return -1;
    KiStr *hook = instance ? ks->names.d_instancecheck : ks->names.d_subclasscheck;
    if (ki_type_lookup(ks, meta, hook) != state(ks)[instance ? INSTANCE_HOOK : SUBCLASS_HOOK])
        return -1;
    if (instance && !is_plain(ks, ki_type_of(ks, v))) return -1;
    KiValue subclass = instance ? ki_from_obj(ki_type_of(ks, v)) : v;
    KiValue data = ki_type_lookup(ks, t, (KiStr *)ki_obj(state(ks)[IMPL_NAME]));
    if (!ki_is_ptr(data) || ki_from_obj(ki_obj_type(ki_obj(data))) != state(ks)[THE_TYPE])
        return -1;
    const AbcData *d = (const AbcData *)ki_obj(data);
    return has(ks, &d->yes, subclass) ? 1 : is_current(ks, d) && has(ks, &d->no, subclass) ? 0 : -1;
}

KiValue ki_abc_hooks(KiState *ks, KiValue *a, int n) {
    if (ks->bi->slot[KI_BI_ABC] == KI_ABSENT)
        return ki_raise(ks, KI_EXC_RuntimeError, "the module _abc has not been loaded");
    ki_assign(ks, &state(ks)[INSTANCE_HOOK], ki_new_ref(a[0]));
    ki_assign(ks, &state(ks)[SUBCLASS_HOOK], ki_new_ref(a[1]));
    return KI_NONE;
}

/* --- the module --- */

static KiValue f_token(KiState *ks, KiValue *a, int n) {
    return state(ks)[TOKEN];
}
static KiValue f_dump(KiState *ks, KiValue *a, int n) {
    AbcData *d = data_of(ks, a[0]);
    if (!d) return KI_ERR;
    KiValue v[4] = {shown(ks, &d->registry), shown(ks, &d->yes), shown(ks, &d->no), d->version};
    bool ok = v[0] != KI_ERR && v[1] != KI_ERR && v[2] != KI_ERR;
    KiValue r = ok ? ki_tuple_from(ks, v, 4) : KI_ERR;
    for (int i = 0; i < 3; i++)
        if (v[i] != KI_ERR) ki_decref(ks, v[i]);
    ki_decref_obj(ks, &d->h);
    return r;
}
static KiValue f_reset_registry(KiState *ks, KiValue *a, int n) {
    AbcData *d = data_of(ks, a[0]);
    if (!d) return KI_ERR;
    forget(ks, &d->registry);
    ki_decref_obj(ks, &d->h);
    return KI_NONE;
}
static KiValue f_reset_caches(KiState *ks, KiValue *a, int n) {
    AbcData *d = data_of(ks, a[0]);
    if (!d) return KI_ERR;
    forget(ks, &d->yes);
    forget(ks, &d->no);
    ki_decref_obj(ks, &d->h);
    return KI_NONE;
}

static bool make_state(KiState *ks) {
    static const KiSlots slots = {
        .dealloc = data_dealloc, .getattr = ki_generic_getattr, .new_ = data_new};
    static const KiTypeDef def = {
        "_abc_data",     "_abc", "What an abstract class knows of other classes.",
        sizeof(AbcData), 0,      KI_K_OPAQUE,
        &slots,          NULL,   NULL};
    KiType *t = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    KiStr *name = t ? ki_intern_cstr(ks, "_abc_impl") : NULL;
    if (!name) return false;
    KiValue v[N_STATE] = {[THE_TYPE] = ki_from_obj(t),
                          [TOKEN] = ki_small_int(0),
                          [INSTANCE_HOOK] = KI_NONE,
                          [SUBCLASS_HOOK] = KI_NONE,
                          [IMPL_NAME] = ki_from_obj(name)};
    KiList *l = ki_list_new(ks, N_STATE);
    bool ok = l != NULL;
    for (int i = 0; ok && i < N_STATE; i++)
        ok = ki_list_append(ks, l, v[i]);
    ki_decref_obj(ks, &name->h);
    if (ok) ks->bi->slot[KI_BI_ABC] = ki_from_obj(l);
    return ok;
}

bool ki_mod_abc_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"get_cache_token", "()", f_token, "A number that changes with every registration.", 0},
        {"_abc_init", "(self, /)", f_init,
         "Prepare a class: its abstract names, and what it knows.", 0},
        {"_reset_registry", "(self, /)", f_reset_registry, "Forget what was registered.", 0},
        {"_reset_caches", "(self, /)", f_reset_caches, "Forget the answers to earlier questions.",
         0},
        {"_get_dump", "(self, /)", f_dump,
         "What a class knows: weak references to the classes that are registered, that are known "
         "to "
         "be subclasses and that are known not to be; the token of the last.",
         0},
        {"_abc_register", "(self, subclass, /)", f_register, "ABCMeta.register().", 0},
        {"_abc_instancecheck", "(self, instance, /)", f_instancecheck,
         "ABCMeta.__instancecheck__().", 0},
        {"_abc_subclasscheck", "(self, subclass, /)", f_subclasscheck,
         "ABCMeta.__subclasscheck__().", 0},
        KI_DEF_END};
    if (ks->bi->slot[KI_BI_ABC] == KI_ABSENT && !make_state(ks)) return false;
    return ki_module_add_functions(ks, m, functions);
}
