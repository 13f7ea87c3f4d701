/* The module _socket: the socket object. socket.py derives from it.
 *
 * With a timeout the descriptor itself is non-blocking and the object waits with poll, without the
 * interpreter lock; signals are handled while it waits. */
#include "mod_socket.h"

#include "../object/audit.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "../vm/thread.h"
#include "mod_io.h"
#include "posix_util.h"

typedef struct Sock {
    KiObj h;
    int fd; /* -1: closed */
    int family, type, proto;
    double timeout; /* seconds; < 0: none */
} Sock;

static Sock *sock_of(KiValue v) {
    return (Sock *)ki_obj(v);
}
static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}
static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}
static KiValue timed_out(KiState *ks) {
    return ki_raise(ks, KI_EXC_TimeoutError, "timed out");
}
/* Kept in the module's state slot: None or seconds. */
static double default_timeout(KiState *ks) {
    KiValue v = ks->bi->slot[KI_BI_SOCKET_TIMEOUT];
    return ki_is_float(v) ? ki_float_val(v) : -1;
}

/* --- waiting --- */

/* 1: ready, 0: timed out (raised), -1: raised. */
static int wait_ready(KiState *ks, Sock *s, bool writing, double end) {
    for (;;) {
        double left = s->timeout < 0 ? -1 : end - now();
        struct pollfd p = {s->fd, writing ? POLLOUT : POLLIN, 0};
        if (s->timeout >= 0 && left < 0) left = 0;
        int ms = left < 0 ? -1 : left > 2000000 ? 2000000000 : (int)ceil(left * 1000);
        KiThread *t = ki_gil_release(ks);
        int r = poll(&p, 1, ms);
        ki_gil_acquire(ks, t);
        if (r > 0) return 1;
        if (r == 0) {
            timed_out(ks);
            return 0;
        }
        if (errno != EINTR) {
            fail(ks);
            return -1;
        }
        if (!ki_io_interrupted(ks)) return -1;
    }
}

/* One system call on the socket; >= 0 its result, < 0 with errno. */
typedef int64_t (*SockFn)(int fd, void *arg);

/* Calls fn, waiting until the socket is ready as its timeout asks. -1: raised. */
static int64_t sock_call(KiState *ks, Sock *s, bool writing, SockFn fn, void *arg) {
    double end = s->timeout > 0 ? now() + s->timeout : 0;
    for (;;) {
        if (s->timeout > 0 && wait_ready(ks, s, writing, end) <= 0) return -1;
        int fd = s->fd;
        KiThread *t = ki_gil_release(ks);
        int64_t r = fn(fd, arg);
        ki_gil_acquire(ks, t);
        if (r >= 0) return r;
        if (errno == EINTR) {
            if (!ki_io_interrupted(ks)) return -1;
        } else if (s->timeout <= 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
            fail(ks);
            return -1;
        }
    }
}

static bool set_blocking(KiState *ks, int fd, bool blocking) {
    int flags = fcntl(fd, F_GETFL);
    int want = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    if (flags >= 0 && (want == flags || fcntl(fd, F_SETFL, want) >= 0)) return true;
    fail(ks);
    return false;
}

/* --- life --- */

static KiValue sock_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    Sock *s = (Sock *)ki_instance_alloc(ks, cls);
    if (!s) return KI_ERR;
    s->fd = -1;
    s->timeout = -1;
    return ki_from_obj(s);
}
static bool sock_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"family", "type", "proto", "fileno"};
    KiValue v[4];
    Sock *s = sock_of(self);
    int family = -1, type = -1, proto = -1, fd = -1;
    if (!ki_bind_args(ks, "socket", names, 4, 0, 4, args, nargs, kwnames, v) ||
        (v[0] != KI_ABSENT && !ki_to_int(ks, v[0], &family)) ||
        (v[1] != KI_ABSENT && !ki_to_int(ks, v[1], &type)) ||
        (v[2] != KI_ABSENT && !ki_to_int(ks, v[2], &proto)))
        return false;
    if (!ki_audit(ks, "socket.__new__", "Oiii", self, family == -1 ? AF_INET : family,
                  type == -1 ? SOCK_STREAM : type, proto == -1 ? 0 : proto))
        return false;
    if (v[3] != KI_ABSENT && !ki_is_none(v[3])) {
        if (!ki_to_int(ks, v[3], &fd)) return false;
        if (fd < 0) {
            ki_raise(ks, KI_EXC_ValueError, "negative file descriptor");
            return false;
        }
        KiSockAddr a = {.len = sizeof a.at};
        socklen_t len = sizeof(int);
        if (getsockname(fd, (struct sockaddr *)&a.at, &a.len) < 0) goto bad;
        if (family == -1) family = a.at.ss_family;
        if (type == -1 && getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) < 0) goto bad;
        len = sizeof(int);
        if (proto == -1 && getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &proto, &len) < 0) goto bad;
    } else {
        if (family == -1) family = AF_INET;
        if (type == -1) type = SOCK_STREAM;
        if (proto == -1) proto = 0;
        fd = socket(family, type | SOCK_CLOEXEC, proto);
        if (fd < 0) goto bad;
    }
    if (s->fd >= 0) close(s->fd);
    s->fd = fd;
    s->family = family;
    s->type = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
    s->proto = proto;
    s->timeout = type & SOCK_NONBLOCK ? 0 : default_timeout(ks);
    return s->timeout < 0 || set_blocking(ks, fd, false);
