#ifndef KT_AUTOGRAD_H
#define KT_AUTOGRAD_H
/* Reverse-mode automatic differentiation: a tape built while operations run.
 *
 * Every kta_ function computes what its kt_ namesake computes and, when gradients are enabled and
 * an operand requires them, hangs a KtNode on the result: the rule that turns the result's gradient
 * into the operands' gradients, the tensors it needs, and edges to the nodes that made the
 * operands. Rules are themselves written with kta_ functions, so that with create_graph the
 * gradient has a graph of its own (double backward).
 *
 *   result ──grad_fn──► KtNode ──edges──► KtNode of operand 0, 1, ...   (leaf: AccumulateGrad)
 *
 * Ownership: a tensor owns its node, a node owns its edges' nodes and its saved tensors. A result
 * saved by its own node is saved without that link, so that there are no cycles.
 * Saved tensors remember the version of their storage: if it changed, backward refuses. */
#include "linalg.h"
#include "nn_kernels.h"
#include "ops.h"
#include "random.h"

typedef struct KtNode KtNode;
typedef struct KtTangent KtTangent; /* ag_forward.c */
typedef struct KtEdge {
    KtNode *node; /* NULL: this operand needs no gradient */
    int output;   /* which output of that node the operand was */
} KtEdge;

/* One hook: called with a gradient, may return another (new reference), *ok false on failure. */
typedef KtTensor *(*KtHookFn)(KtCtx *ctx, void *user, KtTensor *grad, bool *ok);
typedef struct KtHook {
    KtHookFn fn;
    void *user;
    void (*free)(KtCtx *ctx, void *user);
    int64_t id;
    bool removed; /* while hooks ran: the list is tidied behind them */
    bool due;     /* was there when its list's turn came, so that it runs */
    struct KtHook *next;
} KtHook;

/* How a differentiable view came about (KtAutograd.creation). */
enum { KT_VIEW_PLAIN, KT_VIEW_NO_GRAD, KT_VIEW_INFERENCE, KT_VIEW_MULTI, KT_VIEW_CUSTOM };

/* What hangs on tensor->ag once the tensor takes part. */
typedef struct KtAutograd {
    bool requires_grad, retains_grad;
    bool retains_first;      /* retains_grad was asked for before the first hook */
    bool orphan;             /* its tensor is gone; the last watcher frees it */
    bool was_view;           /* of an orphan: the tensor was a view of what requires gradients */
    bool no_tangent_of_base; /* of a view: forward mode takes it for a tensor of its own */
    uint32_t watchers;       /* saved tensors that look here for what became of this one */
    const char *was;         /* of an orphan: the name of the node that had made it last, or NULL */
    uint8_t creation;        /* of a view: how it was made */
    int output;              /* which output of grad_fn this tensor is */
    int hooked_output;       /* of hooked */
    int retaining_output;    /* of retaining */
    KtNode *grad_fn;         /* owned; NULL for leaves */
    KtNode
        *accumulate; /* leaf's AccumulateGrad node, not owned (it owns a reference to the tensor) */
    KtTensor *grad;  /* owned or NULL */
    KtHook *hooks;   /* Tensor.register_hook */
    KtNode *hooked;  /* owned or NULL: grad_fn when the first hook came, which gets all of them */
    KtNode *retaining;     /* owned or NULL: the node whose retain list has the tensor */
    KtTensor *base;        /* differentiable view of this tensor (owned), or NULL */
    uint32_t view_version; /* storage version at which grad_fn of a view is valid */
    KtTangent *tangent;    /* owned; NULL: none, or not yet taken from the base's */
} KtAutograd;

/* ---- state of a tensor ---- */
/* The base of a view was changed in place and got a history after the view was made. */
static inline bool kta_base_requires_grad(const KtAutograd *ag) {
    return ag->base && ag->base->ag && (ag->base->ag->requires_grad || ag->base->ag->grad_fn);
}
static inline bool kta_requires_grad(const KtTensor *t) {
    return t->ag && (t->ag->requires_grad || t->ag->grad_fn || kta_base_requires_grad(t->ag));
}
static inline bool kta_is_leaf(const KtTensor *t) {
    if (!t->ag || t->ag->grad_fn) return !t->ag;
    bool unrecorded = t->ag->creation == KT_VIEW_NO_GRAD || t->ag->creation == KT_VIEW_INFERENCE;
    return unrecorded || !kta_base_requires_grad(t->ag);
}
/* RuntimeError for integers, or when turning it off on a non-leaf. */
bool kta_set_requires_grad(KtCtx *ctx, KtTensor *t, bool on) KB_MUST_CHECK;
KtTensor *kta_grad(const KtTensor *t); /* borrowed, NULL: None */
/* g NULL: None. Checks shape, dtype. */
bool kta_set_grad(KtCtx *ctx, KtTensor *t, KtTensor *g) KB_MUST_CHECK;
/* The node of t, brought up to date for views changed in place; NULL: leaf. Borrowed; *ok false on
 * error. */
