/* types.GenericAlias (list[int]) and types.UnionType (int | None). */
#include "../base/strbuf.h"
#include "containers.h"
#include "heap.h"
#include "object_private.h"
#include "slot.h"

typedef struct KiAlias {
    KiObj h;
    KiValue origin, args, params; /* params: tuple of the type variables in args */
    bool starred;
} KiAlias;

typedef struct KiUnion {
    KiObj h;
    KiValue args, params;
} KiUnion;

static KiAlias *alias_of(KiValue v) {
    return (KiAlias *)ki_obj(v);
}
static KiUnion *union_of(KiValue v) {
    return (KiUnion *)ki_obj(v);
}
/* Of GenericAlias or a class derived from it. */
static bool is_alias(KiState *ks, KiValue v) {
    return ki_is_subtype(ki_type_of(ks, v), ks->types[KI_K_GENERIC_ALIAS]);
}
static bool is_union(KiValue v) {
    return ki_is_kind(v, KI_K_UNION);
}

/* --- type variables --- */

/* A type variable is what has __typing_subst__ (typing.TypeVar and friends). */
static int is_type_var(KiState *ks, KiValue v) {
    KiStr *name = ki_intern_cstr(ks, "__typing_subst__");
    if (!name) return -1;
    bool yes = !ki_is_type(v) && ki_type_lookup(ks, ki_type_of(ks, v), name) != KI_ABSENT;
    ki_decref_obj(ks, &name->h);
    return yes;
}

static bool add_once(KiState *ks, KiList *l, KiValue v) {
    for (int64_t i = 0; i < l->len; i++)
        if (l->items[i] == v) return true;
    return ki_list_append(ks, l, v);
}

static KiValue parameters_of(KiState *ks, KiValue v) {
    if (ki_is_type(v)) return KI_ABSENT;
    KiStr *name = ki_intern_cstr(ks, "__parameters__");
    KiValue p = name ? ki_getattr_opt(ks, v, name) : KI_ERR;
    if (name) ki_decref_obj(ks, &name->h);
    return p;
}

static KiValue collect_parameters(KiState *ks, KiTuple *args) {
    KiList *l = ki_list_new(ks, 0);
    bool ok = l != NULL;
    for (int64_t i = 0; ok && i < args->len; i++) {
        KiValue v = args->items[i];
        int var = is_type_var(ks, v);
        if (var) {
            ok = var > 0 && add_once(ks, l, v);
            continue;
        }
        KiValue p = parameters_of(ks, v);
        ok = p != KI_ERR;
        if (ok && p != KI_ABSENT && ki_is_tuple(p))
            for (int64_t j = 0; ok && j < ki_tuple_of(p)->len; j++)
                ok = add_once(ks, l, ki_tuple_of(p)->items[j]);
        if (p != KI_ERR) ki_decref(ks, p);
    }
    KiValue t = ok ? ki_tuple_from(ks, l->items, l->len) : KI_ERR;
    if (l) ki_decref_obj(ks, &l->h);
    return t;
}

/* An attribute by its name in C, KI_ABSENT where there is none. */
static KiValue attr_opt(KiState *ks, KiValue v, const char *cname) {
    KiStr *name = ki_intern_cstr(ks, cname);
    KiValue r = name ? ki_getattr_opt(ks, v, name) : KI_ERR;
    if (name) ki_decref_obj(ks, &name->h);
    return r;
}

static KiValue not_generic(KiState *ks, KiValue self) {
    KiValue r = ki_repr(ks, self);
    if (r == KI_ERR) return KI_ERR;
    ki_raise(ks, KI_EXC_TypeError, "%s is not a generic class", ki_cstr(ks, ki_str_of(r)));
    ki_decref(ks, r);
    return KI_ERR;
}

static KiValue wrong_count(KiState *ks, KiValue self, int64_t given, int64_t expected) {
    KiValue r = ki_repr(ks, self);
    if (r == KI_ERR) return KI_ERR;
    ki_raise(ks, KI_EXC_TypeError, "Too %s arguments for %s; actual %d, expected %d",
             given > expected ? "many" : "few", ki_cstr(ks, ki_str_of(r)), (int)given,
             (int)expected);
    ki_decref(ks, r);
    return KI_ERR;
}

