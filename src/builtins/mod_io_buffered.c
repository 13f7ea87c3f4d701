/* BufferedReader, BufferedWriter, BufferedRandom: one block of bytes in front of a raw stream. The
 * raw stream is called in C when it is an exact FileIO, by its methods otherwise. */
#include <errno.h>

#include "../object/obj_memoryview.h"
#include "../vm/thread.h"
#include "mod_io.h"

static KiBuffered *buf_of(KiValue v) {
    return (KiBuffered *)ki_obj(v);
}

/* The raw stream as an exact FileIO, or NULL. */
static KiFileIO *raw_file(KiState *ks, const KiBuffered *b) {
    if (ki_is_kind(b->raw, KI_K_OPAQUE) && ki_obj_type(ki_obj(b->raw)) == ks->bi->io->file)
        return (KiFileIO *)ki_obj(b->raw);
    return NULL;
}

bool ki_io_is_native_buffered(KiState *ks, KiValue v) {
    if (!ki_is_kind(v, KI_K_OPAQUE)) return false;
    KiType *t = ki_obj_type(ki_obj(v));
    KiIoState *io = ks->bi->io;
    return (t == io->reader || t == io->writer || t == io->random) && buf_of(v)->raw != KI_ABSENT;
}

static int raw_closed(KiState *ks, KiBuffered *b) {
    KiFileIO *f = raw_file(ks, b);
    if (f) return f->host ? f->base.closed : f->fd < 0;
    KiValue v = ki_getattr_cstr(ks, b->raw, "closed");
    int r = v == KI_ERR ? -1 : ki_truth(ks, v);
    ki_decref(ks, v);
    return r;
}

static bool check_set_up(KiState *ks, KiBuffered *b) {
    if (b->raw != KI_ABSENT) return true;
    ki_raise(ks, KI_EXC_ValueError,
             b->detached ? "raw stream has been detached"
                         : "I/O operation on uninitialized object");
    return false;
}

/* Usable and, for op != NULL, open: ValueError "op of closed file". */
static bool not_busy(KiState *ks, KiBuffered *b);
static bool check(KiState *ks, KiBuffered *b, const char *op) {
    if (!check_set_up(ks, b) || !not_busy(ks, b)) return false;
    if (!op) return true;
    int closed = raw_closed(ks, b);
    if (closed > 0) ki_raise(ks, KI_EXC_ValueError, "%s of closed file", op);
    return closed == 0;
}

static bool check_mode(KiState *ks, KiBuffered *b, bool writing) {
    if (writing ? b->writable : b->readable) return true;
    ki_io_unsupported(ks, writing ? "write" : "read");
    return false;
}

/* Waits while another thread calls the raw stream; RuntimeError while the raw stream, called by
 * this very object and thread, calls back. */
static bool not_busy(KiState *ks, KiBuffered *b) {
    if (!ki_io_wait_turn(ks, &b->busy_by)) return false;
    if (!b->busy) return true;
    KiValue text = ki_repr(ks, ki_from_obj(b));
    const char *u = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(text), NULL);
    if (u) ki_raise(ks, KI_EXC_RuntimeError, "reentrant call inside %s", u);
    ki_decref(ks, text);
    return false;
}

static void enter_raw(KiState *ks, KiBuffered *b) {
    b->busy = true;
    b->busy_by = ks->thread;
}
static void leave_raw(KiState *ks, KiBuffered *b) {
    b->busy = false;
    b->busy_by = NULL;
    ki_gil_notify(ks);
}

/* A signal may have cut a write short: its handler finds the stream at work. */
static bool heed_signals(KiState *ks, KiBuffered *b) {
    enter_raw(ks, b);
    bool ok = ki_io_interrupted(ks);
    leave_raw(ks, b);
    return ok;
}

/* A method of a script's raw stream. */
static KiValue call_raw(KiState *ks, KiBuffered *b, const char *name, KiValue *args, int n) {
    KiValue raw = ki_new_ref(b->raw);
    enter_raw(ks, b);
    KiValue r = ki_call_method_cstr(ks, raw, name, args, n);
    leave_raw(ks, b);
    ki_decref(ks, raw);
    return r;
}

/* --- the raw stream --- */

static int64_t raw_read(KiState *ks, KiBuffered *b, void *buf, size_t n) {
    KiFileIO *f = raw_file(ks, b);
    if (f) {
        enter_raw(ks, b);
        int64_t r = ki_io_file_read(ks, f, buf, n);
        leave_raw(ks, b);
        return r;
    }
    KiValue arg = ki_small_int((int64_t)n),
            ba = ki_call1(ks, ki_from_obj(ks->types[KI_K_BYTEARRAY]), arg),
            view = ba == KI_ERR ? KI_ERR : ki_memoryview_new(ks, ba);
    KiValue r = view == KI_ERR ? KI_ERR : call_raw(ks, b, "readinto", &view, 1);
    int64_t got = -1;
    if (ki_is_none(r)) {
        got = -2;
    } else if (r != KI_ERR && !ki_io_count(ks, r, &got)) {
        ki_io_failed(ks, "raw readinto() failed");
        got = -1;
    } else if (r != KI_ERR) {
        KiBytearray *d = (KiBytearray *)ki_obj(ba);
        if (got < 0 || (size_t)got > n || (size_t)got > d->len) {
            ki_raise(
                ks, KI_EXC_OSError,
                "raw readinto() returned invalid length %lld (should have been between 0 and %zu)",
                (long long)got, n);
            got = -1;
        } else if (got) {
            memcpy(buf, d->data, (size_t)got);
        }
    }
    ki_decref(ks, r);
    ki_decref(ks, view);
    ki_decref(ks, ba);
    return got;
}

