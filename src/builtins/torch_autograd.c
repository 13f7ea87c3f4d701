/* Autograd as torch shows it: grad mode, backward, graph nodes, hooks, custom functions. */
#include "torch_node.h"

/* --- modes --- */

static KiValue set_flag(KiState *ks, bool *flag, KiValue *args, int nargs) {
    if (nargs != 1 || !ki_is_bool(args[0])) {
        const char *known = nargs ? ki_type_of(ks, args[0])->tp_name : "nothing";
        return ki_raise(ks, KI_EXC_TypeError, "enabled must be a bool (got %s)",
                        known ? known : ki_type_name(ks, args[0]));
    }
    bool old = *flag;
    *flag = args[0] == KI_TRUE;
    return ki_bool(old);
}
TA_FN(f_set_grad_enabled) {
    return set_flag(ks, &ki_kt(ks)->grad_enabled, args, nargs);
}
TA_FN(f_set_inference_mode) {
    KtCtx *ctx = ki_kt(ks);
    KiValue old = set_flag(ks, &ctx->inference_mode, args, nargs);
    if (old != KI_ERR) kta_forward_in_inference(ctx);
    return old;
}
TA_FN(f_is_selective) {
    return ki_bool(kta_is_selective(ki_kt(ks)));
}
TA_FN(f_set_deterministic) {
    return set_flag(ks, &ki_kt(ks)->deterministic, args, nargs);
}
TA_FN(f_set_deterministic_warns) {
    return set_flag(ks, &ki_kt(ks)->deterministic_warns, args, nargs);
}
TA_FN(f_is_grad_enabled) {
    TA_NO_ARGUMENTS("is_grad_enabled");
    return ki_bool(ki_kt(ks)->grad_enabled);
}
TA_FN(f_is_inference) {
    TA_NO_ARGUMENTS("is_inference_mode_enabled");
    return ki_bool(ki_kt(ks)->inference_mode);
}
TA_FN(f_is_anomaly) {
    return ki_bool(ki_kt(ks)->anomaly_mode);
}

/* --- backward --- */

/* Every root must have a history; asked before its gradient is made up. */
static bool check_roots(Ta *a, KtTensor *const *roots, int64_t n) {
    for (int64_t i = 0; !a->failed && i < n; i++)
        if (!kta_requires_grad(roots[i])) {
            a->failed = true;
            ki_raise(a->ks, KI_EXC_RuntimeError,
                     "element %lld of tensors does not require grad and does not have a grad_fn",
                     (long long)i);
        }
    return !a->failed;
}

TA_FN(f_backward) {
    TA_BIND("_backward", 2, 7, "roots", "grads", "retain_graph", "create_graph", "inputs",
            "accumulate", "allow_unused");
    TaList roots, grads, inputs;
    ta_list(&a, 0, &roots);
    ta_list_opt(&a, 1, &grads);
    ta_list_opt(&a, 4, &inputs);
    bool create = ta_bool(&a, 3, false), retain = ta_bool(&a, 2, create),
         accumulate = ta_bool(&a, 5, true), unused = ta_bool(&a, 6, false);
    KiValue r = KI_ERR;
    if (!a.failed && grads.n && grads.n != roots.n) {
        a.failed = true;
        ki_raise(ks, KI_EXC_RuntimeError, "got %lld tensors and %lld gradients", (long long)roots.n,
                 (long long)grads.n);
    }
    check_roots(&a, roots.t, roots.n);
    for (int64_t i = 0; accumulate && !a.failed && i < inputs.n; i++) /* as PyTorch does */
        if (kta_requires_grad(inputs.t[i]) && !kta_retain_grad(a.ctx, inputs.t[i])) {
            a.failed = true;
            ki_kt_raise(ks);
        }
    size_t size = (size_t)(roots.n + inputs.n + 1) * sizeof(KtTensor *);
    KtTensor **scratch = a.failed ? NULL : kb_calloc(&ks->alloc, size);
    if (scratch) {
        KtTensor **results = scratch + roots.n;
        KtTensor *const *g = grads.n ? grads.t : scratch;
        bool quiet = !create || !accumulate || kt_torch_warn(a.ctx, KT_WARN_GRAPH_OF_BACKWARD);
        bool ok = quiet && kta_backward(a.ctx, (int)roots.n, roots.t, g, retain, create,
                                        (int)inputs.n, inputs.n ? inputs.t : NULL,
                                        accumulate ? NULL : results, unused || accumulate);
        if (!ok) {
            r = ki_kt_raise(ks);
        } else if (accumulate) {
            r = KI_NONE;
        } else {
            KiTuple *t = ki_tuple_alloc(ks, inputs.n);
            for (int64_t i = 0; t && i < inputs.n; i++)
                t->items[i] = KI_NONE;
            bool fine = t != NULL;
            for (int64_t i = 0; i < inputs.n; i++) {
                KiValue v = !results[i] ? KI_NONE : ki_tensor_wrap(ks, results[i]);
                if (v != KI_ERR && t)
                    t->items[i] = v;
                else
                    fine = false;
                if (!t) ki_decref(ks, v);
            }
            r = fine ? ki_from_obj(t) : KI_ERR;
            if (!fine && t) ki_decref_obj(ks, &t->h);
        }
        kb_free(&ks->alloc, scratch, size);
    } else if (!a.failed) {
        ki_raise_nomem(ks);
    }
    ta_list_free(&a, &roots);
    ta_list_free(&a, &grads);
    ta_list_free(&a, &inputs);
    return r;
}

