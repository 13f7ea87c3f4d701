/* The module _csv_native: records from lines of text, and back. Dialects, and what makes readers
 * and writers, are in Python (stdlib/_csv.py), which hands over a list: the longest field that is
 * allowed, and the class Error. */
#include "../object/containers.h"
#include "../object/str_builder.h"
#include "builtins.h"

enum { QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE };
#define NO_CHAR UINT32_MAX /* no character of text */

/* A dialect as its object has it. */
typedef struct Format {
    uint32_t delimiter, quote, escape; /* the last two may be NO_CHAR */
    int quoting;
    bool double_quote, skip_space, strict;
} Format;

/* A reader or a writer. */
typedef struct Csv {
    KiObj h;
    KiValue source; /* the iterator of lines, or the write method */
    KiValue dialect, shared;
    KiValue terminator; /* str; of the writer */
    Format f;
    int64_t line_num;
} Csv;

static Csv *csv_of(KiValue v) {
    return (Csv *)ki_obj(v);
}

static KiValue fail(KiState *ks, const Csv *c, KiValue text /* consumed */) {
    KiValue cls = ki_list_of(c->shared)->items[1];
    KiValue e = text == KI_ERR ? KI_ERR : ki_exc_new(ks, (KiType *)ki_obj(cls), &text, 1);
    if (e != KI_ERR) ki_raise_obj(ks, e);
    ki_decref(ks, e);
    ki_decref(ks, text);
    return KI_ERR;
}
static bool fail_with(KiState *ks, const Csv *c, const char *text) {
    (void)fail(ks, c, ki_str_from_cstr(ks, text));
    return false;
}

/* --- making --- */

static bool take_char(KiState *ks, KiValue dialect, const char *name, uint32_t *out) {
    KiValue v = ki_getattr_cstr(ks, dialect, name);
    if (v == KI_ERR) return false;
    *out = ki_is_str(v) ? ki_str_at(ki_str_of(v), 0) : NO_CHAR;
    ki_decref(ks, v);
    return true;
}
static bool take_flag(KiState *ks, KiValue dialect, const char *name, bool *out) {
    KiValue v = ki_getattr_cstr(ks, dialect, name);
    if (v == KI_ERR) return false;
    *out = v == KI_TRUE;
    return true;
}
static bool take_format(KiState *ks, KiValue dialect, Format *f) {
    KiValue quoting = ki_getattr_cstr(ks, dialect, "quoting");
    if (quoting == KI_ERR) return false;
    f->quoting = (int)ki_int_val(quoting);
    return take_char(ks, dialect, "delimiter", &f->delimiter) &&
           take_char(ks, dialect, "quotechar", &f->quote) &&
           take_char(ks, dialect, "escapechar", &f->escape) &&
           take_flag(ks, dialect, "doublequote", &f->double_quote) &&
           take_flag(ks, dialect, "skipinitialspace", &f->skip_space) &&
           take_flag(ks, dialect, "strict", &f->strict);
}

static KiValue make(KiState *ks, int type, KiValue *a) {
    KiType *t = (KiType *)ki_obj(ki_tuple_of(ks->bi->slot[KI_BI_CSV])->items[type]);
    Format f;
    KiValue end = ki_getattr_cstr(ks, a[1], "lineterminator");
    Csv *c = end != KI_ERR && take_format(ks, a[1], &f) ? (Csv *)ki_instance_alloc(ks, t) : NULL;
    if (!c) {
        ki_decref(ks, end);
        return KI_ERR;
    }
    c->source = ki_new_ref(a[0]);
    c->dialect = ki_new_ref(a[1]);
    c->shared = ki_new_ref(a[2]);
    c->terminator = end;
    c->f = f;
    c->line_num = 0;
    return ki_from_obj(c);
}
static KiValue f_reader(KiState *ks, KiValue *a, int n) {
    return make(ks, 0, a);
}
static KiValue f_writer(KiState *ks, KiValue *a, int n) {
    return make(ks, 1, a);
}

static void csv_clear(KiState *ks, KiObj *o) {
    Csv *c = (Csv *)o;
    KiValue owned[] = {c->source, c->dialect, c->shared, c->terminator};
    c->source = c->dialect = c->shared = c->terminator = KI_NONE;
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        ki_decref(ks, owned[i]);
}
static void csv_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    Csv *c = (Csv *)o;
    visit(c->source, arg);
    visit(c->dialect, arg);
    visit(c->shared, arg);
    visit(c->terminator, arg);
}

