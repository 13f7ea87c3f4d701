/* _socket: addresses, name resolution, byte orders, constants. */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/un.h>
#include <unistd.h>

#include "../object/audit.h"
#include "../vm/thread.h"
#include "mod_socket.h"
#include "posix_util.h"

static KiValue fail(KiState *ks) {
    return ki_raise_errno(ks, errno, KI_ABSENT);
}

/* socket.gaierror(code, text) */
static KiValue gai_fail(KiState *ks, int code) {
    if (code == EAI_SYSTEM) return fail(ks);
    KiValue cls = ki_import_attr(ks, "_socket", "gaierror"),
            text = ki_str_from_cstr(ks, gai_strerror(code));
    KiValue e =
        cls == KI_ERR || text == KI_ERR ? KI_ERR : ki_call2(ks, cls, ki_small_int(code), text);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, cls);
    ki_decref(ks, text);
    return KI_ERR;
}
static KiValue host_fail(KiState *ks) {
    KiValue cls = ki_import_attr(ks, "_socket", "herror"),
            text = ki_str_from_cstr(ks, hstrerror(h_errno));
    KiValue e =
        cls == KI_ERR || text == KI_ERR ? KI_ERR : ki_call2(ks, cls, ki_small_int(h_errno), text);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, cls);
    ki_decref(ks, text);
    return KI_ERR;
}

static int resolve(KiState *ks, const char *host, const char *port, const struct addrinfo *hints,
                   struct addrinfo **out) {
    KiThread *t = ki_gil_release(ks);
    int r = getaddrinfo(host, port, hints, out);
    ki_gil_acquire(ks, t);
    return r;
}

/* --- addresses --- */

static bool host_address(KiState *ks, int family, const char *host, KiSockAddr *out) {
    struct addrinfo hints = {.ai_family = family, .ai_socktype = SOCK_DGRAM}, *r = NULL;
    if (!host[0]) {
        hints.ai_flags = AI_PASSIVE;
        host = NULL;
    } else if (family == AF_INET && !strcmp(host, "<broadcast>")) {
        host = "255.255.255.255";
    }
    int code = resolve(ks, host, host ? NULL : "0", &hints, &r);
    if (code) {
        gai_fail(ks, code);
        return false;
    }
    memcpy(&out->at, r->ai_addr, r->ai_addrlen);
    out->len = r->ai_addrlen;
    freeaddrinfo(r);
    return true;
}

static bool port_arg(KiState *ks, KiValue v, const char *fname, int *port) {
    if (!ki_is_integer(v)) {
        ki_raise(ks, KI_EXC_TypeError, "'%s' object cannot be interpreted as an integer",
                 ki_type_name(ks, v));
        return false;
    }
    if (!ki_to_int(ks, v, port)) return false;
    if (*port >= 0 && *port <= 65535) return true;
    ki_raise(ks, KI_EXC_OverflowError, "%s: port must be 0-65535.", fname);
    return false;
}

static const char *host_arg(KiState *ks, KiValue v, KiBytesView *view) {
    view->owner = KI_ABSENT;
    if (ki_is_str(v)) return ki_str_utf8(ks, ki_str_of(v), NULL);
    if (ki_is_bytes(v)) return (const char *)ki_bytes_of(v)->data;
    ki_raise(ks, KI_EXC_TypeError, "str, bytes or bytearray expected, not %s", ki_type_name(ks, v));
    return NULL;
}

