/* The modules fcntl and termios: control of descriptors and of terminals. */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "../object/audit.h"
#include "../vm/thread.h"
#include "mod_io.h"
#include "posix_path.h"

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}

/* --- fcntl --- */

enum { ARG_MAX_BYTES = 1024 };

/* A copy of an argument that is bytes-like or text; the number of its bytes, -1 for an error. */
static int copy_text(KiState *ks, KiValue v, char buf[ARG_MAX_BYTES], const char *function) {
    KiBytesView view = {.owner = KI_ABSENT};
    const char *data;
    size_t len;
    if (ki_is_str(v)) {
        if (!ki_str_check_encodable(ks, ki_str_of(v)) ||
            !(data = ki_str_utf8(ks, ki_str_of(v), &len)))
            return -1;
    } else {
        if (!ki_get_bytes(ks, v, false, &view)) return -1;
        data = (const char *)view.data;
        len = view.len;
    }
    if (len <= ARG_MAX_BYTES)
        memcpy(buf, data, len);
    else
        ki_raise(ks, KI_EXC_ValueError, "%s string arg too long", function);
    if (!ki_is_str(v)) ki_release_bytes(ks, &view);
    return len <= ARG_MAX_BYTES ? (int)len : -1;
}

static KiValue f_fcntl(KiState *ks, KiValue *a, int n) {
    int fd, cmd;
    int64_t arg = 0;
    if (!ki_fileno_arg(ks, a[0], &fd) || !ki_to_int(ks, a[1], &cmd) ||
        !ki_audit(ks, "fcntl.fcntl", "iiO", fd, cmd, a[2]))
        return KI_ERR;
    if (ki_is_bytes(a[2]) || ki_is_str(a[2])) {
        char buf[ARG_MAX_BYTES];
        int len = copy_text(ks, a[2], buf, "fcntl");
        if (len < 0) return KI_ERR;
        KiThread *t = ki_gil_release(ks);
        int r = fcntl(fd, cmd, buf);
        ki_gil_acquire(ks, t);
        return r < 0 ? fail(ks) : ki_bytes_from(ks, buf, (size_t)len);
    }
    if (!ki_index_i64(ks, a[2], &arg)) return KI_ERR;
    int r;
    do {
        KiThread *t = ki_gil_release(ks);
        r = fcntl(fd, cmd, (int)arg);
        ki_gil_acquire(ks, t);
    } while (r < 0 && errno == EINTR && ki_io_interrupted(ks));
    return r < 0 ? (ki_pending(ks) ? KI_ERR : fail(ks)) : ki_small_int(r);
}

static KiValue f_ioctl(KiState *ks, KiValue *a, int n) {
    int fd;
    int64_t request, arg;
    if (!ki_fileno_arg(ks, a[0], &fd) || !ki_index_i64(ks, a[1], &request) ||
        !ki_audit(ks, "fcntl.ioctl", "ilO", fd, request, a[2]))
        return KI_ERR;
    if (ki_is_integer(a[2]) || ki_is_float(a[2])) { /* in whose words a float is refused */
        if (!ki_index_i64(ks, a[2], &arg)) return KI_ERR;
        int r = ioctl(fd, (unsigned long)request, arg);
        return r < 0 ? fail(ks) : ki_small_int(r);
    }
    char buf[ARG_MAX_BYTES] = {0};
    if (ki_is_str(a[2])) {
        int n_text = copy_text(ks, a[2], buf, "ioctl");
        if (n_text < 0) return KI_ERR;
        int r = ioctl(fd, (unsigned long)request, buf);
        return r < 0 ? fail(ks) : ki_bytes_from(ks, buf, (size_t)n_text);
    }
    KiBytesView v;
    int mutate = ki_truth(ks, a[3]);
    bool in_place = ki_is_bytearray(a[2]) && mutate > 0;
    if (mutate < 0 || !ki_get_bytes(ks, a[2], in_place, &v)) return KI_ERR;
    size_t len = v.len;
    if (len > sizeof buf) {
        ki_release_bytes(ks, &v);
        return ki_raise(ks, KI_EXC_ValueError, "ioctl string arg too long");
    }
    memcpy(buf, v.data, len);
    int r = ioctl(fd, (unsigned long)request, buf), err = errno;
    if (r >= 0 && in_place) memcpy(v.wdata, buf, len);
    ki_release_bytes(ks, &v);
    errno = err;
    return r < 0 ? fail(ks) : in_place ? ki_small_int(r) : ki_bytes_from(ks, buf, len);
}