static int64_t raw_write(KiState *ks, KiBuffered *b, const void *data, size_t n) {
    KiFileIO *f = raw_file(ks, b);
    if (f) {
        enter_raw(ks, b);
        int64_t r = ki_io_file_write(ks, f, data, n);
        leave_raw(ks, b);
        return r;
    }
    KiValue bytes = ki_bytes_from(ks, data, n);
    if (bytes == KI_ERR) return -1;
    KiValue view = ki_memoryview_new(ks, bytes);
    KiValue r = view == KI_ERR ? KI_ERR : call_raw(ks, b, "write", &view, 1);
    int64_t put = -1;
    if (ki_is_none(r)) {
        put = -2;
    } else if (r != KI_ERR) {
        if (!ki_io_count(ks, r, &put)) {
            ki_clear_exc(ks);
            put = -1;
        }
        if (put < 0 || (size_t)put > n) {
            ki_raise(
                ks, KI_EXC_OSError,
                "raw write() returned invalid length %lld (should have been between 0 and %zu)",
                (long long)put, n);
            put = -1;
        }
    }
    ki_decref(ks, r);
    ki_decref(ks, view);
    ki_decref(ks, bytes);
    return put;
}

/* The answer of a script's seek() or tell(), whose reference is taken. */
static int64_t position(KiState *ks, KiValue r) {
    int64_t at = -1;
    if (r != KI_ERR && ki_index_i64(ks, r, &at) && at < 0)
        ki_raise(ks, KI_EXC_OSError, "Raw stream returned invalid position %lld", (long long)at);
    ki_decref(ks, r);
    return ki_pending(ks) ? -1 : at;
}

static int64_t raw_seek(KiState *ks, KiBuffered *b, int64_t offset, int whence) {
    KiFileIO *f = raw_file(ks, b);
    if (f) return ki_io_file_seek(ks, f, offset, whence);
    KiValue a[2] = {ki_int_from_i64(ks, offset), ki_small_int(whence)};
    int64_t at = position(ks, call_raw(ks, b, "seek", a, 2));
    ki_decref(ks, a[0]);
    return at;
}

static int64_t raw_tell(KiState *ks, KiBuffered *b) {
    KiFileIO *f = raw_file(ks, b);
    return f ? ki_io_file_seek(ks, f, 0, 1) : position(ks, call_raw(ks, b, "tell", NULL, 0));
}

/* --- the block --- */

static bool have_block(KiState *ks, KiBuffered *b) {
    if (!not_busy(ks, b)) return false;
    if (!b->buf && !(b->buf = kb_malloc(&ks->alloc, b->size))) ki_raise_nomem(ks);
    return b->buf != NULL;
}

/* A script's raw stream leaves no error number. */
static void no_block_error(KiState *ks, const KiBuffered *b, int64_t written) {
    KiValue args[3] = {ki_small_int(raw_file(ks, b) ? EAGAIN : 0),
                       ki_str_from_cstr(ks, "write could not complete without blocking"),
                       ki_int_from_i64(ks, written)};
    KiValue e = args[1] == KI_ERR ? KI_ERR
                                  : ki_exc_new(ks, ks->exceptions[KI_EXC_BlockingIOError], args, 3);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, args[1]);
}

bool ki_io_buffered_flush(KiState *ks, KiBuffered *b) {
    if (!not_busy(ks, b)) return false;
    size_t done = 0;
    int64_t put = 0;
    while (put >= 0 && done < b->wlen) {
        put = raw_write(ks, b, b->buf + done, b->wlen - done);
        if (put < 0) break;
        done += (size_t)put;
        if (!heed_signals(ks, b)) put = -1;
    }
    if (put == -2) no_block_error(ks, b, 0);
    if (done) memmove(b->buf, b->buf + done, b->wlen - done);
    b->wlen -= done;
    return put >= 0;
}

/* Gives read-ahead bytes back to the raw stream's position. */
static bool drop_ahead(KiState *ks, KiBuffered *b) {
    size_t ahead = b->rend - b->rpos;
    b->rpos = b->rend = 0;
    return !ahead || raw_seek(ks, b, -(int64_t)ahead, 1) >= 0;
}

/* Before a stream for both reads: what waits is written, and the raw stream stands where reading
 * goes on. A script's own is told so even if it stands there. */
static bool turn_to_reading(KiState *ks, KiBuffered *b) {
    if (!b->writable) return true;
    if (!ki_io_buffered_flush(ks, b)) return false;
    if (raw_file(ks, b)) return drop_ahead(ks, b);
    size_t ahead = b->rend - b->rpos;
    b->rpos = b->rend = 0;
    return raw_seek(ks, b, -(int64_t)ahead, 1) >= 0;
}

