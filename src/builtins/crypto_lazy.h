#ifndef KI_CRYPTO_LAZY_H
#define KI_CRYPTO_LAZY_H
/* libcrypto comes in with the module that needs it: its start costs as much as the interpreter's.
 */
#include <stdbool.h>

/* True: the routines of crypto.def may be called. */
bool ki_crypto_load(void);
#endif
