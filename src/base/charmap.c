/* Looking up one-byte encodings by their names. */
#include "charmap.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "charmap_tables.inc.h"

/* Names that no rule makes of others: what is asked for, what the table has. */
static const char *const aliases[][2] = {
    {"latin2", "iso8859-2"},    {"latin3", "iso8859-3"},   {"latin4", "iso8859-4"},
    {"latin5", "iso8859-9"},    {"latin6", "iso8859-10"},  {"latin7", "iso8859-13"},
    {"latin8", "iso8859-14"},   {"latin9", "iso8859-15"},  {"latin10", "iso8859-16"},
    {"latin-2", "iso8859-2"},   {"latin-9", "iso8859-15"}, {"macroman", "mac-roman"},
    {"macintosh", "mac-roman"}, {"tis620", "tis-620"},     {"roman8", "hp-roman8"},
};

const KbCharmap *kb_charmap(const char *name) {
    char alt[48];
    if (!strncmp(name, "windows-", 8))
        snprintf(alt, sizeof alt, "cp%s", name + 8);
    else if (!strncmp(name, "ibm", 3))
        snprintf(alt, sizeof alt, "cp%s", name + 3);
    else if (!strncmp(name, "iso-8859-", 9))
        snprintf(alt, sizeof alt, "iso8859-%s", name + 9);
    else if (name[0] >= '0' && name[0] <= '9')
        snprintf(alt, sizeof alt, "cp%s", name);
    else
        snprintf(alt, sizeof alt, "%s", name);
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (!strcmp(aliases[i][0], alt)) snprintf(alt, sizeof alt, "%s", aliases[i][1]);
    for (size_t i = 0; i < sizeof charmaps / sizeof *charmaps; i++)
        if (!strcmp(charmaps[i].name, alt)) return &charmaps[i];
    return NULL;
}
