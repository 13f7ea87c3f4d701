/* Functions with a gradient of their own: rules written in Python, of the library or of the script
 * (torch.autograd.Function). The context of a Function's call is the node of its results: it
 * belongs to that, and knows it for as long as it lives. */
#include "torch_node.h"

#include <stddef.h>

/* --- contexts --- */

typedef struct FunctionObj {
    KiNodeObj node;   /* n is borrowed: NULL until forward has ended, and once the node is gone */
    KiValue asked[4]; /* what forward set, by the names in function_getsets; None at first */
    KiValue needs_input_grad;
    bool materialize_grads;
    enum { NEW, RUNNING, ATTACHED } state; /* forward runs; there is, or was, a node */
    int n_saved;
} FunctionObj;
enum { TO_SAVE, SAVED_FOR_FORWARD, DIRTY_TENSORS, NON_DIFFERENTIABLE, N_ASKED };

static FunctionObj *function_of(KiValue v) {
    return (FunctionObj *)ki_obj(v);
}
static bool is_function(KiState *ks, KiValue v) {
    return ki_is_subtype(ki_type_of(ks, v), ki_ts(ks)->function_type);
}
static void forget_node(KtCtx *ctx, FunctionObj *f) {
    f->node.n = NULL;
    ki_node_drop_shown(ctx, &f->node);
}
static void function_clear(KiState *ks, KiObj *o) {
    FunctionObj *f = (FunctionObj *)o;
    for (int i = 0; i < N_ASKED; i++)
        ki_assign(ks, &f->asked[i], KI_NONE);
    ki_assign(ks, &f->needs_input_grad, KI_NONE);
    ki_assign(ks, &f->node.metadata, KI_NONE);
}
static void function_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    FunctionObj *f = (FunctionObj *)o;
    for (int i = 0; i < N_ASKED; i++)
        visit(f->asked[i], arg);
    visit(f->needs_input_grad, arg);
    visit(f->node.metadata, arg);
}
static KiValue function_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    FunctionObj *f = (FunctionObj *)ki_instance_alloc(ks, cls);
    if (!f) return KI_ERR;
    f->node.n = f->node.shown = NULL;
    f->node.metadata = KI_ABSENT;
    for (int i = 0; i < N_ASKED; i++)
        f->asked[i] = KI_NONE;
    f->needs_input_grad = KI_NONE;
    f->materialize_grads = true;
    f->state = NEW;
    f->n_saved = 0;
    return ki_from_obj(f);
}

/* The node's things, where there is one. */
static bool has_node(KiState *ks, KiValue v, const char *name) {
    if (ki_node_of(v)) return true;
    ki_raise(ks, KI_EXC_RuntimeError,
             "Attribute '%s' is invalid for this instance of _C._FunctionBase. Accessing this "
             "attribute directly on an instance of autograd.Function is a legacy access pattern "
             "that is no longer supported. For examples on how to use new-style autograd "
             "functions, see "
             "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function ",
             name);
    return false;
}
static KiValue function_name(KiState *ks, KiValue *args, int nargs) {
    if (function_of(args[0])->state == RUNNING)
        return ki_new_ref(ki_from_obj(ki_type_of(ks, args[0])->name));
    return has_node(ks, args[0], "name") ? ki_node_name(ks, args, nargs) : KI_ERR;
}
static KiValue function_hook(KiState *ks, KiValue *args, int nargs) {
    return has_node(ks, args[0], "register_hook") ? ki_node_register_hook(ks, args, nargs) : KI_ERR;
}
static KiValue function_prehook(KiState *ks, KiValue *args, int nargs) {
    return has_node(ks, args[0], "register_prehook") ? ki_node_register_prehook(ks, args, nargs)
                                                     : KI_ERR;
}
static KiValue function_next(KiState *ks, KiValue v, void *closure) {
    if (function_of(v)->state == RUNNING)
        return ki_raise(ks, KI_EXC_NotImplementedError, "next_functions while forward runs");
    return has_node(ks, v, "next_functions") ? ki_node_next(ks, v, closure) : KI_ERR;
}
static KiValue function_metadata(KiState *ks, KiValue v, void *closure) {
    KiValue *kept = &function_of(v)->node.metadata;
    if (ki_node_of(v)) return ki_node_metadata(ks, v, closure);
    if (function_of(v)->state == RUNNING) {
        KiDict *d = *kept == KI_ABSENT ? ki_dict_new(ks) : NULL;
        if (d) *kept = ki_from_obj(d);
        return *kept == KI_ABSENT ? KI_ERR : ki_new_ref(*kept);
    }
    return ki_raise(
        ks, KI_EXC_RuntimeError,
        "You attempted to access the anomaly metadata of a custom autograd function but the "
        "underlying PyNode has already been deallocated.  The most likely reason this occurred is "
        "because you assigned x.grad_fn to a local variable and then let the original variable get "
        "deallocated.  Don't do that!  If you really have no way of restructuring your code so "
        "this is the case, please file an issue reporting that you are affected by this.");
}
static KiValue function_requires_grad(KiState *ks, KiValue v, void *closure) {
    return KI_TRUE;
}