/* The same by torch.autograd.backward, which knows all that may stand for gradients, flags and
 * inputs, and what PyTorch says to the rest. */
static KiValue backward_of_all(KiState *ks, const Ta *a) {
    KiValue v[4], f = ki_import_attr(ks, "torch.autograd", "_backward_of_tensor");
    for (int i = 1; i < 5; i++)
        v[i - 1] = a->v[i] != KI_ABSENT ? a->v[i] : i == 3 ? KI_FALSE : KI_NONE;
    KiValue all[5] = {a->v[0], v[0], v[1], v[2], v[3]};
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, all, 5, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}
static bool is_flag(KiValue v, bool none_too) {
    return v == KI_ABSENT || ki_is_bool(v) || (none_too && ki_is_none(v));
}
/* x.backward(gradient=None, retain_graph=None, create_graph=False, inputs=None) */
TA_FN(m_backward) {
    TA_BIND("backward", 1, 5, "self", "gradient", "retain_graph", "create_graph", "inputs");
    if ((ta_given(&a, 1) && !ki_is_tensor(a.v[1])) || !is_flag(a.v[2], true) ||
        !is_flag(a.v[3], false) || ta_given(&a, 4))
        return backward_of_all(ks, &a);
    KtTensor *x = ta_tensor(&a, 0), *g = ta_tensor_opt(&a, 1);
    bool create = ta_bool(&a, 3, false), retain = ta_bool(&a, 2, create);
    bool ok = !a.failed && check_roots(&a, &x, 1) &&
              (!create || kt_torch_warn(a.ctx, KT_WARN_GRAPH_OF_BACKWARD)) &&
              kta_backward(a.ctx, 1, &x, &g, retain, create, 0, NULL, NULL, true);
    if (!ok && !a.failed) ki_kt_raise(ks);
    return ok ? KI_NONE : KI_ERR;
}

/* --- anomaly mode; what it says is in stdlib/torch/autograd/anomaly_mode.py --- */

static void *trace_here(KtCtx *ctx, void *user) {
    KiState *ks = user;
    bool numpy = ctx->numpy;
    KiValue f = ki_import_attr(ks, "torch.autograd.anomaly_mode", "_stack"),
            lines = f == KI_ERR ? KI_ERR : ki_call(ks, f, NULL, 0, KI_ABSENT);
    ki_decref(ks, f);
    ctx->numpy = numpy;
    if (lines != KI_ERR) return ki_obj(lines);
    kt_fail(ctx, KT_HOST_ERROR, "anomaly mode");
    return NULL;
}
static void free_trace(KtCtx *ctx, void *trace) {
    ki_decref_obj(ctx->host, trace);
}
static void report_node(KtCtx *ctx, void *user, KtNode *n) {
    KiState *ks = user;
    KtPendingError failed = kt_take_error(ctx);
    KiValue exc = ki_take_exc(ks), node = ki_torch_node(ks, n),
            f = node == KI_ERR ? KI_ERR
                               : ki_import_attr(ks, "torch.autograd.anomaly_mode", "_report"),
            r = f == KI_ERR ? KI_ERR : ki_call1(ks, f, node);
    ki_decref(ks, f);
    ki_decref(ks, node);
    kt_clear_error(ctx);
    if (r == KI_ERR) /* the warning was made an error: what failed is still what to tell */
        ki_write_unraisable(ks, KI_NONE);
    ki_decref(ks, r);
    kt_restore_error(ctx, &failed);
    ki_restore_exc(ks, exc);
}
TA_FN(f_set_anomaly) {
    TA_BIND("set_anomaly_enabled", 1, 2, "enabled", "check_nan");
    for (int i = 0; i < 2; i++)
        if (ta_given(&a, i) && !ki_is_bool(a.v[i]))
            return ki_raise(
                ks, KI_EXC_TypeError,
                "set_anomaly_enabled(): argument '%s' (position %d) must be bool, not %s",
                i ? "check_nan" : "enabled", i + 1, ki_type_name(ks, a.v[i]));
    KtAnomalyHooks hooks = {trace_here, free_trace, report_node, ks};
    return kta_set_anomaly(a.ctx, a.v[0] == KI_TRUE, a.v[1] != KI_FALSE, &hooks) ? KI_NONE
                                                                                 : ki_kt_raise(ks);
}
TA_FN(f_is_nan_checked) {
    return ki_bool(kta_anomaly_checks_nan(ki_kt(ks)));
}

