/* The text of an exception as CPython 3.11 prints it: traceback entries with source lines and caret
 * ranges, folded recursion, causes and contexts, notes, exception groups, SyntaxError. */
#include "traceback_format.h"

#include <stdio.h>

#include "../base/arena.h"
#include "../base/strbuf.h"
#include "../base/utf8.h"
#include "../compiler/compile.h"
#include "../parser/parser.h"

enum { FOLD_AFTER = 3, MAX_ENTRIES = 1000, GROUP_WIDTH = 15, GROUP_DEPTH = 10, MAX_CHAIN = 1000 };

typedef struct Out {
    KiState *ks;
    KbStrbuf b;
    int depth; /* of exception groups; 0: none */
    bool need_close;
    KiList *seen; /* exceptions already printed: a chain may be a cycle */
    bool (*write)(KiState *ks, KiValue text); /* NULL: b is all */
    /* the file whose lines were wanted last */
    KiValue file;
    KbArena arena;
    char *text;
    size_t text_len;
} Out;

static void puts_(Out *o, const char *s) {
    kb_strbuf_puts(&o->b, s);
}
static void indent(Out *o) {
    kb_strbuf_fill(&o->b, ' ', (size_t)o->depth * 2);
}
static void margin(Out *o) {
    indent(o);
    if (o->depth) puts_(o, "| ");
}

static const char *text_of(Out *o, KiValue v) {
    const char *s = ki_is_str(v) ? ki_str_utf8(o->ks, ki_str_of(v), NULL) : NULL;
    return s ? s : "?";
}

static KiValue take_text(Out *o) {
    KbStrbuf *b = &o->b;
    KiValue r =
        b->failed ? ki_raise_nomem(o->ks) : ki_str_from_utf8(o->ks, b->data ? b->data : "", b->len);
    kb_strbuf_free(b);
    kb_strbuf_init(b, &o->ks->alloc, (size_t)1 << 28);
    return r;
}

/* Writes what there is, if it is to be written in pieces. */
static bool flush(Out *o) {
    if (!o->write) return true;
    KiValue text = take_text(o);
    bool ok = text != KI_ERR && o->write(o->ks, text);
    ki_decref(o->ks, text);
    return ok;
}

/* --- source lines --- */

static void forget_file(Out *o) {
    kb_arena_free(&o->arena);
    o->text = NULL;
    o->text_len = 0;
    o->file = KI_ABSENT;
}

static void load_file(Out *o, KiValue file) {
    forget_file(o);
    kb_arena_init(&o->arena, &o->ks->alloc);
    o->file = file;
    const char *name = text_of(o, file);
    FILE *fp = name[0] == '<' ? NULL : fopen(name, "rb");
    if (!fp) return;
    KbStrbuf b;
    kb_strbuf_init(&b, &o->ks->alloc, (size_t)1 << 28);
    char buf[8192];
    size_t n;
    while ((n = fread(buf, 1, sizeof buf, fp)) > 0)
        kb_strbuf_append(&b, buf, n);
    fclose(fp);
    if (!b.failed && b.data && (o->text = kb_arena_strndup(&o->arena, b.data, b.len)))
        o->text_len = b.len;
    kb_strbuf_free(&b);
}

/* Line `line` of a file as UTF-8, NULL if there is none. Valid until another file is asked for. */
static const char *source_line(Out *o, KiValue file, uint32_t line, size_t *len) {
    if (o->file != file) load_file(o, file);
    if (!o->text || line == 0) return NULL;
    KiParseOptions opt = {0};
    return ki_source_line(&o->arena, o->text, o->text_len, &opt, (int)line, len);
}

/* --- carets --- */

typedef struct Carets {
    int start, end;  /* characters of the line */
    int left, right; /* the operator within: end of the left part, start of the right; -1 */
} Carets;

static int chars(const char *s, size_t bytes) {
    int n = 0;
    for (size_t i = 0; i < bytes; i++)
        n += ((uint8_t)s[i] & 0xC0) != 0x80;
    return n;
}
static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
}

/* The operator of a binary operation or the brackets of a subscript, in bytes of seg. One that a
 * compiler would have replaced by its value ('abc'[0] before an assignment fails) is a whole. */
