/* FileIO: unbuffered bytes over a file descriptor (or over the host program's callbacks). */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../object/audit.h"
#include "../vm/thread.h"
#include "mod_io.h"

static KiFileIO *file_of(KiValue v) {
    return (KiFileIO *)ki_obj(v);
}

static bool check_open(KiState *ks, KiFileIO *f) {
    if (f->fd >= 0 || (f->host && !f->base.closed)) return true;
    ki_raise(ks, KI_EXC_ValueError, "I/O operation on closed file");
    return false;
}

/* --- the C face --- */

int64_t ki_io_file_read(KiState *ks, KiFileIO *f, void *buf, size_t n) {
    if (!check_open(ks, f)) return -1;
    if (!f->readable) {
        ki_io_unsupported(ks, "File not open for reading");
        return -1;
    }
    if (f->host) {
        int64_t got = f->host->read ? f->host->read(f->host->userdata, buf, n) : 0;
        if (got < 0) ki_raise_errno(ks, EIO, KI_ABSENT);
        return got;
    }
    for (;;) {
        int fd = f->fd;
        KiThread *t = ki_gil_release(ks);
        ssize_t got = read(fd, buf, n);
        ki_gil_acquire(ks, t);
        if (got >= 0) return got;
        if (errno == EINTR) {
            if (!ki_io_interrupted(ks)) return -1;
        } else if (errno == EAGAIN) {
            return -2;
        } else {
            ki_raise_errno(ks, errno, KI_ABSENT);
            return -1;
        }
    }
}

int64_t ki_io_file_write(KiState *ks, KiFileIO *f, const void *data, size_t n) {
    if (!check_open(ks, f)) return -1;
    if (!f->writable) {
        ki_io_unsupported(ks, "File not open for writing");
        return -1;
    }
    if (f->host) {
        if (f->host->write && !f->host->write(f->host->userdata, f->host_stream, data, n)) {
            ki_raise_errno(ks, EIO, KI_ABSENT);
            return -1;
        }
        return (int64_t)n;
    }
    for (;;) {
        int fd = f->fd;
        KiThread *t = ki_gil_release(ks);
        ssize_t put = write(fd, data, n);
        ki_gil_acquire(ks, t);
        if (put >= 0) return put;
        if (errno == EINTR) {
            if (!ki_io_interrupted(ks)) return -1;
        } else if (errno == EAGAIN) {
            return -2;
        } else {
            ki_raise_errno(ks, errno, KI_ABSENT);
            return -1;
        }
    }
}

int64_t ki_io_file_seek(KiState *ks, KiFileIO *f, int64_t offset, int whence) {
    if (!check_open(ks, f)) return -1;
    off_t at = f->host ? (errno = ESPIPE, -1) : lseek(f->fd, offset, whence);
    if (at < 0) ki_raise_errno(ks, errno, KI_ABSENT);
    return at;
}

bool ki_io_file_close(KiState *ks, KiFileIO *f) {
    int fd = f->fd;
    f->fd = -1;
    f->base.closed = true;
    if (fd >= 0 && f->closefd && close(fd) < 0 && errno != EINTR) {
        ki_raise_errno(ks, errno, KI_ABSENT);
        return false;
    }
    return true;
}

bool ki_io_file_isatty(KiFileIO *f) {
    return f->fd >= 0 && isatty(f->fd);
}

bool ki_io_file_seekable(KiFileIO *f) {
    if (f->seekable < 0) f->seekable = f->fd >= 0 && lseek(f->fd, 0, SEEK_CUR) >= 0;
    return f->seekable;
}

/* --- opening --- */

static bool parse_mode(KiState *ks, KiFileIO *f, const char *mode, int *flags) {
    int kinds = 0;
    bool plus = false;
    *flags = 0;
    for (const char *p = mode; *p; p++) {
        switch (*p) {
        case 'x':
            kinds++, f->created = f->writable = true;
            *flags |= O_EXCL | O_CREAT;
            break;
        case 'r':
            kinds++, f->readable = true;
            break;
        case 'w':
            kinds++, f->writable = true;
            *flags |= O_CREAT | O_TRUNC;
            break;
        case 'a':
            kinds++, f->writable = f->appending = true;
            *flags |= O_APPEND | O_CREAT;
            break;
        case 'b':
            break;
        case '+':
            if (plus) kinds = 9;
            plus = true;
            break;
        default:
            ki_raise(ks, KI_EXC_ValueError, "invalid mode: %.200s", mode);
            return false;
        }
    }
    if (kinds != 1) {
        ki_raise(ks, KI_EXC_ValueError,
                 "Must have exactly one of create/read/write/append mode and at most one plus");
        return false;
    }
    if (plus) f->readable = f->writable = true;
    *flags |= f->readable && f->writable ? O_RDWR : f->readable ? O_RDONLY : O_WRONLY;
    *flags |= O_CLOEXEC;
    return true;
}

