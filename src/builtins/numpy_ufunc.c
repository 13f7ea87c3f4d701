/* numpy.ufunc: element-wise functions as objects, with reduce, accumulate, reduceat, outer and at.
 * Most are made from the numpy column of op.def; those with several results and those that
 * frompyfunc makes have a rule, a Python object that computes (numpy._ufunc_rules). */
#include "../tensor/ew.h"
#include "numpy_stepped.h"

typedef struct NpUfunc {
    KiObj h;
    KtOp op;
    int nin, nout;
    KiValue rule; /* of one with a rule, which has no op; otherwise absent */
    bool renamed; /* another has the name that the operation reports its events by */
    char name[48];
} NpUfunc;

static inline NpUfunc *self_of(KiValue v) {
    return (NpUfunc *)ki_obj(v);
}

/* --- calling --- */

typedef struct Call {
    KiState *ks;
    Na a;
    NpUfunc *f;
    KiValue in[2], out;
    bool plain;   /* nothing but operands and out= */
    bool written; /* the output, so that the call cannot be tried another way */
} Call;

static bool keyword(Call *c, KiStr *name, KiValue v) {
    KiState *ks = c->ks;
    if (ki_str_eq_cstr(name, "out")) {
        if (ki_is_tuple(v)) {
            if (ki_tuple_of(v)->len != 1) {
                ki_raise(ks, KI_EXC_ValueError,
                         "The 'out' tuple must have exactly one entry per "
                         "ufunc output");
                return false;
            }
            v = ki_tuple_of(v)->items[0];
        }
        c->out = v;
        return true;
    }
    static const char *const others[] = {"where", "dtype",     "casting", "order",
                                         "subok", "signature", "sig",     "extobj"};
    static const char *const of_matmul[] = {"axes", "axis", "keepdims"}; /* instead of where */
    bool matmul = c->f->op == KT_OP_MATMUL;
    for (size_t i = 0; matmul && i < sizeof of_matmul / sizeof *of_matmul; i++)
        if (ki_str_eq_cstr(name, of_matmul[i])) {
            c->plain = false;
            return true;
        }
    for (size_t i = matmul; i < sizeof others / sizeof *others; i++)
        if (ki_str_eq_cstr(name, others[i])) {
            if (i > 0 || v != KI_TRUE) c->plain = false;
            return true;
        }
    const char *text = ki_str_utf8(ks, name, NULL);
    if (text)
        ki_raise(ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", c->f->name,
                 text);
    return false;
}

static bool parse(Call *c, KiState *ks, NpUfunc *f, KiValue *args, int nargs, KiValue kwnames) {
    *c = (Call){.ks = ks, .f = f, .out = KI_ABSENT, .plain = true};
    na_begin(&c->a, ks, NULL);
    if (nargs < f->nin || nargs > f->nin + 1) {
        ki_raise(ks, KI_EXC_TypeError,
                 "%s() takes from %d to %d positional arguments but %d were given", f->name, f->nin,
                 f->nin + 1, nargs);
        return false;
    }
    for (int i = 0; i < f->nin; i++)
        c->in[i] = args[i];
    if (nargs > f->nin) c->out = args[f->nin];
    int64_t n = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len;
    for (int64_t k = 0; k < n; k++)
        if (!keyword(c, ki_str_of(ki_tuple_of(kwnames)->items[k]), args[nargs + k])) return false;
    if (nargs > f->nin && c->out != args[f->nin]) {
        ki_raise(ks, KI_EXC_TypeError,
                 "cannot specify 'out' as both a positional and keyword argument");
        return false;
    }
    if (c->out != KI_ABSENT && ki_is_none(c->out)) c->out = KI_ABSENT;
    return true;
}

static bool is_object_like(KiState *ks, KiValue v) {
    return np_is_other_array(v) || np_is_other_scalar(v) || ki_is_str(v) ||
           ki_has_layout(v, KI_K_BYTES);
}

/* The array for a number as the engine wants it. */
static KtTensor *as_tensor(Na *a, const KtOperand *o) {
    if (o->t) return o->t;
    int d = o->s.dtype >= 0 ? o->s.dtype : (int)kt_scalar_default_dtype(&o->s, true, KT_F64);
    return na_keep(a, kt_scalar_tensor(a->ctx, d, &o->s));
}

static KtTensor *unary(KtCtx *ctx, const NpUfunc *f, KtTensor *x, KtTensor *out) {
    uint8_t *modes[] = {&ctx->errstate_divide, &ctx->errstate_over, &ctx->errstate_under,
                        &ctx->errstate_invalid},
            old[4];
    enum { COLLECT = 6, COLLECTED };
    if (!f->renamed) return kt_unary(ctx, f->op, x, KT_NO_DTYPE, out);
    static const int flag[] = {KT_FP_DIVIDE, KT_FP_OVERFLOW, KT_FP_UNDERFLOW, KT_FP_INVALID};
    int flags = 0;
    for (int i = 0; i < 4; i++) {
        old[i] = *modes[i];
        if (old[i] && old[i] < COLLECT) *modes[i] = COLLECT;
    }
    KtTensor *r = kt_unary(ctx, f->op, x, KT_NO_DTYPE, out);
    for (int i = 0; i < 4; i++) {
        if (old[i] >= COLLECT) continue;
        if (*modes[i] == COLLECTED) flags |= flag[i];
        *modes[i] = old[i];
    }
    if (!r || kt_fp_report(ctx, f->name, flags)) return r;
    kt_decref(ctx, r);
    return NULL;
}

