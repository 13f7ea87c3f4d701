/* Patterns whose compiled form is too large for the byte library of PCRE2, which links its parts by
 * two bytes: they are compiled by the library for units of 32 bits, which has no such limit. It is
 * loaded when the first such pattern is used (lazy_library.h; KI_RE_WIDE_LINKED: the build linked
 * it). The subject is widened once, one unit for a character; the offsets found are put as byte
 * offsets into the match data that all patterns have, so that nobody else sees a difference. */
#include "re_wide.h"

#ifdef KI_RE_WIDE_LINKED
static bool load_library(void) {
    return true;
}
#else
#define LIBRARY_ROUTINES "re_wide.def"
#define LIBRARY_NAMES    "libpcre2-32.so.0"
#include "../base/lazy_load.inc.h"
#endif

/* Translating larger code to machine code takes longer than most searches. */
enum { JIT_MAX_SIZE = 4 << 20 };
/* A pattern that needs more than this for its code is refused, not compiled for minutes. */
enum { CODE_MAX_SIZE = 512 << 20 };

struct ReWide {
    ReState *st;
    pcre2_general_context_32 *general;
    pcre2_compile_context_32 *compile;
    pcre2_match_context_32 *ctx;
};

struct ReWideCode {
    ReState *st;
    pcre2_code_32 *code;
    pcre2_match_data_32 *md;
    size_t min_width; /* PCRE2 itself stops counting at 65535 */
    bool jit_tried;
};

static void *wide_malloc(size_t n, void *data) {
    return n > CODE_MAX_SIZE ? NULL : ki_re_malloc(n, ((ReWide *)data)->st);
}
static void wide_free(void *block, void *data) {
    ki_re_free(block, ((ReWide *)data)->st);
}

void ki_re_wide_state_free(ReState *st) {
    ReWide *w = st->wide;
    if (!w) return;
    if (w->ctx) pcre2_match_context_free_32(w->ctx);
    if (w->compile) pcre2_compile_context_free_32(w->compile);
    if (w->general) pcre2_general_context_free_32(w->general);
    st->wide = NULL;
    ki_re_free(w, st);
}