static KiValue f_flock(KiState *ks, KiValue *a, int n) {
    int fd, op, r;
    if (!ki_fileno_arg(ks, a[0], &fd) || !ki_to_int(ks, a[1], &op) ||
        !ki_audit(ks, "fcntl.flock", "ii", fd, op))
        return KI_ERR;
    do {
        KiThread *t = ki_gil_release(ks);
        r = flock(fd, op);
        ki_gil_acquire(ks, t);
    } while (r < 0 && errno == EINTR && ki_io_interrupted(ks));
    return r < 0 ? (ki_pending(ks) ? KI_ERR : fail(ks)) : KI_NONE;
}

static KiValue f_lockf(KiState *ks, KiValue *a, int n) {
    int fd, op, whence, r;
    int64_t len, start;
    if (!ki_fileno_arg(ks, a[0], &fd) || !ki_to_int(ks, a[1], &op) ||
        !ki_index_i64(ks, a[2], &len) || !ki_index_i64(ks, a[3], &start) ||
        !ki_to_int(ks, a[4], &whence) ||
        !ki_audit(ks, "fcntl.lockf", "iiOOi", fd, op, a[2], a[3], whence))
        return KI_ERR;
    struct flock l = {.l_whence = (short)whence, .l_start = start, .l_len = len};
    if (op == LOCK_UN)
        l.l_type = F_UNLCK;
    else if (op & LOCK_SH)
        l.l_type = F_RDLCK;
    else if (op & LOCK_EX)
        l.l_type = F_WRLCK;
    else
        return ki_raise(ks, KI_EXC_ValueError, "unrecognized lockf argument");
    do {
        KiThread *t = ki_gil_release(ks);
        r = fcntl(fd, op & LOCK_NB ? F_SETLK : F_SETLKW, &l);
        ki_gil_acquire(ks, t);
    } while (r < 0 && errno == EINTR && ki_io_interrupted(ks));
    return r < 0 ? (ki_pending(ks) ? KI_ERR : fail(ks)) : KI_NONE;
}

typedef struct Number {
    const char *name;
    int64_t value;
} Number;

