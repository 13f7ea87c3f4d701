/* Autograd as torch shows it: modes, backward, tangents. */
#include "torch_args.h"

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
    {"retain_grad/mzc", m_retain_grad},
    {"_with_history/fzc", f_with_history},
};

bool tf_init_autograd(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