bad:
    fail(ks);
    return false;
}
/* A socket that a script forgot is closed. */
static void sock_dealloc(KiState *ks, KiObj *o) {
    Sock *s = (Sock *)o;
    if (s->fd >= 0) close(s->fd);
    s->fd = -1;
}
static KiValue m_close(KiState *ks, KiValue *a, int n) {
    Sock *s = sock_of(a[0]);
    int fd = s->fd;
    s->fd = -1;
    if (fd < 0) return KI_NONE;
    KiThread *t = ki_gil_release(ks);
    int r = close(fd);
    ki_gil_acquire(ks, t);
    return r < 0 && errno != ECONNRESET ? fail(ks) : KI_NONE;
}
static KiValue m_detach(KiState *ks, KiValue *a, int n) {
    int fd = sock_of(a[0])->fd;
    sock_of(a[0])->fd = -1;
    return ki_small_int(fd);
}
static KiValue m_fileno(KiState *ks, KiValue *a, int n) {
    return ki_small_int(sock_of(a[0])->fd);
}
static KiValue sock_repr(KiState *ks, KiValue v) {
    Sock *s = sock_of(v);
    return ki_str_format(ks, "<socket object, fd=%d, family=%d, type=%d, proto=%d>", s->fd,
                         s->family, s->type, s->proto);
}

/* --- timeouts --- */

static bool timeout_value(KiState *ks, KiValue v, double *out) {
    *out = -1;
    if (ki_is_none(v)) return true;
    if (!ki_to_double(ks, v, out)) return false;
    if (isnan(*out))
        ki_raise(ks, KI_EXC_ValueError, "Invalid value NaN (not a number)");
    else if (*out < 0)
        ki_raise(ks, KI_EXC_ValueError, "Timeout value out of range");
    else
        return true;
    return false;
}
static KiValue m_settimeout(KiState *ks, KiValue *a, int n) {
    double t;
    if (!timeout_value(ks, a[1], &t)) return KI_ERR;
    sock_of(a[0])->timeout = t;
    return set_blocking(ks, sock_of(a[0])->fd, t < 0) ? KI_NONE : KI_ERR;
}
static KiValue m_gettimeout(KiState *ks, KiValue *a, int n) {
    double t = sock_of(a[0])->timeout;
    return t < 0 ? KI_NONE : ki_float(t);
}
static KiValue m_setblocking(KiState *ks, KiValue *a, int n) {
    int b = ki_truth(ks, a[1]);
    if (b < 0) return KI_ERR;
    sock_of(a[0])->timeout = b ? -1 : 0;
    return set_blocking(ks, sock_of(a[0])->fd, b) ? KI_NONE : KI_ERR;
}
static KiValue m_getblocking(KiState *ks, KiValue *a, int n) {
    return ki_bool(sock_of(a[0])->timeout != 0);
}

/* --- connections --- */

