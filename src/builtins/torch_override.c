/* Asking classes instead of functions (torch_override.h): who is asked, in which order and with
 * what, and what Tensor itself answers for its subclasses. */
#include "torch_override.h"

#include <string.h>

#include "../object/containers.h"
#include "../object/native.h"
#include "../object/object_private.h"
#include "torch_autocast.h"
#include "torch_lazy.h"
#include "torch_signature.h"
#include "torch_sparse.h"

/* --- who --- */

bool to_asks(KiState *ks, KiValue v) {
    if (!ki_is_kind(v, KI_K_INSTANCE) || to_off(ks)) return false;
    KiValue f = ki_type_lookup(ks, ki_obj_type(ki_obj(v)), ks->names.d_torch_function);
    return f != KI_ABSENT && f != ki_ts(ks)->asking.nobody;
}

bool to_any(KiState *ks, const KiValue *v, int n) {
    if (!to_on(ks)) return false;
    if (ki_ts(ks)->asking.mode != KI_ABSENT) return true;
    for (int i = 0; i < n; i++)
        if (to_asks(ks, v[i])) return true;
    return false;
}

/* One value of each class that is asked, in the order in which they are. */
typedef struct Asked {
    KiState *ks;
    KiList *who;
} Asked;

static KiType *class_of(const Asked *a, int64_t i) {
    return ki_obj_type(ki_obj(a->who->items[i]));
}

/* Subclasses come before their bases, else the first comes first. */
static bool add(Asked *a, KiValue v) {
    KiType *t = ki_obj_type(ki_obj(v));
    int64_t at = a->who->len;
    for (int64_t i = 0; i < a->who->len; i++)
        if (class_of(a, i) == t) return true;
    for (int64_t i = 0; i < a->who->len && at == a->who->len; i++)
        if (ki_is_subtype(t, class_of(a, i))) at = i;
    if (!ki_list_append(a->ks, a->who, v)) return false;
    KiValue *items = a->who->items;
    memmove(items + at + 1, items + at, (size_t)(a->who->len - 1 - at) * sizeof *items);
    items[at] = v;
    return true;
}

static bool add_all(Asked *a, const KiValue *v, int64_t n, bool inside) {
    for (int64_t i = 0; i < n; i++) {
        if (to_asks(a->ks, v[i])) {
            if (!add(a, v[i])) return false;
        } else if (inside && ki_is_tuple(v[i])) {
            if (!add_all(a, ki_tuple_of(v[i])->items, ki_tuple_of(v[i])->len, false)) return false;
        } else if (inside && ki_is_list(v[i])) {
            if (!add_all(a, ki_list_of(v[i])->items, ki_list_of(v[i])->len, false)) return false;
        }
    }
    return true;
}

static KiTuple *classes(const Asked *a) {
    KiTuple *t = ki_tuple_alloc(a->ks, a->who->len);
    for (int64_t i = 0; t && i < a->who->len; i++)
        t->items[i] = ki_new_ref(ki_from_obj(class_of(a, i)));
    return t;
}

/* --- asking --- */

/* A call that is asked about. */
typedef struct Question {
    KiValue func;   /* as it is handed on */
    KiValue args;   /* a tuple */
    KiValue kwargs; /* a dict, or KI_ABSENT: it is not handed on */
    KiValue name;   /* of the function, for a message */
    bool in_python; /* PyTorch's function is written in Python */
} Question;

static KiValue in_asking(KiState *ks, const char *name, KiValue *v, int n);

/* PyTorch says so twice, in slightly different words. */
static bool warn_of_method(KiState *ks, const Question *q) {
    if (!q->in_python)
        return ki_warn(ks, KI_EXC_UserWarning, 1,
                       "Defining your `__torch_function__` as a plain method is deprecated and "
                       "will be an error in future, please define it as a classmethod. (Triggered "
                       "internally at  ./torch/csrc/utils/python_arg_parser.cpp:350.)");
    KiValue r = in_asking(ks, "warn_of_method", NULL, 0);
    ki_decref(ks, r);
    return r != KI_ERR;
}

