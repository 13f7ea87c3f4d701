/* Reading from a TextIOWrapper, and its places. Bytes are decoded a line or a read at a time,
 * straight from the block read last (see KiTextIO in mod_io.h). */
#include "../base/utf8.h"
#include "../vm/thread.h"
#include "codecs.h"
#include "mod_io_text.h"

/* --- the input --- */

static void forget_bytes(KiTextInput *in) {
    *in = (KiTextInput){.bytes = in->bytes, .cap = in->cap};
}
void ki_io_text_drop_input(KiState *ks, KiTextIO *t) {
    forget_bytes(&t->in);
    ki_assign(ks, &t->coder, KI_ABSENT);
}

/* The decoded form of n bytes at p, which are whole characters. */
static KiValue decode(KiState *ks, KiTextIO *t, const uint8_t *p, size_t n) {
    if (n == 0) return ki_new_ref(ks->empty_str);
    if (t->codec != KI_IO_LATIN1) return ki_str_from_utf8(ks, (const char *)p, n);
    KiStr *s = ki_str_alloc(ks, n, 1, ki_units_seen(p, 1, n) < 128);
    if (!s) return KI_ERR;
    memcpy(s->data.u1, p, n);
    return ki_from_obj(s);
}

/* A method of the coder, with the buffer, an int and whether places are told. */
static KiValue coder_read(KiState *ks, KiTextIO *t, const char *method, int64_t n) {
    if (!ki_io_text_attached(ks, t)) return KI_ERR;
    KiThread *outer = t->busy_by;
    t->busy_by = ks->thread;
    KiValue a[3] = {ki_new_ref(t->buffer), ki_int_from_i64(ks, n), ki_bool(t->telling)}, r = KI_ERR;
    if (a[1] != KI_ERR) r = ki_io_text_call_coder(ks, t, method, a, 3);
    ki_decref(ks, a[0]);
    if (a[1] != KI_ERR) ki_decref(ks, a[1]);
    t->busy_by = outer;
    if (!outer) ki_gil_notify(ks);
    return r;
}

static bool make_coder(KiState *ks, KiTextIO *t) {
    KiValue a[6] = {t->encoding,
                    t->errors,
                    ki_bool(t->universal),
                    ki_bool(t->translate_in),
                    ki_str_from_cstr(ks, t->nl_in),
                    ki_small_int(t->seen_nl)};
    KiValue made = a[4] == KI_ERR ? KI_ERR : ki_io_text_coder(ks, "Reader", a, 6);
    if (a[4] != KI_ERR) ki_decref(ks, a[4]);
    if (made == KI_ERR) return false;
    ki_assign(ks, &t->coder, made);
    return true;
}

/* The coder of a stream that needs one from its start. */
static bool need_coder(KiState *ks, KiTextIO *t) {
    return t->codec != KI_IO_OTHER || t->coder != KI_ABSENT || make_coder(ks, t);
}

/* How many bytes at p are whole characters; SIZE_MAX if some are wrong. At the end of the stream
 * nothing may be incomplete. */
static size_t valid_bytes(KiTextIO *t, const uint8_t *p, size_t n, bool at_end) {
    size_t bad;
    if (t->codec == KI_IO_LATIN1) return n;
    if (t->codec == KI_IO_ASCII) return ki_units_seen(p, 1, n) < 128 ? n : SIZE_MAX;
    size_t tail = at_end ? 0 : ki_utf8_incomplete(p, n);
    return kb_utf8_count(p, n - tail, false, &bad) >= 0 ? n - tail : SIZE_MAX;
}

/* Which line ends there are in bytes[from..valid), and in a "\r" before it that waited for what
 * follows it. */
static void note_newlines(KiTextIO *t, size_t from, bool at_end) {
    enum { LF = 1, CR = 2, CRLF = 4 };
    const uint8_t *p = t->in.bytes;
    size_t end = t->in.valid;
    if (!t->universal || t->seen_nl == (LF | CR | CRLF)) return;
    if (from > t->in.pos && p[from - 1] == '\r') from--;
    if (!at_end && end > from && p[end - 1] == '\r') end--;
    if (from == end) return;
    if (!memchr(p + from, '\r', end - from)) {
        if (!(t->seen_nl & LF) && memchr(p + from, '\n', end - from)) t->seen_nl |= LF;
        return;
    }
    for (size_t i = from; i < end; i++) {
        if (p[i] == '\n') t->seen_nl |= LF;
        if (p[i] != '\r') continue;
        bool pair = i + 1 < end && p[i + 1] == '\n';
        t->seen_nl |= pair ? CRLF : CR;
        i += pair;
    }
}

