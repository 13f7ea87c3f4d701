/* The module _operator: the operators as functions, and itemgetter, attrgetter, methodcaller. */
#include "../object/containers.h"
#include "functools.h"

#define BINARY(name, op)                                                                           \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        return ki_binary(ks, a[0], a[1], op);                                                      \
    }                                                                                              \
    static KiValue f_i##name(KiState *ks, KiValue *a, int n) {                                     \
        return ki_inplace(ks, a[0], a[1], op);                                                     \
    }
BINARY(add, KI_ADD)
BINARY(sub, KI_SUB)
BINARY(mul, KI_MUL)
BINARY(truediv, KI_TRUEDIV)
BINARY(floordiv, KI_FLOORDIV)
BINARY(mod, KI_MOD)
BINARY(pow, KI_POW)
BINARY(lshift, KI_LSHIFT)
BINARY(rshift, KI_RSHIFT)
BINARY(and, KI_AND)
BINARY(or, KI_OR)
BINARY(xor, KI_XOR)
BINARY(matmul, KI_MATMUL)
#define COMPARE(name, op)                                                                          \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        return ki_compare(ks, a[0], a[1], op);                                                     \
    }
COMPARE(lt, KI_LT)
COMPARE(le, KI_LE)
COMPARE(eq, KI_EQ)
COMPARE(ne, KI_NE)
COMPARE(gt, KI_GT)
COMPARE(ge, KI_GE)
#define UNARY(name, op)                                                                            \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        return ki_unary(ks, a[0], op);                                                             \
    }
UNARY(neg, KI_NEG)
UNARY(pos, KI_POS)
UNARY(invert, KI_INVERT)
UNARY(abs, KI_ABS)

static KiValue f_not(KiState *ks, KiValue *a, int n) {
    int t = ki_truth(ks, a[0]);
    return t < 0 ? KI_ERR : ki_bool(!t);
}
static KiValue f_truth(KiState *ks, KiValue *a, int n) {
    int t = ki_truth(ks, a[0]);
    return t < 0 ? KI_ERR : ki_bool(t);
}
static KiValue f_is(KiState *ks, KiValue *a, int n) {
    return ki_bool(a[0] == a[1]);
}
static KiValue f_is_not(KiState *ks, KiValue *a, int n) {
    return ki_bool(a[0] != a[1]);
}
static KiValue f_index(KiState *ks, KiValue *a, int n) {
    return ki_index(ks, a[0]);
}
static KiValue f_contains(KiState *ks, KiValue *a, int n) {
    int r = ki_contains(ks, a[0], a[1]);
    return r < 0 ? KI_ERR : ki_bool(r);
}
static KiValue f_getitem(KiState *ks, KiValue *a, int n) {
    return ki_getitem(ks, a[0], a[1]);
}
static KiValue f_setitem(KiState *ks, KiValue *a, int n) {
    return ki_setitem(ks, a[0], a[1], a[2]) ? KI_NONE : KI_ERR;
}
static KiValue f_delitem(KiState *ks, KiValue *a, int n) {
    return ki_setitem(ks, a[0], a[1], KI_ABSENT) ? KI_NONE : KI_ERR;
}
static bool is_sequence(KiState *ks, KiValue v) {
    return ki_type_of(ks, v)->slots->getitem && !ki_has_layout(v, KI_K_DICT) &&
           !ki_is_kind(v, KI_K_MAPPINGPROXY);
}
/* The sequence slots of the first come before any __add__ of a class; without them, sequences are
 * added as numbers are. */
