#ifndef KI_IMPORT_PRIVATE_H
#define KI_IMPORT_PRIVATE_H
/* What the files of the import system know of one another: import.c goes along the parts of a name,
 * import_find.c looks for a module, import_load.c makes and runs it, import_names.c are the
 * statements. */
#include "frozen.h"
#include "import_finders.h"
#include "vm.h"

/* What becomes of a module: how it was found. */
typedef struct KiFound {
    const char *name;
    const KiNativeModule *native;
    const KiFrozen *frozen;
    char *file;         /* source file, owned; NULL: none */
    char *dir;          /* of a package on disk, owned */
    KiList *namespace_; /* directories of a namespace package, owned */
    KiValue source;     /* bytes of a file in an archive, owned; 0: none */
    KiValue spec;       /* from the finder of a script for an entry of a path, owned; 0: none */
    bool is_package;
    bool is_bytecode; /* file is no source */
} KiFound;
void ki_found_free(KiState *ks, KiFound *f);

/* import.c */
const char *ki_import_cstr(KiState *ks, KiValue v); /* "?" for what is no text */
/* The pending ImportError gets name and path. */
void ki_import_error_attrs(KiState *ks, KiValue name, KiValue path);
/* ModuleNotFoundError: "No module named `name``extra`". */
KiValue ki_import_not_found(KiState *ks, KiValue name, const char *extra);
/* The events for a module and the packages around it, as far as they are not there yet. */
bool ki_import_audited(KiState *ks, const char *name) KB_MUST_CHECK;
/* One module below its parent, if that is not KI_ABSENT; last: it is not wanted as a parent. */
KiValue ki_import_one(KiState *ks, const char *name, KiValue parent, bool last) KB_MUST_CHECK;
/* Imports a, a.b, a.b.c; the last one, and the first in *top if wanted. */
KiValue ki_import_dotted(KiState *ks, const char *name, KiValue *top) KB_MUST_CHECK;
/* import_find.c: the module that the first of sys.meta_path finds, owned; ABSENT if none knows the
 * name. */
KiValue ki_import_find(KiState *ks, KiValue name, KiValue parent_path) KB_MUST_CHECK;
/* import_load.c */
KiValue ki_import_load(KiState *ks, KiValue name, KiFound *f) KB_MUST_CHECK;
struct KiThread *ki_import_loaded_by(KiState *ks, KiValue m); /* NULL: nobody is loading it */
#endif
