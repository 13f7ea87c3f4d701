/* torch.embedding, and the parts of torch.embedding_bag that are loops over rows. */
#include "torch_nn.h"

TA_FN(f_embedding) {
    TA_BIND("embedding", 2, 7, "input", "weight", "padding_idx", "max_norm", "norm_type",
            "scale_grad_by_freq", "sparse");
    KtTensor *i = ta_tensor(&a, 0), *w = ta_tensor(&a, 1);
    int64_t pad = ta_int(&a, 2, -1);
    bool scale = ta_bool(&a, 5, false), sparse = ta_bool(&a, 6, false);
    ta_handed(&a, 5, "embedding", 4, 'b');
    ta_handed(&a, 6, "embedding", 5, 'b');
    if (a.failed) return KI_ERR;
    if (ta_given(&a, 3)) return ki_raise(ks, KI_EXC_NotImplementedError, "embedding with max_norm");
    if (ta_given(&a, 2)) {
        if (pad >= w->sizes[0] || pad < -w->sizes[0])
            return ki_raise(ks, KI_EXC_AssertionError, "Padding_idx must be within num_embeddings");
        if (pad < 0) pad += w->sizes[0];
    }
    return ta_ret(&a, kta_embedding(a.ctx, w, i, pad, scale, sparse));
}
/* The sums of weighted rows: bags (sorted) says for each of rows where it goes. */
TA_FN(f_bag_sum) {
    TA_BIND("_bag_sum", 5, 5, "weight", "rows", "bags", "factors", "n_bags");
    KtTensor *w = ta_tensor(&a, 0), *rows = ta_tensor(&a, 1), *bags = ta_tensor(&a, 2),
             *factors = ta_tensor(&a, 3);
    int64_t n = ta_int(&a, 4, 0);
    return a.failed ? KI_ERR : ta_ret(&a, kt_bag_sum(a.ctx, w, rows, bags, factors, n));
}
/* value, bags made of weight's rows without history, with one: see kta_bags. */
TA_FN(f_bags) {
    TA_BIND("_bags", 5, 6, "value", "weight", "rows", "bags", "scales", "factors");
    KtTensor *value = ta_tensor(&a, 0), *w = ta_tensor(&a, 1), *rows = ta_tensor(&a, 2),
             *bags = ta_tensor(&a, 3), *scales = ta_tensor(&a, 4), *factors = ta_tensor_opt(&a, 5);
    if (a.failed) return KI_ERR;
    return ta_ret(&a, kta_bags(a.ctx, kt_clone(a.ctx, value), w, rows, bags, scales, factors));
}
static const TfRow rows[] = {
    {"embedding/n", f_embedding}, {"_bag_sum/n", f_bag_sum}, {"_bags/n", f_bags}};

bool tf_init_embedding(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
