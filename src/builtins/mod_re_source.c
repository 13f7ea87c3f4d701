/* Reading the text of patterns and templates by tokens, and re.error with its position. */
#include "../base/unicode_db.h"
#include "../object/number.h"
#include "mod_re.h"

#include "ucd.h"

bool ki_re_source_init(ReSource *r, KiState *ks, KiValue text) {
    *r = (ReSource){.ks = ks, .text = text};
    if (ki_is_str(text)) {
        const KiStr *s = ki_str_of(text);
        r->is_text = true;
        r->n = s->len;
        if (!(r->s = ki_mem_alloc(ks, (r->n + 1) * sizeof *r->s))) return false;
        ki_copy_units(r->s, 4, ki_str_units(s, 0), ki_str_width(s), r->n);
    } else {
        KiBytesView v;
        if (!ki_get_bytes(ks, text, false, &v)) return false;
        r->n = v.len;
        if ((r->s = ki_mem_alloc(ks, (r->n + 1) * sizeof *r->s)))
            ki_copy_units(r->s, 4, v.data, 1, r->n);
        ki_release_bytes(ks, &v);
        if (!r->s) return false;
    }
    if (r->n == 1 && r->s[0] == '\\') return ki_re_error_at(r, 0, "bad escape (end of pattern)");
    return true;
}

void ki_re_source_free(ReSource *r) {
    if (r->s) ki_mem_free(r->ks, r->s, (r->n + 1) * sizeof *r->s);
    r->s = NULL;
}

/* A lone backslash at the end is noticed as soon as it is next. */
bool ki_re_advance(ReSource *r) {
    if (r->pos >= r->n) return true;
    r->pos += r->s[r->pos] == '\\' ? 2 : 1;
    if (r->pos + 1 == r->n && r->s[r->pos] == '\\')
        return ki_re_error_at(r, (int64_t)r->n - 1, "bad escape (end of pattern)");
    return true;
}

bool ki_re_accept(ReSource *r, uint32_t c, bool *failed) {
    if (r->pos >= r->n || r->s[r->pos] != c) return false;
    if (ki_re_advance(r)) return true;
    *failed = true;
    return false;
}

KiValue ki_re_source_slice(ReSource *r, size_t from, size_t to) {
    return ki_str_from_ucs4(r->ks, r->s + from, to - from);
}

/* What a message quotes of bytes is ASCII. */
static KiValue escaped(KiState *ks, KiStr *message) {
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    for (size_t i = 0; i < message->len; i++) {
        uint32_t c = ki_str_at(message, i);
        char text[8];
        snprintf(text, sizeof text, c < 128 ? "%c" : "\\x%02x", c & 0xFF);
        ki_sb_puts(&b, text);
    }
    return ki_sb_finish(&b);
}
static void raise_error(ReSource *r, KiValue message, int64_t pos) {
    KiState *ks = r->ks;
    KiValue cls = message == KI_ERR ? KI_ERR : ki_import_attr(ks, "re", "error");
    if (cls == KI_ERR) return;
    bool plain = r->is_text || ki_str_of(message)->h.flags & KI_STR_ASCII;
    KiValue shown = plain ? ki_new_ref(message) : escaped(ks, ki_str_of(message));
    if (shown == KI_ERR) {
        ki_decref(ks, cls);
        return;
    }
    KiValue args[3] = {shown, r->text, pos < 0 ? KI_NONE : ki_small_int(pos)};
    KiValue exc = ki_call(ks, cls, args, pos < 0 ? 1 : 3, KI_ABSENT);
    ki_decref(ks, shown);
    ki_decref(ks, cls);
    if (exc == KI_ERR) return;
    ki_raise_obj(ks, exc);
    ki_decref(ks, exc);
}

bool ki_re_error_at(ReSource *r, int64_t pos, const char *fmt, ...) {
    char text[200];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    KiValue message = ki_str_from_cstr(r->ks, text);
    raise_error(r, message, pos);
    ki_decref(r->ks, message);
    return false;
}

bool ki_re_error(ReSource *r, size_t back, const char *fmt, ...) {
    char text[200];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    return ki_re_error_at(r, (int64_t)(r->pos - back), "%s", text);
}