static KiValue concat(KiState *ks, const KiValue *a, bool inplace) {
    const KiSlots *s = ki_type_of(ks, a[0])->slots;
    KiValue (*f)(KiState *, KiValue, KiValue) = inplace && s->iconcat ? s->iconcat : s->concat;
    KiValue r = f ? f(ks, a[0], a[1]) : KI_NOT_IMPLEMENTED;
    if (r != KI_NOT_IMPLEMENTED) return r;
    if (f) return inplace ? ki_inplace(ks, a[0], a[1], KI_ADD) : ki_binary(ks, a[0], a[1], KI_ADD);
    if (is_sequence(ks, a[0]) && is_sequence(ks, a[1])) r = ki_number_add(ks, a[0], a[1], inplace);
    if (r != KI_NOT_IMPLEMENTED) return r;
    return ki_raise(ks, KI_EXC_TypeError, "'%s' object can't be concatenated",
                    ki_type_name(ks, a[0]));
}
static KiValue f_concat(KiState *ks, KiValue *a, int n) {
    return concat(ks, a, false);
}
static KiValue f_iconcat(KiState *ks, KiValue *a, int n) {
    return concat(ks, a, true);
}
static KiValue f_length_hint(KiState *ks, KiValue *a, int n) {
    int64_t d;
    if (!ki_is_integer(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "'%s' object cannot be interpreted as an integer",
                        ki_type_name(ks, a[1]));
    if (!ki_arg_i64(ks, a[1], &d)) return KI_ERR;
    int64_t r = ki_length_hint(ks, a[0], d);
    return r == -1 && ki_pending(ks) ? KI_ERR : ki_int_from_i64(ks, r);
}
/* An iterator over what countOf and indexOf search. */
static KiValue items_of(KiState *ks, KiValue v) {
    KiValue it = ki_iter(ks, v);
    if (it != KI_ERR || !ki_pending_is(ks, KI_EXC_TypeError)) return it;
    ki_clear_exc(ks);
    return ki_raise(ks, KI_EXC_TypeError, "argument of type '%s' is not iterable",
                    ki_type_name(ks, v));
}

static KiValue f_count_of(KiState *ks, KiValue *a, int n) {
    KiValue it = items_of(ks, a[0]), v;
    int64_t count = 0;
    if (it == KI_ERR) return KI_ERR;
    while ((v = ki_next(ks, it)) != KI_ABSENT) {
        int eq = v == KI_ERR ? -1 : ki_compare_bool(ks, v, a[1], KI_EQ);
        ki_decref(ks, v);
        if (eq < 0) {
            ki_decref(ks, it);
            return KI_ERR;
        }
        count += eq;
    }
    ki_decref(ks, it);
    return ki_small_int(count);
}
static KiValue f_index_of(KiState *ks, KiValue *a, int n) {
    KiValue it = items_of(ks, a[0]), v;
    if (it == KI_ERR) return KI_ERR;
    for (int64_t i = 0; (v = ki_next(ks, it)) != KI_ABSENT; i++) {
        int eq = v == KI_ERR ? -1 : ki_compare_bool(ks, v, a[1], KI_EQ);
        ki_decref(ks, v);
        if (eq) {
            ki_decref(ks, it);
            return eq < 0 ? KI_ERR : ki_small_int(i);
        }
    }
    ki_decref(ks, it);
    return ki_raise(ks, KI_EXC_ValueError, "sequence.index(x): x not in sequence");
}
static KiValue f_call(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1)
        return ki_raise(ks, KI_EXC_TypeError, "call expected at least 1 argument, got 0");
    return ki_call(ks, args[0], args + 1, nargs - 1, kwnames);
}
/* Whether two runs of bytes are the same, in a time that does not depend on the bytes. */
static KiValue same_bytes(const uint8_t *x, size_t nx, const uint8_t *y, size_t ny) {
    const volatile uint8_t *a = nx == ny ? x : y, *b = y;
    volatile uint8_t differ = nx != ny;
    for (size_t i = 0; i < ny; i++)
        differ = (uint8_t)(differ | (a[i] ^ b[i]));
    return ki_bool(differ == 0);
}

static KiValue same_texts(KiState *ks, KiStr *x, KiStr *y) {
    size_t nx, ny;
    const char *a = ki_str_utf8(ks, x, &nx), *b = a ? ki_str_utf8(ks, y, &ny) : NULL;
    if (!b) return KI_ERR;
    if (nx != x->len || ny != y->len)
        return ki_raise(ks, KI_EXC_TypeError,
                        "comparing strings with non-ASCII characters is not supported");
    return same_bytes((const uint8_t *)a, nx, (const uint8_t *)b, ny);
}

