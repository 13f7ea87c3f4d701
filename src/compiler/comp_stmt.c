/* Statements other than definitions, try, with and match. */
#include <string.h>

#include "../object/obj_seq.h"
#include "compiler.h"

/* --- blocks: what break, continue and return have to leave --- */

bool ki_push_block(KiCompiler *c, KiBlock b) {
    if (c->failed) return false;
    if (c->u->n_blocks >= KI_CO_MAX_BLOCKS) {
        ki_comp_error_pos(c, c->u->loc, "too many statically nested blocks");
        return false;
    }
    c->u->blocks[c->u->n_blocks++] = b;
    return true;
}

void ki_pop_block(KiCompiler *c) {
    if (c->u->n_blocks) c->u->n_blocks--;
}

/* Leaving the block runs code that has lines of its own. */
static bool runs_code(const KiBlock *b) {
    return b->kind == KI_FB_FINALLY_TRY || b->kind == KI_FB_WITH || b->kind == KI_FB_ASYNC_WITH;
}

void ki_unwind(KiCompiler *c, int down_to, int value) {
    KiUnit *u = c->u;
    KiBlock saved[KI_CO_MAX_BLOCKS]; /* code run while leaving has blocks of its own */
    int n = u->n_blocks;
    memcpy(saved, u->blocks, sizeof(KiBlock) * (size_t)n);
    KiPosition loc = u->loc;
    while (u->n_blocks > down_to && !c->failed) {
        KiBlock b = saved[--u->n_blocks];
        ki_unwind_block(c, &b, value);
        u->loc = loc;
        if (runs_code(&b)) { /* leaving goes on behind it */
            ki_no_loc(c);
            loc = u->loc;
        }
    }
    memcpy(u->blocks, saved, sizeof(KiBlock) * (size_t)n);
    u->n_blocks = n;
}

typedef struct Before { /* what compiling goes on with after a jump out */
    uint16_t live;
    int depth, protect;
} Before;

static Before before(KiCompiler *c) {
    return (Before){c->u->live, c->u->depth, c->u->protect};
}
static void after_jump(KiCompiler *c, Before b) {
    c->u->live = b.live;
    c->u->depth = b.depth;
    c->u->protect = b.protect;
    ki_die(c);
}

static bool leaving_runs_code(KiCompiler *c, int down_to) {
    for (int i = down_to; i < c->u->n_blocks; i++) {
        KiBlock *b = &c->u->blocks[i];
        if (runs_code(b) || (b->kind == KI_FB_HANDLER && b->name)) return true;
    }
    return false;
}

/* For those who trace lines. */
static void nothing_but_a_line(KiCompiler *c) {
    ki_emit(c, KI_OP_NOP, 0, 0, 0, 0);
}

static void return_stmt(KiCompiler *c, KiAst *s) {
    KiAst *value = s->Return.value;
    if (c->u->scope->kind != KI_SCOPE_FUNCTION) {
        ki_comp_error(c, s, "'return' outside function");
        return;
    }
    if (value && (c->u->flags & KI_CO_ASYNC_GENERATOR)) {
        ki_comp_error(c, s, "'return' with value in async generator");
        return;
    }
    Before b = before(c);
    KiValue k = value ? ki_fold(c, value) : KI_NONE;
    if (k != KI_ABSENT && !c->failed) {
        if (value && value->line == s->line) ki_set_loc(c, value);
        if (leaving_runs_code(c, 0)) nothing_but_a_line(c);
        ki_unwind(c, 0, -1);
        int at = ki_const(c, k);
        ki_emit(c, KI_OP_RETURNK, 0, at, 0, 0);
    } else {
        bool keep = leaving_runs_code(c, 0);
        KiOpnd o = ki_temp(c->u->depth);
        if (keep)
            ki_expr(c, value, KI_TO_TEMP);
        else
            o = ki_operand(c, value, false, NULL);
        ki_unwind(c, 0, o.kind == KI_OPND_TEMP ? o.reg : -1);
        ki_emit(c, KI_OP_RETURN, ki_fl_a(o), o.reg, 0, 0);
    }
    after_jump(c, b);
}

