/* Templates ("\1", "\g<name>") and Pattern.sub: replacements joined piece by piece. */
#include "mod_re.h"

/* --- templates --- */

typedef struct Template {
    ReSource in;
    RePattern *p;
    KiList *parts;
    KiStrBuilder lit; /* literal text not yet in parts */
} Template;

static bool flush(Template *t) {
    KiState *ks = t->in.ks;
    if (!t->lit.len) return !t->lit.failed;
    KiValue s = ki_sb_finish(&t->lit);
    ki_sb_init(&t->lit, ks);
    if (s != KI_ERR && !t->in.is_text) {
        KiStr *u = ki_str_of(s); /* built from bytes: one byte a character */
        KiValue b = ki_bytes_from(ks, u->data.u1, u->len);
        ki_decref(ks, s);
        s = b;
    }
    return ki_list_push(ks, t->parts, s);
}
static bool add_group(Template *t, int64_t g, size_t back) {
    if (g > t->p->n_groups)
        return ki_re_error(&t->in, back, "invalid group reference %lld", (long long)g);
    return flush(t) && ki_list_push(t->in.ks, t->parts, ki_small_int(g));
}

/* \g<name> or \g<number> */
static bool named_group(Template *t) {
    ReSource *in = &t->in;
    KiState *ks = in->ks;
    size_t from, to;
    bool failed = false;
    if (!ki_re_accept(in, '<', &failed)) return !failed && ki_re_error(in, 0, "missing <");
    if (!ki_re_until(in, '>', "group name", &from, &to)) return false;
    if (!ki_re_is_identifier(in, from, to)) {
        bool odd;
        int64_t n = ki_re_group_number(in, from, to, &odd);
        if (n < 0)
            return !ki_pending(ks) &&
                   ki_re_error_name(in, to - from + 1, "bad character in group name ", from, to);
        return (!odd || ki_re_warn_name(in, from, to, 2)) && add_group(t, n, to - from + 1);
    }
    if (!ki_re_check_name(in, from, to, 2)) return false;
    KiValue name = ki_re_source_slice(in, from, to);
    KiValue v = name == KI_ERR ? KI_ERR : ki_dict_get(ks, ki_dict_of(t->p->names), name);
    if (v == KI_ABSENT) {
        KiValue repr = ki_repr(ks, name);
        const char *u = repr == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(repr), NULL);
        if (u) ki_raise(ks, KI_EXC_IndexError, "unknown group name %s", u);
        ki_decref(ks, repr);
        v = KI_ERR;
    }
    ki_decref(ks, name);
    return v != KI_ERR && add_group(t, ki_int_val(v), to - from + 1);
}

static bool is_digit(int32_t c, int32_t top) {
    return c >= '0' && c <= top;
}
static bool number(Template *t, size_t start, int32_t c) {
    ReSource *in = &t->in;
    int32_t second = ki_re_peek(in);
    int v = c - '0';
    if (c == '0') {
        for (int i = 0; i < 2 && is_digit(ki_re_peek(in), '7'); i++) {
            v = v * 8 + ki_re_peek(in) - '0';
            if (!ki_re_advance(in)) return false;
        }
        return ki_sb_putc(&t->lit, (uint32_t)v & 0xff);
    }
    if (is_digit(second, '9')) {
        if (!ki_re_advance(in)) return false;
        int32_t third = ki_re_peek(in);
        if (is_digit(c, '7') && is_digit(second, '7') && is_digit(third, '7')) {
            if (!ki_re_advance(in)) return false;
            v = (c - '0') * 64 + (second - '0') * 8 + third - '0';
            if (v > 0377)
                return ki_re_error(in, in->pos - start,
                                   "octal escape value \\%c%c%c outside of range 0-0o377", (int)c,
                                   (int)second, (int)third);
            return ki_sb_putc(&t->lit, (uint32_t)v);
        }
        v = v * 10 + second - '0';
    }
    return add_group(t, v, in->pos - start - 1);
}

static bool escape(Template *t, size_t start) {
    ReSource *in = &t->in;
    int32_t c = (int32_t)in->s[start + 1];
    int simple = ki_re_simple_escape(c);
    if (c == 'g') return named_group(t);
    if (c >= '0' && c <= '9') return number(t, start, c);
    if (simple >= 0) return ki_sb_putc(&t->lit, (uint32_t)simple);
    if ((c | 32) >= 'a' && (c | 32) <= 'z')
        return ki_re_error_at(in, (int64_t)start, "bad escape \\%c", (int)c);
    return ki_sb_putc(&t->lit, '\\') && ki_sb_putc(&t->lit, (uint32_t)c);
}

static bool parse_template(Template *t) {
    ReSource *in = &t->in;
    while (in->pos < in->n) {
        size_t start = in->pos;
        uint32_t c = in->s[start];
        if (!ki_re_advance(in)) return false;
        if (c == '\\' ? !escape(t, start) : !ki_sb_putc(&t->lit, c)) return false;
    }
    return flush(t);
}