/* What `who`, an object or the mode, answers. */
static KiValue answer_of(KiState *ks, const Question *q, KiValue who, KiValue types, bool is_mode) {
    KiValue f = ki_getattr(ks, who, ks->names.d_torch_function);
    if (f == KI_ERR) return KI_ERR;
    KiValue v[4] = {q->func, types, q->args, q->kwargs}, r = KI_ERR;
    bool plain = !is_mode && ki_is_kind(f, KI_K_METHOD) && ((KiMethod *)ki_obj(f))->self == who;
    if (!plain || warn_of_method(ks, q))
        r = ki_call(ks, f, v, q->kwargs == KI_ABSENT ? 3 : 4, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}

static KiValue refuse(KiState *ks, const Question *q, KiTuple *types) {
    KiList *list = ki_to_list(ks, ki_from_obj(types));
    KiValue text = list ? ki_repr(ks, ki_from_obj(list)) : KI_ERR;
    if (text != KI_ERR)
        (void)ki_raise(ks, KI_EXC_TypeError,
                       "no implementation found for '%s' on types that implement "
                       "__torch_function__: %s",
                       ki_cstr(ks, ki_str_of(q->name)), ki_cstr(ks, ki_str_of(text)));
    ki_decref(ks, text);
    if (list) ki_decref_obj(ks, &list->h);
    return KI_ERR;
}

/* The first answer that is not NotImplemented. */
static KiValue ask(KiState *ks, const Question *q, const Asked *a) {
    KiTensorState *ts = ki_ts(ks);
    KiTuple *types = classes(a);
    if (!types) return KI_ERR;
    KiValue r = KI_NOT_IMPLEMENTED, mode = ts->asking.mode;
    if (mode != KI_ABSENT) {
        ts->asking.mode = KI_ABSENT;
        r = answer_of(ks, q, mode, ki_from_obj(types), true);
        ki_decref(ks, ts->asking.mode);
        ts->asking.mode = mode;
    }
    for (int64_t i = 0; r == KI_NOT_IMPLEMENTED && i < a->who->len; i++)
        r = answer_of(ks, q, a->who->items[i], ki_from_obj(types), false);
    if (r == KI_NOT_IMPLEMENTED) r = refuse(ks, q, types);
    ki_decref_obj(ks, &types->h);
    return r;
}

/* --- which functions ask --- */

/* What torch._asking.NAME(*v) returns. */
static KiValue in_asking(KiState *ks, const char *name, KiValue *v, int n) {
    KiValue f = ki_import_attr(ks, "torch._asking", name);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, v, n, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}

/* How calls of f, a native function at that place (torch_signature.h) or one written in Python
 * ('p'), are asked about, borrowed: None if they are not, (func, name, only modes) of functions
 * that hand on their arguments as given, else a function of the arguments, which asks and may
 * return NotImplemented. */
static KiValue entry_of(KiState *ks, KiValue f, const char *name, char place) {
    KiDict *known = ki_ts(ks)->asking.entries;
    KiValue key = ki_int_from_i64(ks, (int64_t)((uint64_t)f >> 4));
    KiValue e = key == KI_ERR ? KI_ERR : ki_dict_get(ks, known, key);
    if (e == KI_ABSENT) {
        char where[2] = {place, 0};
        KiValue v[3] = {f, ki_str_from_cstr(ks, name), ki_str_from_cstr(ks, where)};
        e = v[1] == KI_ERR || v[2] == KI_ERR ? KI_ERR : in_asking(ks, "entry_of", v, 3);
        if (e != KI_ERR && !ki_dict_set(ks, known, key, e)) {
            ki_decref(ks, e);
            e = KI_ERR;
        } else if (e != KI_ERR) {
            ki_decref(ks, e); /* the dict has it */
        }
        ki_decref(ks, v[1]);
        ki_decref(ks, v[2]);
    }
    ki_decref(ks, key);
    return e;
}

static KiTuple *tuple_of(KiState *ks, const KiValue *v, int n) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    for (int i = 0; t && i < n; i++)
        t->items[i] = ki_new_ref(v[i]);
    return t;
}
static KiDict *dict_of(KiState *ks, KiValue kwnames, const KiValue *v) {
    KiDict *d = ki_dict_new(ks);
    for (int i = 0; d && i < ki_n_kw(kwnames); i++)
        if (!ki_dict_set(ks, d, ki_tuple_of(kwnames)->items[i], v[i])) {
            ki_decref_obj(ks, (KiObj *)d);
            return NULL;
        }
    return d;
}