bool ki_re_error_name(ReSource *r, size_t back, const char *before, size_t from, size_t to) {
    KiState *ks = r->ks;
    KiValue name = ki_re_source_slice(r, from, to);
    KiValue repr = name == KI_ERR ? KI_ERR : ki_repr(ks, name);
    const char *u = repr == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(repr), NULL);
    KiValue message = u ? ki_str_format(ks, "%s%s", before, u) : KI_ERR;
    if (message != KI_ERR) raise_error(r, message, (int64_t)(r->pos - back));
    ki_decref(ks, name);
    ki_decref(ks, repr);
    ki_decref(ks, message);
    return false;
}

bool ki_re_until(ReSource *r, uint32_t end, const char *what, size_t *from, size_t *to) {
    *from = r->pos;
    for (;;) {
        int32_t c = ki_re_peek(r);
        *to = r->pos;
        if (c < 0) {
            if (*to == *from) return ki_re_error(r, 0, "missing %s", what);
            return ki_re_error(r, *to - *from, "missing %c, unterminated name", (char)end);
        }
        if (!ki_re_advance(r)) return false;
        if ((uint32_t)c == end) return *to > *from || ki_re_error(r, 1, "missing %s", what);
    }
}

bool ki_re_is_identifier(const ReSource *r, size_t from, size_t to) {
    if (from == to || !kb_is_xid_start(r->s[from])) return false;
    for (size_t i = from + 1; i < to; i++)
        if (!kb_is_xid_continue(r->s[i])) return false;
    return true;
}

int64_t ki_re_number(const ReSource *r, size_t from, size_t to) {
    int64_t n = 0;
    if (from == to) return -1;
    for (size_t i = from; i < to; i++) {
        if (r->s[i] < '0' || r->s[i] > '9') return -1;
        n = n > INT64_MAX / 20 ? INT64_MAX / 2 : n * 10 + (int64_t)(r->s[i] - '0');
    }
    return n;
}

int64_t ki_re_group_number(ReSource *r, size_t from, size_t to, bool *odd) {
    KiState *ks = r->ks;
    int64_t n = ki_re_number(r, from, to);
    *odd = n < 0;
    if (n >= 0) return n;
    KiValue text = ki_re_source_slice(r, from, to);
    KiValue v = text == KI_ERR ? KI_ERR : ki_int_from_str(ks, text, 10);
    ki_decref(ks, text);
    if (v == KI_ERR) {
        if (ki_pending_is(ks, KI_EXC_ValueError)) ki_clear_exc(ks);
        return -1;
    }
    if (!ki_int_try_i64(v, &n)) n = ki_int_sign(v) < 0 ? -1 : INT64_MAX / 2;
    ki_decref(ks, v);
    return n < 0 ? -1 : n;
}

bool ki_re_warn_name(ReSource *r, size_t from, size_t to, int level) {
    KiState *ks = r->ks;
    KiValue name = ki_re_source_slice(r, from, to);
    KiValue shown = name == KI_ERR ? KI_ERR : r->is_text ? ki_repr(ks, name) : ki_ascii(ks, name);
    const char *u = shown == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(shown), NULL);
    bool ok = u && ki_warn(ks, KI_EXC_DeprecationWarning, level,
                           "bad character in group name %s at position %zu", u, from);
    ki_decref(ks, name);
    ki_decref(ks, shown);
    return ok;
}

bool ki_re_check_name(ReSource *r, size_t from, size_t to, int level) {
    if (!ki_re_is_identifier(r, from, to))
        return ki_re_error_name(r, to - from + 1, "bad character in group name ", from, to);
    if (r->is_text || !level) return true;
    for (size_t i = from; i < to; i++)
        if (r->s[i] > 127) return ki_re_warn_name(r, from, to, level);
    return true;
}

int ki_re_simple_escape(int32_t c) {
    static const char from[] = "abfnrtv\\", to[] = "\a\b\f\n\r\t\v\\";
    const char *p = c > 0 && c < 128 ? strchr(from, c) : NULL;
    return p ? to[p - from] : -1;
}
