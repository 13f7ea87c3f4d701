/* The module _re: the Pattern type and its methods. The functions of the module re, its cache and
 * its flags are in stdlib/re.py. */
#include "mod_re.h"

static RePattern *pattern_of(KiValue v) {
    return (RePattern *)ki_obj(v);
}

static void pattern_dealloc(KiState *ks, KiObj *o) {
    RePattern *p = (RePattern *)o;
    ki_re_pattern_free_code(p);
    if (p->close_order)
        ki_mem_free(ks, p->close_order, ((size_t)p->n_groups + 1) * sizeof *p->close_order);
    p->close_order = NULL;
    ki_assign(ks, &p->source, KI_NONE);
    ki_assign(ks, &p->names, KI_ABSENT);
    ki_assign(ks, &p->by_number, KI_ABSENT);
    ki_assign(ks, &p->tmpl_key, KI_ABSENT);
    ki_assign(ks, &p->tmpl, KI_ABSENT);
}

static bool fill_names(KiState *ks, RePattern *p) {
    KiTuple *t = ki_tuple_alloc(ks, p->n_groups + 1);
    int64_t pos = 0;
    KiValue k, v;
    if (!t) return false;
    for (int i = 0; i <= p->n_groups; i++)
        t->items[i] = KI_NONE;
    while (ki_dict_next(ki_dict_of(p->names), &pos, &k, &v))
        t->items[ki_int_val(v)] = ki_new_ref(k);
    p->by_number = ki_from_obj(t);
    return true;
}

/* _re.compile(pattern, flags) */
static KiValue f_compile(KiState *ks, KiValue *a, int n) {
    ReState *st = ki_re_state(ks);
    int64_t flags;
    ReProgram prog;
    if (!st || !ki_index_i64(ks, a[1], &flags)) return KI_ERR;
    if (!ki_is_str(a[0]) && !ki_slots_of(ks, a[0])->get_buffer && !ki_is_bytes(a[0]) &&
        !ki_is_bytearray(a[0]))
        return ki_raise(ks, KI_EXC_TypeError, "first argument must be string or compiled pattern");
    bool is_text = ki_is_str(a[0]);
    if (!ki_re_translate(ks, a[0], (int)flags, false, false, &prog)) return KI_ERR;
    RePattern *p = (RePattern *)ki_instance_alloc(ks, st->pattern);
    if (!p) {
        ki_re_program_free(ks, &prog);
        return KI_ERR;
    }
    p->source = ki_new_ref(a[0]);
    p->by_number = p->tmpl_key = p->tmpl = KI_ABSENT;
    p->flags = prog.flags;
    p->n_groups = prog.n_groups;
    p->is_text = is_text;
    p->ascii_ok = !prog.needs_utf;
    p->marks = prog.marks;
    p->names = ki_from_obj(prog.names);
    p->close_order = prog.close_order;
    prog.names = NULL;
    prog.close_order = NULL;
    ki_re_program_free(ks, &prog);
    if (fill_names(ks, p)) return ki_from_obj(p);
    ki_decref_obj(ks, &p->h);
    return KI_ERR;
}

/* --- matching --- */

static KiValue match_with(KiState *ks, KiValue *a, int mode) {
    RePattern *p = pattern_of(a[0]);
    ReSubject s;
    int64_t pos = 0, endpos = INT64_MAX;
    if ((a[2] != KI_ABSENT && !ki_index_i64(ks, a[2], &pos)) ||
        (a[3] != KI_ABSENT && !ki_index_i64(ks, a[3], &endpos)))
        return KI_ERR;
    if (!ki_re_subject(ks, p, a[1], pos, endpos, &s)) return KI_ERR;
    KiValue r = KI_NONE;
    if (s.pos <= s.endpos) {
        int rc = ki_re_exec(ks, p, &s, mode, s.start, false);
        r = rc < 0 ? KI_ERR : rc == 0 ? KI_NONE : ki_re_match_new(ks, p, &s);
    }
    ki_re_subject_free(ks, &s);
    return r;
}
static KiValue m_match(KiState *ks, KiValue *a, int n) {
    return match_with(ks, a, RE_MATCH);
}
static KiValue m_fullmatch(KiState *ks, KiValue *a, int n) {
    return match_with(ks, a, RE_FULLMATCH);
}
static KiValue m_search(KiState *ks, KiValue *a, int n) {
    return match_with(ks, a, RE_SEARCH);
}