static bool add_numbers(KiState *ks, KiModule *m, const Number *numbers, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!ki_module_add(ks, m, numbers[i].name, ki_small_int(numbers[i].value))) return false;
    return true;
}
#define NUM(x)                                                                                     \
    { #x, (int64_t)x }
#define COUNT(x) (sizeof(x) / sizeof *(x))

bool ki_mod_fcntl_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"fcntl", "(fd, cmd, arg=0, /)", f_fcntl, "An operation on a descriptor.", 0},
        {"ioctl", "(fd, request, arg=0, mutate_flag=True, /)", f_ioctl,
         "A device-dependent operation.", 0},
        {"flock", "(fd, operation, /)", f_flock, "Lock an open file.", 0},
        {"lockf", "(fd, cmd, len=0, start=0, whence=0, /)", f_lockf, "Lock a part of a file.", 0},
        KI_DEF_END};
    static const Number numbers[] = {
        NUM(F_DUPFD),      NUM(F_DUPFD_CLOEXEC), NUM(F_GETFD),      NUM(F_SETFD),
        NUM(F_GETFL),      NUM(F_SETFL),         NUM(F_GETLK),      NUM(F_SETLK),
        NUM(F_SETLKW),     NUM(F_GETOWN),        NUM(F_SETOWN),     NUM(F_RDLCK),
        NUM(F_WRLCK),      NUM(F_UNLCK),         NUM(FD_CLOEXEC),   NUM(LOCK_SH),
        NUM(LOCK_EX),      NUM(LOCK_NB),         NUM(LOCK_UN),
#ifdef __linux__
        NUM(F_EXLCK),      NUM(F_SHLCK),         NUM(LOCK_MAND),    NUM(LOCK_READ),
        NUM(LOCK_WRITE),   NUM(LOCK_RW),         NUM(DN_ACCESS),    NUM(DN_MODIFY),
        NUM(DN_CREATE),    NUM(DN_DELETE),       NUM(DN_RENAME),    NUM(DN_ATTRIB),
        NUM(DN_MULTISHOT), NUM(F_GETLK64),       NUM(F_SETLK64),    NUM(F_SETLKW64),
#endif
#ifdef F_GETPIPE_SZ
        NUM(F_GETPIPE_SZ), NUM(F_SETPIPE_SZ),
#endif
#ifdef F_ADD_SEALS
        NUM(F_ADD_SEALS),  NUM(F_GET_SEALS),     NUM(F_SEAL_SEAL),  NUM(F_SEAL_SHRINK),
        NUM(F_SEAL_GROW),  NUM(F_SEAL_WRITE),
#endif
#ifdef F_OFD_SETLK
        NUM(F_OFD_GETLK),  NUM(F_OFD_SETLK),     NUM(F_OFD_SETLKW),
#endif
#ifdef F_GETLEASE
        NUM(F_GETLEASE),   NUM(F_SETLEASE),      NUM(F_NOTIFY),     NUM(F_GETSIG),
        NUM(F_SETSIG),
#endif
#ifdef FASYNC
        NUM(FASYNC),
#endif
    };
    return add_numbers(ks, m, numbers, COUNT(numbers)) && ki_module_add_functions(ks, m, functions);
}

/* --- termios --- */

static KiValue term_error(KiState *ks) {
    KiValue cls = ki_import_attr(ks, "termios", "error");
    KiValue text = ki_str_from_cstr(ks, strerror(errno));
    KiValue e =
        cls == KI_ERR || text == KI_ERR ? KI_ERR : ki_call2(ks, cls, ki_small_int(errno), text);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, text);
    ki_decref(ks, cls);
    return KI_ERR;
}

static KiValue f_tcgetattr(KiState *ks, KiValue *a, int n) {
    struct termios t;
    int fd;
    if (!ki_fileno_arg(ks, a[0], &fd)) return KI_ERR;
    if (tcgetattr(fd, &t) < 0) return term_error(ks);
    KiList *cc = ki_list_new(ks, NCCS);
    KiList *l = cc ? ki_list_new(ks, 7) : NULL;
    bool ok = l != NULL;
    for (int i = 0; ok && i < NCCS; i++) {
        bool number = !(t.c_lflag & ICANON) && (i == VMIN || i == VTIME);
        ok = ki_list_push(ks, cc,
                          number ? ki_small_int(t.c_cc[i]) : ki_bytes_from(ks, &t.c_cc[i], 1));
    }
    int64_t v[6] = {t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag, cfgetispeed(&t), cfgetospeed(&t)};
    for (int i = 0; ok && i < 6; i++)
        ok = ki_list_append(ks, l, ki_small_int(v[i]));
    ok = ok && ki_list_append(ks, l, ki_from_obj(cc));
    if (cc) ki_decref_obj(ks, &cc->h);
    if (ok) return ki_from_obj(l);
    if (l) ki_decref_obj(ks, &l->h);
    return KI_ERR;
}

