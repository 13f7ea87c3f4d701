/* Exception groups (PEP 654): construction, split, subgroup, derive. */
#include "containers.h"
#include "exc_private.h"
#include "heap.h"

static KiTuple *members(KiValue group) {
    return ki_tuple_of(ki_exc_field(group, KI_GRP_EXCEPTIONS));
}

static bool is_group(KiState *ks, KiValue v) {
    return ki_is_exception(v) &&
           ki_is_subtype(ki_type_of(ks, v), ks->exceptions[KI_EXC_BaseExceptionGroup]);
}

/* Checks the items; *nested: some are not Exceptions. */
static bool check_members(KiState *ks, KiTuple *t, bool *base_only) {
    for (int64_t i = 0; i < t->len; i++) {
        if (!ki_is_exception(t->items[i])) {
            ki_raise(ks, KI_EXC_ValueError,
                     "Item %d of second argument (exceptions) is not an exception", (int)i);
            return false;
        }
        *base_only |= !ki_is_subtype(ki_type_of(ks, t->items[i]), ks->exceptions[KI_EXC_Exception]);
    }
    return true;
}

/* The class of a group: an all-Exception BaseExceptionGroup is an ExceptionGroup. NULL: TypeError.
 */
static KiType *settle_class(KiState *ks, KiType *cls, bool base_only) {
    if (cls == ks->exceptions[KI_EXC_BaseExceptionGroup])
        return base_only ? cls : ks->exceptions[KI_EXC_ExceptionGroup];
    if (!base_only || !ki_is_subtype(cls, ks->exceptions[KI_EXC_Exception])) return cls;
    if (cls == ks->exceptions[KI_EXC_ExceptionGroup])
        ki_raise(ks, KI_EXC_TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
    else
        ki_raise(ks, KI_EXC_TypeError, "Cannot nest BaseExceptions in '%s'",
                 ki_type_cname(ks, cls));
    return NULL;
}

static KiValue group_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs != 2)
        return ki_raise(ks, KI_EXC_TypeError,
                        "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", nargs);
    if (!ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "BaseExceptionGroup.__new__() argument 1 must be str, not %s",
                        ki_arg_type_name(ks, args[0]));
    if (!ki_type_of(ks, args[1])->slots->getitem || ki_is_dict(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "second argument (exceptions) must be a sequence");
    KiTuple *t = ki_to_tuple(ks, args[1]);
    if (!t) return KI_ERR;
    bool base_only = false;
    KiValue self = KI_ERR;
    if (!t->len)
        ki_raise(ks, KI_EXC_ValueError,
                 "second argument (exceptions) must be a non-empty sequence");
    else if (check_members(ks, t, &base_only) && (cls = settle_class(ks, cls, base_only)))
        self = ki_exc_base_new(ks, cls, args, 2, KI_ABSENT);
    if (self != KI_ERR) {
        ki_exc_set_field(ks, self, KI_GRP_MESSAGE, args[0]);
        ki_exc_set_field(ks, self, KI_GRP_EXCEPTIONS, ki_from_obj(t));
    }
    ki_decref_obj(ks, &t->h);
    return self;
}

static KiValue group_str(KiState *ks, KiValue self) {
    int64_t n = members(self)->len;
    KiValue m = ki_exc_field(self, KI_GRP_MESSAGE);
    return ki_str_format(ks, "%s (%lld sub-exception%s)", ki_cstr(ks, ki_str_of(m)), (long long)n,
                         n == 1 ? "" : "s");
}

const KiSlots ki_exc_group_slots = {.new_ = group_new, .str = group_str};

/* --- split and subgroup --- */

typedef struct Matcher {
    KiValue cond;
    bool is_function, match_only; /* match_only: no rest is made */
    KiList *same;                 /* identity set of member exceptions; else NULL */
} Matcher;

static bool is_exception_type(KiState *ks, KiValue v) {
    return ki_is_type(v) && ki_is_subtype((KiType *)ki_obj(v), ks->types[KI_K_EXCEPTION]);
}