KiValue ki_re_template(KiState *ks, RePattern *p, KiValue repl) {
    if (ki_is_ptr(repl) && p->tmpl_key == repl) return ki_new_ref(p->tmpl);
    if (!ki_is_str(repl) && !ki_slots_of(ks, repl)->get_buffer)
        return ki_raise(ks, KI_EXC_TypeError, "decoding to str: need a bytes-like object, %s found",
                        ki_type_name(ks, repl));
    Template t = {.p = p, .parts = ki_list_new(ks, 0)};
    ki_sb_init(&t.lit, ks);
    bool ok = t.parts && ki_re_source_init(&t.in, ks, repl) && parse_template(&t);
    ki_sb_free(&t.lit);
    ki_re_source_free(&t.in);
    KiValue r = ok ? ki_tuple_from(ks, t.parts->items, t.parts->len) : KI_ERR;
    if (t.parts) ki_decref_obj(ks, &t.parts->h);
    if (r != KI_ERR && (ki_is_str_exact(repl) || ki_is_kind(repl, KI_K_BYTES))) {
        ki_assign(ks, &p->tmpl_key, ki_new_ref(repl));
        ki_assign(ks, &p->tmpl, ki_new_ref(r));
    }
    return r;
}

/* --- text or bytes joined --- */

typedef struct Joiner {
    KiState *ks;
    bool is_text;
    int64_t items; /* pieces so far, for messages */
    KiStrBuilder s;
    KbStrbuf b;
} Joiner;

static void joiner_init(Joiner *j, KiState *ks, bool is_text) {
    j->ks = ks;
    j->is_text = is_text;
    j->items = 0;
    ki_sb_init(&j->s, ks);
    kb_strbuf_init(&j->b, &ks->alloc, KB_STRBUF_NO_MAX);
}
static KiValue joiner_finish(Joiner *j) {
    KiValue r;
    if (j->is_text) {
        r = ki_sb_finish(&j->s);
    } else {
        ki_sb_free(&j->s);
        r = j->b.failed ? ki_raise_nomem(j->ks)
                        : ki_bytes_from(j->ks, j->b.data ? j->b.data : "", j->b.len);
    }
    kb_strbuf_free(&j->b);
    return r;
}
static void joiner_free(Joiner *j) {
    ki_sb_free(&j->s);
    kb_strbuf_free(&j->b);
}
static bool joiner_bytes(Joiner *j, const void *data, size_t n) {
    if (kb_strbuf_append(&j->b, data, n)) return true;
    ki_raise_nomem(j->ks);
    return false;
}
/* A replacement: str or bytes-like as the pattern asks. */
static bool joiner_put(Joiner *j, KiValue v) {
    KiState *ks = j->ks;
    if (j->is_text) {
        if (ki_is_str(v)) {
            j->items++;
            return ki_sb_put_value(&j->s, v);
        }
        ki_raise(ks, KI_EXC_TypeError, "sequence item %lld: expected str instance, %s found",
                 (long long)j->items, ki_type_name(ks, v));
        return false;
    }
    if (ki_is_str(v)) {
        ki_raise(ks, KI_EXC_TypeError, "sequence item %lld: expected a bytes-like object, %s found",
                 (long long)j->items, ki_type_name(ks, v));
        return false;
    }
    KiBytesView view;
    if (!ki_get_bytes(ks, v, false, &view)) return false;
    bool ok = joiner_bytes(j, view.data, view.len);
    ki_release_bytes(ks, &view);
    return ok;
}
static bool joiner_piece(Joiner *j, ReSubject *s, size_t from, size_t to) {
    if (from == to) return true;
    j->items++;
    if (!s->is_text) return joiner_bytes(j, s->data + from, to - from);
    int64_t a = ki_re_char_at(s, from), b = ki_re_char_at(s, to);
    return ki_sb_put_range(&j->s, ki_str_of(s->value), (size_t)a, (size_t)(b - a));
}

KiValue ki_re_expand(KiState *ks, ReMatch *m, KiValue parts) {
    Joiner j;
    KiTuple *t = ki_tuple_of(parts);
    bool ok = true;
    joiner_init(&j, ks, ki_is_str(m->string));
    for (int64_t i = 0; ok && i < t->len; i++) {
        KiValue v = t->items[i];
        if (!ki_is_int(v)) {
            ok = joiner_put(&j, v);
            continue;
        }
        KiValue g = ki_re_match_group(ks, m, (int)ki_int_val(v), KI_NONE);
        ok = g != KI_ERR && (ki_is_none(g) || joiner_put(&j, g));
        ki_decref(ks, g);
    }
    if (ok) return joiner_finish(&j);
    joiner_free(&j);
    return KI_ERR;
}

/* --- sub --- */

typedef struct Sub {
    KiState *ks;
    RePattern *p;
    ReSubject s;
    Joiner out;
    KiValue parts;    /* of a template, or ABSENT */
    KiValue literal;  /* the replacement as it stands, or ABSENT */
    KiValue function; /* or ABSENT */
} Sub;

