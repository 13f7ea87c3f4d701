/* Calls, displays and f-strings: everything that lays values out in a run of temporaries. */
#include <string.h>

#include "compiler.h"

#define MAX_RUN  32  /* items of a display built at once; more are appended one by one */
#define MAX_ARGS 200 /* arguments passed in registers; more go through a list */

static void drop_run(KiCompiler *c, int base, int n) {
    for (int i = n; i-- > 0;)
        ki_drop(c, base + i);
}

/* --- displays --- */

static bool has_star(KiAstSeq elts) {
    for (uint32_t i = 0; i < elts.n; i++)
        if (elts.at[i]->kind == KI_AST_Starred) return true;
    return false;
}

static void append_item(KiCompiler *c, KiOp add, int to, KiAst *e) {
    int base = c->u->depth;
    KiOpnd o = ki_operand(c, e, true, NULL);
    ki_emit(c, add, ki_fl_b(o), to, o.reg, 0);
    ki_use(c, o);
    ki_reserve(c, base);
}

static void extend_by(KiCompiler *c, KiOp extend, int fl, int to, KiAst *e) {
    int base = c->u->depth;
    KiOpnd o = ki_operand(c, e, false, NULL);
    ki_emit(c, extend, fl | ki_fl_b(o), to, o.reg, 0);
    ki_use(c, o);
    ki_reserve(c, base);
}

/* Elements into a list or set in a new temporary; n_given of them are already on the stack. */
static void grow_collection(KiCompiler *c, KiAstSeq elts, bool set, int n_given) {
    int base = c->u->depth - n_given;
    KiOp add = set ? KI_OP_SET_ADD : KI_OP_LIST_APPEND,
         extend = set ? KI_OP_SET_UPDATE : KI_OP_LIST_EXTEND;
    uint32_t first = 0;
    while (first < elts.n && first + (uint32_t)n_given < MAX_RUN &&
           elts.at[first]->kind != KI_AST_Starred && !c->failed)
        ki_expr(c, elts.at[first++], KI_TO_TEMP);
    int n = n_given + (int)first;
    ki_reserve(c, base + (n ? n : 1));
    ki_emit(c, set ? KI_OP_BUILD_SET : KI_OP_BUILD_LIST, 0, base, base, n);
    drop_run(c, base, n);
    ki_result(c, KI_TO_TEMP, base);
    for (uint32_t i = first; i < elts.n && !c->failed; i++) {
        if (elts.at[i]->kind == KI_AST_Starred)
            extend_by(c, extend, set ? 0 : KI_FL_X, base, elts.at[i]->Starred.value);
        else
            append_item(c, add, base, elts.at[i]);
    }
}

/* Texts that were interned before: interning exchanges them. Of single letters those that are names
 * in CPython's own code. */
static bool has_known_text(KiAstSeq elts) {
    for (uint32_t i = 0; i < elts.n; i++) {
        const KiAst *e = elts.at[i];
        if (e->scratch & KI_SCRATCH_KNOWN_TEXT) return true;
        if (e->kind == KI_AST_Constant && e->Constant.value.kind == KI_CONST_STR &&
            e->Constant.value.str.len == 1 &&
            strchr("_abcdefhijklmnopqrstvwxyBLST", *e->Constant.value.str.s))
            return true;
    }
    return false;
}

/* A long list or set of constants: one constant tuple or frozenset, copied. */
static bool constant_list(KiCompiler *c, KiAstSeq elts, KiOp build, int base) {
    if (elts.n <= 2 || build == KI_OP_BUILD_TUPLE) return false;
    KiValue v = ki_fold_sequence(c, elts);
    if (v == KI_ABSENT) return false;
    bool set = build == KI_OP_BUILD_SET;
    /* A frozenset, made in two steps as by CPython's merging of constants, and in one more where a
     * text is interned: that is what the order of elements that collide hangs on. */
    int steps = set ? 2 + has_known_text(elts) : 0;
    for (int i = 0; i < steps; i++) {
        KiSet *s = ki_set_new(c->ks, true);
        KiList *order = i ? ki_to_list(c->ks, v) : NULL;
        bool ok = s && (!i || order) && ki_set_update(c->ks, s, i ? ki_from_obj(order) : v);
        if (order) ki_decref_obj(c->ks, &order->h);
        ki_decref(c->ks, v);
        v = s ? ki_from_obj(s) : KI_NONE;
        if (!ok) {
            c->failed = true;
            ki_decref(c->ks, v);
            return true;
        }
    }
    ki_reserve(c, base + 1);
    int k = set ? -1 : ki_const(c, v);
    if (k >= 0 && k < 0xFFFF) {
        ki_emit(c, KI_OP_LIST_OF_K, 0, base, k, 0);
        ki_result(c, KI_TO_TEMP, base);
        ki_decref(c->ks, v);
        return true;
    }
    ki_emit(c, build, 0, base, base, 0);
    ki_result(c, KI_TO_TEMP, base);
    ki_load_value(c, v, KI_TO_TEMP);
    ki_decref(c->ks, v);
    ki_emit(c, set ? KI_OP_SET_UPDATE : KI_OP_LIST_EXTEND, KI_FL_BT, base, base + 1, 0);
    ki_drop(c, base + 1);
    ki_reserve(c, base + 1);
    return true;
}

