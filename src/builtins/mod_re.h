#ifndef KI_MOD_RE_H
#define KI_MOD_RE_H
/* The module _re: Python's regular expressions on PCRE2. mod_re_parse.c and mod_re_set.c check
 * Python's syntax and rewrite it for PCRE2; mod_re_match.c runs the result; mod_re.c has the
 * Pattern type, mod_re_object.c Match and the iterators, mod_re_subst.c templates and sub().
 *
 * A pattern for str has two translations. One is for ASCII subjects: bytes in, character classes as
 * bitmaps, offsets are positions. The other is for all other text, matched in UTF-8 with Unicode
 * classes; offsets are then counted back into code points. Each is compiled when first needed, once
 * for each of search, match and fullmatch, because PCRE2's JIT wants anchoring at compile time. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "../base/utf8.h"
#include "../object/containers.h"
#include "../object/str_builder.h"
#include "builtins.h"

/* The bits of re.RegexFlag. */
enum {
    RE_TEMPLATE = 1,
    RE_IGNORECASE = 2,
    RE_LOCALE = 4,
    RE_MULTILINE = 8,
    RE_DOTALL = 16,
    RE_UNICODE = 32,
    RE_VERBOSE = 64,
    RE_DEBUG = 128,
    RE_ASCII = 256
};

/* The greatest count of a repetition, and what PCRE2 takes in one. */
#define RE_MAX_REPEAT INT64_C(4294967295)
enum { RE_ENGINE_REPEAT = 65535, RE_MAX_GROUPS = 65535 };
/* Limits of the engine: open parentheses; heap for backtracking, in KiB. */
enum { RE_NEST_LIMIT = 2100, RE_HEAP_LIMIT = 4000000 };

/* Text of a pattern or template, read by tokens: one character, or a backslash and the next. */
typedef struct ReSource {
    KiState *ks;
    uint32_t *s;
    size_t n, pos;
    bool is_text;
    KiValue text; /* str or bytes, borrowed: for the error */
} ReSource;

bool ki_re_source_init(ReSource *r, KiState *ks, KiValue text) KB_MUST_CHECK;
void ki_re_source_free(ReSource *r);
/* First character of the next token, -1 at the end. */
static inline int32_t ki_re_peek(const ReSource *r) {
    return r->pos < r->n ? (int32_t)r->s[r->pos] : -1;
}
bool ki_re_advance(ReSource *r) KB_MUST_CHECK;            /* over the next token */
bool ki_re_accept(ReSource *r, uint32_t c, bool *failed); /* the token c, if it is next */
/* Raises re.error at a position; back counts from the current one. Always false. */
bool ki_re_error_at(ReSource *r, int64_t pos, const char *fmt, ...) KB_PRINTF(3, 4);
bool ki_re_error(ReSource *r, size_t back, const char *fmt, ...) KB_PRINTF(3, 4);
/* The same with text that has "%s" where the repr of source text [from, to) stands. */
bool ki_re_error_name(ReSource *r, size_t back, const char *before, size_t from, size_t to);
/* Text up to a terminator, which is passed: [*from, *to). */
bool ki_re_until(ReSource *r, uint32_t end, const char *what, size_t *from,
                 size_t *to) KB_MUST_CHECK;
bool ki_re_is_identifier(const ReSource *r, size_t from, size_t to);
/* A plain decimal number; -1 if it is none, INT64_MAX if huge. */
int64_t ki_re_number(const ReSource *r, size_t from, size_t to);
/* The number of a group as int() reads it, which takes more than digits: with *odd, which
 * ki_re_warn_name is to tell once the number is known to be right. -1: none, or an exception is
 * pending. */
int64_t ki_re_group_number(ReSource *r, size_t from, size_t to, bool *odd) KB_MUST_CHECK;
/* "bad character in group name", as a DeprecationWarning of the caller at `level`. */
bool ki_re_warn_name(ReSource *r, size_t from, size_t to, int level) KB_MUST_CHECK;
/* An identifier, of which bytes should be ASCII. */
bool ki_re_check_name(ReSource *r, size_t from, size_t to, int level) KB_MUST_CHECK;
KiValue ki_re_source_slice(ReSource *r, size_t from, size_t to) KB_MUST_CHECK; /* a str */
int ki_re_simple_escape(int32_t c); /* the character of \a \b \f \n \r \t \v \\, or -1 */