static int innermost_loop(KiCompiler *c, const KiAst *s) {
    for (int i = c->u->n_blocks; i-- > 0;) {
        KiBlockKind k = c->u->blocks[i].kind;
        if (k == KI_FB_WHILE || k == KI_FB_FOR || k == KI_FB_ASYNC_FOR) return i;
        if (k == KI_FB_GROUP_HANDLER) {
            ki_comp_error(c, s,
                          "'break', 'continue' and 'return' cannot appear in an except* block");
            return -1;
        }
    }
    ki_comp_error(
        c, s, s->kind == KI_AST_Break ? "'break' outside loop" : "'continue' not properly in loop");
    return -1;
}

static void leave_loop(KiCompiler *c, KiAst *s) {
    int i = innermost_loop(c, s);
    if (i < 0) return;
    Before b = before(c);
    KiBlock loop = c->u->blocks[i];
    bool out = s->kind == KI_AST_Break;
    int down_to = out ? i : i + 1;
    if (leaving_runs_code(c, down_to)) nothing_but_a_line(c);
    ki_unwind(c, down_to, -1);
    ki_reserve(c, loop.kind == KI_FB_WHILE ? loop.reg : loop.reg + !out);
    ki_jump_seen(c, out ? loop.exit_label : loop.continue_label);
    after_jump(c, b);
}

/* --- loops and conditions --- */

static void iterable(KiCompiler *c, KiAst *e, int iter) {
    KiOpnd o = ki_iterable_operand(c, e);
    ki_emit(c, KI_OP_GETITER, ki_fl_b(o), iter, o.reg, 0);
    ki_use(c, o);
    ki_result(c, KI_TO_TEMP, iter);
    ki_set_live_kind(c, iter, KI_LIVE_ITERATOR);
}

/* FORITER at the bottom of a loop over iterator temporary `iter`; falls through when exhausted. */
void ki_for_next(KiCompiler *c, int iter, int item, bool local, int body) {
    int fl = local ? KI_FL_AL : 0;
    if (c->u->far) {
        ki_emit(c, KI_OP_FORITER_FAR, fl, iter, item, 0);
        uint16_t live = c->u->live;
        if (!local) ki_push(c, item);
        ki_emit_jump(c, KI_OP_JLOOP, 0, 0, 0, body);
        c->u->live = live;
    } else {
        ki_emit_jump(c, KI_OP_FORITER, fl, iter, item, body);
    }
    ki_drop(c, iter);
    ki_reserve(c, iter);
}

/* The start of a for body: the item is in a local, or in temporary iter+1 and stored from there. */
int ki_for_target(KiCompiler *c, KiAst *target, int iter, int body, bool dead) {
    int reg = target->kind == KI_AST_Name ? ki_plain_local(c, target->Name.id) : -1;
    if (reg >= 0) {
        ki_mark_bound(c->u, reg);
        ki_place_loop(c, body, dead);
        ki_pass(c, target);
        return reg;
    }
    ki_push(c, iter + 1);
    ki_place_loop(c, body, dead);
    ki_store(c, target, ki_temp(iter + 1));
    ki_reserve(c, iter + 1);
    return -1;
}

static void for_stmt(KiCompiler *c, KiAst *s) {
    int iter = c->u->depth, next = ki_label(c), body = ki_label(c), end = ki_label(c);
    iterable(c, s->For.iter, iter);
    if (c->failed) return;
    ki_forget_deletable(c->u);
    bool dead = c->u->dead;
    if (!ki_push_block(c, (KiBlock){.kind = KI_FB_FOR,
                                    .exit_label = end,
                                    .continue_label = next,
                                    .reg = iter,
                                    .outer = c->u->protect}))
        return;
    ki_jump(c, next);
    int local = ki_for_target(c, s->For.target, iter, body, dead);
    ki_stmts(c, s->For.body);
    ki_pop_block(c);
    ki_place(c, next);
    ki_set_loc(c, s);
    ki_for_next(c, iter, local >= 0 ? local : iter + 1, local >= 0, body);
    ki_no_loc(c);
    ki_stmts(c, s->For.orelse);
    ki_place(c, end);
}