void ki_collection(KiCompiler *c, KiAstSeq elts, KiOp build, int dst) {
    int base = c->u->depth;
    if (constant_list(c, elts, build, base)) {
        if (dst >= 0) ki_move(c, dst, ki_temp(base));
        return;
    }
    if (elts.n <= MAX_RUN && !has_star(elts)) {
        for (uint32_t i = 0; i < elts.n && !c->failed; i++)
            ki_expr(c, elts.at[i], KI_TO_TEMP);
        ki_reserve(c, base + (elts.n ? (int)elts.n : 1));
        ki_emit(c, build, ki_dst_fl(dst), ki_dst_reg(dst, base), base, (int)elts.n);
        drop_run(c, base, (int)elts.n);
        ki_result(c, dst, base);
        return;
    }
    grow_collection(c, elts, build == KI_OP_BUILD_SET, 0);
    if (build == KI_OP_BUILD_TUPLE) {
        ki_emit(c, KI_OP_LIST_TO_TUPLE, KI_FL_BT | ki_dst_fl(dst), ki_dst_reg(dst, base), base, 0);
        ki_drop(c, base);
        ki_result(c, dst, base);
    } else if (dst >= 0) {
        ki_move(c, dst, ki_temp(base));
    }
}

static void dict_pair(KiCompiler *c, int dict, KiAst *key, KiAst *value) {
    int base = c->u->depth;
    KiOpnd k = ki_operand(c, key, true, value);
    KiOpnd v = ki_operand(c, value, true, NULL);
    ki_emit(c, KI_OP_DICT_SET, ki_fl_b(k) | ki_fl_c(v), dict, k.reg, v.reg);
    ki_use(c, v);
    ki_use(c, k);
    ki_reserve(c, base);
}

void ki_dict_expr(KiCompiler *c, KiAst *e, int dst) {
    KiAstSeq keys = e->Dict.keys, values = e->Dict.values;
    int base = c->u->depth;
    uint32_t n = 0;
    while (n < keys.n && n < MAX_RUN / 2 && keys.at[n] && !c->failed) {
        ki_expr(c, keys.at[n], KI_TO_TEMP);
        ki_expr(c, values.at[n], KI_TO_TEMP);
        n++;
    }
    bool whole = n == keys.n;
    int to = whole ? dst : KI_TO_TEMP;
    ki_reserve(c, base + (n ? 2 * (int)n : 1));
    ki_emit(c, KI_OP_BUILD_DICT, ki_dst_fl(to), ki_dst_reg(to, base), base, (int)n);
    drop_run(c, base, 2 * (int)n);
    ki_result(c, to, base);
    for (uint32_t i = n; i < keys.n && !c->failed; i++) {
        if (keys.at[i])
            dict_pair(c, base, keys.at[i], values.at[i]);
        else
            extend_by(c, KI_OP_DICT_UPDATE, 0, base, values.at[i]);
    }
    if (!whole && dst >= 0) ki_move(c, dst, ki_temp(base));
}

/* --- f-strings --- */

void ki_formatted_value(KiCompiler *c, KiAst *e, int dst) {
    KiAst *spec = e->FormattedValue.format_spec;
    int base = c->u->depth, conv = e->FormattedValue.conversion;
    KiOpnd v = ki_operand(c, e->FormattedValue.value, false, spec);
    KiOpnd s = {KI_OPND_LOCAL, KI_NO_REG};
    if (spec) s = ki_operand(c, spec, false, NULL);
    int fl =
        (conv == 's' || conv == 'a' ? KI_FL_X : 0) | (conv == 'r' || conv == 'a' ? KI_FL_Y : 0);
    ki_emit(c, KI_OP_FORMAT, fl | ki_dst_fl(dst) | ki_fl_b(v) | ki_fl_c(s), ki_dst_reg(dst, base),
            v.reg, s.reg);
    ki_use(c, s);
    ki_use(c, v);
    ki_result(c, dst, base);
}