static bool has_backslash(KiValue repl) {
    if (ki_is_str(repl)) {
        const KiStr *s = ki_str_of(repl);
        for (size_t i = 0; i < s->len; i++)
            if (ki_str_at(s, i) == '\\') return true;
        return false;
    }
    return true; /* bytes: through the parser */
}

static bool replace_with_parts(Sub *sub) {
    KiTuple *t = ki_tuple_of(sub->parts);
    const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(sub->p->md);
    for (int64_t i = 0; i < t->len; i++) {
        KiValue v = t->items[i];
        if (!ki_is_int(v)) {
            if (!joiner_put(&sub->out, v)) return false;
            continue;
        }
        size_t g = (size_t)ki_int_val(v);
        if (ov[2 * g] == PCRE2_UNSET) continue;
        if (!joiner_piece(&sub->out, &sub->s, ov[2 * g], ov[2 * g + 1])) return false;
    }
    return true;
}
static bool replace_with_call(Sub *sub) {
    KiState *ks = sub->ks;
    KiValue m = ki_re_match_new(ks, sub->p, &sub->s);
    KiValue r = m == KI_ERR ? KI_ERR : ki_call1(ks, sub->function, m);
    ki_decref(ks, m);
    bool ok = r != KI_ERR && (ki_is_none(r) || joiner_put(&sub->out, r));
    ki_decref(ks, r);
    return ok;
}
static bool replace_one(Sub *sub) {
    if (sub->literal != KI_ABSENT) return joiner_put(&sub->out, sub->literal);
    return sub->parts != KI_ABSENT ? replace_with_parts(sub) : replace_with_call(sub);
}

/* Number of replacements, -1 on error. */
static int64_t replace_all(Sub *sub, int64_t count) {
    size_t at = 0, from = 0;
    bool not_empty = false;
    int64_t n = 0;
    while (count <= 0 || n < count) {
        int rc = ki_re_exec(sub->ks, sub->p, &sub->s, RE_SEARCH, from, not_empty);
        if (rc < 0) return -1;
        if (rc == 0) break;
        const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(sub->p->md);
        size_t start = ov[0], end = ov[1];
        if (!joiner_piece(&sub->out, &sub->s, at, start) || !replace_one(sub)) return -1;
        at = from = end;
        not_empty = start == end;
        n++;
    }
    return n && !joiner_piece(&sub->out, &sub->s, at, sub->s.len) ? -1 : n;
}

static bool prepare(Sub *sub, KiValue repl) {
    KiState *ks = sub->ks;
    sub->parts = sub->literal = sub->function = KI_ABSENT;
    if (ki_callable(ks, repl)) {
        sub->function = repl;
    } else if (ki_is_str(repl) && !has_backslash(repl)) {
        sub->literal = repl;
    } else {
        if (!ki_is_str(repl)) {
            KiBytesView view;
            int64_t hash; /* CPython remembers templates, so that what cannot be a key is none */
            if (!ki_get_bytes(ks, repl, false, &view)) {
                if (!ki_pending_is(ks, KI_EXC_TypeError)) return false;
                ki_clear_exc(ks);
                if (!ki_hash(ks, repl, &hash)) return false;
                ki_raise(ks, KI_EXC_TypeError,
                         "decoding to str: need a bytes-like object, %s found",
                         ki_type_name(ks, repl));
                return false;
            }
            bool literal = !memchr(view.data, '\\', view.len);
            ki_release_bytes(ks, &view);
            if (!literal && !ki_hash(ks, repl, &hash)) return false;
        }
        sub->parts = ki_re_template(ks, sub->p, repl);
        if (sub->parts == KI_ERR) return false;
    }
    return true;
}

KiValue ki_re_sub(KiState *ks, RePattern *p, KiValue repl, KiValue string, int64_t count,
                  bool with_count) {
    Sub sub = {.ks = ks, .p = p};
    if (!prepare(&sub, repl)) return KI_ERR;
    if (!ki_re_subject(ks, p, string, 0, INT64_MAX, &sub.s)) {
        ki_decref(ks, sub.parts);
        return KI_ERR;
    }
    joiner_init(&sub.out, ks, sub.s.is_text);
    int64_t n = replace_all(&sub, count);
    KiValue r = KI_ERR;
    if (n > 0) {
        r = joiner_finish(&sub.out);
    } else {
        joiner_free(&sub.out);
        if (n == 0)
            r = ki_is_str_exact(string) || ki_is_kind(string, KI_K_BYTES)
                    ? ki_new_ref(string)
                    : ki_re_piece(ks, &sub.s, 0, sub.s.len);
    }
    ki_re_subject_free(ks, &sub.s);
    ki_decref(ks, sub.parts);
    if (r == KI_ERR || !with_count) return r;
    KiValue pair = ki_tuple_pack(ks, 2, r, ki_small_int(n));
    ki_decref(ks, r);
    return pair;
}
