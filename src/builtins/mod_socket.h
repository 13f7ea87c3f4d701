#ifndef KI_MOD_SOCKET_H
#define KI_MOD_SOCKET_H
/* The parts of the module _socket. */
#include <sys/socket.h>

#include "builtins.h"

typedef struct KiSockAddr {
    struct sockaddr_storage at;
    socklen_t len;
} KiSockAddr;

/* socket_addr.c: addresses as tuples, names, conversions. */
bool ki_sockaddr_from(KiState *ks, int family, KiValue v, KiSockAddr *out,
                      const char *fname) KB_MUST_CHECK;
KiValue ki_sockaddr_value(KiState *ks, const KiSockAddr *a) KB_MUST_CHECK;
bool ki_socket_constants(KiState *ks, KiModule *m) KB_MUST_CHECK;
extern const KiDef ki_socket_name_functions[];
#endif