/* --- reading --- */

typedef enum State {
    START_RECORD,
    START_FIELD,
    ESCAPED_CHAR,
    IN_FIELD,
    IN_QUOTED,
    ESCAPE_IN_QUOTED,
    QUOTE_IN_QUOTED,
    EAT_CRNL,
    AFTER_ESCAPED_CRNL
} State;

/* A record that is being read. */
typedef struct Record {
    KiState *ks;
    const Csv *c;
    KiList *fields;
    KiStrBuilder field;
    State state;
    bool numeric;
} Record;

static bool save(Record *r) {
    KiState *ks = r->ks;
    KiValue v = ki_sb_finish(&r->field);
    ki_sb_init(&r->field, ks);
    if (v != KI_ERR && r->numeric) {
        KiValue number = ki_call1(ks, ki_from_obj(ks->types[KI_K_FLOAT]), v);
        ki_decref(ks, v);
        v = number;
    }
    r->numeric = false;
    bool ok = v != KI_ERR && ki_list_append(ks, r->fields, v);
    ki_decref(ks, v);
    return ok;
}

/* n characters of the line from `at` on belong to the field. */
static bool add(Record *r, const KiStr *line, size_t at, size_t n) {
    int64_t limit = 0;
    if (!ki_int_to_i64(r->ks, ki_list_of(r->c->shared)->items[0], &limit)) return false;
    if ((int64_t)(r->field.len + n) > limit) {
        (void)fail(r->ks, r->c,
                   ki_str_format(r->ks, "field larger than field limit (%lld)", (long long)limit));
        return false;
    }
    return ki_sb_put_range(&r->field, line, at, n);
}
static bool add_newline(Record *r) { /* what an escape at the end of a line stands for */
    return ki_sb_putc(&r->field, '\n');
}

static bool is_end(uint32_t ch) {
    return ch == '\n' || ch == '\r' || ch == NO_CHAR;
}
/* From `at` on, how many characters are nothing special in the state, which is one of those within
 * fields: there two characters are, and outside of quotes the ends of lines. */
static size_t plain_run(const Format *f, State state, const KiStr *line, size_t at) {
    uint32_t other = state == IN_FIELD ? f->delimiter : f->quote;
    uint32_t cr = state == IN_FIELD ? '\r' : other, lf = state == IN_FIELD ? '\n' : other;
    size_t n = at;
    if (ki_str_width(line) == 1) {
        const uint8_t *text = line->data.u1;
        while (n < line->len && text[n] != other && text[n] != f->escape && text[n] != cr &&
               text[n] != lf)
            n++;
        return n - at;
    }
    for (; n < line->len; n++) {
        uint32_t ch = ki_str_at(line, n);
        if (ch == other || ch == f->escape || ch == cr || ch == lf) break;
    }
    return n - at;
}

static bool end_field(Record *r, uint32_t ch) {
    r->state = ch == NO_CHAR ? START_RECORD : is_end(ch) ? EAT_CRNL : START_FIELD;
    return save(r);
}

static bool start_field(Record *r, const KiStr *line, size_t at, uint32_t ch) {
    const Format *f = &r->c->f;
    r->state = START_FIELD;
    if (is_end(ch)) return end_field(r, ch);
    if (ch == f->quote && f->quoting != QUOTE_NONE)
        r->state = IN_QUOTED;
    else if (ch == f->escape)
        r->state = ESCAPED_CHAR;
    else if (ch == ' ' && f->skip_space)
        return true;
    else if (ch == f->delimiter)
        return save(r);
    else {
        r->numeric = f->quoting == QUOTE_NONNUMERIC;
        r->state = IN_FIELD;
        return add(r, line, at, 1);
    }
    return true;
}