bool ki_sockaddr_from(KiState *ks, int family, KiValue v, KiSockAddr *out, const char *fname) {
    memset(out, 0, sizeof *out);
    KiBytesView view;
    int port;
    if (family == AF_UNIX) {
        struct sockaddr_un *un = (struct sockaddr_un *)&out->at;
        un->sun_family = AF_UNIX;
        const char *path;
        size_t n;
        KiValue holder = KI_ABSENT;
        if (ki_is_bytes(v)) { /* also abstract names, which start with a NUL */
            path = (const char *)ki_bytes_of(v)->data;
            n = ki_bytes_of(v)->len;
        } else {
            if (!ki_is_str(v)) {
                ki_raise(ks, KI_EXC_TypeError, "a bytes-like object is required, not '%s'",
                         ki_type_name(ks, v));
                return false;
            }
            path = ki_str_utf8(ks, ki_str_of(v), &n);
            if (!path) return false;
        }
        bool fits = n < sizeof un->sun_path;
        if (fits) memcpy(un->sun_path, path, n);
        ki_decref(ks, holder);
        if (!fits) {
            ki_raise(ks, KI_EXC_OSError, "AF_UNIX path too long");
            return false;
        }
        out->len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n +
                               (n == 0 || path[0] != 0 ? 1 : 0));
        return true;
    }
    if (family != AF_INET && family != AF_INET6) {
        ki_raise(ks, KI_EXC_OSError, "%s(): bad family", fname);
        return false;
    }
    const char *af = family == AF_INET ? "AF_INET" : "AF_INET6";
    if (!ki_is_tuple(v)) {
        ki_raise(ks, KI_EXC_TypeError, "%s(): %s address must be tuple, not %s", fname, af,
                 ki_type_name(ks, v));
        return false;
    }
    KiTuple *t = ki_tuple_of(v);
    if (family == AF_INET ? t->len != 2 : t->len < 2 || t->len > 4) {
        ki_raise(ks, KI_EXC_TypeError,
                 family == AF_INET
                     ? "AF_INET address must be a pair (host, port)"
                     : "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
        return false;
    }
    const char *host = host_arg(ks, t->items[0], &view);
    if (!host || !port_arg(ks, t->items[1], fname, &port) || !host_address(ks, family, host, out))
        return false;
    if (family == AF_INET) {
        ((struct sockaddr_in *)&out->at)->sin_port = htons((uint16_t)port);
        return true;
    }
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)&out->at;
    int64_t flow = 0, scope = in6->sin6_scope_id;
    if ((t->len > 2 && !ki_index_i64(ks, t->items[2], &flow)) ||
        (t->len > 3 && !ki_index_i64(ks, t->items[3], &scope)))
        return false;
    in6->sin6_port = htons((uint16_t)port);
    in6->sin6_flowinfo = htonl((uint32_t)flow);
    in6->sin6_scope_id = (uint32_t)scope;
    return true;
}

KiValue ki_sockaddr_value(KiState *ks, const KiSockAddr *a) {
    char host[NI_MAXHOST];
    if (a->len == 0) return KI_NONE;
    switch (a->at.ss_family) {
    case AF_INET: {
        const struct sockaddr_in *in = (const struct sockaddr_in *)&a->at;
        inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
        KiValue h = ki_str_from_cstr(ks, host);
        KiValue r =
            h == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, h, ki_small_int(ntohs(in->sin_port)));
        ki_decref(ks, h);
        return r;
    }
    case AF_INET6: {
        const struct sockaddr_in6 *in = (const struct sockaddr_in6 *)&a->at;
        inet_ntop(AF_INET6, &in->sin6_addr, host, sizeof host);
        KiValue h = ki_str_from_cstr(ks, host);
        KiValue r = h == KI_ERR ? KI_ERR
                                : ki_tuple_pack(ks, 4, h, ki_small_int(ntohs(in->sin6_port)),
                                                ki_small_int(ntohl(in->sin6_flowinfo)),
                                                ki_small_int(in->sin6_scope_id));
        ki_decref(ks, h);
        return r;
    }
    case AF_UNIX: {
        const struct sockaddr_un *un = (const struct sockaddr_un *)&a->at;
        size_t n = a->len > offsetof(struct sockaddr_un, sun_path)
                       ? a->len - offsetof(struct sockaddr_un, sun_path)
                       : 0;
        if (n && un->sun_path[0] == 0) return ki_bytes_from(ks, un->sun_path, n);
        n = strnlen(un->sun_path, n);
        char path[sizeof un->sun_path + 1];
        memcpy(path, un->sun_path, n);
        path[n] = 0;
        return ki_fs_name(ks, path, false);
    }
    default:
        return ki_tuple_pack(ks, 1, ki_small_int(a->at.ss_family));
    }
}

/* --- names --- */

