/* torch.conv1d ... torch.conv_transpose3d: what is checked around kta_conv, and the batch of one
 * that PyTorch makes of an input without one. */
#include <string.h>

#include "../tensor/torch_warning.h"
#include "torch_nn.h"

/* padding='same': as many zeros before as after, one more after if odd. */
static bool same_padding(Ta *a, const KtTensor *w, KtConvSpec *s, int64_t *more) {
    for (int i = 0; i < s->n; i++) {
        int64_t total = s->dilation[i] * (w->sizes[2 + i] - 1);
        if (s->stride[i] != 1)
            return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                           "padding='same' is not supported for strided convolutions");
        s->padding[i] = total / 2;
        more[2 * (s->n - 1 - i) + 1] = total % 2;
    }
    return true;
}
/* What is convolved: x, an input without a batch as a batch of one, with zeros behind it where
 * `more` says so. */
static KtTensor *batched(Ta *a, KtTensor *x, int n, const int64_t *more) {
    KtTensor *in = x->ndim == n + 1 ? kta_unsqueeze(a->ctx, x, 0) : kt_incref(x);
    if (!in || (!more[1] && !more[3] && !more[5])) return in;
    KtScalar zero = kt_scalar_int(0);
    KtTensor *padded = kt_torch_warn(a->ctx, KT_WARN_SAME_PADDING)
                           ? kta_pad_const(a->ctx, in, 2 * n, more, &zero)
                           : NULL;
    kt_decref(a->ctx, in);
    return padded;
}
/* kta_conv of x as a batch, of which the result has one if x has. */
static KtTensor *convolved(Ta *a, KtTensor *x, KtTensor *w, KtTensor *b, const KtConvSpec *s,
                           const int64_t *more) {
    const int first = 0;
    KtTensor *in = batched(a, x, s->n, more), *r = in ? kta_conv(a->ctx, in, w, b, s) : NULL;
    kt_xdecref(a->ctx, in);
    if (!r || x->ndim != s->n + 1) return r;
    KtTensor *only = kta_squeeze_dims(a->ctx, r, 1, &first);
    kt_decref(a->ctx, r);
    return only;
}
/* Input and weight of wrong ranks are refused before strides and the like are counted: false, with
 * the error pending. */
static bool conv_ranks_fit(Ta *a, KtTensor *x, KtTensor *w, KtTensor *b, KtConvSpec s, bool named) {
    if (a->failed || !x || !w) return false;
    if ((x->ndim == s.n + 1 || x->ndim == s.n + 2) && (w->ndim >= 3 || named)) return true;
    for (int i = 0; i < s.n; i++)
        s.stride[i] = s.dilation[i] = 1;
    s.named_padding = named;
    KtTensor *r = kta_conv(a->ctx, x, w, b, &s);
    kt_xdecref(a->ctx, r);
    if (r) return true;
    return (void)ki_kt_raise(a->ks), false;
}
static KiValue conv(KiState *ks, const char *name, int n, KiValue *args, int nargs,
                    KiValue kwnames) {
    TaSpec own = {
        name, 2, 7, 7, {"input", "weight", "bias", "stride", "padding", "dilation", "groups"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *w = ta_tensor(&a, 1), *b = ta_tensor_opt(&a, 2);
    int64_t more[6] = {0};
    KtConvSpec s = {.n = n, .groups = ta_int(&a, 6, 1)};
    if (!conv_ranks_fit(&a, x, w, b, s, ta_given(&a, 4) && ki_is_str(a.v[4]))) return KI_ERR;
    ta_ntuple(&a, 3, n, 1, s.stride);
    ta_ntuple(&a, 5, n, 1, s.dilation);
    if (ta_given(&a, 4) && ki_is_str(a.v[4])) {
        const char *mode = ta_str(&a, 4, "");
        s.named_padding = true;
        if (a.failed) return KI_ERR;
        if (!strcmp(mode, "same")) {
            if (w->ndim != n + 2 || x->ndim < n + 1)
                return ta_ret(&a, kta_conv(a.ctx, x, w, b, &s)); /* its message */
            if (!same_padding(&a, w, &s, more)) return ki_kt_raise(ks);
        } else if (strcmp(mode, "valid")) {
            return ki_raise(ks, KI_EXC_RuntimeError, "Invalid padding string: '%s'", mode);
        }
    } else {
        ta_ntuple(&a, 4, n, 0, s.padding);
    }
    KtTensor *cast = NULL; /* lines and volumes of real numbers take a bias of any type */
    if (!a.failed && n != 2 && b && b->dtype != x->dtype && !kt_is_complex_dtype(x->dtype))
        b = cast = kta_cast(a.ctx, b, x->dtype);
    bool ready = !a.failed && (!ta_given(&a, 2) || b);
    KtTensor *r = ready ? convolved(&a, x, w, b, &s, more) : NULL;
    kt_xdecref(a.ctx, cast);
    return ta_ret(&a, r);
}
TA_FN(f_conv1d) {
    return conv(ks, "conv1d", 1, args, nargs, kwnames);
}
TA_FN(f_conv2d) {
    return conv(ks, "conv2d", 2, args, nargs, kwnames);
}
TA_FN(f_conv3d) {
    return conv(ks, "conv3d", 3, args, nargs, kwnames);
}
static KiValue conv_transpose(KiState *ks, const char *name, int n, KiValue *args, int nargs,
                              KiValue kwnames) {
    TaSpec own = {
        name,
        2,
        8,
        8,
        {"input", "weight", "bias", "stride", "padding", "output_padding", "groups", "dilation"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *w = ta_tensor(&a, 1), *b = ta_tensor_opt(&a, 2);
    KtConvSpec s = {.n = n, .groups = ta_int(&a, 6, 1), .transposed = true};
    if (!conv_ranks_fit(&a, x, w, b, s, false)) return KI_ERR;
    ta_ntuple(&a, 3, n, 1, s.stride);
    ta_ntuple(&a, 4, n, 0, s.padding);
    ta_ntuple(&a, 5, n, 0, s.output_padding);
    ta_ntuple(&a, 7, n, 1, s.dilation);
    const int64_t none[6] = {0};
    return ta_ret(&a, a.failed ? NULL : convolved(&a, x, w, b, &s, none));
}
TA_FN(f_conv_transpose1d) {
    return conv_transpose(ks, "conv_transpose1d", 1, args, nargs, kwnames);
}
TA_FN(f_conv_transpose2d) {
    return conv_transpose(ks, "conv_transpose2d", 2, args, nargs, kwnames);
}
TA_FN(f_conv_transpose3d) {
    return conv_transpose(ks, "conv_transpose3d", 3, args, nargs, kwnames);
}

static const TfRow rows[] = {
    {"conv1d/fn", f_conv1d},
    {"conv2d/fn", f_conv2d},
    {"conv3d/fn", f_conv3d},
    {"conv_transpose1d/fn", f_conv_transpose1d},
    {"conv_transpose2d/fn", f_conv_transpose2d},
    {"conv_transpose3d/fn", f_conv_transpose3d},
};

bool tf_init_conv(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
