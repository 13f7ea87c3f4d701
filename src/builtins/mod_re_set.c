/* Characters, classes and sets of a regular expression, in the words of PCRE2. */
#include "mod_re.h"
#include "ucd.h"

/* Without Unicode case folding in a UTF-8 translation, letters are written in both cases. */
static bool both_cases(const ReParser *p) {
    return p->utf && (p->flags & RE_IGNORECASE) && (p->flags & RE_ASCII);
}
static bool is_letter(uint32_t c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}
static bool unicode_classes(const ReParser *p) {
    return p->in.is_text && !(p->flags & RE_ASCII);
}

/* Letters that CPython takes for the same and PCRE2 does not. */
static const struct {
    uint32_t letters[4];
    const char *members;
} TWINS[] = {{{'I', 'i', 0x130, 0x131}, "Ii\\x{130}\\x{131}"},
             {{0x390, 0x1FD3}, "\\x{390}\\x{1fd3}"},
             {{0x3B0, 0x1FE3}, "\\x{3b0}\\x{1fe3}"},
             {{0xFB05, 0xFB06}, "\\x{fb05}\\x{fb06}"}};

/* Writes the twins of the characters from a to b, as members of a set; whether there are any. */
static bool put_twins(ReParser *p, uint32_t a, uint32_t b, bool as_set) {
    bool found = false;
    if (!p->utf || !(p->flags & RE_IGNORECASE) || !unicode_classes(p)) return false;
    for (size_t i = 0; i < sizeof TWINS / sizeof *TWINS; i++) {
        bool meets = false;
        for (int k = 0; k < 4; k++)
            meets |= TWINS[i].letters[k] && TWINS[i].letters[k] - a <= b - a;
        if (meets) kb_strbuf_printf(&p->out, as_set ? "[%s]" : "%s", TWINS[i].members);
        found |= meets;
    }
    return found;
}

static void put_code(ReParser *p, uint32_t c) {
    if (c < 128 && (is_letter(c) || (c >= '0' && c <= '9') || c == '_')) {
        kb_strbuf_putc(&p->out, (char)c);
    } else if (c > ' ' && c < 127) {
        kb_strbuf_putc(&p->out, '\\');
        kb_strbuf_putc(&p->out, (char)c);
    } else {
        kb_strbuf_printf(&p->out, "\\x{%x}", (unsigned)c);
    }
}

/* Is c outside of what an ASCII subject can hold? */
static bool out_of_reach(ReParser *p, uint32_t c) {
    if (!p->in.is_text || p->utf || c < 128) return false;
    if (p->flags & RE_IGNORECASE) p->needs_utf = true; /* it may fold to an ASCII letter */
    return true;
}

void ki_re_put_char(ReParser *p, uint32_t c) {
    if (out_of_reach(p, c)) {
        kb_strbuf_puts(&p->out, "[^\\x00-\\xff]"); /* never */
    } else if (both_cases(p) && c < 128 && is_letter(c)) {
        kb_strbuf_printf(&p->out, "[%c%c]", (int)c, (int)(c ^ 32));
    } else if (!put_twins(p, c, c, true)) {
        put_code(p, c);
    }
}