static bool open_path(KiState *ks, KiFileIO *f, KiValue file, const char *path, int flags,
                      KiValue opener) {
    if (opener != KI_ABSENT && !ki_is_none(opener)) {
        KiValue fd = ki_call2(ks, opener, file, ki_small_int(flags));
        if (fd == KI_ERR) return false;
        bool ok = ki_is_integer(fd);
        if (!ok) ki_raise(ks, KI_EXC_TypeError, "expected integer from opener");
        ok = ok && ki_to_int(ks, fd, &f->fd);
        ki_decref(ks, fd);
        if (ok && f->fd < 0) {
            ki_raise(ks, KI_EXC_ValueError, "opener returned %d", f->fd);
            return false;
        }
        return ok;
    }
    if (ks->bi->audit_open && !ks->bi->audit_open(ks->bi->audit_data, path, f->writable)) {
        ki_raise_errno(ks, EACCES, file);
        return false;
    }
    do { /* opening a FIFO waits for the other end */
        KiThread *t = ki_gil_release(ks);
        int fd = open(path, flags, 0666);
        ki_gil_acquire(ks, t);
        f->fd = fd;
    } while (f->fd < 0 && errno == EINTR && ki_io_interrupted(ks));
    int err = errno;
    if (f->fd >= 0) return true;
    if (!ki_pending(ks)) ki_raise_errno(ks, err, file);
    return false;
}

/* An integer that is a descriptor. */
static bool read_descriptor(KiState *ks, KiValue file, int *fd) {
    if (!ki_to_int(ks, file, fd)) { /* no descriptor, so it would have to be a path */
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "expected str, bytes or os.PathLike object, not %s",
                 ki_type_short_name(ks, file));
        return false;
    }
    if (*fd < 0) ki_raise(ks, KI_EXC_ValueError, "negative file descriptor");
    return *fd >= 0;
}

/* Opens path, or for none takes over fd. */
static bool open_as(KiState *ks, KiFileIO *f, KiValue file, const char *path, int fd,
                    const char *mode, bool closefd, KiValue opener) {
    int flags;
    bool by_fd = !path;
    if (!parse_mode(ks, f, mode, &flags)) return false;
    f->fd = fd;
    if (!ki_audit(ks, "open", "Osi", file, mode, flags)) {
        if (by_fd) f->fd = -1;
        return false;
    }
    if (!by_fd && !closefd) {
        ki_raise(ks, KI_EXC_ValueError, "Cannot use closefd=False with file name");
        return false;
    }
    if (!by_fd && !open_path(ks, f, file, path, flags, opener)) return false;
    struct stat st;
    int err = fstat(f->fd, &st) < 0 ? errno : S_ISDIR(st.st_mode) ? EISDIR : 0;
    if (err) {
        if (!by_fd) close(f->fd);
        f->fd = -1;
        ki_raise_errno(ks, err, by_fd && err != EISDIR ? KI_ABSENT : file);
        return false;
    }
    /* a subclass may have something to say about it */
    if (ki_is_kind(ki_from_obj(f), KI_K_OPAQUE) && ki_obj_type(&f->base.h) == ks->bi->io->file) {
        ki_assign(ks, &f->name, ki_new_ref(file));
    } else if (!ki_setattr_cstr(ks, ki_from_obj(f), "name", file)) {
        if (by_fd) f->fd = -1; /* stays the caller's */
        return false;
    }
    if (f->appending) (void)!lseek(f->fd, 0, SEEK_END);
    return true;
}

static bool open_into(KiState *ks, KiFileIO *f, KiValue file, const char *mode, bool closefd,
                      KiValue opener) {
    if (f->fd >= 0 && !ki_io_file_close(ks, f)) return false;
    f->created = f->readable = f->writable = f->appending = false;
    f->seekable = -1;
    f->closefd = closefd;
    f->base.closed = false;
    int fd = -1;
    if (ki_is_integer(file)) /* what to open is read before how */
        return read_descriptor(ks, file, &fd) &&
               open_as(ks, f, file, NULL, fd, mode, closefd, opener);
    KiValue holder;
    const char *path = ki_arg_path(ks, file, NULL, &holder);
    if (!path) return false;
    bool ok = open_as(ks, f, file, path, fd, mode, closefd, opener);
    ki_decref(ks, holder);
    return ok;
}

