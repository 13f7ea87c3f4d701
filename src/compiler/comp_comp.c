/* Comprehensions and generator expressions: functions of one argument `.0`, the iterator of the
 * first iterable, as in Python 3.11. */
#include "compiler.h"

typedef struct Comp {
    KiAst *e;
    KiCompKind kind;
    KiAstSeq gens;
    KiAst *elt, *value;
    int collection; /* register of the list, set or dict */
} Comp;

static Comp comp_of(KiAst *e) {
    switch (e->kind) {
    case KI_AST_ListComp:
        return (Comp){e, KI_COMP_LIST, e->ListComp.generators, e->ListComp.elt, NULL, 0};
    case KI_AST_SetComp:
        return (Comp){e, KI_COMP_SET, e->SetComp.generators, e->SetComp.elt, NULL, 0};
    case KI_AST_DictComp:
        return (Comp){e, KI_COMP_DICT, e->DictComp.generators, e->DictComp.key, e->DictComp.value,
                      0};
    default:
        return (Comp){e, KI_COMP_GEN, e->GeneratorExp.generators, e->GeneratorExp.elt, NULL, 0};
    }
}

/* The innermost statement: deliver the element. */
static void deliver(KiCompiler *c, Comp *m) {
    int base = c->u->depth;
    ki_set_loc(c, m->e);
    if (m->kind == KI_COMP_GEN) {
        KiOpnd v = ki_operand(c, m->elt, false, NULL);
        ki_use(c, v);
        bool wrap = c->u->flags & KI_CO_ASYNC_GENERATOR;
        ki_emit(c, KI_OP_YIELD, (wrap ? KI_FL_X : 0) | ki_fl_b(v), base, v.reg, 0);
        ki_result(c, KI_TO_TEMP, base);
        ki_release(c, base);
    } else if (m->kind == KI_COMP_DICT) {
        KiOpnd k = ki_operand(c, m->elt, true, m->value);
        KiOpnd v = ki_operand(c, m->value, true, NULL);
        ki_emit(c, KI_OP_DICT_SET, ki_fl_b(k) | ki_fl_c(v), m->collection, k.reg, v.reg);
        ki_use(c, v);
        ki_use(c, k);
    } else {
        KiOpnd v = ki_operand(c, m->elt, true, NULL);
        ki_emit(c, m->kind == KI_COMP_SET ? KI_OP_SET_ADD : KI_OP_LIST_APPEND, ki_fl_b(v),
                m->collection, v.reg, 0);
        ki_use(c, v);
    }
    ki_reserve(c, base);
}

static void generator(KiCompiler *c, Comp *m, uint32_t i);

static void inside(KiCompiler *c, Comp *m, uint32_t i, int next) {
    KiAstSeq ifs = m->gens.at[i]->comprehension.ifs;
    for (uint32_t j = 0; j < ifs.n && !c->failed; j++)
        ki_jump_if(c, ifs.at[j], next, false);
    if (i + 1 < m->gens.n)
        generator(c, m, i + 1);
    else
        deliver(c, m);
}

/* The iterator of generator i in a new temporary. */
static void load_iterator(KiCompiler *c, KiAstcomprehension *g, uint32_t i, int iter) {
    if (i == 0) {
        ki_emit(c, KI_OP_MOVE, 0, iter, 0, 0); /* parameter .0 */
        ki_result(c, KI_TO_TEMP, iter);
        return;
    }
    KiOpnd o = ki_iterable_operand(c, g->iter);
    ki_emit(c, g->is_async ? KI_OP_GET_AITER : KI_OP_GETITER, ki_fl_b(o), iter, o.reg, 0);
    ki_use(c, o);
    ki_result(c, KI_TO_TEMP, iter);
}

