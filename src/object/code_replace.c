/* code.replace(): copies of code objects with other fields.
 *
 * What describes the code is replaced as it is. Constants and names are replaced in the operands of
 * the instructions: an operand that names an entry of k[] with the old value gets a new entry at
 * the end, so that another use of an equal value (a name and a text constant) keeps its own.
 * Before, instructions get back the form that the compiler gave them, and caches are emptied. */
#include "code_replace.h"

#include "heap.h"
#include "number.h"
#include "object_private.h"

static KiCode *code_of(KiValue v) {
    return (KiCode *)ki_obj(v);
}

/* Copies of the arrays of src into c. */
static bool copy_block(KiState *ks, void *to, const void *from, size_t bytes) {
    *(void **)to = NULL;
    if (!from) return true;
    void *p = ki_mem_alloc(ks, bytes);
    if (p) memcpy(p, from, bytes);
    *(void **)to = p;
    return p != NULL;
}
static void own_all(KiValue *v, size_t n) {
    for (size_t i = 0; v && i < n; i++)
        ki_incref(v[i]);
}

static KiCode *code_copy(KiState *ks, KiCode *s) {
    KiCode *c = ki_code_need(ks, s) ? ki_code_alloc(ks) : NULL;
    if (!c) return NULL;
    c->flags = s->flags;
    c->n_args = s->n_args;
    c->n_posonly = s->n_posonly;
    c->n_kwonly = s->n_kwonly;
    c->n_regs = s->n_regs;
    c->first_line = s->first_line;
    c->n_self_attrs = s->n_self_attrs;
    KiValue *to[] = {&c->name, &c->qualname, &c->filename, &c->doc, &c->names, &c->consts};
    const KiValue from[] = {s->name, s->qualname, s->filename, s->doc, s->names, s->consts};
    for (int i = 0; i < 6; i++)
        ki_assign(ks, to[i], ki_new_ref(from[i]));
    bool ok = true;
    /* counts are set only with their arrays, so that a failure half-way releases cleanly */
#define COPY(array, count, n)                                                                      \
    if (ok && (ok = copy_block(ks, &c->array, s->array, (n) * sizeof *s->array)))                  \
        c->count = s->count;
    COPY(instrs, n_instrs, s->n_instrs)
    COPY(handlers, n_handlers, s->n_handlers)
    COPY(live, n_live, s->n_live)
    COPY(live_runs, n_live_runs, s->n_live_runs)
    COPY(free_names, n_free, s->n_free)
    if (ok) own_all(c->free_names, c->n_free);
    COPY(local_names, n_locals, s->n_locals)
    if (ok) own_all(c->local_names, c->n_locals);
    COPY(k, n_k, s->n_k)
    COPY(passed, n_passed, s->n_passed)
#undef COPY
    ok = ok && copy_block(ks, &c->positions, s->positions, s->n_instrs * sizeof *s->positions) &&
         copy_block(ks, &c->local_is_cell, s->local_is_cell, s->n_locals) &&
         copy_block(ks, &c->k_is_value, s->k_is_value, (s->n_k + 7) / 8);
    for (uint32_t i = 0; ok && i < c->n_k; i++) {
        if (c->k_is_value[i >> 3] >> (i & 7) & 1)
            ki_incref(c->k[i]);
        else
            c->k[i] = s->k[i];
    }
    if (ok) return c;
    ki_decref_obj(ks, &c->h);
    return NULL;
}

/* --- operands that name entries of k[] --- */

/* Operand `which` (0 a, 1 b, 2 c) of an instruction as the compiler wrote it is an index of k[]. */
static bool is_k(const KiInstr *in, int which) {
    const KiOpInfo *i = &ki_op_info[in->op];
    uint8_t kind = which == 0 ? i->a : which == 1 ? i->b : i->c;
    if (kind == KI_ARG_RK) return in->fl & (which == 1 ? KI_FL_BK : KI_FL_CK);
    bool compares = i->c == KI_ARG_J && i->b == KI_ARG_RK;
    return kind == KI_ARG_K || (which == 0 && compares && in->fl & KI_FL_Y);
}
static uint32_t get_k(const KiInstr *in, int which) {
    if (in->op == KI_OP_LOADK_FAR) return (uint32_t)in->bc;
    return which == 0 ? in->a : which == 1 ? in->b : in->uc;
}
static bool set_k(KiState *ks, KiInstr *in, int which, uint32_t at) {
    if (in->op == KI_OP_LOADK_FAR) {
        in->bc = (int32_t)at;
        return true;
    }
    if (at > UINT16_MAX) {
        ki_raise(ks, KI_EXC_NotImplementedError, "code.replace() in code of so many constants");
        return false;
    }
    *(which == 0 ? &in->a : which == 1 ? &in->b : &in->uc) = (uint16_t)at;
    return true;
}