/* The call of a function with that entry. */
static KiValue ask_entry(KiState *ks, KiValue entry, KiValue *args, int nargs, KiValue kwnames) {
    int n_kw = ki_n_kw(kwnames);
    bool as_given = ki_is_tuple(entry);
    KiTuple *t = tuple_of(ks, args, nargs);
    KiDict *d = t && (!as_given || n_kw) ? dict_of(ks, kwnames, args + nargs) : NULL;
    KiValue r = KI_ERR;
    ki_incref(entry);
    if (t && as_given && (d || !n_kw)) {
        const KiValue *pair = ki_tuple_of(entry)->items;
        bool mode_only = pair[2] == KI_TRUE;
        Question q = {pair[0], ki_from_obj(t), d ? ki_from_obj(d) : KI_ABSENT, pair[1], false};
        Asked a = {ks, ki_list_new(ks, 1)};
        if (a.who && (mode_only || add_all(&a, args, nargs + n_kw, true))) r = ask(ks, &q, &a);
        if (a.who) ki_decref_obj(ks, &a.who->h);
    } else if (t && d) {
        KiValue v[2] = {ki_from_obj(t), ki_from_obj(d)};
        r = ki_call(ks, entry, v, 2, KI_ABSENT);
        if (r == KI_NOT_IMPLEMENTED) r = KI_ABSENT;
    }
    ki_decref(ks, entry);
    if (t) ki_decref_obj(ks, &t->h);
    if (d) ki_decref_obj(ks, (KiObj *)d);
    return r;
}

static bool any_inside(KiState *ks, const KiValue *v, int n) {
    if (to_any(ks, v, n)) return true;
    for (int i = 0; i < n; i++) {
        bool list = ki_is_list(v[i]);
        if (!list && !ki_is_tuple(v[i])) continue;
        const KiValue *items = list ? ki_list_of(v[i])->items : ki_tuple_of(v[i])->items;
        int64_t len = list ? ki_list_of(v[i])->len : ki_tuple_of(v[i])->len;
        for (int64_t j = 0; j < len; j++)
            if (to_asks(ks, items[j])) return true;
    }
    return false;
}

/* f, or the method of Tensor that it is bound from; borrowed. */
static KiValue unbound(KiState *ks, KiNative *f) {
    if (f->h.kind != KI_K_NATIVE || f->self == KI_ABSENT) return ki_from_obj(f);
    KiValue v = tf_descriptor(ks, f->name);
    return v == KI_ABSENT ? ki_from_obj(f) : v;
}

KiValue to_native(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    if (!to_on(ks) || !any_inside(ks, args, nargs + ki_n_kw(kwnames))) return KI_ABSENT;
    KiValue func = unbound(ks, f);
    KiValue e = func == KI_ERR ? KI_ERR : entry_of(ks, func, f->name, ki_torch_place_of(f));
    if (e == KI_ERR || ki_is_none(e)) return e == KI_ERR ? KI_ERR : KI_ABSENT;
    if (ki_is_tuple(e) && ki_tuple_of(e)->items[2] == KI_TRUE &&
        ki_ts(ks)->asking.mode == KI_ABSENT)
        return KI_ABSENT;
    if (ki_is_tuple(e) && (nargs > 1 || kwnames != KI_ABSENT) &&
        ki_torch_misfit(ks, f->name, ki_torch_place_of(f), args, nargs, kwnames))
        return KI_ERR;
    return ask_entry(ks, e, args, nargs, kwnames);
}

/* Of a function written in Python: KiInstead.answer. */
static KiValue answer(KiState *ks, const KiInstead *self, KiValue f, KiValue *args, int nargs,
                      KiValue kwnames) {
    if (!ks->lazy_arguments) return KI_ABSENT;
    KiFunc *func = (KiFunc *)ki_obj(f);
    const char *name = ki_cstr(ks, ki_str_of(func->name));
    if (!to_on(ks) || !any_inside(ks, args, nargs + ki_n_kw(kwnames)))
        return tc_python(ks, f, name, args, nargs, kwnames);
    KiValue e = entry_of(ks, f, name, 'p');
    if (e == KI_ERR || ki_is_none(e)) return e == KI_ERR ? KI_ERR : KI_ABSENT;
    return ask_entry(ks, e, args, nargs, kwnames);
}
static const KiInstead by_class = {answer};