/* --- graph nodes --- */

static KiType *node_type(KiState *ks, const char *name) {
    static const KiSlots none = {0};
    KiTensorState *ts = ki_ts(ks);
    KiValue v = ki_dict_get_cstr(ks, ts->node_types, name);
    if (v == KI_ERR) return NULL;
    if (v != KI_ABSENT) return (KiType *)ki_obj(v);
    KiTypeDef def = {
        .name = name, .module = NULL, .doc = "", .slots = &none, .flags = KI_TF_DISALLOW_NEW};
    KiType *t = ki_native_type(ks, &def, ts->node_type);
    if (!t) return NULL;
    bool ok = ki_dict_set_cstr(ks, ts->node_types, name, ki_from_obj(t));
    ki_decref_obj(ks, &t->h); /* the table's reference stays */
    return ok ? t : NULL;
}
KiValue ki_torch_node(KiState *ks, KtNode *n) {
    if (!n) return KI_NONE;
    void **face = kta_node_face(n);
    if (*face) return ki_new_ref(ki_from_obj(*face));
    KiType *t = node_type(ks, kta_node_name(n));
    KiNodeObj *o = t ? (KiNodeObj *)ki_instance_alloc(ks, t) : NULL;
    if (!o) return KI_ERR;
    o->n = kta_node_incref(n);
    o->shown = NULL;
    o->metadata = KI_ABSENT;
    *face = o;
    return ki_from_obj(o);
}
void ki_node_drop_shown(KtCtx *ctx, KiNodeObj *o) {
    if (o->shown) kta_node_decref(ctx, o->shown);
    o->shown = NULL;
}
static void node_dealloc(KiState *ks, KiObj *o) {
    KtNode *n = ((KiNodeObj *)o)->n;
    ki_decref(ks, ((KiNodeObj *)o)->metadata);
    if (!n || !ks->bi || !ki_ts(ks)) return;
    ((KiNodeObj *)o)->n = NULL;
    *kta_node_face(n) = NULL;
    ki_node_drop_shown(ki_ts(ks)->ctx, (KiNodeObj *)o);
    kta_node_decref(ki_ts(ks)->ctx, n);
}

/* Nodes of objects that outlive the record, chained through their faces. */
static void take_node(KiState *ks, KiObj *o, void *list) {
    if (!ki_is_subtype(ki_obj_type(o), ki_ts(ks)->node_type) || !((KiNodeObj *)o)->n) return;
    KtNode *n = ((KiNodeObj *)o)->n;
    ((KiNodeObj *)o)->n = NULL;
    ki_node_drop_shown(ki_kt(ks), (KiNodeObj *)o);
    *kta_node_face(n) = *(KtNode **)list;
    *(KtNode **)list = n;
}
static void nodes_free(KiState *ks) {
    KtNode *list = NULL;
    if (ki_ts(ks)->node_type) ki_heap_each(ks, take_node, &list);
    while (list) {
        KtNode *n = list;
        list = *kta_node_face(n);
        *kta_node_face(n) = NULL;
        kta_node_decref(ki_kt(ks), n);
    }
}