static KiValue function_asked(KiState *ks, KiValue v, void *which) {
    return ki_new_ref(function_of(v)->asked[(intptr_t)which]);
}
static bool function_ask(KiState *ks, KiValue self, KiValue v, void *which) {
    ki_assign(ks, &function_of(self)->asked[(intptr_t)which],
              v == KI_ABSENT ? KI_NONE : ki_new_ref(v));
    return true;
}
static KiValue function_needs(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(function_of(v)->needs_input_grad);
}
static KiValue function_materialize(KiState *ks, KiValue v, void *closure) {
    return ki_raise(ks, KI_EXC_AttributeError,
                    "attribute 'materialize_grads' of 'torch._C._FunctionBase' objects is not "
                    "readable");
}
static bool function_set_materialize(KiState *ks, KiValue self, KiValue v, void *closure) {
    if (ki_is_bool(v)) {
        function_of(self)->materialize_grads = v == KI_TRUE;
        return true;
    }
    ki_raise(ks, KI_EXC_TypeError,
             "set_materialize_grads received an invalid combination of arguments - got (), but "
             "expected (bool)");
    return false;
}

/* A tuple of what lies in the first count slots of n (NULL: there are none), with its history. */
static KiValue saved_by(KiState *ks, KtNode *n, int count) {
    KtCtx *ctx = ki_kt(ks);
    KiTuple *t = ki_tuple_alloc(ks, count);
    if (!t) return KI_ERR;
    for (int64_t i = 0; i < t->len; i++)
        t->items[i] = KI_NONE;
    if (n) kta_node_incref(n); /* a hook that unpacks may let go of it */
    bool ok = true;
    for (int64_t i = 0; ok && i < t->len; i++) {
        KtTensor *saved = kta_saved_tensor(ctx, n, (int)i);
        KiValue item = saved ? ki_tensor_wrap(ks, saved) : KI_NONE;
        ok = item != KI_ERR && (saved || ctx->error == KT_NO_ERROR);
        if (ok) t->items[i] = item;
    }
    if (n) kta_node_decref(ctx, n);
    if (ok) return ki_from_obj(t);
    ki_decref_obj(ks, &t->h);
    return ki_pending(ks) ? KI_ERR : ki_kt_raise(ks);
}
/* Until forward has ended nothing is saved yet. */
static KiValue function_saved(KiState *ks, KiValue v, void *closure) {
    const FunctionObj *f = function_of(v);
    if (!ki_is_none(f->asked[SAVED_FOR_FORWARD])) return function_asked(ks, v, closure);
    KtNode *n = f->node.n;
    bool gone = n ? kta_node_released(n) : f->state == ATTACHED;
    if (gone) return kta_fail_released(ki_kt(ks)) ? KI_ERR : ki_kt_raise(ks);
    return saved_by(ks, n, n ? f->n_saved : 0);
}
static KiValue function_saved_variables(KiState *ks, KiValue v, void *closure) {
    bool ok = ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                      "'saved_variables' is deprecated; use 'saved_tensors'");
    return ok ? function_saved(ks, v, closure) : KI_ERR;
}

