#ifndef KI_SIGNATURE_H
#define KI_SIGNATURE_H
/* Parsed signature texts, counted because bound methods share their descriptor's. */
#include "native.h"

/* method: the first parameter is self or cls. NULL: out of memory pending. */
KiSignature *ki_signature_parse(KiState *ks, const char *text, bool method);
void ki_signature_release(KiState *ks, KiSignature *s);
#endif