/* What a raw stream that would block has not taken stays in the block, as far as there is room. */
static bool keep_rest(KiState *ks, KiBuffered *b, const uint8_t *data, size_t n, size_t written) {
    size_t room = b->size - b->wlen, take = n < room ? n : room;
    memcpy(b->buf + b->wlen, data, take);
    b->wlen += take;
    if (take < n) no_block_error(ks, b, (int64_t)(written + take));
    return take == n;
}
bool ki_io_buffered_write(KiState *ks, KiBuffered *b, const void *data, size_t n) {
    if (!have_block(ks, b) || (b->rend && !drop_ahead(ks, b))) return false;
    if (n <= b->size - b->wlen) {
        memcpy(b->buf + b->wlen, data, n);
        b->wlen += n;
        return true;
    }
    const uint8_t *p = data;
    size_t done = 0;
    if (!ki_io_buffered_flush(ks, b)) {
        if (!ki_pending_is(ks, KI_EXC_BlockingIOError)) return false;
        ki_clear_exc(ks);
        return keep_rest(ks, b, p, n, 0);
    }
    while (n - done > b->size) {
        int64_t put = raw_write(ks, b, p + done, n - done);
        if (put == -1) return false;
        if (put == -2) return keep_rest(ks, b, p + done, n - done, done);
        done += (size_t)put;
        if (!heed_signals(ks, b)) return false;
    }
    return keep_rest(ks, b, p + done, n - done, done);
}

/* Reads once into the free end of the block: bytes come, 0 at the end, -1 error, -2 would block. */
static int64_t fill_more(KiState *ks, KiBuffered *b) {
    if (!have_block(ks, b) || (b->wlen && !ki_io_buffered_flush(ks, b))) return -1;
    int64_t got = raw_read(ks, b, b->buf + b->rend, b->size - b->rend);
    if (got > 0) b->rend += (size_t)got;
    return got;
}

/* Refills the block, of which everything has been read. */
static int64_t fill(KiState *ks, KiBuffered *b) {
    if (!not_busy(ks, b)) return -1;
    b->rpos = b->rend = 0;
    return fill_more(ks, b);
}

static size_t take_ahead(KiBuffered *b, void *buf, size_t n) {
    size_t take = b->rend - b->rpos < n ? b->rend - b->rpos : n;
    if (take) memcpy(buf, b->buf + b->rpos, take);
    b->rpos += take;
    return take;
}

int64_t ki_io_buffered_read1(KiState *ks, KiBuffered *b, void *buf, size_t n) {
    if (!not_busy(ks, b)) return -1;
    if (b->rpos < b->rend) return (int64_t)take_ahead(b, buf, n);
    if (b->wlen && !ki_io_buffered_flush(ks, b)) return -1;
    b->rpos = b->rend = 0;
    int64_t got = raw_read(ks, b, buf, n);
    return got == -2 ? 0 : got;
}

/* --- making --- */

static KiValue buffered_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiBuffered *b = (KiBuffered *)ki_instance_alloc(ks, cls);
    if (!b) return KI_ERR;
    b->raw = KI_ABSENT;
    return ki_from_obj(b);
}

static bool setup(KiState *ks, KiBuffered *b, KiValue raw, int64_t size, bool readable,
                  bool writable) {
    if (size > PTRDIFF_MAX / 2) {
        ki_raise_nomem(ks);
        return false;
    }
    if (size <= 0) {
        ki_raise(ks, KI_EXC_ValueError, "buffer size must be strictly positive");
        return false;
    }
    kb_free(&ks->alloc, b->buf, b->buf ? b->size : 0);
    b->buf = NULL;
    b->size = (size_t)size;
    b->rpos = b->rend = b->wlen = 0;
    b->readable = readable;
    b->writable = writable;
    b->detached = b->base.closed = false;
    ki_assign(ks, &b->raw, ki_new_ref(raw));
    return true;
}

KiValue ki_io_buffered_new(KiState *ks, KiType *t, KiValue raw, size_t size, bool readable,
                           bool writable) {
    KiValue v = buffered_new(ks, t, NULL, 0, KI_ABSENT);
    if (v != KI_ERR && !setup(ks, buf_of(v), raw, (int64_t)size, readable, writable)) {
        ki_decref(ks, v);
        return KI_ERR;
    }
    return v;
}

/* raw.name(): true, or UnsupportedOperation `text`. */
static bool raw_can(KiState *ks, KiValue raw, const char *name, const char *text) {
    KiValue r = ki_call_method_cstr(ks, raw, name, NULL, 0);
    int t = r == KI_ERR ? -1 : ki_truth(ks, r);
    ki_decref(ks, r);
    if (t == 0) ki_io_unsupported(ks, text);
    return t > 0;
}