static bool find_anchors(Out *o, const char *seg, size_t len, int *left, int *right) {
    KbArena ar;
    kb_arena_init(&ar, &o->ks->alloc);
    KiParseOptions opt = {.source_is_utf8 = true};
    KbDiag diag = {0};
    KiAst *root = NULL;
    bool found = false;
    if (ki_parse(&ar, seg, len, KI_PARSE_EXEC, &opt, &root, &diag) && root &&
        root->Module.body.n == 1 && root->Module.body.at[0]->kind == KI_AST_Expr) {
        KiAst *e = root->Module.body.at[0]->Expr.value;
        bool folded = ki_is_constant(o->ks, e);
        if (e->kind == KI_AST_BinOp && !folded) {
            KiAst *l = e->BinOp.left, *r = e->BinOp.right;
            for (int i = (int)l->end_col; i < (int)r->col && i < (int)len; i++) {
                if (blank(seg[i])) continue;
                *left = i;
                *right = i + 1;
                if (i + 1 < (int)r->col && !blank(seg[i + 1])) ++*right;
                found = true;
                break;
            }
        } else if (e->kind == KI_AST_Subscript && !folded) {
            *left = (int)e->Subscript.value->end_col;
            *right = (int)e->Subscript.slice->end_col + 1;
            found = true;
        }
    }
    kb_arena_free(&ar);
    return found;
}

static void put_carets(Out *o, const char *line, size_t len, KiPosition p) {
    if (p.col == 0xFFFF || p.end_col == 0xFFFF || p.col > len) return;
    size_t lead = 0;
    while (lead < len && blank(line[lead]))
        lead++;
    Carets c = {chars(line, p.col), 0, -1, -1};
    if (p.line == p.end_line) {
        if (p.end_col > len) return;
        c.end = chars(line, p.end_col);
        int left, right;
        if (p.end_col > p.col && find_anchors(o, line + p.col, p.end_col - p.col, &left, &right)) {
            c.left = c.start + chars(line + p.col, (size_t)left);
            c.right = c.start + chars(line + p.col, (size_t)right);
        }
    } else {
        /* CPython counts the characters, but looks for blanks among as many bytes */
        c.end = chars(line, len);
        while (c.end && (blank(line[c.end - 1]) || line[c.end - 1] == '\r'))
            c.end--;
    }
    if (c.end - c.start == chars(line, len) - (int)lead && c.left < 0) return;
    margin(o);
    for (int at = (int)lead - 4; ++at <= c.end;)
        kb_strbuf_putc(&o->b, at <= c.start                                   ? ' '
                              : c.left >= 0 && (at <= c.left || at > c.right) ? '~'
                                                                              : '^');
    puts_(o, "\n");
}

static void put_source(Out *o, KiValue file, KiPosition p) {
    size_t len, lead = 0;
    const char *line = source_line(o, file, p.line, &len);
    if (!line) return;
    while (lead < len && blank(line[lead]))
        lead++;
    margin(o);
    puts_(o, "    ");
    kb_strbuf_append(&o->b, line + lead, len - lead);
    puts_(o, "\n");
    put_carets(o, line, len, p);
}

/* --- traceback entries --- */

static void put_repeated(Out *o, long n) {
    if (n <= FOLD_AFTER) return;
    n -= FOLD_AFTER;
    margin(o);
    kb_strbuf_printf(&o->b,
                     n > 1 ? "  [Previous line repeated %ld more times]\n"
                           : "  [Previous line repeated %ld more time]\n",
                     n);
}

