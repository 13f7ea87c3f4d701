/* ki_compile: text -> tree -> scopes -> code object, and how its errors become Python exceptions.
 */
#include "compile.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../base/utf8.h"
#include "../object/depth.h"
#include "../object/obj_seq.h"
#include "compiler.h"

/* --- errors --- */

bool ki_comp_nomem(KiCompiler *c) {
    if (!c->failed) ki_raise_nomem(c->ks);
    c->failed = true;
    return false;
}

KiValue ki_comp_check(KiCompiler *c, KiValue v) {
    if (v != KI_ERR) return v;
    c->failed = true;
    return KI_NONE;
}

bool ki_comp_enter(KiCompiler *c) {
    if (c->failed) return false;
    if (++c->depth <= c->max_depth && (c->depth & 7 || ki_c_stack_ok(c->ks, " during compilation")))
        return true;
    c->depth--;
    if (!ki_pending(c->ks))
        ki_raise(c->ks, KI_EXC_RecursionError,
                 "maximum recursion depth exceeded during compilation");
    c->failed = true;
    return false;
}

KiValue ki_comp_str(KiCompiler *c, const KiAstStr *name) {
    uint64_t known;
    if (c->failed) return KI_NONE;
    if (ki_ptrmap_get(&c->interned, name, &known)) return known;
    KiValue v = ki_comp_check(c, ki_str_from_utf8(c->ks, name->s, name->len));
    if (c->failed) return KI_NONE;
    KiStr *s = ki_str_intern(c->ks, ki_str_of(v));
    if (!s) return c->failed = true, KI_NONE;
    if (!ki_ptrmap_set(&c->interned, name, ki_from_obj(s))) {
        ki_decref(c->ks, ki_from_obj(s));
        ki_comp_nomem(c);
        return KI_NONE;
    }
    return ki_from_obj(s);
}

/* Characters up to byte `col` of a line and with it: what SyntaxError.offset counts. A column of
 * another line may lie within a character of this one, which counts once. */
static int64_t char_offset(const char *line, size_t len, int col) {
    if (!line || col < 0) return (int64_t)col + 1;
    size_t wanted = (size_t)col + 1, n = wanted < len ? wanted : len;
    int64_t chars = 0;
    for (size_t i = 0; i < n; i++)
        chars += ((unsigned char)line[i] & 0xC0) != 0x80;
    return chars + (int64_t)(wanted - n);
}

typedef struct Where { /* as KbDiag; end_col OPEN_END: None */
    int line, col, end_line, end_col;
    const char *text;
    bool by_lexer, in_bytes;
    int read_line;
} Where;
#define OPEN_END (-2)
#define NO_END   (-3) /* the parser's: an end that CPython leaves at -1 */

/* What is found behind the parser shows the line only if there is a file to show it from. */
static bool has_file(KiCompiler *c) {
    return c->path && access(c->path, R_OK) == 0;
}

/* The text comes from standard input, where only the line read last can be shown. */
static bool is_stream(KiCompiler *c) {
    return c->flags & KI_COMPILE_STREAM;
}

/* Whether line ends without a newline, because the source does: a file, or a text that is taken as
 * it is. */
static bool is_open_line(KiCompiler *c, int line) {
    size_t n;
    bool open =
        (c->as_given || has_file(c)) && (!c->src_len || !strchr("\r\n", c->src[c->src_len - 1]));
    return open && !ki_source_line(&c->arena, c->src, c->src_len, &c->popt, line + 1, &n);
}

/* The text of a line with its newline, or None. */
static KiValue line_text(KiCompiler *c, const char *text, size_t len, bool newline) {
    char *copy = text ? kb_arena_alloc(&c->arena, len + 1) : NULL;
    if (!copy) return KI_NONE;
    memcpy(copy, text, len);
    copy[len] = '\n';
    KiValue v = ki_str_from_utf8(c->ks, copy, len + newline);
    if (v != KI_ERR) return v;
    ki_clear_exc(c->ks);
    return KI_NONE;
}

/* An end in another line is measured in the line that is shown, too, and cut off there. */
static int64_t end_offset(const char *text, size_t len, bool newline, Where w) {
    int limit = (int)len + newline;
    if (w.in_bytes || !text) return char_offset(NULL, 0, w.end_col);
    return char_offset(text, len, w.end_col > limit ? limit : w.end_col);
}

