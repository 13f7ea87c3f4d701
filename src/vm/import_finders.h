/* Finders of sys.meta_path and hooks of sys.path_hooks, as far as the import system calls them. */
#ifndef KI_IMPORT_FINDERS_H
#define KI_IMPORT_FINDERS_H

#include "vm.h"

/* The standard finders in sys.meta_path, which stand for steps of the native search, and the
 * standard hooks in sys.path_hooks: folders and archives. */
enum { KI_FIND_NATIVE, KI_FIND_FROZEN, KI_FIND_ON_PATH, KI_HOOK_FOLDER, KI_HOOK_ARCHIVE };
/* This object is one of them. */
void ki_import_set_standard(KiState *ks, int which, KiValue v);

/* Specs and loaders are made by this module in Python. */
#define KI_SPEC_MODULE "_frozen_importlib"

/* The finders in sys.meta_path when this is called; NULL: exception pending. */
KiList *ki_finders(KiState *ks) KB_MUST_CHECK;
/* The step that the finder stands for, -1 for one of a script. */
int ki_finder_step(const KiState *ks, KiValue finder);
/* Is it a part of the library that CPython has under no such name? Finders of scripts are not asked
 * for it. 1, 0, -1: exception pending. */
int ki_is_library_part(KiState *ks, const char *name) KB_MUST_CHECK;
/* What a finder of a script answers: an owned spec or None. */
KiValue ki_ask_finder(KiState *ks, KiValue finder, KiValue name, KiValue path) KB_MUST_CHECK;
/* What the finder for an entry of a path list answers: an owned spec, None, or True if that is left
 * to the native search. */
KiValue ki_ask_path_entry(KiState *ks, KiValue entry, const char *name) KB_MUST_CHECK;
/* The module of a spec, made and run. */
KiValue ki_load_spec(KiState *ks, KiValue spec) KB_MUST_CHECK;
#endif