/* Of the input that has not been looked at, which begins with what is pending of a character and
 * goes on at `read`: false if it is no text, and the coder has it now, or an error is pending. */
static bool accept_input(KiState *ks, KiTextIO *t, size_t read, bool at_end) {
    size_t n = valid_bytes(t, t->in.bytes + t->in.valid, t->in.end - t->in.valid, at_end);
    if (n != SIZE_MAX) {
        t->in.valid += n;
        note_newlines(t, t->in.valid - n, at_end);
        return true;
    }
    KiValue a[5] = {decode(ks, t, t->in.bytes + t->in.pos, t->in.valid - t->in.pos),
                    ki_bytes_from(ks, t->in.bytes + t->in.valid, read - t->in.valid),
                    ki_bytes_from(ks, t->in.bytes + read, t->in.end - read), ki_bool(at_end),
                    ki_bool(t->telling)};
    ki_io_text_drop_input(ks, t);
    bool ok = a[0] != KI_ERR && a[1] != KI_ERR && a[2] != KI_ERR && make_coder(ks, t);
    if (ok) ki_decref(ks, ki_io_text_call_coder(ks, t, "start", a, 5));
    for (int i = 0; i < 3; i++)
        if (a[i] != KI_ERR) ki_decref(ks, a[i]);
    return false;
}

/* One read of the buffer b into `in`, which the stream does not have meanwhile: bytes added, 0 at
 * the end, -1 error. */
static int64_t read_native(KiState *ks, KiBuffered *b, KiTextInput *in) {
    if (!b->readable) {
        ki_io_unsupported(ks, "not readable");
        return -1;
    }
    int64_t got = ki_io_buffered_read1(ks, b, in->bytes + in->end, KI_IO_TEXT_CHUNK);
    if (got > 0) in->end += (size_t)got;
    return got;
}

/* The same of any object with a method read1 or read. */
static int64_t read_any(KiState *ks, KiValue buffer, KiTextInput *in) {
    KiStr *read1 = ki_intern_cstr(ks, "read1");
    KiValue fn = read1 ? ki_getattr_opt(ks, buffer, read1) : KI_ERR;
    if (read1) ki_decref_obj(ks, &read1->h);
    if (fn == KI_ABSENT) fn = ki_getattr_cstr(ks, buffer, "read");
    KiValue r = fn == KI_ERR ? KI_ERR : ki_call1(ks, fn, ki_small_int(KI_IO_TEXT_CHUNK));
    ki_decref(ks, fn);
    if (r == KI_ERR) return -1;
    int64_t got = -1;
    KiBytesView v;
    if (!ki_get_bytes(ks, r, false, &v)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError,
                 "underlying read1() should have returned a bytes-like object, not '%s'",
                 ki_type_name(ks, r));
    } else {
        if (ki_io_text_reserve(ks, &in->bytes, &in->cap, in->end + v.len)) {
            if (v.len) memcpy(in->bytes + in->end, v.data, v.len);
            in->end += v.len;
            got = (int64_t)v.len;
        }
        ki_release_bytes(ks, &v);
    }
    ki_decref(ks, r);
    return got;
}

/* One read of the buffer, appended to `in`: bytes added, 0 at the end, -1 error. Other threads wait
 * meanwhile. What the buffer itself does to the stream that reads it finds no input, and leaves
 * none. */
