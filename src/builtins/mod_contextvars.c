/* The module _contextvars: Context, ContextVar, Token.
 *
 * A context maps variables to values. Copying one must cost nothing, since every task and callback
 * of an event loop does it: a dict is shared by copies and cloned at the first change (n_users in
 * a box of its own would be a third object; here the dict's reference count tells). */
#include "../object/slot.h"
#include "../vm/thread.h"
#include "builtins.h"

typedef struct Context {
    KiObj h;
    KiDict *vars;
    KiValue prev; /* while entered: what was current before, or ABSENT */
    bool entered;
} Context;

typedef struct Var {
    KiObj h;
    KiValue name, dflt; /* dflt ABSENT: none */
} Var;

typedef struct Token {
    KiObj h;
    KiValue var, old, context; /* old ABSENT: the variable was not set */
    bool used;
} Token;

static Context *ctx_of(KiValue v) {
    return (Context *)ki_obj(v);
}
static Var *var_of(KiValue v) {
    return (Var *)ki_obj(v);
}
static Token *token_of(KiValue v) {
    return (Token *)ki_obj(v);
}
static KiType *type_at(KiState *ks, int slot) {
    return (KiType *)ki_obj(ks->bi->slot[slot]);
}
/* UTF-8 of a str for a message. */
static const char *text_of(KiState *ks, KiValue v) {
    const char *u = ki_str_utf8(ks, ki_str_of(v), NULL);
    if (!u) ki_clear_exc(ks);
    return u ? u : "?";
}
static bool is_a(KiState *ks, KiValue v, int slot) {
    return ki_is_ptr(v) && ki_obj_type(ki_obj(v)) == type_at(ks, slot);
}

/* --- contexts --- */

static Context *context_make(KiState *ks, KiDict *vars /* consumed, or NULL */) {
    if (!vars && !(vars = ki_dict_new(ks))) return NULL;
    Context *c = (Context *)ki_instance_alloc(ks, type_at(ks, KI_BI_CONTEXT));
    if (!c) {
        ki_decref_obj(ks, &vars->h);
        return NULL;
    }
    c->vars = vars;
    c->prev = KI_ABSENT;
    return c;
}

/* The running thread's context, borrowed. */
static Context *current(KiState *ks) {
    KiValue *at = ki_thread_context(ks);
    if (*at == KI_ABSENT) {
        Context *c = context_make(ks, NULL);
        if (!c) return NULL;
        *at = ki_from_obj(c);
    }
    return ctx_of(*at);
}

/* Before a change: vars of its own. */
static bool unshare(KiState *ks, Context *c) {
    if (c->vars->h.rc == 1) return true;
    KiDict *d = ki_dict_copy(ks, c->vars);
    if (!d) return false;
    ki_decref_obj(ks, &c->vars->h);
    c->vars = d;
    return true;
}

static KiValue copy_of(KiState *ks, Context *c) {
    ki_incref_obj(&c->vars->h);
    Context *n = context_make(ks, c->vars);
    return n ? ki_from_obj(n) : KI_ERR;
}

static KiValue context_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs || kwnames != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "Context() does not accept any arguments");
    Context *c = context_make(ks, NULL);
    return c ? ki_from_obj(c) : KI_ERR;
}
static void context_dealloc(KiState *ks, KiObj *o) {
    Context *c = (Context *)o;
    KiDict *d = c->vars;
    c->vars = NULL;
    if (d) ki_decref_obj(ks, &d->h);
    ki_assign(ks, &c->prev, KI_ABSENT);
}
static void context_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    Context *c = (Context *)o;
    if (c->vars) visit(ki_from_obj(c->vars), arg);
    visit(c->prev, arg);
}

