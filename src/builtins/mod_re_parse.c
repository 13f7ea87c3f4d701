/* The syntax of Python's regular expressions: recursive descent over the pattern, which raises
 * re.error where CPython does and writes the same expression for PCRE2.
 *
 * Groups are written by number, so PCRE2 never sees a name. Flags i, m and s become PCRE2's; x, a,
 * u and L are resolved here. Widths are computed for the rule on lookbehind alone. */
#include "../base/unicode_db.h"
#include "mod_re.h"

#include <ctype.h>

#define WIDTH_MAX ((int64_t)1 << 40)

typedef struct Width {
    int64_t lo, hi;
} Width;
typedef enum ItemKind { ITEM_NONE, ITEM_ANCHOR, ITEM_REPEAT, ITEM_OTHER } ItemKind;
/* What the last item was: what a quantifier needs to know. */
typedef struct Item {
    ItemKind kind;
    Width w;
    int groups_before;
    size_t text; /* where it begins in what is written */
} Item;

static bool parse_alternatives(ReParser *p, Width *w, bool top);

static int64_t width_add(int64_t a, int64_t b) {
    return a + b > WIDTH_MAX ? WIDTH_MAX : a + b;
}
static int64_t width_mul(int64_t a, int64_t b) {
    return a && b > WIDTH_MAX / a ? WIDTH_MAX : a * b;
}

/* --- groups and references --- */

static bool open_group(ReParser *p, int *out) {
    KiState *ks = p->in.ks;
    if (p->n_groups + 1 >= p->cap_groups) {
        int cap = p->cap_groups ? p->cap_groups * 2 : 16;
        ReGroup *g = ki_mem_realloc(ks, p->groups, (size_t)p->cap_groups * sizeof *g,
                                    (size_t)cap * sizeof *g);
        if (!g) return false;
        p->groups = g;
        p->cap_groups = cap;
    }
    if (p->n_groups >= RE_MAX_GROUPS) return ki_re_error(&p->in, 0, "too many groups");
    *out = ++p->n_groups;
    p->groups[*out] = (ReGroup){.close_order = -1};
    return true;
}
static void close_group(ReParser *p, int g, Width w) {
    p->groups[g] = (ReGroup){.lo = w.lo, .hi = w.hi, .closed = true, .close_order = p->n_closed++};
}
/* Notes the name of the group just opened. */
static bool name_group(ReParser *p, int g, size_t from, size_t to) {
    KiState *ks = p->in.ks;
    KiValue name = ki_re_source_slice(&p->in, from, to);
    KiValue old = name == KI_ERR ? KI_ERR : ki_dict_get(ks, p->names, name);
    bool ok = old == KI_ABSENT && ki_dict_set(ks, p->names, name, ki_small_int(g));
    if (old != KI_ABSENT && old != KI_ERR) {
        KiValue repr = ki_repr(ks, name);
        const char *u = repr == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(repr), NULL);
        if (u)
            ki_re_error(&p->in, to - from + 1,
                        "redefinition of group name %s as group %d; was group %d", u, g,
                        (int)ki_int_val(old));
        ki_decref(ks, repr);
    }
    ki_decref(ks, name);
    return ok;
}
/* Warnings are those of who called the function that called re's function for compiling. */
static bool check_name(ReParser *p, size_t from, size_t to) {
    return ki_re_check_name(&p->in, from, to, p->quiet ? 0 : 3);
}
static bool find_name(ReParser *p, size_t from, size_t to, int *g) {
    KiState *ks = p->in.ks;
    KiValue name = ki_re_source_slice(&p->in, from, to);
    KiValue v = name == KI_ERR ? KI_ERR : ki_dict_get(ks, p->names, name);
    ki_decref(ks, name);
    if (v == KI_ERR) return false;
    if (v == KI_ABSENT)
        return ki_re_error_name(&p->in, to - from + 1, "unknown group name ", from, to);
    *g = (int)ki_int_val(v);
    return true;
}
static bool check_lookbehind_ref(ReParser *p, int g) {
    if (p->lookbehind < 0) return true;
    if (g > p->n_groups || !p->groups[g].closed)
        return ki_re_error(&p->in, 0, "cannot refer to an open group");
    return g <= p->lookbehind ||
           ki_re_error(&p->in, 0,
                       "cannot refer to group defined in the same lookbehind subpattern");
}
static bool put_reference(ReParser *p, int g, size_t back, Item *item) {
    if (!p->groups[g].closed) return ki_re_error(&p->in, back, "cannot refer to an open group");
    if (!check_lookbehind_ref(p, g)) return false;
    bool fold = p->utf && (p->flags & RE_IGNORECASE) && (p->flags & RE_ASCII);
    kb_strbuf_printf(&p->out, fold ? "(?i:\\g{%d})" : "\\g{%d}", g);
    *item = (Item){ITEM_OTHER, {p->groups[g].lo, p->groups[g].hi}, p->n_groups, 0};
    return true;
}