static KiValue m_bind(KiState *ks, KiValue *a, int n) {
    KiSockAddr addr;
    Sock *s = sock_of(a[0]);
    if (!ki_sockaddr_from(ks, s->family, a[1], &addr, "bind") ||
        !ki_audit(ks, "socket.bind", "OO", a[0], a[1]))
        return KI_ERR;
    return bind(s->fd, (struct sockaddr *)&addr.at, addr.len) < 0 ? fail(ks) : KI_NONE;
}
static KiValue m_listen(KiState *ks, KiValue *a, int n) {
    int backlog;
    if (!ki_to_int(ks, a[1], &backlog)) return KI_ERR;
    return listen(sock_of(a[0])->fd, backlog < 0 ? 0 : backlog) < 0 ? fail(ks) : KI_NONE;
}
static int64_t do_accept(int fd, void *arg) {
    KiSockAddr *a = arg;
    a->len = sizeof a->at;
    return accept4(fd, (struct sockaddr *)&a->at, &a->len, SOCK_CLOEXEC);
}
/* (descriptor, address) */
static KiValue m_accept(KiState *ks, KiValue *a, int n) {
    KiSockAddr addr;
    memset(&addr, 0, sizeof addr);
    int64_t fd = sock_call(ks, sock_of(a[0]), false, do_accept, &addr);
    if (fd < 0) return KI_ERR;
    KiValue v = ki_sockaddr_value(ks, &addr);
    KiValue r = v == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, ki_small_int(fd), v);
    ki_decref(ks, v);
    if (r == KI_ERR) close((int)fd);
    return r;
}
/* 0, or an error number; -1: raised. */
static int do_connect(KiState *ks, Sock *s, KiSockAddr *addr) {
    int fd = s->fd;
    KiThread *t = ki_gil_release(ks);
    int r = connect(fd, (struct sockaddr *)&addr->at, addr->len);
    ki_gil_acquire(ks, t);
    if (r == 0) return 0;
    int err = errno;
    bool wait = err == EINTR || (err == EINPROGRESS && s->timeout > 0);
    if (!wait) return err;
    if (err == EINTR && !ki_io_interrupted(ks)) return -1;
    double end = s->timeout > 0 ? now() + s->timeout : 0;
    if (wait_ready(ks, s, true, end) <= 0) return -1;
    socklen_t len = sizeof err;
    return getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &err, &len) < 0 ? errno : err;
}
static KiValue m_connect(KiState *ks, KiValue *a, int n) {
    KiSockAddr addr;
    if (!ki_sockaddr_from(ks, sock_of(a[0])->family, a[1], &addr, "connect") ||
        !ki_audit(ks, "socket.connect", "OO", a[0], a[1]))
        return KI_ERR;
    int err = do_connect(ks, sock_of(a[0]), &addr);
    return err == 0 ? KI_NONE : err < 0 ? KI_ERR : ki_raise_errno(ks, err, KI_ABSENT);
}
static KiValue m_connect_ex(KiState *ks, KiValue *a, int n) {
    KiSockAddr addr;
    if (!ki_sockaddr_from(ks, sock_of(a[0])->family, a[1], &addr, "connect_ex") ||
        !ki_audit(ks, "socket.connect", "OO", a[0], a[1]))
        return KI_ERR;
    int err = do_connect(ks, sock_of(a[0]), &addr);
    if (err >= 0) return ki_small_int(err);
    if (!ki_pending_is(ks, KI_EXC_TimeoutError)) return KI_ERR;
    ki_clear_exc(ks);
    return ki_small_int(EAGAIN);
}
static KiValue m_shutdown(KiState *ks, KiValue *a, int n) {
    int how;
    if (!ki_to_int(ks, a[1], &how)) return KI_ERR;
    return shutdown(sock_of(a[0])->fd, how) < 0 ? fail(ks) : KI_NONE;
}
static KiValue m_getsockname(KiState *ks, KiValue *a, int n) {
    KiSockAddr addr = {.len = sizeof addr.at};
    if (getsockname(sock_of(a[0])->fd, (struct sockaddr *)&addr.at, &addr.len) < 0) return fail(ks);
    return ki_sockaddr_value(ks, &addr);
}
static KiValue m_getpeername(KiState *ks, KiValue *a, int n) {
    KiSockAddr addr = {.len = sizeof addr.at};
    if (getpeername(sock_of(a[0])->fd, (struct sockaddr *)&addr.at, &addr.len) < 0) return fail(ks);
    return ki_sockaddr_value(ks, &addr);
}

/* --- data --- */

typedef struct Transfer {
    void *data;
    size_t len;
    int flags;
    KiSockAddr *addr; /* or NULL */
} Transfer;
static int64_t do_recv(int fd, void *arg) {
    Transfer *t = arg;
    if (!t->addr) return recv(fd, t->data, t->len, t->flags);
    t->addr->len = sizeof t->addr->at;
    return recvfrom(fd, t->data, t->len, t->flags, (struct sockaddr *)&t->addr->at, &t->addr->len);
}
static int64_t do_send(int fd, void *arg) {
    Transfer *t = arg;
    if (!t->addr) return send(fd, t->data, t->len, t->flags | MSG_NOSIGNAL);
    return sendto(fd, t->data, t->len, t->flags | MSG_NOSIGNAL, (struct sockaddr *)&t->addr->at,
                  t->addr->len);
}