static void put_traceback(Out *o, KiValue tb, const char *header_margin, const char *header) {
    int64_t limit = MAX_ENTRIES, n = 0;
    KiDict *sys = o->ks->sys_dict; /* NULL: the interpreter ends */
    KiValue given = sys ? ki_dict_get_cstr(o->ks, sys, "tracebacklimit") : KI_ABSENT;
    if (ki_is_int(given))
        limit = ki_int_val(given);
    else if (ki_is_integer(given) && ki_int_sign(given) < 0)
        limit = 0;
    if (limit <= 0) return;
    indent(o);
    puts_(o, header_margin);
    puts_(o, header);
    for (KiValue t = tb; ki_is_ptr(t); t = ((KiTraceback *)ki_obj(t))->next)
        n++;
    while (n > limit && ki_is_ptr(tb))
        tb = ((KiTraceback *)ki_obj(tb))->next, n--;
    KiValue last_file = KI_ABSENT, last_name = KI_ABSENT;
    uint32_t last_line = 0;
    long same = 0;
    for (; ki_is_ptr(tb); tb = ((KiTraceback *)ki_obj(tb))->next) {
        KiTraceback *e = (KiTraceback *)ki_obj(tb);
        const KiCode *c = ki_traceback_func(e)->code;
        KiPosition p = ki_code_position(c, e->pc);
        if (KB_UNLIKELY(e->line)) p = (KiPosition){.line = (uint32_t)e->line};
        uint32_t line = p.line ? p.line : c->first_line;
        if (c->filename != last_file || c->name != last_name || line != last_line) {
            put_repeated(o, same);
            same = 0;
            last_file = c->filename;
            last_name = c->name;
            last_line = line;
        }
        if (++same > FOLD_AFTER) continue;
        margin(o);
        kb_strbuf_printf(&o->b, "  File \"%s\", line %u, in %s\n", text_of(o, c->filename),
                         (unsigned)line, text_of(o, c->name));
        p.line = line;
        put_source(o, c->filename, p);
    }
    put_repeated(o, same);
}

/* --- the last lines --- */

typedef struct ErrorPlace { /* the attributes of a SyntaxError; offsets count from 1 */
    int64_t line, offset, end_line, end;
} ErrorPlace;

/* The text of a SyntaxError, of which lines before the one with the caret are left out, and the
 * caret, or carets below the whole range. */
static void put_error_text(Out *o, KiStr *text, ErrorPlace p, bool range) {
    size_t size;
    const char *s = ki_str_utf8(o->ks, text, &size);
    if (!s) s = "", size = 0;
    if (p.end_line > p.line) /* bytes with the newline, not characters: CPython's measure */
        p.end = (int64_t)size;
    else if (p.end > (int64_t)size + 1)
        p.end = (int64_t)size + 1;
    if (!range || p.end <= p.offset) p.end = p.offset + 1;
    size_t lead = strspn(s, " \t\f");
    s += lead;
    int64_t left = (int64_t)(size - lead), len = left - (left && s[left - 1] == '\n');
    int64_t at = p.offset - 1 - (int64_t)lead;
    if (at > len) at = len;
    for (const char *nl; (nl = memchr(s, '\n', (size_t)left)) && nl - s < at; s = nl + 1) {
        at -= nl + 1 - s;
        left -= nl + 1 - s;
    }
    margin(o);
    puts_(o, "    ");
    kb_strbuf_append(&o->b, s, (size_t)left);
    if (!left || s[left - 1] != '\n') puts_(o, "\n");
    if (p.offset <= 0 || at < 0) return;
    margin(o);
    puts_(o, "    ");
    kb_strbuf_fill(&o->b, ' ', (size_t)at);
    kb_strbuf_fill(&o->b, '^', (size_t)(p.end - p.offset));
    puts_(o, "\n");
}

/* exc.name as an int into *n, none for None; false if it is something else. */
static bool place_attr(KiState *ks, KiValue exc, KiStr *name, int64_t none, int64_t *n) {
    KiValue v = ki_getattr_opt(ks, exc, name);
    *n = none;
    bool is_int = v == KI_NONE || (v != KI_ERR && v != KI_ABSENT && ki_index_i64(ks, v, n));
    if (v != KI_ERR && v != KI_ABSENT) ki_decref(ks, v);
    if (!is_int) ki_clear_exc(ks);
    return is_int;
}

/* Where a SyntaxError is; false if the attributes that say so do not hold numbers: such an error is
 * printed as any other. */
