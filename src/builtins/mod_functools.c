/* The module _functools: partial, reduce, cmp_to_key. lru_cache is in lru_cache.c. */
#include "../object/depth.h"
#include "functools.h"

/* --- partial --- */

typedef struct Partial {
    KiObj h;
    KiValue func, args, kw; /* args a tuple, kw a dict */
} Partial;
static Partial *partial_of(KiValue v) {
    return (Partial *)ki_obj(v);
}

static bool add_keywords(KiState *ks, KiDict *d, KiValue *values, KiValue kwnames) {
    for (int64_t i = 0; kwnames != KI_ABSENT && i < ki_tuple_of(kwnames)->len; i++)
        if (!ki_dict_set(ks, d, ki_tuple_of(kwnames)->items[i], values[i])) return false;
    return true;
}

static KiValue concat(KiState *ks, KiTuple *a, const KiValue *b, int64_t n) {
    KiTuple *t = ki_tuple_alloc(ks, a->len + n);
    if (!t) return KI_ERR;
    for (int64_t i = 0; i < a->len; i++)
        t->items[i] = ki_new_ref(a->items[i]);
    for (int64_t i = 0; i < n; i++)
        t->items[a->len + i] = ki_new_ref(b[i]);
    return ki_from_obj(t);
}

static KiValue partial_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1)
        return ki_raise(ks, KI_EXC_TypeError, "type 'partial' takes at least one argument");
    if (!ki_callable(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "the first argument must be callable");
    Partial *p = (Partial *)ki_instance_alloc(ks, cls);
    if (!p) return KI_ERR;
    p->func = p->args = p->kw = KI_ABSENT;
    KiValue f = args[0];
    bool nested = ki_is_ptr(f) && ki_obj(f)->kind == KI_K_OPAQUE &&
                  ki_from_obj(ki_obj_type(ki_obj(f))) == ks->bi->slot[KI_BI_PARTIAL];
    KiDict *kw = nested ? ki_dict_copy(ks, ki_dict_of(partial_of(f)->kw)) : ki_dict_new(ks);
    KiValue pos = nested ? concat(ks, ki_tuple_of(partial_of(f)->args), args + 1, nargs - 1)
                         : ki_tuple_from(ks, args + 1, nargs - 1);
    p->func = ki_new_ref(nested ? partial_of(f)->func : f);
    if (pos != KI_ERR) p->args = pos;
    if (kw) p->kw = ki_from_obj(kw);
    if (pos != KI_ERR && kw && add_keywords(ks, kw, args + nargs, kwnames)) return ki_from_obj(p);
    ki_decref_obj(ks, &p->h);
    return KI_ERR;
}

static KiValue partial_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    Partial *p = partial_of(self);
    KiTuple *bound = ki_tuple_of(p->args);
    KiDict *kw = ki_dict_of(p->kw);
    if (kw->used == 0) {
        int64_t nkw = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len,
                total = bound->len + nargs + nkw;
        KiValue small[24], *all = small;
        if (total > 24 && !(all = kb_malloc(&ks->alloc, sizeof *all * (size_t)total)))
            return ki_raise_nomem(ks);
        memcpy(all, bound->items, sizeof *all * (size_t)bound->len);
        if (nargs + nkw) memcpy(all + bound->len, args, sizeof *all * (size_t)(nargs + nkw));
        KiValue f = ki_new_ref(p->func), keep = ki_new_ref(p->args);
        KiValue r = ki_call(ks, f, all, (int)bound->len + nargs, kwnames);
        ki_decref(ks, f);
        ki_decref(ks, keep);
        if (all != small) kb_free(&ks->alloc, all, sizeof *all * (size_t)total);
        return r;
    }
    KiValue pos = concat(ks, bound, args, nargs), r = KI_ERR;
    KiDict *all = pos == KI_ERR ? NULL : ki_dict_copy(ks, kw);
    KiValue f = ki_new_ref(p->func);
    if (all && add_keywords(ks, all, args + nargs, kwnames))
        r = ki_call_tuple(ks, f, ki_tuple_of(pos), all);
    ki_decref(ks, f);
    ki_decref(ks, pos);
    if (all) ki_decref_obj(ks, &all->h);
    return r;
}

