#ifndef KT_AUTOGRAD_PRIVATE_H
#define KT_AUTOGRAD_PRIVATE_H
/* Inside of autograd: nodes, what recording functions call, and the vocabulary of the gradient
 * rules (ag_*.c).
 *
 * A rule is written as expressions over borrowed temporaries: every g* helper returns a tensor
 * that lives until the rule ends, NULL on failure, and passes NULL operands on, so that a rule
 * needs no checks; ag_set hands a gradient over (summed to its operand's sizes, cast to its
 * dtype). Helpers call kta_ functions: under create_graph the gradient has a graph of its own. */
#include "autograd.h"

typedef struct Ag Ag;
typedef void (*KtRuleFn)(Ag *g);
/* What is special about a rule's backward; most tables write false for PLAIN and true for ONCE. */
typedef enum KtRuleKind {
    KT_RULE_PLAIN,
    KT_RULE_ONCE, /* it does not record: differentiating it again is refused */
    KT_RULE_LAZY, /* it takes lazy views for gradients */
    KT_RULE_MANY  /* a KtManyRule: PyTorch has several nodes for one of ours */
} KtRuleKind;
typedef struct KtRule {
    const char *name;
    KtRuleFn backward;
    KtRuleKind kind;
} KtRule;
/* Of a node that stands for several of PyTorch's: records those, from operands that
 * kta_node_operand gave; the result (new reference), NULL with error. */
typedef struct KtManyRule {
    KtRule rule;
    KtTensor *(*steps)(KtCtx *ctx, const KtNode *n, KtTensor *const *in);
    int8_t slots[3]; /* where each operand is kept; -1: nowhere */
} KtManyRule;
/* Of a node that was taken apart: which outputs of which nodes its own are now (ag_steps.c). */
typedef struct KtSteps {
    size_t size;
    int n_out;
    KtEdge ends[]; /* owned; node NULL: needs no gradient */
} KtSteps;

typedef struct KtMeta { /* what a gradient must look like */
    uint8_t dtype, ndim;
    int64_t *sizes;
} KtMeta;

/* Which view of a tensor PyTorch keeps: itself, a matrix transposed, all rows as one matrix,
 * batches of what the product had as one, all rows of the transposed matrices as one. */
typedef enum KtKeptAs {
    KT_KEPT_ITSELF,
    KT_KEPT_TRANSPOSED,
    KT_KEPT_ROWS,
    KT_KEPT_BATCH,
    KT_KEPT_TURNED_ROWS
} KtKeptAs;
typedef struct KtSaved {
    KtTensor *t;             /* owned; NULL: nothing saved here, or released */
    KtAutograd *of;          /* watched: the record of the tensor that was saved, for messages */
    struct KtPacked *packed; /* owned: instead of t's elements, what a hook made of them */
    KtNode *fn;              /* owned: history of t, an alias without one of its own */
    uint32_t version;        /* of the storage when it was saved */
    int16_t output;          /* which output of fn, or of this node (is_output) */
    bool is_output, was_set;
    bool of_view;   /* is_output, written in place into a view */
    bool unguarded; /* writing to it in place is not noticed */
    bool original;  /* t is what was saved, with a history of its own */
    uint8_t as;     /* KtKeptAs */
} KtSaved;

typedef union KtAttr {
    int64_t i;
    double d;
} KtAttr;
#define AG_I(x) ((KtAttr){.i = (x)})
#define AG_D(x) ((KtAttr){.d = (x)})

typedef struct KtPacked {
    KtPackHooks hooks;
    void *value;
} KtPacked;

typedef struct KtNodeHook {
    KtNodeHookFn fn;
    void *user;
    void (*free)(KtCtx *ctx, void *user);
    int64_t id;
    bool before, removed, due; /* as in KtHook */
    struct KtNodeHook *next;
} KtNodeHook;