void ki_joined_str(KiCompiler *c, KiAst *e, int dst) {
    KiAstSeq parts = e->JoinedStr.values;
    int base = c->u->depth;
    if (parts.n == 0) {
        ki_load_value(c, c->ks->empty_str, dst);
        return;
    }
    if (parts.n == 1) {
        ki_expr(c, parts.at[0], dst);
        return;
    }
    int n = 0;
    for (uint32_t i = 0; i < parts.n && !c->failed; i++) {
        ki_expr(c, parts.at[i], KI_TO_TEMP);
        if (++n < MAX_RUN && i + 1 < parts.n) continue;
        bool last = i + 1 == parts.n;
        int to = last ? dst : KI_TO_TEMP;
        ki_emit(c, KI_OP_BUILD_STR, ki_dst_fl(to), ki_dst_reg(to, base), base, n);
        drop_run(c, base, n);
        ki_result(c, to, base);
        n = 1;
    }
}

/* --- calls --- */

void ki_call_window(KiCompiler *c, int w, KiOp op, int n, int kw) {
    /* every register of the window is consumed, whatever happens: the state is the one below it */
    KiUnit *u = c->u;
    while (!c->failed && u->live && u->nodes.at[u->live].reg >= w)
        u->live = u->nodes.at[u->live].parent;
    ki_emit(c, op, 0, w, n, kw);
    ki_result(c, KI_TO_TEMP, w);
}

/* Names of the keywords; duplicates are errors. Owned tuple. */
static KiValue keyword_names(KiCompiler *c, KiAstSeq keywords) {
    KiTuple *t = ki_tuple_alloc(c->ks, keywords.n);
    if (!t) return c->failed = true, KI_NONE;
    for (uint32_t i = 0; i < keywords.n; i++)
        t->items[i] = ki_new_ref(ki_comp_str(c, ki_mangle(c, NULL, keywords.at[i]->keyword.arg)));
    return ki_from_obj(t);
}

static bool check_keywords(KiCompiler *c, KiAstSeq keywords) {
    for (uint32_t i = 0; i < keywords.n; i++) {
        const KiAstStr *name = keywords.at[i]->keyword.arg;
        if (!name) continue;
        if (ki_forbidden_name(c, name, KI_CTX_Store, c->u->loc)) return false;
        for (uint32_t j = i + 1; j < keywords.n; j++)
            if (keywords.at[j]->keyword.arg == name) {
                ki_comp_error(c, keywords.at[j], "keyword argument repeated: %s", name->s);
                return false;
            }
    }
    return true;
}

static bool needs_ex(KiAstSeq args, KiAstSeq keywords, int n_given) {
    if (args.n + keywords.n + (uint32_t)n_given > MAX_ARGS) return true;
    for (uint32_t i = 0; i < keywords.n; i++)
        if (!keywords.at[i]->keyword.arg) return true;
    return has_star(args);
}

/* Named arguments [from, to) as a fresh dict in a new temporary. */
static void keyword_dict(KiCompiler *c, KiAstSeq keywords, uint32_t from, uint32_t to) {
    int base = c->u->depth;
    uint32_t i = from;
    for (; i < to && i - from < MAX_RUN / 2; i++) {
        ki_load_value(c, ki_comp_str(c, keywords.at[i]->keyword.arg), KI_TO_TEMP);
        ki_expr(c, keywords.at[i]->keyword.value, KI_TO_TEMP);
    }
    int n = (int)(i - from);
    ki_reserve(c, base + (n ? 2 * n : 1));
    ki_emit(c, KI_OP_BUILD_DICT, 0, base, base, n);
    drop_run(c, base, 2 * n);
    ki_result(c, KI_TO_TEMP, base);
    for (; i < to && !c->failed; i++) {
        int at = c->u->depth;
        ki_load_value(c, ki_comp_str(c, keywords.at[i]->keyword.arg), KI_TO_TEMP);
        KiOpnd v = ki_operand(c, keywords.at[i]->keyword.value, true, NULL);
        ki_emit(c, KI_OP_DICT_SET, KI_FL_BT | ki_fl_c(v), base, at, v.reg);
        ki_use(c, v);
        ki_drop(c, at);
        ki_reserve(c, at);
    }
}

static void merge_into(KiCompiler *c, int dict, int w) {
    int from = c->u->depth - 1;
    ki_emit(c, KI_OP_DICT_MERGE, KI_FL_BT, dict, from, w);
    ki_drop(c, from);
    ki_reserve(c, from);
}

/* All keyword arguments of a call as one dict in a new temporary. */
static void keywords_of_ex(KiCompiler *c, int w, KiAstSeq keywords) {
    int dict = c->u->depth;
    uint32_t from = 0;
    bool have = false;
    for (uint32_t i = 0; i < keywords.n && !c->failed; i++) {
        if (keywords.at[i]->keyword.arg) continue;
        if (i > from) {
            keyword_dict(c, keywords, from, i);
            if (have) merge_into(c, dict, w);
            have = true;
        }
        if (!have) keyword_dict(c, keywords, i, i);
        have = true;
        int base = c->u->depth;
        KiOpnd o = ki_operand(c, keywords.at[i]->keyword.value, false, NULL);
        ki_emit(c, KI_OP_DICT_MERGE, ki_fl_b(o), dict, o.reg, w);
        ki_use(c, o);
        ki_reserve(c, base);
        from = i + 1;
    }
    if (from < keywords.n) {
        keyword_dict(c, keywords, from, keywords.n);
        if (have) merge_into(c, dict, w);
    }
}