/* --- calls --- */

static KiValue needs_of(KiState *ks, const KiValue *args, int nargs) {
    KiTuple *t = ki_tuple_alloc(ks, nargs);
    for (int i = 0; t && i < nargs; i++)
        t->items[i] = ki_bool(ki_is_tensor(args[i]) && kta_requires_grad(ki_tensor_of(args[i])));
    return t ? ki_from_obj(t) : KI_ERR;
}
/* Records nothing and sees no tangents. */
static KiValue run_forward(KiState *ks, KiValue forward, KiValue f, const KiValue *args,
                           int nargs) {
    size_t size = (size_t)(nargs + 1) * sizeof(KiValue);
    KiValue few[8], *all = nargs < 8 ? few : kb_malloc(&ks->alloc, size);
    if (!all) return ki_raise_nomem(ks);
    all[0] = f;
    for (int i = 0; i < nargs; i++)
        all[i + 1] = args[i];
    KtCtx *ctx = ki_kt(ks);
    bool grad = ctx->grad_enabled, moves = ctx->forward;
    ctx->grad_enabled = ctx->forward = false;
    function_of(f)->state = RUNNING;
    KiValue r = ki_call(ks, forward, all, nargs + 1, KI_ABSENT);
    function_of(f)->state = NEW;
    ctx->grad_enabled = grad;
    ctx->forward = moves;
    if (all != few) kb_free(&ks->alloc, all, size);
    return r;
}
/* What _finish or _tangents in torch.autograd.function gives. */
static KiValue ask_library(KiState *ks, const char *name, KiValue *args, int nargs) {
    KiValue f = ki_import_attr(ks, "torch.autograd.function", name),
            r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}
static KiValue make_context(KiState *ks, KiValue cls) {
    KiValue type = ki_getattr_cstr(ks, cls, "_backward_cls"),
            f = type == KI_ERR ? KI_ERR : ki_call(ks, type, NULL, 0, KI_ABSENT);
    ki_decref(ks, type);
    if (f == KI_ERR || is_function(ks, f)) return f;
    ki_raise(ks, KI_EXC_TypeError, "_backward_cls must make contexts, not %s", ki_type_name(ks, f));
    ki_decref(ks, f);
    return KI_ERR;
}
/* A class's apply(*args): forward, and its results with their history. */
static KiValue function_apply(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "apply() takes no keyword arguments");
    KiValue cls = args[0], f = make_context(ks, cls);
    if (f == KI_ERR) return KI_ERR;
    KiValue given = ki_tuple_from(ks, args + 1, nargs - 1), needs = KI_ERR, tangents = KI_NONE,
            forward = KI_ERR, out = KI_ERR, r = KI_ERR;
    if (given != KI_ERR) needs = needs_of(ks, args + 1, nargs - 1);
    if (needs != KI_ERR) {
        ki_assign(ks, &function_of(f)->needs_input_grad, needs);
        if (ki_kt(ks)->forward) tangents = ask_library(ks, "_tangents", &given, 1);
        if (tangents != KI_ERR) forward = ki_getattr_cstr(ks, cls, "forward");
    }
    if (forward != KI_ERR) out = run_forward(ks, forward, f, args + 1, nargs - 1);
    if (out != KI_ERR) {
        KiValue all[] = {cls,
                         f,
                         given,
                         tangents,
                         out,
                         ki_bool(ki_kt(ks)->grad_enabled),
                         ki_bool(function_of(f)->materialize_grads)};
        r = ask_library(ks, "_finish", all, sizeof all / sizeof *all);
    }
    KiValue owned[] = {out, forward, given, f};
    for (int i = 0; i < 4; i++)
        ki_decref(ks, owned[i]);
    if (tangents != KI_ERR) ki_decref(ks, tangents);
    return r;
}

/* --- rules --- */

