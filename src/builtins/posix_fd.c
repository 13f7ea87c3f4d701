/* posix: the rarer calls on descriptors and file systems. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pty.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "mod_io.h"
#include "posix_path.h"

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}
static KiValue done(KiState *ks, int64_t r) {
    return r < 0 ? fail(ks) : KI_NONE;
}
static KiValue number(KiState *ks, int64_t r) {
    return r < 0 ? fail(ks) : ki_int_from_i64(ks, r);
}

/* Integer arguments; the first is a descriptor. */
static bool numbers(KiState *ks, KiValue *a, int n, int64_t *out) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return false;
    out[0] = fd;
    for (int i = 1; i < n; i++)
        if (!ki_index_i64(ks, a[i], &out[i])) return false;
    return true;
}
#define CALL(name, n_args, result, expr)                                                           \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        int64_t v[n_args + 1];                                                                     \
        if (!numbers(ks, a, n_args, v)) return KI_ERR;                                             \
        return result(ks, (int64_t)(expr));                                                        \
    }
CALL(posix_fadvise, 4, done, (errno = posix_fadvise((int)v[0], v[1], v[2], (int)v[3])) ? -1 : 0)
CALL(posix_fallocate, 3, done, (errno = posix_fallocate((int)v[0], v[1], v[2])) ? -1 : 0)

static KiValue f_fchmod(KiState *ks, KiValue *a, int n) {
    int fd, mode;
    if (!ki_to_int(ks, a[0], &fd) || !ki_to_int(ks, a[1], &mode) ||
        !ki_audit(ks, "os.chmod", "iii", fd, mode, -1))
        return KI_ERR;
    return done(ks, fchmod(fd, (mode_t)mode));
}
static KiValue f_lockf(KiState *ks, KiValue *a, int n) {
    int64_t v[3];
    if (!numbers(ks, a, 3, v) || !ki_audit(ks, "os.lockf", "iil", (int)v[0], (int)v[1], v[2]))
        return KI_ERR;
    return done(ks, lockf((int)v[0], (int)v[1], v[2]));
}
static KiValue f_fchdir(KiState *ks, KiValue *a, int n) {
    int fd;
    return ki_fileno_arg(ks, a[0], &fd) && ki_audit(ks, "os.chdir", "i", fd) ? done(ks, fchdir(fd))
                                                                             : KI_ERR;
}
static KiValue f_fchown(KiState *ks, KiValue *a, int n) {
    int fd;
    uint32_t uid, gid;
    if (!ki_to_int(ks, a[0], &fd) || !ki_id_arg(ks, a[1], "uid", &uid) ||
        !ki_id_arg(ks, a[2], "gid", &gid) || !ki_audit(ks, "os.chown", "iuui", fd, uid, gid, -1))
        return KI_ERR;
    return done(ks, fchown(fd, uid, gid));
}
static KiValue f_sync(KiState *ks, KiValue *a, int n) {
    sync();
    return KI_NONE;
}
static KiValue f_closerange(KiState *ks, KiValue *a, int n) {
    int from, to;
    if (!ki_to_int(ks, a[0], &from) || !ki_to_int(ks, a[1], &to)) return KI_ERR;
    for (int fd = from; fd < to; fd++)
        close(fd);
    return KI_NONE;
}
static KiValue f_eventfd(KiState *ks, KiValue *a, int n) {
    uint64_t initval;
    int flags = EFD_CLOEXEC;
    if (!ki_to_unsigned(ks, a[0], &initval)) return KI_ERR;
    if (initval > UINT_MAX)
        return ki_raise(ks, KI_EXC_OverflowError, "Python int too large for C unsigned int");
    if (a[1] != KI_ABSENT && !ki_to_int(ks, a[1], &flags)) return KI_ERR;
    return number(ks, eventfd((unsigned)initval, flags));
}
static KiValue f_eventfd_read(KiState *ks, KiValue *a, int n) {
    int fd;
    eventfd_t v = 0;
    if (!ki_fileno_arg(ks, a[0], &fd)) return KI_ERR;
    errno = 0; /* the C library leaves it alone where it has read too little */
    KiThread *t = ki_gil_release(ks);
    int r = eventfd_read(fd, &v);
    ki_gil_acquire(ks, t);
    return r < 0 ? fail(ks) : ki_int_from_u64(ks, v);
}
static KiValue f_eventfd_write(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_fileno_arg(ks, a[0], &fd)) return KI_ERR;
    uint64_t v;
    if (!ki_to_unsigned(ks, a[1], &v)) {
        if (!ki_pending_is(ks, KI_EXC_OverflowError)) return KI_ERR;
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_OverflowError, "int too big to convert");
    }
    return done(ks, eventfd_write(fd, v));
}