static bool init_with(KiState *ks, const char *fname, KiValue self, KiValue *args, int nargs,
                      KiValue kwnames, bool readable, bool writable) {
    static const char *const names[] = {"raw", "buffer_size"};
    KiBuffered *b = buf_of(self);
    KiValue v[2];
    int64_t size = KI_IO_BUFFER_SIZE;
    if (!not_busy(ks, b)) return false;
    ki_assign(ks, &b->raw, KI_ABSENT); /* unusable until this succeeds */
    b->detached = false;
    if (!ki_bind_args(ks, fname, names, 2, 1, 2, args, nargs, kwnames, v) ||
        (v[1] != KI_ABSENT && !ki_index_i64(ks, v[1], &size)))
        return false;
    if (readable && writable && !raw_can(ks, v[0], "seekable", "File or stream is not seekable."))
        return false;
    if (readable && !raw_can(ks, v[0], "readable", "File or stream is not readable.")) return false;
    if (writable && !raw_can(ks, v[0], "writable", "File or stream is not writable.")) return false;
    if (!setup(ks, b, v[0], size, readable, writable)) return false;
    if (!raw_file(ks, b) && raw_tell(ks, b) < 0) ki_clear_exc(ks); /* it need not know */
    return true;
}
static bool reader_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return init_with(ks, "BufferedReader", self, args, nargs, kwnames, true, false);
}
static bool writer_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return init_with(ks, "BufferedWriter", self, args, nargs, kwnames, false, true);
}
static bool random_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return init_with(ks, "BufferedRandom", self, args, nargs, kwnames, true, true);
}

static void buffered_dealloc(KiState *ks, KiObj *o) {
    KiBuffered *b = (KiBuffered *)o;
    if (b->raw != KI_ABSENT && b->wlen && raw_file(ks, b) && raw_file(ks, b)->fd >= 0) {
        KiValue saved = ki_pending(ks) ? ki_take_exc(ks) : KI_ABSENT;
        if (!ki_io_buffered_flush(ks, b)) ki_clear_exc(ks);
        if (saved != KI_ABSENT) ki_restore_exc(ks, saved);
    }
    kb_free(&ks->alloc, b->buf, b->buf ? b->size : 0);
    b->buf = NULL;
    ki_assign(ks, &b->raw, KI_ABSENT);
}
static void buffered_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((KiBuffered *)o)->raw, arg);
}
static void buffered_clear(KiState *ks, KiObj *o) {
    ki_assign(ks, &((KiBuffered *)o)->raw, KI_ABSENT);
}

/* --- reading --- */

/* The bytes of out, None if a raw stream that would block has given none; frees out. */
static KiValue bytes_read(KiState *ks, KbStrbuf *out, bool blocked) {
    KiValue r = blocked && !out->len ? KI_NONE
                : out->failed        ? ki_raise_nomem(ks)
                                     : ki_bytes_from(ks, out->len ? out->data : "", out->len);
    kb_strbuf_free(out);
    return r;
}

/* Everything, by a script's raw.readall() or, without one, its read(). */
static KiValue read_rest(KiState *ks, KiBuffered *b, KbStrbuf *out) {
    KiValue all = ki_getattr_cstr(ks, b->raw, "readall");
    const char *name = all == KI_ERR ? "read" : "readall";
    if (all == KI_ERR && !ki_pending_is(ks, KI_EXC_AttributeError)) goto fail;
    if (all == KI_ERR) ki_clear_exc(ks);
    ki_decref(ks, all);
    for (;;) {
        KiValue piece = call_raw(ks, b, name, NULL, 0);
        if (piece == KI_ERR) goto fail;
        if (!ki_is_none(piece) && !ki_is_bytes(piece)) {
            ki_raise(ks, KI_EXC_TypeError, "%s() should return bytes", name);
            ki_decref(ks, piece);
            goto fail;
        }
        size_t n = ki_is_none(piece) ? 0 : ki_bytes_of(piece)->len;
        bool last = n == 0 || all != KI_ERR;
        if (last && !out->len) {
            kb_strbuf_free(out);
            return piece;
        }
        if (n) kb_strbuf_append(out, ki_bytes_of(piece)->data, n);
        ki_decref(ks, piece);
        if (last) return bytes_read(ks, out, false);
    }
fail:
    kb_strbuf_free(out);
    return KI_ERR;
}

static KiValue read_all(KiState *ks, KiBuffered *b) {
    KbStrbuf out;
    kb_strbuf_init(&out, &ks->alloc, KB_STRBUF_NO_MAX);
    if (b->rend > b->rpos) kb_strbuf_append(&out, b->buf + b->rpos, b->rend - b->rpos);
    b->rpos = b->rend = 0;
    if (!turn_to_reading(ks, b)) {
        kb_strbuf_free(&out);
        return KI_ERR;
    }
    if (!raw_file(ks, b)) return read_rest(ks, b, &out);
    int64_t got;
    while ((got = fill(ks, b)) > 0) {
        kb_strbuf_append(&out, b->buf, (size_t)got);
        b->rpos = b->rend;
    }
    if (got != -1) return bytes_read(ks, &out, got == -2);
    kb_strbuf_free(&out);
    return KI_ERR;
}

/* Up to n bytes: whole blocks at once past the block, the rest by it. None when the raw stream
 * would block before the first. */