struct KtNode {
    int32_t refs;
    uint16_t n_in, n_out, n_saved, n_attr;
    bool released, own_name; /* own_name: `name` goes with the node */
    bool unrecorded;         /* made for tangents alone: its results have no history */
    bool pushing;            /* tangents go through it: only the gradient's path matters */
    bool described;          /* made by kta_node_described */
    bool by_operation;       /* CopySlices: of an operation in place, not of a copy */
    bool looks_itself;       /* kta_node_looks_itself */
    uint32_t block;          /* bytes of the block */
    union {
        uint64_t seq;      /* of one that is alive */
        KtNode *next_dead; /* of one that waits to be freed */
    };
    const KtRule *rule;
    KtEdge *edges;      /* n_in */
    KtMeta *in, *out;   /* n_in, n_out */
    KtSaved *saved;     /* n_saved */
    KtAttr *attr;       /* n_attr */
    KtTensor *variable; /* AccumulateGrad: the leaf (owned) */
    KtHook **hooks;     /* n_out lists or NULL */
    KtNodeHook *own_hooks;
    KtTensor **retain; /* n_out tensors that keep their gradient (not owned) or NULL */
    const char *name;  /* another than the rule's, or NULL */
    KtCustomApply apply;
    void *user, *face;
    void (*free_user)(KtCtx *, void *);
    struct KtOrigin *origin; /* of a node made in anomaly mode (ag_anomaly.c), or NULL */
    KtSteps *steps;          /* owned; NULL: not taken apart */
};

/* Fails with why such a view (not a plain one; output i of `node`, or NULL) must not be written to,
 * or (base) why nobody may write to its base and then go on with it. */
bool kt_ag_refuse_view(KtCtx *ctx, int creation, const char *node, int output,
                       bool base) KB_MUST_CHECK;

/* ---- hooks (ag_hooks.c) ---- */
typedef struct KtHooking {
    int64_t last_id;
    int running; /* how deep */
} KtHooking;
KtHooking *kt_ag_hooking(KtCtx *ctx);
void kt_ag_free_hooks(KtCtx *ctx, KtHook *h);
void kt_ag_free_node_hooks(KtCtx *ctx, KtNodeHook *h);
/* The list of hooks of that output, whose node is there; NULL: no memory. */
KtHook **kt_ag_hooks_at(KtCtx *ctx, KtEdge at) KB_MUST_CHECK;
/* Output i of fn, which is t or was, is to leave its gradient in t. */
bool kt_ag_retain_at(KtCtx *ctx, KtTensor *t, KtNode *fn, int i) KB_MUST_CHECK;
void kt_ag_forget_retained(KtCtx *ctx, KtTensor *t);
/* Hooks are about to run, or have run: meanwhile none is freed, as they may remove each other. Then
 * the list given is freed of removed ones. */
void kt_ag_hooks_begin(KtCtx *ctx);
void kt_ag_hooks_end(KtCtx *ctx, KtHook **of_tensor, KtNodeHook **of_node);

/* ---- anomaly mode (ag_anomaly.c) ---- */
typedef struct KtAnomaly {
    KtAnomalyHooks hooks;
    bool check_nan;
    KtNode *running; /* backward of this node runs (not owned), or NULL */
} KtAnomaly;
KtAnomaly *kt_ag_anomaly(KtCtx *ctx) KB_MUST_CHECK; /* of ctx; NULL: no memory */
/* To be called of every node made while ctx->anomaly_mode is on. */
bool kt_ag_note_origin(KtCtx *ctx, KtNode *n) KB_MUST_CHECK;
void kt_ag_forget_origin(KtCtx *ctx, KtNode *n);
/* Fails if one of the n_in gradients that n gave holds nan, where that is checked. */
bool kt_ag_refuse_nan(KtCtx *ctx, const KtNode *n, KtTensor *const *grads) KB_MUST_CHECK;
void kt_ag_report(KtCtx *ctx, KtNode *n);

/* ---- recording ---- */
/* An operation on a is to be recorded: for gradients, or for a's tangent. */
static inline bool ag_takes_part(const KtCtx *ctx, const KtTensor *a) {
    return (ctx->grad_enabled && kta_requires_grad(a)) ||
           (KB_UNLIKELY(ctx->forward) && kta_has_tangent(a));
}
#define AG_NEEDS(ctx, a)     ((a)->ag && ag_takes_part(ctx, a))
#define AG_NEEDS2(ctx, a, b) (AG_NEEDS(ctx, a) || AG_NEEDS(ctx, b))
static inline bool ag_requires(const KtTensor *t) {
    return t && t->ag && (kta_requires_grad(t) || kta_has_tangent(t));
}
/* A rule is to compute with functions that record. */
static inline bool ag_recording(const KtCtx *ctx) {
    return ctx->grad_enabled || ctx->forward;
}