static bool scan_args(KiState *ks, KiValue *a, int64_t *pos, int64_t *endpos) {
    *pos = 0;
    *endpos = INT64_MAX;
    return (a[2] == KI_ABSENT || ki_index_i64(ks, a[2], pos)) &&
           (a[3] == KI_ABSENT || ki_index_i64(ks, a[3], endpos));
}
static KiValue m_finditer(KiState *ks, KiValue *a, int n) {
    int64_t pos, endpos;
    if (!scan_args(ks, a, &pos, &endpos)) return KI_ERR;
    return ki_re_scan_new(ks, ki_re_state(ks)->iter, pattern_of(a[0]), a[1], pos, endpos);
}
static KiValue m_scanner(KiState *ks, KiValue *a, int n) {
    int64_t pos, endpos;
    if (!scan_args(ks, a, &pos, &endpos)) return KI_ERR;
    return ki_re_scan_new(ks, ki_re_state(ks)->scanner, pattern_of(a[0]), a[1], pos, endpos);
}

/* One entry of findall(): the match, its one group, or a tuple of its groups. */
static KiValue found(KiState *ks, RePattern *p, ReSubject *s, KiValue empty) {
    if (p->n_groups <= 1) return ki_re_md_group(ks, p, s, p->n_groups, empty);
    KiTuple *t = ki_tuple_alloc(ks, p->n_groups);
    bool ok = t != NULL;
    for (int g = 1; t && g <= p->n_groups; g++) {
        KiValue v = ok ? ki_re_md_group(ks, p, s, g, empty) : KI_NONE;
        ok = ok && v != KI_ERR;
        t->items[g - 1] = v == KI_ERR ? KI_NONE : v;
    }
    if (ok) return ki_from_obj(t);
    if (t) ki_decref_obj(ks, &t->h);
    return KI_ERR;
}
static bool find_all(KiState *ks, RePattern *p, ReSubject *s, KiList *out) {
    bool not_empty = false;
    KiValue empty = s->is_text ? ks->empty_str : ks->empty_bytes;
    int rc;
    if (s->pos > s->endpos) return true;
    while ((rc = ki_re_exec(ks, p, s, RE_SEARCH, s->start, not_empty)) > 0) {
        const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(p->md);
        s->start = ov[1];
        not_empty = ov[0] == ov[1];
        if (!ki_list_push(ks, out, found(ks, p, s, empty))) return false;
    }
    return rc == 0;
}
static KiValue m_findall(KiState *ks, KiValue *a, int n) {
    RePattern *p = pattern_of(a[0]);
    ReSubject s;
    int64_t pos, endpos;
    if (!scan_args(ks, a, &pos, &endpos) || !ki_re_subject(ks, p, a[1], pos, endpos, &s))
        return KI_ERR;
    KiList *l = ki_list_new(ks, 0);
    bool ok = l && find_all(ks, p, &s, l);
    ki_re_subject_free(ks, &s);
    if (ok) return ki_from_obj(l);
    if (l) ki_decref_obj(ks, &l->h);
    return KI_ERR;
}

static bool split_all(KiState *ks, RePattern *p, ReSubject *s, int64_t max, KiList *out) {
    bool not_empty = false;
    size_t at = 0, from = 0;
    for (int64_t n = 0; max <= 0 || n < max; n++) {
        int rc = ki_re_exec(ks, p, s, RE_SEARCH, from, not_empty);
        if (rc < 0) return false;
        if (rc == 0) break;
        const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(p->md);
        size_t start = ov[0], end = ov[1];
        if (!ki_list_push(ks, out, ki_re_piece(ks, s, at, start))) return false;
        for (int g = 1; g <= p->n_groups; g++)
            if (!ki_list_push(ks, out, ki_re_md_group(ks, p, s, g, KI_NONE))) return false;
        at = from = end;
        not_empty = start == end;
    }
    return ki_list_push(ks, out, ki_re_piece(ks, s, at, s->len));
}
static KiValue m_split(KiState *ks, KiValue *a, int n) {
    RePattern *p = pattern_of(a[0]);
    ReSubject s;
    int64_t max;
    if (!ki_index_i64(ks, a[2], &max) || !ki_re_subject(ks, p, a[1], 0, INT64_MAX, &s))
        return KI_ERR;
    KiList *l = max < 0 ? NULL : ki_list_new(ks, 0);
    if (max < 0 && (l = ki_list_new(ks, 0))) { /* a negative count: no split at all */
        if (!ki_list_push(ks, l, ki_re_piece(ks, &s, 0, s.len))) ki_list_clear(ks, l);
        ki_re_subject_free(ks, &s);
        if (!ki_pending(ks)) return ki_from_obj(l);
        ki_decref_obj(ks, &l->h);
        return KI_ERR;
    }
    bool ok = l && split_all(ks, p, &s, max, l);
    ki_re_subject_free(ks, &s);
    if (ok) return ki_from_obj(l);
    if (l) ki_decref_obj(ks, &l->h);
    return KI_ERR;
}