static KiValue m_run(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 2)
        return ki_raise(ks, KI_EXC_TypeError, "run() missing 1 required positional argument");
    Context *c = ctx_of(args[0]);
    if (c->entered) {
        return ki_raise_repr(ks, KI_EXC_RuntimeError, "cannot enter context: ", args[0],
                             " is already entered");
    }
    KiValue *at = ki_thread_context(ks);
    c->entered = true;
    ki_incref_obj(&c->h);
    c->prev = *at; /* moved */
    *at = ki_new_ref(args[0]);
    KiValue r = ki_call(ks, args[1], args + 2, nargs - 2, kwnames);
    at = ki_thread_context(ks);
    KiValue mine = *at;
    *at = c->prev;
    c->prev = KI_ABSENT;
    c->entered = false;
    ki_decref(ks, mine);
    ki_decref_obj(ks, &c->h);
    return r;
}
static KiValue m_copy(KiState *ks, KiValue *a, int n) {
    return copy_of(ks, ctx_of(a[0]));
}
static KiValue key_error(KiState *ks, KiValue key) {
    return ki_raise_value(ks, KI_EXC_KeyError, key);
}
static bool key_ok(KiState *ks, KiValue key) {
    if (is_a(ks, key, KI_BI_CONTEXT_VAR)) return true;
    ki_raise_repr(ks, KI_EXC_TypeError, "a ContextVar key was expected, got ", key, "");
    return false;
}
static KiValue context_getitem(KiState *ks, KiValue self, KiValue key) {
    if (!key_ok(ks, key)) return KI_ERR;
    KiValue v = ki_dict_get(ks, ctx_of(self)->vars, key);
    return v == KI_ERR ? KI_ERR : v == KI_ABSENT ? key_error(ks, key) : ki_new_ref(v);
}
static int context_contains(KiState *ks, KiValue self, KiValue key) {
    if (!key_ok(ks, key)) return -1;
    KiValue v = ki_dict_get(ks, ctx_of(self)->vars, key);
    return v == KI_ERR ? -1 : v != KI_ABSENT;
}
static int64_t context_len(KiState *ks, KiValue self) {
    return ctx_of(self)->vars->used;
}
static KiValue context_iter(KiState *ks, KiValue self) {
    return ki_iter(ks, ki_from_obj(ctx_of(self)->vars));
}
static KiValue context_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if ((op != KI_EQ && op != KI_NE) || !is_a(ks, a, KI_BI_CONTEXT) || !is_a(ks, b, KI_BI_CONTEXT))
        return KI_NOT_IMPLEMENTED;
    return ki_compare(ks, ki_from_obj(ctx_of(a)->vars), ki_from_obj(ctx_of(b)->vars), op);
}
static KiValue m_get(KiState *ks, KiValue *a, int n) {
    if (!key_ok(ks, a[1])) return KI_ERR;
    KiValue v = ki_dict_get(ks, ctx_of(a[0])->vars, a[1]);
    return v == KI_ERR ? KI_ERR : ki_new_ref(v == KI_ABSENT ? a[2] : v);
}
static KiValue m_keys(KiState *ks, KiValue *a, int n) {
    return ki_call_method_cstr(ks, ki_from_obj(ctx_of(a[0])->vars), "keys", NULL, 0);
}
static KiValue m_values(KiState *ks, KiValue *a, int n) {
    return ki_call_method_cstr(ks, ki_from_obj(ctx_of(a[0])->vars), "values", NULL, 0);
}
static KiValue m_items(KiState *ks, KiValue *a, int n) {
    return ki_call_method_cstr(ks, ki_from_obj(ctx_of(a[0])->vars), "items", NULL, 0);
}

/* --- variables --- */