static KiValue pair(KiState *ks, int r, const int *fd) {
    return r < 0 ? fail(ks) : ki_tuple_pack(ks, 2, ki_small_int(fd[0]), ki_small_int(fd[1]));
}
static KiValue f_pipe2(KiState *ks, KiValue *a, int n) {
    int flags, fd[2];
    return ki_to_int(ks, a[0], &flags) ? pair(ks, pipe2(fd, flags), fd) : KI_ERR;
}
static KiValue f_openpty(KiState *ks, KiValue *a, int n) {
    int fd[2], r = openpty(&fd[0], &fd[1], NULL, NULL, NULL);
    for (int i = 0; r == 0 && i < 2; i++)
        fcntl(fd[i], F_SETFD, FD_CLOEXEC);
    return pair(ks, r, fd);
}
static KiValue f_login_tty(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    if (setsid() < 0 || dup2(fd, 0) < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0) return fail(ks);
    return KI_NONE;
}
static KiValue f_ttyname(KiState *ks, KiValue *a, int n) {
    int fd;
    char buf[256];
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    int r = ttyname_r(fd, buf, sizeof buf);
    errno = r;
    return r ? fail(ks) : ki_fs_name(ks, buf, false);
}
static KiValue f_ctermid(KiState *ks, KiValue *a, int n) {
    char buf[L_ctermid + 1];
    return ki_fs_name(ks, ctermid(buf), false);
}

/* --- reading and writing at a place, in pieces --- */

static KiValue f_pread(KiState *ks, KiValue *a, int n) {
    int64_t v[3];
    if (!numbers(ks, a, 3, v)) return KI_ERR;
    errno = EINVAL;
    if (v[1] < 0) return fail(ks);
    uint8_t *buf = kb_malloc(&ks->alloc, (size_t)v[1]);
    if (!buf) return ki_raise_nomem(ks);
    KiThread *t = ki_gil_release(ks);
    ssize_t got = pread((int)v[0], buf, (size_t)v[1], v[2]);
    ki_gil_acquire(ks, t);
    KiValue r = got < 0 ? fail(ks) : ki_bytes_from(ks, buf, (size_t)got);
    kb_free(&ks->alloc, buf, (size_t)v[1]);
    return r;
}
static KiValue f_pwrite(KiState *ks, KiValue *a, int n) {
    int fd;
    int64_t at;
    KiBytesView b;
    if (!ki_to_int(ks, a[0], &fd) || !ki_index_i64(ks, a[2], &at) ||
        !ki_get_bytes(ks, a[1], false, &b))
        return KI_ERR;
    KiThread *t = ki_gil_release(ks);
    ssize_t put = pwrite(fd, b.data, b.len, at);
    ki_gil_acquire(ks, t);
    int err = errno;
    ki_release_bytes(ks, &b);
    errno = err;
    return number(ks, put);
}