static KiValue m_sub(KiState *ks, KiValue *a, int n) {
    int64_t count;
    if (!ki_index_i64(ks, a[3], &count)) return KI_ERR;
    return ki_re_sub(ks, pattern_of(a[0]), a[1], a[2], count, false);
}
static KiValue m_subn(KiState *ks, KiValue *a, int n) {
    int64_t count;
    if (!ki_index_i64(ks, a[3], &count)) return KI_ERR;
    return ki_re_sub(ks, pattern_of(a[0]), a[1], a[2], count, true);
}

/* --- the rest of the object --- */

static KiValue m_self(KiState *ks, KiValue *a, int n) {
    return ki_new_ref(a[0]);
}
static KiValue m_class_getitem(KiState *ks, KiValue *a, int n) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), a, 2, KI_ABSENT);
}

static void put_flag_names(KiStrBuilder *b, int flags) {
    static const struct {
        const char *name;
        int flag;
    } names[] = {{"re.TEMPLATE", RE_TEMPLATE}, {"re.IGNORECASE", RE_IGNORECASE},
                 {"re.LOCALE", RE_LOCALE},     {"re.MULTILINE", RE_MULTILINE},
                 {"re.DOTALL", RE_DOTALL},     {"re.UNICODE", RE_UNICODE},
                 {"re.VERBOSE", RE_VERBOSE},   {"re.DEBUG", RE_DEBUG},
                 {"re.ASCII", RE_ASCII}};
    bool first = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(flags & names[i].flag)) continue;
        ki_sb_puts(b, first ? ", " : "|");
        ki_sb_puts(b, names[i].name);
        first = false;
        flags &= ~names[i].flag;
    }
    if (!flags) return;
    char text[32];
    snprintf(text, sizeof text, "%s0x%x", first ? ", " : "|", (unsigned)flags);
    ki_sb_puts(b, text);
}
static KiValue pattern_repr(KiState *ks, KiValue self) {
    RePattern *p = pattern_of(self);
    KiStrBuilder b;
    int flags = p->flags;
    if (p->is_text && (flags & (RE_LOCALE | RE_UNICODE | RE_ASCII)) == RE_UNICODE)
        flags &= ~RE_UNICODE;
    KiValue repr = ki_repr(ks, p->source);
    if (repr == KI_ERR) return KI_ERR;
    KiStr *r = ki_str_of(repr);
    ki_sb_init(&b, ks);
    ki_sb_puts(&b, "re.compile(");
    ki_sb_put_range(&b, r, 0, r->len > 200 ? 200 : r->len);
    put_flag_names(&b, flags);
    ki_sb_putc(&b, ')');
    ki_decref(ks, repr);
    return ki_sb_finish(&b);
}
static bool pattern_hash(KiState *ks, KiValue self, int64_t *out) {
    RePattern *p = pattern_of(self);
    if (!ki_hash(ks, p->source, out)) return false;
    *out ^= p->flags + (p->is_text ? 0x5bd1e995 : 0);
    if (*out == -1) *out = -2;
    return true;
}
static KiValue pattern_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    if (op != KI_EQ && op != KI_NE) return KI_NOT_IMPLEMENTED;
    KiType *t = ki_re_state(ks)->pattern;
    if (ki_type_of(ks, a) != t || ki_type_of(ks, b) != t) return KI_NOT_IMPLEMENTED;
    RePattern *p = pattern_of(a), *q = pattern_of(b);
    int eq = p->flags == q->flags && p->is_text == q->is_text;
    if (eq) eq = ki_compare_bool(ks, p->source, q->source, KI_EQ);
    return eq < 0 ? KI_ERR : ki_bool(eq == (op == KI_EQ));
}
static KiValue g_source(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(pattern_of(self)->source);
}
static KiValue g_flags(KiState *ks, KiValue self, void *c) {
    return ki_small_int(pattern_of(self)->flags);
}
static KiValue g_groups(KiState *ks, KiValue self, void *c) {
    return ki_small_int(pattern_of(self)->n_groups);
}
static KiValue g_groupindex(KiState *ks, KiValue self, void *c) {
    return ki_call1(ks, ki_from_obj(ks->types[KI_K_MAPPINGPROXY]), pattern_of(self)->names);
}