/* What an entry of k[] is to the instruction. */
typedef enum Use { CONSTANT, NAME, VARIABLE } Use;
static Use use_of(const KiInstr *in, int which) {
    const KiOpInfo *i = &ki_op_info[in->op];
    if ((which == 0 ? i->a : which == 1 ? i->b : i->c) != KI_ARG_K) return CONSTANT;
    switch (in->op) {
    case KI_OP_LOADK:
    case KI_OP_LOADK_FAR:
    case KI_OP_RETURNK:
    case KI_OP_MAKE_FUNC:
    case KI_OP_CALL_KW:
    case KI_OP_CALLM_KW:
        return CONSTANT;
    case KI_OP_CHECK:
    case KI_OP_DELLOCAL:
    case KI_OP_LOADCELL:
    case KI_OP_DELCELL:
    case KI_OP_LOADFREE:
    case KI_OP_DELFREE:
    case KI_OP_LOADCLASSFREE:
        return VARIABLE;
    default:
        return NAME;
    }
}

static bool is_value(const KiCode *c, uint32_t at) {
    return c->k_is_value[at >> 3] >> (at & 7) & 1;
}

/* A longer copy of an array, zero at the end. */
static void *longer(KiState *ks, const void *old, size_t old_size, size_t new_size) {
    void *p = ki_mem_alloc(ks, new_size);
    if (!p) return NULL;
    if (old_size) memcpy(p, old, old_size);
    memset((char *)p + old_size, 0, new_size - old_size);
    return p;
}
static bool lengthen_k(KiState *ks, KiCode *c, uint32_t n) {
    size_t old_bits = (c->n_k + 7) / 8, new_bits = (n + 7) / 8;
    uint64_t *k = longer(ks, c->k, c->n_k * sizeof *k, n * sizeof *k);
    uint8_t *bits = k ? longer(ks, c->k_is_value, old_bits, new_bits) : NULL;
    if (!bits) {
        if (k) ki_mem_free(ks, k, n * sizeof *k);
        return false;
    }
    ki_mem_free(ks, c->k, c->n_k * sizeof *c->k);
    ki_mem_free(ks, c->k_is_value, old_bits);
    c->k = k;
    c->k_is_value = bits;
    c->n_k = n;
    return true;
}

/* Appends v to k[], with as many words behind it as entry `like` has for that instruction: caches,
 * or the level of an import. Its index, -1: no memory. */
static int64_t append_k(KiState *ks, KiCode *c, KiValue v, int64_t like, bool is_import) {
    uint32_t tail = 0, n = c->n_k;
    if (like >= 0 && is_import) tail = 1;
    while (like >= 0 && !is_import && like + 1 + tail < n &&
           !is_value(c, (uint32_t)like + 1 + tail))
        tail++;
    if (!lengthen_k(ks, c, n + 1 + tail)) return -1;
    c->k[n] = ki_new_ref(v);
    c->k_is_value[n >> 3] |= (uint8_t)(1 << (n & 7));
    if (is_import && tail) {
        c->k[n + 1] = ki_new_ref(c->k[like + 1]);
        c->k_is_value[(n + 1) >> 3] |= (uint8_t)(1 << ((n + 1) & 7));
    }
    return n;
}

/* Instructions as the compiler wrote them, with empty caches. */
static void make_fresh(KiCode *c) {
    for (uint32_t i = 0; i < c->n_instrs; i++)
        c->instrs[i].op = (uint8_t)ki_op_generic((KiOp)c->instrs[i].op);
    for (uint32_t i = 0; i < c->n_k; i++)
        if (!is_value(c, i)) c->k[i] = 0;
}

/* An int or singleton that is no entry of k[] but in the instruction itself: becomes a LOADK. */
static bool is_immediate(const KiInstr *in, KiValue v) {
    static const KiValue singletons[] = {KI_NONE, KI_FALSE, KI_TRUE, KI_ELLIPSIS};
    if (in->op == KI_OP_LOADINT) return ki_is_int(v) && ki_int_val(v) == in->bc;
    return in->op == KI_OP_LOADIMM && in->bc >= 0 && in->bc < 4 && singletons[in->bc] == v;
}
static bool load_entry(KiState *ks, KiInstr *in, uint32_t at) {
    in->op = at > UINT16_MAX ? KI_OP_LOADK_FAR : KI_OP_LOADK;
    in->bc = 0;
    return set_k(ks, in, 1, at);
}

