/* posix: the common calls on file descriptors. The rarer ones are in posix_fd.c. */
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "mod_io.h"
#include "posix_path.h"

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}

static KiValue f_fstat(KiState *ks, KiValue *a, int n) {
    struct stat st;
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    return fstat(fd, &st) < 0 ? fail(ks) : ki_stat_result(ks, &st);
}
static KiValue f_ftruncate(KiState *ks, KiValue *a, int n) {
    int fd;
    int64_t size;
    if (!ki_to_int(ks, a[0], &fd) || !ki_index_i64(ks, a[1], &size) ||
        !ki_audit(ks, "os.truncate", "il", fd, size))
        return KI_ERR;
    return ftruncate(fd, size) < 0 ? fail(ks) : KI_NONE;
}
static KiValue f_close(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    return close(fd) < 0 ? fail(ks) : KI_NONE;
}
static KiValue f_read(KiState *ks, KiValue *a, int n) {
    int fd;
    int64_t size;
    if (!ki_to_int(ks, a[0], &fd) || !ki_index_i64(ks, a[1], &size)) return KI_ERR;
    if (size < 0) {
        errno = EINVAL;
        return fail(ks);
    }
    uint8_t *buf = kb_malloc(&ks->alloc, (size_t)size);
    if (!buf) return ki_raise_nomem(ks);
    ssize_t got;
    do {
        KiThread *t = ki_gil_release(ks);
        got = read(fd, buf, (size_t)size);
        ki_gil_acquire(ks, t);
    } while (got < 0 && errno == EINTR && ki_io_interrupted(ks));
    KiValue r = got >= 0 ? ki_bytes_from(ks, buf, (size_t)got) : ki_pending(ks) ? KI_ERR : fail(ks);
    kb_free(&ks->alloc, buf, (size_t)size);
    return r;
}
static KiValue f_write(KiState *ks, KiValue *a, int n) {
    int fd;
    KiBytesView v;
    if (!ki_to_int(ks, a[0], &fd) || !ki_get_bytes(ks, a[1], false, &v)) return KI_ERR;
    ssize_t put;
    do {
        KiThread *t = ki_gil_release(ks);
        put = write(fd, v.data, v.len);
        ki_gil_acquire(ks, t);
    } while (put < 0 && errno == EINTR && ki_io_interrupted(ks));
    int err = errno;
    ki_release_bytes(ks, &v);
    errno = err;
    return put >= 0 ? ki_small_int(put) : ki_pending(ks) ? KI_ERR : fail(ks);
}
static KiValue f_lseek(KiState *ks, KiValue *a, int n) {
    int fd, whence;
    int64_t off;
    if (!ki_to_int(ks, a[0], &fd) || !ki_index_i64(ks, a[1], &off) || !ki_to_int(ks, a[2], &whence))
        return KI_ERR;
    off_t at = lseek(fd, off, whence);
    return at < 0 ? fail(ks) : ki_int_from_i64(ks, at);
}
static KiValue f_dup(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    int r = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return r < 0 ? fail(ks) : ki_small_int(r);
}
static KiValue f_dup2(KiState *ks, KiValue *a, int n) {
    int fd, to, inherit = ki_truth(ks, a[2]);
    if (inherit < 0 || !ki_to_int(ks, a[0], &fd) || !ki_to_int(ks, a[1], &to)) return KI_ERR;
    int r = dup3(fd, to, inherit ? 0 : O_CLOEXEC);
    return r < 0 ? fail(ks) : ki_small_int(r);
}
static KiValue f_pipe(KiState *ks, KiValue *a, int n) {
    int fd[2];
    if (pipe2(fd, O_CLOEXEC) < 0) return fail(ks);
    return ki_tuple_pack(ks, 2, ki_small_int(fd[0]), ki_small_int(fd[1]));
}
static KiValue f_isatty(KiState *ks, KiValue *a, int n) {
    int fd;
    return ki_to_int(ks, a[0], &fd) ? ki_bool(isatty(fd)) : KI_ERR;
}
static KiValue sync_file(KiState *ks, KiValue v, int (*fn)(int)) {
    int fd;
    if (!ki_fileno_arg(ks, v, &fd)) return KI_ERR;
    KiThread *t = ki_gil_release(ks);
    int r = fn(fd);
    ki_gil_acquire(ks, t);
    return r < 0 ? fail(ks) : KI_NONE;
}
static KiValue f_fsync(KiState *ks, KiValue *a, int n) {
    return sync_file(ks, a[0], fsync);
}
static KiValue f_fdatasync(KiState *ks, KiValue *a, int n) {
    return sync_file(ks, a[0], fdatasync);
}
static KiValue f_get_blocking(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    int flags = fcntl(fd, F_GETFL);
    return flags < 0 ? fail(ks) : ki_bool(!(flags & O_NONBLOCK));
}
static KiValue f_get_inheritable(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    int flags = fcntl(fd, F_GETFD);
    return flags < 0 ? fail(ks) : ki_bool(!(flags & FD_CLOEXEC));
}
static KiValue f_set_inheritable(KiState *ks, KiValue *a, int n) {
    int fd, on;
    if (!ki_to_int(ks, a[0], &fd) || !ki_to_int(ks, a[1], &on)) return KI_ERR;
    int flags = fcntl(fd, F_GETFD);
    if (flags < 0 || fcntl(fd, F_SETFD, on ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC) < 0)
        return fail(ks);
    return KI_NONE;
}
static KiValue f_set_blocking(KiState *ks, KiValue *a, int n) {
    int fd, on;
    if (!ki_to_int(ks, a[0], &fd) || !ki_to_int(ks, a[1], &on)) return KI_ERR;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, on ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) < 0)
        return fail(ks);
    return KI_NONE;
}