/* --- escapes --- */

/* "\" digit...: an octal character or a reference. */
static bool number_escape(ReParser *p, size_t start, int32_t letter, Item *item) {
    ReSource *in = &p->in;
    int v = letter - '0', n = 1;
    bool octal = letter == '0';
    for (; n < 3; n++) {
        int32_t c = ki_re_peek(in);
        bool is_octal = c >= '0' && c <= '7';
        if (octal ? !is_octal : !(c >= '0' && c <= '9')) break;
        if (!octal && n == 2) { /* a third digit makes it octal, if all are */
            int32_t second = (int32_t)in->s[start + 2];
            if (!is_octal || letter > '7' || second > '7') break;
            v = (letter - '0') * 8 + (second - '0');
            octal = true;
        }
        v = v * (octal ? 8 : 10) + (c - '0');
        if (!ki_re_advance(in)) return false;
    }
    if (octal) {
        if (v > 0377)
            return ki_re_error(in, in->pos - start,
                               "octal escape value \\%c%c%c outside of range 0-0o377",
                               (int)in->s[start + 1], (int)in->s[start + 2], (int)in->s[start + 3]);
        ki_re_put_char(p, (uint32_t)v);
        return true;
    }
    if (v > p->n_groups)
        return ki_re_error(in, in->pos - start - 1, "invalid group reference %d", v);
    return put_reference(p, v, in->pos - start, item);
}

static bool parse_escape(ReParser *p, Item *item) {
    ReSource *in = &p->in;
    size_t start = in->pos;
    if (!ki_re_advance(in)) return false;
    int32_t letter = (int32_t)in->s[start + 1], c;
    *item = (Item){ITEM_OTHER, {1, 1}, p->n_groups, 0};
    if (letter == 'b' || letter == 'B' || letter == 'A' || letter == 'Z') {
        *item = (Item){ITEM_ANCHOR, {0, 0}, p->n_groups, 0};
        if (letter == 'A')
            kb_strbuf_puts(&p->out, "\\A");
        else if (letter == 'Z')
            kb_strbuf_puts(&p->out, "\\z");
        else
            ki_re_put_boundary(p, letter == 'B');
        return true;
    }
    if (letter < 128 && ki_re_put_category(p, letter)) return true;
    if ((c = ki_re_simple_escape(letter)) < 0) {
        if (!ki_re_char_escape(p, start, letter, &c)) return false;
        if (c < 0) return number_escape(p, start, letter, item);
    }
    ki_re_put_char(p, (uint32_t)c);
    return true;
}

/* --- quantifiers --- */