static bool read_place(KiState *ks, KiValue exc, ErrorPlace *p) {
    KiValue line = ki_getattr_opt(ks, exc, ks->names.n_lineno);
    bool known = line != KI_NONE;
    if (line == KI_ERR)
        ki_clear_exc(ks);
    else if (line != KI_ABSENT)
        ki_decref(ks, line);
    return known && place_attr(ks, exc, ks->names.n_lineno, 0, &p->line) &&
           place_attr(ks, exc, ks->names.n_offset, -1, &p->offset) &&
           place_attr(ks, exc, ks->names.n_end_lineno, p->line, &p->end_line) &&
           place_attr(ks, exc, ks->names.n_end_offset, -1, &p->end);
}

/* File, line, text and caret of a SyntaxError; its subclasses point at the start alone. false: the
 * text is no str, where CPython's printing ends. */
static bool put_syntax(Out *o, KiValue exc, ErrorPlace place) {
    KiState *ks = o->ks;
    bool range = ki_type_of(ks, exc) == ks->exceptions[KI_EXC_SyntaxError];
    KiValue file = ki_getattr_opt(ks, exc, ks->names.n_filename),
            text = ki_getattr_opt(ks, exc, ks->names.n_text);
    if (text == KI_ERR) {
        ki_clear_exc(ks);
        text = KI_ABSENT;
    }
    bool is_text = text == KI_ABSENT || text == KI_NONE || ki_is_str(text);
    if (file == KI_NONE)
        file = KI_ABSENT;
    else if (file != KI_ABSENT && file != KI_ERR && !ki_is_str(file)) /* whatever it is */
        ki_assign(ks, &file, ki_str(ks, file));
    if (file == KI_ERR) {
        ki_clear_exc(ks);
        file = KI_ABSENT;
    }
    margin(o);
    kb_strbuf_printf(&o->b, "  File \"%s\", line %lld\n",
                     file == KI_ABSENT ? "<string>" : text_of(o, file), (long long)place.line);
    if (text != KI_ABSENT && ki_is_str(text)) put_error_text(o, ki_str_of(text), place, range);
    ki_decref(ks, file);
    ki_decref(ks, text);
    return is_text;
}

static void put_type(Out *o, KiType *t) {
    KiState *ks = o->ks;
    KiValue mod = ki_getattr_opt(ks, ki_from_obj(t), ks->names.d_module);
    if (mod == KI_ERR) ki_clear_exc(ks);
    if (mod == KI_ERR || mod == KI_ABSENT || !ki_is_str(mod)) {
        puts_(o, "<unknown>.");
    } else if (!ki_str_eq_cstr(ki_str_of(mod), "builtins") &&
               !ki_str_eq_cstr(ki_str_of(mod), "__main__")) {
        puts_(o, text_of(o, mod));
        puts_(o, ".");
    }
    if (mod != KI_ERR) ki_decref(ks, mod);
    puts_(o, text_of(o, ki_from_obj(t->qualname)));
}

static void put_notes(Out *o, KiValue exc) {
    KiState *ks = o->ks;
    KiValue notes = ki_getattr_opt(ks, exc, ks->names.d_notes);
    if (notes == KI_ERR) ki_clear_exc(ks);
    if (notes == KI_ERR || notes == KI_ABSENT || notes == KI_NONE) return;
    KiTuple *t = ki_is_list(notes) || ki_is_tuple(notes) ? ki_to_tuple(ks, notes) : NULL;
    if (!t) {
        KiValue r = ki_repr(ks, notes);
        margin(o);
        puts_(o, r == KI_ERR ? "<__notes__ repr() failed>" : text_of(o, r));
        if (r != KI_ERR) ki_decref(ks, r);
    }
    for (int64_t i = 0; t && i < t->len; i++) {
        KiValue s = ki_str(ks, t->items[i]);
        const char *p = s == KI_ERR ? "<note str() failed>" : text_of(o, s);
        for (;;) {
            const char *nl = strchr(p, '\n');
            margin(o);
            kb_strbuf_append(&o->b, p, nl ? (size_t)(nl - p) : strlen(p));
            puts_(o, "\n");
            if (!nl) break;
            p = nl + 1;
        }
        if (s == KI_ERR)
            ki_clear_exc(ks);
        else
            ki_decref(ks, s);
    }
    if (t) ki_decref_obj(ks, &t->h);
    if (ki_pending(ks)) ki_clear_exc(ks);
    ki_decref(ks, notes);
}

