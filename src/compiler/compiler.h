#ifndef KI_COMPILER_H
#define KI_COMPILER_H
/* Internal declarations of the compiler: the state of one compilation, code being emitted for one
 * function ("unit"), and what the comp_*.c files offer each other.
 *
 * Errors are sticky: the first one is raised in the interpreter state and sets c->failed; from then
 * on everything returns at once and nothing is emitted. Callers test c->failed where they would
 * otherwise use a result. All scratch memory comes from the arena; constants are owned references
 * that ki_compiler_free releases.
 *
 * Registers. Temporaries are a stack above the locals: u->depth is the next free one, u->live the
 * live-state node (which of them hold values). An expression compiled "to a temporary" leaves its
 * value in the register that u->depth was before. Live registers may have raw or dead ones between
 * them (call headers, results reserved early).
 *
 * Dead code. After a jump, return or raise u->dead is set and nothing is emitted until a label that
 * something jumps to; all bookkeeping goes on, so errors in dead code are still found. */
#include "../base/hash.h"
#include "../base/vec.h"
#include "../object/obj_int.h"
#include "../object/runtime.h"
#include "../object/state.h"
#include "../parser/parser.h"
#include "compile.h"
#include "symtable.h"

typedef struct KiCompiler KiCompiler;

typedef enum { KI_OPND_TEMP, KI_OPND_LOCAL, KI_OPND_K } KiOpndKind;
/* Where an operand is. LOCAL: borrowed register (a local, or a temporary that stays live). */
typedef struct KiOpnd {
    KiOpndKind kind;
    int reg; /* register or index into k[] */
} KiOpnd;

#define KI_NO_REG        0xFFFF
#define KI_TO_TEMP       (-1) /* destination: a new temporary */
#define KI_CO_MAX_BLOCKS 20

typedef struct KiLabel {
    int32_t pos; /* instruction, -1: not placed yet */
    uint32_t refs;
    bool shadow; /* live and depth come from dead code */
    uint16_t live;
    int depth;
    uint64_t *bound; /* locals surely bound at every jump so far */
} KiLabel;

typedef struct KiFixup {
    uint32_t at;
    int label;
    bool wide; /* 32-bit offset */
} KiFixup;

/* What a live temporary is for. Nodes for different purposes are different ones: a jump in a
 * debugger (trace.c) sees from the instruction that makes a temporary how to leave it. */
typedef enum KiLiveKind {
    KI_LIVE_VALUE,    /* an operand */
    KI_LIVE_EXIT,     /* of a with statement */
    KI_LIVE_ITERATOR, /* of a for loop */
    KI_LIVE_HANDLER,  /* a caught exception, and the one that was handled before */
    KI_LIVE_FINALLY,  /* likewise, to be raised again */
} KiLiveKind;

typedef struct KiLiveBuild {
    uint16_t parent, reg, child, sibling;
    KiLiveKind kind;
} KiLiveBuild;

typedef struct KiProtect { /* a handler: where exceptions of the instructions that name it go */
    int label;
    uint16_t live;
    int depth;
    uint64_t *bound;
    bool used;
} KiProtect;

typedef enum KiBlockKind {
    KI_FB_WHILE,
    KI_FB_FOR,
    KI_FB_ASYNC_FOR,
    KI_FB_TRY,
    KI_FB_FINALLY_TRY,
    KI_FB_FINALLY_END,
    KI_FB_WITH,
    KI_FB_ASYNC_WITH,
    KI_FB_HANDLER,
    KI_FB_GROUP_HANDLER,
    KI_FB_VALUE
} KiBlockKind;

typedef struct KiBlock { /* what break, continue and return have to leave */
    KiBlockKind kind;
    int exit_label, continue_label;
    int reg;   /* FOR iterator, WITH exit function, HANDLER exception (reg+1: previous), VALUE */
    int outer; /* handler in force outside */
    const KiAstSeq *finalbody;
    const KiAstStr *name; /* HANDLER: bound name */
    const KiAst *node;
} KiBlock;

typedef struct KiConst {
    KiValue v;
    int k;     /* index in k[], -1: none */
    bool used; /* by code that is reached */
} KiConst;

typedef enum {
    KI_UNIT_MODULE,
    KI_UNIT_CLASS,
    KI_UNIT_FUNCTION,
    KI_UNIT_ASYNC_FUNCTION,
    KI_UNIT_LAMBDA,
    KI_UNIT_COMPREHENSION
} KiUnitKind;