typedef struct Custom {
    KiState *ks;
    KtNode *node; /* whose rule this is; not owned */
    KiValue ctx;  /* a FunctionObj, or None: a rule of the library */
    KiValue backward, name;
    KiValue steps; /* (function, operands, what saved them) of a node for several, or None */
    bool saves;    /* a rule of the library whose node in PyTorch saves tensors */
    int n_args, n_in, n_out;
    int *arg_of; /* n_in: which argument of the function input i was */
} Custom;

static void free_custom(KtCtx *ctx, void *user) {
    Custom *c = user;
    KiState *ks = c->ks;
    if (!ki_is_none(c->ctx)) forget_node(ctx, (FunctionObj *)ki_obj(c->ctx));
    ki_decref(ks, c->ctx);
    ki_decref(ks, c->backward);
    ki_decref(ks, c->name);
    ki_decref(ks, c->steps);
    if (c->arg_of) kb_free(&ks->alloc, c->arg_of, (size_t)(c->n_in + 1) * sizeof *c->arg_of);
    kb_free(&ks->alloc, c, sizeof *c);
}
/* Takes the gradients out of what the Python function returned. */
static bool take_gradients(Custom *c, KiValue r, KtTensor **grads, int n_in) {
    KiState *ks = c->ks;
    KiValue one[1] = {r};
    const KiValue *items = one;
    int64_t n = 1;
    if (ki_is_tuple(r) || ki_is_list(r)) {
        items = ki_is_tuple(r) ? ki_tuple_of(r)->items : ki_list_of(r)->items;
        n = ki_is_tuple(r) ? ki_tuple_of(r)->len : ki_list_of(r)->len;
    }
    while (n > c->n_args && ki_is_none(items[n - 1]))
        n--;
    if (n != c->n_args) {
        ki_raise(ks, KI_EXC_RuntimeError,
                 "function %s returned an incorrect number of gradients (expected %d, got %lld)",
                 ki_str_utf8(ks, ki_str_of(c->name), NULL), c->n_args, (long long)n);
        return false;
    }
    for (int i = 0; i < n_in; i++) {
        KiValue v = items[c->arg_of[i]];
        if (ki_is_tensor(v)) {
            grads[i] = kt_incref(ki_tensor_of(v));
        } else if (!ki_is_none(v)) {
            ki_raise(ks, KI_EXC_RuntimeError, "expected Variable or None (got %s)",
                     ki_type_name(ks, v));
            return false;
        }
    }
    return true;
}
static bool none_given(KtTensor *const *grad, int n) {
    while (n > 0 && !grad[n - 1])
        n--;
    return n == 0;
}
/* The backward function's result for these gradients; first: what comes before them. */
static KiValue call_backward(Custom *c, KiValue first, KtTensor *const *grad_out, int n_out) {
    KiState *ks = c->ks;
    size_t size = (size_t)(n_out + 1) * sizeof(KiValue);
    KiValue few[9], *args = n_out < 9 ? few : kb_malloc(&ks->alloc, size);
    if (!args) return ki_raise_nomem(ks);
    int n = 0;
    args[n++] = first;
    bool ok = true;
    for (int i = 0; ok && i < n_out; i++) {
        KiValue v = grad_out[i] ? ki_tensor_wrap(ks, kt_incref(grad_out[i])) : KI_NONE;
        ok = v != KI_ERR;
        if (ok) args[n++] = v;
    }
    KiValue r = ok ? ki_call(ks, c->backward, args, n, KI_ABSENT) : KI_ERR;
    for (int i = 1; i < n; i++)
        ki_decref(ks, args[i]);
    if (args != few) kb_free(&ks->alloc, args, size);
    return r;
}
/* A rule of the library itself (without a context) takes no gradient for no gradient, and gets what
 * its node saves in the place of the context. */