/* Appends items, those of *tuple[...] (which has __typing_unpacked_tuple_args__) one by one. */
static bool unpack_items(KiState *ks, KiList *out, KiTuple *items) {
    for (int64_t i = 0; i < items->len; i++) {
        KiValue v = items->items[i];
        KiValue inner =
            ki_is_type(v) ? KI_ABSENT : attr_opt(ks, v, "__typing_unpacked_tuple_args__");
        bool ok = inner != KI_ERR, unpacked = false;
        if (ok && inner != KI_ABSENT && ki_is_tuple(inner)) {
            KiTuple *t = ki_tuple_of(inner);
            /* *tuple[int, ...] has no fixed number of items and stays as it is */
            unpacked = !(t->len && t->items[t->len - 1] == KI_ELLIPSIS);
            for (int64_t j = 0; unpacked && ok && j < t->len; j++)
                ok = ki_list_append(ks, out, t->items[j]);
        }
        if (ok && !unpacked) ok = ki_list_append(ks, out, v);
        if (inner != KI_ERR) ki_decref(ks, inner);
        if (!ok) return false;
    }
    return true;
}

/* What stands in brackets as a tuple with an item for each parameter: a parameter that takes
 * several items (TypeVarTuple) or one in a form of its own (ParamSpec) arranges them itself. */
static KiValue arrange_items(KiState *ks, KiValue self, KiTuple *params, KiValue item) {
    KiValue one = ki_is_tuple(item) ? ki_new_ref(ki_unbox(item)) : ki_tuple_from(ks, &item, 1);
    KiList *flat = one == KI_ERR ? NULL : ki_list_new(ks, 0);
    bool ok = flat && unpack_items(ks, flat, ki_tuple_of(one));
    if (one != KI_ERR) ki_decref(ks, one);
    KiValue items = ok ? ki_tuple_from(ks, flat->items, flat->len) : KI_ERR;
    if (flat) ki_decref_obj(ks, &flat->h);
    for (int64_t i = 0; items != KI_ERR && i < params->len; i++) {
        KiValue prepare = attr_opt(ks, params->items[i], "__typing_prepare_subst__");
        if (prepare == KI_ABSENT) continue;
        KiValue args[2] = {self, items};
        KiValue arranged = prepare == KI_ERR ? KI_ERR : ki_call(ks, prepare, args, 2, KI_ABSENT);
        if (prepare != KI_ERR) ki_decref(ks, prepare);
        ki_decref(ks, items);
        items = arranged;
        if (items != KI_ERR && !ki_is_tuple(items)) {
            ki_decref(ks, items);
            return ki_raise(ks, KI_EXC_TypeError, "__typing_prepare_subst__() must return a tuple");
        }
    }
    return items;
}

static int64_t index_of(KiTuple *params, KiValue v) {
    for (int64_t i = 0; i < params->len; i++)
        if (params->items[i] == v) return i;
    return -1;
}

/* An argument that has parameters inside (list[T]), with what stands for them. */
static KiValue substitute_inside(KiState *ks, KiValue v, KiTuple *params, KiTuple *items) {
    KiValue sub = parameters_of(ks, v);
    if (sub == KI_ERR) return KI_ERR;
    if (sub == KI_ABSENT || !ki_is_tuple(sub) || !ki_tuple_of(sub)->len) {
        ki_decref(ks, sub);
        return ki_new_ref(v);
    }
    KiTuple *inner = ki_tuple_of(sub);
    KiList *l = ki_list_new(ks, 0);
    bool ok = l != NULL;
    for (int64_t i = 0; ok && i < inner->len; i++) {
        int64_t at = index_of(params, inner->items[i]);
        KiValue given = at < 0 ? inner->items[i] : items->items[at];
        KiValue several = at < 0 ? KI_ABSENT : attr_opt(ks, inner->items[i], "__iter__");
        ok = several != KI_ERR;
        if (ok && several != KI_ABSENT && ki_is_tuple(given)) /* a TypeVarTuple's items */
            ok = ki_list_extend(ks, l, given);
        else if (ok)
            ok = ki_list_append(ks, l, given);
        if (several != KI_ERR) ki_decref(ks, several);
    }
    KiValue key = ok ? ki_tuple_from(ks, l->items, l->len) : KI_ERR;
    KiValue r = key == KI_ERR ? KI_ERR : ki_getitem(ks, v, key);
    if (key != KI_ERR) ki_decref(ks, key);
    if (l) ki_decref_obj(ks, &l->h);
    ki_decref(ks, sub);
    return r;
}