/* Gives the uses of `from` the value `to`; only operands below `limit` are looked at, as the others
 * have been replaced already. The number of them, -1: raised. */
static int64_t substitute(KiState *ks, KiCode *c, Use use, KiValue from, KiValue to,
                          uint32_t limit) {
    int64_t n = 0, plain = -1;
    for (uint32_t i = 0; i < c->n_instrs; i++) {
        KiInstr *in = &c->instrs[i];
        if (use == CONSTANT && is_immediate(in, from)) {
            if (plain < 0 && (plain = append_k(ks, c, to, -1, false)) < 0) return -1;
            if (!load_entry(ks, in, (uint32_t)plain)) return -1;
            n++;
            continue;
        }
        for (int which = 0; which < 3; which++) {
            if (!is_k(in, which) || use_of(in, which) != use) continue;
            uint32_t at = get_k(in, which);
            if (at >= limit) continue;
            int same = ki_code_same_constant(ks, c->k[at], from);
            if (same < 0) return -1;
            if (!same) continue;
            int64_t now = append_k(ks, c, to, at, in->op == KI_OP_IMPORT);
            if (now < 0 || !set_k(ks, in, which, (uint32_t)now)) return -1;
            n++;
        }
    }
    return n;
}

static bool not_built(KiState *ks, const char *field) {
    ki_raise(ks, KI_EXC_NotImplementedError, "code.replace(%s=...) is not supported", field);
    return false;
}

/* --- constants and names --- */

/* A function's code can give way to one that closes over as many variables. */
static bool may_stand_for(KiValue from, KiValue to) {
    bool code = ki_is_kind(from, KI_K_CODE);
    return code == (ki_is_kind(to, KI_K_CODE) != 0) &&
           (!code || code_of(from)->n_free == code_of(to)->n_free);
}

static bool replace_consts(KiState *ks, KiCode *c, KiTuple *to) {
    KiTuple *from = ki_tuple_of(c->consts);
    uint32_t limit = c->n_k;
    if (to->len < from->len) return not_built(ks, "co_consts");
    make_fresh(c);
    for (int64_t i = 0; i < from->len; i++) {
        int same = ki_code_same_constant(ks, from->items[i], to->items[i]);
        if (same < 0) return false;
        if (same && !ki_is_kind(from->items[i], KI_K_CODE)) continue;
        if (from->items[i] == to->items[i]) continue;
        if (!may_stand_for(from->items[i], to->items[i])) return not_built(ks, "co_consts");
        int64_t n = substitute(ks, c, CONSTANT, from->items[i], to->items[i], limit);
        bool doc = i == 0 && c->flags & KI_CO_OPTIMIZED;
        if (n == 0 && !doc) not_built(ks, "co_consts");
        if (n < 0 || ki_pending(ks)) return false;
        if (doc)
            ki_assign(ks, &c->doc, ki_new_ref(ki_is_str(to->items[0]) ? to->items[0] : KI_NONE));
    }
    ki_assign(ks, &c->consts, ki_new_ref(ki_from_obj(to)));
    return true;
}

static bool all_names(KiState *ks, KiTuple *t) {
    for (int64_t i = 0; i < t->len; i++)
        if (!ki_is_str(t->items[i])) {
            ki_raise(ks, KI_EXC_SystemError, "non-string found in code slot");
            return false;
        }
    return true;
}
static KiStr *interned(KiState *ks, KiValue name) {
    return ki_str_intern(ks, ki_str_of(ki_new_ref(name)));
}

static bool replace_names(KiState *ks, KiCode *c, KiTuple *to) {
    KiTuple *from = ki_tuple_of(c->names);
    uint32_t limit = c->n_k;
    if (!all_names(ks, to)) return false;
    if (to->len < from->len) return not_built(ks, "co_names");
    make_fresh(c);
    for (int64_t i = 0; i < from->len; i++) {
        if (ki_str_eq(ks, ki_str_of(from->items[i]), ki_str_of(to->items[i]))) continue;
        KiStr *name = interned(ks, to->items[i]);
        int64_t n = name ? substitute(ks, c, NAME, from->items[i], ki_from_obj(name), limit) : -1;
        if (name) ki_decref_obj(ks, &name->h);
        if (n <= 0) return n < 0 ? false : not_built(ks, "co_names");
    }
    ki_assign(ks, &c->names, ki_new_ref(ki_from_obj(to)));
    return true;
}