/* The members of a category inside [...], \D \S \W in Unicode excepted. */
static const char *category_members(const ReParser *p, int32_t letter) {
    bool unicode = unicode_classes(p);
    switch (letter) {
    case 'd':
        return unicode && p->utf ? "\\p{Nd}" : "0-9";
    case 'D':
        return unicode && p->utf ? "\\P{Nd}" : "\\x00-\\x2f\\x3a-\\x7f";
    case 's':
        if (!unicode) return "\\x09-\\x0d\\x20";
        return p->utf ? "\\x09-\\x0d\\x1c-\\x20\\x85\\xa0\\x{1680}\\x{2000}-\\x{200a}\\x{2028}"
                        "\\x{2029}\\x{202f}\\x{205f}\\x{3000}"
                      : "\\x09-\\x0d\\x1c-\\x20";
    case 'S':
        if (!unicode) return "\\x00-\\x08\\x0e-\\x1f\\x21-\\x7f";
        return p->utf
                   ? "\\x00-\\x08\\x0e-\\x1b\\x21-\\x84\\x86-\\x9f\\xa1-\\x{167f}\\x{1681}-\\x{"
                     "1fff}"
                     "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
                     "\\x{3001}-\\x{10ffff}"
                   : "\\x00-\\x08\\x0e-\\x1b\\x21-\\x7f";
    case 'w':
        return unicode && p->utf ? "a-zA-Z0-9_\\p{L}\\p{N}" : "a-zA-Z0-9_";
    default: /* W */
        return "\\x00-\\x2f\\x3a-\\x40\\x5b-\\x5e\\x60\\x7b-\\x7f";
    }
}
/* What a negated category holds above ASCII, where all of that is outside of the category. */
static void put_rest(ReParser *p, int32_t letter) {
    bool unicode = unicode_classes(p);
    if ((letter != 'D' && letter != 'S' && letter != 'W') || (unicode && p->utf)) return;
    if (p->utf)
        kb_strbuf_puts(&p->out, "\\x{80}-\\x{10ffff}");
    else
        kb_strbuf_puts(&p->out, "\\x80-\\xff");
}
/* \W of Unicode cannot stand beside other members: [^\w] is written alone. */
static bool is_lonely(const ReParser *p, int32_t letter) {
    return letter == 'W' && unicode_classes(p) && p->utf;
}

/* Caseless matching must not touch classes: [^...] of \S in ranges would fold. */
bool ki_re_put_category(ReParser *p, int32_t letter) {
    if (!letter || !strchr("dDsSwW", letter)) return false;
    bool upper = letter < 'a';
    kb_strbuf_puts(&p->out, upper ? "[^" : "[");
    kb_strbuf_puts(&p->out, category_members(p, letter | 32));
    kb_strbuf_putc(&p->out, ']');
    return true;
}

/* \B does not match an empty subject. */
void ki_re_put_boundary(ReParser *p, bool negated) {
    bool native = !p->utf || !p->in.is_text || (p->flags & RE_ASCII) == (p->global & RE_ASCII);
    kb_strbuf_puts(&p->out, negated ? "(?:(?!\\A\\z)" : "(?:");
    if (native) {
        kb_strbuf_puts(&p->out, negated ? "\\B)" : "\\b)");
        return;
    }
    const char *w = category_members(p, 'w');
    kb_strbuf_printf(&p->out,
                     negated ? "(?:(?<=[%s])(?=[%s])|(?<![%s])(?![%s])))"
                             : "(?:(?<=[%s])(?![%s])|(?<![%s])(?=[%s])))",
                     w, w, w, w);
}

/* --- escapes of characters --- */

static int hex_value(uint32_t c) {
    if (c >= '0' && c <= '9') return (int)c - '0';
    return (c | 32) >= 'a' && (c | 32) <= 'f' ? (int)(c | 32) - 'a' + 10 : -1;
}
static bool bad_escape(ReParser *p, size_t start, const char *what, const char *after) {
    ReSource *in = &p->in;
    KiValue s = ki_re_source_slice(in, start, in->pos);
    const char *u = s == KI_ERR ? NULL : ki_str_utf8(in->ks, ki_str_of(s), NULL);
    if (u) ki_re_error_at(in, (int64_t)start, "%s %s%s", what, u, after);
    ki_decref(in->ks, s);
    return false;
}
static bool hex_escape(ReParser *p, size_t start, int digits, int32_t *c) {
    ReSource *in = &p->in;
    uint64_t v = 0;
    int got = 0;
    for (int d; got < digits && in->pos < in->n && (d = hex_value(in->s[in->pos])) >= 0; got++) {
        v = v * 16 + (uint64_t)d;
        if (!ki_re_advance(in)) return false;
    }
    if (got < digits) return bad_escape(p, start, "incomplete escape", "");
    if (v > 0x10FFFF) return bad_escape(p, start, "bad escape", "");
    *c = (int32_t)v;
    return true;
}
static bool named_escape(ReParser *p, int32_t *c) {
    ReSource *in = &p->in;
    bool failed = false;
    size_t from, to, len;
    if (!ki_re_accept(in, '{', &failed)) return !failed && ki_re_error(in, 0, "missing {");
    if (!ki_re_until(in, '}', "character name", &from, &to)) return false;
    KiValue name = ki_re_source_slice(in, from, to);
    const char *u = name == KI_ERR ? NULL : ki_str_utf8(in->ks, ki_str_of(name), &len);
    uint32_t cp;
    bool found = u && ki_ucd_lookup(u, len, &cp);
    ki_decref(in->ks, name);
    if (!u) return false;
    if (!found) return ki_re_error_name(in, to - from + 4, "undefined character name ", from, to);
    *c = (int32_t)cp;
    return true;
}