/* --- methods and attributes of Tensor --- */

KiValue to_method(KiState *ks, const char *name, const KiValue *v, int n) {
    if (!any_inside(ks, v, n)) return KI_ABSENT;
    KiValue f = tf_descriptor(ks, name);
    if (f == KI_ERR || f == KI_ABSENT) return f;
    KiValue e = entry_of(ks, f, name, 'm'), args[3];
    if (e == KI_ERR || ki_is_none(e)) return e == KI_ERR ? KI_ERR : KI_ABSENT;
    memcpy(args, v, (size_t)n * sizeof *v);
    return ask_entry(ks, e, args, n, KI_ABSENT);
}

/* The object itself is asked in any case. */
static KiValue attribute(KiState *ks, const char *name, const char *how, const KiValue *v, int n) {
    if (!to_any(ks, v, 1)) return KI_ABSENT;
    KiValue descr = tf_descriptor(ks, name);
    if (descr == KI_ERR || descr == KI_ABSENT) return descr;
    KiStr *s = ki_intern_cstr(ks, how);
    KiValue func = s ? ki_getattr(ks, descr, s) : KI_ERR;
    KiTuple *t = func == KI_ERR ? NULL : tuple_of(ks, v, n);
    KiValue full = t ? ki_str_format(ks, "torch.Tensor.%s.%s", name, how) : KI_ERR, r = KI_ERR;
    Asked a = {ks, full == KI_ERR ? NULL : ki_list_new(ks, 1)};
    if (a.who && add(&a, v[0])) {
        Question q = {func, ki_from_obj(t), KI_ABSENT, full, false};
        r = ask(ks, &q, &a);
    }
    if (a.who) ki_decref_obj(ks, &a.who->h);
    ki_decref(ks, full);
    if (t) ki_decref_obj(ks, &t->h);
    ki_decref(ks, func);
    if (s) ki_decref_obj(ks, &s->h);
    return r;
}
KiValue to_get(KiState *ks, const char *name, KiValue v) {
    return attribute(ks, name, "__get__", &v, 1);
}
KiValue to_set(KiState *ks, const char *name, KiValue v, KiValue value) {
    KiValue both[2] = {v, value == KI_ABSENT ? KI_NONE : value};
    return attribute(ks, name, "__set__", both, 2);
}

/* --- the gates --- */

static KiValue asked_or_cast(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames,
                             TcGoOn go_on) {
    KiValue r = to_native(ks, f, args, nargs, kwnames);
    return r == KI_ABSENT ? tc_native(ks, f, args, nargs, kwnames, go_on) : r;
}
KiValue to_around_plain(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    KiValue r = asked_or_cast(ks, f, args, nargs, kwnames, to_around_plain);
    return r == KI_ABSENT ? tl_call(ks, f, args, nargs, kwnames) : r;
}
KiValue to_around_lazy(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    KiValue r = asked_or_cast(ks, f, args, nargs, kwnames, to_around_lazy);
    return r == KI_ABSENT ? ts_around(ks, f, args, nargs, kwnames) : r;
}
KiValue to_around_any(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames) {
    KiValue r = asked_or_cast(ks, f, args, nargs, kwnames, to_around_any);
    return r == KI_ABSENT ? ki_native_call_explained(ks, f, args, nargs, kwnames) : r;
}

/* --- what Tensor answers --- */

/* Other threads may have entered and left the list in between. */
static void enter_off(KiState *ks, KiAskingOff *o) {
    o->thread = ks->stack;
    o->next = ki_ts(ks)->asking.off;
    ki_ts(ks)->asking.off = o;
}
static void leave_off(KiState *ks, KiAskingOff *o) {
    KiAskingOff **at = &ki_ts(ks)->asking.off;
    while (*at != o)
        at = &(*at)->next;
    *at = o->next;
}

/* f(*args, **kwargs), kwargs a dict or None, with nobody asked. */
static KiValue call_asking_nobody(KiState *ks, KiValue f, KiTuple *args, KiValue kwargs) {
    KiAskingOff here = {.by_script = false};
    enter_off(ks, &here);
    KiValue r = ki_call_tuple(ks, f, args, ki_is_dict(kwargs) ? ki_dict_of(kwargs) : NULL);
    leave_off(ks, &here);
    return r;
}