static KiValue read_n(KiState *ks, KiBuffered *b, size_t n) {
    enum { AT_ONCE = 1 << 20 }; /* of a file: n may be far more than it has */
    size_t ahead = b->rend - b->rpos;
    if (n <= ahead) {
        KiValue r = ki_bytes_from(ks, b->buf + b->rpos, n);
        b->rpos += n;
        return r;
    }
    KbStrbuf out;
    kb_strbuf_init(&out, &ks->alloc, KB_STRBUF_NO_MAX);
    if (ahead) kb_strbuf_append(&out, b->buf + b->rpos, ahead);
    b->rpos = b->rend = 0;
    int64_t got = turn_to_reading(ks, b) ? 0 : -1;
    while (got >= 0 && out.len < n) {
        size_t left = n - out.len, block = left - left % b->size;
        if (raw_file(ks, b) && block > AT_ONCE)
            block = b->size < AT_ONCE ? AT_ONCE - AT_ONCE % b->size : b->size;
        if (b->rend == 0 && block) {
            size_t at = out.len;
            bool room = kb_strbuf_fill(&out, 0, block);
            if (!room) ki_raise_nomem(ks);
            got = room && not_busy(ks, b) ? raw_read(ks, b, out.data + at, block) : -1;
            out.len = at + (got > 0 ? (size_t)got : 0);
        } else {
            got = fill_more(ks, b);
            size_t take = got <= 0 ? 0 : (size_t)got < left ? (size_t)got : left;
            kb_strbuf_append(&out, b->buf + b->rpos, take);
            b->rpos += take;
        }
        if (got == 0) break;
    }
    if (got != -1) return bytes_read(ks, &out, got == -2);
    kb_strbuf_free(&out);
    return KI_ERR;
}

static KiValue m_read(KiState *ks, KiValue *a, int nargs) {
    KiBuffered *b = buf_of(a[0]);
    int64_t n;
    if (ki_io_size_arg(ks, a[1], &n) == KI_ERR || !check(ks, b, "read") ||
        !check_mode(ks, b, false))
        return KI_ERR;
    if (n < -1) return ki_raise(ks, KI_EXC_ValueError, "read length must be non-negative or -1");
    return n < 0 ? read_all(ks, b) : read_n(ks, b, (size_t)n);
}

static KiValue m_read1(KiState *ks, KiValue *a, int nargs) {
    KiBuffered *b = buf_of(a[0]);
    int64_t n;
    if (!ki_arg_i64(ks, a[1], &n) || !check(ks, b, "read") || !check_mode(ks, b, false))
        return KI_ERR;
    if (n < 0) n = (int64_t)b->size;
    uint8_t *tmp = kb_malloc(&ks->alloc, (size_t)n);
    if (!tmp) return ki_raise_nomem(ks);
    int64_t got = n ? ki_io_buffered_read1(ks, b, tmp, (size_t)n) : 0;
    KiValue r = got < 0 ? KI_ERR : ki_bytes_from(ks, tmp, (size_t)got);
    kb_free(&ks->alloc, tmp, (size_t)n);
    return r;
}

static KiValue m_peek(KiState *ks, KiValue *a, int nargs) {
    KiBuffered *b = buf_of(a[0]);
    int64_t wish; /* of a size: what is there is given */
    if (!ki_arg_i64(ks, a[1], &wish) || !check(ks, b, "peek") || !check_mode(ks, b, false))
        return KI_ERR;
    if (!turn_to_reading(ks, b) || (b->rpos == b->rend && fill(ks, b) == -1)) return KI_ERR;
    return ki_bytes_from(ks, b->buf + b->rpos, b->rend - b->rpos);
}

/* once: at most one read of the raw stream, and that only if the block holds nothing more after
 * what it gave. */
static KiValue read_into(KiState *ks, KiValue *a, bool once) {
    KiBuffered *b = buf_of(a[0]);
    KiBytesView v;
    if (!check(ks, b, "readinto") || !check_mode(ks, b, false) ||
        !ki_get_writable(ks, a[1], once ? "readinto1() argument" : "readinto() argument", &v))
        return KI_ERR;
    size_t done = take_ahead(b, v.wdata, v.len);
    int64_t got = 1;
    if (done < v.len && !turn_to_reading(ks, b)) got = -1;
    if (done < v.len) b->rpos = b->rend = 0;
    while (got > 0 && done < v.len) {
        size_t left = v.len - done;
        if (left > b->size) { /* past the block */
            got = not_busy(ks, b) ? raw_read(ks, b, v.wdata + done, left) : -1;
            if (got > 0) done += (size_t)got;
            if (once) break;
        } else if (once && done) { /* more would be for the next call */
            break;
        } else {
            got = fill_more(ks, b);
            if (got > 0) done += take_ahead(b, v.wdata + done, left);
        }
    }
    ki_release_bytes(ks, &v);
    if (got == -1) return KI_ERR;
    return got == -2 && !done ? KI_NONE : ki_small_int((int64_t)done);
}
static KiValue m_readinto(KiState *ks, KiValue *a, int n) {
    return read_into(ks, a, false);
}
static KiValue m_readinto1(KiState *ks, KiValue *a, int n) {
    return read_into(ks, a, true);
}