static bool run_custom(KtCtx *ctx, void *user, KtTensor *const *grad_out, int n_out,
                       KtTensor **grads, int n_in) {
    Custom *c = user;
    KiState *ks = c->ks;
    bool own = ki_is_none(c->ctx);
    for (int i = 0; i < n_in; i++)
        grads[i] = NULL;
    if (own && none_given(grad_out, n_out)) return true;
    if (c->saves && kta_node_released(c->node)) return kta_fail_released(ctx);
    KiValue first = own ? saved_by(ks, c->node, kta_node_n_saved(c->node)) : ki_new_ref(c->ctx);
    KiValue r = first == KI_ERR ? KI_ERR : call_backward(c, first, grad_out, n_out);
    ki_decref(ks, first);
    ctx->numpy = false;
    bool ok = r != KI_ERR && take_gradients(c, r, grads, n_in);
    ki_decref(ks, r);
    if (!ok) {
        for (int i = 0; i < n_in; i++) {
            kt_xdecref(ctx, grads[i]);
            grads[i] = NULL;
        }
        kt_fail(ctx, KT_HOST_ERROR, "backward");
    }
    return ok;
}
/* t, an operand that forward wrote in place, becomes result i; a view passes it on to its base. */
static bool attach_written(KtCtx *ctx, KtTensor *t, KtNode *node, int i) {
    if (!t->ag || !t->ag->base) return kta_attach(ctx, t, node, i);
    KtTensor *value = kt_alias(ctx, t);
    bool ok = value && kta_attach(ctx, value, node, i) && kta_rebase(ctx, t, value);
    kt_xdecref(ctx, value);
    return ok;
}
/* One edge for each of n arguments that is a tensor, in their order. */
static bool take_arguments(Custom *c, TaList *in) {
    int n = 0;
    for (int64_t i = 0; i < in->n; i++)
        n += in->t[i] != NULL;
    c->n_args = (int)in->n;
    c->n_in = n;
    c->arg_of = kb_calloc(&c->ks->alloc, (size_t)(n + 1) * sizeof *c->arg_of);
    if (!c->arg_of) return ki_raise_nomem(c->ks) != KI_ERR;
    n = 0;
    for (int64_t i = 0; i < in->n; i++)
        if (in->t[i]) {
            c->arg_of[n] = (int)i;
            in->t[n++] = in->t[i];
        }
    return true;
}
/* --- steps --- */

/* Which input argument i was; -1: none. */
static int input_of(const Custom *c, int64_t i) {
    int k = c->n_in - 1;
    while (k >= 0 && c->arg_of[k] != i)
        k--;
    return k;
}
static KiTuple *operands_of_steps(Custom *c, KtNode *n) {
    KiState *ks = c->ks;
    const KiTuple *given = ki_tuple_of(ki_tuple_of(c->steps)->items[1]);
    KiTuple *t = ki_tuple_alloc(ks, given->len);
    for (int64_t i = 0; t && i < given->len; i++)
        t->items[i] = KI_NONE;
    for (int64_t i = 0; t && i < given->len; i++) {
        if (!ki_is_tensor(given->items[i])) continue;
        KtTensor *of = ki_tensor_of(given->items[i]);
        int k = input_of(c, i);
        KtTensor *in = k >= 0 ? kta_node_operand(ki_kt(ks), n, k, of) : kt_alias(ki_kt(ks), of);
        KiValue v = in ? ki_tensor_wrap(ks, in) : ki_kt_raise(ks);
        if (v == KI_ERR) {
            ki_decref_obj(ks, &t->h);
            return NULL;
        }
        t->items[i] = v;
    }
    return t;
}
static bool run_steps(KtCtx *ctx, void *user, KtNode *n, KtTensor **out) {
    Custom *c = user;
    KiState *ks = c->ks;
    KiTuple *in = operands_of_steps(c, n);
    KiValue r =
        in ? ki_call(ks, ki_tuple_of(c->steps)->items[0], in->items, (int)in->len, KI_ABSENT)
           : KI_ERR;
    if (in) ki_decref_obj(ks, &in->h);
    for (int i = 0; r != KI_ERR && i < c->n_out; i++) {
        KiValue v = ki_tuple_of(r)->items[i];
        if (ki_is_tensor(v)) out[i] = kt_incref(ki_tensor_of(v));
    }
    ki_decref(ks, r);
    return r != KI_ERR || kt_fail(ctx, KT_HOST_ERROR, "steps");
}
bool ki_node_has_steps(const KtNode *n) {
    const Custom *c = kta_custom_user(n, run_custom);
    return c && !ki_is_none(c->steps) && !kta_node_is_apart(n);
}
bool ki_node_record_steps(KiState *ks, KtNode *n) {
    Custom *c = kta_custom_user(n, run_custom);
    bool ok = true;
    KtTensor *made = ki_tensor_of(ki_tuple_of(c->steps)->items[2]);
    const KtNode *kept = kta_grad_fn(ki_kt(ks), made, &ok);
    return (ok && kta_node_take_apart_by(ki_kt(ks), n, run_steps, c, kept)) ||
           ki_kt_raise(ks) != KI_ERR;
}