typedef struct KiUnit { /* one code object being made */
    struct KiUnit *parent;
    KiUnitKind kind;
    KiScope *scope;
    const char *name;
    KiValue qualname; /* owned */
    const KiAst *node;
    uint32_t first_line;
    uint32_t flags;
    int n_args, n_posonly, n_kwonly;
    int n_locals;
    bool namespace_; /* names live in the mapping R[0] */
    bool far;        /* long jumps: the code has more than 30,000 instructions */
    KB_VEC(KiInstr) instrs;
    KB_VEC(KiPosition) positions;
    KB_VEC(KiPassed) passed;
    KB_VEC(uint16_t) live_at;
    KB_VEC(uint16_t) protect_at;
    KB_VEC(KiLabel) labels;
    KB_VEC(KiFixup) fixups;
    KB_VEC(KiLiveBuild) nodes;
    KB_VEC(KiProtect) protects; /* [0] unused */
    KB_VEC(uint64_t) k;
    KB_VEC(uint8_t) k_kind; /* 0 raw, 1 owned value */
    KB_VEC(KiConst) consts; /* distinct constants; owned */
    KB_VEC(KiValue) names;  /* co_names; owned */
    uint32_t *const_slots;  /* hash of consts: number + 1 */
    uint32_t cap_const_slots;
    KiPtrMap name_index; /* KiAstStr -> 1: already in names */
    KiPtrMap name_k;     /* KiAstStr -> k index, for names without a cache */
    KiPtrMap cached_k;   /* KiAstStr -> k index of a shared cache once k[] is crowded */
    KiBlock blocks[KI_CO_MAX_BLOCKS];
    int n_blocks;
    int depth, max_depth;
    uint16_t live;
    int protect;
    bool dead;
    uint64_t *bound;     /* locals surely bound here */
    uint64_t *deletable; /* locals that some statement unbinds */
    int n_words;
    KiPosition loc;
} KiUnit;

struct KiCompiler {
    KiState *ks;
    KbArena arena;
    KiNameTable names;
    const char *path;
    KiValue filename; /* the same as an owned str */
    const char *src;
    size_t src_len;
    KiParseOptions popt;
    int flags, optimize;
    uint32_t future; /* KI_CO_FUTURE_* */
    bool interactive;
    bool scoping;  /* the scopes are being made, no code yet */
    bool as_given; /* the source has no newline added at its end */
    bool failed;
    bool want_far; /* failed because the unit must be compiled again with long jumps */
    int depth, max_depth;
    KiScope *scope; /* symtable: current */
    KiScope *top_scope;
    KiPtrMap scopes;    /* node -> KiScope */
    KiPtrMap interned;  /* KiAstStr -> KiValue, owned */
    KiPtrMap folded;    /* node -> KiValue, owned */
    KiPtrMap own_texts; /* the texts that this compilation was the first to intern */
    int future_end_line, future_end_col; /* where the last allowed __future__ import begins */
    KiUnit *u;
};

/* --- errors (compile.c) --- */
void ki_comp_error(KiCompiler *c, const KiAst *at, const char *fmt, ...) KB_PRINTF(3, 4) KB_COLD;
/* The same without the end of the range. */
void ki_comp_error_open(KiCompiler *c, const KiAst *at, const char *fmt, ...)
    KB_PRINTF(3, 4) KB_COLD;
void ki_comp_error_pos(KiCompiler *c, KiPosition at, const char *fmt, ...) KB_PRINTF(3, 4) KB_COLD;
void ki_comp_warn(KiCompiler *c, const KiAst *at, const char *fmt, ...) KB_PRINTF(3, 4) KB_COLD;
bool ki_comp_nomem(KiCompiler *c) KB_COLD; /* false */
/* v, or KI_NONE with c->failed set if v is KI_ERR. */
KiValue ki_comp_check(KiCompiler *c, KiValue v);
bool ki_comp_enter(KiCompiler *c); /* recursion guard; false: failed */
static inline void ki_comp_leave(KiCompiler *c) {
    c->depth--;
}
KiValue ki_comp_str(KiCompiler *c, const KiAstStr *name); /* interned str, borrowed */