static KiValue file_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    KiFileIO *f = (KiFileIO *)ki_instance_alloc(ks, cls);
    if (!f) return KI_ERR;
    f->fd = -1;
    f->seekable = -1;
    f->closefd = true;
    f->name = KI_ABSENT;
    return ki_from_obj(f);
}

static bool file_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"file", "mode", "closefd", "opener"};
    KiValue v[4];
    if (!ki_bind_args(ks, "FileIO", names, 4, 1, 4, args, nargs, kwnames, v)) return false;
    const char *mode = "r";
    int closefd = 1;
    if (v[1] != KI_ABSENT && !ki_is_str(v[1])) {
        ki_raise(ks, KI_EXC_TypeError, "FileIO() argument 'mode' must be str, not %s",
                 ki_arg_type_name(ks, v[1]));
        return false;
    }
    if (v[1] != KI_ABSENT && !(mode = ki_str_utf8(ks, ki_str_of(v[1]), NULL))) return false;
    return (v[2] == KI_ABSENT || ki_to_int(ks, v[2], &closefd)) &&
           open_into(ks, file_of(self), v[0], mode, closefd, v[3]);
}

KiValue ki_io_file_open(KiState *ks, KiValue file, const char *mode, bool closefd, KiValue opener) {
    KiValue f = file_new(ks, ks->bi->io->file, NULL, 0, KI_ABSENT);
    if (f != KI_ERR && !open_into(ks, file_of(f), file, mode, closefd, opener)) {
        ki_decref(ks, f);
        return KI_ERR;
    }
    return f;
}

KiValue ki_io_file_host(KiState *ks, const KiHostIo *host, int stream) {
    static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};
    KiValue v = file_new(ks, ks->bi->io->file, NULL, 0, KI_ABSENT);
    if (v == KI_ERR) return KI_ERR;
    KiFileIO *f = file_of(v);
    f->host = host;
    f->host_stream = stream;
    f->readable = stream == 0;
    f->writable = stream != 0;
    f->seekable = 0;
    f->name = ki_str_from_cstr(ks, names[stream]);
    if (f->name != KI_ERR) return v;
    f->name = KI_ABSENT;
    ki_decref(ks, v);
    return KI_ERR;
}

static void file_dealloc(KiState *ks, KiObj *o) {
    KiFileIO *f = (KiFileIO *)o;
    if (f->fd >= 0 && f->closefd) close(f->fd);
    f->fd = -1;
    ki_decref(ks, f->name);
    f->name = KI_ABSENT;
}

/* --- methods --- */

static KiValue m_readall(KiState *ks, KiValue *a, int n) {
    KiFileIO *f = file_of(a[0]);
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    char chunk[KI_IO_BUFFER_SIZE];
    int64_t got;
    while ((got = ki_io_file_read(ks, f, chunk, sizeof chunk)) > 0)
        kb_strbuf_append(&b, chunk, (size_t)got);
    KiValue r = KI_ERR;
    if (got == -2 && b.len == 0)
        r = KI_NONE;
    else if (got != -1)
        r = b.failed ? ki_raise_nomem(ks) : ki_bytes_from(ks, b.len ? b.data : "", b.len);
    kb_strbuf_free(&b);
    return r;
}

static KiValue m_read(KiState *ks, KiValue *a, int n) {
    int64_t size;
    if (ki_io_size_arg(ks, a[1], &size) == KI_ERR) return KI_ERR;
    if (size < 0) return m_readall(ks, a, 1);
    uint8_t *buf = kb_malloc(&ks->alloc, (size_t)size);
    if (!buf) return ki_raise_nomem(ks);
    int64_t got = ki_io_file_read(ks, file_of(a[0]), buf, (size_t)size);
    KiValue r = got == -1 ? KI_ERR : got == -2 ? KI_NONE : ki_bytes_from(ks, buf, (size_t)got);
    kb_free(&ks->alloc, buf, (size_t)size);
    return r;
}

static KiValue m_readinto(KiState *ks, KiValue *a, int n) {
    KiBytesView v;
    if (!ki_get_writable(ks, a[1], "readinto() argument", &v)) return KI_ERR;
    int64_t got = ki_io_file_read(ks, file_of(a[0]), v.wdata, v.len);
    ki_release_bytes(ks, &v);
    return got == -1 ? KI_ERR : got == -2 ? KI_NONE : ki_small_int(got);
}