/* The character at a place of the line, NO_CHAR behind its end. */
static bool process(Record *r, const KiStr *line, size_t at, uint32_t ch) {
    const Format *f = &r->c->f;
    switch (r->state) {
    case START_RECORD:
        if (ch == NO_CHAR) return true;
        if (is_end(ch)) {
            r->state = EAT_CRNL;
            return true;
        }
        return start_field(r, line, at, ch);
    case START_FIELD:
        return start_field(r, line, at, ch);
    case ESCAPED_CHAR:
        if (ch == NO_CHAR) {
            r->state = IN_FIELD;
            return add_newline(r);
        }
        r->state = is_end(ch) ? AFTER_ESCAPED_CRNL : IN_FIELD;
        return add(r, line, at, 1);
    case AFTER_ESCAPED_CRNL:
        if (ch == NO_CHAR) return true;
        __attribute__((fallthrough));
    case IN_FIELD:
        if (is_end(ch) || ch == f->delimiter) {
            if (!is_end(ch) && ch == f->escape) break;
            return end_field(r, ch);
        }
        if (ch == f->escape) break;
        r->state = IN_FIELD;
        return add(r, line, at, 1);
    case IN_QUOTED:
        if (ch == NO_CHAR) return true;
        if (ch == f->escape)
            r->state = ESCAPE_IN_QUOTED;
        else if (ch == f->quote && f->quoting != QUOTE_NONE)
            r->state = f->double_quote ? QUOTE_IN_QUOTED : IN_FIELD;
        else
            return add(r, line, at, 1);
        return true;
    case ESCAPE_IN_QUOTED:
        r->state = IN_QUOTED;
        return ch == NO_CHAR ? add_newline(r) : add(r, line, at, 1);
    case QUOTE_IN_QUOTED:
        if (f->quoting != QUOTE_NONE && ch == f->quote) {
            r->state = IN_QUOTED;
            return add(r, line, at, 1);
        }
        if (ch == f->delimiter || is_end(ch)) return end_field(r, ch);
        if (!f->strict) {
            r->state = IN_FIELD;
            return add(r, line, at, 1);
        }
        KiValue d = ki_str_from_ucs4(r->ks, &f->delimiter, 1);
        KiValue q = ki_str_from_ucs4(r->ks, &f->quote, 1);
        if (d != KI_ERR && q != KI_ERR)
            (void)fail(r->ks, r->c,
                       ki_str_format(r->ks, "'%s' expected after '%s'",
                                     ki_str_utf8(r->ks, ki_str_of(d), NULL),
                                     ki_str_utf8(r->ks, ki_str_of(q), NULL)));
        ki_decref(r->ks, d);
        ki_decref(r->ks, q);
        return false;
    case EAT_CRNL:
        if (ch == NO_CHAR)
            r->state = START_RECORD;
        else if (!is_end(ch))
            return fail_with(r->ks, r->c,
                             "new-line character seen in unquoted field - do you need to open the "
                             "file in universal-newline mode?");
        return true;
    }
    r->state = ESCAPED_CHAR; /* from within a field */
    return true;
}

static bool read_line(Record *r, const KiStr *line) {
    const Format *f = &r->c->f;
    for (size_t i = 0; i < line->len;) {
        size_t n =
            r->state == IN_FIELD || r->state == IN_QUOTED ? plain_run(f, r->state, line, i) : 0;
        if (n ? !add(r, line, i, n) : !process(r, line, i, ki_str_at(line, i))) return false;
        i += n ? n : 1;
    }
    return process(r, line, line->len, NO_CHAR);
}

/* The lines of one record. 1: done; 0: there is none; -1: an exception. */
static int read_record(KiState *ks, Csv *c, Record *r) {
    do {
        KiValue line = ki_next(ks, c->source);
        if (line == KI_ERR) return -1;
        if (line == KI_ABSENT) {
            if (!r->field.len && r->state != IN_QUOTED) return 0;
            if (c->f.strict) return fail_with(ks, c, "unexpected end of data") - 1;
            return save(r) ? 1 : -1;
        }
        bool ok;
        if (ki_has_layout(line, KI_K_STR)) {
            c->line_num++;
            ok = read_line(r, ki_str_of(ki_unbox(line)));
        } else {
            (void)fail(ks, c,
                       ki_str_format(ks,
                                     "iterator should return strings, not %s (the file should be "
                                     "opened in text mode)",
                                     ki_type_name(ks, line)));
            ok = false;
        }
        ki_decref(ks, line);
        if (!ok) return -1;
    } while (r->state != START_RECORD);
    return 1;
}

static KiValue reader_next(KiState *ks, KiValue self) {
    Csv *c = csv_of(self);
    Record r = {.ks = ks, .c = c, .fields = ki_list_new(ks, 0), .state = START_RECORD};
    if (!r.fields) return KI_ERR;
    ki_sb_init(&r.field, ks);
    ki_incref(self); /* an iterator may drop it */
    int got = read_record(ks, c, &r);
    ki_sb_free(&r.field);
    ki_decref(ks, self);
    if (got > 0) return ki_from_obj(r.fields);
    ki_decref_obj(ks, &r.fields->h);
    return got ? KI_ERR : KI_ABSENT;
}
static KiValue reader_iter(KiState *ks, KiValue self) {
    return ki_new_ref(self);
}

