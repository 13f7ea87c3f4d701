#ifndef KT_TORCH_WARNING_H
#define KT_TORCH_WARNING_H
/* The warnings of torch_warning.def, in PyTorch's words. */
#include "context.h"

typedef enum KtTorchWarning {
#define TW(name, when, place, text) KT_WARN_##name,
#include "torch_warning.def"
#undef TW
    KT_N_TORCH_WARNINGS
} KtTorchWarning;

/* Gives the warning, with what its text wants, unless it was given before and says itself but once;
 * false if it was turned into an error. */
bool kt_torch_warn(KtCtx *ctx, KtTorchWarning which, ...) KB_MUST_CHECK;
/* Is `function`, whose result depends on an order that PyTorch does not fix, allowed to run? */
bool kt_torch_deterministic(KtCtx *ctx, const char *function) KB_MUST_CHECK;
/* The number of the warning of that name, KT_N_TORCH_WARNINGS if there is none. */
KtTorchWarning kt_torch_warning_of(const char *name);

#endif