/* ---- forward mode (ag_forward.c) ---- */
typedef struct KtForward {
    KtTangent *first;    /* all there are */
    KtNode *placeholder; /* where the edges lead of operands that only carry tangents */
    bool level;          /* one is open */
} KtForward;
KtForward *kt_ag_forward(KtCtx *ctx); /* of ctx; NULL: no memory */
KtPackHooks *kt_ag_pack_hooks(KtCtx *ctx);
bool kt_ag_pack(KtCtx *ctx, KtSaved *s, const KtPackHooks *hooks) KB_MUST_CHECK; /* what s holds */
void kt_ag_drop_tangent(KtCtx *ctx, KtAutograd *a);
/* r, a view of a, shows a's tangent likewise, if there is one and it can. */
bool kt_ag_view_tangent(KtCtx *ctx, KtTensor *r, KtTensor *a) KB_MUST_CHECK;
/* t has been overwritten with value: so is its tangent. */
bool kt_ag_overwrite_tangent(KtCtx *ctx, KtTensor *t, KtTensor *value) KB_MUST_CHECK;
bool kt_ag_refuse_forward(KtCtx *ctx, const char *what) KB_MUST_CHECK;
bool kt_ag_is_underivable(const KtNode *n); /* kta_underivable made it */
bool kt_ag_is_refusal(const KtNode *n);     /* a rule that does not record made it */