static int64_t fill(KiState *ks, KiTextIO *t) {
    if (!ki_io_text_attached(ks, t)) return -1;
    KiTextInput *in = &t->in, mine;
    if (in->pos) {
        memmove(in->bytes, in->bytes + in->pos, in->end - in->pos);
        in->end -= in->pos;
        in->first_cr = in->first_cr > in->pos ? in->first_cr - in->pos : 0;
        in->valid -= in->pos;
        in->pos = 0;
    }
    if (!ki_io_text_reserve(ks, &in->bytes, &in->cap, in->end + KI_IO_TEXT_CHUNK)) return -1;
    in->read = in->end;
    mine = *in;
    *in = (KiTextInput){0};
    KiThread *outer = t->busy_by;
    t->busy_by = ks->thread;
    KiValue buffer = ki_new_ref(t->buffer);
    int64_t got = ki_io_is_native_buffered(ks, buffer)
                      ? read_native(ks, (KiBuffered *)ki_obj(buffer), &mine)
                      : read_any(ks, buffer, &mine);
    kb_free(&ks->alloc, in->bytes, in->cap);
    *in = mine;
    t->busy_by = outer;
    if (!outer) ki_gil_notify(ks);
    ki_decref(ks, buffer);
    return got;
}

/* fill() and accept_input(); -1 also if the coder is to go on. */
static int64_t fill_text(KiState *ks, KiTextIO *t) {
    int64_t got = fill(ks, t);
    if (got < 0) return got;
    return accept_input(ks, t, t->in.end - (size_t)got, got == 0) ? got : -1;
}

/* Up to and including the line end that starts after `from` bytes of unread input. Sets *n to the
 * bytes of the line and *nl to those of its terminator (0: none before the end of what is there).
 */
static void find_line(KiTextIO *t, size_t from, size_t *n, size_t *nl) {
    const uint8_t *base = t->in.bytes + t->in.pos;
    size_t len = t->in.end - t->in.pos;
    *nl = 0;
    *n = len;
    if (!t->universal && t->nl_in[0] == '\r') {
        size_t w = t->nl_in[1] ? 2 : 1;
        for (size_t i = from; i + w <= len; i++)
            if (base[i] == '\r' && (w == 1 || base[i + 1] == '\n')) {
                *n = i + w, *nl = w;
                return;
            }
        return;
    }
    const uint8_t *lf = len > from ? memchr(base + from, '\n', len - from) : NULL;
    if (!t->universal) {
        if (lf) *n = (size_t)(lf - base) + 1, *nl = 1;
        return;
    }
    size_t stop = lf ? (size_t)(lf - base) : len;
    size_t cr_from = t->in.first_cr > t->in.pos + from ? t->in.first_cr - t->in.pos : from;
    const uint8_t *cr = cr_from < stop ? memchr(base + cr_from, '\r', stop - cr_from) : NULL;
    t->in.first_cr = t->in.pos + (cr ? (size_t)(cr - base) : stop);
    if (cr) {
        size_t i = (size_t)(cr - base);
        if (i + 1 < len)
            *n = i + 1 + (base[i + 1] == '\n'), *nl = 1 + (base[i + 1] == '\n');
        else
            *n = len, *nl = 0; /* "\r" is the last byte: the next one decides */
    } else if (lf) {
        *n = stop + 1, *nl = 1;
    }
}

/* Decodes n bytes of a line whose terminator has nl bytes, translating it. */
static KiValue take_line(KiState *ks, KiTextIO *t, size_t n, size_t nl) {
    uint8_t *p = t->in.bytes + t->in.pos;
    t->in.pos += n;
    if (nl && t->translate_in && p[n - 1 - (nl == 2)] == '\r') {
        n -= nl - 1;
        uint8_t old = p[n - 1];
        p[n - 1] = '\n';
        KiValue r = decode(ks, t, p, n);
        p[n - 1] = old;
        return r;
    }
    return decode(ks, t, p, n);
}

/* Bytes of the first `chars` characters of the n bytes at p (n if there are fewer). */
static size_t char_bytes(KiTextIO *t, const uint8_t *p, size_t n, int64_t chars) {
    size_t i = 0;
    if (t->codec != KI_IO_UTF8) return (int64_t)n < chars ? n : (size_t)chars;
    while (i < n && chars-- > 0) {
        i++;
        while (i < n && (p[i] & 0xC0) == 0x80)
            i++;
    }
    return i;
}

