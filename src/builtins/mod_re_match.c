/* Compiling a translated pattern with PCRE2 and running it over a subject; positions between bytes
 * and code points.
 *
 * A search that backtracks for very long is cut into runs with growing match limits; between them
 * Ctrl-C is served, and after the last one RuntimeError is raised. */
#include <stdatomic.h>

#include "../vm/vm.h"
#include "re_wide.h"

/* Of one run's steps; tries beyond it; the length of a subject that is worth the JIT at once. */
enum { FIRST_LIMIT = 10000000, STEPS = 4, WORTH_JIT = 400 };

/* --- memory: PCRE2 frees without sizes, so each block carries its own --- */

void *ki_re_malloc(size_t n, void *data) {
    ReState *st = data;
    size_t *p = n > SIZE_MAX - 16 ? NULL : kb_malloc(&st->owner->alloc, n + 16);
    if (!p) return NULL;
    *p = n + 16;
    return (char *)p + 16;
}
void ki_re_free(void *block, void *data) {
    ReState *st = data;
    if (!block) return;
    size_t *p = (size_t *)(void *)((char *)block - 16);
    kb_free(&st->owner->alloc, p, *p);
}

static void state_dealloc(KiState *ks, KiObj *o) {
    ReState *st = (ReState *)o;
    ki_re_wide_state_free(st);
    if (st->stack) pcre2_jit_stack_free(st->stack);
    if (st->ctx) pcre2_match_context_free(st->ctx);
    if (st->compile) pcre2_compile_context_free(st->compile);
    if (st->general) pcre2_general_context_free(st->general);
    st->stack = NULL;
    st->ctx = NULL;
    st->compile = NULL;
    st->general = NULL;
}