/* "{m,n}"; *literal: it is none, and "{" stands for itself. */
static bool braces(ReParser *p, int64_t *min, int64_t *max, bool *literal) {
    ReSource *in = &p->in;
    size_t here = in->pos;
    bool failed = false;
    *min = 0;
    *max = -1;
    *literal = true;
    if (ki_re_peek(in) == '}') return true;
    size_t lo = in->pos, lo_end, hi, hi_end;
    while (ki_re_peek(in) >= '0' && ki_re_peek(in) <= '9')
        if (!ki_re_advance(in)) return false;
    hi = lo;
    hi_end = lo_end = in->pos;
    if (ki_re_accept(in, ',', &failed)) {
        hi = in->pos;
        while (ki_re_peek(in) >= '0' && ki_re_peek(in) <= '9')
            if (!ki_re_advance(in)) return false;
        hi_end = in->pos;
    }
    if (!failed && !ki_re_accept(in, '}', &failed)) {
        in->pos = here;
        return !failed;
    }
    if (failed) return false;
    *literal = false;
    if (lo_end > lo) *min = ki_re_number(in, lo, lo_end);
    if (hi_end > hi) *max = ki_re_number(in, hi, hi_end);
    if (*min >= RE_MAX_REPEAT || *max >= RE_MAX_REPEAT) {
        ki_raise(in->ks, KI_EXC_OverflowError, "the repetition number is too large");
        return false;
    }
    if (*max >= 0 && *max < *min)
        return ki_re_error_at(in, (int64_t)here, "min repeat greater than max repeat");
    return true;
}

static bool put_repeat(ReParser *p, size_t item, const ReRepeat *count) {
    if (count->min > RE_ENGINE_REPEAT || count->max > RE_ENGINE_REPEAT)
        return ki_re_put_long_repeat(p, item, count);
    if (count->max < 0)
        kb_strbuf_printf(&p->out, "{%lld,}", (long long)count->min);
    else
        kb_strbuf_printf(&p->out, "{%lld,%lld}", (long long)count->min, (long long)count->max);
    if (count->lazy || count->possessive) kb_strbuf_putc(&p->out, count->lazy ? '?' : '+');
    return true;
}

static bool parse_repeat(ReParser *p, Item *item) {
    ReSource *in = &p->in;
    size_t at = in->pos;
    int32_t c = ki_re_peek(in);
    int64_t min = c == '+', max = c == '?' ? 1 : -1;
    bool literal = false, failed = false;
    if (!ki_re_advance(in)) return false;
    if (c == '{' && !braces(p, &min, &max, &literal)) return false;
    if (literal) {
        kb_strbuf_puts(&p->out, "\\{");
        *item = (Item){ITEM_OTHER, {1, 1}, p->n_groups, 0};
        return true;
    }
    if (item->kind == ITEM_NONE || item->kind == ITEM_ANCHOR)
        return ki_re_error_at(in, (int64_t)at, "nothing to repeat");
    if (item->kind == ITEM_REPEAT) return ki_re_error_at(in, (int64_t)at, "multiple repeat");
    ReRepeat count = {.min = min,
                      .max = max,
                      .groups = p->n_groups > item->groups_before,
                      .one_width = item->w.lo == item->w.hi};
    count.lazy = ki_re_accept(in, '?', &failed);
    count.possessive = !failed && !count.lazy && ki_re_accept(in, '+', &failed);
    if (failed || !put_repeat(p, item->text, &count)) return false;
    if ((max < 0 || max > 1) && p->n_groups > item->groups_before) p->want_marks = true;
    item->kind = ITEM_REPEAT;
    item->w.lo = width_mul(item->w.lo, min);
    item->w.hi = max < 0 ? (item->w.hi ? WIDTH_MAX : 0) : width_mul(item->w.hi, max);
    return true;
}

/* --- groups --- */

static int flag_of(int32_t c) {
    switch (c) {
    case 'i':
        return RE_IGNORECASE;
    case 'L':
        return RE_LOCALE;
    case 'm':
        return RE_MULTILINE;
    case 's':
        return RE_DOTALL;
    case 'x':
        return RE_VERBOSE;
    case 'a':
        return RE_ASCII;
    case 't':
        return RE_TEMPLATE;
    case 'u':
        return RE_UNICODE;
    default:
        return 0;
    }
}
enum { TYPE_FLAGS = RE_ASCII | RE_LOCALE | RE_UNICODE };