KiValue ki_io_text_readline(KiState *ks, KiTextIO *t, int64_t limit) {
    if (!ki_io_text_flush_out(ks, t) || !need_coder(ks, t)) return KI_ERR;
    if (t->coder != KI_ABSENT) return coder_read(ks, t, "readline", limit);
    size_t from = 0, n, nl;
    for (;;) {
        find_line(t, from, &n, &nl);
        if (nl || (limit >= 0 && (int64_t)n > 4 * limit + 4)) break;
        from = n && t->in.bytes[t->in.pos + n - 1] == '\r' ? n - 1 : n;
        int64_t got = fill_text(ks, t);
        if (got < 0) return ki_pending(ks) ? KI_ERR : coder_read(ks, t, "readline", limit);
        if (got == 0) {
            if (n && t->universal && t->in.bytes[t->in.pos + n - 1] == '\r') nl = 1;
            break;
        }
    }
    if (limit >= 0) {
        size_t most = char_bytes(t, t->in.bytes + t->in.pos, n, limit);
        if (most < n) n = most, nl = 0;
    }
    return take_line(ks, t, n, nl);
}

/* Translates line ends of n bytes in place; returns the new length. */
static size_t translate(KiTextIO *t, uint8_t *p, size_t n) {
    size_t o = 0;
    if (!t->translate_in || !memchr(p, '\r', n)) return n;
    for (size_t i = 0; i < n; i++) {
        bool cr = p[i] == '\r';
        if (cr && i + 1 < n && p[i + 1] == '\n') i++;
        p[o++] = cr ? '\n' : p[i];
    }
    return o;
}

static KiValue read_all(KiState *ks, KiTextIO *t) {
    int64_t got;
    size_t before = t->in.end - t->in.pos; /* fill() moves to the start of `in` */
    while ((got = fill(ks, t)) != 0)
        if (got < 0) return KI_ERR;
    if (!accept_input(ks, t, before, true))
        return ki_pending(ks) ? KI_ERR : coder_read(ks, t, "read", -1);
    size_t n = translate(t, t->in.bytes + t->in.pos, t->in.end - t->in.pos);
    KiValue r = decode(ks, t, t->in.bytes + t->in.pos, n);
    ki_io_text_drop_input(ks, t);
    if (t->in.cap > 1 << 20) { /* a big file's bytes need not stay */
        kb_free(&ks->alloc, t->in.bytes, t->in.cap);
        t->in.bytes = NULL;
        t->in.cap = 0;
    }
    return r;
}

/* *out, which it owns, and what the coder has of the `want` characters behind it. */
static KiValue read_chars_coded(KiState *ks, KiTextIO *t, KiValue *out, int64_t want) {
    KiValue s = ki_pending(ks) ? KI_ERR : coder_read(ks, t, "read", want);
    bool ok = s != KI_ERR && ki_str_append(ks, out, ki_str_of(s));
    if (s == KI_ERR) ki_decref(ks, *out);
    ki_decref(ks, s);
    return ok ? *out : KI_ERR;
}

/* The next `want` characters, reading as often as it takes. */
static KiValue read_chars(KiState *ks, KiTextIO *t, int64_t want) {
    KiValue out = ki_new_ref(ks->empty_str);
    bool eof = false;
    while (want > 0) {
        size_t whole = t->in.valid - t->in.pos;
        uint8_t *p = t->in.bytes + t->in.pos;
        if (!eof && t->universal && whole && p[whole - 1] == '\r') whole--; /* "\n" may follow */
        size_t n = char_bytes(t, p, whole, want);
        bool split = n < whole && t->translate_in && n && p[n - 1] == '\r' && p[n] == '\n';
        n += split;
        if (n == 0) { /* none, or only a piece of a character so far */
            if (eof) break;
            int64_t got = fill_text(ks, t);
            if (got < 0) return read_chars_coded(ks, t, &out, want);
            eof = got == 0;
            continue;
        }
        t->in.pos += n;
        if (t->in.first_cr < t->in.pos) t->in.first_cr = t->in.pos;
        KiValue s = decode(ks, t, p, translate(t, p, n));
        if (s == KI_ERR) {
            ki_decref(ks, out);
            return KI_ERR;
        }
        want -= (int64_t)ki_str_of(s)->len;
        bool ok = ki_str_append(ks, &out, ki_str_of(s));
        ki_decref(ks, s);
        if (!ok) return KI_ERR;
    }
    return out;
}

static bool check_readable(KiState *ks, KiTextIO *t) {
    if (!ki_io_text_check_open(ks, t)) return false;
    if (!t->readable) ki_io_unsupported(ks, "not readable");
    return t->readable;
}

