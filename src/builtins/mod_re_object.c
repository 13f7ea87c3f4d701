/* re.Match, and the objects behind finditer() and scanner(). */
#include "mod_re.h"

static ReMatch *match_of(KiValue v) {
    return (ReMatch *)ki_obj(v);
}
static RePattern *pattern_of(const ReMatch *m) {
    return (RePattern *)ki_obj(m->pattern);
}

/* The group that closed last: told by a mark, or by the order of the closing parentheses. */
static int last_index(RePattern *p, const ReMatch *m) {
    if (p->marks) {
        PCRE2_SPTR mark = pcre2_get_mark(p->md);
        int g = p->is_wide ? p->last_mark : mark ? atoi((const char *)mark) : -1;
        return g > 0 && g < m->n ? g : -1;
    }
    int best = -1;
    for (int g = 1; g < m->n; g++)
        if (m->regs[2 * g] >= 0 && (best < 0 || p->close_order[g] > p->close_order[best])) best = g;
    return best;
}

KiValue ki_re_match_new(KiState *ks, RePattern *p, ReSubject *s) {
    ReMatch *m = (ReMatch *)ki_instance_alloc(ks, ki_re_state(ks)->match);
    if (!m) return KI_ERR;
    m->string = ki_new_ref(s->value);
    m->pattern = ki_new_ref(ki_from_obj(p));
    m->regs_cache = KI_ABSENT;
    m->pos = s->pos;
    m->endpos = s->endpos;
    m->n = p->n_groups + 1;
    m->regs = m->few;
    if (m->n > 3) {
        m->regs = ki_mem_alloc(ks, (size_t)m->n * 2 * sizeof *m->regs);
        if (!m->regs) {
            ki_decref_obj(ks, &m->h);
            return KI_ERR;
        }
    }
    const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(p->md);
    for (int g = 0; g < m->n; g++) {
        bool set = ov[2 * g] != PCRE2_UNSET;
        m->regs[2 * g] = set ? ki_re_char_at(s, ov[2 * g]) : -1;
        m->regs[2 * g + 1] = set ? ki_re_char_at(s, ov[2 * g + 1]) : -1;
    }
    m->last_index = m->n > 1 ? last_index(p, m) : -1;
    return ki_from_obj(m);
}

static void match_clear(KiState *ks, KiObj *o) {
    ReMatch *m = (ReMatch *)o;
    ki_assign(ks, &m->string, KI_NONE);
    ki_assign(ks, &m->regs_cache, KI_ABSENT);
}
static void match_dealloc(KiState *ks, KiObj *o) {
    ReMatch *m = (ReMatch *)o;
    match_clear(ks, o);
    if (m->regs && m->regs != m->few) ki_mem_free(ks, m->regs, (size_t)m->n * 2 * sizeof *m->regs);
    m->regs = NULL;
    ki_assign(ks, &m->pattern, KI_ABSENT);
}
static void match_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    ReMatch *m = (ReMatch *)o;
    visit(m->string, arg);
    visit(m->pattern, arg);
    visit(m->regs_cache, arg);
}

static KiValue slice_of(KiState *ks, KiValue string, int64_t from, int64_t to) {
    if (from > to) to = from;
    if (ki_is_str(string)) {
        KiStr *s = ki_str_of(string);
        return ki_str_slice(ks, s, from, to, 1, to - from);
    }
    if (ki_is_kind(string, KI_K_BYTES) && from == 0 && (size_t)to == ki_bytes_of(string)->len)
        return ki_new_ref(string);
    KiBytesView v;
    if (!ki_get_bytes(ks, string, false, &v)) return KI_ERR;
    int64_t n = (int64_t)v.len; /* a bytearray may have shrunk meanwhile */
    if (from > n) from = n;
    if (to > n) to = n;
    KiValue r =
        ki_bytes_from(ks, v.data ? v.data + from : (const uint8_t *)"", (size_t)(to - from));
    ki_release_bytes(ks, &v);
    return r;
}

KiValue ki_re_match_group(KiState *ks, ReMatch *m, int g, KiValue dflt) {
    if (m->regs[2 * g] < 0) return ki_new_ref(dflt);
    return slice_of(ks, m->string, m->regs[2 * g], m->regs[2 * g + 1]);
}