/* --- writing --- */

static bool is_special(const Csv *c, uint32_t ch) {
    const KiStr *end = ki_str_of(c->terminator);
    if (ch == c->f.delimiter || ch == c->f.quote || ch == c->f.escape) return true;
    for (size_t i = 0; i < end->len; i++)
        if (ki_str_at(end, i) == ch) return true;
    return false;
}
/* A character that cannot stand as it is: puts what goes before it, or wants quotes. */
static bool put_special(KiState *ks, const Csv *c, KiStrBuilder *b, uint32_t ch, bool *quoted) {
    bool escaped =
        c->f.quoting == QUOTE_NONE || ch == c->f.escape || (ch == c->f.quote && !c->f.double_quote);
    if (c->f.quoting != QUOTE_NONE && ch == c->f.quote && c->f.double_quote) {
        *quoted = true;
        return ki_sb_putc(b, ch);
    }
    if (!escaped) {
        *quoted = true;
        return true;
    }
    if (c->f.escape == NO_CHAR) return fail_with(ks, c, "need to escape, but no escapechar set");
    return ki_sb_putc(b, c->f.escape);
}
static bool put_text(KiState *ks, const Csv *c, KiStrBuilder *b, const KiStr *s, bool quoted) {
    size_t plain = 0;
    while (plain < s->len && !is_special(c, ki_str_at(s, plain)))
        plain++;
    if (plain == s->len && !quoted) return ki_sb_put_str(b, s);
    KiStrBuilder text;
    ki_sb_init(&text, ks);
    bool ok = ki_sb_put_range(&text, s, 0, plain);
    for (size_t i = plain; ok && i < s->len; i++) {
        uint32_t ch = ki_str_at(s, i);
        ok =
            (!is_special(c, ch) || put_special(ks, c, &text, ch, &quoted)) && ki_sb_putc(&text, ch);
    }
    if (!ok) {
        ki_sb_free(&text);
        return false;
    }
    KiValue v = ki_sb_finish(&text);
    if (v == KI_ERR) return false;
    ok = (!quoted || ki_sb_putc(b, c->f.quote)) && ki_sb_put_value(b, v) &&
         (!quoted || ki_sb_putc(b, c->f.quote));
    ki_decref(ks, v);
    return ok;
}

static bool is_number(KiState *ks, KiValue v) {
    if (ki_is_integer(v) || ki_is_float(v) || ki_has_layout(v, KI_K_COMPLEX)) return true;
    if (!ki_is_ptr(v)) return false;
    const KiSlots *s = ki_slots_of(ks, v);
    return s->unary[KI_INDEX] || s->unary[KI_INT] || s->unary[KI_FLOAT];
}
static bool put_field(KiState *ks, const Csv *c, KiStrBuilder *b, KiValue v) {
    bool quoted =
        c->f.quoting == QUOTE_ALL || (c->f.quoting == QUOTE_NONNUMERIC && !is_number(ks, v));
    if (ki_is_str(v)) return put_text(ks, c, b, ki_str_of(v), quoted);
    KiValue s = ki_is_none(v)                ? ki_str_from_cstr(ks, "")
                : ki_has_layout(v, KI_K_STR) ? ki_new_ref(ki_unbox(v))
                                             : ki_str(ks, v);
    bool ok = s != KI_ERR && put_text(ks, c, b, ki_str_of(ki_unbox(s)), quoted);
    ki_decref(ks, s);
    return ok;
}