KiValue ki_io_text_m_read(KiState *ks, KiValue *a, int nargs) {
    KiTextIO *t = ki_io_text_of(a[0]);
    int64_t n;
    if (ki_io_size_arg(ks, a[1], &n) == KI_ERR || !check_readable(ks, t) ||
        !ki_io_text_flush_out(ks, t) || !need_coder(ks, t))
        return KI_ERR;
    if (t->coder != KI_ABSENT) return coder_read(ks, t, "read", n);
    return n < 0 ? read_all(ks, t) : read_chars(ks, t, n);
}

KiValue ki_io_text_m_readline(KiState *ks, KiValue *a, int n) {
    int64_t limit;
    if (!ki_arg_i64(ks, a[1], &limit) || !check_readable(ks, ki_io_text_of(a[0]))) return KI_ERR;
    return ki_io_text_readline(ks, ki_io_text_of(a[0]), limit);
}

KiValue ki_io_text_next(KiState *ks, KiValue self) {
    KiTextIO *t = ki_io_text_of(self);
    t->telling = false;
    KiValue line;
    if (ki_is_kind(self, KI_K_OPAQUE))
        line = check_readable(ks, t) ? ki_io_text_readline(ks, t, -1) : KI_ERR;
    else
        line = ki_call_method(ks, self, ks->names.n_readline, NULL, 0);
    if (ki_is_str(line) && ki_str_of(line)->len == 0) {
        t->telling = t->is_seekable;
        return KI_ABSENT;
    }
    return line;
}

/* --- position --- */

/* Where line ends are translated, the number of a byte does not say whether a '\r' before it has
 * been given yet: a block that has one goes to the coder, whose places do. */
static bool tell_by_coder(KiState *ks, KiTextIO *t) {
    size_t from = t->in.read, held = from && t->in.bytes[from - 1] == '\r';
    if (t->codec == KI_IO_OTHER || t->coder != KI_ABSENT || !t->universal || t->in.pos < from ||
        !t->in.end || !memchr(t->in.bytes + from - held, '\r', t->in.end - from + held))
        return true;
    size_t part = t->codec == KI_IO_UTF8 ? ki_utf8_incomplete(t->in.bytes, from) : 0;
    KiValue a[4] = {ki_bytes_from(ks, t->in.bytes + from - part, part), ki_small_int((int64_t)held),
                    ki_bytes_from(ks, t->in.bytes + from, t->in.end - from),
                    ki_small_int((int64_t)(t->in.pos - from))};
    bool ok = a[0] != KI_ERR && a[2] != KI_ERR && make_coder(ks, t);
    if (ok) {
        forget_bytes(&t->in);
        KiValue r = ki_io_text_call_coder(ks, t, "adopt", a, 4);
        ok = r != KI_ERR;
        ki_decref(ks, r);
    }
    if (a[0] != KI_ERR) ki_decref(ks, a[0]);
    if (a[2] != KI_ERR) ki_decref(ks, a[2]);
    return ok;
}

KiValue ki_io_text_m_tell(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = ki_io_text_of(a[0]);
    if (!ki_io_text_check_open(ks, t)) return KI_ERR;
    if (!t->is_seekable) return ki_io_unsupported(ks, "underlying stream is not seekable");
    if (!t->telling)
        return ki_raise(ks, KI_EXC_OSError, "telling position disabled by next() call");
    if (!ki_io_text_flush_self(ks, a[0]) || !tell_by_coder(ks, t)) return KI_ERR;
    KiValue pos = ki_io_text_call(ks, t, "tell", NULL, 0);
    if (pos == KI_ERR || (t->in.pos == t->in.end && t->coder == KI_ABSENT)) return pos;
    KiValue r = t->coder != KI_ABSENT
                    ? ki_io_text_call_coder(ks, t, "tell", &pos, 1)
                    : ki_binary(ks, pos, ki_small_int((int64_t)(t->in.end - t->in.pos)), KI_SUB);
    ki_decref(ks, pos);
    return r;
}

/* To a place told by tell(); whether it is not the start of the stream in *moved. */
static bool seek_place(KiState *ks, KiTextIO *t, KiValue place, bool *moved) {
    if ((t->coder == KI_ABSENT || t->codec != KI_IO_OTHER) && !make_coder(ks, t)) return false;
    if (!ki_io_text_attached(ks, t)) return false;
    KiValue a[2] = {ki_new_ref(t->buffer), place}, r = ki_io_text_call_coder(ks, t, "seek", a, 2);
    ki_decref(ks, a[0]);
    int truth = r == KI_ERR ? -1 : ki_truth(ks, r);
    ki_decref(ks, r);
    *moved = truth > 0;
    return truth >= 0;
}

