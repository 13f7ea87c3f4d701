/* Warnings of PyTorch's native functions; torch_warning.def has their texts. */
#include "torch_warning.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { EACH, ONCE };
static const struct {
    const char *name, *place, *text;
    int when;
} warnings[] = {
#define TW(name, when, place, text) {#name, place, text, when},
#include "torch_warning.def"
#undef TW
};
_Static_assert(KT_N_TORCH_WARNINGS <= 64, "a bit for each in KtCtx.warned");

bool kt_torch_warn(KtCtx *ctx, KtTorchWarning which, ...) {
    uint64_t bit = (uint64_t)1 << which;
    if (warnings[which].when == ONCE && !ctx->warn_always) { /* which does not count as once */
        if (ctx->warned & bit) return true;
        ctx->warned |= bit;
    }
    char text[1400];
    va_list ap;
    va_start(ap, which);
    vsnprintf(text, sizeof text, warnings[which].text, ap);
    va_end(ap);
    return kt_warn(ctx, KT_USER_WARNING, "%s (Triggered internally at  %s.)", text,
                   warnings[which].place);
}

KtTorchWarning kt_torch_warning_of(const char *name) {
    int i = 0;
    while (i < KT_N_TORCH_WARNINGS && strcmp(warnings[i].name, name))
        i++;
    return (KtTorchWarning)i;
}

bool kt_torch_deterministic(KtCtx *ctx, const char *function) {
    if (!ctx->deterministic) return true;
    if (ctx->deterministic_warns) return kt_torch_warn(ctx, KT_WARN_NOT_DETERMINISTIC, function);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%s does not have a deterministic implementation, but you set "
                   "'torch.use_deterministic_algorithms(True)'. You can turn off determinism just "
                   "for this operation, or you can use the 'warn_only=True' option, if that's "
                   "acceptable for your application. You can also file an issue at "
                   "https://github.com/pytorch/pytorch/issues to help us prioritize adding "
                   "deterministic support for this operation.",
                   function);
}