static bool put_row(KiState *ks, const Csv *c, KiStrBuilder *b, KiValue it) {
    KiValue v;
    size_t n = 0;
    for (; (v = ki_next(ks, it)) != KI_ABSENT; n++) {
        bool ok = v != KI_ERR && (!n || ki_sb_putc(b, c->f.delimiter)) && put_field(ks, c, b, v);
        ki_decref(ks, v);
        if (!ok) return false;
    }
    if (n && !b->len) { /* one field, and empty */
        if (c->f.quoting == QUOTE_NONE)
            return fail_with(ks, c, "single empty field record must be quoted");
        if (!ki_sb_putc(b, c->f.quote) || !ki_sb_putc(b, c->f.quote)) return false;
    }
    return ki_sb_put_value(b, c->terminator);
}
static KiValue write_row(KiState *ks, const Csv *c, KiValue row) {
    KiValue it = ki_iter(ks, row);
    if (it == KI_ERR) {
        if (!ki_pending_is(ks, KI_EXC_TypeError)) return KI_ERR;
        ki_clear_exc(ks);
        return fail(ks, c, ki_str_format(ks, "iterable expected, not %s", ki_type_name(ks, row)));
    }
    KiStrBuilder b;
    ki_sb_init(&b, ks);
    bool ok = put_row(ks, c, &b, it);
    ki_decref(ks, it);
    if (!ok) {
        ki_sb_free(&b);
        return KI_ERR;
    }
    KiValue line = ki_sb_finish(&b), r = line == KI_ERR ? KI_ERR : ki_call1(ks, c->source, line);
    ki_decref(ks, line);
    return r;
}
static KiValue m_writerow(KiState *ks, KiValue *a, int n) {
    return write_row(ks, csv_of(a[0]), a[1]);
}
static KiValue m_writerows(KiState *ks, KiValue *a, int n) {
    KiValue it = ki_iter(ks, a[1]), row;
    if (it == KI_ERR) return KI_ERR;
    bool ok = true;
    while (ok && (row = ki_next(ks, it)) != KI_ABSENT) {
        KiValue r = row == KI_ERR ? KI_ERR : write_row(ks, csv_of(a[0]), row);
        ok = r != KI_ERR;
        ki_decref(ks, row);
        ki_decref(ks, r);
    }
    ki_decref(ks, it);
    return ok ? KI_NONE : KI_ERR;
}

/* --- the module --- */

static KiValue get_dialect(KiState *ks, KiValue self, void *closure) {
    return ki_new_ref(csv_of(self)->dialect);
}
static KiValue get_line_num(KiState *ks, KiValue self, void *closure) {
    return ki_int_from_i64(ks, csv_of(self)->line_num);
}

static bool make_types(KiState *ks) {
    static const KiSlots reader_slots = {.dealloc = csv_clear,
                                         .clear = csv_clear,
                                         .traverse = csv_traverse,
                                         .getattr = ki_generic_getattr,
                                         .iter = reader_iter,
                                         .next = reader_next};
    static const KiSlots writer_slots = {.dealloc = csv_clear,
                                         .clear = csv_clear,
                                         .traverse = csv_traverse,
                                         .getattr = ki_generic_getattr};
    static const KiDef writer_methods[] = {
        {"writerow", "(self, row, /)", m_writerow,
         "Write the fields of one record; what the file's write() returns.", KI_DEF_UNSIGNED},
        {"writerows", "(self, rows, /)", m_writerows, "Write several records.", KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef reader_getsets[] = {{"dialect", get_dialect, NULL, NULL, NULL},
                                                 {"line_num", get_line_num, NULL, NULL, NULL},
                                                 {NULL, NULL, NULL, NULL, NULL}};
    static const KiGetsetDef writer_getsets[] = {{"dialect", get_dialect, NULL, NULL, NULL},
                                                 {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef defs[] = {
        {"reader", "_csv", "Iterates over records: lists of strings.", sizeof(Csv),
         KI_TF_GC | KI_TF_DISALLOW_NEW, KI_K_OPAQUE, &reader_slots, NULL, reader_getsets},
        {"writer", "_csv", "Writes records to a file.", sizeof(Csv), KI_TF_GC | KI_TF_DISALLOW_NEW,
         KI_K_OPAQUE, &writer_slots, writer_methods, writer_getsets}};
    KiType *reader = ki_native_type(ks, &defs[0], NULL);
    KiType *writer = reader ? ki_native_type(ks, &defs[1], NULL) : NULL;
    if (!writer) return false;
    KiValue kept = ki_tuple_pack(ks, 2, ki_from_obj(reader), ki_from_obj(writer));
    if (kept == KI_ERR) return false;
    ki_assign(ks, &ks->bi->slot[KI_BI_CSV], kept);
    return true;
}

bool ki_mod_csv_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"reader", "(iterator, dialect, shared, /)", f_reader, "A reader of an iterator's lines.",
         0},
        {"writer", "(write, dialect, shared, /)", f_writer, "A writer that calls a function.", 0},
        KI_DEF_END};
    if (ks->bi->slot[KI_BI_CSV] == KI_ABSENT && !make_types(ks)) return false;
    const KiTuple *types = ki_tuple_of(ks->bi->slot[KI_BI_CSV]);
    return ki_module_add(ks, m, "Reader", ki_new_ref(types->items[0])) &&
           ki_module_add(ks, m, "Writer", ki_new_ref(types->items[1])) &&
           ki_module_add_functions(ks, m, functions);
}