static ReState *state_new(KiState *ks) {
    static const KiSlots slots = {.dealloc = state_dealloc};
    static const KiTypeDef def = {
        "_State", "_re", NULL, sizeof(ReState), KI_TF_DISALLOW_NEW, KI_K_OPAQUE,
        &slots,   NULL,  NULL};
    KiType *t = ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
    ReState *st = t ? (ReState *)ki_instance_alloc(ks, t) : NULL;
    if (!st) return NULL;
    st->owner = ks;
    st->general = pcre2_general_context_create(ki_re_malloc, ki_re_free, st);
    if (st->general) {
        st->compile = pcre2_compile_context_create(st->general);
        st->ctx = pcre2_match_context_create(st->general);
    }
    if (!st->compile || !st->ctx) {
        ki_raise_nomem(ks);
        ki_decref_obj(ks, &st->h);
        return NULL;
    }
    pcre2_set_newline(st->compile, PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(st->compile, RE_NEST_LIMIT);
    pcre2_set_compile_extra_options(st->compile, PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES);
    pcre2_set_heap_limit(st->ctx, RE_HEAP_LIMIT);
    pcre2_set_depth_limit(st->ctx, UINT32_MAX);
    st->match_limit = FIRST_LIMIT;
    return st;
}

ReState *ki_re_state(KiState *ks) {
    KiValue *slot = &ks->bi->slot[KI_BI_RE_STATE];
    if (*slot == KI_ABSENT) {
        ReState *st = state_new(ks);
        if (!st) return NULL;
        *slot = ki_from_obj(st);
    }
    return (ReState *)ki_obj(*slot);
}

/* --- compiling --- */

void ki_re_pattern_free_code(RePattern *p) {
    for (int u = 0; u < 2; u++)
        for (int m = 0; m < RE_N_MODES; m++) {
            if (p->code[u][m]) pcre2_code_free(p->code[u][m]);
            if (p->wide[u][m]) ki_re_wide_code_free(p->wide[u][m]);
            p->code[u][m] = NULL;
            p->wide[u][m] = NULL;
            p->jit[u][m] = false;
        }
    if (p->md) pcre2_match_data_free(p->md);
    p->md = NULL;
}

static uint32_t options_of(const RePattern *p, bool utf, int mode) {
    int f = p->flags;
    uint32_t o = PCRE2_NO_UTF_CHECK | PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_BACKSLASH_C;
    if (utf) o |= PCRE2_UTF | (f & RE_ASCII ? 0 : PCRE2_UCP);
    if ((f & RE_IGNORECASE) && !(utf && (f & RE_ASCII))) o |= PCRE2_CASELESS;
    if (f & RE_MULTILINE) o |= PCRE2_MULTILINE;
    if (f & RE_DOTALL) o |= PCRE2_DOTALL;
    if (mode != RE_SEARCH) o |= PCRE2_ANCHORED;
    if (mode == RE_FULLMATCH) o |= PCRE2_ENDANCHORED;
    return o;
}

static bool engine_error(KiState *ks, RePattern *p, int code) {
    uint8_t text[160];
    if (code == PCRE2_ERROR_HEAP_FAILED || code == PCRE2_ERROR_NOMEMORY) {
        ki_raise_nomem(ks);
        return false;
    }
    if (pcre2_get_error_message(code, text, sizeof text) < 0) strcpy((char *)text, "engine error");
    ReSource src = {.ks = ks, .text = p->source, .is_text = p->is_text};
    return ki_re_error_at(&src, -1, "%s", (const char *)text);
}

/* Compiles a program for one library or the other: 0, or PCRE2's error. */
static int compile_program(ReState *st, RePattern *p, const ReProgram *prog, bool utf, int mode) {
    uint32_t options = options_of(p, utf, mode);
    PCRE2_SPTR text = (PCRE2_SPTR)(prog->text.data ? prog->text.data : "");
    int error = RE_TOO_LARGE;
    PCRE2_SIZE at;
    if (!p->is_wide)
        p->code[utf][mode] = pcre2_compile(text, prog->text.len, options, &error, &at, st->compile);
    if (p->code[utf][mode]) return 0;
    if (error != RE_TOO_LARGE) return error;
    ReWideCode *wide;
    error = ki_re_wide_compile(st, prog, options, &wide);
    if (error) return error;
    if (!p->is_wide) ki_re_pattern_free_code(p);
    p->is_wide = true;
    p->wide[utf][mode] = wide;
    return 0;
}

static bool compile_code(KiState *ks, RePattern *p, bool utf, int mode) {
    ReState *st = ki_re_state(ks);
    ReProgram prog;
    if (!st || !ki_re_translate(ks, p->source, p->flags, utf, true, &prog)) return false;
    int error = compile_program(st, p, &prog, utf, mode);
    ki_re_program_free(ks, &prog);
    if (error) return engine_error(ks, p, error);
    if (p->md) return true;
    p->md = pcre2_match_data_create((uint32_t)p->n_groups + 1, st->general);
    if (!p->md) ki_raise_nomem(ks);
    return p->md != NULL;
}

/* --- positions --- */

static int64_t count_chars(const uint8_t *s, size_t n) {
    int64_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += (s[i] & 0xC0) != 0x80;
    return count;
}

int64_t ki_re_char_at(ReSubject *s, size_t byte) {
    if (!s->utf) return (int64_t)byte;
    if (byte >= s->known_byte)
        s->known_char += count_chars(s->data + s->known_byte, byte - s->known_byte);
    else if (byte < s->known_byte / 2)
        s->known_char = count_chars(s->data, byte);
    else
        s->known_char -= count_chars(s->data + byte, s->known_byte - byte);
    s->known_byte = byte;
    return s->known_char;
}

size_t ki_re_byte_at(ReSubject *s, int64_t ch) {
    if (!s->utf) return (size_t)ch;
    size_t at = ch >= s->known_char ? s->known_byte : 0;
    int64_t left = ch - (ch >= s->known_char ? s->known_char : 0);
    while (left >= 64) { /* 64 bytes hold at most 64 characters */
        left -= count_chars(s->data + at, 64);
        at += 64;
    }
    while ((s->data[at] & 0xC0) == 0x80)
        at++;
    for (; left > 0; left--) {
        at++;
        while ((s->data[at] & 0xC0) == 0x80)
            at++;
    }
    s->known_byte = at;
    s->known_char = ch;
    return at;
}

static bool text_subject(KiState *ks, KiValue string, ReSubject *out) {
    KiStr *s = ki_str_of(string);
    out->is_text = true;
    out->n = (int64_t)s->len;
    out->utf = !(s->h.flags & KI_STR_ASCII);
    out->data = out->utf ? (const uint8_t *)ki_str_utf8(ks, s, &out->len) : s->data.u1;
    if (!out->utf) out->len = s->len;
    return out->data != NULL;
}

static bool subject_mismatch(KiState *ks, RePattern *p, KiValue string) {
    const char *message = "cannot use a bytes pattern on a string-like object";
    if (!ki_is_str(string)) {
        message = "cannot use a string pattern on a bytes-like object";
        if (!ki_slots_of(ks, string)->get_buffer && !ki_is_bytes(string) &&
            !ki_is_bytearray(string)) {
            ki_raise(ks, KI_EXC_TypeError, "expected string or bytes-like object, got '%s'",
                     ki_type_name(ks, string));
            return false;
        }
        if (!p->is_text) return true;
    }
    ki_raise(ks, KI_EXC_TypeError, "%s", message);
    return false;
}

bool ki_re_subject(KiState *ks, RePattern *p, KiValue string, int64_t pos, int64_t endpos,
                   ReSubject *out) {
    *out = (ReSubject){.value = string};
    if (p->is_text && KB_LIKELY(ki_is_str(string))) {
        if (!text_subject(ks, string, out)) return false;
    } else {
        if (!subject_mismatch(ks, p, string) || !ki_get_bytes(ks, string, false, &out->view))
            return false;
        out->has_view = true;
        out->data = out->view.data ? out->view.data : (const uint8_t *)"";
        out->len = out->view.len;
        out->n = (int64_t)out->len;
    }
    out->pos = pos < 0 ? 0 : pos > out->n ? out->n : pos;
    out->endpos = endpos < 0 ? 0 : endpos > out->n ? out->n : endpos;
    if (out->pos) out->start = ki_re_byte_at(out, out->pos);
    if (out->endpos < out->n) {
        size_t at = ki_re_byte_at(out, out->endpos);
        out->len = at;
    }
    return true;
}

void ki_re_subject_free(KiState *ks, ReSubject *s) {
    if (s->has_view) ki_release_bytes(ks, &s->view);
    s->has_view = false;
    if (s->wide) ki_mem_free(ks, s->wide, s->wide_size);
    s->wide = NULL;
}

KiValue ki_re_piece(KiState *ks, ReSubject *s, size_t from, size_t to) {
    if (!s->is_text) {
        if (from == 0 && to == (size_t)s->n && ki_is_kind(s->value, KI_K_BYTES))
            return ki_new_ref(s->value);
        return ki_bytes_from(ks, s->data + from, to - from);
    }
    int64_t a = ki_re_char_at(s, from), b = ki_re_char_at(s, to);
    return ki_str_slice(ks, ki_str_of(s->value), a, b, 1, b - a);
}

KiValue ki_re_md_group(KiState *ks, RePattern *p, ReSubject *s, int g, KiValue dflt) {
    const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(p->md);
    size_t from = ov[2 * g], to = ov[2 * g + 1];
    if (from == PCRE2_UNSET || from > to) return ki_new_ref(dflt);
    return ki_re_piece(ks, s, from, to);
}

/* --- matching --- */

static int run_once(ReState *st, RePattern *p, ReSubject *s, int mode, size_t from, uint32_t opt) {
    const pcre2_code *code = p->code[s->utf][mode];
    if (KB_UNLIKELY(!code)) return ki_re_wide_match(st, p, s, mode, from, opt);
    if (p->jit[s->utf][mode]) {
        int rc =
            pcre2_jit_match(code, s->data, s->len, from, opt & ~PCRE2_NO_UTF_CHECK, p->md, st->ctx);
        if (rc != PCRE2_ERROR_JIT_STACKLIMIT) return rc;
        if (!st->stack) {
            st->stack = pcre2_jit_stack_create(32 * 1024, 64 * 1024 * 1024, st->general);
            pcre2_jit_stack_assign(st->ctx, NULL, st->stack);
            if (st->stack) {
                rc = pcre2_jit_match(code, s->data, s->len, from, opt & ~PCRE2_NO_UTF_CHECK, p->md,
                                     st->ctx);
                if (rc != PCRE2_ERROR_JIT_STACKLIMIT) return rc;
            }
        }
    }
    return pcre2_match(code, s->data, s->len, from, opt | PCRE2_NO_JIT, p->md, st->ctx);
}

static void set_limit(ReState *st, uint32_t limit) {
    st->match_limit = limit;
    pcre2_set_match_limit(st->ctx, limit);
}

/* Again with more patience, and a look at pending signals before each try. */
static int run_patiently(KiState *ks, ReState *st, RePattern *p, ReSubject *s, int mode,
                         size_t from, uint32_t opt) {
    uint32_t limit = FIRST_LIMIT;
    int rc = PCRE2_ERROR_MATCHLIMIT;
    for (int i = 0; i < STEPS && rc == PCRE2_ERROR_MATCHLIMIT; i++) {
        if (atomic_load_explicit(&ks->breaker, memory_order_relaxed) &&
            ki_vm_breaker(ks, ks->R, (KiInstr *)ks->pc) < 0)
            return RE_RAISED;
        if (ks->step_limit && i) break; /* a host that counts steps does not wait */
        limit *= 3;
        set_limit(st, limit);
        rc = run_once(st, p, s, mode, from, opt);
    }
    set_limit(st, FIRST_LIMIT);
    return rc;
}

int ki_re_exec(KiState *ks, RePattern *p, ReSubject *s, int mode, size_t from, bool not_empty) {
    if (from > s->len) return 0;
    if (!s->utf && s->is_text && !p->ascii_ok) s->utf = true; /* ASCII is UTF-8 too */
    if (!p->code[s->utf][mode] && !p->wide[s->utf][mode] && !compile_code(ks, p, s->utf, mode))
        return -1;
    if (!p->jit[s->utf][mode] && !p->is_wide && (p->uses > 2 || s->len > WORTH_JIT))
        p->jit[s->utf][mode] = pcre2_jit_compile(p->code[s->utf][mode], PCRE2_JIT_COMPLETE) == 0;
    if (p->uses < 100) p->uses++;
    ReState *st = ki_re_state(ks);
    uint32_t opt = PCRE2_NO_UTF_CHECK | (not_empty ? PCRE2_NOTEMPTY_ATSTART : 0);
    int rc = run_once(st, p, s, mode, from, opt);
    if (KB_UNLIKELY(rc == PCRE2_ERROR_MATCHLIMIT))
        rc = run_patiently(ks, st, p, s, mode, from, opt);
    if (KB_LIKELY(rc > 0)) return 1;
    if (rc == PCRE2_ERROR_NOMATCH) return 0;
    if (rc == RE_RAISED) return -1;
    if (rc == PCRE2_ERROR_MATCHLIMIT)
        ki_raise(ks, KI_EXC_RuntimeError,
                 "regular expression backtracks too much: match limit reached");
    else if (rc == PCRE2_ERROR_HEAPLIMIT || rc == PCRE2_ERROR_DEPTHLIMIT)
        ki_raise_nomem(ks);
    else
        (void)engine_error(ks, p, rc);
    return -1;
}