/* Locals that := inside a condition has surely bound when the condition turned out true. */
static void bound_when_true(KiCompiler *c, KiAst *e, int depth) {
    if (!ki_has_walrus(e) || depth > 50 || c->failed) return;
    int reg;
    switch (e->kind) {
    case KI_AST_NamedExpr:
        if ((reg = ki_plain_local(c, e->NamedExpr.target->Name.id)) >= 0) ki_mark_bound(c->u, reg);
        bound_when_true(c, e->NamedExpr.value, depth + 1);
        break;
    case KI_AST_Compare:
        bound_when_true(c, e->Compare.left, depth + 1);
        bound_when_true(c, e->Compare.comparators.at[0], depth + 1);
        break;
    case KI_AST_BinOp:
        bound_when_true(c, e->BinOp.left, depth + 1);
        bound_when_true(c, e->BinOp.right, depth + 1);
        break;
    case KI_AST_BoolOp:
        for (uint32_t i = 0; i < (e->BoolOp.op == KI_BOOLOP_And ? e->BoolOp.values.n : 1); i++)
            bound_when_true(c, e->BoolOp.values.at[i], depth + 1);
        break;
    case KI_AST_Call:
        bound_when_true(c, e->Call.func, depth + 1);
        for (uint32_t i = 0; i < e->Call.args.n; i++)
            bound_when_true(c, e->Call.args.at[i], depth + 1);
        break;
    case KI_AST_UnaryOp:
        if (e->UnaryOp.operand->kind != KI_AST_BoolOp)
            bound_when_true(c, e->UnaryOp.operand, depth + 1);
        break;
    default:
        break;
    }
}

static bool push_while(KiCompiler *c, int next_round, int end) {
    return ki_push_block(c, (KiBlock){.kind = KI_FB_WHILE,
                                      .exit_label = end,
                                      .continue_label = next_round,
                                      .reg = c->u->depth,
                                      .outer = c->u->protect});
}

static void endless_loop(KiCompiler *c, KiAst *s) {
    int top = ki_label(c), end = ki_label(c);
    ki_forget_deletable(c->u);
    nothing_but_a_line(c);
    ki_place(c, top);
    ki_pass(c, s); /* each round begins there */
    if (!push_while(c, top, end)) return;
    ki_stmts(c, s->While.body);
    ki_no_loc(c);
    ki_jump(c, top);
    ki_set_loc(c, s);
    ki_pop_block(c);
    ki_stmts(c, s->While.orelse);
    ki_place(c, end);
}

/* The test of a loop is compiled behind the body, but its error comes before one in the body. */
static void test_error_first(KiCompiler *c, KiAst *test, int depth) {
    if (!c->failed || !ki_pending_is(c->ks, KI_EXC_SyntaxError)) return;
    KiValue in_body = ki_take_exc(c->ks);
    c->failed = false;
    c->u->depth = depth;
    ki_jump_if(c, test, ki_label(c), true);
    if (!c->failed) ki_raise_obj(c->ks, in_body);
    ki_decref(c->ks, in_body);
    c->failed = true;
}

/* Do the rounds of a loop in one line end with `continue`? */
static bool continues_in_line(const KiAst *s) {
    for (uint32_t i = 0; i < s->While.body.n; i++)
        if (s->While.body.at[i]->kind == KI_AST_Continue)
            return s->While.body.at[i]->line == s->line;
    return false;
}

/* Such a loop has its test in front: every `continue` leads back to it, and tells its line. */
static void loop_in_line(KiCompiler *c, KiAst *s) {
    int test = ki_label(c), otherwise = ki_label(c), end = ki_label(c);
    ki_forget_deletable(c->u);
    if (!push_while(c, test, end)) return;
    ki_place_loop(c, test, c->u->dead);
    ki_jump_if(c, s->While.test, otherwise, false);
    ki_stmts(c, s->While.body);
    ki_pop_block(c);
    ki_place(c, otherwise);
    ki_stmts(c, s->While.orelse);
    ki_place(c, end);
}

static void while_stmt(KiCompiler *c, KiAst *s) {
    int truth = ki_static_truth(c, s->While.test);
    if (truth >= 0) ki_note_unused(c, ki_fold(c, s->While.test));
    if (truth == 1) {
        endless_loop(c, s);
        return;
    }
    if (truth < 0 && continues_in_line(s)) {
        loop_in_line(c, s);
        return;
    }
    int test = ki_label(c), body = ki_label(c), end = ki_label(c), depth = c->u->depth;
    ki_forget_deletable(c->u);
    bool dead = c->u->dead || truth == 0;
    if (!push_while(c, test, end)) return;
    if (truth == 0) nothing_but_a_line(c); /* kept where others jump to */
    ki_jump(c, test);
    bound_when_true(c, s->While.test, 0);
    ki_place_loop(c, body, dead);
    ki_stmts(c, s->While.body);
    test_error_first(c, s->While.test, depth);
    ki_pop_block(c);
    ki_place(c, test);
    ki_set_loc(c, s);
    ki_jump_if(c, s->While.test, body, true);
    ki_stmts(c, s->While.orelse);
    ki_place(c, end);
}