/* --- emit.c --- */
bool ki_unit_open(KiCompiler *c, KiUnit *u, KiScope *scope);
KiCode *ki_unit_finish(KiCompiler *c); /* owned; NULL: failed */
void ki_unit_close(KiCompiler *c);
void ki_emit(KiCompiler *c, KiOp op, int fl, int a, int b, int cc);
void ki_emit_bc(KiCompiler *c, KiOp op, int fl, int a, int32_t bc);
/* CPython has an instruction for n here: tracing sees its line before the next instruction. */
void ki_pass(KiCompiler *c, const KiAst *n);
/* The same for the instruction before: a store without one of its own. */
void ki_pass_behind(KiCompiler *c, const KiAst *n);
int ki_label(KiCompiler *c);
void ki_place(KiCompiler *c, int label); /* here; joins the states of all jumps to it */
void ki_emit_jump(KiCompiler *c, KiOp op, int fl, int a, int b,
                  int label); /* the caller then consumes operands and calls ki_join */
void ki_place_loop(KiCompiler *c, int label,
                   bool dead); /* here, for a backward jump still to come; nothing falls in */
void ki_join(KiCompiler *c, int label);         /* the state here is one that reaches label */
void ki_jump(KiCompiler *c, int label);         /* unconditional, either direction */
void ki_jump_nowhere(KiCompiler *c, int label); /* the same, of code that stands nowhere */
void ki_jump_seen(KiCompiler *c, int label);    /* a statement: no jump to it leads past it */
void ki_die(KiCompiler *c);                     /* control does not go on here */
int ki_protect(KiCompiler *c,
               int label); /* new handler at label with the state here; returns its id */
void ki_place_handler(KiCompiler *c, int protect_id);
void ki_push(KiCompiler *c, int reg); /* reg becomes live */
void ki_push_kind(KiCompiler *c, int reg, KiLiveKind kind);
void ki_set_live_kind(KiCompiler *c, int reg, KiLiveKind kind); /* of the last one pushed */
bool ki_in_handler(const KiCompiler *c);                        /* of an exception that it caught */
void ki_drop(KiCompiler *c, int reg);                           /* reg is consumed */
void ki_reserve(KiCompiler *c, int depth);     /* u->depth = depth, growing the frame */
int ki_const(KiCompiler *c, KiValue v);        /* index into k[]; borrows v */
void ki_note_const(KiCompiler *c, KiValue v);  /* only in co_consts */
void ki_note_unused(KiCompiler *c, KiValue v); /* likewise, where nothing in the end loads it */
int ki_name_k(KiCompiler *c, const KiAstStr *name);
/* The same for the name of a local or free variable, which co_names does not list. */
int ki_local_name_k(KiCompiler *c, const KiAstStr *name);
int ki_name_cached(KiCompiler *c, const KiAstStr *name, int n_cache);
int ki_kwnames_k(KiCompiler *c, KiValue tuple);
int ki_k_pair(KiCompiler *c, const KiAstStr *name, int64_t n);
void ki_set_loc(KiCompiler *c, const KiAst *n);
void ki_no_loc(KiCompiler *c); /* what follows stands nowhere in the source: see lines.c */
/* --- lines.c --- */
void ki_settle_places(KiCompiler *c); /* of the finished unit */
static inline bool ki_is_bound(KiUnit *u, int reg) {
    return u->dead || (u->bound[reg >> 6] >> (reg & 63) & 1);
}
static inline void ki_mark_bound(KiUnit *u, int reg) {
    u->bound[reg >> 6] |= UINT64_C(1) << (reg & 63);
}
static inline void ki_mark_unbound(KiUnit *u, int reg) {
    u->bound[reg >> 6] &= ~(UINT64_C(1) << (reg & 63));
}
void ki_forget_deletable(KiUnit *u); /* bound &= ~deletable: at loop heads and handlers */

/* --- operands (comp_expr.c) --- */
static inline KiOpnd ki_temp(int reg) {
    return (KiOpnd){KI_OPND_TEMP, reg};
}
static inline KiOpnd ki_borrow(int reg) {
    return (KiOpnd){KI_OPND_LOCAL, reg};
}
static inline int ki_fl_b(KiOpnd o) {
    return o.kind == KI_OPND_TEMP ? KI_FL_BT : o.kind == KI_OPND_K ? KI_FL_BK : 0;
}
static inline int ki_fl_c(KiOpnd o) {
    return o.kind == KI_OPND_TEMP ? KI_FL_CT : o.kind == KI_OPND_K ? KI_FL_CK : 0;
}
static inline int ki_fl_a(KiOpnd o) {
    return o.kind == KI_OPND_TEMP ? KI_FL_AT : 0;
}
static inline void ki_use(KiCompiler *c, KiOpnd o) {
    if (o.kind == KI_OPND_TEMP) ki_drop(c, o.reg);
}
/* dst: KI_TO_TEMP, or the register of a local. The result lands there. */
void ki_expr(KiCompiler *c, KiAst *e, int dst);
/* Value of e where it already is if it is a local (or constant, with_k), else in a new temporary.
 * later: an expression evaluated before the operand is used; a local it may rebind is copied. */
