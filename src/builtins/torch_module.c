/* The native modules under torch: torch._C and its parts. This file makes them and installs what
 * the other torch_*.c files define.
 *
 * torch._C exports
 *   types      Tensor, dtype, device, Size, Generator, layout, memory_format, _Node, _LinAlgError
 *   values     bool uint8 int8 int16 short int32 int int64 long float16 half bfloat16 float32 float
 *              float64 double complex64 cfloat complex128 cdouble; strided; contiguous_format,
 *              preserve_format, channels_last; default_generator
 *   functions  every name of op.def's torch column with place f, with out=/dim=/keepdim=/dtype= as
 *              documented; creation: tensor as_tensor asarray zeros ones full empty arange range
 *              linspace logspace eye complex polar zeros_like ones_like full_like empty_like
 *              rand_like randn_like randint_like from_numpy frombuffer scalar_tensor
 *              empty_strided tril_indices triu_indices; random: rand randn randint randperm normal
 *              bernoulli multinomial poisson manual_seed seed initial_seed get_rng_state
 *              set_rng_state; questions: is_tensor numel equal allclose is_floating_point
 * is_complex is_nonzero is_same_size result_type promote_types can_cast broadcast_tensors
 *              broadcast_shapes get_default_dtype set_default_dtype; grad mode: is_grad_enabled
 *              is_inference_mode_enabled; set_num_threads get_num_threads
 *              finfo iinfo
 *   _set_grad_enabled(bool) -> old        _set_inference_mode(bool) -> old
 *   _set_anomaly(bool) -> old             _set_deterministic(bool) -> old
 *   _warn(name, *texts)                   _warn_always(bool) -> old
 *   _backward(roots, grads, retain_graph, create_graph, inputs, accumulate, allow_unused)
 *       roots, inputs: tuples of Tensor; grads: tuple of Tensor or None. inputs () or None: all
 *       leaves. accumulate False: returns a tuple of gradients (None where unreachable).
 *   _with_history(t, of) -> an alias of t as the same result of the same graph node as `of`
 *   _attach_custom(name, ctx, backward, inputs, outputs, steps, saves)
 *       Makes outputs (tuple of fresh Tensors) results of a graph node called name whose rule is
 *       backward(ctx, *grads) -> gradient or tuple, one per entry of inputs (tuple of Tensor or
 *       None). Without a ctx it runs once only, unless saves is False; saves may be a tuple of
 *       tensors that must be as they were.
 *   _as_one_node(node, function, operands) -> function(*operands), whose steps show as that row of
 *       tensor/whole.def; its results are a Tensor or a tuple of Tensors
 *   _to_bytes(t) -> bytes of the
 * whole storage     _from_bytes(data, dtype, offset, size, stride) _storage_nbytes(t),
 * _same_storage(a, b), _version(t), _storage_ptr(t) _set_printoptions(precision, threshold,
 * edgeitems, linewidth, sci_mode, in_steps) _sgd_step(params, grads, bufs, first, *, lr, momentum,
 * dampening, weight_decay, nesterov, maximize)                           bufs: list of Tensor or
 * None; first: list of bool _adam_step(params, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs,
 * steps, *, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize, decoupled)      steps: list of
 * int, this one included _rmsprop_step(params, grads, square_avgs, momentum_bufs, grad_avgs, *, lr,
 * alpha, eps, weight_decay, momentum, centered) _adagrad_step(params, grads, sums, steps, *, lr,
 * lr_decay, weight_decay, eps) _adadelta_step(params, grads, square_avgs, acc_deltas, *, lr, rho,
 * eps, weight_decay) _clip_grad_norm(grads, max_norm, norm_type) -> Tensor (0-d total norm)
 * torch._C._nn  torch.nn.functional's natives, with its argument order: linear bilinear conv1d
 * conv2d conv3d conv_transpose1d/2d/3d max_pool1d/2d/3d (return_indices) avg_pool1d/2d/3d
 * adaptive_avg_pool1d/2d/3d adaptive_max_pool1d/2d/3d batch_norm layer_norm group_norm
 * instance_norm embedding softmax log_softmax softmin nll_loss cross_entropy mse_loss l1_loss
 * smooth_l1_loss huber_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div dropout
 * relu relu_ relu6 elu selu celu leaky_relu prelu gelu silu mish softplus logsigmoid hardtanh
 * hardsigmoid hardswish softshrink hardshrink threshold tanh sigmoid glu pad one_hot interpolate
 * unfold _rnn_layer(mode, reverse, x, w_ih, w_hh, b_ih, b_hh, h0, c0) -> (y, h_n, c_n); mode:
 * 'RNN_TANH', 'RNN_RELU', 'LSTM' or 'GRU'; x (T, B, in), h0 and c0 (B, H); c_n None unless LSTM
 *   _scaled_dot_product(q, k, v, mask, dropout_p, is_causal) -> (output, weights)
 * torch._C._linalg  det slogdet inv solve cholesky qr svd svdvals eigh eigvalsh eig eigvals lstsq
 * pinv matrix_rank matrix_power matrix_norm vector_norm norm cross multi_dot cond torch._C._special
 * erf erfc erfinv expit logit ... (place s) torch._C._fft  fft ifft rfft irfft, their 2 and n
 * forms, fftfreq rfftfreq fftshift ifftshift */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "../tensor/ew.h"