static void if_stmt(KiCompiler *c, KiAst *s) {
    int end = ki_label(c);
    for (;;) {
        KiAstSeq other = s->If.orelse;
        int next = ki_label(c);
        if (ki_static_truth(c, s->If.test) >= 0) nothing_but_a_line(c);
        ki_jump_if(c, s->If.test, next, false);
        ki_stmts(c, s->If.body);
        if (other.n) ki_jump_nowhere(c, end);
        ki_place(c, next);
        if (c->failed) return;
        if (other.n != 1 || other.at[0]->kind != KI_AST_If) {
            ki_stmts(c, other);
            break;
        }
        s = other.at[0]; /* elif: no recursion, chains may be long */
        ki_set_loc(c, s);
    }
    ki_place(c, end);
}

/* --- the rest --- */

static void assert_stmt(KiCompiler *c, KiAst *s) {
    KiAst *test = s->Assert.test;
    if (test->kind == KI_AST_Tuple && test->Tuple.elts.n)
        ki_comp_warn(c, s, "assertion is always true, perhaps remove parentheses?");
    if (c->optimize || c->failed) return;
    int end = ki_label(c), w = c->u->depth;
    if (ki_static_truth(c, test) == 1) nothing_but_a_line(c);
    ki_jump_if(c, test, end, true);
    ki_emit(c, KI_OP_LOAD_ASSERT, 0, w, 0, 0);
    ki_result(c, KI_TO_TEMP, w);
    if (s->Assert.msg) {
        ki_reserve(c, w + 3);
        ki_expr(c, s->Assert.msg, KI_TO_TEMP);
        ki_call_window(c, w, KI_OP_CALL, 1, 0);
    }
    ki_emit(c, KI_OP_RAISE, KI_FL_AT, w, KI_NO_REG, 0);
    ki_drop(c, w);
    ki_reserve(c, w);
    ki_die(c);
    ki_place(c, end);
}

static void raise_stmt(KiCompiler *c, KiAst *s) {
    int base = c->u->depth;
    KiOpnd e = {KI_OPND_LOCAL, KI_NO_REG}, cause = e;
    if (s->Raise.exc) e = ki_operand(c, s->Raise.exc, false, s->Raise.cause);
    if (s->Raise.cause) cause = ki_operand(c, s->Raise.cause, false, NULL);
    ki_emit(c, KI_OP_RAISE, ki_fl_a(e) | ki_fl_b(cause), e.reg, cause.reg, 0);
    ki_use(c, cause);
    ki_use(c, e);
    ki_reserve(c, base);
    ki_die(c);
}

static void emit_import(KiCompiler *c, const KiAstStr *name, KiValue fromlist, int level) {
    int base = c->u->depth;
    int from = ki_const(c, fromlist), fl = KI_FL_BK;
    if (from >= 0xFFFF) {
        ki_load_value(c, fromlist, KI_TO_TEMP);
        from = base;
        fl = KI_FL_BT;
    }
    ki_emit(c, KI_OP_IMPORT, fl, base, from, ki_k_pair(c, name, level));
    if (fl == KI_FL_BT) ki_drop(c, base);
    ki_result(c, KI_TO_TEMP, base);
}

static const KiAstStr *part_name(KiCompiler *c, const char *s, size_t n) {
    const KiAstStr *r = ki_names_intern(&c->names, s, n);
    if (!r) ki_comp_nomem(c);
    return r;
}

/* import a.b.c as m binds the innermost module; import a.b.c binds a. */
static void import_stmt(KiCompiler *c, KiAst *s) {
    for (uint32_t i = 0; i < s->Import.names.n && !c->failed; i++) {
        KiAstalias *a = &s->Import.names.at[i]->alias;
        int base = c->u->depth;
        emit_import(c, a->name, KI_NONE, 0);
        const char *p = a->name->s, *dot = strchr(p, '.');
        const KiAstStr *to = a->asname;
        if (!to) to = dot ? part_name(c, p, (size_t)(dot - p)) : a->name;
        while (a->asname && dot && !c->failed) {
            p = dot + 1;
            dot = strchr(p, '.');
            const KiAstStr *part = part_name(c, p, dot ? (size_t)(dot - p) : strlen(p));
            if (!part) return;
            ki_reserve(c, base + 2);
            ki_emit(c, KI_OP_IMPORT_FROM, 0, base + 1, base, ki_name_k(c, part));
            ki_push(c, base + 1);
            ki_release(c, base);
            ki_emit(c, KI_OP_MOVE, KI_FL_BT, base, base + 1, 0);
            ki_drop(c, base + 1);
            ki_push(c, base);
            ki_reserve(c, base + 1);
        }
        if (!c->failed) ki_store_name(c, to, ki_temp(base));
        ki_reserve(c, base);
    }
}