/* Is f the __get__ of an attribute of Tensor whose value is no result of its own? */
static bool keeps_class(KiState *ks, KiValue f) {
    static const char *const names[] = {"grad", "_grad", "_base"};
    if (!ki_is_kind(f, KI_K_METHOD_WRAPPER)) return false;
    KiValue self = ((KiMethod *)ki_obj(f))->self;
    if (!ki_is_kind(self, KI_K_GETSET)) return false;
    const KiGetset *g = (KiGetset *)ki_obj(self);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ki_is_subtype(ks->types[KI_K_TENSOR], g->owner) && !strcmp(g->name, names[i]))
            return true;
    return false;
}

static KiValue as_class(KiState *ks, KiType *cls, KiValue v) {
    KtCtx *ctx = ki_kt(ks);
    return ki_tensor_wrap_as(ks, cls, kta_alias(ctx, ki_tensor_of(v)));
}

/* r, consumed, its tensors as instances of cls. */
static KiValue converted(KiState *ks, KiType *cls, KiValue r) {
    if (r == KI_ERR || cls == ks->types[KI_K_TENSOR]) return r;
    KiValue now = KI_ABSENT;
    if (ki_is_tensor(r)) {
        if (ki_is_subtype(ki_obj_type(ki_obj(r)), cls)) return r;
        now = as_class(ks, cls, r);
    } else if (ki_has_layout(r, KI_K_TUPLE) || ki_has_layout(r, KI_K_LIST)) {
        bool tuple = ki_has_layout(r, KI_K_TUPLE);
        KiType *t = ki_type_of(ks, r);
        KiList *list = ki_to_list(ks, r);
        for (int64_t i = 0; list && i < list->len; i++) {
            KiValue one = converted(ks, cls, ki_new_ref(list->items[i]));
            if (one == KI_ERR) {
                ki_decref_obj(ks, &list->h);
                ki_decref(ks, r);
                return KI_ERR;
            }
            ki_assign(ks, &list->items[i], one);
        }
        if (!list)
            now = KI_ERR;
        else if (!tuple && t == ks->types[KI_K_LIST])
            now = ki_new_ref(ki_from_obj(list));
        else
            now = ki_call1(ks, ki_from_obj(t), ki_from_obj(list));
        if (list) ki_decref_obj(ks, &list->h);
    }
    if (now == KI_ABSENT) return r;
    ki_decref(ks, r);
    return now;
}

/* Tensor.__torch_function__(cls, func, types, args=(), kwargs=None): the function does it, and its
 * tensors become instances of cls. */
static KiValue m_torch_function(KiState *ks, KiValue *args, int nargs) {
    (void)nargs;
    KiType *cls = (KiType *)ki_obj(args[0]);
    KiTuple *types = ki_to_tuple(ks, args[2]), *given = types ? ki_to_tuple(ks, args[3]) : NULL;
    KiValue r = KI_ERR;
    bool mine = given != NULL;
    for (int64_t i = 0; mine && i < types->len; i++)
        mine = ki_is_type(types->items[i]) && ki_is_subtype(cls, (KiType *)ki_obj(types->items[i]));
    if (given && !mine) r = KI_NOT_IMPLEMENTED;
    if (mine) {
        r = call_asking_nobody(ks, args[1], given, args[4]);
        if (r != KI_ERR && !keeps_class(ks, args[1])) r = converted(ks, cls, r);
    }
    if (types) ki_decref_obj(ks, &types->h);
    if (given) ki_decref_obj(ks, &given->h);
    return r;
}

/* --- subclasses --- */

static KiType *subclass(KiState *ks, KiValue cls) {
    if (!ki_is_type(cls)) {
        (void)ki_raise(ks, KI_EXC_TypeError, "cls must be a type (got %s)", ki_type_name(ks, cls));
        return NULL;
    }
    if (ki_is_subtype((KiType *)ki_obj(cls), ks->types[KI_K_TENSOR])) return (KiType *)ki_obj(cls);
    (void)ki_raise(ks, KI_EXC_RuntimeError,
                   "Creating a Tensor subclass from a class that does not inherit from Tensor is "
                   "not possible. Make sure your class inherits from Tensor.");
    return NULL;
}