#include "torch_share.h"
#include "torch_signature.h"

/* --- settings and questions about types --- */

TA_FN(f_get_default_dtype) {
    TA_NO_ARGUMENTS("get_default_dtype");
    return ki_torch_dtype(ks, ki_kt(ks)->default_dtype);
}
TA_FN(f_set_default_dtype) {
    TA_BIND("set_default_dtype", 1, 1, "d");
    bool is_dtype = ki_is_torch_dtype(ks, a.v[0]);
    if (!is_dtype || !kt_is_float_dtype(ki_torch_dtype_of(a.v[0])))
        return ki_raise(ks, KI_EXC_TypeError,
                        "%sonly floating-point types are supported as the default type",
                        is_dtype ? "" : "invalid dtype object: ");
    a.ctx->default_dtype = (uint8_t)ki_torch_dtype_of(a.v[0]);
    return KI_NONE;
}
TA_FN(f_is_tensor) {
    return nargs == 1
               ? ki_bool(ki_is_tensor(args[0]))
               : ki_raise(ks, KI_EXC_TypeError,
                          "is_tensor() takes 1 positional argument but %d were given", nargs);
}
TA_FN(f_promote_types) {
    TA_BIND("promote_types", 2, 2, "type1", "type2");
    int x = ta_dtype(&a, 0), y = ta_dtype(&a, 1);
    return a.failed ? KI_ERR : ki_torch_dtype(ks, (int)kt_promote_torch(x, y));
}
TA_FN(f_can_cast) {
    TA_BIND("can_cast", 2, 2, "from", "to");
    int x = ta_dtype(&a, 0), y = ta_dtype(&a, 1);
    return a.failed ? KI_ERR : ki_bool(kt_can_cast_torch(x, y));
}
TA_FN(f_result_type) {
    TA_BIND("result_type", 2, 2, "tensor1", "tensor2");
    KtResultType r;
    kt_result_type_init(&r, false);
    for (int i = 0; i < 2 && !a.failed; i++) {
        KtOperand o = ta_operand(&a, i);
        if (o.t)
            kt_result_type_tensor(&r, o.t);
        else if (!a.failed)
            kt_result_type_scalar(&r, &o.s, a.ctx->default_dtype);
    }
    if (!a.failed && kt_result_type_complex_half(&r) && !kt_complex_half_not_built(a.ctx))
        return ki_kt_raise(ks);
    return a.failed ? KI_ERR : ki_torch_dtype(ks, (int)kt_result_type_finish(&r));
}
TA_FN(f_set_num_threads) {
    if (nargs != 1 || kwnames != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError,
                        kwnames != KI_ABSENT ? "torch.set_num_threads() takes no keyword arguments"
                                             : "torch.set_num_threads() takes exactly one argument "
                                               "(%d given)",
                        nargs);
    if (!ki_is_integer(args[0]) || ki_is_bool(args[0]))
        return ki_raise(ks, KI_EXC_RuntimeError, "set_num_threads expects an int, but got %s",
                        ki_type_name(ks, args[0]));
    TA_BIND("set_num_threads", 1, 1, "n");
    int n = ta_int32(&a, 0, 1);
    if (a.failed) return KI_ERR;
    if (n <= 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "set_num_threads expects a positive integer");
    return kt_set_num_threads(a.ctx, n) ? KI_NONE : ki_kt_raise(ks);
}
/* set_flush_denormal(mode): numbers too small to be written with a full mantissa count as zero, in
 * this thread; says whether the processor can. */