static KiValue readline(KiState *ks, KiBuffered *b, int64_t limit) {
    KbStrbuf out;
    kb_strbuf_init(&out, &ks->alloc, KB_STRBUF_NO_MAX);
    KiValue r = KI_ERR;
    bool turned = false;
    for (;;) {
        if (limit == 0) goto done;
        if (b->rpos == b->rend) {
            if (!turned && !turn_to_reading(ks, b)) goto fail;
            turned = true;
            int64_t got = fill(ks, b);
            if (got == -1) goto fail;
            if (got <= 0) goto done;
        }
        const uint8_t *p = b->buf + b->rpos;
        size_t n = b->rend - b->rpos;
        if (limit > 0 && n > (size_t)limit) n = (size_t)limit;
        const uint8_t *nl = memchr(p, '\n', n);
        if (nl) n = (size_t)(nl - p) + 1;
        b->rpos += n;
        if (limit > 0) limit -= (int64_t)n;
        if (nl && !out.len) { /* the usual case: one line inside the block */
            r = ki_bytes_from(ks, p, n);
            goto fail;
        }
        kb_strbuf_append(&out, p, n);
        if (nl) goto done;
    }
done:
    r = out.failed ? ki_raise_nomem(ks) : ki_bytes_from(ks, out.len ? out.data : "", out.len);
fail:
    kb_strbuf_free(&out);
    return r;
}

static KiValue m_readline(KiState *ks, KiValue *a, int n) {
    int64_t limit;
    if (ki_io_size_arg(ks, a[1], &limit) == KI_ERR || !check(ks, buf_of(a[0]), "readline") ||
        !check_mode(ks, buf_of(a[0]), false))
        return KI_ERR;
    return readline(ks, buf_of(a[0]), limit);
}

static KiValue buffered_next(KiState *ks, KiValue self) {
    KiBuffered *b = buf_of(self);
    KiValue line;
    if (ki_is_kind(self, KI_K_OPAQUE)) {
        if (!check(ks, b, "readline") || !check_mode(ks, b, false)) return KI_ERR;
        line = readline(ks, b, -1);
    } else {
        line = ki_call_method(ks, self, ks->names.n_readline, NULL, 0);
    }
    if (ki_has_layout(line, KI_K_BYTES) && ki_bytes_of(line)->len == 0) {
        ki_decref(ks, line);
        return KI_ABSENT;
    }
    return line;
}

/* --- writing and moving --- */

static KiValue m_write(KiState *ks, KiValue *a, int n) {
    KiBuffered *b = buf_of(a[0]);
    KiBytesView v;
    if (ki_is_str(a[1]))
        return ki_raise(ks, KI_EXC_TypeError, "a bytes-like object is required, not '%s'",
                        ki_type_name(ks, a[1]));
    if (!check(ks, b, "write to") || !check_mode(ks, b, true) ||
        !ki_get_bytes(ks, a[1], false, &v)) {
        if (b->raw != KI_ABSENT && ki_pending_is(ks, KI_EXC_ValueError) && raw_closed(ks, b) > 0) {
            ki_clear_exc(ks);
            return ki_raise(ks, KI_EXC_ValueError, "write to closed file");
        }
        return KI_ERR;
    }
    size_t len = v.len;
    bool ok = ki_io_buffered_write(ks, b, v.data, len);
    ki_release_bytes(ks, &v);
    return ok ? ki_int_from_i64(ks, (int64_t)len) : KI_ERR;
}

static KiValue m_flush(KiState *ks, KiValue *a, int n) {
    KiBuffered *b = buf_of(a[0]);
    if (!check(ks, b, "flush") || !ki_io_buffered_flush(ks, b)) return KI_ERR;
    if (b->readable && !turn_to_reading(ks, b)) return KI_ERR;
    /* what is written stays with the raw stream; readers ask it all the same */
    return b->writable || raw_file(ks, b) ? KI_NONE : call_raw(ks, b, "flush", NULL, 0);
}

static bool offset(KiState *ks, KiValue v, int64_t *out) {
    KiValue i = ki_index(ks, v);
    bool ok = i != KI_ERR && ki_int_try_i64(i, out);
    if (!ok && i != KI_ERR)
        ki_raise(ks, KI_EXC_ValueError, "cannot fit '%s' into an offset-sized integer",
                 ki_type_name(ks, v));
    ki_decref(ks, i);
    return ok;
}

static KiValue m_seek(KiState *ks, KiValue *a, int n) {
    KiBuffered *b = buf_of(a[0]);
    int64_t off;
    int whence;
    if (!ki_to_int(ks, a[2], &whence)) return KI_ERR;
    if (whence < 0 || whence > 2)
        return ki_raise(ks, KI_EXC_ValueError, "whence value %d unsupported", whence);
    if (!check(ks, b, "seek") || !offset(ks, a[1], &off)) return KI_ERR;
    KiFileIO *f = raw_file(ks, b);
    if (f ? !ki_io_file_seekable(f)
          : !raw_can(ks, b->raw, "seekable", "File or stream is not seekable."))
        return ki_pending(ks) ? KI_ERR : ki_io_unsupported(ks, "File or stream is not seekable.");
    if (!ki_io_buffered_flush(ks, b)) return KI_ERR;
    if (whence == 1) off -= (int64_t)(b->rend - b->rpos);
    b->rpos = b->rend = 0;
    int64_t at = raw_seek(ks, b, off, whence);
    return at < 0 ? KI_ERR : ki_int_from_i64(ks, at);
}