static KiValue f_compare_digest(KiState *ks, KiValue *a, int n) {
    if (ki_is_str(a[0]) && ki_is_str(a[1])) return same_texts(ks, ki_str_of(a[0]), ki_str_of(a[1]));
    if (!ki_type_of(ks, a[0])->slots->get_buffer && !ki_type_of(ks, a[1])->slots->get_buffer)
        return ki_raise(ks, KI_EXC_TypeError,
                        "unsupported operand types(s) or combination of types: '%s' and '%s'",
                        ki_type_name(ks, a[0]), ki_type_name(ks, a[1]));
    KiBytesView x, y;
    if (!ki_get_bytes(ks, a[0], false, &x)) return KI_ERR;
    KiValue r = KI_ERR;
    if (ki_get_bytes(ks, a[1], false, &y)) {
        r = same_bytes(x.data, x.len, y.data, y.len);
        ki_release_bytes(ks, &y);
    }
    ki_release_bytes(ks, &x);
    return r;
}

/* --- itemgetter, attrgetter, methodcaller: one struct --- */

typedef struct Getter {
    KiObj h;
    KiValue items; /* tuple: keys; dotted names; (name, args, kwargs) */
} Getter;
static Getter *getter_of(KiValue v) {
    return (Getter *)ki_obj(v);
}

static KiValue make_getter(KiState *ks, KiType *cls, KiValue items) {
    Getter *g = items == KI_ERR ? NULL : (Getter *)ki_instance_alloc(ks, cls);
    if (!g) {
        ki_decref(ks, items);
        return KI_ERR;
    }
    g->items = items;
    return ki_from_obj(g);
}
static void getter_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((Getter *)o)->items, KI_NONE);
}
static void getter_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Getter *)o)->items, arg);
}

/* Whether a getter is given one object, or more of them where max is negative. */
static bool takes_one(KiState *ks, const char *name, int nargs, KiValue kwnames, int max) {
    if (kwnames == KI_ABSENT && (nargs == 0 || (max == 1 && nargs > 1))) {
        ki_raise(ks, KI_EXC_TypeError, "%s expected 1 argument, got %d", name, nargs);
        return false;
    }
    return ki_check_args(ks, name, nargs, kwnames, 1, max);
}

static KiValue item_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    return takes_one(ks, "itemgetter", nargs, kwnames, -1)
               ? make_getter(ks, cls, ki_tuple_from(ks, args, nargs))
               : KI_ERR;
}
static KiValue attr_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!takes_one(ks, "attrgetter", nargs, kwnames, -1)) return KI_ERR;
    for (int i = 0; i < nargs; i++)
        if (!ki_is_str(args[i]))
            return ki_raise(ks, KI_EXC_TypeError, "attribute name must be a string");
    return make_getter(ks, cls, ki_tuple_from(ks, args, nargs));
}
static KiValue method_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "methodcaller needs at least one argument, the method name");
    if (!ki_is_str(args[0])) return ki_raise(ks, KI_EXC_TypeError, "method name must be a string");
    KiValue pos = ki_tuple_from(ks, args + 1, nargs - 1);
    KiDict *kw = ki_dict_new(ks);
    bool ok = pos != KI_ERR && kw;
    for (int64_t i = 0; ok && kwnames != KI_ABSENT && i < ki_tuple_of(kwnames)->len; i++)
        ok = ki_dict_set(ks, kw, ki_tuple_of(kwnames)->items[i], args[nargs + i]);
    KiValue all = ok ? ki_tuple_pack(ks, 3, args[0], pos, ki_from_obj(kw)) : KI_ERR;
    ki_decref(ks, pos);
    if (kw) ki_decref_obj(ks, &kw->h);
    return make_getter(ks, cls, all);
}