KiOpnd ki_operand(KiCompiler *c, KiAst *e, bool with_k, const KiAst *later);
/* What a loop or a comprehension goes through. */
KiOpnd ki_iterable_operand(KiCompiler *c, KiAst *e);
void ki_discard(KiCompiler *c, KiAst *e);
/* Ends an instruction that wrote dst (or temporary `base`): sets depth and liveness. */
void ki_result(KiCompiler *c, int dst, int base);
static inline int ki_dst_reg(int dst, int base) {
    return dst < 0 ? base : dst;
}
static inline int ki_dst_fl(int dst) {
    return dst < 0 ? 0 : KI_FL_AL;
}
void ki_move(KiCompiler *c, int dst, KiOpnd from); /* from at the top of the stack, if temporary */
void ki_load_value(KiCompiler *c, KiValue v, int dst); /* constant; borrows v */
void ki_load_imm(KiCompiler *c, int which);            /* LOADIMM to a new temporary */
void ki_jump_if(KiCompiler *c, KiAst *e, int label, bool cond);
void ki_release(KiCompiler *c, int reg);
KiOp ki_binary_op(KiOperator op);
static inline bool ki_has_walrus(const KiAst *e) {
    return e && (e->scratch & KI_SCRATCH_WALRUS);
}
void ki_loc_of_attribute(
    KiCompiler *c, const KiAst *e); /* where an attribute access fails: the line of its name */
/* --- comp_name.c --- */
typedef struct KiNameRef {
    KiNameRes res;
    bool by_name;
    int index;
    const KiAstStr *name;
} KiNameRef;
KiNameRef ki_name_ref(KiCompiler *c, const KiAstStr *name);
void ki_load_name(KiCompiler *c, const KiAstStr *name, int dst);
bool ki_local_name(KiCompiler *c, const KiAst *e,
                   int *reg); /* e is a Name of a plain local: CHECKed unless bound */
void ki_store_name(KiCompiler *c, const KiAstStr *name,
                   KiOpnd v); /* v not K; consumed if temporary */
void ki_delete_name(KiCompiler *c, const KiAstStr *name);
bool ki_forbidden_name(KiCompiler *c, const KiAstStr *name, KiExprCtx ctx, KiPosition at);
int ki_local_of_name(KiCompiler *c, const KiAstStr *name); /* its register or cell's, or -1 */
int ki_plain_local(KiCompiler *c, const KiAstStr *name); /* register to store to directly, or -1 */
void ki_load_closure_cell(KiCompiler *c, const KiAstStr *name);
/* --- comp_assign.c --- */
void ki_store(KiCompiler *c, KiAst *target, KiOpnd v); /* v not K; consumed */
void ki_assign_stmt(KiCompiler *c, KiAst *s);
void ki_augassign(KiCompiler *c, KiAst *s);
void ki_annassign(KiCompiler *c, KiAst *s);
void ki_delete(KiCompiler *c, KiAst *target);
void ki_load_annotation(KiCompiler *c,
                        KiAst *e); /* its value, or its text under the __future__ import */