static KiValue f_getaddrinfo(KiState *ks, KiValue *a, int n) {
    struct addrinfo hints, *found = NULL;
    char number[32];
    const char *host = NULL, *port = NULL;
    KiBytesView view;
    memset(&hints, 0, sizeof hints);
    if (!ki_is_none(a[0]) && !ki_is_str(a[0]) && !ki_is_bytes(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "getaddrinfo() argument 1 must be string or None");
    if (!ki_is_none(a[0]) && !(host = host_arg(ks, a[0], &view))) return KI_ERR;
    if (ki_is_integer(a[1])) {
        int64_t v;
        if (!ki_index_i64(ks, a[1], &v)) return KI_ERR;
        snprintf(number, sizeof number, "%lld", (long long)v);
        port = number;
    } else if (ki_is_str(a[1])) {
        if (!(port = ki_str_utf8(ks, ki_str_of(a[1]), NULL))) return KI_ERR;
    } else if (ki_is_bytes(a[1])) {
        port = (const char *)ki_bytes_of(a[1])->data;
    } else if (!ki_is_none(a[1])) {
        return ki_raise(ks, KI_EXC_OSError, "Int or String expected");
    }
    if (!ki_to_int(ks, a[2], &hints.ai_family) || !ki_to_int(ks, a[3], &hints.ai_socktype) ||
        !ki_to_int(ks, a[4], &hints.ai_protocol) || !ki_to_int(ks, a[5], &hints.ai_flags) ||
        !ki_audit(ks, "socket.getaddrinfo", "OOiii", a[0], a[1], hints.ai_family, hints.ai_socktype,
                  hints.ai_protocol))
        return KI_ERR;
    int code = resolve(ks, host, port, &hints, &found);
    if (code) return gai_fail(ks, code);
    KiList *l = ki_list_new(ks, 0);
    for (struct addrinfo *r = found; l && r; r = r->ai_next) {
        KiSockAddr addr = {.len = r->ai_addrlen};
        memcpy(&addr.at, r->ai_addr, r->ai_addrlen);
        KiValue sa = ki_sockaddr_value(ks, &addr),
                name = ki_str_from_cstr(ks, r->ai_canonname ? r->ai_canonname : "");
        KiValue row =
            sa == KI_ERR || name == KI_ERR
                ? KI_ERR
                : ki_tuple_pack(ks, 5, ki_small_int(r->ai_family), ki_small_int(r->ai_socktype),
                                ki_small_int(r->ai_protocol), name, sa);
        bool ok = row != KI_ERR && ki_list_append(ks, l, row);
        ki_decref(ks, row);
        ki_decref(ks, sa);
        ki_decref(ks, name);
        if (ok) continue;
        ki_decref_obj(ks, &l->h);
        l = NULL;
    }
    freeaddrinfo(found);
    return l ? ki_from_obj(l) : KI_ERR;
}

static KiValue f_getnameinfo(KiState *ks, KiValue *a, int n) {
    int flags;
    char host[NI_MAXHOST], port[NI_MAXSERV];
    KiSockAddr addr;
    if (!ki_to_int(ks, a[1], &flags)) return KI_ERR;
    if (!ki_is_tuple(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "getnameinfo() argument 1 must be a tuple");
    if (!ki_sockaddr_from(ks, ki_tuple_of(a[0])->len > 2 ? AF_INET6 : AF_INET, a[0], &addr,
                          "getnameinfo") ||
        !ki_audit(ks, "socket.getnameinfo", "O", a[0]))
        return KI_ERR;
    KiThread *t = ki_gil_release(ks);
    int code = getnameinfo((struct sockaddr *)&addr.at, addr.len, host, sizeof host, port,
                           sizeof port, flags);
    ki_gil_acquire(ks, t);
    if (code) return gai_fail(ks, code);
    KiValue h = ki_str_from_cstr(ks, host), p = ki_str_from_cstr(ks, port);
    KiValue r = h == KI_ERR || p == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, h, p);
    ki_decref(ks, h);
    ki_decref(ks, p);
    return r;
}

static KiValue f_gethostname(KiState *ks, KiValue *a, int n) {
    char buf[256] = "";
    if (!ki_audit(ks, "socket.gethostname", "")) return KI_ERR;
    return gethostname(buf, sizeof buf - 1) < 0 ? fail(ks) : ki_fs_name(ks, buf, false);
}
static KiValue f_sethostname(KiState *ks, KiValue *a, int n) {
    size_t len;
    const char *s = ki_arg_utf8(ks, a[0], "sethostname", 1, &len);
    if (!s || !ki_audit(ks, "socket.sethostname", "O", a[0])) return KI_ERR;
    return sethostname(s, len) < 0 ? fail(ks) : KI_NONE;
}
static KiValue f_gethostbyname(KiState *ks, KiValue *a, int n) {
    KiBytesView view;
    KiSockAddr addr;
    char text[INET_ADDRSTRLEN];
    memset(&addr, 0, sizeof addr);
    const char *host = host_arg(ks, a[0], &view);
    if (!host || !ki_audit(ks, "socket.gethostbyname", "O", a[0]) ||
        !host_address(ks, AF_INET, host, &addr))
        return KI_ERR;
    inet_ntop(AF_INET, &((struct sockaddr_in *)&addr.at)->sin_addr, text, sizeof text);
    return ki_str_from_cstr(ks, text);
}

static KiValue strings(KiState *ks, char **p, int family) {
    KiList *l = ki_list_new(ks, 0);
    for (; l && *p; p++) {
        char text[INET6_ADDRSTRLEN];
        const char *s = family ? inet_ntop(family, *p, text, sizeof text) : *p;
        if (ki_list_push(ks, l, ki_str_from_cstr(ks, s ? s : ""))) continue;
        ki_decref_obj(ks, &l->h);
        l = NULL;
    }
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue host_entry(KiState *ks, struct hostent *h) {
    if (!h) return host_fail(ks);
    KiValue name = ki_str_from_cstr(ks, h->h_name), alias = strings(ks, h->h_aliases, 0),
            addrs = strings(ks, h->h_addr_list, h->h_addrtype);
    KiValue r = name == KI_ERR || alias == KI_ERR || addrs == KI_ERR
                    ? KI_ERR
                    : ki_tuple_pack(ks, 3, name, alias, addrs);
    ki_decref(ks, name);
    ki_decref(ks, alias);
    ki_decref(ks, addrs);
    return r;
}
static KiValue f_gethostbyname_ex(KiState *ks, KiValue *a, int n) {
    KiBytesView view;
    const char *host = host_arg(ks, a[0], &view);
    if (!host || !ki_audit(ks, "socket.gethostbyname", "O", a[0])) return KI_ERR;
    return host_entry(ks, gethostbyname(host));
}
static KiValue f_gethostbyaddr(KiState *ks, KiValue *a, int n) {
    KiBytesView view;
    KiSockAddr addr;
    memset(&addr, 0, sizeof addr);
    const char *host = host_arg(ks, a[0], &view);
    if (!host || !ki_audit(ks, "socket.gethostbyaddr", "O", a[0]) ||
        !host_address(ks, AF_UNSPEC, host, &addr))
        return KI_ERR;
    if (addr.at.ss_family == AF_INET)
        return host_entry(ks,
                          gethostbyaddr(&((struct sockaddr_in *)&addr.at)->sin_addr, 4, AF_INET));
    return host_entry(ks,
                      gethostbyaddr(&((struct sockaddr_in6 *)&addr.at)->sin6_addr, 16, AF_INET6));
}
static KiValue f_getservbyname(KiState *ks, KiValue *a, int n) {
    const char *name = ki_arg_utf8(ks, a[0], "getservbyname", 1, NULL), *proto = NULL;
    if (!name || (a[1] != KI_ABSENT && !(proto = ki_arg_utf8(ks, a[1], "getservbyname", 2, NULL))))
        return KI_ERR;
    if (!ki_audit(ks, "socket.getservbyname", "ss", name, proto)) return KI_ERR;
    struct servent *s = getservbyname(name, proto);
    return s ? ki_small_int(ntohs((uint16_t)s->s_port))
             : ki_raise(ks, KI_EXC_OSError, "service/proto not found");
}
static KiValue f_getservbyport(KiState *ks, KiValue *a, int n) {
    const char *proto = NULL;
    int port;
    if (!port_arg(ks, a[0], "getservbyport", &port) ||
        (a[1] != KI_ABSENT && !(proto = ki_arg_utf8(ks, a[1], "getservbyport", 2, NULL))))
        return KI_ERR;
    if (!ki_audit(ks, "socket.getservbyport", "is", port, proto)) return KI_ERR;
    struct servent *s = getservbyport(htons((uint16_t)port), proto);
    return s ? ki_str_from_cstr(ks, s->s_name)
             : ki_raise(ks, KI_EXC_OSError, "port/proto not found");
}
static KiValue f_getprotobyname(KiState *ks, KiValue *a, int n) {
    const char *name = ki_arg_utf8(ks, a[0], "getprotobyname", 1, NULL);
    if (!name) return KI_ERR;
    struct protoent *p = getprotobyname(name);
    return p ? ki_small_int(p->p_proto) : ki_raise(ks, KI_EXC_OSError, "protocol not found");
}
static KiValue f_if_nameindex(KiState *ks, KiValue *a, int n) {
    struct if_nameindex *all = if_nameindex();
    if (!all) return fail(ks);
    KiList *l = ki_list_new(ks, 0);
    for (int i = 0; l && all[i].if_index; i++) {
        KiValue s = ki_fs_name(ks, all[i].if_name, false);
        bool ok = s != KI_ERR &&
                  ki_list_push(ks, l, ki_tuple_pack(ks, 2, ki_small_int(all[i].if_index), s));
        ki_decref(ks, s);
        if (ok) continue;
        ki_decref_obj(ks, &l->h);
        l = NULL;
    }
    if_freenameindex(all);
    return l ? ki_from_obj(l) : KI_ERR;
}
static KiValue f_if_nametoindex(KiState *ks, KiValue *a, int n) {
    const char *name = ki_arg_utf8(ks, a[0], "if_nametoindex", 1, NULL);
    if (!name) return KI_ERR;
    unsigned i = if_nametoindex(name);
    return i ? ki_small_int(i) : ki_raise(ks, KI_EXC_OSError, "no interface with this name");
}

/* --- conversions --- */

static bool range_arg(KiState *ks, KiValue v, const char *fname, int64_t max, int64_t *out) {
    if (!ki_index_i64(ks, v, out)) return false;
    if (*out < 0)
        ki_raise(ks, KI_EXC_OverflowError,
                 "%s: can't convert negative Python int to C 16-bit unsigned integer", fname);
    else if (*out > max)
        ki_raise(ks, KI_EXC_OverflowError, "%s: Python int too large to convert to C %s", fname,
                 max > 65535 ? "32-bit unsigned integer" : "16-bit unsigned integer");
    else
        return true;
    return false;
}
static KiValue f_htons(KiState *ks, KiValue *a, int n) {
    int64_t v;
    return range_arg(ks, a[0], "htons", 65535, &v) ? ki_small_int(htons((uint16_t)v)) : KI_ERR;
}
static KiValue f_ntohs(KiState *ks, KiValue *a, int n) {
    int64_t v;
    return range_arg(ks, a[0], "ntohs", 65535, &v) ? ki_small_int(ntohs((uint16_t)v)) : KI_ERR;
}
static KiValue f_htonl(KiState *ks, KiValue *a, int n) {
    int64_t v;
    return range_arg(ks, a[0], "htonl", UINT32_MAX, &v) ? ki_small_int(htonl((uint32_t)v)) : KI_ERR;
}
static KiValue f_ntohl(KiState *ks, KiValue *a, int n) {
    int64_t v;
    return range_arg(ks, a[0], "ntohl", UINT32_MAX, &v) ? ki_small_int(ntohl((uint32_t)v)) : KI_ERR;
}
static KiValue f_inet_aton(KiState *ks, KiValue *a, int n) {
    struct in_addr in;
    const char *s = ki_arg_utf8(ks, a[0], "inet_aton", 1, NULL);
    if (!s) return KI_ERR;
    return inet_aton(s, &in)
               ? ki_bytes_from(ks, &in, 4)
               : ki_raise(ks, KI_EXC_OSError, "illegal IP address string passed to inet_aton");
}
static KiValue f_inet_pton(KiState *ks, KiValue *a, int n) {
    int family;
    char buf[16];
    const char *s = ki_arg_utf8(ks, a[1], "inet_pton", 2, NULL);
    if (!s || !ki_to_int(ks, a[0], &family)) return KI_ERR;
    int r = inet_pton(family, s, buf);
    if (r < 0) return fail(ks);
    if (r == 0)
        return ki_raise(ks, KI_EXC_OSError, "illegal IP address string passed to inet_pton");
    return ki_bytes_from(ks, buf, family == AF_INET ? 4 : 16);
}
static KiValue to_text(KiState *ks, int family, KiValue v, const char *fname) {
    char text[INET6_ADDRSTRLEN];
    KiBytesView b;
    if (!ki_get_bytes(ks, v, false, &b)) return KI_ERR;
    bool ok = b.len == (family == AF_INET ? 4 : 16) &&
              inet_ntop(family, b.data, text, sizeof text) != NULL;
    ki_release_bytes(ks, &b);
    if (ok) return ki_str_from_cstr(ks, text);
    if (!strcmp(fname, "inet_ntoa")) return ki_raise(ks, KI_EXC_OSError, "packed IP wrong length");
    return ki_raise(ks, KI_EXC_ValueError, "invalid length of packed IP address string");
}
static KiValue f_inet_ntoa(KiState *ks, KiValue *a, int n) {
    return to_text(ks, AF_INET, a[0], "inet_ntoa");
}
static KiValue f_inet_ntop(KiState *ks, KiValue *a, int n) {
    int family;
    if (!ki_to_int(ks, a[0], &family)) return KI_ERR;
    if (family != AF_INET && family != AF_INET6)
        return ki_raise(ks, KI_EXC_ValueError, "unknown address family %d", family);
    return to_text(ks, family, a[1], "inet_ntop");
}

const KiDef ki_socket_name_functions[] = {
    {"getaddrinfo", "(host, port, family=0, type=0, proto=0, flags=0)", f_getaddrinfo,
     "Resolve host and port into address tuples.", KI_DEF_UNSIGNED},
    {"getnameinfo", "(sockaddr, flags, /)", f_getnameinfo, "(host, port) of an address.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"gethostname", "()", f_gethostname, "The name of this machine.", KI_DEF_UNSIGNED},
    {"sethostname", "(name, /)", f_sethostname, "Set the name of this machine.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"gethostbyname", "(host, /)", f_gethostbyname, "The IPv4 address of a host.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"gethostbyname_ex", "(host, /)", f_gethostbyname_ex, "(name, aliases, addresses)",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"gethostbyaddr", "(host, /)", f_gethostbyaddr, "(name, aliases, addresses)",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"getservbyname", "(servicename, protocolname=<absent>, /)", f_getservbyname,
     "The port of a service.", KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"getservbyport", "(port, protocolname=<absent>, /)", f_getservbyport, "The service of a port.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"getprotobyname", "(name, /)", f_getprotobyname, "The number of a protocol.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"if_nameindex", "()", f_if_nameindex, "List of (index, name) of network interfaces.",
     KI_DEF_UNSIGNED},
    {"if_nametoindex", "(if_name, /)", f_if_nametoindex, "The index of an interface.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"htons", "(x, /)", f_htons, "16 bits from host to network order.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"ntohs", "(x, /)", f_ntohs, "16 bits from network to host order.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"htonl", "(x, /)", f_htonl, "32 bits from host to network order.", KI_DEF_UNSIGNED},
    {"ntohl", "(x, /)", f_ntohl, "32 bits from network to host order.", KI_DEF_UNSIGNED},
    {"inet_aton", "(string, /)", f_inet_aton, "IPv4 text to 4 bytes.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"inet_ntoa", "(packed_ip, /)", f_inet_ntoa, "4 bytes to IPv4 text.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"inet_pton", "(af, ip, /)", f_inet_pton, "Address text to bytes.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    {"inet_ntop", "(af, packed_ip, /)", f_inet_ntop, "Address bytes to text.",
     KI_DEF_TUPLE_ARGS | KI_DEF_UNSIGNED},
    KI_DEF_END};

bool ki_socket_constants(KiState *ks, KiModule *m) {
#define N(x)                                                                                       \
    { #x, (int64_t)x }
    static const struct {
        const char *name;
        int64_t value;
    } numbers[] = {N(AF_UNSPEC),
                   N(AF_UNIX),
                   N(AF_INET),
                   N(AF_INET6),
                   N(AF_PACKET),
                   N(AF_NETLINK),
                   N(SOCK_STREAM),
                   N(SOCK_DGRAM),
                   N(SOCK_RAW),
                   N(SOCK_RDM),
                   N(SOCK_SEQPACKET),
                   N(SOCK_CLOEXEC),
                   N(SOCK_NONBLOCK),
                   N(SOL_SOCKET),
                   N(SO_DEBUG),
                   N(SO_ACCEPTCONN),
                   N(SO_REUSEADDR),
                   N(SO_REUSEPORT),
                   N(SO_KEEPALIVE),
                   N(SO_DONTROUTE),
                   N(SO_BROADCAST),
                   N(SO_LINGER),
                   N(SO_OOBINLINE),
                   N(SO_SNDBUF),
                   N(SO_RCVBUF),
                   N(SO_SNDLOWAT),
                   N(SO_RCVLOWAT),
                   N(SO_SNDTIMEO),
                   N(SO_RCVTIMEO),
                   N(SO_ERROR),
                   N(SO_TYPE),
                   N(SO_PROTOCOL),
                   N(SO_DOMAIN),
                   N(SO_PEERCRED),
                   N(SO_PASSCRED),
                   N(SO_PRIORITY),
                   N(SO_MARK),
                   N(SO_BINDTODEVICE),
                   N(SOMAXCONN),
                   N(SCM_RIGHTS),
                   N(SCM_CREDENTIALS),
                   N(MSG_OOB),
                   N(MSG_PEEK),
                   N(MSG_DONTROUTE),
                   N(MSG_DONTWAIT),
                   N(MSG_EOR),
                   N(MSG_TRUNC),
                   N(MSG_CTRUNC),
                   N(MSG_WAITALL),
                   N(MSG_NOSIGNAL),
                   N(MSG_MORE),
                   N(MSG_CMSG_CLOEXEC),
                   N(SHUT_RD),
                   N(SHUT_WR),
                   N(SHUT_RDWR),
                   N(IPPROTO_IP),
                   N(IPPROTO_ICMP),
                   N(IPPROTO_TCP),
                   N(IPPROTO_UDP),
                   N(IPPROTO_IPV6),
                   N(IPPROTO_RAW),
                   N(IPPROTO_ICMPV6),
                   N(IPPROTO_SCTP),
                   N(IP_TTL),
                   N(IP_TOS),
                   N(IP_MULTICAST_IF),
                   N(IP_MULTICAST_TTL),
                   N(IP_MULTICAST_LOOP),
                   N(IP_ADD_MEMBERSHIP),
                   N(IP_DROP_MEMBERSHIP),
                   N(IPV6_V6ONLY),
                   N(IPV6_JOIN_GROUP),
                   N(IPV6_LEAVE_GROUP),
                   N(IPV6_MULTICAST_HOPS),
                   N(IPV6_MULTICAST_IF),
                   N(IPV6_MULTICAST_LOOP),
                   N(IPV6_UNICAST_HOPS),
                   N(TCP_NODELAY),
                   N(TCP_MAXSEG),
                   N(TCP_CORK),
                   N(TCP_KEEPIDLE),
                   N(TCP_KEEPINTVL),
                   N(TCP_KEEPCNT),
                   N(TCP_SYNCNT),
                   N(TCP_LINGER2),
                   N(TCP_DEFER_ACCEPT),
                   N(TCP_INFO),
                   N(TCP_QUICKACK),
                   N(TCP_USER_TIMEOUT),
                   N(TCP_FASTOPEN),
                   N(AI_PASSIVE),
                   N(AI_CANONNAME),
                   N(AI_NUMERICHOST),
                   N(AI_NUMERICSERV),
                   N(AI_V4MAPPED),
                   N(AI_ALL),
                   N(AI_ADDRCONFIG),
                   N(NI_MAXHOST),
                   N(NI_MAXSERV),
                   N(NI_NOFQDN),
                   N(NI_NUMERICHOST),
                   N(NI_NAMEREQD),
                   N(NI_NUMERICSERV),
                   N(NI_DGRAM),
                   N(EAI_ADDRFAMILY),
                   N(EAI_AGAIN),
                   N(EAI_BADFLAGS),
                   N(EAI_FAIL),
                   N(EAI_FAMILY),
                   N(EAI_MEMORY),
                   N(EAI_NODATA),
                   N(EAI_NONAME),
                   N(EAI_SERVICE),
                   N(EAI_SOCKTYPE),
                   N(EAI_SYSTEM),
                   N(EAI_OVERFLOW),
                   N(INADDR_ANY),
                   N(INADDR_BROADCAST),
                   N(INADDR_LOOPBACK),
                   N(INADDR_NONE)};
#undef N
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!ki_module_add(ks, m, numbers[i].name, ki_small_int(numbers[i].value))) return false;
    return true;
}