static KiValue m_tell(KiState *ks, KiValue *a, int n) {
    KiBuffered *b = buf_of(a[0]);
    if (!check(ks, b, NULL)) return KI_ERR;
    int64_t at = raw_tell(ks, b);
    return at < 0 ? KI_ERR
                  : ki_int_from_i64(ks, at - (int64_t)(b->rend - b->rpos) + (int64_t)b->wlen);
}

static KiValue m_truncate(KiState *ks, KiValue *a, int n) {
    KiBuffered *b = buf_of(a[0]);
    if (!check(ks, b, "truncate")) return KI_ERR;
    if (!b->writable) return ki_io_unsupported(ks, "truncate");
    if (!ki_io_buffered_flush(ks, b)) return KI_ERR;
    KiValue size = ki_is_none(a[1]) ? m_tell(ks, a, 1) : ki_new_ref(a[1]);
    if (size == KI_ERR) return KI_ERR;
    KiValue r = ki_call_method_cstr(ks, b->raw, "truncate", &size, 1);
    ki_decref(ks, size);
    return r;
}

static KiValue m_detach(KiState *ks, KiValue *a, int n) {
    KiBuffered *b = buf_of(a[0]);
    if (!check(ks, b, NULL) || !ki_io_buffered_flush(ks, b)) return KI_ERR;
    KiValue raw = b->raw;
    b->raw = KI_ABSENT;
    b->detached = true;
    return raw;
}

static KiValue m_close(KiState *ks, KiValue *a, int n) {
    KiBuffered *b = buf_of(a[0]);
    if (!check(ks, b, NULL)) return KI_ERR;
    int closed = raw_closed(ks, b);
    if (closed != 0) return closed < 0 ? KI_ERR : KI_NONE;
    KiValue err = KI_ABSENT;
    if (b->base.finalizing) ki_io_warn_unclosed(ks, b->raw, a[0]);
    KiValue r = ki_call_method(ks, a[0], ks->names.n_flush, NULL, 0);
    if (r == KI_ERR)
        err = ki_take_exc(ks);
    else
        ki_decref(ks, r);
    r = call_raw(ks, b, "close", NULL, 0);
    b->base.closed = true;
    b->wlen = 0;
    kb_free(&ks->alloc, b->buf, b->buf ? b->size : 0);
    b->buf = NULL;
    b->rpos = b->rend = 0;
    return ki_io_both(ks, err, r);
}

static KiValue m_dealloc_warn(KiState *ks, KiValue *a, int n) {
    KiBuffered *b = buf_of(a[0]);
    if (b->raw != KI_ABSENT) ki_io_warn_unclosed(ks, b->raw, a[1]);
    return KI_NONE;
}

static KiValue ask_raw(KiState *ks, KiValue self, const char *name) {
    return check(ks, buf_of(self), NULL) ? ki_call_method_cstr(ks, buf_of(self)->raw, name, NULL, 0)
                                         : KI_ERR;
}
static KiValue m_fileno(KiState *ks, KiValue *a, int n) {
    return ask_raw(ks, a[0], "fileno");
}
static KiValue m_isatty(KiState *ks, KiValue *a, int n) {
    return ask_raw(ks, a[0], "isatty");
}
static KiValue m_seekable(KiState *ks, KiValue *a, int n) {
    return ask_raw(ks, a[0], "seekable");
}
static KiValue m_readable(KiState *ks, KiValue *a, int n) {
    return buf_of(a[0])->readable ? ask_raw(ks, a[0], "readable") : KI_FALSE;
}
static KiValue m_writable(KiState *ks, KiValue *a, int n) {
    return buf_of(a[0])->writable ? ask_raw(ks, a[0], "writable") : KI_FALSE;
}

static KiValue raw_attr(KiState *ks, KiValue self, const char *name) {
    return check_set_up(ks, buf_of(self)) ? ki_getattr_cstr(ks, buf_of(self)->raw, name) : KI_ERR;
}
static KiValue g_closed(KiState *ks, KiValue self, void *c) {
    return raw_attr(ks, self, "closed");
}
static KiValue g_name(KiState *ks, KiValue self, void *c) {
    return raw_attr(ks, self, "name");
}
static KiValue g_mode(KiState *ks, KiValue self, void *c) {
    return raw_attr(ks, self, "mode");
}
static KiValue g_raw(KiState *ks, KiValue self, void *c) {
    return check_set_up(ks, buf_of(self)) ? ki_new_ref(buf_of(self)->raw) : KI_ERR;
}

static KiValue buffered_repr(KiState *ks, KiValue self) {
    const char *type = ki_class_name(ks, self);
    KiValue name = ki_io_stream_name(ks, self);
    if (name == KI_ABSENT) return ki_str_format(ks, "<_io.%s>", type);
    KiValue text = name == KI_ERR ? KI_ERR : ki_repr(ks, name), r = KI_ERR;
    ki_decref(ks, name);
    const char *u = text == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(text), NULL);
    if (u) r = ki_str_format(ks, "<_io.%s name=%s>", type, u);
    ki_decref(ks, text);
    return r;
}