static KiValue node_repr(KiState *ks, KiValue v) {
    const char *name = kta_node_name(ki_node_of(v));
    return ki_str_format(ks, "<%s object at %p>", name, (void *)ki_obj(v));
}
KiValue ki_node_name(KiState *ks, KiValue *args, int nargs) {
    const char *name = kta_node_name(ki_node_of(args[0]));
    return ki_str_format(ks, "%s%s", kta_node_has_namespace(name) ? "torch::autograd::" : "", name);
}
/* Which edges PyTorch's node has, in its order, into at[]; returns how many. */
static int shown_edges(const KtNode *n, int *at, int count) {
    const char *name = kta_node_name(n);
    const bool known = !kta_node_is_description(n);
    bool turn = !strcmp(name, "AddBackward0") || !strcmp(name, "MulBackward0");
    int shown = 0;
    for (int i = 0; i < count; i++)
        if (!known || kta_node_shows_edge(n, i)) at[shown++] = i;
    turn = turn && count == 2 && known && !kta_node_edge_is_tensor(n, 0);
    if (turn || !strcmp(name, "RsubBackward0")) at[0] = 1, at[1] = 0;
    return shown;
}
static KiValue edge_list(KiState *ks, const KtNode *n, const int *at, int count) {
    KiTuple *t = ki_tuple_alloc(ks, count);
    if (!t) return KI_ERR;
    for (int i = 0; i < count; i++)
        t->items[i] = KI_NONE;
    for (int i = 0; i < count; i++) {
        KtEdge e = kta_node_edge(n, at[i]);
        KiValue node = ki_torch_node(ks, e.node),
                pair = node == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, node, ki_small_int(e.output));
        ki_decref(ks, node);
        if (pair == KI_ERR) {
            ki_decref_obj(ks, &t->h);
            return KI_ERR;
        }
        t->items[i] = pair;
    }
    return ki_from_obj(t);
}
KiValue ki_node_next(KiState *ks, KiValue v, void *closure) {
    KiNodeObj *o = (KiNodeObj *)ki_obj(v);
    if (kta_node_hides_steps(o->n))
        return ki_raise(ks, KI_EXC_NotImplementedError,
                        "next_functions of %s, which stands for several nodes of PyTorch's",
                        kta_node_name(o->n));
    if (!o->shown && !kta_node_described(ki_kt(ks), o->n, &o->shown)) return ki_kt_raise(ks);
    KtNode *n = o->shown ? o->shown : o->n;
    int count = kta_node_n_edges(n), few[8], *at = few;
    size_t size = (size_t)count * sizeof *at;
    if (count > 8 && !(at = kb_malloc(&ks->alloc, size))) return ki_raise_nomem(ks);
    KiValue r = edge_list(ks, n, at, shown_edges(n, at, count));
    if (at != few) kb_free(&ks->alloc, at, size);
    return r;
}
static KiValue node_variable(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = kta_node_variable(ki_node_of(v));
    if (!t)
        return ki_raise(ks, KI_EXC_AttributeError, "'%s' object has no attribute 'variable'",
                        kta_node_name(ki_node_of(v)));
    return ki_tensor_wrap(ks, kt_incref(t));
}
KiValue ki_node_metadata(KiState *ks, KiValue v, void *closure) {
    KiNodeObj *o = (KiNodeObj *)ki_obj(v);
    if (o->metadata == KI_ABSENT) {
        KiDict *d = ki_dict_new(ks);
        if (!d) return KI_ERR;
        KiValue parent = ki_torch_node(ks, kta_node_induced_by(o->n));
        bool ok = parent != KI_ERR &&
                  (!kta_node_trace(o->n) ||
                   ki_dict_set_cstr(ks, d, "traceback_", ki_from_obj(kta_node_trace(o->n)))) &&
                  (ki_is_none(parent) || ki_dict_set_cstr(ks, d, "parent_", parent));
        ki_decref(ks, parent);
        if (!ok) {
            ki_decref_obj(ks, &d->h);
            return KI_ERR;
        }
        o->metadata = ki_from_obj(d);
    }
    return ki_new_ref(o->metadata);
}
static KiValue node_requires_grad(KiState *ks, KiValue v, void *closure) {
    return KI_TRUE;
}
static KiValue node_getattr(KiState *ks, KiValue v, KiStr *name) {
    KiValue r = ki_generic_getattr_opt(ks, v, name);
    if (r == KI_ABSENT) r = ki_torch_saved(ks, v, ki_node_of(v), ki_str_utf8(ks, name, NULL));
    return r != KI_ABSENT ? r : ki_generic_getattr(ks, v, name); /* raises */
}
static const KiSlots node_slots = {
    .dealloc = node_dealloc, .repr = node_repr, .getattr = node_getattr};
/* What its class has and what it saves; the leaf only where there is one. */
static KiValue node_dir(KiState *ks, KiValue *args, int nargs) {
    KtNode *n = ki_node_of(args[0]);
    const KiTuple *mro = ki_type_of(ks, args[0])->mro;
    KiDict *all = ki_dict_new(ks);
    bool ok = all != NULL;
    for (int64_t i = 0; ok && i < mro->len; i++)
        ok = ki_dict_update(ks, all, ki_from_obj(((KiType *)ki_obj(mro->items[i]))->dict), true);
    KiValue leaf = ok && !kta_node_variable(n) ? ki_str_from_cstr(ks, "variable") : KI_NONE;
    KiValue hidden = leaf == KI_ERR || ki_is_none(leaf) ? leaf : ki_dict_pop(ks, all, leaf);
    ok = ok && hidden != KI_ERR && ki_torch_saved_names(ks, n, all);
    if (hidden != KI_ABSENT) ki_decref(ks, hidden);
    ki_decref(ks, leaf);
    KiList *l = ok ? ki_to_list(ks, ki_from_obj(all)) : NULL;
    if (all) ki_decref_obj(ks, &all->h);
    return l ? ki_from_obj(l) : KI_ERR;
}
static const KiDef node_methods[] = {
    {"__dir__", "(self, /)", (void *)node_dir, NULL, 0},
    {"name", "(self)", (void *)ki_node_name, NULL, 0},
    {"register_hook", "(self, fn)", (void *)ki_node_register_hook, NULL, 0},
    {"register_prehook", "(self, fn)", (void *)ki_node_register_prehook, NULL, 0},
    KI_DEF_END};