/* The names of variables in an array of them: those of `from` become those of `to`. */
static bool rename_variables(KiState *ks, KiCode *c, KiTuple *from, KiTuple *to, KiValue *array,
                             int n_array) {
    uint32_t limit = c->n_k;
    make_fresh(c);
    int at = 0;
    for (int64_t i = 0; i < from->len; i++, at++) {
        while (at < n_array && array[at] != from->items[i])
            at++;
        if (at == n_array) break;
        if (ki_str_eq(ks, ki_str_of(from->items[i]), ki_str_of(to->items[i]))) continue;
        KiStr *name = interned(ks, to->items[i]);
        if (!name) return false;
        int64_t n = substitute(ks, c, VARIABLE, from->items[i], ki_from_obj(name), limit);
        ki_assign(ks, &array[at], ki_from_obj(name));
        if (n < 0) return false;
    }
    return true;
}

static bool replace_variables(KiState *ks, KiCode *c, const char *field, KiTuple *to) {
    KiValue now = ki_getattr_cstr(ks, ki_from_obj(c), field);
    if (now == KI_ERR) return false;
    KiTuple *from = ki_tuple_of(now);
    bool ok = all_names(ks, to);
    if (ok && from->len != to->len) {
        ok = false;
        if (!strcmp(field, "co_varnames"))
            ki_raise(ks, KI_EXC_ValueError,
                     to->len < c->n_args + c->n_kwonly ? "code: co_varnames is too small"
                                                       : "code: co_nlocals != len(co_varnames)");
        else
            not_built(ks, field);
    }
    bool freevars = !strcmp(field, "co_freevars");
    ok = ok && rename_variables(ks, c, from, to, freevars ? c->free_names : c->local_names,
                                freevars ? c->n_free : c->n_locals);
    ki_decref(ks, now);
    return ok;
}

/* Tuples of values that instructions use. */
static bool replace_table(KiState *ks, KiCode *c, KiStr *name, KiValue v, bool *done) {
    static const char *const fields[] = {"co_consts", "co_names", "co_varnames", "co_freevars",
                                         "co_cellvars"};
    for (int i = 0; i < 5 && ki_is_tuple(v); i++) {
        if (!ki_str_eq_cstr(name, fields[i])) continue;
        KiTuple *t = ki_tuple_of(v);
        *done = true;
        return i == 0   ? replace_consts(ks, c, t)
               : i == 1 ? replace_names(ks, c, t)
                        : replace_variables(ks, c, fields[i], t);
    }
    return true;
}

/* --- the other fields --- */

/* Fields that code.replace() can give another value: those that describe, */
static bool replace_text(KiState *ks, KiCode *c, KiStr *name, KiValue v, bool *done) {
    static const char *const names[] = {"co_name", "co_qualname", "co_filename"};
    KiValue *const fields[] = {&c->name, &c->qualname, &c->filename};
    for (int i = 0; i < 3; i++) {
        if (!ki_str_eq_cstr(name, names[i])) continue;
        *done = true;
        if (!ki_is_str(v)) {
            ki_raise(ks, KI_EXC_TypeError, "replace() argument '%s' must be str, not %s", names[i],
                     ki_arg_type_name(ks, v));
            return false;
        }
        ki_assign(ks, fields[i], ki_new_ref(v));
    }
    return true;
}

static bool c_int(KiState *ks, KiValue v, int64_t *out) {
    KiValue i = ki_index(ks, v);
    bool ok = i != KI_ERR && ki_int_try_i64(i, out) && *out >= INT32_MIN && *out <= INT32_MAX;
    ki_decref(ks, i);
    if (!ok && !ki_pending(ks))
        ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C int");
    return ok;
}

static bool among(KiStr *name, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (ki_str_eq_cstr(name, names[i])) return true;
    return false;
}