/* a.b.c of an object. */
static KiValue dotted(KiState *ks, KiValue o, KiStr *path) {
    size_t n;
    const char *u = ki_str_utf8(ks, path, &n);
    if (!u) return KI_ERR;
    if (!memchr(u, '.', n)) return ki_getattr(ks, o, path);
    KiValue v = ki_new_ref(o);
    while (v != KI_ERR && u) {
        const char *dot = strchr(u, '.');
        KiValue name = ki_str_from_utf8(ks, u, dot ? (size_t)(dot - u) : strlen(u));
        KiValue next = name == KI_ERR ? KI_ERR : ki_getattr(ks, v, ki_str_of(name));
        ki_decref(ks, name);
        ki_decref(ks, v);
        v = next;
        u = dot ? dot + 1 : NULL;
    }
    return v;
}

static KiValue collect(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames,
                       bool items) {
    if (!takes_one(ks, items ? "itemgetter" : "attrgetter", nargs, kwnames, 1)) return KI_ERR;
    KiTuple *keys = ki_tuple_of(getter_of(self)->items);
    if (keys->len == 1)
        return items ? ki_getitem(ks, args[0], keys->items[0])
                     : dotted(ks, args[0], ki_str_of(keys->items[0]));
    KiTuple *out = ki_tuple_alloc(ks, keys->len);
    for (int64_t i = 0; out && i < keys->len; i++) {
        KiValue v = items ? ki_getitem(ks, args[0], keys->items[i])
                          : dotted(ks, args[0], ki_str_of(keys->items[i]));
        if (v == KI_ERR) {
            ki_decref_obj(ks, &out->h);
            return KI_ERR;
        }
        out->items[i] = v;
    }
    return out ? ki_from_obj(out) : KI_ERR;
}
static KiValue item_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return collect(ks, self, args, nargs, kwnames, true);
}
static KiValue attr_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return collect(ks, self, args, nargs, kwnames, false);
}
static KiValue method_call(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    if (!takes_one(ks, "methodcaller", nargs, kwnames, 1)) return KI_ERR;
    KiTuple *t = ki_tuple_of(getter_of(self)->items);
    KiValue f = ki_getattr(ks, args[0], ki_str_of(t->items[0]));
    KiValue r = f == KI_ERR
                    ? KI_ERR
                    : ki_call_tuple(ks, f, ki_tuple_of(t->items[1]), ki_dict_of(t->items[2]));
    ki_decref(ks, f);
    return r;
}

static KiValue getter_repr(KiState *ks, KiValue self) {
    KiTuple *t = ki_tuple_of(getter_of(self)->items);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_printf(&b, "operator.%s(", ki_class_name(ks, self));
    bool method = !strcmp(ki_class_name(ks, self), "methodcaller"), ok = true;
    KiTuple *args = method ? ki_tuple_of(t->items[1]) : t;
    for (int64_t i = method ? -1 : 0; ok && i < args->len; i++) {
        KiValue r = ki_repr(ks, i < 0 ? t->items[0] : args->items[i]);
        const char *u = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        ok = u && kb_strbuf_printf(&b, "%s%s", i > (method ? -1 : 0) ? ", " : "", u);
        ki_decref(ks, r);
    }
    int64_t pos = 0;
    KiValue k, v;
    while (ok && method && ki_dict_next(ki_dict_of(t->items[2]), &pos, &k, &v)) {
        KiValue r = ki_repr(ks, v);
        const char *uk = ki_str_utf8(ks, ki_str_of(k), NULL),
                   *u = r == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(r), NULL);
        ok = uk && u && kb_strbuf_printf(&b, ", %s=%s", uk, u);
        ki_decref(ks, r);
    }
    kb_strbuf_putc(&b, ')');
    KiValue r = ok ? ki_str_from_utf8(ks, b.data, b.len) : KI_ERR;
    kb_strbuf_free(&b);
    return r;
}
static KiValue m_reduce(KiState *ks, KiValue *a, int n) {
    return ki_tuple_pack(ks, 2, ki_from_obj(ki_type_of(ks, a[0])), getter_of(a[0])->items);
}