/* Appends what stands for one argument: several values for an unpacked TypeVarTuple. */
static bool substitute_one(KiState *ks, KiList *out, KiValue v, KiTuple *params, KiTuple *items) {
    if (ki_is_type(v)) return ki_list_append(ks, out, v);
    KiValue star = attr_opt(ks, v, "__typing_is_unpacked_typevartuple__");
    bool unpack = star != KI_ERR && star != KI_ABSENT && ki_truth(ks, star) == 1;
    if (star == KI_ERR) return false;
    ki_decref(ks, star);
    KiValue subst = attr_opt(ks, v, "__typing_subst__"), r;
    int64_t at = subst == KI_ABSENT ? -1 : index_of(params, v);
    if (subst == KI_ERR) return false;
    if (subst != KI_ABSENT && at >= 0) {
        KiValue given = items->items[at];
        r = ki_call(ks, subst, &given, 1, KI_ABSENT);
    } else
        r = substitute_inside(ks, v, params, items);
    ki_decref(ks, subst);
    if (r == KI_ERR) return false;
    bool ok = unpack && ki_is_tuple(r) ? ki_list_extend(ks, out, r) : ki_list_append(ks, out, r);
    ki_decref(ks, r);
    return ok;
}

/* args with the parameters replaced by the items (PEP 484, 612, 646). */
static KiValue substitute(KiState *ks, KiValue self, KiTuple *args, KiValue params, KiValue item) {
    KiTuple *p = ki_tuple_of(params);
    if (!p->len) return not_generic(ks, self);
    KiValue items = arrange_items(ks, self, p, item);
    if (items == KI_ERR) return KI_ERR;
    KiTuple *given = ki_tuple_of(items);
    if (given->len != p->len) {
        int64_t n = given->len;
        ki_decref(ks, items);
        return wrong_count(ks, self, n, p->len);
    }
    KiList *out = ki_list_new(ks, 0);
    bool ok = out != NULL;
    for (int64_t i = 0; ok && i < args->len; i++)
        ok = substitute_one(ks, out, args->items[i], p, given);
    KiValue r = ok ? ki_tuple_from(ks, out->items, out->len) : KI_ERR;
    if (out) ki_decref_obj(ks, &out->h);
    ki_decref(ks, items);
    return r;
}

/* --- text --- */

static bool is_text(KiValue v, const char *text) {
    return ki_is_str(v) && ki_str_eq_cstr(ki_str_of(v), text);
}

static bool put_str(KiState *ks, KbStrbuf *b, KiValue v) {
    KiValue s = ki_str(ks, v);
    size_t n;
    const char *text = s == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(s), &n);
    bool ok = text && kb_strbuf_append(b, text, n);
    ki_decref(ks, s);
    return ok;
}

/* The qualified name and module of whatever has them and is no alias itself; else both absent. */
static bool named_by(KiState *ks, KiValue v, KiValue *name, KiValue *module) {
    static const char *const of_alias[] = {"__origin__", "__args__"};
    int found = 0;
    for (int i = 0; i < 2 && found == i; i++) {
        KiStr *s = ki_intern_cstr(ks, of_alias[i]);
        KiValue x = s ? ki_getattr_opt(ks, v, s) : KI_ERR;
        if (s) ki_decref_obj(ks, &s->h);
        if (x == KI_ERR) return false;
        found += x != KI_ABSENT;
        ki_decref(ks, x);
    }
    if (found == 2) return true;
    *name = ki_getattr_opt(ks, v, ks->names.d_qualname);
    if (*name != KI_ERR && *name != KI_ABSENT) *module = ki_getattr_opt(ks, v, ks->names.d_module);
    return *name != KI_ERR && *module != KI_ERR;
}