static KtTensor *compute(Call *c, const KtOperand *x, const KtOperand *y, KtTensor *out) {
    KtCtx *ctx = c->a.ctx;
    KtOp op = c->f->op;
    ctx->numpy = true;
    if (op == KT_OP_MATMUL) {
        KtTensor *p = as_tensor(&c->a, x), *q = as_tensor(&c->a, y);
        return c->a.failed ? NULL : np_matmul(ctx, p, q, out, "matmul");
    }
    if (c->f->nin == 1) {
        KtTensor *p = as_tensor(&c->a, x);
        if (!p) return NULL;
        if (op == KT_OP_NEG && p->dtype == KT_BOOL)
            return kt_fail_null(ctx, KT_TYPE_ERROR,
                                "The numpy boolean negative, the `-` operator, is not supported, "
                                "use the `~` operator or the logical_not function instead.");
        return unary(ctx, c->f, p, out);
    }
    KtOperand p = *x;
    if (!p.t && !y->t) p = kt_operand(as_tensor(&c->a, x));
    return c->a.failed ? NULL : kt_binary_any(ctx, op, &p, y, KT_NO_DTYPE, out);
}

static KiValue run(Call *c) {
    Na *a = &c->a;
    KiState *ks = c->ks;
    KiValue v[3] = {c->in[0], c->f->nin > 1 ? c->in[1] : KI_ABSENT, c->out};
    a->v = v;
    KtTensor *out = na_out(a, 2);
    KtOperand x = na_operand(a, 0), y = {0};
    if (c->f->nin > 1) y = na_operand(a, 1);
    if (a->failed) return na_ret_obj(a, KI_ERR);
    if (out && (out->flags & KT_T_READ_ONLY || (out->storage && out->storage->read_only)))
        return na_raise(a, KI_EXC_ValueError, "output array is read-only");
    uint32_t version = out ? out->storage->version : 0;
    KtTensor *r = compute(c, &x, &y, out);
    c->written = out && out->storage->version != version;
    if (!r) return na_ret_obj(a, KI_ERR);
    if (out) {
        kt_decref(a->ctx, r);
        return na_ret_obj(a, ki_new_ref(c->out));
    }
    return na_ret_obj(a, np_ufunc_value(ks, r, c->f->op, v[0], v[1]));
}

static KiValue call_objects(Call *c) {
    KiValue done = c->f->nin == 2 && c->out == KI_ABSENT && c->f->op < KT_N_OPS
                       ? np_object_loop(c->ks, c->f->op, c->in[0], c->in[1])
                       : KI_ABSENT;
    if (done != KI_ABSENT) return done;
    KiValue text = ki_str_from_cstr(c->ks, c->f->name);
    if (text == KI_ERR) return KI_ERR;
    KiValue arg[4] = {text, c->in[0], c->in[1], KI_TRUE};
    KiValue r = c->f->nin == 1 ? np_helper_new(c->ks, "_object_unary", arg, 2)
                               : np_helper_new(c->ks, "_object_binary", arg, 4);
    ki_decref(c->ks, text);
    if (r == KI_NOT_IMPLEMENTED)
        return ki_raise(c->ks, KI_EXC_TypeError,
                        "ufunc '%s' not supported for the input types, and the inputs could not be "
                        "safely coerced to any supported types according to the casting rule "
                        "''safe''",
                        c->f->name);
    if (r != KI_ERR && c->out != KI_ABSENT) {
        bool ok = ki_setitem(c->ks, c->out, KI_ELLIPSIS, r);
        ki_decref(c->ks, r);
        return ok ? ki_new_ref(c->out) : KI_ERR;
    }
    return r;
}

bool np_overrides_ufunc(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v) || !(ki_obj(v)->shape->type->flags & KI_TF_HEAP)) return false;
    KiValue f = ki_type_lookup(ks, ki_obj(v)->shape->type, ki_np(ks)->s_array_ufunc);
    if (f == KI_ABSENT || ki_is_none(f)) return false;
    return f != ki_type_lookup(ks, ks->types[KI_K_NDARRAY], ki_np(ks)->s_array_ufunc);
}

bool np_class_has_say(KiState *ks, KiValue v) {
    const KiNpState *np = ki_np(ks);
    KiType *t = ki_obj(v)->shape->type;
    KiValue f = ki_type_lookup(ks, t, np->s_array_ufunc);
    if (f != KI_ABSENT) return f != ki_type_lookup(ks, ks->types[KI_K_NDARRAY], np->s_array_ufunc);
    return !ki_is_ndarray(v) && !np_is_scalar(ks, v) && !np_is_other_scalar(v) &&
           (ki_type_lookup(ks, t, np->s_array_wrap) != KI_ABSENT ||
            ki_type_lookup(ks, t, np->s_array_prepare) != KI_ABSENT);
}

/* Has one of the values, or of those in a tuple of outputs, a say? */
static bool any_has_say(KiState *ks, const KiValue *v, int n) {
    for (int i = 0; i < n; i++) {
        if (np_has_say(ks, v[i])) return true;
        if (!ki_is_tuple(v[i])) continue;
        for (int64_t k = 0; k < ki_tuple_of(v[i])->len; k++)
            if (np_has_say(ks, ki_tuple_of(v[i])->items[k])) return true;
    }
    return false;
}

/* What the operands make of callee(*args); KI_NOT_IMPLEMENTED: nothing, as is so for nearly all
 * calls. */
static KiValue ask_operands(KiState *ks, KiValue callee, KiValue *args, int nargs,
                            KiValue kwnames) {
    int n_kw = kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len;
    if (KB_LIKELY(!any_has_say(ks, args, nargs + n_kw))) return KI_NOT_IMPLEMENTED;
    KiValue all[20];
    if (nargs + n_kw > 19) return KI_NOT_IMPLEMENTED;
    all[0] = callee;
    memcpy(all + 1, args, (size_t)(nargs + n_kw) * sizeof *all);
    return np_helper_kw(ks, "_ufunc_ask", all, nargs + 1, kwnames);
}

/* The call worked out in Python. */
static KiValue call_slowly(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    int n_kw = kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len;
    KiValue all[20], exc = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
    ki_decref(ks, exc);
    if (nargs + n_kw > 19) return ki_raise(ks, KI_EXC_TypeError, "too many arguments");
    all[0] = callee;
    for (int i = 0; i < nargs + n_kw; i++)
        all[i + 1] = args[i];
    return np_settled(ks, np_helper_kw(ks, "_ufunc_call", all, nargs + 1, kwnames));
}