static KiValue receive(KiState *ks, KiValue *a, KiSockAddr *addr) {
    int64_t size;
    int flags;
    if (!ki_index_i64(ks, a[1], &size) || !ki_to_int(ks, a[2], &flags)) return KI_ERR;
    if (size < 0) return ki_raise(ks, KI_EXC_ValueError, "negative buffersize in recv");
    uint8_t *buf = kb_malloc(&ks->alloc, (size_t)size + 1);
    if (!buf) return ki_raise_nomem(ks);
    Transfer t = {buf, (size_t)size, flags, addr};
    int64_t got = sock_call(ks, sock_of(a[0]), false, do_recv, &t);
    KiValue r = got < 0 ? KI_ERR : ki_bytes_from(ks, buf, (size_t)got);
    kb_free(&ks->alloc, buf, (size_t)size + 1);
    return r;
}
static KiValue m_recv(KiState *ks, KiValue *a, int n) {
    return receive(ks, a, NULL);
}
static KiValue with_address(KiState *ks, KiValue v, KiSockAddr *addr) {
    if (v == KI_ERR) return KI_ERR;
    KiValue w = ki_sockaddr_value(ks, addr);
    KiValue r = w == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, v, w);
    ki_decref(ks, v);
    ki_decref(ks, w);
    return r;
}
static KiValue m_recvfrom(KiState *ks, KiValue *a, int n) {
    KiSockAddr addr;
    memset(&addr, 0, sizeof addr);
    return with_address(ks, receive(ks, a, &addr), &addr);
}
static KiValue receive_into(KiState *ks, KiValue *a, KiSockAddr *addr) {
    int64_t size;
    int flags;
    KiBytesView v;
    if (!ki_index_i64(ks, a[2], &size) || !ki_to_int(ks, a[3], &flags)) return KI_ERR;
    if (size < 0) return ki_raise(ks, KI_EXC_ValueError, "negative buffersize in recv_into");
    if (!ki_get_writable(ks, a[1], "recv_into() argument 1", &v)) return KI_ERR;
    KiValue r = KI_ERR;
    if ((size_t)size > v.len) {
        ki_raise(ks, KI_EXC_ValueError, "buffer too small for requested bytes");
    } else {
        Transfer t = {v.wdata, size ? (size_t)size : v.len, flags, addr};
        int64_t got = sock_call(ks, sock_of(a[0]), false, do_recv, &t);
        if (got >= 0) r = ki_small_int(got);
    }
    ki_release_bytes(ks, &v);
    return r;
}
static KiValue m_recv_into(KiState *ks, KiValue *a, int n) {
    return receive_into(ks, a, NULL);
}
static KiValue m_recvfrom_into(KiState *ks, KiValue *a, int n) {
    KiSockAddr addr;
    memset(&addr, 0, sizeof addr);
    return with_address(ks, receive_into(ks, a, &addr), &addr);
}
static KiValue m_send(KiState *ks, KiValue *a, int n) {
    int flags;
    KiBytesView v;
    if (!ki_to_int(ks, a[2], &flags) || !ki_get_bytes(ks, a[1], false, &v)) return KI_ERR;
    Transfer t = {(void *)(uintptr_t)v.data, v.len, flags, NULL};
    int64_t put = sock_call(ks, sock_of(a[0]), true, do_send, &t);
    ki_release_bytes(ks, &v);
    return put < 0 ? KI_ERR : ki_int_from_i64(ks, put);
}
static KiValue m_sendall(KiState *ks, KiValue *a, int n) {
    int flags;
    KiBytesView v;
    if (!ki_to_int(ks, a[2], &flags) || !ki_get_bytes(ks, a[1], false, &v)) return KI_ERR;
    Transfer t = {(void *)(uintptr_t)v.data, v.len, flags, NULL};
    bool ok = true;
    while (ok && t.len) {
        int64_t put = sock_call(ks, sock_of(a[0]), true, do_send, &t);
        ok = put >= 0;
        if (ok) {
            t.data = (char *)t.data + put;
            t.len -= (size_t)put;
        }
    }
    ki_release_bytes(ks, &v);
    return ok ? KI_NONE : KI_ERR;
}
/* sendto(data[, flags], address) */
static KiValue m_sendto(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    int flags = 0;
    KiBytesView v;
    KiSockAddr addr;
    if (!ki_check_args(ks, "sendto", nargs - 1, kwnames, 2, 3)) return KI_ERR;
    if ((nargs == 4 && !ki_to_int(ks, args[2], &flags)) ||
        !ki_sockaddr_from(ks, sock_of(args[0])->family, args[nargs - 1], &addr, "sendto") ||
        !ki_audit(ks, "socket.sendto", "OO", args[0], args[nargs - 1]) ||
        !ki_get_bytes(ks, args[1], false, &v))
        return KI_ERR;
    Transfer t = {(void *)(uintptr_t)v.data, v.len, flags, &addr};
    int64_t put = sock_call(ks, sock_of(args[0]), true, do_send, &t);
    ki_release_bytes(ks, &v);
    return put < 0 ? KI_ERR : ki_int_from_i64(ks, put);
}