static const KiGetsetDef node_getsets[] = {{"next_functions", ki_node_next, NULL, NULL, NULL},
                                           {"variable", node_variable, NULL, NULL, NULL},
                                           {"metadata", ki_node_metadata, NULL, NULL, NULL},
                                           {"requires_grad", node_requires_grad, NULL, NULL, NULL},
                                           {NULL, NULL, NULL, NULL, NULL}};

/* --- hooks --- */

typedef struct Hook {
    KiState *ks;
    KiValue fn;
    bool linear, biased; /* at the node of a linear layer, whose gradients PyTorch has otherwise */
} Hook;
/* What a hook called `name` puts in the place of one gradient; the old one stays where it may not.
 */
static bool exchange(KiState *ks, const char *name, KtTensor **grad, KiValue v) {
    if (!*grad) {
        if (!ki_is_none(v))
            ki_raise(ks, KI_EXC_RuntimeError,
                     "can't replace a None gradient with a non-None value");
        return ki_is_none(v);
    }
    if (ki_is_none(v)) {
        kt_decref(ki_kt(ks), *grad);
        *grad = NULL;
        return true;
    }
    if (!ki_is_tensor(v)) {
        ki_raise(ks, KI_EXC_TypeError, "expected Variable, but hook returned '%s'",
                 ki_type_name(ks, v));
        return false;
    }
    KtTensor *t = ki_tensor_of(v);
    if (t->dtype != (*grad)->dtype || !kt_same_shape(t, *grad)) {
        if (t->dtype != (*grad)->dtype)
            ki_raise(ks, KI_EXC_RuntimeError,
                     "hook '%s' has changed the type of value (was torch.%sTensor got "
                     "torch.%sTensor)",
                     name, kt_dtype_info[(*grad)->dtype].scalar_name,
                     kt_dtype_info[t->dtype].scalar_name);
        else
            ki_raise(ks, KI_EXC_RuntimeError, "hook '%s' has changed the size of value", name);
        return false;
    }
    kt_incref(t);
    kt_decref(ki_kt(ks), *grad);
    *grad = t;
    return true;
}
/* Kept as long as `named`, the hook's attribute (new reference, KI_ERR: it has none). */
static const char *name_of_hook(KiState *ks, KiValue hook, KiValue *named) {
    *named = ki_getattr_cstr(ks, hook, "__name__");
    if (*named == KI_ERR) ki_clear_exc(ks);
    return *named != KI_ERR && ki_is_str(*named) ? ki_str_utf8(ks, ki_str_of(*named), NULL)
                                                 : "<unknown>";
}
static KtTensor *run_hook(KtCtx *ctx, void *user, KtTensor *grad, bool *ok) {
    Hook *h = user;
    bool numpy = ctx->numpy;
    KiValue g = ki_tensor_wrap(h->ks, kt_incref(grad)),
            r = g == KI_ERR ? KI_ERR : ki_call1(h->ks, h->fn, g);
    ki_decref(h->ks, g);
    ctx->numpy = numpy;
    KtTensor *made = kt_incref(grad);
    KiValue named;
    *ok = r == KI_NONE ||
          (r != KI_ERR && exchange(h->ks, name_of_hook(h->ks, h->fn, &named), &made, r));
    if (r != KI_NONE && r != KI_ERR) ki_decref(h->ks, named);
    ki_decref(h->ks, r);
    if (*ok && r != KI_NONE) return made;
    kt_decref(ctx, made);
    if (!*ok) kt_fail(ctx, KT_HOST_ERROR, "hook");
    return NULL;
}
static void free_hook(KtCtx *ctx, void *user) {
    Hook *h = user;
    ki_decref(h->ks, h->fn);
    kb_free(&h->ks->alloc, h, sizeof *h);
}

typedef struct Handle {
    KiObj h;
    KiValue hooked; /* a tensor or a node; None once removed */
    int64_t id;
} Handle;
static void handle_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((Handle *)o)->hooked);
}
static void handle_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Handle *)o)->hooked, arg);
}
static KiValue handle_remove(KiState *ks, KiValue *args, int nargs) {
    Handle *h = (Handle *)ki_obj(args[0]);
    if (ki_is_tensor(h->hooked))
        kta_remove_hook(ki_kt(ks), ki_tensor_of(h->hooked), h->id);
    else if (!ki_is_none(h->hooked) && ki_node_of(h->hooked))
        kta_node_remove_hook(ki_kt(ks), ki_node_of(h->hooked), h->id);
    ki_assign(ks, &h->hooked, KI_NONE);
    return KI_NONE;
}
static KiValue handle_enter(KiState *ks, KiValue *args, int nargs) {
    return ki_new_ref(args[0]);
}
static KiValue handle_id(KiState *ks, KiValue v, void *closure) {
    return ki_int_from_i64(ks, ((Handle *)ki_obj(v))->id);
}
static const KiSlots handle_slots = {.dealloc = handle_dealloc, .traverse = handle_traverse};
static const KiDef handle_methods[] = {
    {"remove", "(self)", (void *)handle_remove, NULL, 0},
    {"__enter__", "(self)", (void *)handle_enter, NULL, 0},
    {"__exit__", "(self, type, value, tb)", (void *)handle_remove, NULL, 0},
    KI_DEF_END};