static KiValue explain(KiState *ks, KiValue f, KiValue x, KiValue y, KiValue out) {
    if (!f || !(ki_pending_is(ks, KI_EXC_TypeError) || ki_pending_is(ks, KI_EXC_ValueError)))
        return KI_ERR;
    KiValue exc = ki_take_exc(ks);
    KiValue arg[4] = {f, x, y == KI_ABSENT ? KI_NONE : y, out == KI_ABSENT ? KI_NONE : out};
    KiValue r = np_helper(ks, "_ufunc_explain", arg, 4);
    ki_decref(ks, r);
    if (ki_pending(ks))
        ki_decref(ks, exc);
    else
        ki_restore_exc(ks, exc);
    return KI_ERR;
}

/* A plain call failed. With out= it may still be one that works (operands spread to out's shape).
 */
static KiValue failed(Call *c, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    if (c->out != KI_ABSENT) return call_slowly(c->ks, callee, args, nargs, kwnames);
    return explain(c->ks, callee, c->in[0], c->f->nin > 1 ? c->in[1] : KI_ABSENT, KI_ABSENT);
}

KiValue np_explain(KiState *ks, KtOp op, KiValue x, KiValue y, KiValue out) {
    return explain(ks, ki_np(ks)->ufuncs[op], x, y, out);
}

/* Is the array of it one of text or objects: lists of such, instances, integers beyond all types?
 */
bool np_becomes_objects(KiState *ks, KiValue v) {
    if (!ki_is_ptr(v) || ki_is_ndarray(v))
        return ki_is_none(v) || v == KI_ELLIPSIS || v == KI_NOT_IMPLEMENTED;
    KiValue w = np_array_from(ks, v, NULL, false, 'K', 0);
    bool objects = w != KI_ERR && np_is_other_array(w);
    if (w == KI_ERR && ki_pending(ks)) ki_clear_exc(ks);
    ki_decref(ks, w);
    return objects;
}

/* rule(ufunc, *args, **kwargs) */
static KiValue call_rule(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    int n = nargs + (kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len);
    KiValue *all = ki_mem_alloc(ks, (size_t)(n + 1) * sizeof *all);
    if (!all) return KI_ERR;
    all[0] = callee;
    memcpy(all + 1, args, (size_t)n * sizeof *all);
    KiValue r = ki_call(ks, self_of(callee)->rule, all, nargs + 1, kwnames);
    ki_mem_free(ks, all, (size_t)(n + 1) * sizeof *all);
    return r;
}

typedef struct SteppedCall {
    KiValue callee, kwnames;
    int nargs;
} SteppedCall;
static KiValue call_with_loop(KiState *ks, KiValue callee, KiValue *args, int nargs,
                              KiValue kwnames);
static KiValue run_stepped(KiState *ks, void *what, KiValue *args) {
    SteppedCall *c = what;
    return call_with_loop(ks, c->callee, args, c->nargs, c->kwnames);
}
/* A call with stepped arrays; KI_ABSENT: there are none. */
static KB_NOINLINE KiValue call_stepped(KiState *ks, KiValue callee, KiValue *args, int nargs,
                                        KiValue kwnames) {
    int n = nargs + (kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len);
    SteppedCall c = {callee, kwnames, nargs};
    return np_any_stepped(args, n) ? np_stepped_run(ks, run_stepped, &c, args, n, NP_STEPPED_LOOP)
                                   : KI_ABSENT;
}
static KiValue call_with_loop(KiState *ks, KiValue callee, KiValue *args, int nargs,
                              KiValue kwnames) {
    NpUfunc *f = self_of(callee);
    if (KB_UNLIKELY(ki_np(ks)->stepped)) {
        KiValue r = call_stepped(ks, callee, args, nargs, kwnames);
        if (r != KI_ABSENT) return r;
    }
    if (f->rule != KI_ABSENT) {
        bool plain = f->nout == 2 && kwnames == KI_ABSENT;
        KiValue r = plain ? np_two_results(ks, f->name, args, nargs) : KI_ABSENT;
        return r != KI_ABSENT ? r : call_rule(ks, callee, args, nargs, kwnames);
    }
    bool own_types = f->op == KT_OP_MATMUL || f->op == KT_OP_LDEXP;
    if (KB_LIKELY(nargs == f->nin && kwnames == KI_ABSENT && !own_types)) {
        if (f->nin == 1 && np_is_plain(args[0]) &&
            ki_obj(args[0])->shape->type == ks->types[KI_K_NDARRAY] &&
            (f->op != KT_OP_NEG || ki_tensor_of(args[0])->dtype != KT_BOOL)) {
            KiValue r = np_value(ks, unary(ki_kt_np(ks), f, ki_tensor_of(args[0]), NULL), args[0]);
            return KB_LIKELY(r != KI_ERR) ? r : explain(ks, callee, args[0], KI_ABSENT, KI_ABSENT);
        }
        if (f->nin == 2 && (ki_is_ndarray(args[0]) || ki_is_ndarray(args[1])) &&
            !is_object_like(ks, args[0]) && !is_object_like(ks, args[1]) &&
            !np_has_say(ks, args[0]) && !np_has_say(ks, args[1])) {
            KiValue r = np_binary_op(ks, f->op, args[0], args[1]);
            if (r != KI_NOT_IMPLEMENTED) return r;
        }
    }
    Call c;
    if (!parse(&c, ks, f, args, nargs, kwnames)) {
        na_end(&c.a);
        return KI_ERR;
    }
    if (f->op == KT_OP_LDEXP) c.plain = false;
    for (int i = 0; i < f->nin; i++) {
        if (c.plain && is_object_like(ks, c.in[i])) {
            if (c.out == KI_ABSENT) return call_objects(&c);
            c.plain = false;
        }
    }
    KiValue r = c.plain ? run(&c) : call_slowly(ks, callee, args, nargs, kwnames);
    if (c.written) return r;
    if (r == KI_ERR && c.plain && ki_pending_is(ks, KI_EXC_ValueError))
        return failed(&c, callee, args, nargs, kwnames);
    if (r == KI_ERR && c.plain &&
        (ki_pending_is(ks, KI_EXC_OverflowError) || ki_pending_is(ks, KI_EXC_TypeError))) {
        KiValue before = ki_take_exc(ks);
        bool nested = false;
        for (int i = 0; i < f->nin; i++)
            nested = nested || np_becomes_objects(ks, c.in[i]);
        ki_restore_exc(ks, before);
        if (!nested || c.out != KI_ABSENT) return failed(&c, callee, args, nargs, kwnames);
        KiValue exc = ki_take_exc(ks);
        r = call_objects(&c);
        if (r == KI_ERR && !ki_pending(ks))
            ki_restore_exc(ks, exc);
        else
            ki_decref(ks, exc);
    }
    return r;
}