static bool make_matcher(KiState *ks, KiValue cond, Matcher *m) {
    *m = (Matcher){.cond = cond};
    bool ok = is_exception_type(ks, cond);
    if (ki_is_tuple(cond)) {
        ok = true;
        for (int64_t i = 0; i < ki_tuple_of(cond)->len; i++)
            ok &= is_exception_type(ks, ki_tuple_of(cond)->items[i]);
    } else if (!ok && ki_is_kind(cond, KI_K_FUNC)) { /* no other callable */
        ok = m->is_function = true;
    }
    if (!ok)
        ki_raise(ks, KI_EXC_TypeError,
                 "expected a function, exception type or tuple of exception types");
    return ok;
}

static int matches(KiState *ks, Matcher *m, KiValue exc) {
    if (m->same) {
        for (int64_t i = 0; i < m->same->len; i++)
            if (m->same->items[i] == exc) return 1;
        return 0;
    }
    if (!m->is_function) return ki_exc_matches(ks, exc, m->cond);
    KiValue r = ki_call1(ks, m->cond, exc);
    if (r == KI_ERR) return -1;
    int t = ki_truth(ks, r);
    ki_decref(ks, r);
    return t;
}

/* A group like orig with other members: derive() plus traceback, context, cause and notes. Setting
 * the cause, even to none, hides the context. */
static KiValue derived(KiState *ks, KiValue orig, KiList *excs) {
    KiValue l = ki_from_obj(excs);
    KiStr *name = ki_intern_cstr(ks, "derive");
    KiValue g = name ? ki_call_method(ks, orig, name, &l, 1) : KI_ERR;
    if (name) ki_decref_obj(ks, &name->h);
    if (g == KI_ERR) return KI_ERR;
    if (!is_group(ks, g)) {
        ki_raise(ks, KI_EXC_TypeError, "derive must return an instance of BaseExceptionGroup");
        ki_decref(ks, g);
        return KI_ERR;
    }
    KiException *o = ki_exc_of(orig), *e = ki_exc_of(g);
    ki_assign(ks, &e->traceback, ki_new_ref(o->traceback));
    ki_assign(ks, &e->context, ki_new_ref(o->context));
    ki_assign(ks, &e->cause, ki_new_ref(o->cause));
    e->suppress_context = true;
    KiValue notes = ki_getattr_opt(ks, orig, ks->names.d_notes);
    bool ok = notes != KI_ERR;
    if (ok && notes != KI_ABSENT) {
        if (ki_is_list(notes)) {
            KiList *copy = ki_to_list(ks, notes);
            ok = copy && ki_setattr(ks, g, ks->names.d_notes, ki_from_obj(copy));
            if (copy) ki_decref_obj(ks, &copy->h);
        }
        ki_decref(ks, notes);
    }
    if (ok) return g;
    ki_decref(ks, g);
    return KI_ERR;
}

static bool split(KiState *ks, KiValue exc, Matcher *m, KiValue *match, KiValue *rest);

/* Splits the members of a group into two lists. */
static bool split_members(KiState *ks, KiValue group, Matcher *m, KiList *yes, KiList *no) {
    KiTuple *t = members(group);
    for (int64_t i = 0; i < t->len; i++) {
        KiValue a, b;
        if (!split(ks, t->items[i], m, &a, &b)) return false;
        bool ok = (a == KI_NONE || ki_list_append(ks, yes, a)) &&
                  (!no || b == KI_NONE || ki_list_append(ks, no, b));
        ki_decref(ks, a);
        ki_decref(ks, b);
        if (!ok) return false;
    }
    return true;
}

/* *match, *rest: owned parts of exc, None for nothing. */
static bool split(KiState *ks, KiValue exc, Matcher *m, KiValue *match, KiValue *rest) {
    *match = *rest = KI_NONE;
    int hit = matches(ks, m, exc);
    if (hit < 0) return false;
    if (hit || !is_group(ks, exc)) {
        if (hit || !m->match_only) *(hit ? match : rest) = ki_new_ref(exc);
        return true;
    }
    if (!ki_c_stack_ok(ks, " in exceptiongroup_split_recursive")) return false;
    KiList *yes = ki_list_new(ks, 0), *no = yes ? ki_list_new(ks, 0) : NULL;
    bool ok = no && split_members(ks, exc, m, yes, no);
    if (ok && yes->len) ok = (*match = derived(ks, exc, yes)) != KI_ERR;
    if (ok && no->len) ok = (*rest = derived(ks, exc, no)) != KI_ERR;
    if (!ok) {
        if (*match != KI_ERR) ki_decref(ks, *match);
        *match = *rest = KI_NONE;
    }
    if (yes) ki_decref_obj(ks, &yes->h);
    if (no) ki_decref_obj(ks, &no->h);
    return ok;
}