static const KiGetsetDef handle_getsets[] = {{"id", handle_id, NULL, NULL, NULL},
                                             {NULL, NULL, NULL, NULL, NULL}};

static KiValue handle_of(KiState *ks, KiValue hooked, int64_t id) {
    Handle *o = (Handle *)ki_instance_alloc(ks, ki_ts(ks)->handle_type);
    if (!o) return KI_ERR;
    o->hooked = ki_new_ref(hooked);
    o->id = id;
    return ki_from_obj(o);
}

TA_FN(m_register_hook) {
    TA_BIND("register_hook", 2, 2, "self", "hook");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!kta_requires_grad(x))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "cannot register a hook on a tensor that doesn't require gradient");
    Hook *h = kb_calloc(&ks->alloc, sizeof *h);
    if (!h) return ki_raise_nomem(ks);
    h->ks = ks;
    h->fn = ki_new_ref(a.v[1]);
    int64_t id;
    if (!kta_add_hook(a.ctx, x, run_hook, h, free_hook, &id)) return ki_kt_raise(ks);
    return handle_of(ks, a.v[0], id);
}

/* --- hooks of nodes: called with tuples of gradients --- */

static KiValue gradients_tuple(KiState *ks, KtTensor *const *grads, int n) {
    KiTuple *t = ki_tuple_alloc(ks, n);
    for (int i = 0; t && i < n; i++)
        t->items[i] = KI_NONE;
    for (int i = 0; t && i < n; i++) {
        KiValue v = grads[i] ? ki_tensor_wrap(ks, kt_incref(grads[i])) : KI_NONE;
        if (v == KI_ERR) {
            ki_decref_obj(ks, &t->h);
            return KI_ERR;
        }
        t->items[i] = v;
    }
    return t ? ki_from_obj(t) : KI_ERR;
}
static bool exchange_all(KiState *ks, KiValue hook, KtTensor **grads, int n, KiValue r) {
    KiValue named;
    const char *name = name_of_hook(ks, hook, &named);
    int64_t len = ki_is_tuple(r) ? ki_tuple_of(r)->len : -1;
    bool ok = len == n;
    if (len < 0)
        ki_raise(ks, KI_EXC_TypeError, "expected tuple, but hook returned '%s'",
                 ki_type_name(ks, r));
    else if (!ok)
        ki_raise(ks, KI_EXC_RuntimeError,
                 "hook '%s' has returned an incorrect number of values (got %lld, but expected %d)",
                 name, (long long)len, n);
    for (int i = 0; ok && i < n; i++)
        ok = exchange(ks, name, &grads[i], ki_tuple_of(r)->items[i]);
    ki_decref(ks, named);
    return ok;
}
static bool run_node_hook(KtCtx *ctx, void *user, KtTensor **grads, int n, KtTensor *const *given,
                          int n_given);
static bool turn(KtCtx *ctx, KtTensor **t) {
    if (!*t) return true;
    KtTensor *r = kta_transpose(ctx, *t, 0, 1);
    kt_decref(ctx, *t);
    *t = r;
    return r != NULL;
}
/* For PyTorch the node has a matrix product's operands: no bias that is not there, and the weight
 * turned. */