/* r (consumed), a result: an output of another class as its __array_wrap__ has it. */
static KiValue as_output_has_it(KiState *ks, KiValue callee, KiValue r, KiValue *args, int nargs,
                                KiValue kwnames) {
    int nin = self_of(callee)->nin,
        n_kw = kwnames == KI_ABSENT ? 0 : (int)ki_tuple_of(kwnames)->len;
    bool given = false;
    for (int i = nin; i < nargs + n_kw; i++)
        given = given || args[i] == r ||
                (ki_is_tuple(args[i]) && ki_tuple_of(args[i])->len == 1 &&
                 ki_tuple_of(args[i])->items[0] == r);
    if (!given) return r;
    KiTuple *all = ki_tuple_alloc(ks, nin + 1);
    for (int i = 0; all && i <= nin; i++)
        all->items[i] = ki_new_ref(i < nin ? args[i] : r);
    KiValue context =
        all ? ki_tuple_pack(ks, 3, callee, ki_from_obj(all), ki_small_int(0)) : KI_ERR;
    if (all) ki_decref_obj(ks, &all->h);
    KiValue arg[2] = {r, context};
    KiValue v = context == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, r, "__array_wrap__", arg, 2);
    if (v == KI_ERR && context != KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks); /* it may not take a context */
        v = ki_call_method_cstr(ks, r, "__array_wrap__", arg, 1);
    }
    ki_decref(ks, context);
    ki_decref(ks, r);
    return v;
}

/* After a call that the engine could not do: again, with arrays for objects whose __array__ gives
 * one of other elements than numbers. KI_ABSENT: there is none; the error stays. */
static KiValue call_with_arrays(KiState *ks, KiValue callee, KiValue *args, int nargs,
                                KiValue kwnames) {
    int nin = self_of(callee)->nin, found = 0;
    KiValue made[4] = {KI_ABSENT, KI_ABSENT, KI_ABSENT, KI_ABSENT}, given[4];
    for (int i = 0; i < nin && i < nargs && i < 4; i++)
        found += np_is_array_like(ks, args[i]);
    if (!found) return KI_ABSENT;
    ki_clear_exc(ks);
    bool ok = true;
    for (int i = 0; ok && i < nin && i < nargs && i < 4; i++) {
        given[i] = args[i];
        if (np_is_array_like(ks, args[i])) made[i] = np_array_of_like(ks, args[i]);
        ok = made[i] != KI_ERR;
        if (ok && made[i] != KI_ABSENT) args[i] = made[i];
    }
    KiValue r = ok ? call_with_loop(ks, callee, args, nargs, kwnames) : KI_ERR;
    for (int i = 0; i < 4; i++) {
        if (made[i] != KI_ABSENT && made[i] != KI_ERR) args[i] = given[i];
        if (made[i] != KI_ABSENT) ki_decref(ks, made[i]);
    }
    return r;
}

static KiValue ufunc_call(KiState *ks, KiValue callee, KiValue *args, int nargs, KiValue kwnames) {
    KiValue r = ask_operands(ks, callee, args, nargs, kwnames);
    if (KB_UNLIKELY(r != KI_NOT_IMPLEMENTED)) return r;
    r = call_with_loop(ks, callee, args, nargs, kwnames);
    if (r == KI_ERR && ki_pending_is(ks, KI_EXC_NotImplementedError)) {
        KiValue again = call_with_arrays(ks, callee, args, nargs, kwnames);
        if (again != KI_ABSENT) r = again;
    }
    bool simple = nargs == self_of(callee)->nin && kwnames == KI_ABSENT;
    if (KB_LIKELY(simple || r == KI_ERR || !np_has_other_class(ks, r))) return r;
    return as_output_has_it(ks, callee, r, args, nargs, kwnames);
}

/* --- methods --- */

static KtOp reduction_of(KtOp op) {
    switch (op) {
    case KT_OP_ADD:
        return KT_OP_SUM;
    case KT_OP_MUL:
        return KT_OP_PROD;
    case KT_OP_MAXIMUM:
        return KT_OP_AMAX;
    case KT_OP_MINIMUM:
        return KT_OP_AMIN;
    case KT_OP_FMAX:
        return KT_OP_NANMAX;
    case KT_OP_FMIN:
        return KT_OP_NANMIN;
    case KT_OP_LOGICAL_AND:
        return KT_OP_ALL;
    case KT_OP_LOGICAL_OR:
        return KT_OP_ANY;
    default:
        return KT_N_OPS;
    }
}

static bool needs_two(KiState *ks, NpUfunc *f, const char *method) {
    if (f->nin == 2) return true;
    ki_raise(ks, KI_EXC_ValueError, "%s only supported for binary functions", method);
    return false;
}
static bool folds(KiState *ks, NpUfunc *f, const char *method) {
    if (!needs_two(ks, f, method)) return false;
    if (f->nout == 1) return true;
    ki_raise(ks, KI_EXC_ValueError, "%s only supported for functions returning a single value",
             method);
    return false;
}