/* t's record, made if need be. */
KtAutograd *kt_ag_of(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* A node with edges to n_in operands (NULL entries allowed) and room for results and saved. */
/* The sizes of the view that PyTorch keeps; returns how many. */
int kt_ag_kept_sizes(const KtNode *n, const KtSaved *s, int64_t *sizes);
KtNode *kt_ag_node(KtCtx *ctx, const KtRule *rule, int n_in, KtTensor *const *in, int n_out,
                   KtTensor *const *out, int n_saved, int n_attr) KB_MUST_CHECK;
/* Saves t in a slot; own_output >= 0: t is that result of the node itself. */
bool kt_ag_save(KtCtx *ctx, KtNode *n, int slot, KtTensor *t, int own_output) KB_MUST_CHECK;
typedef struct AgList {
    int n;
    KtTensor *const *t;
} AgList;
typedef struct AgAttrs {
    int n;
    const KtAttr *a;
} AgAttrs;
#define AG_T(...)                                                                                  \
    ((AgList){(int)(sizeof((KtTensor *[]){__VA_ARGS__}) / sizeof(KtTensor *)),                     \
              (KtTensor *[]){__VA_ARGS__}})
#define AG_NOTHING ((AgList){0, NULL})
#define AG_A(...)                                                                                  \
    ((AgAttrs){(int)(sizeof((KtAttr[]){__VA_ARGS__}) / sizeof(KtAttr)), (KtAttr[]){__VA_ARGS__}})
#define AG_NO_ATTR ((AgAttrs){0, NULL})
/* Hangs a node on the one result r (taken over; NULL passes through): inputs, saved tensors (r
 * itself may be among them), attributes. Results of integer type get none. */
KtTensor *kt_ag_record(KtCtx *ctx, KtTensor *r, const KtRule *rule, AgList in, AgList save,
                       AgAttrs attr) KB_MUST_CHECK;
/* Several results: false drops nothing, the caller owns out. NULL entries are skipped. */
bool kt_ag_record_n(KtCtx *ctx, AgList out, const KtRule *rule, AgList in, AgList save,
                    AgAttrs attr) KB_MUST_CHECK;
/* r (taken over) is a view of a: remembers the base and, when needed, the node. */
KtTensor *kt_ag_view(KtCtx *ctx, KtTensor *r, KtTensor *a, const KtRule *rule,
                     AgAttrs attr) KB_MUST_CHECK;
bool kt_ag_mark_view(KtCtx *ctx, KtTensor *r, KtTensor *a, int creation) KB_MUST_CHECK;
/* The same as kta_attach, but the gradient that t keeps is still that of what it was before: t was
 * written through one of its views, or got another shape in place. */
bool kt_ag_attach_apart(KtCtx *ctx, KtTensor *t, KtNode *node, int i) KB_MUST_CHECK;
/* The edge towards t: new reference in ->node. */
bool kt_ag_edge(KtCtx *ctx, KtTensor *t, KtEdge *edge) KB_MUST_CHECK;
/* Error of a function whose gradient is not built. r is dropped. */
KtTensor *kt_ag_missing(KtCtx *ctx, KtTensor *r, const char *op) KB_COLD;
void kt_ag_release(KtCtx *ctx, KtNode *n); /* drops the saved tensors */
/* What s keeps of t's memory, which is about to be written, becomes a copy. */
bool kt_ag_copy_saved(KtCtx *ctx, KtSaved *s, const KtTensor *t) KB_MUST_CHECK;

/* All that n saved is there, and as it was. */
bool kt_ag_saved_intact(KtCtx *ctx, KtNode *n) KB_MUST_CHECK;

/* ---- nodes taken apart (ag_steps.c) ---- */
int *kt_ag_n_apart(KtCtx *ctx); /* how many there are */
void kt_ag_forget_steps(KtCtx *ctx, KtNode *n);
/* What is recorded from here on counts as made when n was, and saves as it is; and back again. */
typedef struct KtPlace {
    uint64_t seq, seq_step;
    KtPackHooks pack;
} KtPlace;
KtPlace kt_ag_go_back_to(KtCtx *ctx, const KtNode *n, KtPlace *from); /* returns where it was */
KtPlace kt_ag_return_to(KtCtx *ctx, const KtPlace *place);            /* likewise */

/* ---- operations composed of others (ag_whole.c) ---- */
/* A pass from the roots to n_inputs edges (node NULL: none), whose gradients it gives; it keeps the
 * graph, records if gradients are enabled and asks for no versions. */
bool kt_ag_backward_within(KtCtx *ctx, int n_roots, const KtEdge *roots, KtTensor *const *grads,
                           int n_inputs, const KtEdge *inputs, KtTensor **results) KB_MUST_CHECK;
/* PyTorch's name for what lies in a slot; NULL: no such node. */
const char *kt_ag_whole_saved(const KtNode *n, int slot);
/* The steps that n stands for, if it does, copy what they keep of t's memory. */
bool kt_ag_whole_keep(KtCtx *ctx, const KtNode *n, const KtTensor *t) KB_MUST_CHECK;
/* Whether versions of saved tensors are asked for now; returns what was before. */
bool kt_ag_swap_unguarded(KtCtx *ctx, bool now);
bool kt_ag_is_unguarded(const KtCtx *ctx);
/* Whether the pass that runs goes towards some inputs only; returns what was before. */
bool kt_ag_swap_selective(KtCtx *ctx, bool now);
/* view of base's memory as t has it: as_strided with history (ag_inplace.c) */
KtNode *kt_ag_as_strided_node(KtCtx *ctx, KtTensor *t, KtTensor *base) KB_MUST_CHECK;

/* ---- rules ---- */
#define AG_POOL 96
struct Ag {
    KtCtx *ctx;
    KtNode *n;
    KtTensor *const *grad; /* of the results; NULL: zero */
    KtTensor **result;     /* of the operands; filled by ag_set */
    bool failed;
    bool last;        /* the graph is let go of behind the rule */
    const char *once; /* this gradient is not recorded: what a refusal calls it */
    int n_pool;
    KtTensor *pool[AG_POOL];
};
/* `last`: no pass goes through n again. */
void kt_ag_run(KtCtx *ctx, KtNode *n, bool last, KtTensor *const *grad, KtTensor **result,
               bool *ok);

static inline bool ag_needs(const Ag *g, int i) {
    return g->n->edges[i].node != NULL;
}
static inline int64_t ag_int(const Ag *g, int i) {
    return g->n->attr[i].i;
}
static inline double ag_dbl(const Ag *g, int i) {
    return g->n->attr[i].d;
}
KtTensor *ag_keep(Ag *g, KtTensor *t); /* takes t over for the rule's duration */
KtTensor *ag_saved(Ag *g, int slot);   /* NULL with error: changed or freed; NULL: unset */
/* Is that saved operand, of which PyTorch's kernel takes the sizes, there and as it was? */
bool ag_untouched(Ag *g, int slot);
bool ag_kept(Ag *g); /* false with error: freed; for rules whose attributes count as saved */
void ag_set(Ag *g, int i, KtTensor *t); /* gradient of operand i: t borrowed */
/* The same, t taken over: for rules with many operands. */
void ag_give(Ag *g, int i, KtTensor *t);
KtTensor *ag_sum_to(Ag *g, KtTensor *t, int ndim, const int64_t *sizes);

/* The gradient of operand i is in torch the work of a kernel of its own, linear in the gradient,
 * with a node `name` (static text) that sends the operand zeros. To be called last. */
void ag_flat_kernel(Ag *g, int i, const char *name);

/* The rule goes on without recording: its results refuse to be differentiated. */
static inline void ag_once(Ag *g, const char *name) {
    g->once = name;
    g->ctx->grad_enabled = false;
}

/* Sparse gradients in the vocabulary (ag_sparse.c): owned results, NULL with error. */
bool ag_takes_sparse(const KtNode *n); /* its rule uses nothing else */
/* kta_conv of complex numbers (ag_conv_complex.c). */
KtTensor *ag_conv_complex(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias,
                          const KtConvSpec *spec) KB_MUST_CHECK;
KtTensor *ag_sparse_unary(KtCtx *ctx, KtOp op, KtTensor *a) KB_MUST_CHECK;
/* number stands for b where that is NULL */
KtTensor *ag_sparse_binary(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *b,
                           const KtScalar *number) KB_MUST_CHECK;
KtTensor *ag_sparse_cast(KtCtx *ctx, KtTensor *a, int dtype) KB_MUST_CHECK;

/* null-safe vocabulary */
KtTensor *g_un(Ag *g, KtOp op, KtTensor *a);
KtTensor *g_bin(Ag *g, KtOp op, KtTensor *a, KtTensor *b);
KtTensor *g_bin_s(Ag *g, KtOp op, KtTensor *a, double s);
KtTensor *g_s_bin(Ag *g, KtOp op, double s, KtTensor *b);
KtTensor *g_sc(Ag *g, KtOp op, KtTensor *a, const KtScalar *s); /* a op any number */
KtTensor *g_conj(Ag *g, KtTensor *a);
bool g_has_zero(Ag *g, KtTensor *a, bool *yes); /* false with error (ag_reduce.c) */
KtTensor *g_where(Ag *g, KtTensor *mask, KtTensor *a, KtTensor *b);
KtTensor *g_where_s(Ag *g, KtTensor *mask, KtTensor *a, double s);
KtTensor *g_zero_where(Ag *g, KtTensor *mask, KtTensor *a); /* a with 0 where mask */
/* The same in the memory order of a, or in the usual one. */
KtTensor *g_masked(Ag *g, KtTensor *mask, KtTensor *a, bool plain);
KtTensor *g_sum(Ag *g, KtTensor *a, const int *dims, int n, bool keep);
KtTensor *g_sum1(Ag *g, KtTensor *a, int dim, bool keep);
KtTensor *g_sum_all(Ag *g, KtTensor *a);
KtTensor *g_unsq(Ag *g, KtTensor *a, int dim);
KtTensor *g_expand(Ag *g, KtTensor *a, const KtMeta *m);
KtTensor *g_reshape(Ag *g, KtTensor *a, const KtMeta *m);
KtTensor *g_tr(Ag *g, KtTensor *a, int d0, int d1);
KtTensor *g_mm(Ag *g, KtTensor *a, KtTensor *b);
KtTensor *g_zeros(Ag *g, const KtMeta *m);
/* Zeros as PyTorch's gradient of sgn has them, a tensor without elements. kta_binary follows it:
 * products and quotients with it are such zeros again, whatever the other factor, and so are sums
 * of two; other operations see plain zeros, in-place ones refuse it. */
KtTensor *g_lazy_zeros(Ag *g, const KtMeta *m);
KtTensor *g_solid(Ag *g, KtTensor *a);  /* a with elements, for what is a kernel in torch */
bool g_mutable(Ag *g, KtTensor *a);     /* false with error: torch writes into a, a lazy zero */
KtTensor *g_frozen(Ag *g, KtTensor *a); /* a without its history */
/* In the memory order of t, as g_zeros is in the usual one. */
KtTensor *g_zeros_like(Ag *g, const KtTensor *t, int dtype);
KtTensor *g_full(Ag *g, const KtMeta *m, double v);
KtTensor *g_cast(Ag *g, KtTensor *a, int dtype);
static inline KtTensor *g_mul(Ag *g, KtTensor *a, KtTensor *b) {
    return g_bin(g, KT_OP_MUL, a, b);
}
static inline KtTensor *g_add(Ag *g, KtTensor *a, KtTensor *b) {
    return g_bin(g, KT_OP_ADD, a, b);
}
static inline KtTensor *g_sub(Ag *g, KtTensor *a, KtTensor *b) {
    return g_bin(g, KT_OP_SUB, a, b);
}
static inline KtTensor *g_div(Ag *g, KtTensor *a, KtTensor *b) {
    return g_bin(g, KT_OP_DIV, a, b);
}
static inline KtTensor *g_muls(Ag *g, KtTensor *a, double s) {
    return g_bin_s(g, KT_OP_MUL, a, s);
}
static inline KtTensor *g_adds(Ag *g, KtTensor *a, double s) {
    return g_bin_s(g, KT_OP_ADD, a, s);
}
static inline KtTensor *g_rsub(Ag *g, double s, KtTensor *a) {
    return g_s_bin(g, KT_OP_SUB, s, a);
}
static inline KtTensor *g_neg(Ag *g, KtTensor *a) {
    return g_un(g, KT_OP_NEG, a);
}
static inline KtTensor *g_sq(Ag *g, KtTensor *a) {
    return g_mul(g, a, a);
}
#endif