/* The error of what is found before code is generated has the message alone as its argument, and is
 * told the rest afterwards. */
static bool set_place(KiState *ks, KiValue exc, const KiValue v[6]) {
    KiStr *names[] = {ks->names.n_filename, ks->names.n_lineno,     ks->names.n_offset,
                      ks->names.n_text,     ks->names.n_end_lineno, ks->names.n_end_offset};
    for (int i = 0; i < 6; i++)
        if (!ki_setattr(ks, exc, names[i], v[i])) return false;
    return true;
}

/* CPython reads a line for a message through a buffer: of a longer one it shows what was in the
 * buffer last, with marks for the bytes of a character that was cut. */
enum { LINE_BUFFER = 999 };
static const char *buffered_end(KiCompiler *c, const char *line, size_t *len, bool newline,
                                Where *w) {
    static const char mark[] = "\xEF\xBF\xBD";
    size_t left = *len + newline;
    while (left > LINE_BUFFER || (left == LINE_BUFFER && !newline))
        left -= LINE_BUFFER;
    size_t from = *len + newline - left, cut = 0;
    if (from == 0 || left == 0) return line;
    while (from + cut < *len && ((unsigned char)line[from + cut] & 0xC0) == 0x80)
        cut++;
    size_t rest = *len - from - cut;
    char *text = kb_arena_alloc(&c->arena, 3 * cut + rest + 1);
    if (!text || (cut && w->in_bytes)) return line;
    for (size_t i = 0; i < cut; i++)
        memcpy(text + 3 * i, mark, 3);
    memcpy(text + 3 * cut, line + from + cut, rest);
    text[3 * cut + rest] = 0;
    if (w->col >= (int)cut) w->col += 2 * (int)cut;
    *len = 3 * cut + rest;
    return text;
}

/* SyntaxError(message, (filename, line, offset, text, end line, end offset)). What the parser finds
 * counts characters, what is found later bytes. */
static void raise_syntax(KiCompiler *c, enum KiExcId id, const char *message, Where w,
                         bool parsed) {
    KiState *ks = c->ks;
    size_t len = 0;
    const char *text = NULL;
    bool show = parsed || has_file(c), newline = true;
    bool unread = parsed && w.line == 0 && w.col < -1; /* the source could not be decoded */
    if (w.line < 0) {
        ki_raise(ks, id, "%s", message);
        return;
    }
    if (w.text)
        text = w.text, len = strlen(text);
    else if (w.line > 0)
        text = ki_source_line(&c->arena, c->src, c->src_len, &c->popt, w.line, &len);
    bool empty = w.line == 0 && parsed && !unread;
    bool read = !c->as_given && has_file(c); /* the line is taken from the file */
    if (show && !empty) {
        bool passed = w.read_line > w.line && !w.text && !read;
        newline = !w.by_lexer && !passed && (w.text || !(is_stream(c) || is_open_line(c, w.line)));
        if (text && !w.text && !w.by_lexer && read) text = buffered_end(c, text, &len, newline, &w);
    }
    /* the column in lines that were joined, or read in pieces, where one is shown */
    if (parsed && text && !w.in_bytes && w.col > (int)len + newline) w.col = (int)len + newline;
    KiValue v[6] = {
        ki_new_ref(c->filename), ki_small_int(w.line), KI_NONE, KI_NONE, KI_NONE, KI_NONE};
    v[2] = ki_small_int(char_offset(w.in_bytes ? NULL : text, len, w.col));
    if (empty) { /* the end of the line before the first */
        v[3] = ki_new_ref(ks->empty_str);
        v[4] = v[5] = ki_small_int(0);
    } else if (show) {
        v[3] = line_text(c, text, len, newline);
    }
    if (w.end_line > 0) {
        v[4] = ki_small_int(w.end_line);
        if (w.end_col != OPEN_END)
            v[5] = ki_small_int(w.end_col == NO_END ? -1
                                : w.end_col < 0     ? 0
                                                    : end_offset(text, len, newline, w));
    }
    KiValue args[2] = {ki_str_from_utf8(ks, message, strlen(message)),
                       ki_tuple_steal(ks, v, unread ? 4 : 6)};
    KiValue exc = args[0] == KI_ERR || args[1] == KI_ERR
                      ? KI_ERR
                      : ki_exc_new(ks, ks->exceptions[id], args, c->scoping ? 1 : 2);
    if (exc != KI_ERR && c->scoping && !set_place(ks, exc, ki_tuple_of(args[1])->items)) {
        ki_decref(ks, exc);
        exc = KI_ERR;
    }
    for (int i = 0; i < 2; i++)
        if (args[i] != KI_ERR) ki_decref(ks, args[i]);
    if (exc == KI_ERR) return;
    ki_raise_obj(ks, exc);
    ki_decref(ks, exc);
}