/* readv, writev, preadv, pwritev: at < 0 without a position. */
static KiValue vectored(KiState *ks, KiValue *a, const char *name, bool writing, int64_t at) {
    enum { MAX = 1024 }; /* what the system takes */
    int fd, count = 0;
    KiBytesView b[MAX];
    struct iovec iov[MAX];
    char what[32];
    snprintf(what, sizeof what, "%s() arg 2", name);
    if (!ki_to_int(ks, a[0], &fd) || !ki_posix_sequence(ks, a[1], what)) return KI_ERR;
    KiTuple *t = ki_to_tuple(ks, a[1]);
    if (!t) return KI_ERR;
    bool ok = t->len <= MAX;
    if (!ok) ki_raise_errno(ks, EINVAL, KI_ABSENT);
    for (; ok && count < t->len; count++) {
        ok = ki_get_bytes(ks, t->items[count], !writing, &b[count]);
        if (!ok) break;
        iov[count] = (struct iovec){writing ? (void *)(uintptr_t)b[count].data : b[count].wdata,
                                    b[count].len};
    }
    ssize_t r = -1;
    if (ok) {
        KiThread *th = ki_gil_release(ks);
        r = at < 0 ? (writing ? writev(fd, iov, count) : readv(fd, iov, count))
                   : (writing ? pwritev(fd, iov, count, at) : preadv(fd, iov, count, at));
        ki_gil_acquire(ks, th);
    }
    int err = errno;
    for (int i = 0; i < count; i++)
        ki_release_bytes(ks, &b[i]);
    ki_decref_obj(ks, &t->h);
    errno = err;
    return ok ? number(ks, r) : KI_ERR;
}
static KiValue f_readv(KiState *ks, KiValue *a, int n) {
    return vectored(ks, a, "readv", false, -1);
}
static KiValue f_writev(KiState *ks, KiValue *a, int n) {
    return vectored(ks, a, "writev", true, -1);
}
static KiValue f_preadv(KiState *ks, KiValue *a, int n) {
    int64_t at;
    return ki_index_i64(ks, a[2], &at) ? vectored(ks, a, "preadv2", false, at < 0 ? 0 : at)
                                       : KI_ERR;
}
static KiValue f_pwritev(KiState *ks, KiValue *a, int n) {
    int64_t at;
    return ki_index_i64(ks, a[2], &at) ? vectored(ks, a, "pwritev", true, at < 0 ? 0 : at) : KI_ERR;
}

static KiValue f_sendfile(KiState *ks, KiValue *a, int n) {
    int out, in;
    int64_t count, at = 0;
    off_t off;
    if (!ki_to_int(ks, a[0], &out) || !ki_to_int(ks, a[1], &in) ||
        (!ki_is_none(a[2]) && !ki_index_i64(ks, a[2], &at)) || !ki_index_i64(ks, a[3], &count))
        return KI_ERR;
    off = at;
    KiThread *t = ki_gil_release(ks);
    ssize_t r = sendfile(out, in, ki_is_none(a[2]) ? NULL : &off, (size_t)count);
    ki_gil_acquire(ks, t);
    return number(ks, r);
}
/* copy_file_range and splice: (src, dst, count, offset_src, offset_dst) */
static KiValue copy_range(KiState *ks, KiValue *a, bool is_splice) {
    int in, out;
    int64_t count, x = 0, y = 0;
    if (!ki_to_int(ks, a[0], &in) || !ki_to_int(ks, a[1], &out) ||
        !ki_index_i64(ks, a[2], &count) || (!ki_is_none(a[3]) && !ki_index_i64(ks, a[3], &x)) ||
        (!ki_is_none(a[4]) && !ki_index_i64(ks, a[4], &y)))
        return KI_ERR;
    if (count < 0) return ki_raise(ks, KI_EXC_ValueError, "negative value for 'count' not allowed");
    off64_t from = x, to = y, *pf = ki_is_none(a[3]) ? NULL : &from,
            *pt = ki_is_none(a[4]) ? NULL : &to;
    KiThread *t = ki_gil_release(ks);
    ssize_t r = is_splice ? splice(in, pf, out, pt, (size_t)count, 0)
                          : copy_file_range(in, pf, out, pt, (size_t)count, 0);
    ki_gil_acquire(ks, t);
    return number(ks, r);
}
static KiValue f_copy_file_range(KiState *ks, KiValue *a, int n) {
    return copy_range(ks, a, false);
}
static KiValue f_splice(KiState *ks, KiValue *a, int n) {
    return copy_range(ks, a, true);
}

/* --- descriptors of nothing on disk --- */