/* (methodcaller, (name, *args)); with keywords (partial(methodcaller, name, **kw), args) */
static KiValue caller_reduce(KiState *ks, KiValue *a, int n) {
    KiTuple *t = ki_tuple_of(getter_of(a[0])->items), *args = ki_tuple_of(t->items[1]);
    KiValue cls = ki_from_obj(ki_type_of(ks, a[0]));
    if (ki_dict_of(t->items[2])->used) {
        KiValue partial = ki_import_attr(ks, "functools", "partial");
        KiValue head = partial == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, cls, t->items[0]);
        KiValue f = head == KI_ERR
                        ? KI_ERR
                        : ki_call_tuple(ks, partial, ki_tuple_of(head), ki_dict_of(t->items[2]));
        KiValue r = f == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, f, t->items[1]);
        ki_decref(ks, partial);
        ki_decref(ks, head);
        ki_decref(ks, f);
        return r;
    }
    KiTuple *all = ki_tuple_alloc(ks, args->len + 1);
    if (!all) return KI_ERR;
    all->items[0] = ki_new_ref(t->items[0]);
    for (int64_t i = 0; i < args->len; i++)
        all->items[i + 1] = ki_new_ref(args->items[i]);
    KiValue r = ki_tuple_pack(ks, 2, cls, ki_from_obj(all));
    ki_decref_obj(ks, &all->h);
    return r;
}