TA_FN(f_set_flush_denormal) {
    if (kwnames != KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError,
                        "torch.set_flush_denormal() takes no keyword arguments");
    if (nargs != 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "torch.set_flush_denormal() takes exactly one argument (%d given)", nargs);
    if (!ki_is_bool(args[0]))
        return ki_raise(ks, KI_EXC_RuntimeError, "flush_denormal expects a bool, but got %s",
                        ki_type_name(ks, args[0]));
#ifdef __SSE2__
    enum { ZEROS = 0x8040 }; /* results and operands */
    unsigned int word = __builtin_ia32_stmxcsr();
    __builtin_ia32_ldmxcsr(args[0] == KI_TRUE ? word | ZEROS : word & ~(unsigned)ZEROS);
    return KI_TRUE;
#else
    return KI_FALSE;
#endif
}
/* _log_api_usage_once(event): PyTorch's hook for those who count what is used; nothing listens. */
TA_FN(f_log_api_usage_once) {
    TA_BIND("_log_api_usage_once", 1, 1, "arg0");
    ta_str(&a, 0, "");
    return a.failed ? KI_ERR : KI_NONE;
}
TA_FN(f_get_num_threads) {
    TA_NO_ARGUMENTS("get_num_threads");
    return ki_small_int(ki_kt(ks)->n_threads > 0 ? ki_kt(ks)->n_threads : 1);
}

/* _set_printoptions(precision, threshold, edgeitems, linewidth, sci_mode, in_steps): what
 * torch/_tensor_str.py found to be numbers that the engine's printer takes (None keeps one, but
 * sci_mode None means automatic), or in_steps: tensors are printed there. threshold may be inf. */
TA_FN(f_set_printoptions) {
    TA_BIND("_set_printoptions", 6, 6, "precision", "threshold", "edgeitems", "linewidth",
            "sci_mode", "in_steps");
    KtTorchPrint *p = &a.ctx->torch_print, q = *p;
    double threshold = ta_float(&a, 1, (double)q.threshold);
    q.precision = ta_int32(&a, 0, q.precision);
    q.threshold = !(threshold < 9e18) ? INT64_MAX
                  : threshold < -9e18 ? INT64_MIN
                                      : (int64_t)floor(threshold);
    q.edgeitems = ta_int32(&a, 2, q.edgeitems);
    q.linewidth = ta_int32(&a, 3, q.linewidth);
    q.sci_mode = ta_given(&a, 4) ? ta_truth(&a, 4, false) : -1;
    q.in_steps = ta_truth(&a, 5, false);
    if (a.failed) return KI_ERR;
    *p = q;
    return KI_NONE;
}

