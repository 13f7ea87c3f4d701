/* The module builtins: functions (builtin.def), types, exceptions, and the names that an
 * interactive session adds (exit, help ...). */
#include "func_core.h"

static const KiDef functions[] = {
#define FUNC(name, signature, doc) {#name, signature, (void *)ki_bi_##name, doc, 0},
#define RAW(name, doc)             {#name, "(...)", (void *)ki_bi_##name, doc, 0},
#define COUNTED(name, doc)         {#name, "(...)", (void *)ki_bi_##name, doc, KI_DEF_COUNTED},
#include "builtin.def"
#undef FUNC
#undef RAW
#undef COUNTED
    KI_DEF_END};

/* Types and exceptions in the order of CPython's vars(builtins). */
static const uint8_t public_types[] = {
    KI_K_BOOL, KI_K_MEMORYVIEW, KI_K_BYTEARRAY,    KI_K_BYTES,  KI_K_CLASSMETHOD, KI_K_COMPLEX,
    KI_K_DICT, KI_K_ENUMERATE,  KI_K_FILTER,       KI_K_FLOAT,  KI_K_FROZENSET,   KI_K_PROPERTY,
    KI_K_INT,  KI_K_LIST,       KI_K_MAP,          KI_K_OBJECT, KI_K_RANGE,       KI_K_REVERSED,
    KI_K_SET,  KI_K_SLICE,      KI_K_STATICMETHOD, KI_K_STR,    KI_K_SUPER,       KI_K_TUPLE,
    KI_K_TYPE, KI_K_ZIP};

/* The exceptions below the roots, by their depth in the tree. */
#define E(name) KI_EXC_##name
static const uint8_t exceptions[] = {E(BaseException),
                                     E(BaseExceptionGroup),
                                     E(Exception),
                                     E(GeneratorExit),
                                     E(KeyboardInterrupt),
                                     E(SystemExit),
                                     E(ArithmeticError),
                                     E(AssertionError),
                                     E(AttributeError),
                                     E(BufferError),
                                     E(EOFError),
                                     E(ImportError),
                                     E(LookupError),
                                     E(MemoryError),
                                     E(NameError),
                                     E(OSError),
                                     E(ReferenceError),
                                     E(RuntimeError),
                                     E(StopAsyncIteration),
                                     E(StopIteration),
                                     E(SyntaxError),
                                     E(SystemError),
                                     E(TypeError),
                                     E(ValueError),
                                     E(Warning),
                                     E(FloatingPointError),
                                     E(OverflowError),
                                     E(ZeroDivisionError),
                                     E(BytesWarning),
                                     E(DeprecationWarning),
                                     E(EncodingWarning),
                                     E(FutureWarning),
                                     E(ImportWarning),
                                     E(PendingDeprecationWarning),
                                     E(ResourceWarning),
                                     E(RuntimeWarning),
                                     E(SyntaxWarning),
                                     E(UnicodeWarning),
                                     E(UserWarning),
                                     E(BlockingIOError),
                                     E(ChildProcessError),
                                     E(ConnectionError),
                                     E(FileExistsError),
                                     E(FileNotFoundError),
                                     E(InterruptedError),
                                     E(IsADirectoryError),
                                     E(NotADirectoryError),
                                     E(PermissionError),
                                     E(ProcessLookupError),
                                     E(TimeoutError),
                                     E(IndentationError),
                                     E(IndexError),
                                     E(KeyError),
                                     E(ModuleNotFoundError),
                                     E(NotImplementedError),
                                     E(RecursionError),
                                     E(UnboundLocalError),
                                     E(UnicodeError),
                                     E(BrokenPipeError),
                                     E(ConnectionAbortedError),
                                     E(ConnectionRefusedError),
                                     E(ConnectionResetError),
                                     E(TabError),
                                     E(UnicodeDecodeError),
                                     E(UnicodeEncodeError),
                                     E(UnicodeTranslateError),
                                     E(ExceptionGroup)};
#undef E
_Static_assert(sizeof exceptions == KI_EXC_COUNT, "an exception of exception.def is missing here");

static bool add_doc(KiState *ks, KiDict *d) {
    KiValue doc = ki_str_from_cstr(ks, "The names that every module finds without an import.");
    bool ok = doc != KI_ERR && ki_dict_set_str(ks, d, ks->names.d_doc, doc);
    if (doc != KI_ERR) ki_decref(ks, doc);
    return ok;
}

static bool add_constants(KiState *ks, KiDict *d) {
    return ki_dict_set_cstr(ks, d, "None", KI_NONE) &&
           ki_dict_set_cstr(ks, d, "Ellipsis", KI_ELLIPSIS) &&
           ki_dict_set_cstr(ks, d, "NotImplemented", KI_NOT_IMPLEMENTED) &&
           ki_dict_set_cstr(ks, d, "False", KI_FALSE) && ki_dict_set_cstr(ks, d, "True", KI_TRUE);
}

static bool add_types(KiState *ks, KiDict *d) {
    for (size_t i = 0; i < sizeof public_types; i++) {
        KiType *t = ks->types[public_types[i]];
        if (!ki_dict_set_str(ks, d, t->name, ki_from_obj(t))) return false;
    }
    return true;
}

static bool add_exceptions(KiState *ks, KiDict *d) {
    for (size_t i = 0; i < sizeof exceptions; i++) {
        KiType *t = ks->exceptions[exceptions[i]];
        if (!ki_dict_set_str(ks, d, t->name, ki_from_obj(t))) return false;
    }
    KiValue os_error = ki_from_obj(ks->exceptions[KI_EXC_OSError]);
    return ki_dict_set_cstr(ks, d, "EnvironmentError", os_error) &&
           ki_dict_set_cstr(ks, d, "IOError", os_error);
}

/* io gives the function `open`, so that it comes behind what the language has. */
static bool move_open_back(KiState *ks, KiDict *d) {
    KiStr *name = ki_intern_cstr(ks, "open");
    if (!name) return false;
    KiValue f = ki_dict_pop(ks, d, ki_from_obj(name));
    bool ok = f != KI_ERR && ki_dict_set_str(ks, d, name, f);
    if (f != KI_ERR) ki_decref(ks, f);
    ki_decref_obj(ks, &name->h);
    return ok;
}

/* What `site` adds: made when first asked for, by _sitebuiltins. */
static bool add_site_names(KiState *ks, KiDict *d) {
    static const char *const names[] = {"quit", "exit", "copyright", "credits", "license", "help"};
    bool ok = true;
    for (size_t i = 0; ok && !ks->config.no_site && i < sizeof names / sizeof *names; i++)
        ok = ki_dict_set_late(ks, d, names[i]);
    return ok;
}

bool ki_init_builtins_module(KiState *ks) {
    KiModule *m = ki_module_new(ks, "builtins");
    if (!m) return false;
    ks->builtins = ki_from_obj(m);
    ks->builtins_dict = m->dict;
    KiDict *d = m->dict;
    return add_doc(ks, d) && ki_module_add_functions(ks, m, functions) && add_constants(ks, d) &&
           add_types(ks, d) &&
           ki_dict_set_cstr(ks, d, "__debug__", ki_bool(!ks->config.optimize)) &&
           add_exceptions(ks, d) && move_open_back(ks, d) && add_site_names(ks, d) &&
           ki_dict_set_cstr(ks, ks->modules, "builtins", ks->builtins);
}