static const char *const size_fields[] = {"columns", "lines"};

bool ki_posix_terminal_init(KiState *ks, KiModule *m) {
    KiType **t = &ks->bi->terminal_size;
    return (*t || (*t = ki_struct_seq_type(ks, "os", "terminal_size", size_fields, 2, 2))) &&
           ki_module_add(ks, m, "terminal_size", ki_new_ref(ki_from_obj(*t)));
}

static KiValue f_get_terminal_size(KiState *ks, KiValue *a, int n) {
    struct winsize w;
    int fd = STDOUT_FILENO;
    if (a[0] != KI_ABSENT && !ki_to_int(ks, a[0], &fd)) return KI_ERR;
    if (ioctl(fd, TIOCGWINSZ, &w) < 0) return fail(ks);
    KiValue v[2] = {ki_small_int(w.ws_col), ki_small_int(w.ws_row)};
    return ki_struct_seq_new(ks, ks->bi->terminal_size, size_fields, v, 2, 2);
}

const KiDef ki_posix_descriptor_functions[] = {
    {"fstat", "(fd)", f_fstat, "Status of a file descriptor.", 0},
    {"ftruncate", "(fd, length, /)", f_ftruncate, "Truncate a file to a length.", 0},
    {"get_blocking", "(fd, /)", f_get_blocking, "The blocking mode of a descriptor.", 0},
    {"close", "(fd)", f_close, "Close a file descriptor.", 0},
    {"read", "(fd, length, /)", f_read, "Read from a file descriptor.", 0},
    {"write", "(fd, data, /)", f_write, "Write bytes to a file descriptor.", 0},
    {"lseek", "(fd, position, how, /)", f_lseek, "Set the position of a file descriptor.", 0},
    {"dup", "(fd, /)", f_dup, "A duplicate of a file descriptor.", 0},
    {"dup2", "(fd, fd2, inheritable=True)", f_dup2, "Duplicate a file descriptor to another.", 0},
    {"pipe", "()", f_pipe, "Create a pipe: (read end, write end).", 0},
    {"isatty", "(fd, /)", f_isatty, "True if the descriptor is connected to a terminal.", 0},
    {"fsync", "(fd)", f_fsync, "Force writing of a file to disk.", 0},
    {"fdatasync", "(fd)", f_fdatasync, "Force writing of a file to disk.", 0},
    {"get_inheritable", "(fd, /)", f_get_inheritable,
     "Whether a descriptor is inherited by child processes.", 0},
    {"set_inheritable", "(fd, inheritable, /)", f_set_inheritable,
     "Set whether a descriptor is inherited.", 0},
    {"set_blocking", "(fd, blocking, /)", f_set_blocking, "Set the blocking mode of a descriptor.",
     0},
    {"get_terminal_size", "(fd=<absent>, /)", f_get_terminal_size,
     "Size of the terminal, (columns, lines).", 0},
    KI_DEF_END};