/* Methods of all three types. */
static const KiDef common_methods[] = {
    {"close", "(self, /)", m_close, "Flush and close the stream.", KI_DEF_UNSIGNED},
    {"_dealloc_warn", "(self, source, /)", m_dealloc_warn, NULL, KI_DEF_UNSIGNED},
    {"detach", "(self, /)", m_detach, "Separate the raw stream from the buffer and return it.",
     KI_DEF_UNSIGNED},
    {"seek", "(self, target, whence=0, /)", m_seek, "Change the stream position.", 0},
    {"tell", "(self, /)", m_tell, "Current stream position.", KI_DEF_UNSIGNED},
    {"truncate", "(self, pos=None, /)", m_truncate, "Truncate the file to pos bytes.", 0},
    {"fileno", "(self, /)", m_fileno, "The file descriptor.", KI_DEF_UNSIGNED},
    {"isatty", "(self, /)", m_isatty, "True if connected to a terminal.", KI_DEF_UNSIGNED},
    {"seekable", "(self, /)", m_seekable, "True if random access is supported.", KI_DEF_UNSIGNED},
    {"flush", "(self, /)", m_flush, "Pass what is buffered on to the raw stream.", KI_DEF_UNSIGNED},
    KI_DEF_END};
static const KiDef read_methods[] = {
    {"readable", "(self, /)", m_readable, "True if the stream can be read.", KI_DEF_UNSIGNED},
    {"read", "(self, size=-1, /)", m_read,
     "Read up to size bytes; everything when size is negative.", 0},
    {"read1", "(self, size=-1, /)", m_read1,
     "Read up to size bytes with at most one read of the raw stream.", 0},
    {"peek", "(self, size=0, /)", m_peek, "Bytes ahead, without moving.", 0},
    {"readinto", "(self, buffer, /)", m_readinto, "Fill a writable buffer.", 0},
    {"readinto1", "(self, buffer, /)", m_readinto1,
     "Fill a writable buffer with at most one raw read.", 0},
    {"readline", "(self, size=-1, /)", m_readline, "Read a line.", 0},
    KI_DEF_END};
static const KiDef write_methods[] = {
    {"writable", "(self, /)", m_writable, "True if the stream can be written.", KI_DEF_UNSIGNED},
    {"write", "(self, buffer, /)", m_write, "Write bytes.", 0},
    KI_DEF_END};
static const KiGetsetDef getsets[] = {{"closed", g_closed, NULL, NULL, NULL},
                                      {"name", g_name, NULL, NULL, NULL},
                                      {"mode", g_mode, NULL, NULL, NULL},
                                      {"raw", g_raw, NULL, NULL, NULL},
                                      {NULL, NULL, NULL, NULL, NULL}};

#define BUFFERED_SLOTS                                                                             \
    .dealloc = buffered_dealloc, .traverse = buffered_traverse, .clear = buffered_clear,           \
    .repr = buffered_repr, .new_ = buffered_new, .iter = ki_io_iter_self, .next = buffered_next
static const KiSlots reader_slots = {BUFFERED_SLOTS, .init = reader_init};
static const KiSlots writer_slots = {BUFFERED_SLOTS, .init = writer_init};
static const KiSlots random_slots = {BUFFERED_SLOTS, .init = random_init};

static KiType *make(KiState *ks, KiType *base, const KiTypeDef *def, bool reads, bool writes) {
    KiType *t = ki_native_type(ks, def, base);
    if (!t || (reads && !ki_type_add_methods(ks, t, read_methods)) ||
        (writes && !ki_type_add_methods(ks, t, write_methods)))
        return NULL;
    return t;
}

bool ki_io_make_buffered_types(KiState *ks, KiType *base) {
    enum { FLAGS = KI_TF_BASETYPE | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF | KI_TF_GC };
    static const KiTypeDef r = {
        "BufferedReader",
        "_io",
        "(raw, buffer_size=DEFAULT_BUFFER_SIZE)\nA buffered stream for reading.",
        sizeof(KiBuffered),
        FLAGS,
        KI_K_OPAQUE,
        &reader_slots,
        common_methods,
        getsets};
    static const KiTypeDef w = {
        "BufferedWriter",
        "_io",
        "(raw, buffer_size=DEFAULT_BUFFER_SIZE)\nA buffered stream for writing.",
        sizeof(KiBuffered),
        FLAGS,
        KI_K_OPAQUE,
        &writer_slots,
        common_methods,
        getsets};
    static const KiTypeDef x = {
        "BufferedRandom",
        "_io",
        "(raw, buffer_size=DEFAULT_BUFFER_SIZE)\nA buffered stream for reading and writing.",
        sizeof(KiBuffered),
        FLAGS,
        KI_K_OPAQUE,
        &random_slots,
        common_methods,
        getsets};
    KiIoState *io = ks->bi->io;
    return (io->reader = make(ks, base, &r, true, false)) &&
           (io->writer = make(ks, base, &w, false, true)) &&
           (io->random = make(ks, base, &x, true, true));
}