/* The method worked out in Python, which also words the error of a plain call that failed. */
static KiValue method_slowly(KiState *ks, const char *helper, KiValue *args, int nargs) {
    if (ki_pending(ks)) {
        if (!ki_pending_is(ks, KI_EXC_TypeError) && !ki_pending_is(ks, KI_EXC_ValueError))
            return KI_ERR;
        ki_decref(ks, ki_take_exc(ks));
    }
    KiValue v[10];
    for (int i = 0; i < nargs; i++)
        v[i] = args[i] == KI_ABSENT ? KI_NONE : args[i];
    return np_helper_new(ks, helper, v, nargs);
}

static KiValue reduce_slowly(KiState *ks, KiValue *args) {
    KiValue v[9];
    for (int i = 0; i < 7; i++)
        v[i] = args[i];
    v[7] = ki_bool(args[6] != KI_ABSENT);
    v[8] = args[7] == KI_ABSENT ? KI_TRUE : args[7];
    return method_slowly(ks, "_ufunc_reduce", v, 9);
}

static bool is_given(KiValue v) {
    return v != KI_ABSENT && !ki_is_none(v);
}

/* Does the engine's reduction give NumPy's result, memory order included? */
static bool reduces_plainly(KiValue v) {
    if (!np_is_plain(v)) return false;
    const KtTensor *x = ki_tensor_of(v);
    return !kt_is_complex_dtype(x->dtype) && (x->ndim < 3 || kt_is_contiguous(x));
}

/* Does a result of the type `to` need the elements cast first, with what that has to report? */
static bool converts_first(KtOp op, int from, int to) {
    if (to == KT_NO_DTYPE || to == from) return false;
    return op == KT_OP_AMAX || op == KT_OP_AMIN || !kt_can_cast_numpy(from, to, KT_CAST_SAME_KIND);
}

/* What the operands of a method make of it: args[1..n_in] and the words after them, of which those
 * not given are KI_ABSENT; KI_NOT_IMPLEMENTED: nothing. */
static KiValue ask_about(KiState *ks, const char *method, KiValue *args, int n_in,
                         const char *const *words, int n_words) {
    if (KB_LIKELY(!any_has_say(ks, args + 1, n_in + n_words))) return KI_NOT_IMPLEMENTED;
    KiValue all[12] = {args[0], ki_str_from_cstr(ks, method)}, r = KI_ERR;
    int n = 2, given = 0;
    for (int i = 1; i <= n_in; i++)
        if (args[i] != KI_ABSENT) all[n++] = args[i];
    KiTuple *names = all[1] == KI_ERR ? NULL : ki_tuple_alloc(ks, n_words);
    bool ok = names;
    for (int i = 0; i < n_words && names; i++) {
        names->items[i] = KI_NONE;
        if (!ok || args[n_in + 1 + i] == KI_ABSENT) continue;
        KiStr *name = ki_intern_cstr(ks, words[i]);
        ok = name;
        if (!name) continue;
        names->items[given] = ki_from_obj(name);
        all[n + given++] = args[n_in + 1 + i];
    }
    if (ok) {
        names->len = given;
        r = np_helper_kw(ks, "_ufunc_ask_method", all, n, ki_from_obj(names));
        names->len = n_words;
    }
    if (names) ki_decref_obj(ks, &names->h);
    ki_decref(ks, all[1]);
    return r;
}

static const char *const fold_words[] = {"axis", "dtype", "out", "keepdims", "initial", "where"};