bool ki_re_char_escape(ReParser *p, size_t start, int32_t letter, int32_t *c) {
    ReSource *in = &p->in;
    *c = -1;
    if (letter == 'x') return hex_escape(p, start, 2, c);
    if (in->is_text && letter == 'u') return hex_escape(p, start, 4, c);
    if (in->is_text && letter == 'U') return hex_escape(p, start, 8, c);
    if (in->is_text && letter == 'N') return named_escape(p, c);
    if (letter >= '0' && letter <= '9') return true;
    if (letter < 128 && is_letter((uint32_t)letter)) return bad_escape(p, start, "bad escape", "");
    *c = letter;
    return true;
}

static bool octal_in_set(ReParser *p, size_t start, int32_t letter, int32_t *c) {
    ReSource *in = &p->in;
    if (letter > '7') return bad_escape(p, start, "bad escape", "");
    int v = letter - '0';
    for (int i = 0; i < 2 && ki_re_peek(in) >= '0' && ki_re_peek(in) <= '7'; i++) {
        v = v * 8 + ki_re_peek(in) - '0';
        if (!ki_re_advance(in)) return false;
    }
    if (v > 0377) return bad_escape(p, start, "octal escape value", " outside of range 0-0o377");
    *c = v;
    return true;
}

/* --- sets --- */

/* One member: a character (*c >= 0) or a category (*category). */
static bool set_member(ReParser *p, int32_t *c, int32_t *category) {
    ReSource *in = &p->in;
    size_t start = in->pos;
    int32_t first = ki_re_peek(in);
    *category = 0;
    if (!ki_re_advance(in)) return false;
    *c = first;
    if (first != '\\') return true;
    int32_t letter = (int32_t)in->s[start + 1];
    if ((*c = ki_re_simple_escape(letter)) >= 0) return true;
    if (letter > 0 && letter < 128 && strchr("dDsSwW", letter)) {
        *category = letter;
        return true;
    }
    if (!ki_re_char_escape(p, start, letter, c)) return false;
    return *c >= 0 || octal_in_set(p, start, letter, c);
}

static void put_set_range(ReParser *p, uint32_t lo, uint32_t hi) {
    if (out_of_reach(p, hi)) {
        if (lo > 127) return;
        hi = 127;
    }
    put_code(p, lo);
    if (hi > lo) {
        kb_strbuf_putc(&p->out, '-');
        put_code(p, hi);
    }
    put_twins(p, lo, hi, false);
    if (!both_cases(p)) return;
    for (uint32_t c = lo < 'A' ? 'A' : lo; c <= hi && c <= 'z'; c++)
        if (is_letter(c)) put_code(p, c ^ 32);
}

static bool bad_range(ReParser *p, size_t start, size_t first_len, size_t that) {
    ReSource *in = &p->in;
    size_t that_len = in->s[that] == '\\' ? 2 : 1;
    KiValue a = ki_re_source_slice(in, start, start + first_len);
    KiValue b = a == KI_ERR ? KI_ERR : ki_re_source_slice(in, that, that + that_len);
    const char *ua = a == KI_ERR ? NULL : ki_str_utf8(in->ks, ki_str_of(a), NULL);
    const char *ub = b == KI_ERR ? NULL : ki_str_utf8(in->ks, ki_str_of(b), NULL);
    if (ua && ub) ki_re_error(in, first_len + 1 + that_len, "bad character range %s-%s", ua, ub);
    ki_decref(in->ks, a);
    ki_decref(in->ks, b);
    return false;
}

static bool warn_set(ReParser *p, const char *what, size_t pos) {
    return p->quiet ||
           ki_warn(p->in.ks, KI_EXC_FutureWarning, 3, "Possible %s at position %zu", what, pos);
}
static const char *set_operation(int32_t c) {
    return c == '-'   ? "set difference"
           : c == '&' ? "set intersection"
           : c == '~' ? "set symmetric difference"
                      : "set union";
}