/* --- nodes --- */

/* The node of a->v, to which nothing is attached yet; in gets shorter. */
static KtNode *custom_node(Ta *a, const char *name, TaList *in, const TaList *out,
                           const TaList *saved) {
    KiState *ks = a->ks;
    Custom *c = kb_calloc(&ks->alloc, sizeof *c);
    if (!c) {
        ki_raise_nomem(ks);
        return NULL;
    }
    bool own = ki_is_none(a->v[1]);
    *c = (Custom){.ks = ks,
                  .ctx = KI_NONE,
                  .backward = ki_new_ref(a->v[2]),
                  .name = ki_new_ref(a->v[0]),
                  .steps = ki_is_tuple(a->v[5]) ? ki_new_ref(a->v[5]) : KI_NONE,
                  .saves = own && a->v[6] != KI_FALSE,
                  .n_out = (int)out->n};
    KtNode *node = take_arguments(c, in)
                       ? kta_custom_saving_node(a->ctx, name, c->n_in, in->t, (int)out->n, out->t,
                                                (int)saved->n, own ? saved->t : NULL, run_custom, c,
                                                free_custom)
                       : NULL;
    if (!node) {
        free_custom(a->ctx, c);
        return NULL;
    }
    c->node = node;
    if (!own) {
        FunctionObj *f = (FunctionObj *)ki_obj(a->v[1]);
        c->ctx = ki_new_ref(a->v[1]);
        f->node.n = node;
        f->state = ATTACHED;
        f->n_saved = (int)saved->n;
        *kta_node_face(node) = f;
        kta_node_looks_itself(node);
    }
    return node;
}
/* Is the result one of the operands, written in place? */
static bool is_dirty(const KtTensor *t, const TaList *in, int64_t n) {
    while (n > 0 && in->t[n - 1] != t)
        n--;
    return n > 0;
}
/* Result i of node; own: of a rule of the library. */
static bool attach_result(KtCtx *ctx, KtNode *node, KtTensor *t, int i, const TaList *in, bool own,
                          bool several) {
    bool dirty = is_dirty(t, in, kta_node_n_edges(node));
    bool ok = dirty ? attach_written(ctx, t, node, i) : kta_attach(ctx, t, node, i);
    if (!dirty && own)
        kta_forget_base(ctx, t);
    else if (!dirty)
        kta_mark_custom_view(t, several);
    return ok;
}
/* _attach_custom(name, ctx, backward, inputs, outputs, steps=None, saves=True): the outputs
 * (None: one that has no history) become results of a node whose rule is backward(ctx, *grads).
 * ctx: a _FunctionBase, which becomes the object of the node, or None: backward gets a tuple of the
 * saved tensors instead. steps: of a node for several of PyTorch's, (a function that gives the
 * outputs anew, its operands, a result whose node saved those). saves: whether PyTorch's node saves
 * tensors, or those it saves. A rule must not hold the outputs, which hold it: it saves them. */