static KiValue f_tcsetattr(KiState *ks, KiValue *a, int n) {
    struct termios t;
    int fd, when;
    int64_t v[6];
    if (!ki_fileno_arg(ks, a[0], &fd) || !ki_to_int(ks, a[1], &when)) return KI_ERR;
    KiList *l = ki_is_kind(a[2], KI_K_LIST) ? (KiList *)ki_obj(a[2]) : NULL;
    if (!l || l->len != 7 || !ki_is_kind(l->items[6], KI_K_LIST))
        return ki_raise(ks, KI_EXC_TypeError, "tcsetattr, arg 3: must be 7 element list");
    if (tcgetattr(fd, &t) < 0) return term_error(ks);
    for (int i = 0; i < 6; i++)
        if (!ki_index_i64(ks, l->items[i], &v[i])) return KI_ERR;
    t.c_iflag = (tcflag_t)v[0];
    t.c_oflag = (tcflag_t)v[1];
    t.c_cflag = (tcflag_t)v[2];
    t.c_lflag = (tcflag_t)v[3];
    KiList *cc = (KiList *)ki_obj(l->items[6]);
    if (cc->len != NCCS)
        return ki_raise(ks, KI_EXC_TypeError, "tcsetattr: attributes[6] must be %d element list",
                        NCCS);
    for (int i = 0; i < NCCS; i++) {
        KiValue c = cc->items[i];
        int64_t x;
        if (ki_is_kind(c, KI_K_BYTES) && ki_bytes_of(c)->len == 1)
            t.c_cc[i] = ki_bytes_of(c)->data[0];
        else if (ki_is_integer(c) && ki_index_i64(ks, c, &x))
            t.c_cc[i] = (cc_t)x;
        else
            return ki_raise(ks, KI_EXC_TypeError,
                            "tcsetattr: elements of attributes must be characters or integers");
    }
    if (cfsetispeed(&t, (speed_t)v[4]) < 0 || cfsetospeed(&t, (speed_t)v[5]) < 0 ||
        tcsetattr(fd, when, &t) < 0)
        return term_error(ks);
    return KI_NONE;
}

#define TERM(name, n_args, expr)                                                                   \
    static KiValue f_##name(KiState *ks, KiValue *a, int n) {                                      \
        int fd, x = 0;                                                                             \
        if (!ki_fileno_arg(ks, a[0], &fd) || (n_args > 1 && !ki_to_int(ks, a[n_args - 1], &x)))    \
            return KI_ERR;                                                                         \
        return (expr) < 0 ? term_error(ks) : KI_NONE;                                              \
    }
TERM(tcsendbreak, 2, tcsendbreak(fd, x))
TERM(tcdrain, 1, tcdrain(fd))
TERM(tcflush, 2, tcflush(fd, x))
TERM(tcflow, 2, tcflow(fd, x))

static KiValue f_tcgetwinsize(KiState *ks, KiValue *a, int n) {
    struct winsize w;
    int fd;
    if (!ki_fileno_arg(ks, a[0], &fd)) return KI_ERR;
    if (ioctl(fd, TIOCGWINSZ, &w) < 0) return term_error(ks);
    return ki_tuple_pack(ks, 2, ki_small_int(w.ws_row), ki_small_int(w.ws_col));
}
static KiValue f_tcsetwinsize(KiState *ks, KiValue *a, int n) {
    struct winsize w;
    int fd, rows, cols;
    if (!ki_fileno_arg(ks, a[0], &fd)) return KI_ERR;
    KiTuple *t = ki_to_tuple(ks, a[1]);
    if (!t) return KI_ERR;
    bool ok = t->len == 2 && ki_to_int(ks, t->items[0], &rows) && ki_to_int(ks, t->items[1], &cols);
    if (!ok && !ki_pending(ks))
        ki_raise(ks, KI_EXC_TypeError, "tcsetwinsize, arg 2: must be a two-item sequence");
    ki_decref_obj(ks, &t->h);
    if (!ok) return KI_ERR;
    if (ioctl(fd, TIOCGWINSZ, &w) < 0) return term_error(ks);
    w.ws_row = (unsigned short)rows;
    w.ws_col = (unsigned short)cols;
    return ioctl(fd, TIOCSWINSZ, &w) < 0 ? term_error(ks) : KI_NONE;
}