/* Of whence 0 and the place to go to: owned, or KI_ERR. Of 2: KI_ABSENT. */
static KiValue seek_target(KiState *ks, KiValue *a, int whence) {
    if (whence == 0) return ki_new_ref(a[1]);
    int zero = ki_truth(ks, a[1]);
    if (zero < 0) return KI_ERR;
    if (zero)
        return ki_io_unsupported(ks, whence == 1 ? "can't do nonzero cur-relative seeks"
                                                 : "can't do nonzero end-relative seeks");
    return whence == 1 ? ki_io_text_m_tell(ks, a, 1) : KI_ABSENT;
}

/* Where a place that was told lies: *off if it is the number of a byte, else *plain is false. */
static bool seek_number(KiState *ks, KiValue place, KiValue *number, bool *plain, int64_t *off) {
    int negative = ki_compare_bool(ks, place, ki_small_int(0), KI_LT);
    if (negative > 0) ki_raise_repr(ks, KI_EXC_ValueError, "negative seek position ", place, "");
    if (negative) return false;
    *number = ki_call1(ks, ki_from_obj(ks->types[KI_K_INT]), place);
    if (*number == KI_ERR) return false;
    *plain = ki_int_try_i64(*number, off);
    return true;
}

KiValue ki_io_text_m_seek(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = ki_io_text_of(a[0]);
    int whence;
    int64_t off = 0;
    bool moved = false, plain = true;
    if (!ki_to_int(ks, a[2], &whence) || !ki_io_text_check_open(ks, t)) return KI_ERR;
    if (!t->is_seekable) return ki_io_unsupported(ks, "underlying stream is not seekable");
    if (whence < 0 || whence > 2)
        return ki_raise(ks, KI_EXC_ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
    KiValue place = seek_target(ks, a, whence), number = KI_ABSENT, r = KI_ERR;
    if (place == KI_ERR) return KI_ERR;
    if (place != KI_ABSENT && !seek_number(ks, place, &number, &plain, &off)) goto done;
    if (!ki_io_text_flush_self(ks, a[0])) goto done;
    t->telling = true; /* as after flush() */
    if (!plain || (place != KI_ABSENT && t->codec == KI_IO_OTHER && t->readable)) {
        if (!seek_place(ks, t, number, &moved)) goto done;
        r = ki_new_ref(place);
    } else {
        ki_io_text_drop_input(ks, t);
        if (place == KI_ABSENT || off == 0) t->seen_nl = 0; /* the decoder begins anew */
        KiValue arg[2] = {ki_int_from_i64(ks, off), ki_small_int(whence == 2 ? 2 : 0)};
        r = ki_io_text_call(ks, t, "seek", arg, 2);
        ki_decref(ks, arg[0]);
        int truth = r == KI_ERR ? -1 : ki_truth(ks, r);
        if (truth < 0) ki_assign(ks, &r, KI_ERR);
        moved = truth > 0;
        if (r != KI_ERR && place != KI_ABSENT) ki_assign(ks, &r, ki_new_ref(place));
    }
    if (r == KI_ERR) goto done;
    t->begun = moved;
    if (t->encoder != KI_ABSENT) {
        KiValue e[2] = {t->encoder, ki_bool(moved)}, done = ki_io_text_coder(ks, "restart", e, 2);
        if (done == KI_ERR) ki_assign(ks, &r, KI_ERR);
        ki_decref(ks, done);
    }
done:
    if (number != KI_ABSENT && number != KI_ERR) ki_decref(ks, number);
    if (place != KI_ABSENT) ki_decref(ks, place);
    return r;
}

KiValue ki_io_text_m_truncate(KiState *ks, KiValue *a, int n) {
    KiTextIO *t = ki_io_text_of(a[0]);
    if (!ki_io_text_check_open(ks, t) || !ki_io_text_flush_self(ks, a[0])) return KI_ERR;
    return ki_io_text_call(ks, t, "truncate", &a[1],
                           1); /* without a size, where the buffer stands */
}