TA_FN(f_attach_custom) {
    TA_BIND("_attach_custom", 5, 7, "name", "ctx", "backward", "inputs", "outputs", "steps",
            "saves");
    TaList in, out, saved = {.n = 0};
    const char *name = ta_str(&a, 0, "");
    ta_list_opt(&a, 3, &in);
    ta_list_opt(&a, 4, &out);
    if (ki_is_tuple(a.v[6])) ta_list_opt(&a, 6, &saved);
    bool own = ki_is_none(a.v[1]);
    if (!own && !is_function(ks, a.v[1])) ta_bad(&a, 1, "_FunctionBase");
    int n_tracked = 0;
    for (int64_t i = 0; !a.failed && i < out.n; i++) {
        n_tracked += out.t[i] != NULL;
        if (out.t[i] && is_dirty(out.t[i], &in, in.n))
            out.t[i]->storage->version++; /* counts once more */
    }
    KtNode *node = a.failed ? NULL : custom_node(&a, name, &in, &out, &saved);
    bool attach = true, ok = node != NULL;
    if (ok && own) /* a Function's own jvp does that */
        ok = kta_push_forward(a.ctx, node, in.t, out.t, &attach);
    for (int64_t i = 0; attach && ok && i < out.n; i++)
        if (out.t[i]) ok = attach_result(a.ctx, node, out.t[i], (int)i, &in, own, n_tracked > 1);
    if (ok && !own) /* hooks see results that have their history */
        ok = kta_custom_save(a.ctx, node, (int)out.n, out.t, (int)saved.n, saved.t);
    if (node) kta_node_decref(a.ctx, node);
    ta_list_free(&a, &in);
    ta_list_free(&a, &out);
    if (ki_is_tuple(a.v[6])) ta_list_free(&a, &saved);
    return ok ? KI_NONE : ki_pending(ks) ? KI_ERR : ki_kt_raise(ks);
}

static const TfRow rows[] = {
    {"_attach_custom/fzc", f_attach_custom},
};
static const KiSlots function_slots = {.dealloc = function_clear,
                                       .clear = function_clear,
                                       .traverse = function_traverse,
                                       .new_ = function_new};
static const KiDef function_methods[] = {
    {"name", "(self)", (void *)function_name, NULL, 0},
    {"apply", "(...)", (void *)function_apply, NULL, KI_DEF_CLASS},
    {"register_hook", "(self, fn)", (void *)function_hook, NULL, 0},
    {"register_prehook", "(self, fn)", (void *)function_prehook, NULL, 0},
    KI_DEF_END};
#define ASKED(name, which)                                                                         \
    { name, function_asked, function_ask, NULL, (void *)(which) }
#define SHOWN(name, get)                                                                           \
    { name, get, NULL, NULL, (void *)SAVED_FOR_FORWARD }
static const KiGetsetDef function_getsets[] = {
    SHOWN("saved_tensors", function_saved),
    SHOWN("saved_variables", function_saved_variables),
    SHOWN("next_functions", function_next),
    ASKED("to_save", TO_SAVE),
    ASKED("non_differentiable", NON_DIFFERENTIABLE),
    ASKED("dirty_tensors", DIRTY_TENSORS),
    ASKED("saved_for_forward", SAVED_FOR_FORWARD),
    SHOWN("needs_input_grad", function_needs),
    SHOWN("requires_grad", function_requires_grad),
    SHOWN("metadata", function_metadata),
    {"materialize_grads", function_materialize, function_set_materialize, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};

bool tf_init_function(KiState *ks, const TfTargets *to) {
    static const KiTypeDef def = {.name = "_FunctionBase",
                                  .module = "torch._C",
                                  .doc = "",
                                  .struct_size = sizeof(FunctionObj),
                                  .layout = KI_K_OPAQUE,
                                  .flags = KI_TF_BASETYPE | KI_TF_GC,
                                  .slots = &function_slots,
                                  .methods = function_methods,
                                  .getsets = function_getsets};
    KiType *t = ki_ts(ks)->function_type = ki_native_type(ks, &def, NULL);
    return t && ki_module_add(ks, to->torch, "_FunctionBase", ki_new_ref(ki_from_obj(t))) &&
           TF_ADD(rows);
}