static void call_ex(KiCompiler *c, int w, int n_given, KiAstSeq args, KiAstSeq keywords) {
    if (n_given == 0 && args.n == 1 && args.at[0]->kind == KI_AST_Starred)
        ki_expr(c, args.at[0]->Starred.value, KI_TO_TEMP);
    else
        grow_collection(c, args, false, n_given);
    if (keywords.n)
        keywords_of_ex(c, w, keywords);
    else
        ki_load_imm(c, 5);
    ki_call_window(c, w, KI_OP_CALL_EX, 0, 0);
}

void ki_call_args(KiCompiler *c, int w, int n_given, KiAstSeq args, KiAstSeq keywords) {
    if (!check_keywords(c, keywords)) return;
    if (needs_ex(args, keywords, n_given)) {
        call_ex(c, w, n_given, args, keywords);
        return;
    }
    for (uint32_t i = 0; i < args.n && !c->failed; i++)
        ki_expr(c, args.at[i], KI_TO_TEMP);
    for (uint32_t i = 0; i < keywords.n && !c->failed; i++)
        ki_expr(c, keywords.at[i]->keyword.value, KI_TO_TEMP);
    int n = n_given + (int)args.n + (int)keywords.n;
    if (!keywords.n) {
        ki_call_window(c, w, KI_OP_CALL, n, 0);
        return;
    }
    KiValue names = keyword_names(c, keywords);
    int kw = ki_kwnames_k(c, names);
    ki_decref(c->ks, names);
    ki_call_window(c, w, KI_OP_CALL_KW, n, kw);
}

/* obj.name(...): no bound method is made. */
static bool method_call(KiCompiler *c, KiAst *e) {
    KiAst *f = e->Call.func;
    KiAstSeq args = e->Call.args, keywords = e->Call.keywords;
    if (f->kind != KI_AST_Attribute || f->Attribute.ctx != KI_CTX_Load ||
        needs_ex(args, keywords, 0))
        return false;
    if (!check_keywords(c, keywords)) return true;
    int w = c->u->depth;
    KiPosition call = c->u->loc;
    ki_set_loc(c, f);
    KiOpnd o = ki_operand(c, f->Attribute.value, false, NULL);
    ki_loc_of_attribute(c, f);
    const KiAstStr *name = ki_mangle(c, c->u->scope->private_, f->Attribute.attr);
    ki_reserve(c, w + 4);
    ki_emit(c, KI_OP_LOADM, ki_fl_b(o), w, o.reg, ki_name_cached(c, name, KI_CACHE_ATTR));
    ki_use(c, o);
    ki_push(c, w);
    ki_push(c, w + 3);
    ki_reserve(c, w + 4);
    c->u->loc = call;
    for (uint32_t i = 0; i < args.n && !c->failed; i++)
        ki_expr(c, args.at[i], KI_TO_TEMP);
    for (uint32_t i = 0; i < keywords.n && !c->failed; i++)
        ki_expr(c, keywords.at[i]->keyword.value, KI_TO_TEMP);
    ki_set_loc(c, e);
    if (c->u->loc.line != (uint32_t)f->end_line) {
        KiPosition whole = c->u->loc;
        ki_loc_of_attribute(c, f);
        c->u->loc.end_line = whole.end_line;
        c->u->loc.end_col = c->u->loc.col == 0xFFFF ? 0xFFFF : whole.end_col;
    }
    int n = (int)(args.n + keywords.n);
    if (!keywords.n) {
        ki_call_window(c, w, KI_OP_CALLM, n, 0);
    } else {
        KiValue names = keyword_names(c, keywords);
        int kw = ki_kwnames_k(c, names);
        ki_decref(c->ks, names);
        ki_call_window(c, w, KI_OP_CALLM_KW, n, kw);
    }
    c->u->loc = call;
    return true;
}

void ki_call_expr(KiCompiler *c, KiAst *e, int dst) {
    int w = c->u->depth;
    ki_warn_call(c, e);
    if (!method_call(c, e)) {
        ki_expr(c, e->Call.func, KI_TO_TEMP);
        ki_reserve(c, w + 3);
        ki_call_args(c, w, 0, e->Call.args, e->Call.keywords);
    }
    if (dst >= 0) ki_move(c, dst, ki_temp(w));
}