static void comp_error(KiCompiler *c, Where w, const char *fmt, va_list ap) {
    if (c->failed) return;
    char message[512];
    vsnprintf(message, sizeof message, fmt, ap);
    raise_syntax(c, KI_EXC_SyntaxError, message, w, false);
    c->failed = true;
}

static Where where(const KiAst *at) {
    return (Where){at->line, at->col, at->end_line, at->end_col, NULL, false, true, 0};
}

void ki_comp_error(KiCompiler *c, const KiAst *at, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    comp_error(c, where(at), fmt, ap);
    va_end(ap);
}

void ki_comp_error_open(KiCompiler *c, const KiAst *at, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    comp_error(c, (Where){at->line, at->col, at->line, OPEN_END, NULL, false, true, 0}, fmt, ap);
    va_end(ap);
}

void ki_comp_error_pos(KiCompiler *c, KiPosition at, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    comp_error(c,
               (Where){(int)at.line, at.col == 0xFFFF ? -1 : at.col, (int)at.end_line,
                       at.end_col == 0xFFFF ? -1 : at.end_col, NULL, false, true, 0},
               fmt, ap);
    va_end(ap);
}

/* warnings.warn_explicit(...). A warning turned into an exception becomes a SyntaxError. */
static bool warn(KiCompiler *c, enum KiExcId category, const char *message, int line,
                 const KiAst *at) {
    KiState *ks = c->ks;
    KiValue module = ki_import(ks, "warnings");
    KiValue fn = module == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, module, "warn_explicit");
    if (module != KI_ERR) ki_decref(ks, module);
    if (fn == KI_ERR) { /* while the interpreter starts: nobody to tell */
        if (ki_pending_is(ks, KI_EXC_MemoryError)) return false;
        ki_clear_exc(ks);
        return true;
    }
    KiValue text = ki_str_from_utf8(ks, message, strlen(message));
    if (text == KI_ERR) {
        ki_decref(ks, fn);
        return false;
    }
    KiValue args[4] = {text, ki_from_obj(ks->exceptions[category]), c->filename,
                       ki_small_int(line)};
    KiValue r = ki_call(ks, fn, args, 4, KI_ABSENT);
    ki_decref(ks, fn);
    ki_decref(ks, text);
    if (r != KI_ERR) {
        ki_decref(ks, r);
        return true;
    }
    if (!ki_pending_is(ks, category)) return false;
    if (!at) return false;
    ki_clear_exc(ks);
    raise_syntax(c, KI_EXC_SyntaxError, message, where(at), false);
    return false;
}