typedef struct ReGroup {
    int64_t lo, hi;      /* width, once closed */
    int32_t close_order; /* rank of its closing parenthesis; -1 while open */
    bool closed;
} ReGroup;

/* The state of one translation. */
typedef struct ReParser {
    ReSource in;
    KbStrbuf out;
    int flags;       /* of the innermost scope */
    int global;      /* of the whole pattern */
    bool utf;        /* write for UTF-8 subjects */
    bool quiet;      /* the warnings have been issued before */
    bool needs_utf;  /* the other form cannot say this */
    bool marks;      /* note the group that closed last with (*MARK) */
    bool want_marks; /* the order of closing cannot be told from the offsets */
    ReGroup *groups; /* [0] unused */
    int n_groups, cap_groups, n_closed;
    KiDict *names;  /* name -> number */
    int lookbehind; /* groups when the lookbehind began, or -1 */
    bool bad_lookbehind;
    int max_ref; /* highest group asked for by a condition, and where */
    size_t max_ref_pos;
    int depth;
    int64_t min_width; /* of the whole, once it was read */
} ReParser;

/* mod_re_set.c */
void ki_re_put_char(ReParser *p, uint32_t c); /* a literal, any case folding included */
bool ki_re_parse_set(ReParser *p, size_t start) KB_MUST_CHECK; /* after "[" */
bool ki_re_put_category(ReParser *p, int32_t letter); /* \d \D \s \S \w \W outside of a set */
void ki_re_put_boundary(ReParser *p, bool negated);
/* The code point of an escape that starts at `start`; in a set, \b is a backspace. *c: -1 when it
 * is no character escape but a digit one that the caller understands. */
bool ki_re_char_escape(ReParser *p, size_t start, int32_t letter, int32_t *c) KB_MUST_CHECK;

/* How often something is repeated (re_repeat.c). */
typedef struct ReRepeat {
    int64_t min, max; /* max -1: any number */
    bool lazy, possessive;
    bool groups;    /* it captures */
    bool one_width; /* all that it can match is equally long */
} ReRepeat;
/* Repeats what stands from offset `item` in p->out more often than the engine can count. */
bool ki_re_put_long_repeat(ReParser *p, size_t item, const ReRepeat *count) KB_MUST_CHECK;

/* What a translation gives (mod_re_parse.c). */
typedef struct ReProgram {
    KbStrbuf text;
    int flags, n_groups;
    int64_t min_width; /* of a match, in characters */
    bool needs_utf, marks;
    KiDict *names;
    int32_t *close_order; /* [n_groups + 1] */
} ReProgram;
/* quiet: without the warnings, which the first of several translations issues. */
bool ki_re_translate(KiState *ks, KiValue pattern, int flags, bool utf, bool quiet,
                     ReProgram *out) KB_MUST_CHECK;
void ki_re_program_free(KiState *ks, ReProgram *p);

typedef struct ReWide ReWide;         /* re_wide.h */
typedef struct ReWideCode ReWideCode; /* likewise */

enum { RE_SEARCH, RE_MATCH, RE_FULLMATCH, RE_N_MODES };

typedef struct RePattern {
    KiObj h;
    KiValue source; /* str or bytes */
    int flags, n_groups;
    bool is_text, ascii_ok, marks;
    KiValue names;     /* dict name -> number */
    KiValue by_number; /* tuple: name or None */
    int32_t *close_order;
    int uses;
    pcre2_code *code[2][RE_N_MODES]; /* [for UTF-8 subjects][mode] */
    bool jit[2][RE_N_MODES];
    bool is_wide; /* the code is too large for the byte library: in its place stands */
    ReWideCode *wide[2][RE_N_MODES];
    int last_mark;          /* of the last match of a wide code, 0 for none */
    pcre2_match_data *md;   /* taken while a match runs */
    KiValue tmpl_key, tmpl; /* the last template of sub() and its parts */
} RePattern;