/* How a type reads inside list[...]: its qualified name, ... as "...". */
static bool put_type(KiState *ks, KbStrbuf *b, KiValue v) {
    if (v == KI_ELLIPSIS) return kb_strbuf_puts(b, "...");
    KiValue name = KI_ABSENT, module = KI_ABSENT;
    bool ok = named_by(ks, v, &name, &module);
    if (ok && module != KI_ABSENT && module != KI_NONE) {
        if (!is_text(module, "builtins")) ok = put_str(ks, b, module) && kb_strbuf_putc(b, '.');
        ok = ok && put_str(ks, b, name);
    } else if (ok) {
        KiValue r = ki_repr(ks, v);
        ok = r != KI_ERR && put_str(ks, b, r);
        ki_decref(ks, r);
    }
    ki_decref(ks, name);
    ki_decref(ks, module);
    return ok;
}

static KiValue finish_text(KiState *ks, KbStrbuf *b, bool ok) {
    KiValue r = KI_ERR;
    if (ok && !b->failed)
        r = ki_str_from_utf8(ks, b->data ? b->data : "", b->len);
    else if (!ki_pending(ks))
        r = ki_raise_nomem(ks);
    kb_strbuf_free(b);
    return r;
}

/* --- GenericAlias --- */

static KiValue alias_make(KiState *ks, KiType *cls, KiValue origin, KiValue args, bool starred) {
    KiValue params = collect_parameters(ks, ki_tuple_of(args));
    KiAlias *a = params == KI_ERR ? NULL : (KiAlias *)ki_instance_alloc(ks, cls);
    if (!a) {
        if (params != KI_ERR) ki_decref(ks, params);
        return KI_ERR;
    }
    a->origin = ki_new_ref(origin);
    a->args = ki_new_ref(args);
    a->params = params;
    a->starred = starred;
    return ki_from_obj(a);
}

static KiValue alias_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"origin", "args"};
    KiValue given[2];
    if (!ki_parse_args(ks, "GenericAlias", names, 2, 2, 2, args, nargs, kwnames, given))
        return KI_ERR;
    KiValue t =
        ki_is_tuple(args[1]) ? ki_new_ref(ki_unbox(args[1])) : ki_tuple_from(ks, &args[1], 1);
    if (t == KI_ERR) return KI_ERR;
    KiValue r = alias_make(ks, cls, args[0], t, false);
    ki_decref(ks, t);
    return r;
}

static void alias_dealloc(KiState *ks, KiObj *o) {
    KiAlias *a = (KiAlias *)o;
    ki_decref(ks, a->origin);
    ki_decref(ks, a->args);
    ki_decref(ks, a->params);
}
static void alias_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiAlias *a = (KiAlias *)o;
    visit(a->origin, arg);
    visit(a->args, arg);
    visit(a->params, arg);
}

static KiValue alias_repr(KiState *ks, KiValue self) {
    KiAlias *a = alias_of(self);
    KiTuple *t = ki_tuple_of(a->args);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = (!a->starred || kb_strbuf_putc(&b, '*')) && put_type(ks, &b, a->origin) &&
              kb_strbuf_putc(&b, '[');
    for (int64_t i = 0; ok && i < t->len; i++)
        ok = (!i || kb_strbuf_puts(&b, ", ")) && put_type(ks, &b, t->items[i]);
    if (ok && !t->len) ok = kb_strbuf_puts(&b, "()");
    return finish_text(ks, &b, ok && kb_strbuf_putc(&b, ']'));
}

static bool alias_hash(KiState *ks, KiValue self, int64_t *out) {
    int64_t x, y;
    if (!ki_hash(ks, alias_of(self)->origin, &x) || !ki_hash(ks, alias_of(self)->args, &y))
        return false;
    *out = x ^ y;
    return true;
}
static KiValue alias_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !is_alias(ks, a) || !is_alias(ks, b))
        return KI_NOT_IMPLEMENTED;
    KiAlias *x = alias_of(a), *y = alias_of(b);
    int same = x->starred == y->starred ? ki_compare_bool(ks, x->origin, y->origin, KI_EQ) : 0;
    if (same == 1) same = ki_compare_bool(ks, x->args, y->args, KI_EQ);
    return same < 0 ? KI_ERR : ki_bool(same == (op == KI_EQ));
}