static KiValue var_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"", "default"};
    KiValue a[2];
    if (nargs == 0 && (kwnames == KI_ABSENT || ki_tuple_of(kwnames)->len <= 2))
        return ki_raise(ks, KI_EXC_TypeError,
                        "ContextVar() takes exactly 1 positional argument (0 given)");
    if (!ki_bind_args(ks, "ContextVar", names, 2, 0, 1, args, nargs, kwnames, a)) return KI_ERR;
    if (!ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "context variable name must be a str");
    Var *v = (Var *)ki_instance_alloc(ks, cls);
    if (!v) return KI_ERR;
    v->name = ki_new_ref(args[0]);
    v->dflt = ki_new_ref(a[1]);
    return ki_from_obj(v);
}
static void var_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((Var *)o)->name, KI_ABSENT);
    ki_assign(ks, &((Var *)o)->dflt, KI_ABSENT);
}
static void var_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Var *)o)->name, arg);
    visit(((Var *)o)->dflt, arg);
}
static KiValue v_get(KiState *ks, KiValue *a, int n) {
    Context *c = current(ks);
    KiValue v = c ? ki_dict_get(ks, c->vars, a[0]) : KI_ERR;
    if (v == KI_ERR) return KI_ERR;
    if (v == KI_ABSENT) v = a[1] != KI_ABSENT ? a[1] : var_of(a[0])->dflt;
    return v == KI_ABSENT ? ki_raise_value(ks, KI_EXC_LookupError, a[0]) : ki_new_ref(v);
}
static KiValue v_set(KiState *ks, KiValue *a, int n) {
    Context *c = current(ks);
    KiValue old = c ? ki_dict_get(ks, c->vars, a[0]) : KI_ERR;
    if (old == KI_ERR || !unshare(ks, c)) return KI_ERR;
    Token *t = (Token *)ki_instance_alloc(ks, type_at(ks, KI_BI_CONTEXT_TOKEN));
    if (!t) return KI_ERR;
    t->var = ki_new_ref(a[0]);
    t->old = ki_new_ref(old);
    t->context = ki_new_ref(ki_from_obj(c));
    if (ki_dict_set(ks, c->vars, a[0], a[1])) return ki_from_obj(t);
    ki_decref_obj(ks, &t->h);
    return KI_ERR;
}
static KiValue v_reset(KiState *ks, KiValue *a, int n) {
    if (!is_a(ks, a[1], KI_BI_CONTEXT_TOKEN))
        return ki_raise(ks, KI_EXC_TypeError, "expected an instance of Token, got %s",
                        ki_type_name(ks, a[1]));
    Token *t = token_of(a[1]);
    Context *c = current(ks);
    if (!c) return KI_ERR;
    if (t->used)
        return ki_raise_repr(ks, KI_EXC_RuntimeError, "", a[1], " has already been used once");
    if (t->var != a[0])
        return ki_raise_repr(ks, KI_EXC_ValueError, "", a[1],
                             " was created by a different ContextVar");
    if (t->context != ki_from_obj(c))
        return ki_raise_repr(ks, KI_EXC_ValueError, "", a[1],
                             " was created in a different Context");
    if (!unshare(ks, c)) return KI_ERR;
    t->used = true;
    if (t->old != KI_ABSENT) return ki_dict_set(ks, c->vars, a[0], t->old) ? KI_NONE : KI_ERR;
    KiValue old = ki_dict_pop(ks, c->vars, a[0]);
    if (old == KI_ERR) return KI_ERR;
    if (old != KI_ABSENT) ki_decref(ks, old);
    return KI_NONE;
}
static KiValue var_repr(KiState *ks, KiValue v) {
    KiValue name = ki_repr(ks, var_of(v)->name),
            dflt = var_of(v)->dflt == KI_ABSENT ? KI_ABSENT : ki_repr(ks, var_of(v)->dflt);
    KiValue r = KI_ERR;
    if (name != KI_ERR && dflt != KI_ERR)
        r = ki_str_format(ks, "<ContextVar name=%s%s%s at %p>", text_of(ks, (name)),
                          dflt == KI_ABSENT ? "" : " default=",
                          dflt == KI_ABSENT ? "" : text_of(ks, (dflt)), (void *)ki_obj(v));
    ki_decref(ks, name);
    ki_decref(ks, dflt);
    return r;
}
static KiValue g_name(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(var_of(self)->name);
}
static KiValue m_class_getitem(KiState *ks, KiValue *a, int n) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), a, 2, KI_ABSENT);
}

/* --- tokens --- */

static void token_dealloc(KiState *ks, KiObj *o) {
    ki_assign(ks, &((Token *)o)->var, KI_ABSENT);
    ki_assign(ks, &((Token *)o)->old, KI_ABSENT);
    ki_assign(ks, &((Token *)o)->context, KI_ABSENT);
}
static void token_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Token *)o)->var, arg);
    visit(((Token *)o)->old, arg);
    visit(((Token *)o)->context, arg);
}
static KiValue g_var(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(token_of(self)->var);
}
static KiValue g_old(KiState *ks, KiValue self, void *closure) {
    KiValue v = token_of(self)->old;
    if (v != KI_ABSENT) return ki_new_ref(v);
    return ki_getattr_cstr(ks, ki_from_obj(type_at(ks, KI_BI_CONTEXT_TOKEN)), "MISSING");
}
static KiValue token_repr(KiState *ks, KiValue v) {
    KiValue var = ki_repr(ks, token_of(v)->var);
    if (var == KI_ERR) return KI_ERR;
    KiValue r = ki_str_format(ks, "<Token%s var=%s at %p>", token_of(v)->used ? " used" : "",
                              text_of(ks, (var)), (void *)ki_obj(v));
    ki_decref(ks, var);
    return r;
}
static KiValue missing_repr(KiState *ks, KiValue v) {
    return ki_str_from_cstr(ks, "<Token.MISSING>");
}

static KiValue f_copy_context(KiState *ks, KiValue *a, int n) {
    Context *c = current(ks);
    return c ? copy_of(ks, c) : KI_ERR;
}

