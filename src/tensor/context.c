/* The context's life, the pending error, warnings. */
#include "context.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fft_plan.h"
#include "kernels.h"
#include "linalg.h"
#include "memory.h"
#include "threads.h"

static void default_print_options(KtCtx *ctx) {
    ctx->torch_print = (KtTorchPrint){
        .precision = 4, .edgeitems = 3, .linewidth = 80, .threshold = 1000, .sci_mode = -1};
    ctx->numpy_print = (KtNumpyPrint){.precision = 8,
                                      .edgeitems = 3,
                                      .linewidth = 75,
                                      .threshold = 1000,
                                      .floatmode = 'm',
                                      .sign = '-',
                                      .nanstr = "nan",
                                      .infstr = "inf"};
}

const KtModes kt_first_modes = {.grad_enabled = true,
                                .autocast_dtype = KT_BF16,
                                .errstate_divide = 1,
                                .errstate_over = 1,
                                .errstate_invalid = 1};

KtModes kt_modes(const KtCtx *ctx) {
    return (KtModes){.grad_enabled = ctx->grad_enabled,
                     .inference_mode = ctx->inference_mode,
                     .autocast = ctx->autocast,
                     .autocast_dtype = ctx->autocast_dtype,
                     .errstate_divide = ctx->errstate_divide,
                     .errstate_over = ctx->errstate_over,
                     .errstate_under = ctx->errstate_under,
                     .errstate_invalid = ctx->errstate_invalid};
}

void kt_set_modes(KtCtx *ctx, const KtModes *modes) {
    ctx->grad_enabled = modes->grad_enabled;
    ctx->inference_mode = modes->inference_mode;
    ctx->autocast = modes->autocast;
    ctx->autocast_dtype = modes->autocast_dtype;
    ctx->errstate_divide = modes->errstate_divide;
    ctx->errstate_over = modes->errstate_over;
    ctx->errstate_under = modes->errstate_under;
    ctx->errstate_invalid = modes->errstate_invalid;
}

KtCtx *kt_ctx_new(KbAlloc *alloc) {
    KtCtx *ctx = kb_calloc(alloc, sizeof *ctx);
    if (!ctx) return NULL;
    ctx->alloc = alloc;
    if (!kt_memory_init(ctx)) {
        kb_free(alloc, ctx, sizeof *ctx);
        return NULL;
    }
    ctx->kernels = kt_kernels_for(kt_isa());
    ctx->n_threads = 1;
    ctx->default_dtype = KT_F32;
    kt_set_modes(ctx, &kt_first_modes);
    default_print_options(ctx);
    return ctx;
}

void kt_ctx_free(KtCtx *ctx) {
    if (!ctx) return;
    if (ctx->autograd && ctx->free_autograd) ctx->free_autograd(ctx, ctx->autograd);
    if (ctx->torch_rng && ctx->free_rng) ctx->free_rng(ctx, ctx->torch_rng);
    kt_fft_forget_plans(ctx);
    kt_pool_free(ctx);
    kt_memory_free(ctx);
    kb_free(ctx->alloc, ctx, sizeof *ctx);
}

static void set_error(KtCtx *ctx, KtErrorKind kind, const char *fmt, va_list ap) {
    if (ctx->error != KT_NO_ERROR) return;
    ctx->error = kind;
    vsnprintf(ctx->message, sizeof ctx->message, fmt, ap);
}

bool kt_fail(KtCtx *ctx, KtErrorKind kind, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    set_error(ctx, kind, fmt, ap);
    va_end(ap);
    return false;
}

void *kt_fail_null(KtCtx *ctx, KtErrorKind kind, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    set_error(ctx, kind, fmt, ap);
    va_end(ap);
    return NULL;
}

bool kt_fail_memory(KtCtx *ctx, size_t wanted) {
    if (ctx->numpy) return kt_fail(ctx, KT_MEMORY_ERROR, "Unable to allocate %zu bytes", wanted);
    return kt_fail(
        ctx, KT_RUNTIME_ERROR,
        "[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate "
        "memory: you tried to allocate %zu bytes. Error code 12 (Cannot allocate memory)",
        wanted);
}

void kt_clear_error(KtCtx *ctx) {
    ctx->error = KT_NO_ERROR;
    ctx->message[0] = 0;
}

KtPendingError kt_take_error(KtCtx *ctx) {
    KtPendingError e = {ctx->error, ctx->numpy, ctx->error_axis, ctx->error_ndim, ""};
    memcpy(e.message, ctx->message, sizeof e.message);
    kt_clear_error(ctx);
    return e;
}
void kt_restore_error(KtCtx *ctx, const KtPendingError *e) {
    ctx->error = e->error;
    ctx->numpy = e->numpy;
    ctx->error_axis = e->axis;
    ctx->error_ndim = e->ndim;
    memcpy(ctx->message, e->message, sizeof e->message);
}

bool kt_warn(KtCtx *ctx, KtWarningKind kind, const char *fmt, ...) {
    if (!ctx->warn) return true;
    char text[1500];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    if (ctx->warn(ctx->host, kind, text)) return true;
    return kt_fail(ctx, KT_HOST_ERROR, "%s", text);
}

/* Some steps of one operation report together at its end (numpy._ufunc_methods). */
static bool remember(KtCtx *ctx, char what) {
    *(what == 'd'   ? &ctx->errstate_divide
      : what == 'o' ? &ctx->errstate_over
      : what == 'u' ? &ctx->errstate_under
                    : &ctx->errstate_invalid) = 7;
    return true;
}

bool kt_fp_event(KtCtx *ctx, int mode, const char *what, const char *where) {
    if (mode == 0) return true;
    if (mode >= 6) return remember(ctx, what[0]);
    if (mode == 2)
        return kt_fail(ctx, KT_FLOATING_POINT_ERROR, "%s encountered in %s", what, where);
    KtWarningKind kind = mode == 1 ? KT_RUNTIME_WARNING : (KtWarningKind)(KT_FP_CALL + mode - 3);
    return kt_warn(ctx, kind, "%s encountered in %s", what, where);
}