typedef struct SetState {
    size_t start;
    bool any;    /* has a member */
    bool lonely; /* \W of Unicode is among them */
} SetState;

static void put_set_category(ReParser *p, SetState *s, int32_t letter) {
    if (is_lonely(p, letter)) {
        s->lonely = true;
        return;
    }
    kb_strbuf_puts(&p->out, category_members(p, letter));
    put_rest(p, letter);
}

/* member, or member "-" member. *end: the set was closed here. */
static bool set_item(ReParser *p, SetState *s, bool *end) {
    ReSource *in = &p->in;
    size_t first = in->pos;
    int32_t a, b, cat_a, cat_b;
    bool failed = false;
    if (s->any && in->pos + 1 < in->n && in->s[first] == in->s[first + 1] && in->s[first] < 128 &&
        strchr("-&~|", (int)in->s[first]) &&
        !warn_set(p, set_operation((int32_t)in->s[first]), first))
        return false;
    size_t first_len = in->s[first] == '\\' ? 2 : 1;
    if (!set_member(p, &a, &cat_a)) return false;
    if (!ki_re_accept(in, '-', &failed)) {
        if (failed) return false;
        if (cat_a)
            put_set_category(p, s, cat_a);
        else
            put_set_range(p, (uint32_t)a, (uint32_t)a);
        return true;
    }
    size_t that = in->pos;
    int32_t next = ki_re_peek(in);
    if (next < 0) return ki_re_error_at(in, (int64_t)s->start, "unterminated character set");
    if (next == ']') {
        if (!ki_re_advance(in)) return false;
        if (cat_a)
            put_set_category(p, s, cat_a);
        else
            put_set_range(p, (uint32_t)a, (uint32_t)a);
        put_set_range(p, '-', '-');
        return *end = true;
    }
    if (next == '-' && !warn_set(p, "set difference", that - 1)) return false;
    if (!set_member(p, &b, &cat_b)) return false;
    if (cat_a || cat_b || b < a) return bad_range(p, first, first_len, that);
    put_set_range(p, (uint32_t)a, (uint32_t)b);
    return true;
}

/* Writes the members that stand in out from `at` on as a set. */
static bool wrap_set(ReParser *p, size_t at, bool negated, bool lonely) {
    KbStrbuf *out = &p->out;
    if (out->failed) return true;
    bool empty = out->len == at;
    KbStrbuf members;
    kb_strbuf_init(&members, out->alloc, KB_STRBUF_NO_MAX);
    kb_strbuf_append(&members, out->data ? out->data + at : "", out->len - at);
    out->len = at;
    const char *m = empty ? "" : members.data;
    const char *word = lonely ? category_members(p, 'w') : NULL;
    if (members.failed)
        out->failed = true;
    else if (lonely && empty)
        kb_strbuf_printf(out, negated ? "[%s]" : "[^%s]", word);
    else if (lonely)
        kb_strbuf_printf(out, negated ? "(?:(?![%s])[%s])" : "(?:[%s]|[^%s])", m, word);
    else if (empty)
        kb_strbuf_puts(out, negated ? "[\\x00-\\xff]" : "[^\\x00-\\xff]");
    else
        kb_strbuf_printf(out, negated ? "[^%s]" : "[%s]", m);
    kb_strbuf_free(&members);
    return true;
}

bool ki_re_parse_set(ReParser *p, size_t start) {
    ReSource *in = &p->in;
    SetState s = {.start = start};
    bool failed = false, end = false;
    if (ki_re_peek(in) == '[' && !warn_set(p, "nested set", in->pos)) return false;
    bool negated = ki_re_accept(in, '^', &failed);
    if (failed) return false;
    size_t at = p->out.len;
    for (; !end; s.any = true) {
        int32_t c = ki_re_peek(in);
        if (c < 0) return ki_re_error_at(in, (int64_t)start, "unterminated character set");
        if (c == ']' && s.any) {
            if (!ki_re_advance(in)) return false;
            break;
        }
        if (!set_item(p, &s, &end)) return false;
    }
    return wrap_set(p, at, negated, s.lonely);
}