static KiValue m_write(KiState *ks, KiValue *a, int n) {
    KiBytesView v;
    if (!ki_get_bytes(ks, a[1], false, &v)) return KI_ERR;
    int64_t put = ki_io_file_write(ks, file_of(a[0]), v.data, v.len);
    ki_release_bytes(ks, &v);
    if (put >= 0 && !ki_io_interrupted(ks)) return KI_ERR; /* a signal may have cut it short */
    return put == -1 ? KI_ERR : put == -2 ? KI_NONE : ki_small_int(put);
}

static bool long_arg(KiState *ks, KiValue v, int64_t *out) {
    KiValue i = ki_index(ks, v);
    bool ok = i != KI_ERR && ki_int_to_i64(ks, i, out);
    ki_decref(ks, i);
    return ok;
}

static KiValue m_seek(KiState *ks, KiValue *a, int n) {
    int64_t off;
    int whence;
    if (!ki_to_int(ks, a[2], &whence) || !long_arg(ks, a[1], &off)) return KI_ERR;
    int64_t at = ki_io_file_seek(ks, file_of(a[0]), off, whence);
    return at < 0 ? KI_ERR : ki_int_from_i64(ks, at);
}

static KiValue m_tell(KiState *ks, KiValue *a, int n) {
    int64_t at = ki_io_file_seek(ks, file_of(a[0]), 0, SEEK_CUR);
    return at < 0 ? KI_ERR : ki_int_from_i64(ks, at);
}

static KiValue m_truncate(KiState *ks, KiValue *a, int n) {
    KiFileIO *f = file_of(a[0]);
    if (!check_open(ks, f)) return KI_ERR;
    if (!f->writable) return ki_io_unsupported(ks, "File not open for writing");
    int64_t size;
    if (ki_is_none(a[1])) {
        if ((size = ki_io_file_seek(ks, f, 0, SEEK_CUR)) < 0) return KI_ERR;
    } else if (!long_arg(ks, a[1], &size)) {
        return KI_ERR;
    }
    if (ftruncate(f->fd, size) < 0) return ki_raise_errno(ks, errno, KI_ABSENT);
    return ki_int_from_i64(ks, size);
}

static KiValue m_dealloc_warn(KiState *ks, KiValue *a, int n) {
    KiFileIO *f = file_of(a[0]);
    if (f->fd < 0 || !f->closefd) return KI_NONE;
    ki_io_resource_warning(ks, a[1], "file");
    return KI_NONE;
}
static KiValue m_close(KiState *ks, KiValue *a, int n) {
    KiFileIO *f = file_of(a[0]);
    KiValue err = KI_ABSENT;
    if (!f->base.closed) {
        KiValue r = ki_call_method(ks, a[0], ks->names.n_flush, NULL, 0);
        f->base.closed = true;
        if (r == KI_ERR)
            err = ki_take_exc(ks);
        else
            ki_decref(ks, r);
    }
    if (f->base.finalizing) ki_io_warn_unclosed(ks, a[0], a[0]);
    return ki_io_both(ks, err, ki_io_file_close(ks, f) ? KI_NONE : KI_ERR);
}
static KiValue m_fileno(KiState *ks, KiValue *a, int n) {
    KiFileIO *f = file_of(a[0]);
    if (!check_open(ks, f)) return KI_ERR;
    return f->host ? ki_io_unsupported(ks, "fileno") : ki_small_int(f->fd);
}
static KiValue m_isatty(KiState *ks, KiValue *a, int n) {
    return check_open(ks, file_of(a[0])) ? ki_bool(ki_io_file_isatty(file_of(a[0]))) : KI_ERR;
}
static KiValue m_seekable(KiState *ks, KiValue *a, int n) {
    return check_open(ks, file_of(a[0])) ? ki_bool(ki_io_file_seekable(file_of(a[0]))) : KI_ERR;
}
static KiValue m_readable(KiState *ks, KiValue *a, int n) {
    return check_open(ks, file_of(a[0])) ? ki_bool(file_of(a[0])->readable) : KI_ERR;
}
static KiValue m_writable(KiState *ks, KiValue *a, int n) {
    return check_open(ks, file_of(a[0])) ? ki_bool(file_of(a[0])->writable) : KI_ERR;
}

static const char *mode_text(KiFileIO *f) {
    if (f->created) return f->readable ? "xb+" : "xb";
    if (f->appending) return f->readable ? "ab+" : "ab";
    return f->readable ? (f->writable ? "rb+" : "rb") : "wb";
}