static KiValue f_memfd_create(KiState *ks, KiValue *a, int n) {
    int flags = MFD_CLOEXEC;
    KiValue holder;
    if (a[1] != KI_ABSENT && !ki_to_int(ks, a[1], &flags)) return KI_ERR;
    const char *p = ki_arg_path(ks, a[0], NULL, &holder);
    if (!p) return KI_ERR;
    int fd = memfd_create(p, (unsigned)flags), err = errno;
    ki_decref(ks, holder);
    errno = err;
    return number(ks, fd);
}
static KiValue f_getrandom(KiState *ks, KiValue *a, int n) {
    int64_t size;
    int flags;
    if (!ki_index_i64(ks, a[0], &size) || !ki_to_int(ks, a[1], &flags)) return KI_ERR;
    if (size < 0) return ki_raise_errno(ks, EINVAL, KI_ABSENT);
    KiValue b = ki_bytes_from(ks, NULL, (size_t)size);
    if (b == KI_ERR) return KI_ERR;
    ssize_t got = getrandom(ki_bytes_of(b)->data, (size_t)size, (unsigned)flags);
    if (got == size) return b;
    KiValue r = got < 0 ? fail(ks) : ki_bytes_from(ks, ki_bytes_of(b)->data, (size_t)got);
    ki_decref(ks, b);
    return r;
}

const KiDef ki_posix_fd_functions[] = {
    {"fchdir", "(fd)", f_fchdir, "Change to the directory of a descriptor.", 0},
    {"fchmod", "(fd, mode)", f_fchmod, "Change the mode of an open file.", 0},
    {"fchown", "(fd, uid, gid)", f_fchown, "Change the owner of an open file.", 0},
    {"posix_fadvise", "(fd, offset, length, advice, /)", f_posix_fadvise,
     "Announce how a file will be read.", 0},
    {"posix_fallocate", "(fd, offset, length, /)", f_posix_fallocate, "Reserve space for a file.",
     0},
    {"lockf", "(fd, command, length, /)", f_lockf, "Lock a part of an open file.", 0},
    {"eventfd", "(initval, flags=<absent EFD_CLOEXEC>)", f_eventfd, "A counter as a descriptor.",
     0},
    {"eventfd_read", "(fd)", f_eventfd_read, "Read the counter.", 0},
    {"eventfd_write", "(fd, value)", f_eventfd_write, "Add to the counter.", 0},
    {"sync", "()", f_sync, "Write everything to disk.", 0},
    {"closerange", "(fd_low, fd_high, /)", f_closerange, "Close descriptors, ignoring errors.", 0},
    {"pipe2", "(flags, /)", f_pipe2, "Create a pipe with flags.", 0},
    {"openpty", "()", f_openpty, "Open a pseudo-terminal: (master, slave).", 0},
    {"login_tty", "(fd, /)", f_login_tty, "Make a terminal the controlling one.", 0},
    {"ttyname", "(fd, /)", f_ttyname, "The name of a terminal.", 0},
    {"ctermid", "()", f_ctermid, "The name of the controlling terminal.", 0},
    {"pread", "(fd, length, offset, /)", f_pread, "Read at an offset.", 0},
    {"pwrite", "(fd, buffer, offset, /)", f_pwrite, "Write at an offset.", 0},
    {"readv", "(fd, buffers, /)", f_readv, "Read into several buffers.", 0},
    {"writev", "(fd, buffers, /)", f_writev, "Write several buffers.", 0},
    {"preadv", "(fd, buffers, offset, flags=0, /)", f_preadv, "Read at an offset into buffers.", 0},
    {"pwritev", "(fd, buffers, offset, flags=0, /)", f_pwritev, "Write buffers at an offset.", 0},
    {"sendfile", "(out_fd, in_fd, offset, count)", f_sendfile, "Copy between descriptors.", 0},
    {"copy_file_range", "(src, dst, count, offset_src=None, offset_dst=None)", f_copy_file_range,
     "Copy between files.", 0},
    {"splice", "(src, dst, count, offset_src=None, offset_dst=None, flags=0)", f_splice,
     "Move data between a pipe and a descriptor.", 0},
    {"memfd_create", "(name, flags=<absent MFD_CLOEXEC>)", f_memfd_create, "An anonymous file.", 0},
    {"getrandom", "(size, flags=0)", f_getrandom, "Random bytes from the kernel.", 0},
    KI_DEF_END};