static bool run_linear_hook(KtCtx *ctx, Hook *h, KtTensor **grads, int n, KtTensor *const *given,
                            int n_given) {
    int left_out = !h->biased;
    Hook plain = {h->ks, h->fn, false, false};
    return turn(ctx, &grads[n - 1]) &&
           run_node_hook(ctx, &plain, grads + left_out, n - left_out, given, n_given) &&
           turn(ctx, &grads[n - 1]);
}
static bool run_node_hook(KtCtx *ctx, void *user, KtTensor **grads, int n, KtTensor *const *given,
                          int n_given) {
    Hook *h = user;
    KiState *ks = h->ks;
    bool numpy = ctx->numpy, ok = false;
    if (given && h->linear) return run_linear_hook(ctx, h, grads, n, given, n_given);
    KiValue a = gradients_tuple(ks, grads, n),
            b = given && a != KI_ERR ? gradients_tuple(ks, given, n_given) : KI_NONE, r = KI_ERR;
    if (a != KI_ERR && b != KI_ERR) r = given ? ki_call2(ks, h->fn, a, b) : ki_call1(ks, h->fn, a);
    ctx->numpy = numpy;
    if (r != KI_ERR) ok = ki_is_none(r) || exchange_all(ks, h->fn, grads, n, r);
    ki_decref(ks, a);
    ki_decref(ks, b);
    ki_decref(ks, r);
    if (!ok) kt_fail(ctx, KT_HOST_ERROR, "hook");
    return ok;
}
static KiValue add_node_hook(KiState *ks, KiValue node, KiValue fn, bool before) {
    KtNode *n = ki_node_of(node);
    const char *name = kta_node_name(n);
    bool linear =
        kta_node_is_many(n) && (!strcmp(name, "AddmmBackward0") || !strcmp(name, "MmBackward0"));
    /* what comes in is that of PyTorch's first node, and so is what goes out if one operand is all
     */
    bool other = kta_node_is_many(n) && !linear && !before && kta_node_n_edges(n) > 1;
    if (kta_node_is_description(n) || kta_node_hides_steps(n) || other)
        return ki_raise(ks, KI_EXC_NotImplementedError,
                        "hooks at %s, which is no node of its own or stands for several of "
                        "PyTorch's",
                        name);
    Hook *h = kb_calloc(&ks->alloc, sizeof *h);
    if (!h) return ki_raise_nomem(ks);
    *h = (Hook){ks, ki_new_ref(fn), linear, linear && *name == 'A'};
    int64_t id;
    if (!kta_node_add_hook(ki_kt(ks), ki_node_of(node), before, run_node_hook, h, free_hook, &id)) {
        free_hook(ki_kt(ks), h);
        return ki_kt_raise(ks);
    }
    return handle_of(ks, node, id);
}
KiValue ki_node_register_hook(KiState *ks, KiValue *args, int nargs) {
    return add_node_hook(ks, args[0], args[1], false);
}
KiValue ki_node_register_prehook(KiState *ks, KiValue *args, int nargs) {
    return add_node_hook(ks, args[0], args[1], true);
}

TA_FN(m_retain_grad) {
    TA_BIND("retain_grad", 1, 1, "self");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!kta_requires_grad(x))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "can't retain_grad on Tensor that has requires_grad=False");
    return kta_retain_grad(a.ctx, x) ? KI_NONE : ki_kt_raise(ks);
}

/* _with_history(t, of): an alias of t that is the same result of the same node as `of`. */
TA_FN(f_with_history) {
    TA_BIND("_with_history", 2, 2, "t", "of");
    KtTensor *t = ta_tensor(&a, 0), *of = ta_tensor(&a, 1);
    KtTensor *r = a.failed ? NULL : kt_alias(a.ctx, t);
    if (r && !kta_take_history(a.ctx, r, of)) {
        kt_decref(a.ctx, r);
        r = NULL;
    }
    return ta_ret(&a, r);
}

/* --- forward mode --- */

TA_FN(f_enter_dual_level) {
    return kta_enter_dual_level(ki_kt(ks)) ? ki_small_int(0) : ki_kt_raise(ks);
}
TA_FN(f_exit_dual_level) {
    TA_BIND("_exit_dual_level", 1, 1, "level");
    int64_t level = ta_int(&a, 0, 0);
    if (a.failed) return KI_ERR;
    return kta_exit_dual_level(a.ctx, level) ? KI_NONE : ki_kt_raise(ks);
}
static bool is_level(Ta *a, int i, const char *who) {
    int64_t level = ta_int(a, i, 0);
    if (!a->failed && level) {
        a->failed = true;
        ki_raise(a->ks, KI_EXC_RuntimeError, "Invalid level given to %s", who);
    }
    return !a->failed;
}
TA_FN(f_make_dual) {
    TA_BIND("_make_dual", 3, 3, "primal", "tangent", "level");
    KtTensor *primal = ta_tensor(&a, 0), *tangent = ta_tensor(&a, 1);
    if (a.failed || !is_level(&a, 2, "_make_dual")) return KI_ERR;
    return ta_ret(&a, kta_make_dual(a.ctx, primal, tangent));
}
/* The tensor without its tangent, and that, or None. */
TA_FN(f_unpack_dual) {
    TA_BIND("_unpack_dual", 2, 2, "dual", "level");
    KtTensor *dual = ta_tensor(&a, 0);
    if (a.failed || !is_level(&a, 1, "_fw_primal")) return KI_ERR;
    KtTensor *tangent = kta_tangent(a.ctx, dual);
    if (a.ctx->error != KT_NO_ERROR) return ki_kt_raise(ks);
    KiValue p = ta_ret(&a, kta_fw_primal(a.ctx, dual)),
            t = p == KI_ERR ? KI_ERR
                : tangent   ? ki_tensor_wrap(ks, kt_incref(tangent))
                            : KI_NONE,
            r = t == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, p, t);
    ki_decref(ks, p);
    ki_decref(ks, t);
    return r;
}
/* _tangent(t): t's tangent or None */
TA_FN(f_tangent) {
    TA_BIND("_tangent", 1, 1, "t");
    KtTensor *t = ta_tensor(&a, 0), *tangent = a.failed ? NULL : kta_tangent(a.ctx, t);
    if (a.failed) return KI_ERR;
    if (!tangent) return a.ctx->error == KT_NO_ERROR ? KI_NONE : ki_kt_raise(ks);
    return ki_tensor_wrap(ks, kt_incref(tangent));
}
/* _set_tangent(t, tangent): of what a Function returned */
TA_FN(f_set_tangent) {
    TA_BIND("_set_tangent", 2, 2, "t", "tangent");
    KtTensor *t = ta_tensor(&a, 0), *tangent = ta_tensor(&a, 1);
    if (a.failed) return KI_ERR;
    return kta_set_tangent(a.ctx, t, tangent) ? KI_NONE : ki_kt_raise(ks);
}
/* _forward_mode(on) -> what it was: whether tangents are seen inside an open level */
TA_FN(f_forward_mode) {
    return set_flag(ks, &ki_kt(ks)->forward, args, nargs);
}
/* _will_record(*tensors): an operation on these gets a node or a tangent; others are skipped */
TA_FN(f_will_record) {
    for (int i = 0; i < nargs; i++) {
        KtTensor *t = ki_is_tensor(args[i]) ? ki_tensor_of(args[i]) : NULL;
        if (t && kta_will_record(ki_kt(ks), 1, &t)) return KI_TRUE;
    }
    return KI_FALSE;
}
/* _carries_tangent(*tensors) */
TA_FN(f_carries_tangent) {
    for (int i = 0; i < nargs && ki_kt(ks)->forward; i++)
        if (ki_is_tensor(args[i]) && kta_has_tangent(ki_tensor_of(args[i]))) return KI_TRUE;
    return KI_FALSE;
}

