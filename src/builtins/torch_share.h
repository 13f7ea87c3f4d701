#ifndef KI_TORCH_SHARE_H
#define KI_TORCH_SHARE_H
/* Tensors in memory that processes share. */
#include "torch_args.h"

bool tf_init_share(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
#endif