static KiValue alias_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    KiValue r = ki_call(ks, alias_of(callee)->origin, args, nargs, kwnames);
    if (r == KI_ERR) return KI_ERR;
    KiStr *name = ki_intern_cstr(ks, "__orig_class__");
    bool ok = name && ki_setattr(ks, r, name, callee);
    if (name) ki_decref_obj(ks, &name->h);
    if (!ok && (ki_pending_is(ks, KI_EXC_AttributeError) || ki_pending_is(ks, KI_EXC_TypeError)))
        ki_clear_exc(ks);
    return r;
}

static KiValue alias_getitem(KiState *ks, KiValue self, KiValue item) {
    KiAlias *a = alias_of(self);
    KiValue args = substitute(ks, self, ki_tuple_of(a->args), a->params, item);
    if (args == KI_ERR) return KI_ERR;
    KiValue r = alias_make(ks, ki_type_of(ks, self), a->origin, args, a->starred);
    ki_decref(ks, args);
    return r;
}

/* Attributes that are the alias's own; all others are the origin's. */
static bool own_attr(KiStr *name) {
    static const char *const own[] = {"__class__",
                                      "__origin__",
                                      "__args__",
                                      "__parameters__",
                                      "__mro_entries__",
                                      "__reduce_ex__",
                                      "__reduce__",
                                      "__copy__",
                                      "__deepcopy__",
                                      "__unpacked__",
                                      "__typing_unpacked_tuple_args__"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (ki_str_eq_cstr(name, own[i])) return true;
    return false;
}
static KiValue alias_getattr(KiState *ks, KiValue self, KiStr *name) {
    return own_attr(name) ? ki_generic_getattr(ks, self, name)
                          : ki_getattr(ks, alias_of(self)->origin, name);
}

static KiValue alias_iter(KiState *ks, KiValue self) {
    KiValue star = alias_make(ks, ks->types[KI_K_GENERIC_ALIAS], alias_of(self)->origin,
                              alias_of(self)->args, true);
    KiValue t = star == KI_ERR ? KI_ERR : ki_tuple_from(ks, &star, 1);
    if (star != KI_ERR) ki_decref(ks, star);
    KiValue it = t == KI_ERR ? KI_ERR : ki_iter(ks, t);
    if (t != KI_ERR) ki_decref(ks, t);
    return it;
}

extern const KiSlots ki_generic_alias_slots, ki_union_slots;
const KiSlots ki_generic_alias_slots = {.struct_size = sizeof(KiAlias),
                                        .dealloc = alias_dealloc,
                                        .traverse = alias_traverse,
                                        .repr = alias_repr,
                                        .hash = alias_hash,
                                        .compare = alias_compare,
                                        .call = alias_call,
                                        .getitem = alias_getitem,
                                        .getattr = alias_getattr,
                                        .iter = alias_iter,
                                        .new_ = alias_new,
                                        .binary[KI_OR] = ki_union_or};

static KiValue alias_part(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(*(KiValue *)((char *)ki_obj(self) + (size_t)closure));
}
static KiValue alias_unpacked(KiState *ks, KiValue self, void *closure) {
    return ki_bool(alias_of(self)->starred);
}
/* The items of *tuple[...], None of anything else. */
static KiValue alias_unpacked_args(KiState *ks, KiValue self, void *closure) {
    KiAlias *a = alias_of(self);
    bool is_star = a->starred && a->origin == ki_from_obj(ks->types[KI_K_TUPLE]);
    return is_star ? ki_new_ref(a->args) : KI_NONE;
}
static KiValue alias_mro_entries(KiState *ks, KiValue *args, int nargs) {
    return ki_tuple_from(ks, &alias_of(args[0])->origin, 1);
}
static KiValue alias_no_check(KiState *ks, KiValue *args, int nargs) {
    return ki_raise(ks, KI_EXC_TypeError,
                    "isinstance() argument 2 cannot be a parameterized generic");
}
static KiValue alias_no_subcheck(KiState *ks, KiValue *args, int nargs) {
    return ki_raise(ks, KI_EXC_TypeError,
                    "issubclass() argument 2 cannot be a parameterized generic");
}
static KiValue alias_reduce(KiState *ks, KiValue *args, int nargs) {
    KiAlias *a = alias_of(args[0]);
    KiValue pair = ki_tuple_pack(ks, 2, a->origin, a->args);
    KiValue r = pair == KI_ERR
                    ? KI_ERR
                    : ki_tuple_pack(ks, 2, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), pair);
    if (pair != KI_ERR) ki_decref(ks, pair);
    return r;
}
static const KiDef alias_methods[] = {
    {"__mro_entries__", "(self, bases, /)", alias_mro_entries, NULL, KI_DEF_UNSIGNED},
    {"__instancecheck__", "(self, instance, /)", alias_no_check, NULL, KI_DEF_UNSIGNED},
    {"__subclasscheck__", "(self, cls, /)", alias_no_subcheck, NULL, KI_DEF_UNSIGNED},
    {"__reduce__", "(self, /)", alias_reduce, NULL, KI_DEF_UNSIGNED},
    KI_DEF_END};