/* The number of a group given by number or name; -1 with an exception. */
static int group_arg(KiState *ks, ReMatch *m, KiValue key) {
    int64_t g = -1;
    if (ki_is_int(key)) {
        g = ki_int_val(key);
    } else if (ki_slots_of(ks, key)->unary[KI_INDEX]) {
        KiValue i = ki_index(ks, key);
        if (i == KI_ERR) return -1;
        if (!ki_int_try_i64(i, &g)) g = -1;
        ki_decref(ks, i);
    } else {
        int64_t hash;
        KiDict *names = ki_dict_of(pattern_of(m)->names);
        KiValue v = !names->used              ? KI_ABSENT
                    : ki_hash(ks, key, &hash) ? ki_dict_get(ks, names, key)
                                              : KI_ERR;
        if (v == KI_ERR) return -1; /* it cannot be hashed */
        if (v != KI_ABSENT) g = ki_int_val(v);
    }
    if (g >= 0 && g < m->n) return (int)g;
    ki_raise(ks, KI_EXC_IndexError, "no such group");
    return -1;
}

static KiValue m_group(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    ReMatch *m = match_of(args[0]);
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError, "group() takes no keyword arguments");
    if (nargs <= 2) {
        int g = nargs == 1 ? 0 : group_arg(ks, m, args[1]);
        return g < 0 ? KI_ERR : ki_re_match_group(ks, m, g, KI_NONE);
    }
    KiTuple *t = ki_tuple_alloc(ks, nargs - 1);
    if (!t) return KI_ERR;
    for (int i = 1; i < nargs; i++) {
        int g = group_arg(ks, m, args[i]);
        t->items[i - 1] = g < 0 ? KI_ERR : ki_re_match_group(ks, m, g, KI_NONE);
        if (t->items[i - 1] != KI_ERR) continue;
        for (; i < nargs; i++)
            t->items[i - 1] = KI_NONE;
        ki_decref_obj(ks, &t->h);
        return KI_ERR;
    }
    return ki_from_obj(t);
}
static KiValue match_getitem(KiState *ks, KiValue self, KiValue key) {
    int g = group_arg(ks, match_of(self), key);
    return g < 0 ? KI_ERR : ki_re_match_group(ks, match_of(self), g, KI_NONE);
}

static KiValue m_groups(KiState *ks, KiValue *a, int n) {
    ReMatch *m = match_of(a[0]);
    KiTuple *t = ki_tuple_alloc(ks, m->n - 1);
    bool ok = t != NULL;
    for (int g = 1; t && g < m->n; g++) {
        t->items[g - 1] = ok ? ki_re_match_group(ks, m, g, a[1]) : KI_NONE;
        if (t->items[g - 1] != KI_ERR) continue;
        ok = false;
        t->items[g - 1] = KI_NONE;
    }
    if (ok) return ki_from_obj(t);
    if (t) ki_decref_obj(ks, &t->h);
    return KI_ERR;
}
static KiValue m_groupdict(KiState *ks, KiValue *a, int n) {
    ReMatch *m = match_of(a[0]);
    KiDict *d = ki_dict_new(ks);
    int64_t pos = 0;
    KiValue k, v;
    bool ok = d != NULL;
    while (ok && ki_dict_next(ki_dict_of(pattern_of(m)->names), &pos, &k, &v)) {
        KiValue text = ki_re_match_group(ks, m, (int)ki_int_val(v), a[1]);
        ok = text != KI_ERR && ki_dict_set(ks, d, k, text);
        ki_decref(ks, text);
    }
    if (ok) return ki_from_obj(d);
    if (d) ki_decref_obj(ks, &d->h);
    return KI_ERR;
}
static KiValue span_of(KiState *ks, ReMatch *m, int g) {
    return ki_tuple_pack(ks, 2, ki_int_from_i64(ks, m->regs[2 * g]),
                         ki_int_from_i64(ks, m->regs[2 * g + 1]));
}
static KiValue m_start(KiState *ks, KiValue *a, int n) {
    int g = group_arg(ks, match_of(a[0]), a[1]);
    return g < 0 ? KI_ERR : ki_int_from_i64(ks, match_of(a[0])->regs[2 * g]);
}
static KiValue m_end(KiState *ks, KiValue *a, int n) {
    int g = group_arg(ks, match_of(a[0]), a[1]);
    return g < 0 ? KI_ERR : ki_int_from_i64(ks, match_of(a[0])->regs[2 * g + 1]);
}
static KiValue m_span(KiState *ks, KiValue *a, int n) {
    int g = group_arg(ks, match_of(a[0]), a[1]);
    return g < 0 ? KI_ERR : span_of(ks, match_of(a[0]), g);
}
static KiValue m_expand(KiState *ks, KiValue *a, int n) {
    KiValue parts = ki_re_template(ks, pattern_of(match_of(a[0])), a[1]);
    KiValue r = parts == KI_ERR ? KI_ERR : ki_re_expand(ks, match_of(a[0]), parts);
    ki_decref(ks, parts);
    return r;
}
static KiValue m_self(KiState *ks, KiValue *a, int n) {
    return ki_new_ref(a[0]);
}
static KiValue m_no_pickle(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return ki_raise(ks, KI_EXC_TypeError, "cannot pickle 're.Match' object");
}
static KiValue m_class_getitem(KiState *ks, KiValue *a, int n) {
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), a, 2, KI_ABSENT);
}