static const KiDef caller_methods[] = {
    {"__reduce__", "(self, /)", caller_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    KI_DEF_END};
static const KiDef getter_methods[] = {
    {"__reduce__", "(self, /)", m_reduce, "The parts that pickle keeps.", KI_DEF_UNSIGNED},
    KI_DEF_END};
#define GETTER_SLOTS(which)                                                                        \
    {                                                                                              \
        .dealloc = getter_dealloc, .traverse = getter_traverse, .clear = getter_dealloc,           \
        .getattr = ki_generic_getattr, .repr = getter_repr, .new_ = which##_new,                   \
        .call = which##_call                                                                       \
    }
static KiType *make_type(KiState *ks, const char *name, const char *doc, const KiSlots *slots,
                         const KiDef *methods) {
    const KiTypeDef def = {name,  "operator", doc, sizeof(Getter), KI_TF_GC, KI_K_OPAQUE,
                           slots, methods,    NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
static KiType *make_item(KiState *ks) {
    static const KiSlots slots = GETTER_SLOTS(item);
    return make_type(ks, "itemgetter", "A callable that fetches items of its argument.", &slots,
                     getter_methods);
}
static KiType *make_attr(KiState *ks) {
    static const KiSlots slots = GETTER_SLOTS(attr);
    return make_type(ks, "attrgetter", "A callable that fetches attributes of its argument.",
                     &slots, getter_methods);
}
static KiType *make_method(KiState *ks) {
    static const KiSlots slots = GETTER_SLOTS(method);
    return make_type(ks, "methodcaller", "A callable that calls a method of its argument.", &slots,
                     caller_methods);
}

bool ki_mod_operator_init(KiState *ks, KiModule *m) {
#define TWO(name, fn, doc)                                                                         \
    { name, "(a, b, /)", fn, doc, 0 }
    static const KiDef functions[] = {
        TWO("add", f_add, "Same as a + b."),
        TWO("sub", f_sub, "Same as a - b."),
        TWO("mul", f_mul, "Same as a * b."),
        TWO("truediv", f_truediv, "Same as a / b."),
        TWO("floordiv", f_floordiv, "Same as a // b."),
        TWO("mod", f_mod, "Same as a % b."),
        TWO("pow", f_pow, "Same as a ** b."),
        TWO("lshift", f_lshift, "Same as a << b."),
        TWO("rshift", f_rshift, "Same as a >> b."),
        TWO("and_", f_and, "Same as a & b."),
        TWO("or_", f_or, "Same as a | b."),
        TWO("xor", f_xor, "Same as a ^ b."),
        TWO("matmul", f_matmul, "Same as a @ b."),
        TWO("iadd", f_iadd, "Same as a += b."),
        TWO("isub", f_isub, "Same as a -= b."),
        TWO("imul", f_imul, "Same as a *= b."),
        TWO("itruediv", f_itruediv, "Same as a /= b."),
        TWO("ifloordiv", f_ifloordiv, "Same as a //= b."),
        TWO("imod", f_imod, "Same as a %= b."),
        TWO("ipow", f_ipow, "Same as a **= b."),
        TWO("ilshift", f_ilshift, "Same as a <<= b."),
        TWO("irshift", f_irshift, "Same as a >>= b."),
        TWO("iand", f_iand, "Same as a &= b."),
        TWO("ior", f_ior, "Same as a |= b."),
        TWO("ixor", f_ixor, "Same as a ^= b."),
        TWO("imatmul", f_imatmul, "Same as a @= b."),
        TWO("lt", f_lt, "Same as a < b."),
        TWO("le", f_le, "Same as a <= b."),
        TWO("eq", f_eq, "Same as a == b."),
        TWO("ne", f_ne, "Same as a != b."),
        TWO("gt", f_gt, "Same as a > b."),
        TWO("ge", f_ge, "Same as a >= b."),
        TWO("is_", f_is, "Same as a is b."),
        TWO("is_not", f_is_not, "Same as a is not b."),
        TWO("contains", f_contains, "Same as b in a (note reversed operands)."),
        TWO("getitem", f_getitem, "Same as a[b]."),
        TWO("delitem", f_delitem, "Same as del a[b]."),
        TWO("concat", f_concat, "Same as a + b, for a and b sequences."),
        TWO("iconcat", f_iconcat, "Same as a += b, for a and b sequences."),
        TWO("countOf", f_count_of, "Number of items in a which are, or equal, b."),
        TWO("indexOf", f_index_of, "The first index of b in a."),
        TWO("_compare_digest", f_compare_digest, "Return 'a == b'."),
        {"setitem", "(a, b, c, /)", f_setitem, "Same as a[b] = c.", 0},
        {"neg", "(a, /)", f_neg, "Same as -a.", 0},
        {"pos", "(a, /)", f_pos, "Same as +a.", 0},
        {"abs", "(a, /)", f_abs, "Same as abs(a).", 0},
        {"inv", "(a, /)", f_invert, "Same as ~a.", 0},
        {"invert", "(a, /)", f_invert, "Same as ~a.", 0},
        {"not_", "(a, /)", f_not, "Same as not a.", 0},
        {"truth", "(a, /)", f_truth, "Return True if a is true, False otherwise.", 0},
        {"index", "(a, /)", f_index, "Same as a.__index__()", 0},
        {"length_hint", "(obj, default=0, /)", f_length_hint,
         "An estimate of the number of items in obj.", 0},
        {"call", "(...)", (void *)f_call,
         "call(obj, /, *args, **kwargs)\n--\n\nSame as obj(*args, **kwargs).", 0},
        KI_DEF_END};
    return ki_bi_type_slot(ks, KI_BI_ITEMGETTER, make_item) &&
           ki_bi_type_slot(ks, KI_BI_ATTRGETTER, make_attr) &&
           ki_bi_type_slot(ks, KI_BI_METHODCALLER, make_method) &&
           ki_module_add(ks, m, "itemgetter", ki_new_ref(ks->bi->slot[KI_BI_ITEMGETTER])) &&
           ki_module_add(ks, m, "attrgetter", ki_new_ref(ks->bi->slot[KI_BI_ATTRGETTER])) &&
           ki_module_add(ks, m, "methodcaller", ki_new_ref(ks->bi->slot[KI_BI_METHODCALLER])) &&
           ki_module_add_functions(ks, m, functions);
}
