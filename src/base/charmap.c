/* Looking up one-byte encodings by their names. */
#include "charmap.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "charmap_tables.inc.h"

const KbCharmap *kb_charmap(const char *name) {
    char alt[48];
    if (!strncmp(name, "windows-", 8))
        snprintf(alt, sizeof alt, "cp%s", name + 8);
    else if (!strncmp(name, "iso-8859-", 9))
        snprintf(alt, sizeof alt, "iso8859-%s", name + 9);
    else if (name[0] >= '0' && name[0] <= '9')
        snprintf(alt, sizeof alt, "cp%s", name);
    else if (!strcmp(name, "latin-9") || !strcmp(name, "latin9"))
        snprintf(alt, sizeof alt, "iso8859-15");
    else if (!strcmp(name, "latin2") || !strcmp(name, "latin-2"))
        snprintf(alt, sizeof alt, "iso8859-2");
    else if (!strcmp(name, "macroman") || !strcmp(name, "macintosh"))
        snprintf(alt, sizeof alt, "mac-roman");
    else
        snprintf(alt, sizeof alt, "%s", name);
    for (size_t i = 0; i < sizeof charmaps / sizeof *charmaps; i++)
        if (!strcmp(charmaps[i].name, alt)) return &charmaps[i];
    return NULL;
}