static const KiGetsetDef alias_getsets[] = {
    {"__origin__", alias_part, NULL, NULL, (void *)offsetof(KiAlias, origin)},
    {"__args__", alias_part, NULL, NULL, (void *)offsetof(KiAlias, args)},
    {"__unpacked__", alias_unpacked, NULL, NULL, NULL},
    {"__parameters__", alias_part, NULL, NULL, (void *)offsetof(KiAlias, params)},
    {"__typing_unpacked_tuple_args__", alias_unpacked_args, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};

/* --- UnionType --- */

static bool unionable(KiState *ks, KiValue v) {
    return v == KI_NONE || ki_is_type(v) || is_alias(ks, v) || is_union(v);
}

/* Appends the parts of v that are not there yet. */
static bool add_part(KiState *ks, KiList *l, KiValue v) {
    if (is_union(v)) {
        KiTuple *t = ki_tuple_of(union_of(v)->args);
        for (int64_t i = 0; i < t->len; i++)
            if (!add_part(ks, l, t->items[i])) return false;
        return true;
    }
    if (v == KI_NONE) v = ki_from_obj(ks->types[KI_K_NONE]);
    for (int64_t i = 0; i < l->len; i++) {
        int same = is_alias(ks, v) && is_alias(ks, l->items[i])
                       ? ki_compare_bool(ks, v, l->items[i], KI_EQ)
                       : v == l->items[i];
        if (same) return same > 0;
    }
    return ki_list_append(ks, l, v);
}

static KiValue union_make(KiState *ks, KiList *parts) {
    if (parts->len == 1) return ki_new_ref(parts->items[0]);
    KiValue args = ki_tuple_from(ks, parts->items, parts->len);
    KiValue params = args == KI_ERR ? KI_ERR : collect_parameters(ks, ki_tuple_of(args));
    KiUnion *u =
        params == KI_ERR ? NULL : (KiUnion *)ki_object_alloc(ks, ks->types[KI_K_UNION], sizeof *u);
    if (!u) {
        if (args != KI_ERR) ki_decref(ks, args);
        if (params != KI_ERR) ki_decref(ks, params);
        return KI_ERR;
    }
    u->args = args;
    u->params = params;
    return ki_from_obj(u);
}

KiValue ki_union_or(KiState *ks, KiValue a, KiValue b) {
    if (!unionable(ks, a) || !unionable(ks, b)) return KI_NOT_IMPLEMENTED;
    KiList *l = ki_list_new(ks, 2);
    KiValue r = l && add_part(ks, l, a) && add_part(ks, l, b) ? union_make(ks, l) : KI_ERR;
    if (l) ki_decref_obj(ks, &l->h);
    return r;
}

static void union_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((KiUnion *)o)->args);
    ki_decref(ks, ((KiUnion *)o)->params);
}
static void union_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiUnion *)o)->args, arg);
    visit(((KiUnion *)o)->params, arg);
}
static KiValue union_repr(KiState *ks, KiValue self) {
    KiTuple *t = ki_tuple_of(union_of(self)->args);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    bool ok = true;
    for (int64_t i = 0; ok && i < t->len; i++)
        ok = (!i || kb_strbuf_puts(&b, " | ")) &&
             (t->items[i] == ki_from_obj(ks->types[KI_K_NONE]) ? kb_strbuf_puts(&b, "None")
                                                               : put_type(ks, &b, t->items[i]));
    return finish_text(ks, &b, ok);
}
/* Equal as sets, hashed as a frozenset is: independent of the order. */
static KiValue union_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !is_union(a) || !is_union(b)) return KI_NOT_IMPLEMENTED;
    KiTuple *x = ki_tuple_of(union_of(a)->args), *y = ki_tuple_of(union_of(b)->args);
    int same = x->len == y->len;
    for (int64_t i = 0; same == 1 && i < x->len; i++) {
        same = 0;
        for (int64_t j = 0; same == 0 && j < y->len; j++)
            same = ki_compare_bool(ks, x->items[i], y->items[j], KI_EQ);
    }
    return same < 0 ? KI_ERR : ki_bool(same == (op == KI_EQ));
}
static bool union_hash(KiState *ks, KiValue self, int64_t *out) {
    KiTuple *t = ki_tuple_of(union_of(self)->args);
    KiSet *set = ki_set_new(ks, true);
    bool ok = set != NULL;
    for (int64_t i = 0; ok && i < t->len; i++)
        ok = ki_set_add(ks, set, t->items[i]);
    ok = ok && ki_hash(ks, ki_from_obj(set), out);
    if (set) ki_decref_obj(ks, &set->h);
    return ok;
}
static KiValue union_getitem(KiState *ks, KiValue self, KiValue item) {
    KiUnion *u = union_of(self);
    KiValue args = substitute(ks, self, ki_tuple_of(u->args), u->params, item);
    if (args == KI_ERR) return KI_ERR;
    KiTuple *t = ki_tuple_of(args);
    KiValue r = ki_new_ref(t->items[0]);
    for (int64_t i = 1; r != KI_ERR && i < t->len; i++) {
        KiValue n = ki_binary(ks, r, t->items[i], KI_OR);
        ki_decref(ks, r);
        r = n;
    }
    ki_decref(ks, args);
    return r;
}
/* The module is the type's, of which `__module__` is no attribute of its own. */
static KiValue union_getattr(KiState *ks, KiValue self, KiStr *name) {
    return ki_str_eq(ks, name, ks->names.d_module)
               ? ki_getattr(ks, ki_from_obj(ks->types[KI_K_UNION]), name)
               : ki_generic_getattr(ks, self, name);
}
const KiSlots ki_union_slots = {.struct_size = sizeof(KiUnion),
                                .dealloc = union_dealloc,
                                .traverse = union_traverse,
                                .repr = union_repr,
                                .hash = union_hash,
                                .compare = union_compare,
                                .getattr = union_getattr,
                                .getitem = union_getitem,
                                .binary[KI_OR] = ki_union_or};