/* reduce(array, axis=0, dtype=None, out=None, keepdims=False, initial, where) */
NA_FN(m_reduce) {
    NpUfunc *f = self_of(args[0]);
    if (!folds(ks, f, "reduce")) return KI_ERR;
    KiValue asked = ask_about(ks, "reduce", args, 1, fold_words, 6), whole[8];
    if (KB_UNLIKELY(asked != KI_NOT_IMPLEMENTED)) return asked;
    memcpy(whole, args, sizeof whole);
    args = whole;
    if (args[2] == KI_ABSENT) args[2] = ki_small_int(0);
    if (args[5] == KI_ABSENT) args[5] = KI_FALSE;
    KtOp op = reduction_of(f->op);
    bool logical = op == KT_OP_ALL || op == KT_OP_ANY;
    if (op == KT_N_OPS || args[6] != KI_ABSENT || args[7] != KI_ABSENT || is_given(args[4]) ||
        (logical && is_given(args[3])) || !reduces_plainly(args[1]))
        return reduce_slowly(ks, args);
    NA;
    KtTensor *x = na_arr(&a, 1);
    int dtype = na_dtype(&a, 3);
    bool keep = na_flag(&a, 5, false);
    if (a.failed) {
        na_end(&a);
        if (ki_pending_is(ks, KI_EXC_NotImplementedError)) ki_clear_exc(ks);
        return reduce_slowly(ks, args);
    }
    int axes[KT_MAX_DIMS], n = 0;
    bool have = na_axis_or_tuple(&a, 2, axes, &n);
    KtTensor *r = NULL;
    bool rounds = !a.failed && np_rounds_between(op, x, dtype, have);
    if (rounds) {
        r = np_half_fold(a.ctx, op, x, axes, n, have, keep);
        if (r) return na_ret_obj(&a, np_value(ks, r, args[1]));
    }
    bool misses = !a.failed && x->ndim == 0 && n && ki_is_tuple(args[2]); /* all its axes */
    if (!a.failed && (converts_first(op, x->dtype, dtype) || rounds || misses)) {
        na_end(&a);
        return reduce_slowly(ks, args);
    }
    if (!a.failed) {
        if (x->ndim == 0 && have && n == 1 && (axes[0] == 0 || axes[0] == -1)) have = false;
        r = kt_reduce_reporting(a.ctx, op, x, have ? axes : NULL, have ? n : 0, keep, dtype);
        if (r && r->ndim > 1 && have && !kt_is_contiguous(x)) r = np_in_order_of(&a, x, axes, n, r);
    }
    KiValue v = na_ret_obj(&a, r ? np_value(ks, r, args[1]) : KI_ERR);
    if (v == KI_ERR && !ki_pending(ks)) (void)ki_kt_raise(ks);
    return v == KI_ERR ? reduce_slowly(ks, args) : v;
}
NA_FN(m_accumulate) {
    NpUfunc *f = self_of(args[0]);
    if (!folds(ks, f, "accumulate")) return KI_ERR;
    KiValue asked = ask_about(ks, "accumulate", args, 1, fold_words, 3), whole[5];
    if (KB_UNLIKELY(asked != KI_NOT_IMPLEMENTED)) return asked;
    memcpy(whole, args, sizeof whole);
    args = whole;
    if (args[2] == KI_ABSENT) args[2] = ki_small_int(0);
    bool plain = (f->op == KT_OP_ADD || f->op == KT_OP_MUL) && np_is_plain(args[1]) &&
                 kt_is_contiguous(ki_tensor_of(args[1])) && ki_tensor_of(args[1])->ndim &&
                 !is_given(args[4]) && !ki_is_none(args[2]) && !ki_is_tuple(args[2]);
    if (!plain) return method_slowly(ks, "_ufunc_accumulate", args, 5);
    NA;
    KtTensor *x = na_arr(&a, 1);
    int axis = 0, dtype = na_dtype(&a, 3);
    if (a.failed && ki_pending_is(ks, KI_EXC_NotImplementedError)) {
        na_end(&a);
        ki_clear_exc(ks);
        return method_slowly(ks, "_ufunc_accumulate", args, 5);
    }
    na_axis(&a, 2, x ? x->ndim : 0, &axis);
    KtOp op = f->op == KT_OP_ADD ? KT_OP_CUMSUM : KT_OP_CUMPROD;
    if (!a.failed && converts_first(op, x->dtype, dtype)) {
        na_end(&a);
        return method_slowly(ks, "_ufunc_accumulate", args, 5);
    }
    KtTensor *r = a.failed ? NULL : kt_cumulate_reporting(a.ctx, op, x, axis, dtype);
    return na_ret_obj(&a, r ? np_value(ks, r, args[1]) : KI_ERR);
}
NA_FN(m_reduceat) {
    if (!folds(ks, self_of(args[0]), "reduceat")) return KI_ERR;
    KiValue asked = ask_about(ks, "reduceat", args, 2, fold_words, 3), whole[6];
    if (KB_UNLIKELY(asked != KI_NOT_IMPLEMENTED)) return asked;
    memcpy(whole, args, sizeof whole);
    if (whole[3] == KI_ABSENT) whole[3] = ki_small_int(0);
    return method_slowly(ks, "_ufunc_reduceat", whole, 6);
}
static KiValue m_resolve_dtypes(KiState *ks, KiValue *args, int nargs) {
    return np_helper(ks, "_ufunc_resolve_dtypes", args, 5);
}
static KiValue m_outer(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs != 3) return ki_raise(ks, KI_EXC_TypeError, "exactly two arguments expected");
    if (!needs_two(ks, self_of(args[0]), "outer product")) return KI_ERR;
    return np_helper_kw(ks, "_ufunc_outer", args, nargs, kwnames);
}
/* Does the operation compute in the array's own type? */
static bool at_is_plain(NpUfunc *f, KiValue *args) {
    if (f->op != KT_OP_ADD && f->op != KT_OP_SUB && f->op != KT_OP_MUL && f->op != KT_OP_MAXIMUM &&
        f->op != KT_OP_MINIMUM)
        return false;
    if (!np_is_plain(args[1])) return false;
    int own = ki_tensor_of(args[1])->dtype;
    if (own == KT_BOOL) return false;
    KiValue v = args[3];
    const KtTensor *x = ki_tensor_of(args[1]); /* what is read is not to change on the way */
    if (np_is_plain(args[2]) && kt_may_overlap(x, ki_tensor_of(args[2]))) return false;
    if (np_is_plain(v)) return ki_tensor_of(v)->dtype == own && !kt_may_overlap(x, ki_tensor_of(v));
    if (ki_is_float(v)) return kt_is_inexact_dtype(own);
    return ki_is_int(v) && ki_int_val(v) >= 0 && ki_int_val(v) < 128;
}
NA_FN(m_at) {
    NpUfunc *f = self_of(args[0]);
    if (f->nin > 2)
        return ki_raise(ks, KI_EXC_ValueError,
                        "Only unary and binary ufuncs supported at this time");
    if (f->nout != 1)
        return ki_raise(ks, KI_EXC_ValueError, "Only single output ufuncs supported at this time");
    if (f->nin == 2 && args[3] == KI_ABSENT)
        return ki_raise(ks, KI_EXC_ValueError, "second operand needed for ufunc");
    KiValue asked = ask_about(ks, "at", args, 3, NULL, 0);
    if (KB_UNLIKELY(asked != KI_NOT_IMPLEMENTED)) return asked;
    if (!ki_is_ndarray(args[1]))
        return ki_raise(ks, KI_EXC_TypeError, "first operand must be array");
    if (!at_is_plain(f, args)) return method_slowly(ks, "_ufunc_at", args, 4);
    NA;
    if (args[3] == KI_ABSENT || ki_is_none(args[3]))
        return na_raise(&a, KI_EXC_ValueError, "second operand needed for ufunc");
    KtOperand v = na_operand(&a, 3);
    bool ok = !a.failed;
    KtTensor *x = ki_tensor_of(args[1]);
    if (ok && x->flags & KT_T_READ_ONLY) return method_slowly(ks, "_ufunc_at", args, 4);
    KiIndex ix;
    if (ok && (ok = ki_index_parse(ks, a.ctx, NULL, args[2], &ix))) {
        ok = kt_before_write(a.ctx, x) && kt_index_op_at(a.ctx, f->op, x, ix.items, ix.n, &v);
        if (!ok) (void)ki_kt_raise(ks);
        ki_index_release(ks, &ix);
    }
    KiValue r = na_ret_obj(&a, ok ? KI_NONE : KI_ERR);
    return r == KI_ERR ? method_slowly(ks, "_ufunc_at", args, 4) : r;
}

