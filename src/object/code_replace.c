/* code.replace() and the constructor of code objects.
 *
 * Fields that only describe are replaced in a copy here. Everything else is a code object made anew
 * of all fields: _code_object.py knows how co_code and the tables are written and read. */
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
    /* which constants are values is known before they are */
    ok = ok && copy_block(ks, &c->k_is_value, s->k_is_value, (s->n_k + 7) / 8);
    COPY(k, n_k, s->n_k)
    for (uint32_t i = 0; ok && i < c->n_k; i++)
        if (c->k_is_value[i >> 3] >> (i & 7) & 1) ki_incref(c->k[i]);
    COPY(passed, n_passed, s->n_passed)
#undef COPY
    ok = ok && copy_block(ks, &c->positions, s->positions, s->n_instrs * sizeof *s->positions) &&
         copy_block(ks, &c->local_is_cell, s->local_is_cell, s->n_locals);
    if (ok) return c;
    ki_decref_obj(ks, &c->h);
    return NULL;
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

/* Moves all lines, as CPython's do, which are told relative to the first one. */
static void move_lines(KiCode *c, int64_t first) {
    uint32_t by = (uint32_t)first - c->first_line;
    c->first_line = (uint32_t)first;
    for (uint32_t i = 0; c->positions && i < c->n_instrs; i++)
        if (c->positions[i].line) {
            c->positions[i].line += by;
            c->positions[i].end_line += by;
        }
    for (uint32_t i = 0; i < c->n_passed; i++)
        c->passed[i].line += by;
}

/* Flags by which the VM knows how the code is called and run. */
enum {
    RUNNING_FLAGS = KI_CO_OPTIMIZED | KI_CO_VARARGS | KI_CO_VARKEYWORDS | KI_CO_GENERATOR |
                    KI_CO_COROUTINE | KI_CO_ASYNC_GENERATOR
};

/* The first line; flags that describe; how many of the positional parameters have no keyword, which
 * decides no more than how calls bind; a larger stack. */
static bool replace_number(KiState *ks, KiCode *c, KiStr *name, KiValue v, bool *done) {
    static const char *const names[] = {"co_firstlineno", "co_flags", "co_posonlyargcount",
                                        "co_stacksize"};
    enum { AT_LINE, AT_FLAGS, AT_POSONLY, AT_STACK, N_NAMES };
    int64_t n;
    int which = 0;
    while (which < N_NAMES && !ki_str_eq_cstr(name, names[which]))
        which++;
    if (which == N_NAMES) return true;
    if (!c_int(ks, v, &n)) return false;
    if (n < 0 && which >= AT_POSONLY) {
        ki_raise(ks, KI_EXC_ValueError, "%s must be a positive integer", names[which]);
        return false;
    }
    *done = true;
    if (which == AT_LINE)
        move_lines(c, n);
    else if (which == AT_FLAGS && !(((uint32_t)n ^ c->flags) & RUNNING_FLAGS))
        c->flags = (uint32_t)n | (c->flags & ~(uint32_t)KI_CODE_VISIBLE_FLAGS);
    else if (which == AT_POSONLY && n <= c->n_args)
        c->n_posonly = (uint16_t)n;
    else if (which == AT_STACK && c->n_locals + n >= c->n_regs && c->n_locals + n < UINT16_MAX)
        c->n_regs = (uint16_t)(c->n_locals + n);
    else
        *done = false;
    return true;
}

/* A function of the module that knows the parts. */
static KiValue in_python(KiState *ks, const char *name, KiValue *args, int nargs, KiValue kwnames) {
    KiValue m = ki_import(ks, "_code_object");
    KiValue f = m == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, m, name);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, kwnames);
    if (f != KI_ERR) ki_decref(ks, f);
    if (m != KI_ERR) ki_decref(ks, m);
    return r;
}

KiValue ki_code_written(KiState *ks, KiValue self, void *closure) {
    return in_python(ks, closure, &self, 1, KI_ABSENT);
}

KiValue ki_code_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (ki_n_kw(kwnames))
        return ki_raise(ks, KI_EXC_TypeError, "code() takes no keyword arguments");
    if (nargs < 16)
        return ki_raise(ks, KI_EXC_TypeError, "code expected at least 16 arguments, got %d", nargs);
    if (nargs > 18)
        return ki_raise(ks, KI_EXC_TypeError, "code expected at most 18 arguments, got %d", nargs);
    return in_python(ks, "new", args, nargs, KI_ABSENT);
}

KiValue ki_code_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    enum { N_FIELDS = 18 };
    int n_kw = ki_n_kw(kwnames), given = nargs - 1 + n_kw;
    if (given > N_FIELDS)
        return ki_raise(ks, KI_EXC_TypeError, "replace() takes at most %d %sarguments (%d given)",
                        N_FIELDS, nargs == 1 ? "keyword " : "", given);
    if (nargs != 1)
        return ki_raise(ks, KI_EXC_TypeError, "replace() takes no positional arguments");
    KiCode *c = code_copy(ks, code_of(args[0]));
    bool ok = c != NULL, done = true;
    for (int i = 0; ok && done && i < n_kw; i++) {
        KiStr *name = ki_str_of(((KiTuple *)ki_obj(kwnames))->items[i]);
        done = false;
        ok = replace_text(ks, c, name, args[1 + i], &done) &&
             replace_number(ks, c, name, args[1 + i], &done);
    }
    if (ok && done) return ki_from_obj(c);
    if (c) ki_decref_obj(ks, &c->h);
    return ok ? in_python(ks, "replace", args, nargs, kwnames) : KI_ERR;
}