/* --- messages with descriptors --- */

typedef struct Message {
    struct msghdr h;
    int flags;
} Message;
static int64_t do_sendmsg(int fd, void *arg) {
    Message *m = arg;
    return sendmsg(fd, &m->h, m->flags | MSG_NOSIGNAL);
}
static int64_t do_recvmsg(int fd, void *arg) {
    Message *m = arg;
    return recvmsg(fd, &m->h, m->flags);
}
enum { MAX_PARTS = 64, MAX_CONTROL = 4096 };

/* Appends the control messages (level, type, data) of a sequence to h. */
static bool put_control(KiState *ks, KiValue seq, struct msghdr *h, char *space) {
    KiTuple *t = ki_to_tuple(ks, seq);
    if (!t) return false;
    size_t used = 0;
    bool ok = true;
    for (int64_t i = 0; ok && i < t->len; i++) {
        int level, type;
        KiBytesView v;
        KiTuple *c = ki_is_tuple(t->items[i]) ? ki_tuple_of(t->items[i]) : NULL;
        if (!c || c->len != 3) {
            ki_raise(ks, KI_EXC_TypeError, "sendmsg() argument 2 must be an iterable of 3-tuples");
            ok = false;
            break;
        }
        ok = ki_to_int(ks, c->items[0], &level) && ki_to_int(ks, c->items[1], &type) &&
             ki_get_bytes(ks, c->items[2], false, &v);
        if (!ok) break;
        if (used + CMSG_SPACE(v.len) > MAX_CONTROL) {
            ki_raise(ks, KI_EXC_OSError, "ancillary data item too large");
            ok = false;
        } else {
            struct cmsghdr *m = (struct cmsghdr *)(void *)(space + used);
            m->cmsg_len = CMSG_LEN(v.len);
            m->cmsg_level = level;
            m->cmsg_type = type;
            memcpy(CMSG_DATA(m), v.data, v.len);
            used += CMSG_SPACE(v.len);
        }
        ki_release_bytes(ks, &v);
    }
    ki_decref_obj(ks, &t->h);
    h->msg_control = used ? space : NULL;
    h->msg_controllen = used;
    return ok;
}
static KiValue m_sendmsg(KiState *ks, KiValue *a, int n) {
    _Alignas(struct cmsghdr) char space[MAX_CONTROL] = {0};
    struct iovec iov[MAX_PARTS];
    KiBytesView v[MAX_PARTS];
    Message m = {.h = {.msg_iov = iov}};
    KiSockAddr addr;
    int count = 0;
    int64_t put = -1;
    KiTuple *parts = ki_to_int(ks, a[3], &m.flags) ? ki_to_tuple(ks, a[1]) : NULL;
    if (!parts) return KI_ERR;
    bool ok = parts->len <= MAX_PARTS;
    if (!ok) ki_raise(ks, KI_EXC_OSError, "sendmsg() argument 1 is too long");
    for (; ok && count < parts->len; count++) {
        if (!ki_get_bytes(ks, parts->items[count], false, &v[count])) {
            ok = false;
            break;
        }
        iov[count] = (struct iovec){(void *)(uintptr_t)v[count].data, v[count].len};
    }
    m.h.msg_iovlen = (size_t)count;
    ok = ok && put_control(ks, a[2], &m.h, space);
    if (ok && !ki_is_none(a[4])) {
        ok = ki_sockaddr_from(ks, sock_of(a[0])->family, a[4], &addr, "sendmsg");
        m.h.msg_name = &addr.at;
        m.h.msg_namelen = addr.len;
    }
    ok = ok && ki_audit(ks, "socket.sendmsg", "OO", a[0], a[4]);
    if (ok) put = sock_call(ks, sock_of(a[0]), true, do_sendmsg, &m);
    for (int i = 0; i < count; i++)
        ki_release_bytes(ks, &v[i]);
    ki_decref_obj(ks, &parts->h);
    return put < 0 ? KI_ERR : ki_int_from_i64(ks, put);
}
static KiValue m_recvmsg(KiState *ks, KiValue *a, int n) {
    _Alignas(struct cmsghdr) char space[MAX_CONTROL];
    int64_t size, control;
    KiSockAddr addr;
    memset(&addr, 0, sizeof addr);
    Message m = {.flags = 0};
    if (!ki_index_i64(ks, a[1], &size) || !ki_index_i64(ks, a[2], &control) ||
        !ki_to_int(ks, a[3], &m.flags))
        return KI_ERR;
    if (size < 0) return ki_raise(ks, KI_EXC_ValueError, "negative buffer size in recvmsg()");
    if (control < 0 || control > MAX_CONTROL)
        return ki_raise(ks, KI_EXC_ValueError, "invalid ancillary data buffer length");
    char *buf = kb_malloc(&ks->alloc, (size_t)size + 1);
    if (!buf) return ki_raise_nomem(ks);
    struct iovec iov = {buf, (size_t)size};
    m.h = (struct msghdr){.msg_name = &addr.at,
                          .msg_namelen = sizeof addr.at,
                          .msg_iov = &iov,
                          .msg_iovlen = 1,
                          .msg_control = control ? space : NULL,
                          .msg_controllen = (size_t)control};
    int64_t got = sock_call(ks, sock_of(a[0]), false, do_recvmsg, &m);
    KiList *l = got < 0 ? NULL : ki_list_new(ks, 0);
    for (struct cmsghdr *c = l && m.h.msg_controllen ? CMSG_FIRSTHDR(&m.h) : NULL; l && c;
         c = CMSG_NXTHDR(&m.h, c)) {
        KiValue data = ki_bytes_from(ks, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0));
        bool ok = data != KI_ERR && ki_list_push(ks, l,
                                                 ki_tuple_pack(ks, 3, ki_small_int(c->cmsg_level),
                                                               ki_small_int(c->cmsg_type), data));
        ki_decref(ks, data);
        if (ok) continue;
        ki_decref_obj(ks, &l->h);
        l = NULL;
    }
    addr.len = m.h.msg_namelen;
    KiValue from = l ? ki_sockaddr_value(ks, &addr) : KI_ERR,
            data = l ? ki_bytes_from(ks, buf, (size_t)got) : KI_ERR;
    KiValue r = from == KI_ERR || data == KI_ERR
                    ? KI_ERR
                    : ki_tuple_pack(ks, 4, data, ki_from_obj(l), ki_small_int(m.h.msg_flags), from);
    ki_decref(ks, data);
    ki_decref(ks, from);
    if (l) ki_decref_obj(ks, &l->h);
    kb_free(&ks->alloc, buf, (size_t)size + 1);
    return r;
}