static KiValue from_names(KiCompiler *c, KiAstSeq names) {
    KiTuple *t = ki_tuple_alloc(c->ks, names.n);
    if (!t) return c->failed = true, KI_NONE;
    for (uint32_t i = 0; i < names.n; i++)
        t->items[i] = ki_new_ref(ki_comp_str(c, names.at[i]->alias.name));
    return ki_from_obj(t);
}

static void import_from(KiCompiler *c, KiAst *s) {
    KiAstImportFrom *f = &s->ImportFrom;
    if (f->module && !strcmp(f->module->s, "__future__") &&
        (s->line > c->future_end_line ||
         (s->line == c->future_end_line && s->col > c->future_end_col))) {
        ki_comp_error(c, s, "from __future__ imports must occur at the beginning of the file");
        return;
    }
    const KiAstStr *module = f->module ? f->module : part_name(c, "", 0);
    if (!module) return;
    int base = c->u->depth;
    KiValue names = from_names(c, f->names);
    if (!c->failed) emit_import(c, module, names, f->level);
    ki_decref(c->ks, names);
    for (uint32_t i = 0; i < f->names.n && !c->failed; i++) {
        KiAstalias *a = &f->names.at[i]->alias;
        if (!strcmp(a->name->s, "*")) {
            ki_emit(c, KI_OP_IMPORT_STAR, KI_FL_BT, 0, base, 0);
            ki_drop(c, base);
            ki_reserve(c, base);
            return;
        }
        ki_reserve(c, base + 2);
        ki_emit(c, KI_OP_IMPORT_FROM, 0, base + 1, base, ki_name_k(c, a->name));
        ki_push(c, base + 1);
        ki_store_name(c, a->asname ? a->asname : a->name, ki_temp(base + 1));
        ki_reserve(c, base + 1);
    }
    ki_release(c, base);
    ki_reserve(c, base);
}

static void expr_stmt(KiCompiler *c, KiAst *s) {
    KiAst *e = s->Expr.value;
    if (!c->interactive || c->u->parent) {
        size_t before = c->u->instrs.n;
        ki_discard(c, e);
        if (c->u->instrs.n == before) nothing_but_a_line(c);
        if (e->kind != KI_AST_Constant) ki_no_loc(c); /* dropping the value stands nowhere */
        return;
    }
    int base = c->u->depth;
    ki_expr(c, e, KI_TO_TEMP);
    ki_emit(c, KI_OP_PRINT_EXPR, KI_FL_BT, 0, base, 0);
    ki_drop(c, base);
    ki_reserve(c, base);
}

static void any_stmt(KiCompiler *c, KiAst *s) {
    switch (s->kind) {
    case KI_AST_FunctionDef:
        ki_function_def(c, s, false);
        break;
    case KI_AST_AsyncFunctionDef:
        ki_function_def(c, s, true);
        break;
    case KI_AST_ClassDef:
        ki_class_def(c, s);
        break;
    case KI_AST_Return:
        return_stmt(c, s);
        break;
    case KI_AST_Delete:
        for (uint32_t i = 0; i < s->Delete.targets.n; i++)
            ki_delete(c, s->Delete.targets.at[i]);
        break;
    case KI_AST_Assign:
        ki_assign_stmt(c, s);
        break;
    case KI_AST_AugAssign:
        ki_augassign(c, s);
        break;
    case KI_AST_AnnAssign:
        ki_annassign(c, s);
        break;
    case KI_AST_For:
        for_stmt(c, s);
        break;
    case KI_AST_AsyncFor:
        ki_async_for(c, s);
        break;
    case KI_AST_While:
        while_stmt(c, s);
        break;
    case KI_AST_If:
        if_stmt(c, s);
        break;
    case KI_AST_With:
        ki_with_stmt(c, s, 0, false);
        break;
    case KI_AST_AsyncWith:
        ki_with_stmt(c, s, 0, true);
        break;
    case KI_AST_Match:
        ki_match_stmt(c, s);
        break;
    case KI_AST_Raise:
        raise_stmt(c, s);
        break;
    case KI_AST_Try:
        ki_try_stmt(c, s);
        break;
    case KI_AST_TryStar:
        ki_try_star_stmt(c, s);
        break;
    case KI_AST_Assert:
        assert_stmt(c, s);
        break;
    case KI_AST_Import:
        import_stmt(c, s);
        break;
    case KI_AST_ImportFrom:
        import_from(c, s);
        break;
    case KI_AST_Expr:
        expr_stmt(c, s);
        break;
    case KI_AST_Break:
    case KI_AST_Continue:
        leave_loop(c, s);
        break;
    case KI_AST_Pass:
        nothing_but_a_line(c);
        break;
    default:
        break; /* Global, Nonlocal */
    }
}