/* How many of the positional parameters have no keyword decides no more than how calls bind. */
static bool replace_number(KiState *ks, KiCode *c, KiStr *name, KiValue v, bool *done) {
    static const char *const names[] = {"co_firstlineno",   "co_flags",   "co_posonlyargcount",
                                        "co_argcount",      "co_nlocals", "co_stacksize",
                                        "co_kwonlyargcount"};
    enum { AT_LINE, AT_FLAGS, AT_POSONLY, AT_STACK = 5, N_NAMES = 7 };
    int64_t n;
    int which = 0;
    while (which < N_NAMES && !ki_str_eq_cstr(name, names[which]))
        which++;
    if (which == N_NAMES) return true;
    if (!c_int(ks, v, &n)) return false;
    if (n < 0 && which != AT_LINE && which != AT_FLAGS) {
        ki_raise(ks, KI_EXC_ValueError, "%s must be a positive integer", names[which]);
        return false;
    }
    *done = which <= AT_POSONLY;
    if (which == AT_LINE)
        c->first_line = (uint32_t)n;
    else if (which == AT_FLAGS)
        c->flags = (uint32_t)n | (c->flags & ~(uint32_t)KI_CODE_VISIBLE_FLAGS);
    else if (which == AT_POSONLY && n > c->n_args)
        *done = false; /* refused like other changes */
    else if (which == AT_STACK && c->n_locals + n >= c->n_regs && c->n_locals + n < UINT16_MAX) {
        *done = true;
        c->n_regs = (uint16_t)(c->n_locals + n);
    } else if (which == AT_POSONLY)
        c->n_posonly = (uint16_t)n;
    return true;
}

/* The fields that are told only if they stay as they are have types, too. */
static bool check_field_type(KiState *ks, KiStr *name, KiValue v) {
    static const char *const tuples[] = {"co_consts", "co_names", "co_varnames", "co_freevars",
                                         "co_cellvars"},
                             *const bytes[] = {"co_code", "co_linetable", "co_exceptiontable"};
    const char *wanted = among(name, tuples, 5) && !ki_is_tuple(v)             ? "tuple"
                         : among(name, bytes, 3) && !ki_is_kind(v, KI_K_BYTES) ? "bytes"
                                                                               : NULL;
    if (!wanted) return true;
    ki_raise(ks, KI_EXC_TypeError, "replace() argument '%s' must be %s, not %s",
             ki_str_utf8(ks, name, NULL), wanted, ki_arg_type_name(ks, v));
    return false;
}

/* Whether the field has that value already. */
static bool keeps_field(KiState *ks, KiCode *c, KiStr *name, KiValue v) {
    if (!check_field_type(ks, name, v)) return false;
    bool known = false;
    for (const KiGetsetDef *d = ki_code_getsets; d->name; d++)
        known = known || ki_str_eq_cstr(name, d->name);
    if (!known) {
        ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for replace()",
                 ki_cstr(ks, name));
        return false;
    }
    KiValue now = ki_getattr(ks, ki_from_obj(c), name);
    int same = now == KI_ERR ? -1 : ki_compare_bool(ks, now, v, KI_EQ);
    if (now != KI_ERR) ki_decref(ks, now);
    if (same == 0 && ki_str_eq_cstr(name, "co_nlocals"))
        ki_raise(ks, KI_EXC_ValueError, "code: co_nlocals != len(co_varnames)");
    else if (same == 0)
        not_built(ks, ki_cstr(ks, name));
    return same > 0;
}

/* The instructions and what belongs to them are not for scripts to make. */
KiValue ki_code_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    enum { N_FIELDS = 18 };
    int given = nargs - 1 + ki_n_kw(kwnames);
    if (given > N_FIELDS)
        return ki_raise(ks, KI_EXC_TypeError, "replace() takes at most %d %sarguments (%d given)",
                        N_FIELDS, nargs == 1 ? "keyword " : "", given);
    if (nargs != 1)
        return ki_raise(ks, KI_EXC_TypeError, "replace() takes no positional arguments");
    KiCode *c = code_copy(ks, code_of(args[0]));
    for (int i = 0; c && i < ki_n_kw(kwnames); i++) {
        KiStr *name = ki_str_of(((KiTuple *)ki_obj(kwnames))->items[i]);
        KiValue v = args[1 + i];
        bool done = false;
        if (!replace_text(ks, c, name, v, &done) || !replace_number(ks, c, name, v, &done) ||
            !replace_table(ks, c, name, v, &done) || (!done && !keeps_field(ks, c, name, v))) {
            ki_decref_obj(ks, &c->h);
            return KI_ERR;
        }
    }
    return c ? ki_from_obj(c) : KI_ERR;
}