static bool make_types(KiState *ks) {
    static const KiDef context_methods[] = {
        {"get", "(self, key, default=None, /)", m_get, "The value of a variable, or default.", 0},
        {"items", "(self, /)", m_items, "Pairs of both.", 0},
        {"keys", "(self, /)", m_keys, "The variables.", 0},
        {"values", "(self, /)", m_values, "Their values.", 0},
        {"copy", "(self, /)", m_copy, "A shallow copy.", 0},
        {"run", "(...)", (void *)m_run,
         "run(callable, *args, **kwargs)\n\nCall callable in this context.", 0},
        KI_DEF_END};
    static const KiSlots context_slots = {.dealloc = context_dealloc,
                                          .traverse = context_traverse,
                                          .getattr = ki_generic_getattr,
                                          .new_ = context_new,
                                          .getitem = context_getitem,
                                          .contains = context_contains,
                                          .len = context_len,
                                          .iter = context_iter,
                                          .compare = context_compare,
                                          .hash = ki_unhashable};
    static const KiTypeDef context = {"Context",
                                      "_contextvars",
                                      NULL,
                                      sizeof(Context),
                                      KI_TF_GC | KI_TF_HAS_WEAKREF,
                                      KI_K_OPAQUE,
                                      &context_slots,
                                      context_methods,
                                      NULL};
    static const KiDef var_methods[] = {
        {"get", "(self, default=<absent>, /)", v_get, "The value in the current context.", 0},
        {"set", "(self, value, /)", v_set, "Set the value; returns a token for reset().", 0},
        {"reset", "(self, token, /)", v_reset, "Back to the value before a set().", 0},
        {"__class_getitem__", "(cls, item, /)", m_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef var_getsets[] = {{"name", g_name, NULL, NULL, NULL},
                                              {NULL, NULL, NULL, NULL, NULL}};
    static const KiSlots var_slots = {.dealloc = var_dealloc,
                                      .traverse = var_traverse,
                                      .getattr = ki_generic_getattr,
                                      .new_ = var_new,
                                      .repr = var_repr};
    static const KiTypeDef var = {
        "ContextVar", "_contextvars", NULL,        sizeof(Var), KI_TF_GC | KI_TF_HAS_WEAKREF,
        KI_K_OPAQUE,  &var_slots,     var_methods, var_getsets};
    static const KiDef token_methods[] = {{"__class_getitem__", "(cls, item, /)", m_class_getitem,
                                           "See PEP 585", KI_DEF_CLASS | KI_DEF_UNSIGNED},
                                          KI_DEF_END};
    static const KiGetsetDef token_getsets[] = {{"var", g_var, NULL, NULL, NULL},
                                                {"old_value", g_old, NULL, NULL, NULL},
                                                {NULL, NULL, NULL, NULL, NULL}};
    static const KiSlots token_slots = {.dealloc = token_dealloc,
                                        .traverse = token_traverse,
                                        .getattr = ki_generic_getattr,
                                        .hash = ki_unhashable,
                                        .repr = token_repr};
    static const KiTypeDef token = {
        "Token",     "_contextvars", NULL,          sizeof(Token), KI_TF_GC | KI_TF_DISALLOW_NEW,
        KI_K_OPAQUE, &token_slots,   token_methods, token_getsets};
    static const KiSlots missing_slots = {.getattr = ki_generic_getattr, .repr = missing_repr};
    static const KiTypeDef missing = {
        "Token.MISSING", "_contextvars", NULL, sizeof(KiObj), KI_TF_DISALLOW_NEW,
        KI_K_OPAQUE,     &missing_slots, NULL, NULL};
    const struct {
        const KiTypeDef *def;
        int slot;
    } rows[] = {{&context, KI_BI_CONTEXT},
                {&var, KI_BI_CONTEXT_VAR},
                {&token, KI_BI_CONTEXT_TOKEN},
                {&missing, -1}};
    KiType *t = NULL;
    for (int i = 0; i < 4; i++) {
        t = ki_native_type(ks, rows[i].def, ks->types[KI_K_OBJECT]);
        if (!t) return false;
        if (rows[i].slot >= 0) ks->bi->slot[rows[i].slot] = ki_from_obj(t);
    }
    KiObj *o = ki_instance_alloc(ks, t);
    if (!o) return false;
    KiStr *name = ki_intern_cstr(ks, "MISSING");
    bool ok = name && ki_dict_set(ks, type_at(ks, KI_BI_CONTEXT_TOKEN)->dict, ki_from_obj(name),
                                  ki_from_obj(o));
    if (name) ki_decref_obj(ks, &name->h);
    ki_decref_obj(ks, o);
    return ok;
}

bool ki_mod_contextvars_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"copy_context", "()", f_copy_context, "A copy of the current context.", 0}, KI_DEF_END};
    if (ks->bi->slot[KI_BI_CONTEXT] == KI_ABSENT && !make_types(ks)) return false;
    return ki_module_add(ks, m, "Context", ki_new_ref(ks->bi->slot[KI_BI_CONTEXT])) &&
           ki_module_add(ks, m, "ContextVar", ki_new_ref(ks->bi->slot[KI_BI_CONTEXT_VAR])) &&
           ki_module_add(ks, m, "Token", ki_new_ref(ks->bi->slot[KI_BI_CONTEXT_TOKEN])) &&
           ki_module_add_functions(ks, m, functions);
}