/* A subject between pos and endpos. Offsets are bytes into data. */
typedef struct ReSubject {
    KiValue value;
    const uint8_t *data;
    size_t len;          /* bytes up to endpos */
    int64_t n;           /* length of the whole value, in characters */
    int64_t pos, endpos; /* in characters */
    size_t start;        /* pos in bytes */
    bool utf, is_text, has_view;
    KiBytesView view;
    size_t known_byte; /* a place whose two positions are known */
    int64_t known_char;
    uint32_t *wide; /* the subject in units of 32 bits, once it was asked for */
    size_t n_wide, wide_size;
} ReSubject;

typedef struct ReMatch {
    KiObj h;
    KiValue string, pattern, regs_cache;
    int64_t pos, endpos;
    int last_index; /* -1: none */
    int n;          /* groups, the whole included */
    int64_t *regs;  /* 2 * n; -1 where a group did not take part */
    int64_t few[6];
} ReMatch;

/* What one state keeps for regular expressions; an object so that it is freed in time. */
typedef struct ReState {
    KiObj h;
    KiType *pattern, *match, *scanner, *iter;
    KiState *owner;
    pcre2_general_context *general;
    pcre2_compile_context *compile;
    pcre2_match_context *ctx;
    pcre2_jit_stack *stack;
    uint32_t match_limit; /* in force */
    ReWide *wide;         /* or NULL */
} ReState;
ReState *ki_re_state(KiState *ks);
/* Memory of the state for PCRE2; data is the ReState. */
void *ki_re_malloc(size_t n, void *data);
void ki_re_free(void *block, void *data);

/* --- matching (mod_re_match.c) --- */
bool ki_re_subject(KiState *ks, RePattern *p, KiValue string, int64_t pos, int64_t endpos,
                   ReSubject *out) KB_MUST_CHECK;
void ki_re_subject_free(KiState *ks, ReSubject *s);
enum { RE_RAISED = -1000 }; /* beside PCRE2's own results */
/* 1 with the offsets in p->md, 0 none, -1 raised. from: byte offset; not_empty: no empty match
 * exactly there. */
int ki_re_exec(KiState *ks, RePattern *p, ReSubject *s, int mode, size_t from,
               bool not_empty) KB_MUST_CHECK;
int64_t ki_re_char_at(ReSubject *s, size_t byte);
size_t ki_re_byte_at(ReSubject *s, int64_t ch);
/* The subject between two byte offsets, as str or bytes. */
KiValue ki_re_piece(KiState *ks, ReSubject *s, size_t from, size_t to) KB_MUST_CHECK;
/* Group g of the match in p->md; dflt where it took no part. */
KiValue ki_re_md_group(KiState *ks, RePattern *p, ReSubject *s, int g, KiValue dflt) KB_MUST_CHECK;
void ki_re_pattern_free_code(RePattern *p);

/* --- Match objects (mod_re_object.c) --- */
KiType *ki_re_make_match_type(KiState *ks);
KiType *ki_re_make_scanner_type(KiState *ks);
KiType *ki_re_make_iter_type(KiState *ks);
KiValue ki_re_match_new(KiState *ks, RePattern *p, ReSubject *s) KB_MUST_CHECK;
KiValue ki_re_match_group(KiState *ks, ReMatch *m, int g, KiValue dflt) KB_MUST_CHECK;
/* finditer() and scanner(). */
KiValue ki_re_scan_new(KiState *ks, KiType *t, RePattern *p, KiValue string, int64_t pos,
                       int64_t endpos) KB_MUST_CHECK;

/* --- templates (mod_re_subst.c) --- */
/* A template's parts: a tuple of strs (or bytes) and group numbers. */
KiValue ki_re_template(KiState *ks, RePattern *p, KiValue repl) KB_MUST_CHECK;
KiValue ki_re_expand(KiState *ks, ReMatch *m, KiValue parts) KB_MUST_CHECK;
KiValue ki_re_sub(KiState *ks, RePattern *p, KiValue repl, KiValue string, int64_t count,
                  bool with_count) KB_MUST_CHECK;
#endif