static KiValue partial_calls(KiValue self) {
    return partial_of(self)->func;
}

static KiValue partial_repr(KiState *ks, KiValue self) {
    Partial *p = partial_of(self);
    int entered = ki_repr_enter(ks, self);
    if (entered) return entered < 0 ? KI_ERR : ki_str_from_cstr(ks, "...");
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    bool exact = ki_obj(self)->kind == KI_K_OPAQUE;
    kb_strbuf_printf(&b, "%s%s(", exact ? "functools." : "", ki_class_name(ks, self));
    /* the parts' own repr may change the object */
    KiValue func = ki_new_ref(p->func), args = ki_new_ref(p->args), kw = ki_new_ref(p->kw);
    KiTuple *t = ki_tuple_of(args);
    bool ok = true;
    for (int64_t i = -1; ok && i < t->len; i++) {
        KiValue r = ki_repr(ks, i < 0 ? func : t->items[i]);
        const char *u = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        ok = u && kb_strbuf_printf(&b, "%s%s", i < 0 ? "" : ", ", u);
        ki_decref(ks, r);
    }
    int64_t pos = 0;
    KiValue k, v;
    while (ok && ki_dict_next(ki_dict_of(kw), &pos, &k, &v)) {
        ki_incref(k);
        ki_incref(v);
        KiValue name = ki_str(ks, k), r = name == KI_ERR ? KI_ERR : ki_repr(ks, v);
        const char *un = name == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(name), NULL),
                   *u = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        ok = un && u && kb_strbuf_printf(&b, ", %s=%s", un, u);
        ki_decref(ks, name);
        ki_decref(ks, r);
        ki_decref(ks, k);
        ki_decref(ks, v);
    }
    ki_decref(ks, func);
    ki_decref(ks, args);
    ki_decref(ks, kw);
    kb_strbuf_putc(&b, ')');
    KiValue r = ok ? ki_str_from_utf8(ks, b.data, b.len) : KI_ERR;
    kb_strbuf_free(&b);
    ki_repr_leave(ks, self);
    return r;
}

static void partial_dealloc(KiState *ks, KiObj *o) {
    Partial *p = (Partial *)o;
    ki_assign(ks, &p->func, KI_ABSENT);
    ki_assign(ks, &p->args, KI_ABSENT);
    ki_assign(ks, &p->kw, KI_ABSENT);
}
static void partial_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    Partial *p = (Partial *)o;
    visit(p->func, arg);
    visit(p->args, arg);
    visit(p->kw, arg);
}
static KiValue g_func(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(partial_of(self)->func);
}
static KiValue g_args(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(partial_of(self)->args);
}
static KiValue g_kw(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(partial_of(self)->kw);
}