void ki_slice_operand(KiCompiler *c, KiAst *slice);
KiOpnd ki_index_operand(KiCompiler *c, KiAst *slice, const KiAst *later);
/* --- comp_call.c --- */
void ki_call_expr(KiCompiler *c, KiAst *e, int dst);
/* Arguments into window w whose callee is loaded (n_given arguments are already there); CALL. */
void ki_call_args(KiCompiler *c, int w, int n_given, KiAstSeq args, KiAstSeq keywords);
void ki_call_window(KiCompiler *c, int w, KiOp op, int n, int kw); /* emits the call, result in w */
void ki_collection(KiCompiler *c, KiAstSeq elts, KiOp build, int dst);
void ki_dict_expr(KiCompiler *c, KiAst *e, int dst);
void ki_joined_str(KiCompiler *c, KiAst *e, int dst);
void ki_formatted_value(KiCompiler *c, KiAst *e, int dst);
/* --- comp_def.c --- */
void ki_function_def(KiCompiler *c, KiAst *s, bool is_async);
void ki_class_def(KiCompiler *c, KiAst *s);
void ki_lambda(KiCompiler *c, KiAst *e, int dst);
/* MAKE_FUNC of code (owned, consumed) into temporary `base`, from which the flagged parts lie. */
void ki_make_function(KiCompiler *c, KiCode *code, KiScope *scope, int fl, int base);
KiValue ki_qualname(KiCompiler *c, const char *name, bool global_name);
typedef void (*KiUnitBody)(KiCompiler *c, void *data);
/* Compiles a code object: sets up the unit, runs body, once more with long jumps if need be. */
KiCode *ki_compile_unit(KiCompiler *c, KiUnit *proto, KiScope *scope, KiUnitBody body, void *data);
/* --- comp_comp.c --- */
void ki_comprehension(KiCompiler *c, KiAst *e, int dst);
/* --- comp_percent.c --- */
/* The f-string that computes e, a formatting of text by %; NULL: there is none, or c failed. */
KiAst *ki_percent_format(KiCompiler *c, KiAst *e);
/* --- comp_async.c --- */
void ki_await_temp(KiCompiler *c, int reg,
                   int why); /* replaces temporary reg (the top) by its awaited result */
void ki_yield_from_loop(KiCompiler *c, int reg); /* reg+1: iterator; result in reg */
void ki_await_expr(KiCompiler *c, KiAst *e, int dst);
void ki_yield_expr(KiCompiler *c, KiAst *e, int dst);
void ki_yield_from(KiCompiler *c, KiAst *e, int dst);
void ki_async_next(KiCompiler *c, int iter, int protect);
void ki_async_for_end(KiCompiler *c, int iter, int protect);
void ki_async_for(KiCompiler *c, KiAst *s);
/* --- comp_stmt.c --- */
void ki_stmts(KiCompiler *c, KiAstSeq body);
void ki_stmt(KiCompiler *c, KiAst *s);
/* The parts of a for loop that comprehensions share. */
void ki_for_next(KiCompiler *c, int iter, int item, bool local, int body);
int ki_for_target(KiCompiler *c, KiAst *target, int iter, int body, bool dead);
void ki_body(KiCompiler *c, KiAstSeq body); /* of a module or class: annotations, docstring */
bool ki_push_block(KiCompiler *c, KiBlock b);
void ki_pop_block(KiCompiler *c);
/* The docstring of a body, or NULL. */
const KiAst *ki_docstring(KiAstSeq body);
/* Code that leaves blocks[down_to..), innermost first; value: temporary kept meanwhile, or -1. */
void ki_unwind(KiCompiler *c, int down_to, int value);
/* --- comp_try.c --- */
void ki_try_stmt(KiCompiler *c, KiAst *s);
void ki_try_star_stmt(KiCompiler *c, KiAst *s);
/* The unit is a module compiled with PyCF_ALLOW_TOP_LEVEL_AWAIT. */
bool ki_top_level_await(const KiCompiler *c);
void ki_with_stmt(KiCompiler *c, KiAst *s, uint32_t item, bool is_async);
void ki_unwind_block(KiCompiler *c, const KiBlock *b, int value);
/* --- comp_match.c --- */
void ki_match_stmt(KiCompiler *c, KiAst *s);
/* --- const_fold.c --- */
KiValue ki_fold(KiCompiler *c, KiAst *e); /* constant value (borrowed), or KI_ABSENT */
KiValue ki_const_value(KiCompiler *c, const KiAstConst *k); /* owned */
KiValue ki_fold_sequence(KiCompiler *c,
                         KiAstSeq elts);      /* tuple of constants, owned, or KI_ABSENT */
int ki_static_truth(KiCompiler *c, KiAst *e); /* 1, 0, or -1: not constant */
/* --- comp_warn.c --- */
void ki_warn_compare(KiCompiler *c, KiAst *e);
void ki_warn_call(KiCompiler *c, KiAst *e);
void ki_warn_subscript(KiCompiler *c, KiAst *e);
/* --- future.c --- */
void ki_future_scan(KiCompiler *c, KiAst *root);
/* --- unparse.c --- */
bool ki_unparse(KbStrbuf *out, KiCompiler *c, KiAst *e); /* source text of an annotation */
#endif