/* What follows that is no statement stands where this one does, or nowhere: u->loc stays. */
void ki_stmt(KiCompiler *c, KiAst *s) {
    size_t before = c->u->instrs.n;
    ki_set_loc(c, s);
    any_stmt(c, s);
    if (c->u->instrs.n == before && s->kind == KI_AST_Assign) /* to itself */
        nothing_but_a_line(c);
}

void ki_stmts(KiCompiler *c, KiAstSeq body) {
    if (c->failed || !ki_comp_enter(c)) return;
    for (uint32_t i = 0; i < body.n && !c->failed; i++)
        ki_stmt(c, body.at[i]);
    ki_comp_leave(c);
}

const KiAst *ki_docstring(KiAstSeq body) {
    if (!body.n || body.at[0]->kind != KI_AST_Expr) return NULL;
    const KiAst *e = body.at[0]->Expr.value;
    return e->kind == KI_AST_Constant && e->Constant.value.kind == KI_CONST_STR ? e : NULL;
}

/* Any annotated assignment in these statements, not looking into functions and classes. */
static bool has_annotations(KiAstSeq body, int depth) {
    if (depth > 200) return true;
    for (uint32_t i = 0; i < body.n; i++) {
        KiAst *s = body.at[i];
        switch (s->kind) {
        case KI_AST_AnnAssign:
            return true;
        case KI_AST_For:
        case KI_AST_AsyncFor:
            if (has_annotations(s->For.body, depth + 1) ||
                has_annotations(s->For.orelse, depth + 1))
                return true;
            break;
        case KI_AST_While:
            if (has_annotations(s->While.body, depth + 1) ||
                has_annotations(s->While.orelse, depth + 1))
                return true;
            break;
        case KI_AST_If:
            if (has_annotations(s->If.body, depth + 1) || has_annotations(s->If.orelse, depth + 1))
                return true;
            break;
        case KI_AST_With:
        case KI_AST_AsyncWith:
            if (has_annotations(s->With.body, depth + 1)) return true;
            break;
        case KI_AST_Match:
            for (uint32_t j = 0; j < s->Match.cases.n; j++)
                if (has_annotations(s->Match.cases.at[j]->match_case.body, depth + 1)) return true;
            break;
        case KI_AST_Try:
        case KI_AST_TryStar:
            for (uint32_t j = 0; j < s->Try.handlers.n; j++)
                if (has_annotations(s->Try.handlers.at[j]->ExceptHandler.body, depth + 1))
                    return true;
            if (has_annotations(s->Try.body, depth + 1) ||
                has_annotations(s->Try.orelse, depth + 1) ||
                has_annotations(s->Try.finalbody, depth + 1))
                return true;
            break;
        default:
            break;
        }
    }
    return false;
}

void ki_body(KiCompiler *c, KiAstSeq body) {
    if (body.n && c->u->kind == KI_UNIT_MODULE) ki_set_loc(c, body.at[0]);
    if (has_annotations(body, 0)) ki_emit(c, KI_OP_SETUP_ANNOTATIONS, 0, 0, 0, 0);
    const KiAst *doc = c->interactive && !c->u->parent ? NULL : ki_docstring(body);
    if (doc && c->optimize < 2) {
        int base = c->u->depth;
        const KiAstStr *name = part_name(c, "__doc__", 7);
        if (!name) return;
        ki_expr(c, body.at[0]->Expr.value, KI_TO_TEMP);
        ki_set_loc(c, doc);
        ki_store_name(c, name, ki_temp(base));
        ki_reserve(c, base);
        body = (KiAstSeq){body.at + 1, body.n - 1};
    }
    ki_stmts(c, body);
}