static KiValue match_repr(KiState *ks, KiValue self) {
    ReMatch *m = match_of(self);
    KiStrBuilder b;
    KiValue text = ki_re_match_group(ks, m, 0, KI_NONE);
    if (text == KI_ERR) return KI_ERR;
    char head[100];
    snprintf(head, sizeof head,
             "<re.Match object; span=(%lld, %lld), match=", (long long)m->regs[0],
             (long long)m->regs[1]);
    KiValue repr = ki_repr(ks, text);
    ki_decref(ks, text);
    if (repr == KI_ERR) return KI_ERR;
    ki_sb_init(&b, ks);
    ki_sb_puts(&b, head);
    KiStr *r = ki_str_of(repr);
    ki_sb_put_range(&b, r, 0, r->len > 50 ? 50 : r->len);
    ki_sb_putc(&b, '>');
    ki_decref(ks, repr);
    return ki_sb_finish(&b);
}

static KiValue g_string(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(match_of(self)->string);
}
static KiValue g_re(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(match_of(self)->pattern);
}
static KiValue g_pos(KiState *ks, KiValue self, void *c) {
    return ki_int_from_i64(ks, match_of(self)->pos);
}
static KiValue g_endpos(KiState *ks, KiValue self, void *c) {
    return ki_int_from_i64(ks, match_of(self)->endpos);
}
static KiValue g_lastindex(KiState *ks, KiValue self, void *c) {
    return match_of(self)->last_index < 0 ? KI_NONE : ki_small_int(match_of(self)->last_index);
}
static KiValue g_lastgroup(KiState *ks, KiValue self, void *c) {
    ReMatch *m = match_of(self);
    if (m->last_index < 0) return KI_NONE;
    return ki_new_ref(ki_tuple_of(pattern_of(m)->by_number)->items[m->last_index]);
}
static KiValue g_regs(KiState *ks, KiValue self, void *c) {
    ReMatch *m = match_of(self);
    if (m->regs_cache != KI_ABSENT) return ki_new_ref(m->regs_cache);
    KiTuple *t = ki_tuple_alloc(ks, m->n);
    bool ok = t != NULL;
    for (int g = 0; t && g < m->n; g++) {
        KiValue v = ok ? span_of(ks, m, g) : KI_NONE;
        ok = ok && v != KI_ERR;
        t->items[g] = v == KI_ERR ? KI_NONE : v;
    }
    if (!ok) {
        if (t) ki_decref_obj(ks, &t->h);
        return KI_ERR;
    }
    ki_assign(ks, &m->regs_cache, ki_from_obj(t));
    return ki_new_ref(m->regs_cache);
}