/* _add_tensor_methods(dict): functions written in Python become methods of Tensor */
TA_FN(f_add_tensor_methods) {
    KiValue key, value;
    int64_t pos = 0;
    if (nargs != 1 || !ki_is_dict(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "_add_tensor_methods() takes a dict");
    while (ki_dict_next(ki_dict_of(args[0]), &pos, &key, &value)) {
        if (!ki_is_str(key)) continue;
        KiStr *name = ki_str_of(key);
        KiType *type = tf_class_of(ks, name);
        KiValue old = ki_new_ref(ki_dict_get_str(ks, type->dict, name));
        bool ok = ki_dict_set_str(ks, type->dict, name, value);
        if (ok) ki_type_modified(ks, type, name, old, value);
        ki_decref(ks, old);
        if (!ok) return KI_ERR;
    }
    return KI_NONE;
}

/* _set_autocast(enabled, dtype) -> (old enabled, old dtype); None keeps */
TA_FN(f_set_autocast) {
    TA_BIND("_set_autocast", 2, 2, "enabled", "dtype");
    bool old = a.ctx->autocast, given = ta_given(&a, 1);
    int was = a.ctx->autocast_dtype, dtype = given ? ta_dtype(&a, 1) : was;
    bool on = ta_bool(&a, 0, old);
    if (a.failed) return KI_ERR;
    a.ctx->autocast = on;
    if (on) ks->lazy_arguments = true; /* functions are looked at: torch_autocast.h */
    a.ctx->autocast_dtype = (uint8_t)dtype;
    KiTuple *t = ki_tuple_alloc(ks, 2);
    if (!t) return KI_ERR;
    t->items[0] = ki_bool(old);
    t->items[1] = ki_torch_dtype(ks, was);
    return ki_from_obj(t);
}

/* _warn(name, ...): the warning of torch_warning.def, with the strings that its text wants. */
TA_FN(f_warn) {
    const char *text[2] = {"", ""};
    KtTorchWarning which = KT_N_TORCH_WARNINGS;
    bool ok = nargs >= 1 && nargs <= 3;
    for (int i = 0; ok && i < nargs; i++) {
        const char *s = ki_is_str(args[i]) ? ki_str_utf8(ks, ki_str_of(args[i]), NULL) : NULL;
        ok = s != NULL;
        if (ok && i) text[i - 1] = s;
        if (ok && !i) which = kt_torch_warning_of(s);
    }
    if (!ok || which == KT_N_TORCH_WARNINGS)
        return ki_raise(ks, KI_EXC_TypeError, "_warn(name, ...)");
    return kt_torch_warn(ki_kt(ks), which, text[0], text[1]) ? KI_NONE : ki_kt_raise(ks);
}
/* _deterministic(name): may the function of that name run? */
TA_FN(f_deterministic) {
    TA_BIND("_deterministic", 1, 1, "name");
    const char *name = ta_str(&a, 0, "");
    if (a.failed) return KI_ERR;
    return kt_torch_deterministic(a.ctx, name) ? KI_NONE : ki_kt_raise(ks);
}
/* _warn_always(value) -> old */
TA_FN(f_warn_always) {
    TA_BIND("_warn_always", 1, 1, "value");
    bool old = a.ctx->warn_always, on = ta_bool(&a, 0, old);
    if (a.failed) return KI_ERR;
    a.ctx->warn_always = on;
    return ki_bool(old);
}

/* _check_arguments(name, place, args, kwargs): PyTorch's TypeError if they fit none of the
 * function's signatures; before functions written in Python. */
TA_FN(f_check_arguments) {
    if (nargs != 4 || !ki_is_str(args[0]) || !ki_is_str(args[1]) || !ki_is_tuple(args[2]) ||
        !ki_is_dict(args[3]))
        return ki_raise(ks, KI_EXC_TypeError, "_check_arguments(str, str, tuple, dict)");
    const char *name = ki_str_utf8(ks, ki_str_of(args[0]), NULL);
    const char *place = ki_str_utf8(ks, ki_str_of(args[1]), NULL);
    KiTuple *given = ki_tuple_of(args[2]);
    KiDict *d = ki_dict_of(args[3]);
    KiTuple *names = ki_tuple_alloc(ks, d->used);
    KiTuple *values = names ? ki_tuple_alloc(ks, given->len + d->used) : NULL;
    KiValue key, value;
    int64_t pos = 0;
    for (int64_t i = 0; values && i < given->len; i++)
        values->items[i] = ki_new_ref(given->items[i]);
    for (int64_t i = 0; values && ki_dict_next(d, &pos, &key, &value); i++) {
        names->items[i] = ki_new_ref(key);
        values->items[given->len + i] = ki_new_ref(value);
    }
    bool bad = !name || !place || !values ||
               ki_torch_misfit(ks, name, *place, values->items, (int)given->len,
                               d->used ? ki_from_obj(names) : KI_ABSENT);
    if (values) ki_decref_obj(ks, &values->h);
    if (names) ki_decref_obj(ks, &names->h);
    return bad ? KI_ERR : KI_NONE;
}

static const TfRow rows[] = {
    {"_check_arguments/fzc", f_check_arguments},
    {"_warn/f", f_warn},
    {"_deterministic/f", f_deterministic},
    {"_warn_always/f", f_warn_always},
    {"_set_autocast/f", f_set_autocast},
    {"_add_tensor_methods/f", f_add_tensor_methods},
    {"get_default_dtype/f", f_get_default_dtype},
    {"set_default_dtype/f", f_set_default_dtype},
    {"is_tensor/fzc", f_is_tensor},
    {"promote_types/f", f_promote_types},
    {"can_cast/f", f_can_cast},
    {"result_type/fzc", f_result_type},
    {"set_num_threads/f", f_set_num_threads},
    {"get_num_threads/f", f_get_num_threads},
    {"_log_api_usage_once/f", f_log_api_usage_once},
    {"set_flush_denormal/f", f_set_flush_denormal},
    {"_set_printoptions/f", f_set_printoptions},
};

/* --- modules --- */

static bool add_part(KiState *ks, KiModule *m, const char *name, const char *full, KiModule **out) {
    KiModule *part = ki_native_module_load(ks, full);
    *out = part;
    return part && ki_module_add(ks, m, name, ki_new_ref(ki_from_obj(part)));
}

bool ki_mod_torch_init(KiState *ks, KiModule *m) {
    TfTargets parts = {.torch = m};
    const TfTargets *to = &parts;
    if (!ki_tensor_state_init(ks) || !add_part(ks, m, "_nn", "torch._C._nn", &parts.nn) ||
        !add_part(ks, m, "_linalg", "torch._C._linalg", &parts.linalg) ||
        !add_part(ks, m, "_special", "torch._C._special", &parts.special) ||
        !add_part(ks, m, "_fft", "torch._C._fft", &parts.fft))
        return false;
    return tf_init_dtype(ks, to) && tf_init_device(ks, to) && tf_init_special(ks, to) &&
           tf_init_clamp(ks, to) && tf_init_support(ks, to) && tf_init_tensor(ks, to) &&
           tf_init_methods(ks, to) && tf_init_copies(ks, to) && tf_init_ew(ks, to) &&
           tf_init_lazy(ks, to) && tf_init_profile(ks, to) && tf_init_override(ks, to) &&
           tf_init_autocast(ks, to) && tf_init_sparse(ks, to) && tf_init_reduce(ks, to) &&
           tf_init_extreme(ks, to) && tf_init_variance(ks, to) && tf_init_norm(ks, to) &&
           tf_init_shape(ks, to) && tf_init_split(ks, to) && tf_init_join(ks, to) &&
           tf_init_rearrange(ks, to) && tf_init_index(ks, to) && tf_init_order(ks, to) &&
           tf_init_create(ks, to) && tf_init_random(ks, to) && tf_init_autograd(ks, to) &&
           tf_init_node(ks, to) && tf_init_saved(ks, to) && tf_init_linalg(ks, to) &&
           tf_init_fft(ks, to) && tf_init_nn(ks, to) && tf_init_optim(ks, to) &&
           tf_init_share(ks, to) && TF_ADD(rows) && tf_init_base_class(ks, to);
}
/* The parts are filled when torch._C is made. */
bool ki_mod_torch_part_init(KiState *ks, KiModule *m) {
    return true;
}