/* Tensor.as_subclass(cls): the same elements and history as an instance of cls */
TA_FN(m_as_subclass) {
    TA_BIND("as_subclass", 2, 2, "self", "cls");
    KtTensor *x = ta_tensor(&a, 0);
    KiType *cls = a.failed ? NULL : subclass(ks, a.v[1]);
    return cls ? ki_tensor_wrap_as(ks, cls, kta_alias(a.ctx, x)) : KI_ERR;
}

/* Tensor._make_subclass(cls, data, require_grad=False): a leaf */
TA_FN(c_make_subclass) {
    TA_BIND("_make_subclass", 2, 3, "cls", "data", "require_grad");
    KiType *cls = subclass(ks, a.v[0]);
    KtTensor *x = cls ? ta_tensor(&a, 1) : NULL;
    if (x && ki_is_none(a.v[2])) ta_bad(&a, 2, "bool");
    bool grad = x && ta_bool(&a, 2, false);
    if (!x || a.failed) return KI_ERR;
    KtTensor *t = kta_detach(a.ctx, x);
    if (t) t->flags &= (uint8_t)~KT_T_VIEW;
    if (t && grad) {
        bool ok = kt_is_inexact_dtype(t->dtype) ||
                  kt_fail(a.ctx, KT_RUNTIME_ERROR,
                          "Only Tensors of floating point and complex dtype can require gradients");
        if (!ok || !kta_set_requires_grad(a.ctx, t, true)) {
            kt_decref(a.ctx, t);
            t = NULL;
        }
    }
    return ki_tensor_wrap_as(ks, cls, t);
}

/* --- for torch/_asking.py --- */

static bool begin(KiState *ks) {
    KiTensorState *ts = ki_ts(ks);
    if (ts->asking.on) return true;
    KiValue r = in_asking(ks, "begin", NULL, 0); /* perhaps in several threads at once */
    ki_decref(ks, r);
    if (r == KI_ERR) return false;
    ts->asking.on = true;
    ks->lazy_arguments = true;
    return true;
}
/* A class that defines __torch_function__, or a subclass of Tensor: KiState.asking_class. */
static bool class_made(KiState *ks, KiType *t) {
    KiValue f = ki_type_lookup(ks, t, ks->names.d_torch_function);
    return f == KI_ABSENT || f == ki_ts(ks)->asking.nobody || begin(ks);
}
/* _asking_from_now(): torch is loaded; there may be classes that were made before that */
TA_FN(f_from_now) {
    return ks->asking_before && !begin(ks) ? KI_ERR : KI_NONE;
}

/* _disabled_torch_function_impl(cls, func, types, args=(), kwargs=None), a static
 * __torch_function__ */
TA_FN(f_nobody) {
    if (nargs < 2 || nargs > 4 || kwnames != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "function takes at %s %d arguments (%d given)",
                        nargs < 2 ? "least" : "most", nargs < 2 ? 2 : 4, nargs);
    KiTuple *given = nargs > 2 ? ki_to_tuple(ks, args[2]) : ki_tuple_alloc(ks, 0);
    if (!given) return KI_ERR;
    KiValue r = call_asking_nobody(ks, args[0], given, nargs > 3 ? args[3] : KI_NONE);
    ki_decref_obj(ks, &given->h);
    return r;
}
/* _asks(v) */
TA_FN(f_asks) {
    return nargs == 1 ? ki_bool(to_on(ks) && to_asks(ks, args[0]))
                      : ki_raise(ks, KI_EXC_TypeError, "_asks() takes one argument");
}
TA_FN(f_enabled) {
    return ki_bool(!to_off(ks));
}
/* _asking_off(bool) -> bool: whether the running thread asks nobody from now on; what it was */
TA_FN(f_off) {
    bool was = to_off(ks), now = nargs == 1 && args[0] == KI_TRUE;
    if (now && !was) {
        KiAskingOff *o = kb_calloc(&ks->alloc, sizeof *o);
        if (!o) return ki_raise_nomem(ks);
        o->by_script = true;
        enter_off(ks, o);
    }
    KiAskingOff *o = now ? NULL : ki_ts(ks)->asking.off;
    while (o && !(o->by_script && o->thread == ks->stack))
        o = o->next;
    if (o) {
        leave_off(ks, o);
        kb_free(&ks->alloc, o, sizeof *o);
    }
    return ki_bool(was);
}
/* _asking_mode(mode or None): who is asked before all others -> the one before */
TA_FN(f_mode) {
    KiTensorState *ts = ki_ts(ks);
    KiValue old = ts->asking.mode;
    if (nargs != 1) return old == KI_ABSENT ? KI_NONE : ki_new_ref(old);
    ts->asking.mode = ki_is_none(args[0]) ? KI_ABSENT : ki_new_ref(args[0]);
    return old == KI_ABSENT ? KI_NONE : old;
}
/* _ask_before(f): the Python function f asks before each call; returns it */
TA_FN(f_ask_before) {
    if (nargs == 1 && ki_is_kind(args[0], KI_K_FUNC))
        ki_func_set_instead((KiFunc *)ki_obj(args[0]), &by_class);
    return ki_new_ref(args[0]);
}
/* _ask(func, name, relevant, args, kwargs): as a function in Python does; NotImplemented: nobody
 * has to be asked */
