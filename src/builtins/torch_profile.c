/* Recording of calls for torch.autograd.profiler (see torch_profile.h); what becomes of the entries
 * is in torch/autograd/profiler_util.py. */
#include "torch_profile.h"

#include <time.h>

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The sizes of tensors, an empty list for anything else. */
static KiValue shapes(KiState *ks, const KiValue *args, int n) {
    KiList *all = ki_list_new(ks, 0);
    bool ok = all != NULL;
    for (int i = 0; ok && i < n; i++) {
        KtTensor *t = ki_is_tensor(args[i]) ? ki_tensor_of(args[i]) : NULL;
        KiList *one = ki_list_new(ks, 0);
        ok = one && ki_list_append(ks, all, ki_from_obj(one));
        for (int d = 0; ok && t && d < t->ndim; d++)
            ok = ki_list_append(ks, one, ki_small_int(t->sizes[d]));
        if (one) ki_decref_obj(ks, &one->h);
    }
    if (ok) return ki_from_obj(all);
    if (all) ki_decref_obj(ks, &all->h);
    return KI_ERR;
}

int64_t tp_begin(KiState *ks, const char *name, const KiValue *args, int n) {
    KiList *list = ki_list_of(ki_ts(ks)->profile), *entry = ki_list_new(ks, 0);
    KiValue item[4] = {ki_str_from_cstr(ks, name), ki_int_from_i64(ks, now()), KI_NONE,
                       n ? shapes(ks, args, n) : KI_NONE};
    bool ok = entry != NULL;
    for (int i = 0; i < 4; i++) {
        ok = ok && item[i] != KI_ERR && ki_list_append(ks, entry, item[i]);
        if (item[i] != KI_ERR) ki_decref(ks, item[i]);
    }
    ok = ok && ki_list_append(ks, list, ki_from_obj(entry));
    if (entry) ki_decref_obj(ks, &entry->h);
    if (ok) return list->len - 1;
    ki_clear_exc(ks);
    return -1;
}

void tp_end(KiState *ks, int64_t at) {
    KiTensorState *ts = ki_ts(ks);
    if (at < 0 || !tp_recording(ks) || at >= ki_list_of(ts->profile)->len) return;
    KiValue entry = ki_list_of(ts->profile)->items[at], t = ki_int_from_i64(ks, now());
    if (!ki_is_list(entry) || ki_list_of(entry)->len < 3 || t == KI_ERR) return;
    KiValue *end = &ki_list_of(entry)->items[2], old = *end;
    *end = t;
    ki_decref(ks, old);
}

/* _profiler_record(list or None): where calls are written down from now on */
TA_FN(f_record) {
    KiTensorState *ts = ki_ts(ks);
    if (nargs != 1 || !(ki_is_none(args[0]) || ki_is_list(args[0])))
        return ki_raise(ks, KI_EXC_TypeError, "_profiler_record() takes a list or None");
    KiValue old = ts->profile;
    ts->profile = ki_is_none(args[0]) ? KI_ABSENT : ki_new_ref(args[0]);
    if (old && old != KI_ABSENT) ki_decref(ks, old);
    ks->lazy_arguments = true;
    return KI_NONE;
}
/* _profiler_begin(name) -> place; _profiler_end(place): an entry of a script's own */
TA_FN(f_begin) {
    if (nargs != 1 || !ki_is_str(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "_profiler_begin() takes a str");
    if (!tp_recording(ks)) return ki_small_int(-1);
    const char *name = ki_str_utf8(ks, ki_str_of(args[0]), NULL);
    return name ? ki_int_from_i64(ks, tp_begin(ks, name, NULL, 0)) : KI_ERR;
}
TA_FN(f_end) {
    int64_t at = -1;
    if (nargs != 1 || !ki_to_i64(ks, args[0], &at)) return KI_ERR;
    tp_end(ks, at);
    return KI_NONE;
}

static const TfRow rows[] = {
    {"_profiler_record/fzc", f_record},
    {"_profiler_begin/fzc", f_begin},
    {"_profiler_end/fzc", f_end},
};

bool tf_init_profile(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