/* --- options --- */

static KiValue m_setsockopt(KiState *ks, KiValue *a, int n) {
    int level, name, value;
    int fd = sock_of(a[0])->fd;
    if (!ki_to_int(ks, a[1], &level) || !ki_to_int(ks, a[2], &name)) return KI_ERR;
    if (ki_is_integer(a[3])) {
        if (!ki_to_int(ks, a[3], &value)) return KI_ERR;
        return setsockopt(fd, level, name, &value, sizeof value) < 0 ? fail(ks) : KI_NONE;
    }
    if (ki_is_none(a[3])) {
        if (a[4] == KI_ABSENT || !ki_to_int(ks, a[4], &value)) return KI_ERR;
        return setsockopt(fd, level, name, NULL, (socklen_t)value) < 0 ? fail(ks) : KI_NONE;
    }
    KiBytesView v;
    if (!ki_get_bytes(ks, a[3], false, &v)) return KI_ERR;
    int r = setsockopt(fd, level, name, v.data, (socklen_t)v.len), err = errno;
    ki_release_bytes(ks, &v);
    return r < 0 ? ki_raise_errno(ks, err, KI_ABSENT) : KI_NONE;
}
static KiValue m_getsockopt(KiState *ks, KiValue *a, int n) {
    int level, name, size, value = 0;
    char buf[1024];
    int fd = sock_of(a[0])->fd;
    if (!ki_to_int(ks, a[1], &level) || !ki_to_int(ks, a[2], &name) || !ki_to_int(ks, a[3], &size))
        return KI_ERR;
    if (size == 0) {
        socklen_t len = sizeof value;
        return getsockopt(fd, level, name, &value, &len) < 0 ? fail(ks) : ki_small_int(value);
    }
    if (size < 0 || size > (int)sizeof buf)
        return ki_raise(ks, KI_EXC_OSError, "getsockopt buflen out of range");
    socklen_t len = (socklen_t)size;
    return getsockopt(fd, level, name, buf, &len) < 0 ? fail(ks) : ki_bytes_from(ks, buf, len);
}

#define FIELD(name)                                                                                \
    static KiValue g_##name(KiState *ks, KiValue self, void *closure) {                            \
        return ki_small_int(sock_of(self)->name);                                                  \
    }