static KiValue union_check(KiState *ks, KiValue self, KiValue v, bool instance) {
    KiTuple *t = ki_tuple_of(union_of(self)->args);
    for (int64_t i = 0; i < t->len; i++) {
        int r = instance ? ki_isinstance(ks, v, t->items[i]) : ki_issubclass(ks, v, t->items[i]);
        if (r) return r < 0 ? KI_ERR : KI_TRUE;
    }
    return KI_FALSE;
}
static KiValue union_instancecheck(KiState *ks, KiValue *args, int nargs) {
    return union_check(ks, args[0], args[1], true);
}
static KiValue union_subclasscheck(KiState *ks, KiValue *args, int nargs) {
    return union_check(ks, args[0], args[1], false);
}
static const KiDef union_methods[] = {
    {"__instancecheck__", "(self, instance, /)", union_instancecheck, NULL, KI_DEF_UNSIGNED},
    {"__subclasscheck__", "(self, cls, /)", union_subclasscheck, NULL, KI_DEF_UNSIGNED},
    KI_DEF_END};
static const KiGetsetDef union_getsets[] = {
    {"__args__", alias_part, NULL, NULL, (void *)offsetof(KiUnion, args)},
    {"__parameters__", alias_part, NULL, NULL, (void *)offsetof(KiUnion, params)},
    {NULL, NULL, NULL, NULL, NULL}};

bool ki_alias_methods_init(KiState *ks) {
    KiType **t = ks->types;
    return ki_type_add_methods(ks, t[KI_K_GENERIC_ALIAS], alias_methods) &&
           ki_type_add_getsets(ks, t[KI_K_GENERIC_ALIAS], alias_getsets) &&
           ki_type_add_methods(ks, t[KI_K_UNION], union_methods) &&
           ki_type_add_getsets(ks, t[KI_K_UNION], union_getsets);
}