static void put_exception(Out *o, KiValue exc) {
    KiState *ks = o->ks;
    KiException *e = (KiException *)ki_obj(exc);
    bool group = ki_is_subtype(ki_type_of(ks, exc), ks->exceptions[KI_EXC_BaseExceptionGroup]);
    if (ki_is_ptr(e->traceback))
        put_traceback(o, e->traceback,
                      !o->depth                ? ""
                      : group && o->depth == 1 ? "+ "
                                               : "| ",
                      group ? "Exception Group Traceback (most recent call last):\n"
                            : "Traceback (most recent call last):\n");
    KiValue said = KI_ABSENT; /* what str() is asked of, if it is not the exception */
    ErrorPlace place;
    bool placed = ki_is_subtype(ki_type_of(ks, exc), ks->exceptions[KI_EXC_SyntaxError]) &&
                  read_place(ks, exc, &place);
    if (placed) {
        if (!put_syntax(o, exc, place)) return;
        said = ki_getattr_opt(ks, exc, ks->names.n_msg);
        if (said == KI_ERR) {
            ki_clear_exc(ks);
            said = KI_ABSENT;
        }
    }
    margin(o);
    put_type(o, ki_type_of(ks, exc));
    if (!flush(o)) ki_clear_exc(ks); /* what str() prints comes behind the type's name */
    KiValue text = said == KI_NONE ? KI_ABSENT : ki_str(ks, said == KI_ABSENT ? exc : said);
    ki_decref(ks, said);
    if (text == KI_ERR) {
        ki_clear_exc(ks);
        puts_(o, ": <exception str() failed>");
    } else if (text != KI_ABSENT) {
        if (ki_str_of(text)->len) {
            puts_(o, ": ");
            size_t n;
            const char *s = ki_str_utf8(ks, ki_str_of(text), &n);
            if (s) kb_strbuf_append(&o->b, s, n);
        }
        ki_decref(ks, text);
    }
    if (!flush(o)) ki_clear_exc(ks); /* looking for names may run __getattr__ and __dir__ */
    KiValue s = ki_suggestion(ks, exc);
    if (s != KI_ABSENT) {
        kb_strbuf_printf(&o->b, ". Did you mean: '%s'?", text_of(o, s));
        ki_decref(ks, s);
    }
    puts_(o, "\n");
    if (!placed) put_notes(o, exc); /* CPython has only the message left then */
}

/* --- chains and groups --- */

static void put_chain(Out *o, KiValue exc);

static void put_group(Out *o, KiValue exc) {
    KiState *ks = o->ks;
    if (o->depth > GROUP_DEPTH) {
        margin(o);
        kb_strbuf_printf(&o->b, "... (max_group_depth is %d)\n", GROUP_DEPTH);
        return;
    }
    if (o->depth == 0) o->depth = 1;
    put_exception(o, exc);
    KiValue excs = ki_getattr_opt(ks, exc, ks->names.n_exceptions);
    int64_t total = ki_is_tuple(excs) ? ki_tuple_of(excs)->len : 0,
            n = total <= GROUP_WIDTH ? total : GROUP_WIDTH + 1;
    o->need_close = false;
    for (int64_t i = 0; i < n; i++) {
        bool last = i == n - 1, cut = i >= GROUP_WIDTH;
        if (last) o->need_close = true;
        indent(o);
        puts_(o, i == 0 ? "+-" : "  ");
        if (cut)
            puts_(o, "+---------------- ... ----------------\n");
        else
            kb_strbuf_printf(&o->b, "+---------------- %lld ----------------\n", (long long)i + 1);
        o->depth++;
        if (!cut) {
            put_chain(o, ki_tuple_of(excs)->items[i]);
        } else {
            margin(o);
            kb_strbuf_printf(&o->b, "and %lld more exception%s\n", (long long)(total - GROUP_WIDTH),
                             total - GROUP_WIDTH > 1 ? "s" : "");
        }
        if (last && o->need_close) {
            indent(o);
            puts_(o, "+------------------------------------\n");
            o->need_close = false;
        }
        o->depth--;
    }
    if (o->depth == 1) o->depth = 0;
    if (excs == KI_ERR)
        ki_clear_exc(ks);
    else
        ki_decref(ks, excs);
}