static KiValue g_mode(KiState *ks, KiValue self, void *c) {
    return ki_str_from_cstr(ks, mode_text(file_of(self)));
}
static KiValue g_closed(KiState *ks, KiValue self, void *c) {
    KiFileIO *f = file_of(self);
    return ki_bool(f->host ? f->base.closed : f->fd < 0);
}
static KiValue g_blksize(KiState *ks, KiValue self, void *c) {
    struct stat st;
    int fd = file_of(self)->fd;
    bool known = fd >= 0 && fstat(fd, &st) == 0 && st.st_blksize > 1;
    return ki_int_from_i64(ks, known ? (int64_t)st.st_blksize : KI_IO_BUFFER_SIZE);
}
static KiValue g_closefd(KiState *ks, KiValue self, void *c) {
    return ki_bool(file_of(self)->closefd);
}
static KiValue g_name(KiState *ks, KiValue self, void *c) {
    KiFileIO *f = file_of(self);
    if (f->name != KI_ABSENT) return ki_new_ref(f->name);
    return ki_raise(ks, KI_EXC_AttributeError, "'FileIO' object has no attribute 'name'");
}
static bool s_name(KiState *ks, KiValue self, KiValue v, void *c) {
    ki_assign(ks, &file_of(self)->name, ki_new_ref(v));
    return true;
}

static KiValue file_repr(KiState *ks, KiValue self) {
    KiFileIO *f = file_of(self);
    if (f->fd < 0 && !f->host) return ki_str_format(ks, "<_io.FileIO [closed]>");
    const char *mode = mode_text(f), *closefd = f->closefd ? "True" : "False";
    if (f->name == KI_ABSENT)
        return ki_str_format(ks, "<_io.FileIO fd=%d mode='%s' closefd=%s>", f->fd, mode, closefd);
    KiValue name = ki_repr(ks, f->name), r = KI_ERR;
    const char *text = name == KI_ERR ? NULL : ki_str_utf8(ks, ki_str_of(name), NULL);
    if (text)
        r = ki_str_format(ks, "<_io.FileIO name=%s mode='%s' closefd=%s>", text, mode, closefd);
    ki_decref(ks, name);
    return r;
}

static const KiDef file_methods[] = {
    {"read", "(self, size=-1, /)", m_read,
     "Read at most size bytes; everything when size is negative.", 0},
    {"readall", "(self, /)", m_readall, "Read all data until the end of the file.", 0},
    {"readinto", "(self, buffer, /)", m_readinto,
     "Read into a writable buffer; return the number of bytes.", 0},
    {"write", "(self, b, /)", m_write, "Write bytes; return the number written.", 0},
    {"seek", "(self, pos, whence=0, /)", m_seek, "Move to a position; return it.", 0},
    {"tell", "(self, /)", m_tell, "Current file position.", 0},
    {"truncate", "(self, size=None, /)", m_truncate, "Cut or extend the file to size bytes.", 0},
    {"close", "(self, /)", m_close, "Close the file.", 0},
    {"seekable", "(self, /)", m_seekable, "True if the file supports random access.", 0},
    {"readable", "(self, /)", m_readable, "True if the file was opened for reading.", 0},
    {"writable", "(self, /)", m_writable, "True if the file was opened for writing.", 0},
    {"fileno", "(self, /)", m_fileno, "The file descriptor.", 0},
    {"isatty", "(self, /)", m_isatty, "True if the file is connected to a terminal.", 0},
    {"_dealloc_warn", "(self, source, /)", m_dealloc_warn, NULL, KI_DEF_UNSIGNED},
    KI_DEF_END};
static const KiGetsetDef file_getsets[] = {
    {"_blksize", g_blksize, NULL, NULL, NULL},
    {"closed", g_closed, NULL, "True if the file is closed", NULL},
    {"closefd", g_closefd, NULL, "True if close() closes the descriptor", NULL},
    {"mode", g_mode, NULL, "String giving the file mode", NULL},
    {"name", g_name, s_name, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL}};

KiType *ki_io_make_file_type(KiState *ks, KiType *base) {
    static const KiSlots slots = {.dealloc = file_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .repr = file_repr,
                                  .new_ = file_new,
                                  .init = file_init};
    static const KiTypeDef def = {"FileIO",
                                  "_io",
                                  "(file, mode='r', closefd=True, opener=None)\n"
                                  "Open a file, unbuffered.",
                                  sizeof(KiFileIO),
                                  KI_TF_BASETYPE | KI_TF_HAS_DICT | KI_TF_HAS_WEAKREF | KI_TF_GC,
                                  KI_K_OPAQUE,
                                  &slots,
                                  file_methods,
                                  file_getsets};
    return ki_native_type(ks, &def, base);
}
