/* Dispatch loop: exceptions, imports, everything that is a call out of line. Included by eval.c
 * alone. */
OPCODE(CATCH)
    : OPCODE(POP_EXCEPT) : OPCODE(MATCH_GROUP) : OPCODE(RERAISE_STAR) : SLOW(ki_op_except);
OPCODE(JNOMATCH) : {
    status = ki_op_jnomatch(ks, R, k, pc);
    if (KB_UNLIKELY(status < 0)) goto error;
    if (status == 2) BACK(pc->c);
    NEXT();
}
OPCODE(RERAISE) : OPCODE(RAISE) : SLOW(ki_op_raise);
OPCODE(WITH_ENTER) : OPCODE(WITH_EXIT) : SLOW(ki_op_with);
OPCODE(MAKE_FUNC) : SLOW(ki_op_make_func);
OPCODE(GETITER) : SLOW(ki_op_getiter);
OPCODE(MATCH_SEQ)
    : OPCODE(MATCH_MAP) : OPCODE(MATCH_KEYS) : OPCODE(MATCH_CLASS) : SLOW(ki_op_match);
OPCODE(GETLEN) : SLOW(ki_op_match);
OPCODE(IMPORT) : OPCODE(IMPORT_FROM) : OPCODE(IMPORT_STAR) : SLOW(ki_op_import);
OPCODE(BUILD_CLASS) : OPCODE(PRINT_EXPR) : OPCODE(SETUP_ANNOTATIONS) : SLOW(ki_op_misc);
OPCODE(LOAD_ASSERT) : SLOW(ki_op_misc);
OPCODE(LOAD_BODY) : SLOW(ki_op_load_body);