static KiValue m_reduce(KiState *ks, KiValue *a, int n) {
    Partial *p = partial_of(a[0]);
    KiValue own = ki_getattr(ks, a[0], ks->names.d_dict);
    if (own == KI_ERR) return KI_ERR;
    bool has_own = ki_is_dict(own) && ki_dict_of(own)->used;
    KiValue head = ki_tuple_pack(ks, 1, p->func);
    KiValue state = ki_tuple_pack(ks, 4, p->func, p->args, p->kw, has_own ? own : KI_NONE);
    ki_decref(ks, own);
    KiValue r = head == KI_ERR || state == KI_ERR
                    ? KI_ERR
                    : ki_tuple_pack(ks, 3, ki_from_obj(ki_type_of(ks, a[0])), head, state);
    ki_decref(ks, head);
    ki_decref(ks, state);
    return r;
}
static KiValue m_setstate(KiState *ks, KiValue *a, int n) {
    KiTuple *t = ki_is_tuple(a[1]) ? ki_tuple_of(a[1]) : NULL;
    if (!t || t->len != 4 || !ki_callable(ks, t->items[0]) || !ki_is_tuple(t->items[1]) ||
        !(ki_is_dict(t->items[2]) || t->items[2] == KI_NONE))
        return ki_raise(ks, KI_EXC_TypeError, "invalid partial state");
    KiDict *kw;
    if (t->items[2] == KI_NONE)
        kw = ki_dict_new(ks);
    else if (ki_is_kind(t->items[2], KI_K_DICT))
        kw = ki_dict_of(ki_new_ref(t->items[2]));
    else
        kw = ki_dict_copy(ks, ki_dict_of(t->items[2]));
    if (!kw) return KI_ERR;
    KiDict *own = t->items[3] == KI_NONE ? ki_dict_new(ks) : NULL;
    bool ok = (own || t->items[3] != KI_NONE) &&
              ki_setattr(ks, a[0], ks->names.d_dict, own ? ki_from_obj(own) : t->items[3]);
    if (own) ki_decref_obj(ks, (KiObj *)own);
    if (!ok) {
        ki_decref_obj(ks, (KiObj *)kw);
        return KI_ERR;
    }
    Partial *p = partial_of(a[0]);
    ki_assign(ks, &p->func, ki_new_ref(t->items[0]));
    ki_assign(ks, &p->args, ki_new_ref(ki_unbox(t->items[1])));
    ki_assign(ks, &p->kw, ki_from_obj(kw));
    return KI_NONE;
}

static KiValue m_class_getitem(KiState *ks, KiValue *a, int n) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), a, 2, KI_ABSENT);
}

static KiType *make_partial(KiState *ks) {
    static const KiSlots slots = {.dealloc = partial_dealloc,
                                  .traverse = partial_traverse,
                                  .clear = partial_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .setattr = ki_generic_setattr,
                                  .repr = partial_repr,
                                  .call = partial_call,
                                  .calls = partial_calls,
                                  .new_ = partial_new};
    static const KiDef methods[] = {
        {"__class_getitem__", "(cls, item, /)", m_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        {"__reduce__", "(self, /)", m_reduce, NULL, KI_DEF_UNSIGNED},
        {"__setstate__", "(self, state, /)", m_setstate, NULL, KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {
        {"func", g_func, NULL, "function object to use in future partial calls", NULL},
        {"args", g_args, NULL, "tuple of arguments to future partial calls", NULL},
        {"keywords", g_kw, NULL, "dictionary of keyword arguments to future partial calls", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"partial",
                                  "functools",
                                  "partial(func, *args, **keywords) - new function with partial "
                                  "application\n    of the given arguments and keywords.\n",
                                  sizeof(Partial),
                                  KI_TF_BASETYPE | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

/* --- reduce --- */

static KiValue f_reduce(KiState *ks, KiValue *a, int n) {
    KiValue it = ki_iter(ks, a[1]), v;
    if (it == KI_ERR) {
        if (ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks);
            ki_raise(ks, KI_EXC_TypeError, "reduce() arg 2 must support iteration");
        }
        return KI_ERR;
    }
    KiValue acc = a[2] == KI_ABSENT ? KI_ABSENT : ki_new_ref(a[2]);
    while ((v = ki_next(ks, it)) != KI_ABSENT) {
        if (acc == KI_ABSENT && v != KI_ERR) {
            acc = v;
            continue;
        }
        KiValue r = v == KI_ERR ? KI_ERR : ki_call2(ks, a[0], acc, v);
        ki_decref(ks, v);
        ki_decref(ks, acc);
        acc = r;
        if (acc == KI_ERR) break;
    }
    ki_decref(ks, it);
    return acc == KI_ABSENT
               ? ki_raise(ks, KI_EXC_TypeError, "reduce() of empty iterable with no initial value")
               : acc;
}

/* --- cmp_to_key --- */

typedef struct Key {
    KiObj h;
    KiValue cmp, obj; /* obj KI_ABSENT: the key function itself */
} Key;
static Key *key_of(KiValue v) {
    return (Key *)ki_obj(v);
}

static KiValue key_new(KiState *ks, KiValue cmp, KiValue obj) {
    Key *k = (Key *)ki_instance_alloc(ks, (KiType *)ki_obj(ks->bi->slot[KI_BI_KEYWRAPPER]));
    if (!k) return KI_ERR;
    k->cmp = ki_new_ref(cmp);
    k->obj = ki_new_ref(obj);
    return ki_from_obj(k);
}
static KiValue key_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"obj"};
    KiValue obj;
    return ki_bind_args(ks, "K", names, 1, 1, 1, args, nargs, kwnames, &obj)
               ? key_new(ks, key_of(self)->cmp, obj)
               : KI_ERR;
}
static KiValue key_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (ki_type_of(ks, a) != ki_type_of(ks, b))
        return ki_raise(ks, KI_EXC_TypeError, "other argument must be K instance");
    if (key_of(a)->obj == KI_ABSENT || key_of(b)->obj == KI_ABSENT)
        return ki_raise(ks, KI_EXC_AttributeError, "object");
    KiValue r = ki_call2(ks, key_of(a)->cmp, key_of(a)->obj, key_of(b)->obj);
    if (r == KI_ERR) return KI_ERR;
    KiValue c = ki_compare(ks, r, ki_small_int(0), op);
    ki_decref(ks, r);
    return c;
}
static void key_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((Key *)o)->cmp, KI_ABSENT);
    ki_assign(ks, &((Key *)o)->obj, KI_ABSENT);
}
static KiValue g_obj(KiState *ks, KiValue self, void *c) {
    KiValue v = key_of(self)->obj;
    return v == KI_ABSENT ? KI_NONE : ki_new_ref(v);
}
static KiValue f_cmp_to_key(KiState *ks, KiValue *a, int n) {
    return key_new(ks, a[0], KI_ABSENT);
}