FIELD(family)
FIELD(type)
FIELD(proto)
static KiValue g_timeout(KiState *ks, KiValue self, void *closure) {
    return m_gettimeout(ks, &self, 1);
}

/* --- the module --- */

static KiValue f_socketpair(KiState *ks, KiValue *a, int n) {
    int family, type, proto, fd[2];
    if (!ki_to_int(ks, a[0], &family) || !ki_to_int(ks, a[1], &type) ||
        !ki_to_int(ks, a[2], &proto))
        return KI_ERR;
    if (socketpair(family, type | SOCK_CLOEXEC, proto, fd) < 0) return fail(ks);
    KiValue cls = ki_import_attr(ks, "_socket", "socket"), end[2] = {KI_ERR, KI_ERR};
    for (int i = 0; i < 2; i++) {
        KiValue args[4] = {a[0], a[1], a[2], ki_small_int(fd[i])};
        if (cls != KI_ERR && (i == 0 || end[0] != KI_ERR))
            end[i] = ki_call(ks, cls, args, 4, KI_ABSENT);
        if (end[i] == KI_ERR) close(fd[i]);
    }
    KiValue r = end[1] == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, end[0], end[1]);
    ki_decref(ks, cls);
    ki_decref(ks, end[0]);
    ki_decref(ks, end[1]);
    return r;
}
static KiValue f_dup(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    int r = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return r < 0 ? fail(ks) : ki_small_int(r);
}
static KiValue f_close(KiState *ks, KiValue *a, int n) {
    int fd;
    if (!ki_to_int(ks, a[0], &fd)) return KI_ERR;
    return close(fd) < 0 && errno != ECONNRESET ? fail(ks) : KI_NONE;
}
static KiValue f_setdefaulttimeout(KiState *ks, KiValue *a, int n) {
    double t;
    if (!timeout_value(ks, a[0], &t)) return KI_ERR;
    ks->bi->slot[KI_BI_SOCKET_TIMEOUT] = t < 0 ? KI_ABSENT : ki_float(t);
    return KI_NONE;
}
static KiValue f_getdefaulttimeout(KiState *ks, KiValue *a, int n) {
    double t = default_timeout(ks);
    return t < 0 ? KI_NONE : ki_float(t);
}
static KiValue f_CMSG_LEN(KiState *ks, KiValue *a, int n) {
    int64_t len;
    return ki_index_i64(ks, a[0], &len) ? ki_int_from_u64(ks, CMSG_LEN((size_t)len)) : KI_ERR;
}
static KiValue f_CMSG_SPACE(KiState *ks, KiValue *a, int n) {
    int64_t len;
    return ki_index_i64(ks, a[0], &len) ? ki_int_from_u64(ks, CMSG_SPACE((size_t)len)) : KI_ERR;
}