static void async_generator(KiCompiler *c, Comp *m, uint32_t i, int iter) {
    KiAstcomprehension *g = &m->gens.at[i]->comprehension;
    int next = ki_label(c), next_item = ki_label(c);
    ki_forget_deletable(c->u);
    ki_place(c, next);
    int protect = ki_protect(c, ki_label(c));
    ki_async_next(c, iter, protect);
    ki_store(c, g->target, ki_temp(iter + 1));
    ki_reserve(c, iter + 1);
    inside(c, m, i, next_item);
    ki_place(c, next_item);
    ki_jump(c, next);
    ki_async_for_end(c, iter, protect);
}

static void generator(KiCompiler *c, Comp *m, uint32_t i) {
    if (c->failed || !ki_comp_enter(c)) return;
    KiAstcomprehension *g = &m->gens.at[i]->comprehension;
    int iter = c->u->depth;
    ki_set_loc(c, m->e);
    load_iterator(c, g, i, iter);
    if (g->is_async) {
        async_generator(c, m, i, iter);
    } else {
        int next = ki_label(c), body = ki_label(c);
        bool dead = c->u->dead;
        ki_jump(c, next);
        int local = ki_for_target(c, g->target, iter, body, dead);
        inside(c, m, i, next);
        ki_place(c, next);
        ki_set_loc(c, m->e);
        ki_for_next(c, iter, local >= 0 ? local : iter + 1, local >= 0, body);
    }
    ki_comp_leave(c);
}

static void comp_body(KiCompiler *c, void *data) {
    Comp *m = data;
    ki_set_loc(c, m->e);
    int base = c->u->depth;
    m->collection = base;
    if (m->kind != KI_COMP_GEN) {
        KiOp build = m->kind == KI_COMP_LIST  ? KI_OP_BUILD_LIST
                     : m->kind == KI_COMP_SET ? KI_OP_BUILD_SET
                                              : KI_OP_BUILD_DICT;
        ki_reserve(c, base + 1);
        ki_emit(c, build, 0, base, base, 0);
        ki_result(c, KI_TO_TEMP, base);
    }
    generator(c, m, 0);
    ki_set_loc(c, m->e);
    if (m->kind == KI_COMP_GEN) return;
    ki_emit(c, KI_OP_RETURN, KI_FL_AT, base, 0, 0);
    ki_drop(c, base);
    ki_reserve(c, base);
    ki_die(c);
}

static bool may_be_async(KiCompiler *c) {
    return c->u->kind == KI_UNIT_ASYNC_FUNCTION || c->u->kind == KI_UNIT_COMPREHENSION ||
           ki_top_level_await(c);
}

void ki_comprehension(KiCompiler *c, KiAst *e, int dst) {
    static const char *const names[] = {"", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"};
    Comp m = comp_of(e);
    KiAstcomprehension *first = &m.gens.at[0]->comprehension;
    KiScope *scope = ki_symtable_scope(c, e);
    if (!scope) return;
    bool is_async = scope->coroutine && m.kind != KI_COMP_GEN;
    if (is_async && !may_be_async(c)) {
        ki_comp_error(c, e, "asynchronous comprehension outside of an asynchronous function");
        return;
    }
    int w = c->u->depth;
    KiUnit proto = {.kind = KI_UNIT_COMPREHENSION,
                    .name = names[m.kind],
                    .node = e,
                    .qualname = ki_qualname(c, names[m.kind], false),
                    .first_line = (uint32_t)e->line,
                    .n_args = 1};
    KiCode *code = ki_compile_unit(c, &proto, scope, comp_body, &m);
    ki_make_function(c, code, scope, 0, w);
    ki_reserve(c, w + 3);
    KiOpnd o = ki_iterable_operand(c, first->iter);
    ki_emit(c, first->is_async ? KI_OP_GET_AITER : KI_OP_GETITER, ki_fl_b(o), w + 3, o.reg, 0);
    ki_use(c, o);
    ki_result(c, KI_TO_TEMP, w + 3);
    ki_call_window(c, w, KI_OP_CALL, 1, 0);
    if (is_async) ki_await_temp(c, w, 0);
    if (dst >= 0) ki_move(c, dst, ki_temp(w));
}