static KiType *make_pattern_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = pattern_dealloc,
                                  .repr = pattern_repr,
                                  .hash = pattern_hash,
                                  .compare = pattern_compare};
#define SPAN "string, pos=<absent 0>, endpos=<absent 9223372036854775807>)"
    static const KiDef methods[] = {
        {"match", "(self, " SPAN, m_match, "Match at the start of the string.", KI_DEF_WITH_CLASS},
        {"fullmatch", "(self, " SPAN, m_fullmatch, "Match all of the string.", KI_DEF_WITH_CLASS},
        {"search", "(self, " SPAN, m_search, "The first match anywhere in the string.",
         KI_DEF_WITH_CLASS},
        {"findall", "(self, " SPAN, m_findall, "All matches as a list of texts or groups.", 0},
        {"finditer", "(self, " SPAN, m_finditer, "Iterator over all matches.", KI_DEF_WITH_CLASS},
        {"scanner", "(self, " SPAN, m_scanner, NULL, KI_DEF_WITH_CLASS},
        {"split", "(self, string, maxsplit=0)", m_split, "Split the string at matches.", 0},
        {"sub", "(self, repl, string, count=0)", m_sub, "Replace the matches.", KI_DEF_WITH_CLASS},
        {"subn", "(self, repl, string, count=0)", m_subn,
         "Replace the matches: (new string, number of replacements).", KI_DEF_WITH_CLASS},
        {"__copy__", "(self, /)", m_self, NULL, 0},
        {"__deepcopy__", "(self, memo, /)", m_self, NULL, 0},
        {"__class_getitem__", "(cls, item, /)", m_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        KI_DEF_END};
#undef SPAN
    static const KiGetsetDef getsets[] = {
        {"pattern", g_source, NULL, "The text of the expression.", NULL},
        {"flags", g_flags, NULL, "Its flags.", NULL},
        {"groups", g_groups, NULL, "The number of its groups.", NULL},
        {"groupindex", g_groupindex, NULL, "Group numbers by name.", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"Pattern",
                                  "re",
                                  "A compiled regular expression.",
                                  sizeof(RePattern),
                                  KI_TF_HAS_WEAKREF | KI_TF_DISALLOW_NEW,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

/* _re.template(pattern, repl): the parsed parts, for re.template checks and tests. */
static KiValue f_template(KiState *ks, KiValue *a, int n) {
    if (ki_type_of(ks, a[0]) != ki_re_state(ks)->pattern)
        return ki_raise(ks, KI_EXC_TypeError, "a pattern is required");
    return ki_re_template(ks, pattern_of(a[0]), a[1]);
}

bool ki_mod_re_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"compile", "(pattern, flags, /)", f_compile, "Translate and check an expression.", 0},
        {"template", "(pattern, repl, /)", f_template, "The parts of a template.", 0},
        KI_DEF_END};
    ReState *st = ki_re_state(ks);
    if (!st) return false;
    if (!st->pattern &&
        (!(st->pattern = make_pattern_type(ks)) || !(st->match = ki_re_make_match_type(ks)) ||
         !(st->iter = ki_re_make_iter_type(ks)) || !(st->scanner = ki_re_make_scanner_type(ks))))
        return false;
    return ki_module_add(ks, m, "Pattern", ki_new_ref(ki_from_obj(st->pattern))) &&
           ki_module_add(ks, m, "Match", ki_new_ref(ki_from_obj(st->match))) &&
           ki_module_add(ks, m, "MAXREPEAT", ki_small_int(RE_MAX_REPEAT)) &&
           ki_module_add_functions(ks, m, functions);
}
