#ifndef KI_TORCH_PROFILE_H
#define KI_TORCH_PROFILE_H
/* Recording of calls for torch.autograd.profiler: while a list is set, each native function and
 * operator of torch that passes the gate for lazy views (torch_lazy.h) appends what it is called,
 * when it began and ended, and the sizes of its arguments. */
#include "torch_args.h"

static inline bool tp_recording(KiState *ks) {
    KiTensorState *ts = ki_ts(ks);
    return ts->profile && ts->profile != KI_ABSENT;
}
/* Begins the entry of a call: its place in the list, or -1 if there is none: what goes wrong with
 * the record is no error of the call. */
int64_t tp_begin(KiState *ks, const char *name, const KiValue *args, int n);
void tp_end(KiState *ks, int64_t at);
#endif
