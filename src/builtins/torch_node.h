#ifndef KI_TORCH_NODE_H
#define KI_TORCH_NODE_H
/* Nodes of the graph as objects of the language: those of operations (torch_node.c), and those
 * of Functions of the script, which are the contexts of their calls (torch_function.c). */
#include "torch_args.h"

typedef struct KiNodeObj {
    KiObj h;
    KtNode *n;
    KtNode *shown;    /* owned: kta_node_described of n, when asked for; or NULL */
    KiValue metadata; /* KI_ABSENT until asked for */
} KiNodeObj;
static inline KtNode *ki_node_of(KiValue v) {
    return ((KiNodeObj *)ki_obj(v))->n;
}
void ki_node_drop_shown(KtCtx *ctx, KiNodeObj *o);

/* What both kinds have; n is there. */
KiValue ki_node_next(KiState *ks, KiValue v, void *closure) KB_MUST_CHECK;
KiValue ki_node_metadata(KiState *ks, KiValue v, void *closure) KB_MUST_CHECK;
KiValue ki_node_name(KiState *ks, KiValue *args, int nargs) KB_MUST_CHECK;
KiValue ki_node_register_hook(KiState *ks, KiValue *args, int nargs) KB_MUST_CHECK;
KiValue ki_node_register_prehook(KiState *ks, KiValue *args, int nargs) KB_MUST_CHECK;

/* Nodes whose rule is in Python: stands n for several, and is whole; takes it apart. */
bool ki_node_has_steps(const KtNode *n);
bool ki_node_record_steps(KiState *ks, KtNode *n) KB_MUST_CHECK;

/* _attach_custom and torch._C._FunctionBase; after the nodes of operations */
bool tf_init_function(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
#endif