KtNode *kta_grad_fn(KtCtx *ctx, KtTensor *t, bool *ok);
bool kta_retain_grad(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
bool kta_add_hook(KtCtx *ctx, KtTensor *t, KtHookFn fn, void *user,
                  void (*free_user)(KtCtx *, void *), int64_t *id) KB_MUST_CHECK;
void kta_remove_hook(KtCtx *ctx, KtTensor *t, int64_t id);
KtTensor *kta_detach(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK; /* shares memory, no history */
bool kta_detach_(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
bool kta_will_record(KtCtx *ctx, int n,
                     KtTensor *const *ts); /* grad mode on and one of them requires it */

/* ---- nodes ---- */
const char *kta_node_name(const KtNode *n); /* "AddBackward0" */
/* PyTorch defines nodes of this name by hand and shows their C++ namespace, torch::autograd. */
bool kta_node_has_namespace(const char *name);
/* Before value, which an operation has just made of t, overwrites t in place: what that operation
 * saved of t's memory becomes a copy. */
bool kta_keep_saved(KtCtx *ctx, const KtTensor *value, const KtTensor *t) KB_MUST_CHECK;
/* Shows the node that has just made t (NULL: nothing) under another name, static text: for
 * operations composed of others. Returns t. */
KtTensor *kta_name_node(KtTensor *t, const char *name);
/* What t's node keeps may be written in place: it came from kta_unsafe_view, whose result PyTorch
 * counts the versions of apart. */
void kta_unguard_saved(KtTensor *t);
/* ---- operations composed of others (whole.def says which) ----
 *     KtWhole w;
 *     if (!kta_whole_begin(ctx, &w, KT_WHOLE_ADDR, 3, operands)) return NULL;
 *     KtTensor *r = ... computed of w.in[0], w.in[1], w.in[2] ...;
 *     return kta_whole_end(ctx, &w, r);
 * Operands may be NULL, and those without gradients may be put into w.of up to the end. A result is
 * taken over; results of end_n stay the caller's, who drops them if it fails. */
typedef enum KtWholeId {
#define WHOLE(id, ...)        KT_WHOLE_##id,
#define WHOLE_KERNEL(id, ...) KT_WHOLE_##id,
#include "whole.def"
#undef WHOLE_KERNEL
#undef WHOLE
    KT_N_WHOLES
} KtWholeId;
enum { KT_WHOLE_FEW = 6 };
typedef struct KtWhole {
    KtWholeId id;
    int n;
    bool records;
    KtTensor **of, **in,
        *few[2 * KT_WHOLE_FEW]; /* the operands, borrowed, and what to compute with */
} KtWhole;
bool kta_whole_begin(KtCtx *ctx, KtWhole *w, KtWholeId id, int n,
                     KtTensor *const *operands) KB_MUST_CHECK;
KtTensor *kta_whole_end(KtCtx *ctx, KtWhole *w, KtTensor *r) KB_MUST_CHECK;
bool kta_whole_end_n(KtCtx *ctx, KtWhole *w, int n_out, KtTensor **out) KB_MUST_CHECK;
void kta_whole_drop(KtCtx *ctx, KtWhole *w); /* instead of an end */
/* The row of a node's name, KT_N_WHOLES: none. */
KtWholeId kta_whole_of(const char *node);
/* r (taken over) of an operation that has no gradient, with a node that says so in backward: under
 * the name `node` (NULL: PyTorch's NotImplemented, which puts aten:: before the operation; given by
 * its name it does not); what: the operation's name, static text. */
KtTensor *kta_underivable(KtCtx *ctx, KtTensor *r, const char *node, const char *what, int n,
                          KtTensor *const *in) KB_MUST_CHECK;
/* Such an operation was called by its name in place. */
void kta_underivable_in_place(KtTensor *value);
/* The same for values that do not move with the operands: their gradient is zero. */
/* t, fresh and without a history, becomes the same result of the same node as `of`. */
bool kta_take_history(KtCtx *ctx, KtTensor *t, KtTensor *of) KB_MUST_CHECK;
/* t has become what its own view shows: a change of t, with the view's history, and none of what t
 * itself may be a view of. */
bool kta_reshaped(KtCtx *ctx, KtTensor *t, KtTensor *view) KB_MUST_CHECK;
/* value in another type, but still as the result of the operation that made it. */
KtTensor *kta_cast_result(KtCtx *ctx, KtTensor *value, int dtype) KB_MUST_CHECK;
KtTensor *kta_constant(KtCtx *ctx, KtTensor *r, const char *node, int n,
                       KtTensor *const *in) KB_MUST_CHECK;
/* t has been overwritten with such values. */
bool kta_overwritten(KtCtx *ctx, KtTensor *t, const char *node) KB_MUST_CHECK;
/* Where PyTorch's node has other edges than n, *made becomes a new node that has them, else NULL.
 */
bool kta_node_described(KtCtx *ctx, KtNode *n, KtNode **made) KB_MUST_CHECK;
/* n was made so. */
bool kta_node_is_description(const KtNode *n);

/* ---- nodes that stand for several of PyTorch's (ag_steps.c) ----
 * Such a node is taken apart when somebody asks what is behind it: PyTorch's nodes are recorded,
 * and wherever an edge leads to it they are what is found there from then on. */
bool kta_node_is_many(const KtNode *n); /* the library has its steps, and has not recorded them */
bool kta_node_take_apart(KtCtx *ctx, KtNode *n) KB_MUST_CHECK;
/* Operand i as it was for n: t (NULL: numbers of no meaning) with the history of then. */
KtTensor *kta_node_operand(KtCtx *ctx, const KtNode *n, int i, KtTensor *t) KB_MUST_CHECK;
/* Takes a node apart whose steps are the host's. They fill n's results, recorded of such operands;
 * kept: a node that saved what those operands were then (NULL: none did). */
typedef bool (*KtStepsFn)(KtCtx *ctx, void *user, KtNode *n, KtTensor **out);
bool kta_node_take_apart_by(KtCtx *ctx, KtNode *n, KtStepsFn steps, void *user,
                            const KtNode *kept) KB_MUST_CHECK;
bool kta_node_is_apart(const KtNode *n);
/* What edges that lead to n lead to by now, if it was taken apart. */
KtEdge kta_edge_now(KtEdge edge);
int kta_node_n_edges(const KtNode *n);
/* Whether PyTorch's node has edge i: functions with a form for numbers leave those out (numbers are
 * operands of sums and products, as tensors behind the others), as those do that were not given
 * something; a node of what has no derivative has the edges that lead somewhere. */
bool kta_node_shows_edge(const KtNode *n, int i);
bool kta_node_edge_is_tensor(const KtNode *n, int i); /* false: a number, or nothing, was given */
KtEdge kta_node_edge(const KtNode *n, int i);         /* borrowed */
KtTensor *
kta_node_variable(const KtNode *n); /* leaf of an AccumulateGrad node; borrowed, else NULL */
KtNode *kta_node_incref(KtNode *n);
void kta_node_decref(KtCtx *ctx, KtNode *n);
bool kta_node_released(const KtNode *n); /* a pass that keeps no graph went through */
/* Fails as a backward does whose saved tensors are gone: false. */
bool kta_fail_released(KtCtx *ctx);
void **kta_node_face(KtNode *n); /* a word for the language object of the node */

/* ---- what a node saved, by PyTorch's names (ag_saved.c) ---- */
typedef struct KtSavedName {
    const char *name; /* `len` bytes; NULL: before the first */
    int len;
    bool is_tensor; /* or several */
    char kind;      /* where it is: saved.def; '?': not held */
    int at, edge;
    const char *end;
} KtSavedName;
/* The next one that nodes of n's name have; false: none is left. */
bool kta_saved_next(const KtNode *n, KtSavedName *s);
bool kta_saved_named(const KtNode *n, const char *name, KtSavedName *s); /* false: no such */
int kta_saved_slot(const KtNode *n, const KtSavedName *s);               /* -1: in none */
bool kta_saved_is_none(const KtNode *n, const KtSavedName *s);           /* as PyTorch has it */
int kta_node_n_saved(const KtNode *n); /* slots up to the last in use */
/* What lies in a slot, with its history: new reference. NULL: nothing, or an error. */
KtTensor *kta_saved_tensor(KtCtx *ctx, KtNode *n, int slot);
KtTensor *kta_saved_whole(KtCtx *ctx, KtNode *n, int slot); /* as it was given to the node */
/* An attribute; false: not known, or not whether it was an int. */
bool kta_saved_int(const KtNode *n, const KtSavedName *s, int64_t *v);
bool kta_saved_float(const KtNode *n, const KtSavedName *s, double *v);
bool kta_saved_number(const KtNode *n, KtScalar *v); /* ag_binary.c */
bool kta_saved_alpha(const KtNode *n, KtScalar *v);
/* Borrowed sizes; the number of dimensions, -1: not known. */
int kta_saved_sizes(const KtNode *n, const KtSavedName *s, const int64_t **sizes);
int kta_saved_list(const KtNode *n, const KtSavedName *s, int64_t list[3]); /* likewise */

/* Hooks of a node. Before it runs: may exchange the n gradients of its results in grads (NULL:
 * none; they are the hook's to release then). After it: the n gradients of its operands, with the
 * n_given gradients that it got. The user's value is freed with the node or by the removal. */
typedef bool (*KtNodeHookFn)(KtCtx *ctx, void *user, KtTensor **grads, int n,
                             KtTensor *const *given, int n_given);
bool kta_node_add_hook(KtCtx *ctx, KtNode *n, bool before, KtNodeHookFn fn, void *user,
                       void (*free_user)(KtCtx *, void *), int64_t *id) KB_MUST_CHECK;
void kta_node_remove_hook(KtCtx *ctx, KtNode *n, int64_t id);

/* Saved tensors as something else: pack makes it (NULL: failed) of a tensor about to be saved,
 * unpack a tensor of it again (new reference, NULL: failed). In force for what is recorded from now
 * on; NULL: none. */
typedef struct KtPackHooks {
    void *(*pack)(KtCtx *ctx, void *user, KtTensor *t);
    KtTensor *(*unpack)(KtCtx *ctx, void *packed);
    void (*free)(KtCtx *ctx, void *packed);
    void *user;
} KtPackHooks;
bool kta_set_pack_hooks(KtCtx *ctx, const KtPackHooks *hooks) KB_MUST_CHECK; /* copied */
/* The same for what lies in one slot of a node already. */
bool kta_saved_hook(KtCtx *ctx, KtNode *n, int slot, const KtPackHooks *hooks) KB_MUST_CHECK;

/* ---- anomaly mode ---- */
/* While it is on (ctx->anomaly_mode), every node made keeps where the script was and which node's
 * backward made it, and a node that fails in backward is reported; with check_nan a gradient that
 * holds nan fails too. */
typedef struct KtAnomalyHooks {
    void *(*trace)(KtCtx *ctx, void *user); /* where the script is (owned); NULL: failed */
    void (*free)(KtCtx *ctx, void *trace);
    void (*report)(KtCtx *ctx, void *user, KtNode *n); /* n failed with ctx's pending error */
    void *user;
} KtAnomalyHooks;
bool kta_set_anomaly(KtCtx *ctx, bool on, bool check_nan,
                     const KtAnomalyHooks *hooks) KB_MUST_CHECK; /* copied */
bool kta_anomaly_checks_nan(const KtCtx *ctx);
void *kta_node_trace(const KtNode *n);        /* borrowed; NULL: made without anomaly mode */
KtNode *kta_node_induced_by(const KtNode *n); /* borrowed or NULL: not made by a backward */

/* A node whose rule is the host's (autograd.Function). apply gets n_out gradients (NULL: zero) and
 * fills grads[n_in] with new references or NULL. Before it runs, the tensors `saved` must be there
 * and as they were; out: the n_out results, which may be among them (NULL: none is). */
typedef bool (*KtCustomApply)(KtCtx *ctx, void *user, KtTensor *const *grad_out, int n_out,
                              KtTensor **grads, int n_in);
KtNode *kta_custom_node(KtCtx *ctx, const char *name, int n_in, KtTensor *const *inputs, int n_out,
                        KtCustomApply apply, void *user,
                        void (*free_user)(KtCtx *, void *)) KB_MUST_CHECK;
KtNode *kta_custom_saving_node(KtCtx *ctx, const char *name, int n_in, KtTensor *const *inputs,
                               int n_out, KtTensor *const *out, int n_saved, KtTensor *const *saved,
                               KtCustomApply apply, void *user,
                               void (*free_user)(KtCtx *, void *)) KB_MUST_CHECK;
/* What such a node, made with saved NULL, is to save after all: its results have it as their
 * history by now. */
bool kta_custom_save(KtCtx *ctx, KtNode *n, int n_out, KtTensor *const *out, int n_saved,
                     KtTensor *const *saved) KB_MUST_CHECK;
void *kta_custom_user(const KtNode *n, KtCustomApply apply); /* of such a node; else NULL */
/* apply asks for what is saved itself (kta_saved_tensor): that is not looked at before it runs. */
void kta_node_looks_itself(KtNode *n);
/* Makes t output i of node (t must be fresh). */
bool kta_attach(KtCtx *ctx, KtTensor *t, KtNode *node, int i) KB_MUST_CHECK;

/* t, which nobody saw being made as a view of something else, is none. */
void kta_forget_base(KtCtx *ctx, KtTensor *t);
/* The n views that one call just made count as tensors of their own, of a node of this name. */
void kta_parts_apart(KtCtx *ctx, KtTensor *const *parts, int n, const char *name);
/* t, a result of such a node, if it is a view: nothing in place on it or beside it. */
void kta_mark_custom_view(KtTensor *t, bool one_of_several);

/* ---- forward mode ---- */
/* Inside a level tensors may carry tangents, which every differentiable operation passes on; its
 * end takes them away. There is one level at a time, number 0. */
bool kta_enter_dual_level(KtCtx *ctx) KB_MUST_CHECK;
bool kta_exit_dual_level(KtCtx *ctx, int64_t level) KB_MUST_CHECK;
/* To be called where inference mode changes, in which tangents are not seen. */
void kta_forward_in_inference(KtCtx *ctx);
/* A view of primal that carries the tangent. */
KtTensor *kta_make_dual(KtCtx *ctx, KtTensor *primal, KtTensor *tangent) KB_MUST_CHECK;
KtTensor *kta_fw_primal(KtCtx *ctx, KtTensor *dual) KB_MUST_CHECK; /* a view without tangent */
/* Borrowed; NULL: none, or a failed view of the base's (then with an error). */
KtTensor *kta_tangent(KtCtx *ctx, KtTensor *t);
/* t, which has none or is to lose what it had, carries the tangent from now on. */
bool kta_set_tangent(KtCtx *ctx, KtTensor *t, KtTensor *tangent) KB_MUST_CHECK;
static inline bool kta_base_has_tangent(const KtAutograd *ag) {
    return ag->base && !ag->no_tangent_of_base && ag->base->ag && ag->base->ag->tangent;
}
static inline bool kta_has_tangent(const KtTensor *t) {
    return t->ag && (t->ag->tangent || kta_base_has_tangent(t->ag));
}
/* The n_out results of node n, made of operands in, get the tangents that follow from theirs.
 * *attach: the results are to have n for their node. Does nothing outside a level. */
bool kta_push_forward(KtCtx *ctx, KtNode *n, KtTensor *const *in, KtTensor *const *out,
                      bool *attach) KB_MUST_CHECK;

/* ---- running backward ---- */
/* roots[i] with gradients grads[i] (NULL entry: 1 for a one-element root, else RuntimeError).
 * n_inputs 0: accumulates into all leaves. Otherwise only towards inputs: results[i] (if results is
 * not NULL) gets a new reference or NULL when unreachable (error unless allow_unused), and leaves
 * keep their .grad; with results NULL accumulates into those inputs only. */
bool kta_backward(KtCtx *ctx, int n_roots, KtTensor *const *roots, KtTensor *const *grads,
                  bool retain_graph, bool create_graph, int n_inputs, KtTensor *const *inputs,
                  KtTensor **results, bool allow_unused) KB_MUST_CHECK;

/* The pass that runs now goes towards some inputs only. */
bool kta_is_selective(const KtCtx *ctx);

/* ---- in-place operations ---- */
/* Checks that t may be overwritten ("a leaf Variable that requires grad is being used in an
 * in-place operation."), then the caller writes t's elements, then records with an in-place kta_
 * function. */
bool kta_check_inplace(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* t was overwritten by `value`'s elements, value carrying the history of the new contents (as if
 * t.copy_(value) had run): t (and its base, if it is a view) takes over that history. */
bool kta_rebase(KtCtx *ctx, KtTensor *t, KtTensor *value) KB_MUST_CHECK;
/* t[...] = value with history: the general way (any view of t). */
bool kta_copy_(KtCtx *ctx, KtTensor *t, KtTensor *value) KB_MUST_CHECK;

/* ---- differentiable operations: as their kt_ namesakes ---- */
KtTensor *kta_unary(KtCtx *ctx, KtOp op, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_unary_param(KtCtx *ctx, KtOp op, KtTensor *a, const double *param) KB_MUST_CHECK;
/* elu and leaky_relu as their forms in place record them, which keep the result alone. */
KtTensor *kta_unary_of_result(KtCtx *ctx, KtOp op, KtTensor *a, const double *param) KB_MUST_CHECK;
KtTensor *kta_binary(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b) KB_MUST_CHECK;
/* The same for PyTorch's functions (not operators) that raise a number to powers: their results
 * are laid out one row after another, whatever b's layout. */
KtTensor *kta_power_of_number(KtCtx *ctx, KtOp op, const KtOperand *a,
                              const KtOperand *b) KB_MUST_CHECK;
/* div with rounding_mode (op: FLOOR_DIV, TRUNC_DIV): its gradient is 0, that of floor_divide an
 * error. */
KtTensor *kta_div_rounded(KtCtx *ctx, KtOp op, const KtOperand *a,
                          const KtOperand *b) KB_MUST_CHECK;
KtTensor *kta_add_alpha(KtCtx *ctx, KtTensor *a, const KtOperand *b, const KtScalar *alpha,
                        bool subtract) KB_MUST_CHECK;
KtTensor *kta_where(KtCtx *ctx, KtTensor *cond, const KtOperand *a,
                    const KtOperand *b) KB_MUST_CHECK;
KtTensor *kta_clamp(KtCtx *ctx, KtTensor *a, const KtOperand *lo,
                    const KtOperand *hi) KB_MUST_CHECK;
KtTensor *kta_lerp(KtCtx *ctx, KtTensor *a, KtTensor *b, const KtOperand *weight) KB_MUST_CHECK;
KtTensor *kta_addcmul(KtCtx *ctx, KtTensor *a, KtTensor *b, KtTensor *c, const KtScalar *value,
                      bool divide) KB_MUST_CHECK;
KtTensor *kta_cast(KtCtx *ctx, KtTensor *a,
                   int dtype) KB_MUST_CHECK; /* a itself if it has that dtype */
/* a times a number of PyTorch's own code, whose gradient is rounded otherwise than by `a * s`. */
KtTensor *kta_times_number(KtCtx *ctx, KtTensor *a, double s) KB_MUST_CHECK;
KtTensor *kta_clone(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_contiguous(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_reduce(KtCtx *ctx, KtOp op, KtTensor *a, const int *dims, int n_dims, bool keepdim,
                     int dtype) KB_MUST_CHECK;
KtTensor *kta_var(KtCtx *ctx, KtTensor *a, const int *dims, int n_dims, double correction,
                  bool keepdim, bool take_sqrt) KB_MUST_CHECK;
KtTensor *kta_norm(KtCtx *ctx, KtTensor *a, double p, const int *dims, int n_dims,
                   bool keepdim) KB_MUST_CHECK;
/* the same under torch.linalg's name in the graph */
KtTensor *kta_vector_norm(KtCtx *ctx, KtTensor *a, double p, const int *dims, int n_dims,
                          bool keepdim) KB_MUST_CHECK;
bool kta_reduce_index(KtCtx *ctx, KtOp op, KtTensor *a, int dim, bool keepdim, KtTensor **values,
                      KtTensor **indices) KB_MUST_CHECK;
KtTensor *kta_max_all(KtCtx *ctx, KtOp op /* MAX_ALL MIN_ALL */, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_trace(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
/* cdist, and pdist's norms of differences in the last dimension: differentiable once */
/* value: the distances of the rows of x and y (batches of matrices), by a product of matrices. */
KtTensor *kta_euclidean(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *value) KB_MUST_CHECK;
KtTensor *kta_distances(KtCtx *ctx, KtTensor *x, KtTensor *y, double p) KB_MUST_CHECK;
KtTensor *kta_norms_of_pairs(KtCtx *ctx, KtTensor *d, double p) KB_MUST_CHECK;
KtTensor *kta_dist(KtCtx *ctx, KtTensor *a, KtTensor *b, double p) KB_MUST_CHECK;
KtTensor *kta_median_all(KtCtx *ctx, KtTensor *a, bool ignore_nan) KB_MUST_CHECK;
bool kta_sort(KtCtx *ctx, KtTensor *a, int dim, bool descending, KtSortKind kind, KtTensor **values,
              KtTensor **indices) KB_MUST_CHECK;
bool kta_topk(KtCtx *ctx, KtTensor *a, int64_t k, int dim, bool largest, bool sorted,
              KtTensor **values, KtTensor **indices) KB_MUST_CHECK;
bool kta_kthvalue(KtCtx *ctx, KtTensor *a, int64_t k, int dim, bool keepdim, KtTensor **values,
                  KtTensor **indices) KB_MUST_CHECK;
KtTensor *kta_cumulate(KtCtx *ctx, KtOp op, KtTensor *a, int dim, int dtype) KB_MUST_CHECK;
/* views: the result is a differentiable view of a */
KtTensor *kta_view(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) KB_MUST_CHECK;
/* As kta_view, but for autograd a tensor of its own. */
KtTensor *kta_unsafe_view(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kta_reshape(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kta_flatten(KtCtx *ctx, KtTensor *a, int start_dim, int end_dim) KB_MUST_CHECK;
KtTensor *kta_permute(KtCtx *ctx, KtTensor *a, int n, const int *dims) KB_MUST_CHECK;
KtTensor *kta_movedim(KtCtx *ctx, KtTensor *a, int n, const int *source,
                      const int *destination) KB_MUST_CHECK;
KtTensor *kta_transpose(KtCtx *ctx, KtTensor *a, int dim0, int dim1) KB_MUST_CHECK;
KtTensor *kta_t(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
/* Lazy views: of the conjugate (a itself if it is real), of the negative. */
KtTensor *kta_conj(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_neg_view(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
/* The last two dimensions exchanged, complex elements conjugated: a view too. */
KtTensor *kta_adjoint(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_expand(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) KB_MUST_CHECK;
KtTensor *kta_squeeze(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_squeeze_dims(KtCtx *ctx, KtTensor *a, int n, const int *dims) KB_MUST_CHECK;
KtTensor *kta_unsqueeze(KtCtx *ctx, KtTensor *a, int dim) KB_MUST_CHECK;
KtTensor *kta_select(KtCtx *ctx, KtTensor *a, int dim, int64_t index) KB_MUST_CHECK;
KtTensor *kta_slice(KtCtx *ctx, KtTensor *a, int dim, int64_t start, int64_t stop,
                    int64_t step) KB_MUST_CHECK;
KtTensor *kta_narrow(KtCtx *ctx, KtTensor *a, int dim, int64_t start, int64_t length) KB_MUST_CHECK;
KtTensor *kta_diagonal(KtCtx *ctx, KtTensor *a, int64_t offset, int dim1, int dim2) KB_MUST_CHECK;
KtTensor *kta_unfold(KtCtx *ctx, KtTensor *a, int dim, int64_t size, int64_t step) KB_MUST_CHECK;
KtTensor *kta_alias(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
bool kta_unbind(KtCtx *ctx, KtTensor *a, int dim, KtTensor **out) KB_MUST_CHECK;
/* listed: the lengths were given one by one, which the node tells. */
bool kta_split_sizes(KtCtx *ctx, KtTensor *a, int64_t n, const int64_t *lengths, int dim,
                     bool listed, KtTensor **out) KB_MUST_CHECK;
/* copies */
KtTensor *kta_cat(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim) KB_MUST_CHECK;
KtTensor *kta_stack(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim) KB_MUST_CHECK;
KtTensor *kta_flip(KtCtx *ctx, KtTensor *a, int n, const int *dims) KB_MUST_CHECK;
KtTensor *kta_roll(KtCtx *ctx, KtTensor *a, int n, const int64_t *shifts,
                   const int *dims) KB_MUST_CHECK;
KtTensor *kta_repeat(KtCtx *ctx, KtTensor *a, int n, const int64_t *repeats) KB_MUST_CHECK;
KtTensor *kta_tril(KtCtx *ctx, KtTensor *a, int64_t diagonal, bool upper) KB_MUST_CHECK;
KtTensor *kta_diag_embed(KtCtx *ctx, KtTensor *a, int64_t offset, int dim1, int dim2) KB_MUST_CHECK;
KtTensor *kta_pad_const(KtCtx *ctx, KtTensor *a, int n, const int64_t *pads,
                        const KtScalar *value) KB_MUST_CHECK;
/* indexing */
KtTensor *kta_index_get(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n) KB_MUST_CHECK;
bool kta_index_set(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                   const KtOperand *value) KB_MUST_CHECK;
/* a copy of a with value added at the items, repeated places adding up */
KtTensor *kta_index_added(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                          const KtOperand *value) KB_MUST_CHECK;
KtTensor *kta_gather(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index) KB_MUST_CHECK;
/* out of place: a copy of a changed by scatter (SET, ADD) */
KtTensor *kta_scatter(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, const KtOperand *src,
                      KtScatterMode mode) KB_MUST_CHECK;
/* The same for every mode, and for src alone where it sends anything (include_self false). */
KtTensor *kta_scatter_reduce(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index,
                             const KtOperand *src, KtScatterMode mode,
                             bool include_self) KB_MUST_CHECK;
/* By position in the flat order of a's elements. */
KtTensor *kta_take(KtCtx *ctx, KtTensor *a, KtTensor *index) KB_MUST_CHECK;
KtTensor *kta_put(KtCtx *ctx, KtTensor *a, KtTensor *index, KtTensor *src,
                  bool accumulate) KB_MUST_CHECK;
KtTensor *kta_index_select(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index) KB_MUST_CHECK;
KtTensor *kta_index_add(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *src,
                        const KtScalar *alpha) KB_MUST_CHECK;
KtTensor *kta_masked_fill(KtCtx *ctx, KtTensor *a, KtTensor *mask,
                          const KtOperand *value) KB_MUST_CHECK;
KtTensor *kta_masked_select(KtCtx *ctx, KtTensor *a, KtTensor *mask) KB_MUST_CHECK;
/* products */
KtTensor *kta_matmul(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
KtTensor *kta_mm(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
/* a x b along dim, of length 3; the others broadcast. */
KtTensor *kta_cross(KtCtx *ctx, KtTensor *a, KtTensor *b, int dim) KB_MUST_CHECK;
KtTensor *kta_bmm(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
KtTensor *kta_mv(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
KtTensor *kta_dot(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
KtTensor *kta_addmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta,
                    double alpha) KB_MUST_CHECK;
KtTensor *kta_baddbmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta,
                      double alpha) KB_MUST_CHECK;
KtTensor *kta_linear(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) KB_MUST_CHECK;
/* complex numbers and explicit strides (ag_complex.c) */
KtTensor *kta_real(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_imag(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_complex(KtCtx *ctx, KtTensor *re, KtTensor *im) KB_MUST_CHECK;
KtTensor *kta_polar(KtCtx *ctx, KtTensor *length, KtTensor *angle, KtTensor *re,
                    KtTensor *im) KB_MUST_CHECK;
KtTensor *kta_view_as_real(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_view_as_complex(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
KtTensor *kta_as_strided(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes,
                         const int64_t *strides, int64_t offset) KB_MUST_CHECK;
/* decompositions (ag_decompose.c) */
KtTensor *kta_det(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
bool kta_slogdet(KtCtx *ctx, KtTensor *a, KtTensor **sign, KtTensor **logabsdet) KB_MUST_CHECK;
KtTensor *kta_inv(KtCtx *ctx, KtTensor *a) KB_MUST_CHECK;
bool kta_inv_ex(KtCtx *ctx, const char *who, KtTensor *a, KtTensor **x,
                KtTensor **info) KB_MUST_CHECK;
KtTensor *kta_solve(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
bool kta_solve_ex(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *b, KtTensor **x,
                  KtTensor **info) KB_MUST_CHECK;
/* p, the pseudo-inverse of a, with history. */
KtTensor *kta_pinv(KtCtx *ctx, KtTensor *a, KtTensor *p) KB_MUST_CHECK;
KtTensor *kta_solve_triangular(KtCtx *ctx, KtTensor *a, KtTensor *b, bool upper, bool left,
                               bool unit) KB_MUST_CHECK;
KtTensor *kt_lu_permutation(KtCtx *ctx, KtTensor *lu, KtTensor *pivots) KB_MUST_CHECK;
bool kta_lu_factor(KtCtx *ctx, KtTensor *a, bool pivot, KtTensor **lu, KtTensor **pivots,
                   KtTensor **info) KB_MUST_CHECK;
KtTensor *kta_lu_solve(KtCtx *ctx, KtTensor *lu, KtTensor *pivots, KtTensor *b,
                       char trans) KB_MUST_CHECK;
bool kta_cholesky_ex(KtCtx *ctx, const char *who, KtTensor *a, bool upper, KtTensor **l,
                     KtTensor **info) KB_MUST_CHECK;
KtTensor *kta_cholesky_solve(KtCtx *ctx, KtTensor *b, KtTensor *l, bool upper) KB_MUST_CHECK;
KtTensor *kta_cholesky_inverse(KtCtx *ctx, KtTensor *l, bool upper) KB_MUST_CHECK;
bool kta_qr(KtCtx *ctx, KtTensor *a, char mode, KtTensor **q, KtTensor **r) KB_MUST_CHECK;
bool kta_svd(KtCtx *ctx, KtTensor *a, bool full, KtTensor **u, KtTensor **s,
             KtTensor **vh) KB_MUST_CHECK;
bool kta_symeig(KtCtx *ctx, KtTensor *a, bool upper, KtTensor **w, KtTensor **v) KB_MUST_CHECK;
bool kta_eigh(KtCtx *ctx, KtTensor *a, bool upper, KtTensor **w, KtTensor **v) KB_MUST_CHECK;
bool kta_eig(KtCtx *ctx, KtTensor *a, KtTensor **w, KtTensor **v) KB_MUST_CHECK;
/* neural networks */
KtTensor *kta_prelu(KtCtx *ctx, KtTensor *x, KtTensor *w) KB_MUST_CHECK;
/* The first half of x along dim (which is even) times the sigmoid of the other. */
KtTensor *kta_glu(KtCtx *ctx, KtTensor *x, int dim) KB_MUST_CHECK;
KtTensor *kta_softmax(KtCtx *ctx, KtTensor *x, int dim, bool log) KB_MUST_CHECK;
KtTensor *kta_conv(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias,
                   const KtConvSpec *spec) KB_MUST_CHECK;
KtTensor *kta_max_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *spec,
                       KtTensor **indices /* or NULL */) KB_MUST_CHECK;
KtTensor *kta_avg_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *spec) KB_MUST_CHECK;
KtTensor *kta_adaptive_avg_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out) KB_MUST_CHECK;
KtTensor *kta_adaptive_max_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *out,
                                KtTensor **indices) KB_MUST_CHECK;
KtTensor *kta_batch_norm(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias,
                         KtTensor *running_mean, KtTensor *running_var, bool training,
                         double momentum, double eps) KB_MUST_CHECK;
KtTensor *kta_layer_norm(KtCtx *ctx, KtTensor *x, int n, const int64_t *shape, KtTensor *weight,
                         KtTensor *bias, double eps) KB_MUST_CHECK;
KtTensor *kta_group_norm(KtCtx *ctx, KtTensor *x, int64_t groups, KtTensor *weight, KtTensor *bias,
                         double eps) KB_MUST_CHECK;
/* sparse: the gradient of weight is a sparse tensor */
KtTensor *kta_embedding(KtCtx *ctx, KtTensor *weight, KtTensor *index, int64_t padding_idx,
                        bool scale_by_freq, bool sparse) KB_MUST_CHECK;
/* value (consumed), sums or means of bags of weight's rows (see kt_bag_sum), with the gradients
 * that scales say; factors (NULL: none) are per sample. */
KtTensor *kta_bags(KtCtx *ctx, KtTensor *value, KtTensor *weight, KtTensor *rows, KtTensor *bags,
                   KtTensor *scales, KtTensor *factors) KB_MUST_CHECK;
KtTensor *kta_pair_loss(KtCtx *ctx, KtOp op, KtTensor *x, KtTensor *y, KtTensor *weight,
                        double param, KtReduction red) KB_MUST_CHECK;
KtTensor *kta_bce_logits(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *weight,
                         KtTensor *pos_weight, KtReduction red) KB_MUST_CHECK;
KtTensor *kta_image_resize(KtCtx *ctx, KtTensor *x, const KtImageResize *s) KB_MUST_CHECK;
KtTensor *kta_nll_loss(KtCtx *ctx, KtTensor *logp, KtTensor *target, KtTensor *weight,
                       int64_t ignore_index, KtReduction red) KB_MUST_CHECK;
/* x scaled by a Bernoulli mask (x mask / (1 - p)); p 0 or not training: x itself. */
KtTensor *kta_dropout(KtCtx *ctx, KtRng *g, KtTensor *x, double p, bool training) KB_MUST_CHECK;
bool kta_rnn(KtCtx *ctx, KtRnnMode mode, bool reverse, KtTensor *x, KtTensor *w_ih, KtTensor *w_hh,
             KtTensor *b_ih, KtTensor *b_hh, KtTensor *h0, KtTensor *c0, KtTensor **y,
             KtTensor **h_n, KtTensor **c_n) KB_MUST_CHECK;
#endif