TA_FN(f_ask) {
    if (nargs != 5 || !ki_is_str(args[1]) || !ki_is_tuple(args[2]) || !ki_is_tuple(args[3]) ||
        !ki_is_dict(args[4]))
        return ki_raise(ks, KI_EXC_TypeError, "_ask(func, name, relevant, args, kwargs)");
    KiTuple *relevant = ki_tuple_of(args[2]);
    if (!to_on(ks)) return KI_NOT_IMPLEMENTED;
    bool any = ki_ts(ks)->asking.mode != KI_ABSENT, ok = true;
    for (int64_t i = 0; i < relevant->len && !any; i++)
        any = to_asks(ks, relevant->items[i]);
    if (!any) return KI_NOT_IMPLEMENTED;
    Asked a = {ks, ki_list_new(ks, 1)};
    KiValue r = KI_ERR;
    for (int64_t i = 0; a.who && i < relevant->len && ok; i++) {
        KiValue v = relevant->items[i];
        bool exact = ki_is_kind(v, KI_K_TENSOR);
        if ((exact && !to_off(ks)) || to_asks(ks, v)) ok = add(&a, v);
    }
    Question q = {args[0], args[3], args[4], args[1], true};
    if (a.who && ok) r = ask(ks, &q, &a);
    if (a.who) ki_decref_obj(ks, &a.who->h);
    return r;
}

static const TfRow rows[] = {
    {"_disabled_torch_function_impl/fzc", f_nobody},
    {"as_subclass/mz", m_as_subclass},
    {"_asking_from_now/fzc", f_from_now},
    {"_is_torch_function_enabled/fzc", f_enabled},
    {"_asks/fzc", f_asks},
    {"_asking_off/fzc", f_off},
    {"_asking_mode/fzc", f_mode},
    {"_ask_before/fzc", f_ask_before},
    {"_ask/fzc", f_ask},
};

bool tf_init_override(KiState *ks, const TfTargets *to) {
    static const KiDef methods[] = {
        {"__torch_function__", "(cls, func, types, args=(), kwargs=None)", (void *)m_torch_function,
         NULL, KI_DEF_CLASS},
        {"_make_subclass", "(...)", (void *)c_make_subclass, NULL, KI_DEF_STATIC},
        KI_DEF_END};
    KiTensorState *ts = ki_ts(ks);
    if (!ts->asking.entries) ts->asking.entries = ki_dict_new(ks);
    if (!ts->asking.entries || !ki_type_add_methods(ks, ks->types[KI_K_TENSOR], methods) ||
        !TF_ADD(rows))
        return false;
    KiValue nobody = ki_dict_get_cstr(ks, to->torch->dict, "_disabled_torch_function_impl");
    if (nobody == KI_ERR) return false;
    ((KiNative *)ki_obj(nobody))->explain = NULL; /* it takes what functions are given */
    KiValue old = ts->asking.nobody;              /* a script can import the module anew */
    ts->asking.nobody = ki_new_ref(nobody);
    if (old) ki_decref(ks, old);
    ks->asking_class = class_made;
    return true;
}