void ki_comp_warn(KiCompiler *c, const KiAst *at, const char *fmt, ...) {
    if (c->failed) return;
    char message[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(message, sizeof message, fmt, ap);
    va_end(ap);
    if (!warn(c, KI_EXC_SyntaxWarning, message, at->line, at)) c->failed = true;
}

static bool parser_warning(void *userdata, const char *category, const char *message, int line) {
    KiCompiler *c = userdata;
    if (c->failed) return true;
    enum KiExcId id =
        strcmp(category, "DeprecationWarning") ? KI_EXC_SyntaxWarning : KI_EXC_DeprecationWarning;
    if (warn(c, id, message, line, NULL)) return true;
    bool as_error = ki_pending_is(c->ks, id);
    if (as_error)
        ki_clear_exc(c->ks); /* the parser reports it as a SyntaxError */
    else
        c->failed = true;
    return !as_error;
}

static void raise_diag(KiCompiler *c, const KbDiag *d) {
    KiState *ks = c->ks;
    if (ki_pending(ks)) return; /* from the warning callback */
    bool lines_alone = d->joined && ((!c->as_given && has_file(c)) || is_stream(c));
    Where w = {.line = d->line,
               .col = d->col,
               .end_line = d->end_line,
               .end_col = d->end_col,
               .text = lines_alone ? NULL : d->text,
               .by_lexer = d->by_lexer,
               .in_bytes = d->in_bytes,
               .read_line = d->read_line};
    switch (d->kind) {
    case KB_DIAG_NOMEM:
        ki_raise_nomem(ks);
        break;
    case KB_DIAG_VALUE:
        ki_raise(ks, KI_EXC_ValueError, "%s", d->message);
        break;
    case KB_DIAG_RECURSION:
        ki_raise(ks, KI_EXC_RecursionError, "%s", d->message);
        break;
    case KB_DIAG_INDENT:
        raise_syntax(c, KI_EXC_IndentationError, d->message, w, true);
        break;
    case KB_DIAG_TAB:
        raise_syntax(c, KI_EXC_TabError, d->message, w, true);
        break;
    default:
        raise_syntax(c, KI_EXC_SyntaxError, d->message, w, true);
        break;
    }
}

/* --- compiling a tree --- */

static void module_body(KiCompiler *c, void *data) {
    KiAst *root = data;
    switch (root->kind) {
    case KI_AST_Expression: {
        KiAst *e = root->Expression.body;
        c->u->loc.line = 1;
        ki_set_loc(c, e);
        int base = c->u->depth;
        ki_expr(c, e, KI_TO_TEMP);
        ki_emit(c, KI_OP_RETURN, KI_FL_AT, base, 0, 0);
        ki_drop(c, base);
        ki_reserve(c, base);
        ki_die(c);
        break;
    }
    case KI_AST_Interactive:
        ki_body(c, root->Interactive.body);
        break;
    default:
        ki_body(c, root->Module.body);
        break;
    }
}

/* What comes before code is generated. */
static bool scope(KiCompiler *c, KiAst *root) {
    c->scoping = true;
    ki_future_scan(c, root);
    if (!c->failed) ki_symtable_build(c, root);
    c->scoping = false;
    return !c->failed;
}

static KiCode *compile_tree(KiCompiler *c, KiAst *root) {
    if (!scope(c, root)) return NULL;
    bool names = !(c->flags & KI_COMPILE_MODULE);
    KiUnit proto = {.kind = KI_UNIT_MODULE,
                    .name = "<module>",
                    .node = root,
                    .namespace_ = names,
                    .first_line = 1,
                    .qualname = ki_comp_check(c, ki_str_from_cstr(c->ks, "<module>"))};
    if (c->failed) return NULL;
    KiCode *code = ki_compile_unit(c, &proto, c->top_scope, module_body, root);
    return code;
}

static void compiler_free(KiCompiler *c) {
    KiPtrMap *owned[] = {&c->interned, &c->folded};
    for (int m = 0; m < 2; m++)
        for (uint32_t i = 0; i < owned[m]->cap; i++)
            if (owned[m]->keys[i]) ki_decref(c->ks, owned[m]->values[i]);
    ki_decref(c->ks, c->filename);
    kb_arena_free(&c->arena);
}

static void set_options(KiCompiler *c, int flags) {
    int level = (flags & KI_COMPILE_OPTIMIZE_MASK) >> 1;
    c->flags = flags;
    c->optimize = level ? level - 1 : c->ks->config.optimize;
    c->popt = (KiParseOptions){
        .source_is_utf8 = flags & KI_COMPILE_UTF8,
        .allow_incomplete = flags & KI_COMPILE_ALLOW_INCOMPLETE,
        .angled_not_equal = flags & KI_CO_FUTURE_BARRY,
        .dont_imply_dedent = flags & KI_COMPILE_DONT_IMPLY_DEDENT,
        .older_than = (uint8_t)(flags >> KI_COMPILE_OLDER_THAN_SHIFT),
        .max_int_digits = c->ks->config.int_max_str_digits
                              ? (uint32_t)c->ks->config.int_max_str_digits
                              : UINT32_MAX,
        .unicode_name = ki_ucd_lookup,
        .names = &c->names,
        .warn = flags & KI_COMPILE_UNHEARD ? NULL : parser_warning,
        .warn_data = c,
    };
    int limit = c->ks->recursion_limit;
    c->max_depth = limit > 1000000 ? 3000000 : limit * 3;
    if (c->max_depth < 3000)
        c->max_depth = 3000; /* a low limit at run time must not forbid imports */
}

static bool start(KiCompiler *c, KiState *ks, const char *src, size_t len, const char *filename,
                  int flags) {
    *c = (KiCompiler){.ks = ks, .src = src, .src_len = len, .path = filename, .filename = KI_NONE};
    kb_arena_init(&c->arena, &ks->alloc);
    ki_names_init(&c->names, &c->arena);
    c->scopes.arena = c->interned.arena = c->folded.arena = c->own_texts.arena = &c->arena;
    set_options(c, flags);
    if (flags & KI_COMPILE_SCRIPT) c->popt.filename = filename;
    if (!ki_depth_room(ks, " during compilation")) return false;
    KiValue name = ki_str_from_utf8(ks, filename, strlen(filename));
    if (name != KI_ERR) c->filename = name;
    return name != KI_ERR;
}

static KiAst *parse(KiCompiler *c, const char *mode) {
    KiAst *root = NULL;
    KbDiag diag = {0};
    KiParseMode pm = !strcmp(mode, "single")      ? KI_PARSE_SINGLE
                     : !strcmp(mode, "eval")      ? KI_PARSE_EVAL
                     : !strcmp(mode, "func_type") ? KI_PARSE_FUNC_TYPE
                                                  : KI_PARSE_EXEC;
    c->as_given = pm != KI_PARSE_EXEC;
    if (ki_parse(&c->arena, c->src, c->src_len, pm, &c->popt, &root, &diag))
        return c->failed ? NULL : root;
    raise_diag(c, &diag);
    return NULL;
}

KiValue ki_compile(KiState *ks, const char *src, size_t len, const char *filename, const char *mode,
                   int flags) {
    KiCompiler c;
    KiAst *root = start(&c, ks, src, len, filename, flags) ? parse(&c, mode) : NULL;
    c.interactive = !strcmp(mode, "single");
    KiCode *code = root ? compile_tree(&c, root) : NULL;
    compiler_free(&c);
    return code ? ki_from_obj(code) : KI_ERR;
}

KiValue ki_parse_tree(KiState *ks, const char *src, size_t len, const char *filename,
                      const char *mode, int flags, KiUseTreeFn use, void *arg) {
    KiCompiler c;
    KiAst *root = start(&c, ks, src, len, filename, flags) ? parse(&c, mode) : NULL;
    KiValue r = root ? use(ks, root, arg) : KI_ERR;
    compiler_free(&c);
    return r;
}

KiValue ki_scope_tree(KiState *ks, const char *src, size_t len, const char *filename,
                      const char *mode, int flags, KiUseScopesFn use, void *arg) {
    KiCompiler c;
    KiAst *root = start(&c, ks, src, len, filename, flags) ? parse(&c, mode) : NULL;
    KiValue r = root && scope(&c, root) ? use(ks, c.top_scope, arg) : KI_ERR;
    compiler_free(&c);
    return r;
}

KiValue ki_compile_tree(KiState *ks, const char *filename, int flags, KiBuildTreeFn build,
                        void *arg) {
    KiCompiler c;
    KiCode *code = NULL;
    if (start(&c, ks, "", 0, filename, flags)) {
        KiAst *root = build(ks, &c.arena, &c.names, arg);
        c.interactive = root && root->kind == KI_AST_Interactive;
        if (root) code = compile_tree(&c, root);
    }
    compiler_free(&c);
    return code ? ki_from_obj(code) : KI_ERR;
}

bool ki_is_constant(KiState *ks, KiAst *e) {
    KiCompiler c;
    bool constant = start(&c, ks, "", 0, "", 0) && ki_fold(&c, e) != KI_ABSENT;
    compiler_free(&c);
    ki_clear_exc(ks);
    return constant;
}