/* _like_operand(x, dtype): uninitialised, in the order of x as nditer has it. */
NA_FN(f_like_operand) {
    NA;
    KtTensor *x = na_arr(&a, 0);
    int dtype = na_dtype(&a, 1);
    return na_ret(&a, a.failed
                          ? NULL
                          : kt_empty_like_operands(a.ctx, dtype == KT_NO_DTYPE ? x->dtype : dtype,
                                                   x->ndim, x->sizes, 1, &x));
}

/* _ldexp(x, n): n in the type of x, small enough for an int. */
NA_FN(f_ldexp) {
    return np_binary_op(ks, KT_OP_LDEXP, args[0], args[1]);
}

/* An attribute of the rule. */
static KiValue of_rule(KiState *ks, NpUfunc *f, const char *name) {
    KiValue key = ki_str_from_cstr(ks, name);
    if (key == KI_ERR) return KI_ERR;
    KiValue r = ki_getattr(ks, f->rule, ki_str_of(key));
    ki_decref(ks, key);
    return r;
}
static KiValue name_of(KiState *ks, NpUfunc *f) {
    return f->rule == KI_ABSENT ? ki_str_from_cstr(ks, f->name) : of_rule(ks, f, "name");
}
NA_FN(m_ufunc_reduce) {
    return name_of(ks, self_of(args[0]));
}
static const KiDef methods[] = {
    {"reduce",
     "(self, array, axis=<absent 0>, dtype=<absent None>, out=<absent None>, keepdims=<absent "
     "False>, "
     "initial=<absent>, where=<absent>)",
     (void *)m_reduce, NULL, 0},
    {"accumulate", "(self, array, axis=<absent 0>, dtype=<absent None>, out=<absent None>)",
     (void *)m_accumulate, NULL, 0},
    {"reduceat", "(self, array, indices, axis=<absent 0>, dtype=<absent None>, out=<absent None>)",
     (void *)m_reduceat, NULL, 0},
    {"outer", "(...)", (void *)m_outer, NULL, 0},
    {"at", "(self, a, indices, b=<absent None>, /)", (void *)m_at, NULL, 0},
    {"resolve_dtypes", "(self, dtypes, *, signature=None, casting=None, reduction=False)",
     (void *)m_resolve_dtypes, NULL, 0},
    {"__reduce__", "(self)", (void *)m_ufunc_reduce, NULL, 0},
    KI_DEF_END};

/* --- attributes --- */

static KiValue ufunc_repr(KiState *ks, KiValue v) {
    KiValue name = name_of(ks, self_of(v));
    if (name == KI_ERR) return KI_ERR;
    const char *text = ki_arg_utf8(ks, name, "repr", 1, NULL);
    KiValue r = text ? ki_str_format(ks, "<ufunc '%s'>", text) : KI_ERR;
    ki_decref(ks, name);
    return r;
}
enum { U_NAME, U_TYPES, U_NTYPES, U_NIN, U_NOUT, U_NARGS, U_IDENTITY, U_SIGNATURE, U_DOC };
static KiValue identity_of(KiState *ks, KtOp op) {
    switch (op) {
    case KT_OP_ADD:
    case KT_OP_BITWISE_OR:
    case KT_OP_BITWISE_XOR:
    case KT_OP_HYPOT:
    case KT_OP_GCD:
        return ki_small_int(0);
    case KT_OP_MUL:
        return ki_small_int(1);
    case KT_OP_LOGICAL_AND:
        return KI_TRUE;
    case KT_OP_LOGICAL_OR:
    case KT_OP_LOGICAL_XOR:
        return KI_FALSE;
    case KT_OP_BITWISE_AND:
        return ki_small_int(-1);
    case KT_OP_LOGADDEXP:
    case KT_OP_LOGADDEXP2:
        return ki_float(-__builtin_inf());
    default:
        return KI_NONE;
    }
}
static KiValue get_attr(KiState *ks, KiValue v, void *closure) {
    NpUfunc *f = self_of(v);
    static const char *const attribute_of_rule[] = {
        [U_TYPES] = "types", [U_IDENTITY] = "identity", [U_DOC] = "doc"};
    int what = (int)(intptr_t)closure;
    if (f->rule != KI_ABSENT && what == U_SIGNATURE) return KI_NONE;
    if (f->rule != KI_ABSENT && attribute_of_rule[what])
        return of_rule(ks, f, attribute_of_rule[what]);
    switch (what) {
    case U_NAME:
        return name_of(ks, f);
    case U_NTYPES: {
        KiValue list = get_attr(ks, v, (void *)(intptr_t)U_TYPES);
        if (list == KI_ERR) return KI_ERR;
        KiValue n = ki_int_from_i64(ks, ki_list_of(list)->len);
        ki_decref(ks, list);
        return n;
    }
    case U_TYPES: {
        KiValue arg[2] = {ki_str_from_cstr(ks, f->name), ki_small_int(f->nin)};
        KiValue list = arg[0] == KI_ERR ? KI_ERR : np_helper(ks, "_ufunc_types", arg, 2);
        ki_decref(ks, arg[0]);
        return list;
    }
    case U_NIN:
        return ki_small_int(f->nin);
    case U_NOUT:
        return ki_small_int(f->nout);
    case U_NARGS:
        return ki_small_int(f->nin + f->nout);
    case U_IDENTITY:
        return identity_of(ks, f->op);
    case U_SIGNATURE:
        return f->op == KT_OP_MATMUL ? ki_str_from_cstr(ks, "(n?,k),(k,m?)->(n?,m?)") : KI_NONE;
    default:
        return ki_str_from_cstr(ks, kt_op_info[f->op].doc);
    }
}
#define ATTR(name, what)                                                                           \
    { name, get_attr, NULL, NULL, (void *)(intptr_t)(what) }