bool ki_mod_termios_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"tcgetattr", "(fd, /)", f_tcgetattr, "The attributes of a terminal.", 0},
        {"tcsetattr", "(fd, when, attributes, /)", f_tcsetattr, "Set them.", 0},
        {"tcsendbreak", "(fd, duration, /)", f_tcsendbreak, "Send a break.", 0},
        {"tcdrain", "(fd, /)", f_tcdrain, "Wait until all output has been sent.", 0},
        {"tcflush", "(fd, queue, /)", f_tcflush, "Discard queued data.", 0},
        {"tcflow", "(fd, action, /)", f_tcflow, "Suspend or resume input or output.", 0},
        {"tcgetwinsize", "(fd, /)", f_tcgetwinsize, "(rows, columns)", 0},
        {"tcsetwinsize", "(fd, winsize, /)", f_tcsetwinsize, "Set rows and columns.", 0},
        KI_DEF_END};
    static const Number numbers[] = {
        NUM(TCSANOW),    NUM(TCSADRAIN),  NUM(TCSAFLUSH), NUM(TCIFLUSH),  NUM(TCOFLUSH),
        NUM(TCIOFLUSH),  NUM(TCOOFF),     NUM(TCOON),     NUM(TCIOFF),    NUM(TCION),
        NUM(IGNBRK),     NUM(BRKINT),     NUM(IGNPAR),    NUM(PARMRK),    NUM(INPCK),
        NUM(ISTRIP),     NUM(INLCR),      NUM(IGNCR),     NUM(ICRNL),     NUM(IXON),
        NUM(IXANY),      NUM(IXOFF),      NUM(IMAXBEL),   NUM(OPOST),     NUM(ONLCR),
        NUM(OCRNL),      NUM(ONOCR),      NUM(ONLRET),    NUM(OFILL),     NUM(OFDEL),
        NUM(NLDLY),      NUM(CRDLY),      NUM(TABDLY),    NUM(BSDLY),     NUM(VTDLY),
        NUM(FFDLY),      NUM(CSIZE),      NUM(CS5),       NUM(CS6),       NUM(CS7),
        NUM(CS8),        NUM(CSTOPB),     NUM(CREAD),     NUM(PARENB),    NUM(PARODD),
        NUM(HUPCL),      NUM(CLOCAL),     NUM(ISIG),      NUM(ICANON),    NUM(ECHO),
        NUM(ECHOE),      NUM(ECHOK),      NUM(ECHONL),    NUM(NOFLSH),    NUM(TOSTOP),
        NUM(IEXTEN),     NUM(VINTR),      NUM(VQUIT),     NUM(VERASE),    NUM(VKILL),
        NUM(VEOF),       NUM(VMIN),       NUM(VEOL),      NUM(VTIME),     NUM(VSTART),
        NUM(VSTOP),      NUM(VSUSP),      NUM(B0),        NUM(B50),       NUM(B300),
        NUM(B1200),      NUM(B2400),      NUM(B4800),     NUM(B9600),     NUM(B19200),
        NUM(B38400),     NUM(B57600),     NUM(B115200),   NUM(B230400),   NUM(NCCS),
        NUM(TIOCGWINSZ), NUM(TIOCSWINSZ), NUM(TIOCSCTTY), NUM(TIOCNOTTY), NUM(FIONREAD),
        NUM(FIONBIO),    NUM(TIOCSTI),    NUM(TIOCGPGRP), NUM(TIOCSPGRP), NUM(TIOCOUTQ)};
    KiType *error = ki_make_exception(ks, "termios", "error", ks->exceptions[KI_EXC_Exception]);
    return error && ki_module_add(ks, m, "error", ki_from_obj(error)) &&
           add_numbers(ks, m, numbers, COUNT(numbers)) && ki_module_add_functions(ks, m, functions);
}
