#ifndef KB_CHARMAP_H
#define KB_CHARMAP_H
/* One-byte encodings: cp1252, koi8-r, iso8859-15 and their like, and code pages of mainframes. */
#include <stdint.h>

typedef struct KbCharmap {
    const char *name;
    const uint16_t *upper; /* characters of the bytes 128 to 255; 0: the byte means nothing */
    const uint16_t *lower; /* of the bytes 0 to 127; NULL: ASCII */
} KbCharmap;

/* By a name in lower case with '-' for '_' and blanks; "windows-1252", "1252", "iso-8859-2" and
 * the like, "latin3" and "ibm037" too. NULL: unknown. */
const KbCharmap *kb_charmap(const char *name);
#endif