static bool flag_error(ReParser *p, int32_t c, const char *missing) {
    bool alpha = c > 0 && (c < 128 ? isalpha(c) : kb_is_xid_start((uint32_t)c));
    return ki_re_error(&p->in, c < 0 ? 0 : 1, "%s", c >= 0 && alpha ? "unknown flag" : missing);
}
/* The character just passed. */
static bool next_char(ReParser *p, int32_t *c) {
    *c = ki_re_peek(&p->in);
    return ki_re_advance(&p->in);
}
static bool flags_on(ReParser *p, int32_t *c, int *add) {
    for (;;) {
        int f = flag_of(*c);
        if (p->in.is_text ? *c == 'L' : *c == 'u')
            return ki_re_error(&p->in, 0,
                               "bad inline flags: cannot use '%c' flag with a %s pattern", (int)*c,
                               p->in.is_text ? "str" : "bytes");
        *add |= f;
        if ((f & TYPE_FLAGS) && (*add & TYPE_FLAGS) != f)
            return ki_re_error(&p->in, 0,
                               "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        if (!next_char(p, c)) return false;
        if (*c == ')' || *c == '-' || *c == ':') return true;
        if (*c < 0 || !flag_of(*c)) return flag_error(p, *c, "missing -, : or )");
    }
}
static bool flags_off(ReParser *p, int *del) {
    int32_t c;
    if (!next_char(p, &c)) return false;
    if (c < 0 || !flag_of(c)) return flag_error(p, c, "missing flag");
    for (;;) {
        if (flag_of(c) & TYPE_FLAGS)
            return ki_re_error(&p->in, 0,
                               "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        *del |= flag_of(c);
        if (!next_char(p, &c)) return false;
        if (c == ':') return true;
        if (c < 0 || !flag_of(c)) return flag_error(p, c, "missing :");
    }
}
/* "(?" flags: those of the whole pattern (*global) or of a group. c: the first letter, passed. */
static bool parse_flags(ReParser *p, int32_t c, bool *global, int *add, int *del) {
    *add = *del = 0;
    *global = false;
    if (c != '-' && !flags_on(p, &c, add)) return false;
    if (c == ')') {
        p->global |= *add;
        p->flags |= *add;
        return *global = true;
    }
    if (*add & RE_TEMPLATE)
        return ki_re_error(&p->in, 1, "bad inline flags: cannot turn on global flag");
    if (c == '-' && !flags_off(p, del)) return false;
    if (*del & RE_TEMPLATE)
        return ki_re_error(&p->in, 1, "bad inline flags: cannot turn off global flag");
    return !(*add & *del) || ki_re_error(&p->in, 1, "bad inline flags: flag turned on and off");
}

/* The options of PCRE2 that a scope has: letters of "ims". */
static int engine_flags(const ReParser *p, int flags) {
    bool by_hand = p->utf && (flags & RE_ASCII);
    return flags & (RE_MULTILINE | RE_DOTALL | (by_hand ? 0 : RE_IGNORECASE));
}
static void put_scope(ReParser *p, int old_flags) {
    static const struct {
        int flag;
        char letter;
    } letters[] = {{RE_IGNORECASE, 'i'}, {RE_MULTILINE, 'm'}, {RE_DOTALL, 's'}};
    int was = engine_flags(p, old_flags), now = engine_flags(p, p->flags);
    kb_strbuf_puts(&p->out, "(?");
    for (int i = 0; i < 3; i++)
        if (now & ~was & letters[i].flag) kb_strbuf_putc(&p->out, letters[i].letter);
    if (was & ~now) kb_strbuf_putc(&p->out, '-');
    for (int i = 0; i < 3; i++)
        if (was & ~now & letters[i].flag) kb_strbuf_putc(&p->out, letters[i].letter);
    kb_strbuf_putc(&p->out, ':');
}

static bool expect_close(ReParser *p, size_t start) {
    bool failed = false;
    if (ki_re_accept(&p->in, ')', &failed)) return true;
    return !failed && ki_re_error_at(&p->in, (int64_t)start, "missing ), unterminated subpattern");
}

static bool parse_lookaround(ReParser *p, size_t start, bool behind, bool negated, Item *item) {
    int outer = p->lookbehind, before = p->n_groups;
    Width w;
    if (behind && outer < 0) p->lookbehind = p->n_groups;
    kb_strbuf_printf(&p->out, "(?%s%c", behind ? "<" : "", negated ? '!' : '=');
    if (!parse_alternatives(p, &w, false)) return false;
    if (behind) p->lookbehind = outer;
    if (!expect_close(p, start)) return false;
    kb_strbuf_putc(&p->out, ')');
    if (behind && w.lo != w.hi) p->bad_lookbehind = true;
    if (p->n_groups > before) p->want_marks = true;
    *item = (Item){ITEM_OTHER, {0, 0}, before, 0};
    return true;
}

static bool parse_items(ReParser *p, Width *w, bool top);

/* "(?(" group ")" yes "|" no ")" */
static bool parse_conditional(ReParser *p, size_t start, Item *item) {
    ReSource *in = &p->in;
    size_t from, to;
    int g, before = p->n_groups;
    Width yes, no = {0, 0};
    bool failed = false;
    if (!ki_re_until(in, ')', "group name", &from, &to)) return false;
    if (ki_re_is_identifier(in, from, to)) {
        if (!check_name(p, from, to) || !find_name(p, from, to, &g)) return false;
    } else {
        bool odd;
        int64_t n = ki_re_group_number(in, from, to, &odd);
        if (n < 0)
            return !ki_pending(in->ks) &&
                   ki_re_error_name(in, to - from + 1, "bad character in group name ", from, to);
        if (n == 0) return ki_re_error(in, to - from + 1, "bad group number");
        if (n > RE_MAX_GROUPS)
            return ki_re_error(in, to - from + 1, "invalid group reference %lld", (long long)n);
        g = (int)n;
        if (odd && !p->quiet && !ki_re_warn_name(in, from, to, 3)) return false;
        if (g > p->max_ref) {
            p->max_ref = g;
            p->max_ref_pos = from;
        }
    }
    if (!check_lookbehind_ref(p, g)) return false;
    kb_strbuf_printf(&p->out, "(?(%d)", g);
    if (!parse_items(p, &yes, false)) return false;
    if (ki_re_accept(in, '|', &failed)) {
        kb_strbuf_putc(&p->out, '|');
        if (!parse_items(p, &no, false)) return false;
        if (ki_re_peek(in) == '|')
            return ki_re_error(in, 0, "conditional backref with more than two branches");
        if (no.hi > yes.hi) yes.hi = no.hi;
    }
    if (failed || !expect_close(p, start)) return false;
    kb_strbuf_putc(&p->out, ')');
    if (no.lo < yes.lo) yes.lo = no.lo;
    *item = (Item){ITEM_OTHER, yes, before, 0};
    return true;
}

/* "(?#" text ")" */
static bool skip_comment(ReParser *p, size_t start) {
    for (;;) {
        int32_t c = ki_re_peek(&p->in);
        if (c < 0) return ki_re_error_at(&p->in, (int64_t)start, "missing ), unterminated comment");
        if (!ki_re_advance(&p->in)) return false;
        if (c == ')') return true;
    }
}

typedef struct GroupHead {
    bool capture, atomic, scoped, done; /* done: the whole construct has been read */
    int add, del;
    size_t name, name_end;
} GroupHead;

static bool unknown_extension(ReParser *p, const char *prefix, int32_t c) {
    if (c < 0) return ki_re_error(&p->in, 0, "unexpected end of pattern");
    uint8_t u[5] = {0};
    size_t width = 1;
    if (c == '\\') {
        width = 2;
        u[0] = '\\';
        u[1 + kb_utf8_encode(p->in.s[p->in.pos - 1], u + 1)] = 0;
    } else {
        u[kb_utf8_encode((uint32_t)c, u)] = 0;
    }
    return ki_re_error(&p->in, strlen(prefix) + width, "unknown extension %s%s", prefix,
                       (const char *)u);
}

/* "(?P" */
static bool parse_p_extension(ReParser *p, GroupHead *h, Item *item) {
    ReSource *in = &p->in;
    bool failed = false;
    int g;
    if (ki_re_accept(in, '<', &failed))
        return ki_re_until(in, '>', "group name", &h->name, &h->name_end) &&
               check_name(p, h->name, h->name_end);
    if (!failed && ki_re_accept(in, '=', &failed)) {
        size_t from, to;
        h->done = true;
        return ki_re_until(in, ')', "group name", &from, &to) && check_name(p, from, to) &&
               find_name(p, from, to, &g) && put_reference(p, g, to - from + 1, item);
    }
    int32_t c;
    return !failed && next_char(p, &c) && unknown_extension(p, "?P", c);
}

/* What follows "(?". first: global flags may stand here. */
static bool parse_extension(ReParser *p, size_t start, bool first, GroupHead *h, Item *item) {
    int32_t c;
    if (!next_char(p, &c)) return false;
    h->capture = c == 'P';
    if (c == 'P') return parse_p_extension(p, h, item);
    if (c == ':') return true;
    if (c == '>') return h->atomic = true;
    h->done = true;
    if (c == '#') return skip_comment(p, start);
    if (c == '(') return parse_conditional(p, start, item);
    if (c == '=' || c == '!') return parse_lookaround(p, start, false, c == '!', item);
    if (c == '<') {
        if (!next_char(p, &c)) return false;
        if (c != '=' && c != '!') return unknown_extension(p, "?<", c);
        return parse_lookaround(p, start, true, c == '!', item);
    }
    if (c == '-' || flag_of(c)) {
        bool global;
        if (!parse_flags(p, c, &global, &h->add, &h->del)) return false;
        if (global && !first)
            return ki_re_error_at(&p->in, (int64_t)start,
                                  "global flags not at the start of the expression");
        h->done = global;
        return h->scoped = true;
    }
    return unknown_extension(p, "?", c);
}

static void enter_scope(ReParser *p, const GroupHead *h) {
    if (h->add & TYPE_FLAGS) p->flags &= ~TYPE_FLAGS;
    p->flags = (p->flags | h->add) & ~h->del;
}

static bool parse_group(ReParser *p, bool first, Item *item) {
    ReSource *in = &p->in;
    size_t start = in->pos;
    bool failed = false;
    GroupHead h = {.capture = true};
    int g = 0, before = p->n_groups, flags = p->flags;
    Width w;
    if (!ki_re_advance(in)) return false;
    if (ki_re_accept(in, '?', &failed) && !parse_extension(p, start, first, &h, item)) return false;
    if (failed) return false;
    if (h.done) return true;
    if (h.capture && (!open_group(p, &g) || (h.name_end && !name_group(p, g, h.name, h.name_end))))
        return false;
    if (h.scoped) enter_scope(p, &h);
    if (h.capture)
        kb_strbuf_puts(&p->out, p->marks ? "(?:(" : "(");
    else if (h.atomic)
        kb_strbuf_puts(&p->out, "(?>");
    else
        put_scope(p, flags);
    if (!parse_alternatives(p, &w, false) || !expect_close(p, start)) return false;
    p->flags = flags;
    kb_strbuf_putc(&p->out, ')');
    if (h.capture) {
        close_group(p, g, w);
        if (p->marks) kb_strbuf_printf(&p->out, "(*:%d))", g);
    }
    *item = (Item){ITEM_OTHER, w, before, 0};
    return true;
}

/* --- sequences --- */

/* White space and comments of verbose patterns: true if the next token was one. */
static bool skip_verbose(ReParser *p, bool *failed) {
    ReSource *in = &p->in;
    int32_t c = ki_re_peek(in);
    if (!(p->flags & RE_VERBOSE)) return false;
    if (c == ' ' || (c >= '\t' && c <= '\r')) {
        *failed = !ki_re_advance(in);
        return true;
    }
    if (c != '#') return false;
    do {
        c = ki_re_peek(in);
        if (!ki_re_advance(in)) *failed = true;
    } while (!*failed && c >= 0 && c != '\n');
    return true;
}

static bool parse_item(ReParser *p, bool first, Item *item) {
    ReSource *in = &p->in;
    int32_t c = ki_re_peek(in);
    size_t at = in->pos;
    Item next = {ITEM_OTHER, {1, 1}, p->n_groups, 0};
    switch (c) {
    case '\\':
        return parse_escape(p, item);
    case '*':
    case '+':
    case '?':
    case '{':
        return parse_repeat(p, item);
    case '(':
        return parse_group(p, first, item);
    default:
        break;
    }
    *item = next;
    if (!ki_re_advance(in)) return false;
    if (c == '[') return ki_re_parse_set(p, at);
    if (c == '^' || c == '$') {
        *item = (Item){ITEM_ANCHOR, {0, 0}, p->n_groups, 0};
        kb_strbuf_putc(&p->out, (char)c);
    } else if (c == '.') {
        kb_strbuf_putc(&p->out, '.');
    } else {
        ki_re_put_char(p, (uint32_t)c);
    }
    return true;
}

/* Items up to "|", ")" or the end. top: the first alternative of the whole pattern. */
static bool parse_items(ReParser *p, Width *w, bool top) {
    Item item = {ITEM_NONE, {0, 0}, 0, 0};
    Width before = {0, 0}; /* of everything but the last item */
    for (;;) {
        int32_t c = ki_re_peek(&p->in);
        bool failed = false;
        if (c < 0 || c == '|' || c == ')') break;
        if (skip_verbose(p, &failed)) {
            if (failed) return false;
            continue;
        }
        Item old = item;
        size_t text = p->out.len;
        bool repeat = c == '*' || c == '+' || c == '?' || c == '{';
        if (!repeat) item = (Item){ITEM_NONE, {0, 0}, p->n_groups, 0};
        if (!parse_item(p, top && old.kind == ITEM_NONE, &item)) return false;
        if (item.kind == ITEM_NONE) { /* a comment or global flags: nothing was added */
            item = old;
            continue;
        }
        if (repeat && item.kind == ITEM_REPEAT) continue;
        item.text = text;
        before.lo = width_add(before.lo, old.w.lo);
        before.hi = width_add(before.hi, old.w.hi);
    }
    w->lo = width_add(before.lo, item.w.lo);
    w->hi = width_add(before.hi, item.w.hi);
    return true;
}

/* items ("|" items)* */
static bool parse_alternatives(ReParser *p, Width *w, bool top) {
    bool failed = false;
    if (!ki_c_stack_ok(p->in.ks, " in a regular expression")) return false;
    if (++p->depth > 1000) {
        ki_raise(p->in.ks, KI_EXC_RecursionError, "maximum recursion depth exceeded");
        return false;
    }
    if (!parse_items(p, w, top)) return false;
    while (ki_re_accept(&p->in, '|', &failed)) {
        Width other;
        kb_strbuf_putc(&p->out, '|');
        if (!parse_items(p, &other, false)) return false;
        if (other.lo < w->lo) w->lo = other.lo;
        if (other.hi > w->hi) w->hi = other.hi;
    }
    p->depth--;
    return !failed;
}

/* --- the whole --- */

static bool value_error(ReParser *p, const char *message) {
    ki_raise(p->in.ks, KI_EXC_ValueError, "%s", message);
    return false;
}
static bool fix_flags(ReParser *p) {
    int *f = &p->global;
    if (p->in.is_text) {
        if (*f & RE_LOCALE) return value_error(p, "cannot use LOCALE flag with a str pattern");
        if ((*f & RE_ASCII) && (*f & RE_UNICODE))
            return value_error(p, "ASCII and UNICODE flags are incompatible");
        if (!(*f & RE_ASCII)) *f |= RE_UNICODE;
        return true;
    }
    if (*f & RE_UNICODE) return value_error(p, "cannot use UNICODE flag with a bytes pattern");
    if ((*f & RE_LOCALE) && (*f & RE_ASCII))
        return value_error(p, "ASCII and LOCALE flags are incompatible");
    return true;
}

static bool translate(ReParser *p) {
    Width w;
    ReSource *in = &p->in;
    if (!parse_alternatives(p, &w, true)) return false;
    p->min_width = w.lo;
    if (!fix_flags(p)) return false;
    if (ki_re_peek(in) >= 0) return ki_re_error(in, 0, "unbalanced parenthesis");
    if (p->max_ref > p->n_groups)
        return ki_re_error_at(in, (int64_t)p->max_ref_pos, "invalid group reference %d",
                              p->max_ref);
    if (p->bad_lookbehind)
        return ki_re_error_at(in, -1, "look-behind requires fixed-width pattern");
    if (p->out.failed) {
        ki_raise_nomem(in->ks);
        return false;
    }
    return true;
}

static bool run(KiState *ks, KiValue pattern, int flags, bool utf, bool quiet, bool marks,
                ReProgram *out, bool *again) {
    ReParser p = {.flags = flags,
                  .global = flags,
                  .utf = utf,
                  .quiet = quiet,
                  .marks = marks,
                  .lookbehind = -1};
    bool ok = ki_re_source_init(&p.in, ks, pattern);
    kb_strbuf_init(&p.out, &ks->alloc, KB_STRBUF_NO_MAX);
    ok = ok && (p.names = ki_dict_new(ks)) && translate(&p);
    *again = ok && p.want_marks && p.n_groups > 1 && !marks;
    int32_t *order = NULL;
    size_t order_size = ((size_t)p.n_groups + 1) * sizeof *order;
    if (ok && !*again) ok = (order = ki_mem_alloc(ks, order_size)) != NULL;
    if (order) {
        order[0] = -1;
        for (int i = 1; i <= p.n_groups; i++)
            order[i] = p.groups[i].close_order;
        *out = (ReProgram){.text = p.out,
                           .flags = p.global,
                           .n_groups = p.n_groups,
                           .min_width = p.min_width,
                           .needs_utf = p.needs_utf,
                           .marks = marks,
                           .names = p.names,
                           .close_order = order};
    } else {
        kb_strbuf_free(&p.out);
        if (p.names) ki_decref_obj(ks, &p.names->h);
    }
    if (p.groups) ki_mem_free(ks, p.groups, (size_t)p.cap_groups * sizeof *p.groups);
    ki_re_source_free(&p.in);
    return ok;
}

bool ki_re_translate(KiState *ks, KiValue pattern, int flags, bool utf, bool quiet,
                     ReProgram *out) {
    bool again;
    if (!run(ks, pattern, flags, utf, quiet, false, out, &again)) return false;
    return !again || run(ks, pattern, flags, utf, true, true, out, &again);
}

void ki_re_program_free(KiState *ks, ReProgram *p) {
    kb_strbuf_free(&p->text);
    if (p->names) ki_decref_obj(ks, &p->names->h);
    if (p->close_order)
        ki_mem_free(ks, p->close_order, ((size_t)p->n_groups + 1) * sizeof *p->close_order);
    *p = (ReProgram){.text = p->text};
}
