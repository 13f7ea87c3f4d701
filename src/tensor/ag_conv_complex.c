/* Convolution of complex numbers: three of real ones in place of four, by
 * (a + bi)(c + di) = ac - bd + i((a + b)(c + d) - ac - bd)  (Gauss's way, as PyTorch does it). */
#include <stdio.h>

#include "autograd_private.h"

#define PARTS 3 /* input, weight, bias */

static const char *type_text(const KtTensor *t, char *buf, size_t size) {
    const char *name = kt_dtype_info[t->dtype].scalar_name;
    snprintf(buf, size, kt_is_complex_dtype(t->dtype) ? "CPU%sType" : "torch.%sTensor", name);
    return buf;
}

static bool same_types(KtCtx *ctx, KtTensor *const in[PARTS]) {
    static const char *const names[PARTS] = {"", "weight", "bias"};
    char a[64], b[64];
    for (int i = 1; i < PARTS; i++)
        if (in[i] && in[i]->dtype != in[0]->dtype)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Input type (%s) and %s type (%s) should be the same",
                           type_text(in[0], a, sizeof a), names[i], type_text(in[i], b, sizeof b));
    return true;
}

/* Takes a and b over. */
static KtTensor *combined(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *b) {
    KtOperand x = kt_operand(a), y = kt_operand(b);
    KtTensor *r = a && b ? kta_binary(ctx, op, &x, &y) : NULL;
    kt_xdecref(ctx, a);
    kt_xdecref(ctx, b);
    return r;
}
static KtTensor *difference(KtCtx *ctx, KtTensor *a, KtTensor *b) { /* borrows both */
    KtOperand x = kt_operand(a), y = kt_operand(b);
    return kta_binary(ctx, KT_OP_SUB, &x, &y);
}

/* One real convolution: of the real parts, of the imaginary ones (without a bias), or of sums. */
static KtTensor *real_conv(KtCtx *ctx, KtTensor *const in[PARTS], bool re, bool im,
                           const KtConvSpec *spec) {
    KtTensor *part[PARTS] = {NULL, NULL, NULL}, *r = NULL;
    bool ok = true;
    for (int i = 0; ok && i < PARTS; i++) {
        if (!in[i] || (i == 2 && !re)) continue;
        KtTensor *a = re ? kta_real(ctx, in[i]) : NULL, *b = im ? kta_imag(ctx, in[i]) : NULL;
        part[i] = re && im ? combined(ctx, KT_OP_ADD, a, b) : re ? a : b;
        ok = part[i] != NULL;
    }
    if (ok) r = kta_conv(ctx, part[0], part[1], part[2], spec);
    for (int i = 0; i < PARTS; i++)
        kt_xdecref(ctx, part[i]);
    return r;
}

KtTensor *ag_conv_complex(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias,
                          const KtConvSpec *spec) {
    KtTensor *in[PARTS] = {x, w, bias}, *real = NULL, *sum = NULL, *r = NULL;
    if (!kt_conv_bias_fits(ctx, x, bias, spec) || !same_types(ctx, in)) return NULL;
    KtTensor *a = real_conv(ctx, in, true, false, spec),
             *b = a ? real_conv(ctx, in, false, true, spec) : NULL,
             *c = b ? real_conv(ctx, in, true, true, spec) : NULL;
    if (c) {
        real = difference(ctx, a, b);
        sum = real ? combined(ctx, KT_OP_SUB, difference(ctx, c, a), kt_incref(b)) : NULL;
        KtOperand i = kt_operand_scalar(kt_scalar_complex(0, 1)), s = kt_operand(sum);
        KtTensor *turned = sum ? kta_binary(ctx, KT_OP_MUL, &i, &s) : NULL;
        if (turned) kta_name_node(turned, "MulBackward1");
        r = combined(ctx, KT_OP_ADD, kt_incref(real), turned);
    }
    kt_xdecref(ctx, a);
    kt_xdecref(ctx, b);
    kt_xdecref(ctx, c);
    kt_xdecref(ctx, real);
    kt_xdecref(ctx, sum);
    return r;
}
