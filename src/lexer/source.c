/* Decoding of source files (PEP 263) and normalisation of newlines. */
#include "source.h"

#include <stdint.h>
#include <string.h>

#include "base/charmap.h"
#include "base/utf8.h"

typedef enum { ENC_UTF8, ENC_LATIN1, ENC_ASCII, ENC_CHARMAP, ENC_UNKNOWN } EncodingKind;
typedef struct Encoding {
    EncodingKind kind;
    const KbCharmap *map; /* of ENC_CHARMAP */
    bool with_bom;        /* may follow a byte order mark: called utf-8, not utf8 */
} Encoding;

/* Lower case, '_' to '-', as Python compares the names of codecs. */
static Encoding encoding_of(const char *name, size_t n) {
    char low[32];
    if (n >= sizeof low) return (Encoding){ENC_UNKNOWN, NULL, false};
    for (size_t i = 0; i < n; i++) {
        char c = name[i];
        low[i] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    low[n] = '\0';
    /* Python also takes "utf-8-anything" and "latin-1-anything" (for the marks of editors). */
    if (!strcmp(low, "utf-8") || !strncmp(low, "utf-8-", 6))
        return (Encoding){ENC_UTF8, NULL, true};
    if (!strncmp(low, "latin-1-", 8) || !strncmp(low, "iso-8859-1-", 11))
        return (Encoding){ENC_LATIN1, NULL, false};
    static const struct {
        const char *name;
        EncodingKind kind;
    } known[] = {
        {"utf8", ENC_UTF8},          {"u8", ENC_UTF8},           {"latin-1", ENC_LATIN1},
        {"latin1", ENC_LATIN1},      {"iso-8859-1", ENC_LATIN1}, {"iso8859-1", ENC_LATIN1},
        {"iso-latin-1", ENC_LATIN1}, {"l1", ENC_LATIN1},         {"8859", ENC_LATIN1},
        {"cp819", ENC_LATIN1},       {"ascii", ENC_ASCII},       {"us-ascii", ENC_ASCII},
        {"646", ENC_ASCII},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(low, known[i].name) == 0) return (Encoding){known[i].kind, NULL, false};
    const KbCharmap *map = kb_charmap(low);
    if (map && map->lower) map = NULL; /* not for source text */
    return (Encoding){map ? ENC_CHARMAP : ENC_UNKNOWN, map, false};
}

/* The name in a comment matching `coding[:=]\s*([-_.a-zA-Z0-9]+)`; NULL: none. *other says that
 * the line holds more than blanks and a comment, so that the next line does not count. */
static const char *find_cookie(const char *s, const char *end, size_t *n, bool *other) {
    *other = false;
    while (s < end && (*s == ' ' || *s == '\t' || *s == '\f'))
        s++;
    if (s == end || *s == '\n' || *s == '\r') return NULL;
    if (*s != '#') {
        *other = true;
        return NULL;
    }
    for (; s < end && *s != '\n' && *s != '\r'; s++) {
        if (end - s < 7 || memcmp(s, "coding", 6) != 0 || (s[6] != ':' && s[6] != '=')) continue;
        const char *name = s + 7;
        while (name < end && (*name == ' ' || *name == '\t'))
            name++;
        const char *p = name;
        while (p < end && (*p == '_' || *p == '-' || *p == '.' || (*p >= '0' && *p <= '9') ||
                           (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z')))
            p++;
        if (p > name) {
            *n = (size_t)(p - name);
            return name;
        }
    }
    return NULL;
}

static const char *line_end(const char *s, const char *end) {
    while (s < end && *s != '\n' && *s != '\r')
        s++;
    return s;
}

static const char *after_newline(const char *s, const char *end) {
    if (s < end && *s == '\r')
        s++, s += s < end && *s == '\n';
    else if (s < end)
        s++;
    return s;
}

/* The column of what is wrong before there are lines: CPython's offset -1 without a text. */
enum { NO_LINE = -2 };

/* The declared encoding; false with a diagnostic for one that is unknown or contradicts the BOM. */
static bool declared_encoding(const char *s, const char *end, bool bom, Encoding *enc,
                              bool *declared, KbDiag *d) {
    *enc = (Encoding){ENC_UTF8, NULL, true};
    for (int line = 1; line <= 2 && s < end; line++) {
        size_t n = 0;
        bool other;
        const char *name = find_cookie(s, end, &n, &other);
        if (name) {
            *enc = encoding_of(name, n);
            if (enc->kind == ENC_UNKNOWN && !bom)
                return kb_diag(d, KB_DIAG_SYNTAX, 0, NO_LINE, -1, -1, "unknown encoding: %.*s",
                               (int)(n > 100 ? 100 : n), name);
            if (bom && !enc->with_bom) {
                if (enc->kind == ENC_LATIN1) {
                    name = "iso-8859-1";
                    n = strlen(name);
                }
                return kb_diag(d, KB_DIAG_SYNTAX, 0, NO_LINE, -1, -1,
                               "encoding problem: %.*s with BOM", (int)(n > 100 ? 100 : n), name);
            }
            *declared = true;
            return true;
        }
        if (other) return true;
        s = after_newline(line_end(s, end), end);
    }
    return true;
}

static int line_of(const char *s, size_t at) {
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += s[i] == '\n';
    return line;
}

/* Says why the bytes at s[at] are not UTF-8. */
static bool bad_utf8(const char *s, size_t len, size_t at, const char *filename, KbDiag *d) {
    unsigned byte = (uint8_t)s[at];
    int line = line_of(s, at);
    size_t start = at;
    while (start > 0 && s[start - 1] != '\n')
        start--;
    int col = (int)(at - start);
    if (filename)
        return kb_diag(d, KB_DIAG_SYNTAX, -1, -1, -1, -1,
                       "Non-UTF-8 code starting with '\\x%02x' in file %.150s on line %d, but no "
                       "encoding declared; see https://peps.python.org/pep-0263/ for details",
                       byte, filename, line);
    bool lead = byte >= 0xc2 && byte <= 0xf4;
    int need = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4, have = 1;
    while (lead && have < need && at + (size_t)have < len && (s[at + (size_t)have] & 0xc0) == 0x80)
        have++;
    const char *why = !lead                                     ? "invalid start byte"
                      : at + (size_t)have == len && have < need ? "unexpected end of data"
                                                                : "invalid continuation byte";
    return kb_diag(d, KB_DIAG_SYNTAX, line, col, line, -1,
                   "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s",
                   byte, (int)at, why);
}

/* Appends the one-byte encodings as UTF-8; out has room for 3 bytes per input byte. */
static bool decode_single_byte(const char *s, size_t len, Encoding enc, char *out, size_t *out_len,
                               KbDiag *d) {
    char *o = out;
    for (size_t i = 0; i < len; i++) {
        uint8_t c = (uint8_t)s[i];
        uint32_t cp = c;
        if (enc.kind == ENC_ASCII && c >= 0x80)
            return kb_diag(d, KB_DIAG_SYNTAX, 0, NO_LINE, -1, -1,
                           "'ascii' codec can't decode byte 0x%02x in position %zu: ordinal not in "
                           "range(128)",
                           c, i);
        if (enc.kind == ENC_CHARMAP && c >= 0x80 && !(cp = enc.map->upper[c - 0x80]))
            return kb_diag(d, KB_DIAG_SYNTAX, 0, NO_LINE, -1, -1,
                           "'charmap' codec can't decode byte 0x%02x in position %zu: "
                           "character maps to <undefined>",
                           c, i);
        o += kb_utf8_encode(cp, (uint8_t *)o);
    }
    *out_len = (size_t)(o - out);
    return true;
}

/* "\r\n" and "\r" to "\n", in place; returns the new length. */
static size_t normalise_newlines(char *s, size_t len) {
    char *from = memchr(s, '\r', len), *end = s + len;
    if (!from) return len;
    char *to = from;
    while (from < end) {
        char c = *from++;
        if (c == '\r') {
            c = '\n';
            if (from < end && *from == '\n') from++;
        }
        *to++ = c;
    }
    return (size_t)(to - s);
}

bool ki_source_load(KbArena *arena, const char *src, size_t len, const KiSourceOptions *options,
                    KiSource *out, KbDiag *diag) {
    if (len > INT32_MAX / 4)
        return kb_diag(diag, KB_DIAG_NOMEM, 0, -1, 0, -1, "source code is too large");
    if (len && memchr(src, '\0', len))
        return kb_diag(diag, KB_DIAG_VALUE, 0, -1, 0, -1,
                       "source code string cannot contain null bytes");
    Encoding enc = {ENC_UTF8, NULL, true};
    out->declared = options->is_utf8;
    if (!options->is_utf8) {
        bool bom = len >= 3 && memcmp(src, "\xef\xbb\xbf", 3) == 0;
        if (bom) src += 3, len -= 3;
        out->declared = bom;
        if (!declared_encoding(src, src + len, bom, &enc, &out->declared, diag)) return false;
    }
    char *text = kb_arena_alloc(arena, (enc.kind == ENC_UTF8 ? len : len * 3) + 2);
    if (!text) return kb_diag(diag, KB_DIAG_NOMEM, 0, -1, 0, -1, "out of memory");
    if (enc.kind == ENC_UTF8) {
        size_t bad_at;
        if (kb_utf8_count((const uint8_t *)src, len, options->is_utf8, &bad_at) < 0)
            return bad_utf8(src, len, bad_at, options->filename, diag);
        if (len) memcpy(text, src, len);
    } else if (!decode_single_byte(src, len, enc, text, &len, diag))
        return false;
    /* CPython takes text that ends in "\r\n" for a text without a last newline */
    bool no_newline = !options->filename && len > 1 && !memcmp(text + len - 2, "\r\n", 2);
    len = normalise_newlines(text, len);
    no_newline = no_newline || (len && text[len - 1] != '\n');
    if (options->add_newline && no_newline) text[len++] = '\n';
    text[len] = '\0';
    out->text = text;
    out->len = len;
    return true;
}

const char *ki_source_text_line(const KiSource *src, int line, size_t *out_len) {
    const char *s = src->text, *end = s + src->len;
    for (int i = 1; i < line; i++) {
        const char *nl = memchr(s, '\n', (size_t)(end - s));
        if (!nl) return NULL;
        s = nl + 1;
    }
    if (line < 1 || s == end) return NULL;
    const char *nl = memchr(s, '\n', (size_t)(end - s));
    *out_len = (size_t)((nl ? nl : end) - s);
    return s;
}