static bool seen(Out *o, KiValue exc) {
    for (int64_t i = 0; i < o->seen->len; i++)
        if (o->seen->items[i] == exc) return true;
    return false;
}

static void put_chained(Out *o, KiValue exc, const char *message) {
    bool need_close = o->need_close;
    put_chain(o, exc);
    o->need_close = need_close;
    margin(o);
    puts_(o, "\n");
    margin(o);
    puts_(o, message);
    margin(o);
    puts_(o, "\n");
}

static void put_chain(Out *o, KiValue exc) {
    KiState *ks = o->ks;
    KiException *e = (KiException *)ki_obj(exc);
    if (!ki_list_append(ks, o->seen, exc)) ki_clear_exc(ks);
    if (o->seen->len < MAX_CHAIN && ki_c_stack_ok(ks, "")) {
        if (ki_is_exception(e->cause)) {
            if (!seen(o, e->cause))
                put_chained(
                    o, e->cause,
                    "The above exception was the direct cause of the following exception:\n");
        } else if (ki_is_exception(e->context) && !e->suppress_context) {
            if (!seen(o, e->context))
                put_chained(
                    o, e->context,
                    "During handling of the above exception, another exception occurred:\n");
        }
    }
    if (ki_pending(ks)) ki_clear_exc(ks);
    if (ki_is_subtype(ki_type_of(ks, exc), ks->exceptions[KI_EXC_BaseExceptionGroup]))
        put_group(o, exc);
    else
        put_exception(o, exc);
}

/* The whole text, or the rest of it behind the pieces given to write. */
static KiValue format(KiState *ks, KiValue exc, bool (*write)(KiState *ks, KiValue text)) {
    if (!ki_is_exception(exc))
        return ki_raise(ks, KI_EXC_TypeError,
                        "print_exception(): Exception expected for value, %s found",
                        ki_type_name(ks, exc));
    Out o = {.ks = ks, .file = KI_ABSENT, .write = write};
    if (!(o.seen = ki_list_new(ks, 4))) return KI_ERR;
    kb_strbuf_init(&o.b, &ks->alloc, (size_t)1 << 28);
    kb_arena_init(&o.arena, &ks->alloc);
    ki_incref(exc);
    put_chain(&o, exc);
    KiValue r = take_text(&o);
    ki_decref(ks, exc);
    kb_strbuf_free(&o.b);
    kb_arena_free(&o.arena);
    ki_decref_obj(ks, &o.seen->h);
    return r;
}

KiValue ki_format_exception(KiState *ks, KiValue exc) {
    return format(ks, exc, NULL);
}

bool ki_print_exception(KiState *ks, KiValue exc, bool (*write)(KiState *ks, KiValue text)) {
    KiValue rest = format(ks, exc, write);
    bool ok = rest != KI_ERR && write(ks, rest);
    ki_decref(ks, rest);
    return ok;
}

KiValue ki_format_unraisable(KiState *ks, KiValue type, KiValue exc, KiValue traceback) {
    Out o = {.ks = ks, .file = KI_ABSENT};
    kb_strbuf_init(&o.b, &ks->alloc, (size_t)1 << 28);
    kb_arena_init(&o.arena, &ks->alloc);
    if (ki_is_kind(traceback, KI_K_TRACEBACK))
        put_traceback(&o, traceback, "", "Traceback (most recent call last):\n");
    if (ki_is_type(type)) {
        put_type(&o, (KiType *)ki_obj(type));
        KiValue text = exc == KI_NONE ? ki_new_ref(ks->empty_str) : ki_str(ks, exc);
        if (exc != KI_NONE) puts_(&o, ": ");
        puts_(&o, text == KI_ERR ? "<exception str() failed>" : text_of(&o, text));
        if (text == KI_ERR) ki_clear_exc(ks);
        ki_decref(ks, text);
        puts_(&o, "\n");
    }
    KiValue r = take_text(&o);
    kb_strbuf_free(&o.b);
    kb_arena_free(&o.arena);
    return r;
}