bool ki_exc_group_split(KiState *ks, KiValue exc, KiValue cond, KiValue *match, KiValue *rest) {
    Matcher m = {.cond = cond};
    return split(ks, exc, &m, match, rest);
}

static void collect_leaves(KiState *ks, KiValue exc, KiList *out, bool *ok) {
    if (!is_group(ks, exc)) {
        *ok = *ok && ki_list_append(ks, out, exc);
        return;
    }
    for (int64_t i = 0; i < members(exc)->len; i++)
        collect_leaves(ks, members(exc)->items[i], out, ok);
}

/* The part of group orig whose leaves occur in the exceptions of `keep`. Owned, None for nothing.
 */
KiValue ki_exc_group_projection(KiState *ks, KiValue orig, KiList *keep) {
    KiList *leaves = ki_list_new(ks, 0);
    bool ok = leaves != NULL;
    for (int64_t i = 0; ok && i < keep->len; i++)
        collect_leaves(ks, keep->items[i], leaves, &ok);
    KiValue match = KI_ERR, rest = KI_NONE;
    Matcher m = {.same = leaves, .match_only = true};
    if (ok && !split(ks, orig, &m, &match, &rest)) match = KI_ERR;
    if (match != KI_ERR) ki_decref(ks, rest);
    if (leaves) ki_decref_obj(ks, &leaves->h);
    return match;
}

/* The condition that split and subgroup are given; C functions take it out of a tuple. */
static bool condition_of(KiState *ks, const char *function, KiValue given, KiValue *out) {
    KiTuple *t = ki_tuple_of(given);
    *out = t->len ? t->items[0] : KI_NONE;
    if (t->len == 1) return true;
    ki_raise(ks, KI_EXC_TypeError, "%s expected 1 argument, got %lld", function, (long long)t->len);
    return false;
}

static KiValue group_split(KiState *ks, KiValue *args, int nargs) {
    Matcher m;
    KiValue condition, match, rest;
    if (!condition_of(ks, "split", args[1], &condition) || !make_matcher(ks, condition, &m) ||
        !split(ks, args[0], &m, &match, &rest))
        return KI_ERR;
    KiValue pair = ki_tuple_pack(ks, 2, match, rest);
    ki_decref(ks, match);
    ki_decref(ks, rest);
    return pair;
}

static KiValue group_subgroup(KiState *ks, KiValue *args, int nargs) {
    Matcher m;
    KiValue condition, match, rest;
    if (!condition_of(ks, "subgroup", args[1], &condition) || !make_matcher(ks, condition, &m))
        return KI_ERR;
    m.match_only = true;
    return split(ks, args[0], &m, &match, &rest) ? match : KI_ERR;
}

static KiValue group_derive(KiState *ks, KiValue *args, int nargs) {
    KiTuple *given = ki_tuple_of(args[1]);
    if (given->len != 1)
        return ki_raise(ks, KI_EXC_TypeError, "function takes exactly 1 argument (%lld given)",
                        (long long)given->len);
    KiValue a[2] = {ki_exc_field(args[0], KI_GRP_MESSAGE), given->items[0]};
    return ki_call(ks, ki_from_obj(ks->exceptions[KI_EXC_BaseExceptionGroup]), a, 2, KI_ABSENT);
}

static KiValue group_class_getitem(KiState *ks, KiValue *args, int nargs) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), args, 2, KI_ABSENT);
}

static const KiDef group_methods[] = {
    {"__class_getitem__", "(cls, item, /)", group_class_getitem, NULL,
     KI_DEF_CLASS | KI_DEF_UNSIGNED},
    {"derive", "(self, /, *args)", group_derive,
     "A group with the same message and other exceptions.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"split", "(self, /, *args)", group_split,
     "The parts of the group that match and that do not, each a group or None.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"subgroup", "(self, /, *args)", group_subgroup, "The part of the group that matches, or None.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    KI_DEF_END};

bool ki_group_methods_init(KiState *ks) {
    return ki_type_add_methods(ks, ks->exceptions[KI_EXC_BaseExceptionGroup], group_methods);
}