static KiType *make_socket_type(KiState *ks) {
    static const KiDef methods[] = {
        {"_accept", "(self, /)", m_accept, "(descriptor, address) of a new connection.",
         KI_DEF_UNSIGNED},
        {"bind", "(self, address, /)", m_bind, "Bind the socket to an address.", KI_DEF_UNSIGNED},
        {"close", "(self, /)", m_close, "Close the socket.", KI_DEF_UNSIGNED},
        {"connect", "(self, address, /)", m_connect, "Connect to an address.", KI_DEF_UNSIGNED},
        {"connect_ex", "(self, address, /)", m_connect_ex, "The same; returns an error code.",
         KI_DEF_UNSIGNED},
        {"detach", "(self, /)", m_detach, "Give the descriptor up without closing it.",
         KI_DEF_UNSIGNED},
        {"fileno", "(self, /)", m_fileno, "The descriptor.", KI_DEF_UNSIGNED},
        {"getpeername", "(self, /)", m_getpeername, "The address of the other end.",
         KI_DEF_UNSIGNED},
        {"getsockname", "(self, /)", m_getsockname, "The address of this end.", KI_DEF_UNSIGNED},
        {"getsockopt", "(self, level, optname, buflen=0, /)", m_getsockopt, "An option.",
         KI_DEF_UNSIGNED},
        {"setsockopt", "(self, level, optname, value, optlen=<absent>, /)", m_setsockopt,
         "Set an option.", KI_DEF_UNSIGNED},
        {"gettimeout", "(self, /)", m_gettimeout, "The timeout in seconds, or None.",
         KI_DEF_UNSIGNED},
        {"settimeout", "(self, timeout, /)", m_settimeout, "Set the timeout.", KI_DEF_UNSIGNED},
        {"setblocking", "(self, flag, /)", m_setblocking, "Blocking or not.", KI_DEF_UNSIGNED},
        {"getblocking", "(self, /)", m_getblocking, "Whether the socket blocks.", KI_DEF_UNSIGNED},
        {"listen", "(self, backlog=128, /)", m_listen, "Wait for connections.", KI_DEF_UNSIGNED},
        {"recv", "(self, bufsize, flags=0, /)", m_recv, "Receive bytes.", KI_DEF_UNSIGNED},
        {"recv_into", "(self, buffer, nbytes=0, flags=0)", m_recv_into, "Receive into a buffer.",
         KI_DEF_UNSIGNED},
        {"recvfrom", "(self, bufsize, flags=0, /)", m_recvfrom, "(bytes, address)",
         KI_DEF_UNSIGNED},
        {"recvfrom_into", "(self, buffer, nbytes=0, flags=0)", m_recvfrom_into, "(count, address)",
         KI_DEF_UNSIGNED},
        {"recvmsg", "(self, bufsize, ancbufsize=0, flags=0, /)", m_recvmsg,
         "(data, ancillary data, flags, address)", KI_DEF_UNSIGNED},
        {"send", "(self, data, flags=0, /)", m_send, "Send bytes; how many were sent.",
         KI_DEF_UNSIGNED},
        {"sendall", "(self, data, flags=0, /)", m_sendall, "Send all bytes.", KI_DEF_UNSIGNED},
        {"sendmsg", "(self, buffers, ancdata=(), flags=0, address=None, /)", m_sendmsg,
         "Send buffers with ancillary data.", KI_DEF_UNSIGNED},
        {"sendto", "(...)", (void *)m_sendto, "sendto(data[, flags], address)", 0},
        {"shutdown", "(self, how, /)", m_shutdown, "Shut one or both directions down.",
         KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"family", g_family, NULL, "the socket family", NULL},
                                          {"type", g_type, NULL, "the socket type", NULL},
                                          {"proto", g_proto, NULL, "the socket protocol", NULL},
                                          {"timeout", g_timeout, NULL, "the socket timeout", NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiSlots slots = {.dealloc = sock_dealloc,
                                  .getattr = ki_generic_getattr,
                                  .new_ = sock_new,
                                  .init = sock_init,
                                  .repr = sock_repr};
    static const KiTypeDef def = {"socket",     "_socket",      "A network endpoint.",
                                  sizeof(Sock), KI_TF_BASETYPE, KI_K_OPAQUE,
                                  &slots,       methods,        getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

bool ki_mod_socket_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"socketpair", "(family=1, type=1, proto=0, /)", f_socketpair, "Two connected sockets.",
         KI_DEF_UNSIGNED},
        {"dup", "(fd, /)", f_dup, "A duplicate of a descriptor.", KI_DEF_UNSIGNED},
        {"close", "(fd, /)", f_close, "Close a descriptor.", KI_DEF_UNSIGNED},
        {"setdefaulttimeout", "(timeout, /)", f_setdefaulttimeout, "Timeout of new sockets.",
         KI_DEF_UNSIGNED},
        {"getdefaulttimeout", "()", f_getdefaulttimeout, "Timeout of new sockets.",
         KI_DEF_UNSIGNED},
        {"CMSG_LEN", "(length, /)", f_CMSG_LEN, "Length of a control message.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        {"CMSG_SPACE", "(length, /)", f_CMSG_SPACE, "Space for a control message.",
         KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    KiType *os_error = ks->exceptions[KI_EXC_OSError];
    KiType *sock = make_socket_type(ks);
    if (!sock || !ki_module_add(ks, m, "socket", ki_from_obj(sock))) return false;
    KiType *gai = ki_make_exception(ks, "socket", "gaierror", os_error);
    if (!gai || !ki_module_add(ks, m, "gaierror", ki_from_obj(gai))) return false;
    KiType *herror = ki_make_exception(ks, "socket", "herror", os_error);
    if (!herror || !ki_module_add(ks, m, "herror", ki_from_obj(herror))) return false;
    return ki_module_add(ks, m, "SocketType", ki_new_ref(ki_from_obj(sock))) &&
           ki_module_add(ks, m, "error", ki_new_ref(ki_from_obj(os_error))) &&
           ki_module_add(ks, m, "timeout",
                         ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_TimeoutError]))) &&
           ki_module_add(ks, m, "has_ipv6", KI_TRUE) && ki_socket_constants(ks, m) &&
           ki_module_add_functions(ks, m, ki_socket_name_functions) &&
           ki_module_add_functions(ks, m, functions);
}