static const KiGetsetDef getsets[] = {
    ATTR("__name__", U_NAME),       ATTR("__qualname__", U_NAME),  ATTR("nin", U_NIN),
    ATTR("nout", U_NOUT),           ATTR("nargs", U_NARGS),        ATTR("identity", U_IDENTITY),
    ATTR("signature", U_SIGNATURE), ATTR("types", U_TYPES),        ATTR("ntypes", U_NTYPES),
    ATTR("__doc__", U_DOC),         {NULL, NULL, NULL, NULL, NULL}};
static void ufunc_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    NpUfunc *f = (NpUfunc *)o;
    if (f->rule) visit(f->rule, arg);
}
static void ufunc_clear(KiState *ks, KiObj *o) {
    NpUfunc *f = (NpUfunc *)o;
    if (f->rule) ki_assign(ks, &f->rule, KI_ABSENT);
}
static const KiSlots slots = {.repr = ufunc_repr,
                              .call = ufunc_call,
                              .dealloc = ufunc_clear,
                              .traverse = ufunc_traverse,
                              .clear = ufunc_clear};

/* _with_rule(rule): the ufunc of rule.nin operands and rule.nout results that it computes. */
NA_FN(f_with_rule) {
    NpUfunc *f = (NpUfunc *)ki_instance_alloc(ks, ki_np(ks)->ufunc_type);
    if (!f) return KI_ERR;
    f->op = KT_N_OPS;
    f->rule = ki_new_ref(args[0]);
    KiValue n[2] = {of_rule(ks, f, "nin"), of_rule(ks, f, "nout")};
    int64_t counts[2] = {0, 0};
    bool ok = true;
    for (int i = 0; i < 2; i++) {
        ok = ok && n[i] != KI_ERR && ki_arg_i64(ks, n[i], &counts[i]);
        ki_decref(ks, n[i]);
    }
    f->nin = (int)counts[0];
    f->nout = (int)counts[1];
    KiValue name = ok ? of_rule(ks, f, "name") : KI_ERR;
    const char *text = name == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(name), NULL);
    if (text) snprintf(f->name, sizeof f->name, "%s", text);
    ki_decref(ks, name);
    if (text) return ki_from_obj(f);
    ki_decref(ks, ki_from_obj(f));
    return KI_ERR;
}
/* _rule_of(ufunc): its rule, or None. */
NA_FN(f_rule_of) {
    KiValue rule = self_of(args[0])->rule;
    return rule == KI_ABSENT ? KI_NONE : ki_new_ref(rule);
}

static KiValue new_ufunc(KiState *ks, KtOp op, const char *name) {
    NpUfunc *f = (NpUfunc *)ki_instance_alloc(ks, ki_np(ks)->ufunc_type);
    if (!f) return KI_ERR;
    f->op = op;
    f->nin = kt_op_info[op].family == KT_FAM_UNARY ? 1 : 2;
    f->nout = 1;
    f->rule = KI_ABSENT;
    snprintf(f->name, sizeof f->name, "%s", name);
    return ki_from_obj(f);
}

static bool wanted(KtOp op) {
    int family = kt_op_info[op].family;
    if (op == KT_OP_MATMUL) return true;
    if (op == KT_OP_NAN_TO_NUM || op == KT_OP_ANGLE) return false;
    return family == KT_FAM_UNARY || family == KT_FAM_BINARY || family == KT_FAM_COMPARE;
}

/* Several names of one operation are one object: np.abs is np.absolute. */
static bool add_ufuncs(KiState *ks, KiModule *m) {
    for (int op = 0; op < KT_N_OPS; op++) {
        if (!wanted((KtOp)op)) continue;
        char name[48], places[8];
        const char *rest = kt_op_info[op].numpy;
        KiValue f = KI_ABSENT;
        bool angle = op == KT_OP_DEG2RAD || op == KT_OP_RAD2DEG;
        while ((rest = kt_op_next_name(rest, name, places))) {
            if (!strchr(places, 'u') && !strchr(places, 'f')) continue;
            if (f == KI_ABSENT || angle) {
                ki_decref(ks, f);
                f = new_ufunc(ks, (KtOp)op, name);
                if (f != KI_ERR && !ki_np(ks)->ufuncs[op])
                    ki_np(ks)->ufuncs[op] = ki_new_ref(f);
                else if (f != KI_ERR)
                    self_of(f)->renamed = true;
            }
            if (f == KI_ERR || !ki_module_add(ks, m, name, ki_new_ref(f))) {
                ki_decref(ks, f);
                return false;
            }
        }
        ki_decref(ks, f);
    }
    return true;
}

bool np_init_ufunc(KiState *ks, KiModule *m) {
    KiTypeDef def = {.name = "ufunc",
                     .module = "numpy",
                     .doc = "",
                     .struct_size = sizeof(NpUfunc),
                     .flags = KI_TF_DISALLOW_NEW | KI_TF_GC,
                     .layout = KI_K_OPAQUE,
                     .slots = &slots,
                     .methods = methods,
                     .getsets = getsets};
    static const NpRow rows[] = {{"_like_operand", "f", "(x, dtype)", (void *)f_like_operand},
                                 {"_ldexp", "f", "(x, n)", (void *)f_ldexp},
                                 {"_with_rule", "f", "(rule)", (void *)f_with_rule},
                                 {"_rule_of", "f", "(ufunc)", (void *)f_rule_of}};
    KiType *t = ki_np(ks)->ufunc_type = ki_native_type(ks, &def, NULL);
    return t && ki_module_add(ks, m, "ufunc", ki_new_ref(ki_from_obj(t))) && add_ufuncs(ks, m) &&
           NP_ADD(rows);
}