static KiType *make_key(KiState *ks) {
    static const KiSlots slots = {.dealloc = key_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .call = key_call,
                                  .compare = key_compare};
    static const KiGetsetDef getsets[] = {
        {"obj", g_obj, NULL, "Value wrapped by a key function.", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"KeyWrapper", "functools", NULL, sizeof(Key), KI_TF_DISALLOW_NEW,
                                  KI_K_OPAQUE,  &slots,      NULL, getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

bool ki_bi_type_slot(KiState *ks, enum KiBiSlot slot, KiType *(*make)(KiState *)) {
    if (ks->bi->slot[slot] != KI_ABSENT) return true;
    KiType *t = make(ks);
    if (t) ks->bi->slot[slot] = ki_from_obj(t);
    return t != NULL;
}

bool ki_mod_functools_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"reduce", "(function, iterable, initial=<absent>, /)", f_reduce,
         "Apply a function of two arguments cumulatively to the items of an iterable.",
         KI_DEF_SHORT_NAME | KI_DEF_UNSIGNED},
        {"cmp_to_key", "(mycmp)", f_cmp_to_key, "Convert a cmp= function into a key= function.",
         KI_DEF_UNSIGNED},
        KI_DEF_END};
    return ki_bi_type_slot(ks, KI_BI_PARTIAL, make_partial) &&
           ki_bi_type_slot(ks, KI_BI_KEYWRAPPER, make_key) &&
           ki_bi_type_slot(ks, KI_BI_LRU_CACHE, ki_make_lru_cache_type) &&
           ki_module_add(ks, m, "partial", ki_new_ref(ks->bi->slot[KI_BI_PARTIAL])) &&
           ki_module_add(ks, m, "_lru_cache_wrapper", ki_new_ref(ks->bi->slot[KI_BI_LRU_CACHE])) &&
           ki_module_add_functions(ks, m, functions);
}