KiType *ki_re_make_match_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = match_dealloc,
                                  .traverse = match_traverse,
                                  .clear = match_clear,
                                  .repr = match_repr,
                                  .getitem = match_getitem};
    static const KiDef methods[] = {
        {"group", "(...)", (void *)m_group,
         "group([group1, ...])\n\nOne or several groups of the match.", 0},
        {"groups", "(self, default=None)", m_groups, "All groups as a tuple.", 0},
        {"groupdict", "(self, default=None)", m_groupdict, "All named groups as a dict.", 0},
        {"start", "(self, group=0, /)", m_start, "Where a group begins.", 0},
        {"end", "(self, group=0, /)", m_end, "Where a group ends.", 0},
        {"span", "(self, group=0, /)", m_span, "(start, end) of a group.", 0},
        {"expand", "(self, template)", m_expand, "A template with the groups filled in.", 0},
        {"__copy__", "(self, /)", m_self, NULL, 0},
        {"__deepcopy__", "(self, memo, /)", m_self, NULL, 0},
        {"__reduce__", "(...)", (void *)m_no_pickle, NULL, 0},
        {"__reduce_ex__", "(...)", (void *)m_no_pickle, NULL, 0},
        {"__class_getitem__", "(cls, item, /)", m_class_getitem, "See PEP 585",
         KI_DEF_CLASS | KI_DEF_UNSIGNED},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {
        {"string", g_string, NULL, "The text that was searched.", NULL},
        {"re", g_re, NULL, "The pattern.", NULL},
        {"pos", g_pos, NULL, "Where the search began.", NULL},
        {"endpos", g_endpos, NULL, "Where the search had to end.", NULL},
        {"lastindex", g_lastindex, NULL, "Number of the group that matched last.", NULL},
        {"lastgroup", g_lastgroup, NULL, "Name of the group that matched last.", NULL},
        {"regs", g_regs, NULL, "Spans of all groups.", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {"Match",
                                  "re",
                                  "The result of re.match() and re.search().",
                                  sizeof(ReMatch),
                                  KI_TF_GC | KI_TF_DISALLOW_NEW,
                                  KI_K_OPAQUE,
                                  &slots,
                                  methods,
                                  getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

/* --- finditer and scanner --- */

typedef struct Scan {
    KiObj h;
    KiValue pattern; /* ABSENT: exhausted */
    ReSubject s;     /* owns s.value */
    bool not_empty;  /* the last match was empty: the next must not be so at the same place */
    bool over;
} Scan;
static Scan *scan_of(KiValue v) {
    return (Scan *)ki_obj(v);
}

KiValue ki_re_scan_new(KiState *ks, KiType *t, RePattern *p, KiValue string, int64_t pos,
                       int64_t endpos) {
    ReSubject s;
    if (!ki_re_subject(ks, p, string, pos, endpos, &s)) return KI_ERR;
    Scan *it = (Scan *)ki_instance_alloc(ks, t);
    if (!it) {
        ki_re_subject_free(ks, &s);
        return KI_ERR;
    }
    it->pattern = ki_new_ref(ki_from_obj(p));
    it->s = s;
    ki_incref(it->s.value);
    it->over = s.pos > s.endpos;
    return ki_from_obj(it);
}
static void scan_dealloc(KiState *ks, KiObj *o) {
    Scan *it = (Scan *)o;
    ki_re_subject_free(ks, &it->s);
    ki_assign(ks, &it->s.value, KI_NONE);
    ki_assign(ks, &it->pattern, KI_ABSENT);
}
static void scan_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    visit(((Scan *)o)->s.value, arg);
    visit(((Scan *)o)->pattern, arg);
}
/* The next match; KI_ABSENT when there is none. */
static KiValue scan_step(KiState *ks, Scan *it, int mode) {
    if (it->over) return KI_ABSENT;
    RePattern *p = (RePattern *)ki_obj(it->pattern);
    int rc = ki_re_exec(ks, p, &it->s, mode, it->s.start, it->not_empty);
    if (rc <= 0) {
        it->over = true;
        return rc < 0 ? KI_ERR : KI_ABSENT;
    }
    const PCRE2_SIZE *ov = pcre2_get_ovector_pointer(p->md);
    size_t from = ov[0], to = ov[1];
    KiValue m = ki_re_match_new(ks, p, &it->s);
    it->s.start = to;
    it->not_empty = from == to;
    return m;
}
static KiValue iter_next(KiState *ks, KiValue self) {
    return scan_step(ks, scan_of(self), RE_SEARCH);
}
static KiValue iter_self(KiState *ks, KiValue self) {
    return ki_new_ref(self);
}
static KiValue s_search(KiState *ks, KiValue *a, int n) {
    KiValue m = scan_step(ks, scan_of(a[0]), RE_SEARCH);
    return m == KI_ABSENT ? KI_NONE : m;
}
static KiValue s_match(KiState *ks, KiValue *a, int n) {
    KiValue m = scan_step(ks, scan_of(a[0]), RE_MATCH);
    return m == KI_ABSENT ? KI_NONE : m;
}
static KiValue g_pattern(KiState *ks, KiValue self, void *c) {
    return ki_new_ref(scan_of(self)->pattern);
}

KiType *ki_re_make_iter_type(KiState *ks) {
    static const KiSlots slots = {
        .dealloc = scan_dealloc, .traverse = scan_traverse, .iter = iter_self, .next = iter_next};
    static const KiTypeDef def = {
        "callable_iterator", "builtins", NULL, sizeof(Scan), KI_TF_GC | KI_TF_DISALLOW_NEW,
        KI_K_OPAQUE,         &slots,     NULL, NULL};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}

KiType *ki_re_make_scanner_type(KiState *ks) {
    static const KiSlots slots = {.dealloc = scan_dealloc, .traverse = scan_traverse};
    static const KiDef methods[] = {
        {"match", "(self, /)", s_match, "The match at the current place.", KI_DEF_WITH_CLASS},
        {"search", "(self, /)", s_search, "The next match.", KI_DEF_WITH_CLASS},
        KI_DEF_END};
    static const KiGetsetDef getsets[] = {{"pattern", g_pattern, NULL, "The pattern.", NULL},
                                          {NULL, NULL, NULL, NULL, NULL}};
    static const KiTypeDef def = {
        "SRE_Scanner", "_sre", NULL,    sizeof(Scan), KI_TF_GC | KI_TF_DISALLOW_NEW,
        KI_K_OPAQUE,   &slots, methods, getsets};
    return ki_native_type(ks, &def, ks->types[KI_K_OBJECT]);
}