/* The contexts of a state; NULL with *missing set if there is no library, or out of memory. */
static ReWide *wide_of(ReState *st, bool *missing) {
    *missing = !load_library();
    if (st->wide || *missing) return st->wide;
    ReWide *w = ki_re_malloc(sizeof *w, st);
    if (!w) return NULL;
    *w = (ReWide){.st = st};
    st->wide = w;
    w->general = pcre2_general_context_create_32(wide_malloc, wide_free, w);
    if (w->general) {
        w->compile = pcre2_compile_context_create_32(w->general);
        w->ctx = pcre2_match_context_create_32(w->general);
    }
    if (!w->compile || !w->ctx) {
        ki_re_wide_state_free(st);
        return NULL;
    }
    pcre2_set_newline_32(w->compile, PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit_32(w->compile, RE_NEST_LIMIT);
    pcre2_set_compile_extra_options_32(w->compile, PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES);
    pcre2_set_heap_limit_32(w->ctx, RE_HEAP_LIMIT);
    pcre2_set_depth_limit_32(w->ctx, UINT32_MAX);
    return w;
}

void ki_re_wide_code_free(ReWideCode *c) {
    if (c->md) pcre2_match_data_free_32(c->md);
    if (c->code) pcre2_code_free_32(c->code);
    ki_re_free(c, c->st);
}

int ki_re_wide_compile(ReState *st, const ReProgram *program, uint32_t options, ReWideCode **out) {
    const KbStrbuf *text = &program->text;
    bool missing;
    int error = PCRE2_ERROR_NOMEMORY;
    PCRE2_SIZE at;
    ReWide *w = wide_of(st, &missing);
    if (!w) return missing ? RE_TOO_LARGE : error;
    ReWideCode *c = ki_re_malloc(sizeof *c, st);
    uint32_t *units = c ? ki_re_malloc((text->len + 1) * sizeof *units, st) : NULL;
    if (c) *c = (ReWideCode){.st = st, .min_width = (size_t)program->min_width};
    if (units) {
        for (size_t i = 0; i < text->len; i++) /* translations are ASCII */
            units[i] = (uint8_t)text->data[i];
        c->code = pcre2_compile_32(units, text->len, options | PCRE2_USE_OFFSET_LIMIT, &error, &at,
                                   w->compile);
        ki_re_free(units, st);
    }
    if (c && c->code) {
        error = PCRE2_ERROR_NOMEMORY;
        c->md = pcre2_match_data_create_32((uint32_t)program->n_groups + 1, w->general);
    }
    if (c && c->md) {
        *out = c;
        return 0;
    }
    if (c) ki_re_wide_code_free(c);
    return error;
}

/* The subject in units, made once: bytes or characters up to endpos. */
static bool widen(KiState *ks, ReSubject *s) {
    bool changes = s->has_view && !ki_is_bytes(s->value); /* its owner may write between matches */
    if (s->wide && !changes) return true;
    size_t n = s->utf ? (size_t)ki_re_char_at(s, s->len) : s->len;
    if (!s->wide) {
        s->wide_size = (n + 1) * sizeof *s->wide;
        if (!(s->wide = ki_mem_alloc(ks, s->wide_size))) return false;
        s->n_wide = n;
    }
    if (s->utf)
        ki_copy_units(s->wide, 4, ki_str_units(ki_str_of(s->value), 0),
                      ki_str_width(ki_str_of(s->value)), n);
    else
        ki_copy_units(s->wide, 4, s->data, 1, n);
    return true;
}

static void jit(ReWideCode *c) {
    size_t size = SIZE_MAX;
    c->jit_tried = true;
    if (pcre2_pattern_info_32(c->code, PCRE2_INFO_SIZE, &size) == 0 && size <= JIT_MAX_SIZE)
        pcre2_jit_compile_32(c->code, PCRE2_JIT_COMPLETE);
}

/* Positions in units to byte offsets; those of groups are counted from the start of the match. */
static void put_offsets(ReSubject *s, const PCRE2_SIZE *units, PCRE2_SIZE *bytes, int n_groups) {
    for (int i = 0; i < 2 * n_groups; i++) {
        if (i && s->utf && units[i] >= units[0]) {
            s->known_byte = bytes[0];
            s->known_char = (int64_t)units[0];
        }
        bytes[i] = units[i] == PCRE2_UNSET ? PCRE2_UNSET : ki_re_byte_at(s, (int64_t)units[i]);
    }
}

int ki_re_wide_match(ReState *st, RePattern *p, ReSubject *s, int mode, size_t from, uint32_t opt) {
    KiState *ks = st->owner;
    ReWideCode *c = p->wide[s->utf][mode];
    ReWide *w = st->wide;
    if (!widen(ks, s)) return RE_RAISED;
    if (!c->jit_tried && p->uses > 2) jit(c);
    size_t start = (size_t)ki_re_char_at(s, from);
    if (s->n_wide < start + c->min_width) return PCRE2_ERROR_NOMATCH;
    pcre2_set_offset_limit_32(w->ctx, s->n_wide - c->min_width);
    pcre2_set_match_limit_32(w->ctx, st->match_limit);
    int rc = pcre2_match_32(c->code, s->wide, s->n_wide, start, opt, c->md, w->ctx);
    if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
        rc = pcre2_match_32(c->code, s->wide, s->n_wide, start, opt | PCRE2_NO_JIT, c->md, w->ctx);
    if (rc <= 0) return rc;
    put_offsets(s, pcre2_get_ovector_pointer_32(c->md), pcre2_get_ovector_pointer(p->md),
                p->n_groups + 1);
    const uint32_t *mark = pcre2_get_mark_32(c->md);
    p->last_mark = 0;
    for (; mark && *mark; mark++)
        p->last_mark = p->last_mark * 10 + (int)(*mark - '0');
    return rc;
}