static const TfRow rows[] = {
    {"_enter_dual_level/f", f_enter_dual_level},
    {"_exit_dual_level/f", f_exit_dual_level},
    {"_make_dual/fz", f_make_dual},
    {"_unpack_dual/fz", f_unpack_dual},
    {"_tangent/fz", f_tangent},
    {"_set_tangent/fz", f_set_tangent},
    {"_forward_mode/f", f_forward_mode},
    {"_will_record/fz", f_will_record},
    {"_carries_tangent/fz", f_carries_tangent},
    {"_set_grad_enabled/f", f_set_grad_enabled},
    {"_set_inference_mode/f", f_set_inference_mode},
    {"set_anomaly_enabled/f", f_set_anomaly},
    {"is_anomaly_check_nan_enabled/f", f_is_nan_checked},
    {"_is_selective_backward/f", f_is_selective},
    {"_set_deterministic/f", f_set_deterministic},
    {"_set_deterministic_warns/f", f_set_deterministic_warns},
    {"is_grad_enabled/f", f_is_grad_enabled},
    {"is_inference_mode_enabled/f", f_is_inference},
    {"is_anomaly_enabled/f", f_is_anomaly},
    {"_backward/fzc", f_backward},
    {"backward/mzc", m_backward},
    {"register_hook/mzc", m_register_hook},
    {"retain_grad/mzc", m_retain_grad},
    {"_with_history/fzc", f_with_history},
};

bool tf_init_autograd(KiState *ks, const TfTargets *to) {
    KiTensorState *ts = ki_ts(ks);
    KiTypeDef node = {.name = "_Node",
                      .module = "torch._C",
                      .doc = "",
                      .struct_size = sizeof(KiNodeObj),
                      .layout = KI_K_OPAQUE,
                      .flags = KI_TF_BASETYPE | KI_TF_DISALLOW_NEW,
                      .slots = &node_slots,
                      .methods = node_methods,
                      .getsets = node_getsets};
    KiTypeDef handle = {.name = "RemovableHandle",
                        .module = "torch.utils.hooks",
                        .doc = "",
                        .struct_size = sizeof(Handle),
                        .layout = KI_K_OPAQUE,
                        .flags = KI_TF_GC | KI_TF_DISALLOW_NEW,
                        .slots = &handle_slots,
                        .methods = handle_methods,
                        .getsets = handle_getsets};
    ts->node_type = ki_native_type(ks, &node, NULL);
    ts->nodes_free = nodes_free;
    ts->handle_type = ki_native_type(ks, &handle, NULL);
    if (!ts->node_types) ts->node_types = ki_dict_new(ks);
    return ts->node_type && ts->handle_type && ts->node_types &&
           ki_module_add(ks, to->torch, "_Node", ki_new_ref(ki_from_obj(ts->node_type))) &&
           ki_module_add(ks, to->torch, "_RemovableHandle",
                         ki_new_ref(ki_from_obj(ts->handle_type))) &&
           TF_ADD(rows) && tf_init_function(ks, to);
}
